//! The configuration: defaults, `picnic.toml`, `PICNIC_*` variables and the command line, each
//! over the one before.

mod base_path;
mod data_folder;
pub mod finding;
pub mod findings;
mod flags;
mod numbers;
mod sources;
mod written;

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use ipnet::IpNet;
use serde::{Deserialize, Serialize};

use crate::limits;

pub use base_path::base_path;
pub use flags::Flags;
pub use sources::{ConfigError, Sources};

/// The file read from the working folder when none is named.
pub const FILE: &str = "picnic.toml";

/// Who may make rooms. Whoever has a room's link comes in all the same.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum RoomsBy {
    /// Whoever reaches the server.
    #[default]
    Everyone,
    /// Whoever knows the code.
    Code,
    /// Nobody.
    Nobody,
}

/// The header in which trusted proxies say who asks. The other one is a caller's own word, which a
/// proxy that does not know it passes on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum ForwardedHeader {
    /// `X-Forwarded-For`, beside `X-Forwarded-Proto`: what most proxies set.
    #[default]
    XForwardedFor,
    /// `Forwarded` (RFC 7239).
    Forwarded,
}

/// What is in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where to listen.
    pub listen: SocketAddr,
    /// The data folder.
    pub data: PathBuf,
    /// The path under which everything is served: empty, or `/` and a path with no slash at its
    /// end.
    pub base_path: String,
    /// The address people use, such as `https://picnic.example.fi`, when it is not what their
    /// browsers ask this server for. Links are made with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_url: Option<String>,
    /// Other origins whose pages may use this server.
    #[serde(deserialize_with = "written::list")]
    pub origins: Vec<String>,
    /// Networks of proxies whose word is taken for who asks.
    #[serde(deserialize_with = "written::list")]
    pub trusted_proxies: Vec<IpNet>,
    /// The header in which they say so; the other one is not believed.
    pub forwarded_header: ForwardedHeader,
    /// Networks that may read `/metrics`.
    #[serde(deserialize_with = "written::list")]
    pub metrics_from: Vec<IpNet>,
    /// None of the limits below but that of a frame: for measuring.
    pub no_limits: bool,
    /// Largest message that is no change of the board, bytes, and what the page sends at once.
    pub frame_bytes_max: usize,
    /// Bytes of messages and bodies that are on their way, of all who send.
    pub receive_bytes_max: usize,
    /// Frames a socket may send.
    pub socket_frames_per_second: u64,
    /// Bytes a socket may send.
    pub socket_bytes_per_second: u64,
    /// Sockets in one room.
    pub room_sockets_max: usize,
    /// Notes on one board.
    pub room_notes_max: usize,
    /// Bytes of one board, encoded.
    pub room_bytes_max: usize,
    /// Bytes that one board takes in memory, about.
    pub room_memory_max: usize,
    /// Bytes that the boards of all open rooms take in memory, about; half of what the process may use
    /// when it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rooms_memory_max: Option<usize>,
    /// Bytes that one room takes on disk, its log and snapshots; four times the largest board when it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub room_disk_max: Option<u64>,
    /// Bytes that all rooms take on disk; half of what the disk under the data folder has when it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rooms_disk_max: Option<u64>,
    /// Bytes on disk of all rooms that one address made without a code.
    pub address_disk_max: u64,
    /// Sockets of one address.
    pub address_sockets_max: usize,
    /// Sockets that one address may open.
    pub address_joins_per_minute: u64,
    /// Rooms that one address may make.
    pub address_rooms_per_hour: u64,
    /// Who may make rooms.
    pub rooms_by: RoomsBy,
    /// What whoever makes a room must know, where that is asked for.
    #[serde(default, skip_serializing, deserialize_with = "written::code")]
    pub rooms_code: Option<String>,
    /// Bytes of the disk under the data folder that new rooms leave free; a twentieth of it, and a GiB at
    /// most, when it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disk_free_bytes: Option<u64>,
    /// A room with no sockets is put away after this, seconds.
    pub idle_seconds: u64,
    /// How long versions of boards are kept, days; 0 keeps them for good.
    pub keep_versions_days: u32,
    /// How long what was deleted stays in a room's bin, days; 0 keeps it for good.
    pub keep_bin_days: u32,
    /// How long a room is kept in which nobody is, days; 0 keeps it for good.
    pub keep_unused_rooms_days: u32,
    /// How long a room is kept in which nothing was ever written, h; 0 keeps it for good.
    pub keep_empty_rooms_hours: u32,
    /// How long a room that was taken away can be brought back, days; with 0 it goes at the next look, within the hour.
    pub keep_taken_away_days: u32,
    /// The embedding model that cluster suggestions use beside words: the file that `make embedding-model` makes,
    /// or a Hugging Face folder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub embedding_model: Option<PathBuf>,
    /// A folder of further workshop models.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub models: Option<PathBuf>,
    /// What is logged, as `tracing` directives.
    pub log: String,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 7420)),
            data: PathBuf::from("data"),
            base_path: String::new(),
            public_url: None,
            origins: Vec::new(),
            // A proxy on this machine is whoever runs the server's own.
            trusted_proxies: loopback(),
            forwarded_header: ForwardedHeader::default(),
            metrics_from: loopback(),
            no_limits: false,
            frame_bytes_max: limits::FRAME_BYTES_MAX,
            receive_bytes_max: limits::RECEIVE_BYTES_MAX,
            socket_frames_per_second: limits::SOCKET_FRAMES_PER_SECOND,
            socket_bytes_per_second: limits::SOCKET_BYTES_PER_SECOND,
            room_sockets_max: limits::ROOM_SOCKETS_MAX,
            room_notes_max: limits::ROOM_NOTES_MAX,
            room_bytes_max: limits::ROOM_BYTES_MAX,
            room_memory_max: limits::ROOM_MEMORY_MAX,
            rooms_memory_max: None,
            room_disk_max: None,
            rooms_disk_max: None,
            address_disk_max: limits::ADDRESS_DISK_MAX,
            address_sockets_max: limits::ADDRESS_SOCKETS_MAX,
            address_joins_per_minute: limits::ADDRESS_JOINS_PER_MINUTE,
            address_rooms_per_hour: limits::ADDRESS_ROOMS_PER_HOUR,
            rooms_by: RoomsBy::default(),
            rooms_code: None,
            disk_free_bytes: None,
            idle_seconds: limits::IDLE_SECONDS,
            keep_versions_days: limits::KEEP_VERSIONS_DAYS,
            keep_bin_days: limits::KEEP_BIN_DAYS,
            // Nobody's work goes unless whoever runs the server says so.
            keep_unused_rooms_days: 0,
            keep_empty_rooms_hours: limits::KEEP_EMPTY_ROOMS_HOURS,
            keep_taken_away_days: limits::KEEP_TAKEN_AWAY_DAYS,
            embedding_model: None,
            models: None,
            log: "info".to_owned(),
        }
    }
}

impl Config {
    /// How long an empty room stays open.
    #[must_use]
    pub const fn idle(&self) -> Duration {
        Duration::from_secs(self.idle_seconds)
    }

    /// The largest post, bytes: the page sends no larger frames, and several at once.
    #[must_use]
    pub const fn post_bytes_max(&self) -> usize {
        self.frame_bytes_max.saturating_mul(limits::POSTED_FRAMES)
    }

    /// The largest message or body that may come, bytes: a board, an import or a post.
    #[must_use]
    pub fn received_bytes_max(&self) -> usize {
        self.room_bytes_max.max(limits::IMPORT_BYTES_MAX).max(self.post_bytes_max())
    }

    /// What may be on its way here from one address, bytes: the largest that may come at least.
    #[must_use]
    pub fn receive_bytes_of_one_max(&self) -> usize {
        self.received_bytes_max().max(self.receive_bytes_max / limits::RECEIVE_PART_OF_ONE)
    }

    fn limit_of_nothing(&self) -> Option<&'static str> {
        [
            ("socket_frames_per_second", self.socket_frames_per_second == 0),
            ("socket_bytes_per_second", self.socket_bytes_per_second == 0),
            ("room_sockets_max", self.room_sockets_max == 0),
            ("room_notes_max", self.room_notes_max == 0),
            ("room_bytes_max", self.room_bytes_max == 0),
            ("room_memory_max", self.room_memory_max == 0),
            ("rooms_memory_max", self.rooms_memory_max == Some(0)),
            ("room_disk_max", self.room_disk_max == Some(0)),
            ("rooms_disk_max", self.rooms_disk_max == Some(0)),
            ("address_disk_max", self.address_disk_max == 0),
            ("address_sockets_max", self.address_sockets_max == 0),
            ("address_joins_per_minute", self.address_joins_per_minute == 0),
            ("address_rooms_per_hour", self.address_rooms_per_hour == 0),
        ]
        .into_iter()
        .find_map(|(name, is_nothing)| is_nothing.then_some(name))
    }

    /// Bytes that one room may take on disk.
    #[must_use]
    pub const fn room_disk(&self) -> u64 {
        match self.room_disk_max {
            Some(bytes) => bytes,
            None => (self.room_bytes_max as u64).saturating_mul(limits::ROOM_DISK_TIMES),
        }
    }

    /// Whether people reach the server over TLS, as far as the configuration tells.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.public_url.as_ref().is_some_and(|url| url.starts_with("https://"))
    }
}

/// This machine's own addresses.
fn loopback() -> Vec<IpNet> {
    let v4 = IpNet::new_assert(Ipv4Addr::LOCALHOST.into(), 8);
    let v6 = IpNet::new_assert(Ipv6Addr::LOCALHOST.into(), 128);
    vec![v4.trunc(), v6]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_that_may_come_fits_into_the_share_of_one_address() {
        for frame_bytes_max in [1 << 10, limits::FRAME_BYTES_MAX, 8 << 20] {
            let config = Config { frame_bytes_max, ..Config::default() };
            let of_one = config.receive_bytes_of_one_max();
            assert!(of_one >= config.post_bytes_max(), "{frame_bytes_max}: {of_one}");
            assert!(of_one >= config.room_bytes_max && of_one >= limits::IMPORT_BYTES_MAX);
            assert!(of_one >= config.receive_bytes_max / limits::RECEIVE_PART_OF_ONE);
        }
    }
}
