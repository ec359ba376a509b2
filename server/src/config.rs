//! The configuration: defaults, `picnic.toml`, `PICNIC_*` variables and the command line, each
//! over the one before.

mod base_path;
mod data_folder;
pub mod findings;
mod numbers;

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use figment::value::Value;
use ipnet::IpNet;
use serde::{Deserialize, Deserializer, Serialize};

use crate::config::base_path::BASE_PATH_BYTES_MAX;
use crate::limits;

pub use base_path::base_path;

/// The file read from the working folder when none is named.
pub const FILE: &str = "picnic.toml";

/// The values there are. Variables are taken for these only: tests have `PICNIC_*` of their own.
const NAMES: &[&str] = &[
    "listen",
    "data",
    "base_path",
    "public_url",
    "origins",
    "trusted_proxies",
    "forwarded_header",
    "metrics_from",
    "no_limits",
    "frame_bytes_max",
    "receive_bytes_max",
    "socket_frames_per_second",
    "socket_bytes_per_second",
    "room_sockets_max",
    "room_notes_max",
    "room_bytes_max",
    "room_memory_max",
    "rooms_memory_max",
    "room_disk_max",
    "rooms_disk_max",
    "address_disk_max",
    "address_sockets_max",
    "address_joins_per_minute",
    "address_rooms_per_hour",
    "rooms_by",
    "rooms_code",
    "disk_free_bytes",
    "idle_seconds",
    "embedding_model",
    "models",
    "log",
];

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
    pub origins: Vec<String>,
    /// Networks of proxies whose word is taken for who asks.
    pub trusted_proxies: Vec<IpNet>,
    /// The header in which they say so; the other one is not believed.
    pub forwarded_header: ForwardedHeader,
    /// Networks that may read `/metrics`.
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
    #[serde(default, skip_serializing, deserialize_with = "code")]
    pub rooms_code: Option<String>,
    /// Bytes of the disk under the data folder that new rooms leave free; a twentieth of it, and a GiB at
    /// most, when it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disk_free_bytes: Option<u64>,
    /// A room with no sockets is put away after this, seconds.
    pub idle_seconds: u64,
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
            embedding_model: None,
            models: None,
            log: "info".to_owned(),
        }
    }
}

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

/// A configuration that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A value is missing, unknown or of the wrong kind; figment says which and where from.
    #[error("{0}")]
    Value(Box<figment::Error>),
    /// The base path is not one.
    #[error(
        "base_path is {0:?}; it must be empty or like \"/picnic\" or \"/tools/picnic\": of ASCII letters, digits and -_.~, with \
         nothing empty and no . or .. between its slashes, and {BASE_PATH_BYTES_MAX} bytes at most"
    )]
    BasePath(String),
    /// A variable stands in the environment with nothing in it.
    #[error(
        "{0} is set and empty: unset it, so that {FILE} or the default is in force, or give it a value"
    )]
    Empty(String),
    /// The frame limit is too small to be of use, or too large for memory.
    #[error("frame_bytes_max is {0}; it must be from 1024 to 67108864")]
    FrameBytes(usize),
    /// The budget of what is on its way does not hold the largest thing that may come.
    #[error(
        "receive_bytes_max is {0}; the largest board, import or post takes {1}, so make it that at least"
    )]
    ReceiveBytes(usize, usize),
    /// A limit of nothing lets nobody in.
    #[error("{0} is 0, so that nobody could do anything; use --no-limits to have no limits")]
    Nothing(&'static str),
    /// A code is asked for, and there is none.
    #[error(
        "rooms_by is \"code\", so rooms_code must be one, of ASCII letters, digits and signs without spaces; set it in {FILE} or PICNIC_ROOMS_CODE"
    )]
    NoCode,
    /// The code is something else than a text.
    #[error("rooms_code is no text; write it in quotes")]
    CodeIsNoText,
    /// The named file is not there.
    #[error("there is no file {0}")]
    NoFile(PathBuf),
    /// What was found is such that the server would not do what is meant.
    #[error("{0} of what is configured cannot be used; see above, or `picnic check-config`")]
    Found(usize),
}

/// The configuration in force, and where each value came from.
pub struct Sources {
    figment: Figment,
}

impl Sources {
    /// Gathers the sources; a named file must be there.
    ///
    /// # Errors
    /// [`ConfigError::NoFile`].
    pub fn gather(file: Option<&Path>, flags: &Flags) -> Result<Self, ConfigError> {
        let file = match file {
            Some(file) if !file.exists() => return Err(ConfigError::NoFile(file.to_owned())),
            Some(file) => file,
            None => Path::new(FILE),
        };
        let mut figment = Figment::from(Serialized::defaults(Config::default()));
        if file.exists() {
            figment = figment.merge(Toml::file_exact(file));
        }
        figment = figment.merge(Env::prefixed("PICNIC_").only(NAMES));
        if let Some(code) = Env::var("PICNIC_ROOMS_CODE").filter(|code| !code.trim().is_empty()) {
            figment = figment.merge(Serialized::default("rooms_code", as_written(code)));
        }
        Ok(Self { figment: figment.merge(Serialized::defaults(flags)) })
    }

    /// What is in force.
    ///
    /// # Errors
    /// When a value cannot be used.
    pub fn config(&self) -> Result<Config, ConfigError> {
        if let Some(name) = self.empty_variable() {
            return Err(ConfigError::Empty(name));
        }
        let mut config: Config =
            self.figment.extract().map_err(|error| match error.path.first() {
                // It would say what was found.
                Some(name) if name == "rooms_code" => ConfigError::CodeIsNoText,
                _ => ConfigError::Value(Box::new(error)),
            })?;
        let Some(base) = base_path(&config.base_path) else {
            return Err(ConfigError::BasePath(config.base_path));
        };
        config.base_path = base.to_owned();
        config.public_url = config.public_url.map(|url| url.trim_end_matches('/').to_owned());
        if !(1024..=64 << 20).contains(&config.frame_bytes_max) {
            return Err(ConfigError::FrameBytes(config.frame_bytes_max));
        }
        let largest = config.received_bytes_max();
        if config.receive_bytes_max < largest {
            return Err(ConfigError::ReceiveBytes(config.receive_bytes_max, largest));
        }
        let is_code =
            |code: &String| !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_graphic());
        let has_code = config.rooms_code.as_ref().is_some_and(is_code);
        if config.rooms_by == RoomsBy::Code && !has_code {
            return Err(ConfigError::NoCode);
        }
        if let Some(name) = config.limit_of_nothing() {
            return Err(ConfigError::Nothing(name));
        }
        Ok(config)
    }

    /// A variable in force that is empty, where that is no value: an unset one of a script, mostly. By the base path it says
    /// that there is none.
    fn empty_variable(&self) -> Option<String> {
        let is_empty = |name: &str| {
            let value = self.figment.find_value(name).ok();
            value.as_ref().and_then(Value::as_str).is_some_and(|text| text.trim().is_empty())
        };
        let mut names = NAMES.iter().filter(|name| **name != "base_path");
        let empty = names.find(|name| self.is_from_environment(name) && is_empty(name))?;
        Some(format!("PICNIC_{}", empty.to_ascii_uppercase()))
    }

    fn is_from_environment(&self, name: &str) -> bool {
        name_of_source(self.figment.find_metadata(name)).contains("environment")
    }

    /// One line a value: its name, the value, and where it came from.
    ///
    /// # Errors
    /// When a value cannot be used.
    pub fn report(&self) -> Result<String, ConfigError> {
        let config = self.config()?;
        let values = serde_json::to_value(&config).unwrap_or_default();
        let mut lines = String::new();
        for (name, value) in values.as_object().into_iter().flatten() {
            let source = match self.figment.find_metadata(name) {
                Some(metadata) => match (&metadata.source, metadata.name.as_ref()) {
                    (Some(source @ figment::Source::File(_)), _) => source.to_string(),
                    (_, name) if name.contains("environment") => "environment".to_owned(),
                    (_, name) if name.contains("Config") => "default".to_owned(),
                    _ => "command line".to_owned(),
                },
                None => "default".to_owned(),
            };
            lines.push_str(&format!("{name} = {value}  # {source}\n"));
        }
        Ok(lines)
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

/// A code as it stands in the environment, which is read as a number where it looks like one, and loses its zeros.
fn as_written(code: String) -> String {
    match code.parse::<Value>() {
        Ok(Value::String(_, text)) => text,
        _ => code.trim().to_owned(),
    }
}

/// A code; a number is taken as its text.
fn code<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Code {
        Text(String),
        Number(i64),
        Large(u64),
    }
    Ok(Option::<Code>::deserialize(from)?.map(|code| match code {
        Code::Text(text) => text,
        Code::Number(number) => number.to_string(),
        Code::Large(number) => number.to_string(),
    }))
}

/// This machine's own addresses.
fn loopback() -> Vec<IpNet> {
    let v4 = IpNet::new_assert(Ipv4Addr::LOCALHOST.into(), 8);
    let v6 = IpNet::new_assert(Ipv6Addr::LOCALHOST.into(), 128);
    vec![v4.trunc(), v6]
}

fn name_of_source(metadata: Option<&figment::Metadata>) -> &str {
    metadata.map_or("", |metadata| metadata.name.as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_stands_over_the_defaults() {
        let flags = Flags { base_path: Some("/piknik/".to_owned()), ..Flags::default() };
        let sources = Sources::gather(None, &flags).unwrap();
        assert_eq!(sources.config().unwrap().base_path, "/piknik");
        let report = sources.report().unwrap();
        assert!(report.contains("idle_seconds = 60  # default"), "{report}");
        assert!(report.contains("base_path = \"/piknik\"  # command line"), "{report}");
    }

    #[test]
    fn a_limit_of_nothing_is_refused_with_its_name() {
        let flags = Flags { room_notes_max: Some(0), ..Flags::default() };
        let error = Sources::gather(None, &flags).unwrap().config().unwrap_err();
        assert!(error.to_string().starts_with("room_notes_max is 0"), "{error}");
    }

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

    #[test]
    fn a_budget_that_does_not_hold_the_largest_board_is_refused() {
        let flags = Flags { receive_bytes_max: Some(20 << 20), ..Flags::default() };
        let error = Sources::gather(None, &flags).unwrap().config().unwrap_err();
        assert!(matches!(error, ConfigError::ReceiveBytes(_, limits::ROOM_BYTES_MAX)), "{error}");
    }

    #[test]
    fn the_largest_post_is_within_the_budget_too() {
        let flags = Flags { frame_bytes_max: Some(64 << 20), ..Flags::default() };
        let error = Sources::gather(None, &flags).unwrap().config().unwrap_err();
        assert!(matches!(error, ConfigError::ReceiveBytes(_, largest) if largest >= 64 << 20));
    }

    #[test]
    fn a_code_of_digits_is_taken_as_it_is_written() {
        for (written, code) in [("0042", "0042"), ("42", "42"), ("true", "true"), ("\"7\"", "7")] {
            assert_eq!(as_written(written.to_owned()), code);
        }
    }

    #[test]
    fn a_code_in_the_file_may_be_a_number_and_is_never_shown() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("picnic.toml");
        let config = |code: &str| {
            std::fs::write(&file, format!("rooms_by = \"code\"\nrooms_code = {code}\n")).unwrap();
            Sources::gather(Some(&file), &Flags::default()).unwrap().config()
        };
        assert_eq!(config("7411").unwrap().rooms_code.as_deref(), Some("7411"));
        assert_eq!(config("\"0042\"").unwrap().rooms_code.as_deref(), Some("0042"));
        let error = config("[7411]").unwrap_err();
        assert!(!format!("{error} {error:?}").contains("7411"), "{error:?}");
    }
}
