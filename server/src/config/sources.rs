//! Where values come from, each over the one before, and what is in force of them.

use std::path::{Path, PathBuf};

use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use figment::value::Value;

use crate::config::base_path::{BASE_PATH_BYTES_MAX, base_path};
use crate::config::{Config, FILE, Flags, RoomsBy};

/// The values there are. Variables are taken for these only: tests have `PICNIC_*` of their own.
pub(super) const NAMES: &[&str] = &[
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
    "keep_versions_days",
    "keep_bin_days",
    "keep_unused_rooms_days",
    "keep_empty_rooms_hours",
    "keep_taken_away_days",
    "embedding_model",
    "models",
    "log",
];

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
    pub fn read(file: Option<&Path>, flags: &Flags) -> Result<Self, ConfigError> {
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

/// A code as it stands in the environment, which is read as a number where it looks like one, and loses its zeros.
fn as_written(code: String) -> String {
    match code.parse::<Value>() {
        Ok(Value::String(_, text)) => text,
        _ => code.trim().to_owned(),
    }
}

fn name_of_source(metadata: Option<&figment::Metadata>) -> &str {
    metadata.map_or("", |metadata| metadata.name.as_ref())
}

#[cfg(test)]
mod tests {
    use clap::Args as _;
    use figment::error::Kind;

    use super::*;
    use crate::limits;

    #[test]
    fn every_value_may_come_from_the_file_a_variable_and_a_flag_and_readme_tells_of_it() {
        let none = Figment::from(Serialized::default("none_of_them", true));
        let error = none.extract::<Config>().unwrap_err();
        let Kind::UnknownField(_, in_file) = error.kind else { panic!("{error}") };
        assert_eq!(in_file, NAMES);
        let flags = Flags::augment_args(clap::Command::new("picnic"));
        let flags: Vec<_> = flags.get_arguments().map(|flag| flag.get_id().as_str()).collect();
        assert_eq!(flags, NAMES);
        let readme = concat!(env!("CARGO_MANIFEST_DIR"), "/../README.md");
        let readme = std::fs::read_to_string(readme).unwrap();
        let is_told = |name: &str| readme.contains(&format!("\n| `{name}` |"));
        assert_eq!(NAMES.iter().find(|name| !is_told(name)), None);
    }

    #[test]
    fn the_command_line_stands_over_the_defaults() {
        let flags = Flags { base_path: Some("/piknik/".to_owned()), ..Flags::default() };
        let sources = Sources::read(None, &flags).unwrap();
        assert_eq!(sources.config().unwrap().base_path, "/piknik");
        let report = sources.report().unwrap();
        assert!(report.contains("idle_seconds = 60  # default"), "{report}");
        assert!(report.contains("base_path = \"/piknik\"  # command line"), "{report}");
    }

    #[test]
    fn a_limit_of_nothing_is_refused_with_its_name() {
        let flags = Flags { room_notes_max: Some(0), ..Flags::default() };
        let error = Sources::read(None, &flags).unwrap().config().unwrap_err();
        assert!(error.to_string().starts_with("room_notes_max is 0"), "{error}");
    }

    #[test]
    fn a_budget_that_does_not_hold_the_largest_board_is_refused() {
        let flags = Flags { receive_bytes_max: Some(20 << 20), ..Flags::default() };
        let error = Sources::read(None, &flags).unwrap().config().unwrap_err();
        assert!(matches!(error, ConfigError::ReceiveBytes(_, limits::ROOM_BYTES_MAX)), "{error}");
    }

    #[test]
    fn the_largest_post_is_within_the_budget_too() {
        let flags = Flags { frame_bytes_max: Some(64 << 20), ..Flags::default() };
        let error = Sources::read(None, &flags).unwrap().config().unwrap_err();
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
            Sources::read(Some(&file), &Flags::default()).unwrap().config()
        };
        assert_eq!(config("7411").unwrap().rooms_code.as_deref(), Some("7411"));
        assert_eq!(config("\"0042\"").unwrap().rooms_code.as_deref(), Some("0042"));
        let error = config("[7411]").unwrap_err();
        assert!(!format!("{error} {error:?}").contains("7411"), "{error:?}");
    }

    #[test]
    fn a_list_may_be_one_text_with_commas() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("picnic.toml");
        let config = |lines: &str| {
            std::fs::write(&file, lines).unwrap();
            Sources::read(Some(&file), &Flags::default()).unwrap().config()
        };
        let many = config("origins = [\"https://a.fi\", \"https://b.fi\"]").unwrap().origins;
        assert_eq!(config("origins = \"https://a.fi, https://b.fi\"").unwrap().origins, many);
        let proxies = config("trusted_proxies = \"10.0.0.0/8,::1/128\"").unwrap().trusted_proxies;
        assert_eq!(proxies.len(), 2);
        for wrong in ["\"10.0.0.0/8,10.0.0.1\"", "[\"10.0.0.1\"]"] {
            let error = config(&format!("trusted_proxies = {wrong}")).unwrap_err().to_string();
            assert!(error.contains("\"10.0.0.1\"") && error.contains("trusted_proxies"), "{error}");
        }
        let error = config("origins = 5").unwrap_err().to_string();
        assert!(error.contains("a list, such as"), "{error}");
    }
}
