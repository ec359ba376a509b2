//! The command line of `serve` and `check-config`.

use std::net::SocketAddr;
use std::path::PathBuf;

use ipnet::IpNet;
use serde::Serialize;

use crate::config::{ForwardedHeader, RoomsBy};

/// What the command line says; what it leaves out comes from elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, clap::Args)]
pub struct Flags {
    /// Where to listen, such as 127.0.0.1:7420 [default].
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listen: Option<SocketAddr>,
    /// The data folder [default: data].
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<PathBuf>,
    /// The path under which everything is served, such as /picnic.
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_path: Option<String>,
    /// The address people use, such as <https://picnic.example.fi>.
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_url: Option<String>,
    /// Another origin whose pages may use this server; may be given several times.
    #[arg(long = "origin")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub origins: Vec<String>,
    /// A network of proxies that are believed when they say who asks, such as 10.0.0.0/8; may be
    /// given several times [default: this machine].
    #[arg(long = "trusted-proxy")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub trusted_proxies: Vec<IpNet>,
    /// The header in which they say so, which they must set or empty in every request.
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forwarded_header: Option<ForwardedHeader>,
    /// A network that may read /metrics; may be given several times [default: this machine].
    #[arg(long)]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub metrics_from: Vec<IpNet>,
    /// Sets no limit on what sockets, rooms and addresses do: for measuring.
    #[arg(long)]
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub no_limits: bool,
    /// Largest message that is no change of the board, bytes.
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frame_bytes_max: Option<usize>,
    /// Bytes of messages and bodies that may be on their way at once, of all who send.
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receive_bytes_max: Option<usize>,
    /// Frames a socket may send, a second.
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub socket_frames_per_second: Option<u64>,
    /// Bytes a socket may send, a second.
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub socket_bytes_per_second: Option<u64>,
    /// Sockets in one room.
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub room_sockets_max: Option<usize>,
    /// Notes on one board.
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub room_notes_max: Option<usize>,
    /// Bytes of one board, encoded.
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub room_bytes_max: Option<usize>,
    /// Bytes that one board takes in memory, about.
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub room_memory_max: Option<usize>,
    /// Bytes that the boards of all open rooms take in memory [default: half of what there is].
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rooms_memory_max: Option<usize>,
    /// Bytes that one room takes on disk [default: four times the largest board].
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub room_disk_max: Option<u64>,
    /// Bytes that all rooms take on disk [default: half of what the disk has].
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rooms_disk_max: Option<u64>,
    /// Bytes on disk of all rooms that one address made without a code.
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address_disk_max: Option<u64>,
    /// Sockets of one address.
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address_sockets_max: Option<usize>,
    /// Sockets that one address may open, a minute.
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address_joins_per_minute: Option<u64>,
    /// Rooms that one address may make, an hour.
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address_rooms_per_hour: Option<u64>,
    /// Who may make rooms [default: everyone].
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rooms_by: Option<RoomsBy>,
    /// The code that whoever makes a room must know, with --rooms-by code; better in the file or in
    /// PICNIC_ROOMS_CODE, where others on this machine do not see it.
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rooms_code: Option<String>,
    /// Bytes of the disk under the data folder that new rooms leave free [default: a twentieth of it, and a
    /// GiB at most].
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disk_free_bytes: Option<u64>,
    /// A room with no sockets is put away after this, seconds.
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub idle_seconds: Option<u64>,
    /// How long versions of boards are kept, days; 0 keeps them for good.
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep_versions_days: Option<u32>,
    /// How long what was deleted stays in a room's bin, days; 0 keeps it for good.
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep_bin_days: Option<u32>,
    /// How long a room is kept in which nobody is, days [default: for good].
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep_unused_rooms_days: Option<u32>,
    /// How long a room is kept in which nothing was ever written, hours; 0 keeps it for good.
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep_empty_rooms_hours: Option<u32>,
    /// How long a room that was taken away can be brought back, days; with 0 it goes at the next look, within the hour.
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep_taken_away_days: Option<u32>,
    /// The embedding model for cluster suggestions, a file of `make embedding-model` or a Hugging Face folder
    /// [default: words only].
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub embedding_model: Option<PathBuf>,
    /// A folder of further workshop models.
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub models: Option<PathBuf>,
    /// What is logged, as `tracing` directives, such as info or picnic=debug.
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log: Option<String>,
}
