//! What is wrong with a configuration whose every value can be read: said by `check-config`, and by
//! `serve` at its start.

use std::io;
use std::net::{IpAddr, TcpListener};
use std::path::Path;

use axum::http::Uri;
use axum::http::uri::Authority;
use ipnet::IpNet;
use strsim::osa_distance;
use tracing_subscriber::EnvFilter;

use crate::config::data_folder::{in_data_folder, in_free_bytes};
use crate::config::finding::{Finding, error, warning};
use crate::config::numbers::out_of_sense;
use crate::config::sources::NAMES;
use crate::config::{Config, FILE, RoomsBy};

/// Times its bytes that a board takes on disk: two snapshots, and the records between them.
const GENERATIONS: u64 = 3;

/// What stands in the environment for picnic and is none of its settings: by these names, tests and
/// scripts have variables of their own, so only what is nearly a setting is an error.
#[must_use]
pub fn in_environment(names: impl IntoIterator<Item = String>) -> Vec<Finding> {
    let meant = |name: &str| {
        let rest = name.strip_prefix("PICNIC_")?.to_ascii_lowercase();
        let nearest = NAMES.iter().min_by_key(|known| osa_distance(known, &rest))?;
        // Of a short name, two letters are too much of it.
        let slips = if nearest.len() > 4 { 2 } else { 1 };
        match osa_distance(nearest, &rest) {
            0 => None,
            slipped if slipped <= slips => Some(error(format!(
                "{name} is no setting; did you mean PICNIC_{}?",
                nearest.to_ascii_uppercase()
            ))),
            _ => Some(warning(format!("{name} is no setting of picnic's and does nothing"))),
        }
    };
    names.into_iter().filter_map(|name| meant(&name)).collect()
}

/// What is wrong with the values by themselves and with each other.
#[must_use]
pub fn in_values(config: &Config) -> Vec<Finding> {
    let mut findings = Vec::new();
    findings.extend(config.public_url.as_deref().and_then(|url| in_public_url(url, config)));
    findings.extend(config.origins.iter().filter_map(|origin| in_origin(origin)));
    if let Err(told) = EnvFilter::try_new(&config.log) {
        findings.push(error(format!(
            "log is {:?}, which cannot be read: {told}; write something like info or picnic=debug",
            config.log
        )));
    }
    // Two halves are all of it, too.
    let everyone = |networks: &[IpNet]| {
        IpNet::aggregate(&networks.to_vec()).iter().any(|network| network.prefix_len() == 0)
    };
    if !hears_picnic(&config.log) {
        findings.push(warning(format!(
            "log is {:?}, by which nothing of picnic is logged, not even what goes wrong; write something like info \
             or picnic=debug",
            config.log
        )));
    }
    if everyone(&config.trusted_proxies) {
        findings.push(error(
            "trusted_proxies holds every address, so that anyone could say to be anyone; name the \
             networks of your own proxies",
        ));
    }
    if everyone(&config.metrics_from) {
        findings.push(warning(
            "metrics_from holds every address: anyone may read when people meet here",
        ));
    }
    findings.extend(in_code(config));
    let of_board = (config.room_bytes_max as u64).saturating_mul(GENERATIONS);
    if config.room_disk() < of_board {
        findings.push(warning(format!(
            "room_disk_max is {}, where a board of room_bytes_max takes about {of_board} on disk: it is full \
             before that",
            config.room_disk()
        )));
    }
    if config.rooms_disk_max.is_some_and(|all| all < config.room_disk()) {
        findings.push(warning(
            "rooms_disk_max is less than room_disk_max, so that one room may keep all others from being made",
        ));
    }
    if config.rooms_memory_max.is_some_and(|all| all < config.room_memory_max) {
        findings.push(warning(
            "rooms_memory_max is less than room_memory_max, so that one room may keep all others from being opened",
        ));
    }
    findings.extend(out_of_sense(config));
    findings
}

/// Whether some directive is about picnic, or about everything.
fn hears_picnic(log: &str) -> bool {
    log.split(',').map(str::trim).any(|directive| {
        let target = directive.split(['=', '[']).next().unwrap_or_default();
        !directive.contains(['=', '[']) || target.is_empty() || target.starts_with("picnic")
    })
}

/// A code that nobody is asked for: whoever set it believes that it keeps others out.
fn in_code(config: &Config) -> Option<Finding> {
    config.rooms_code.as_ref()?;
    match config.rooms_by {
        RoomsBy::Code => None,
        RoomsBy::Everyone => Some(error(format!(
            "rooms_code is set, and nobody is asked for it, for rooms_by is \"everyone\": write rooms_by = \"code\" in \
             {FILE} (or PICNIC_ROOMS_BY=code), or take rooms_code away"
        ))),
        RoomsBy::Nobody => Some(warning(
            "rooms_code is set, and nobody is asked for it, for rooms_by is \"nobody\": no room can be made at all",
        )),
    }
}

fn in_public_url(url: &str, config: &Config) -> Option<Finding> {
    let parsed = url.parse::<Uri>().ok();
    let Some((uri, host)) = parsed.as_ref().and_then(|uri| Some((uri, uri.authority()?))) else {
        return Some(error(format!(
            "public_url is {url:?}; write the whole address, such as https://picnic.example.fi"
        )));
    };
    let scheme = uri.scheme_str().unwrap_or_default();
    if !matches!(scheme, "http" | "https") || url.contains(['?', '#', '@']) {
        return Some(error(format!(
            "public_url is {url:?}; it must begin with https:// or http:// and be an address alone"
        )));
    }
    if !names_a_host(host) {
        return Some(error(format!(
            "public_url is {url:?}, and no browser would ask for {host}; write the one name that people use, and its port where that is another than usual"
        )));
    }
    let (path, base) = (uri.path().trim_end_matches('/'), config.base_path.as_str());
    if path == base {
        return None;
    }
    if base.is_empty() {
        return Some(warning(format!(
            "public_url has the path {path}, and base_path is empty: right only behind a proxy that takes \
             {path} away before it asks this server; else set base_path to {path}"
        )));
    }
    Some(error(format!(
        "public_url is {url:?} and base_path is {base:?}: the links made would lead nowhere; write \
         {scheme}://{host}{base}"
    )))
}

fn in_origin(origin: &str) -> Option<Finding> {
    let is_origin = origin.split_once("://").is_some_and(|(scheme, host)| {
        matches!(scheme, "http" | "https")
            && !host.contains(['/', '?', '#', '@'])
            && origin.parse::<Uri>().is_ok_and(|uri| uri.authority().is_some_and(names_a_host))
    });
    (!is_origin).then(|| {
        error(format!(
            "{origin:?} in origins is none; write scheme and host and nothing more, such as \
             https://intra.example.fi"
        ))
    })
}

/// Whether it is a host as browsers write it: names in Unicode come as `xn--`, and no sign stands for any.
fn names_a_host(authority: &Authority) -> bool {
    let host = authority.host();
    let is_name = host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte));
    let port = authority.as_str().strip_prefix(host).and_then(|rest| rest.strip_prefix(':'));
    let is_port = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port > 0));
    !host.is_empty() && (is_name || host.starts_with('[')) && is_port
}

/// What is wrong with the files and folders that are named.
#[must_use]
pub fn in_folders(config: &Config) -> Vec<Finding> {
    let mut findings = Vec::new();
    let missing = |name: &str, path: &Path, what: &str| {
        error(format!("{name} is {}, where {what}", path.display()))
    };
    if let Some(models) = config.models.as_deref().filter(|models| !models.is_dir()) {
        findings.push(missing("models", models, "there is no folder"));
    }
    if let Some(model) = config.embedding_model.as_deref().filter(|model| !model.exists()) {
        findings.push(missing(
            "embedding_model",
            model,
            "nothing is; `make embedding-model` makes it",
        ));
    }
    findings.extend(in_data_folder(&config.data));
    findings.extend(in_free_bytes(&config.data, config.disk_free_bytes));
    findings
}

/// What is wrong with the address to listen on; nothing is asked that `serve` would not find itself.
#[must_use]
pub fn in_address(config: &Config) -> Option<Finding> {
    let listen = config.listen;
    let told = TcpListener::bind(listen).err()?;
    Some(match told.kind() {
        io::ErrorKind::AddrInUse if is_served(&config.data) => warning(format!(
            "listen is {listen}, where a server is; one runs on this data folder, and may be that"
        )),
        io::ErrorKind::AddrInUse => error(format!(
            "listen is {listen}, where another program listens; stop it, or choose another port"
        )),
        io::ErrorKind::AddrNotAvailable => error(format!(
            "listen is {listen}, and this machine has no address {}; use {} for all that it has",
            listen.ip(),
            unspecified(listen.ip())
        )),
        io::ErrorKind::PermissionDenied => error(format!(
            "listen is {listen}, and this user may not take port {}; choose one from 1024 on, and let \
             a proxy pass on to it",
            listen.port()
        )),
        _ => error(format!("listen is {listen}, which cannot be listened on: {told}")),
    })
}

/// Whether a server holds the data folder.
fn is_served(data: &Path) -> bool {
    std::fs::File::open(data.join("lock")).is_ok_and(|lock| lock.try_lock().is_err())
}

fn unspecified(address: IpAddr) -> &'static str {
    if address.is_ipv4() { "0.0.0.0" } else { "[::]" }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::config::finding::Severity;

    fn config(set: impl FnOnce(&mut Config)) -> Config {
        let mut config = Config::default();
        set(&mut config);
        config
    }

    /// Expects one finding, of this severity and with these words.
    fn expect(findings: Vec<Finding>, severity: Severity, words: &str) {
        let [finding] = findings.as_slice() else { panic!("{words}: {findings:?}") };
        assert_eq!(finding.severity, severity, "{finding}");
        assert!(finding.text.contains(words), "{words:?} in {finding}");
    }

    #[test]
    fn what_is_well_set_has_no_findings() {
        let set = config(|config| {
            config.public_url = Some("https://example.fi/tools/picnic".to_owned());
            config.base_path = "/tools/picnic".to_owned();
            config.origins = vec!["https://intra.example.fi".into(), "http://[::1]:8080".into()];
            config.log = "info,picnic::net=debug".to_owned();
        });
        assert_eq!(in_values(&set), []);
        assert_eq!(in_values(&Config::default()), []);
        assert_eq!(in_environment(["PICNIC_LISTEN".to_owned(), "HOME".to_owned()]), []);
    }

    #[test]
    fn each_wrong_value_is_found_and_named() {
        use Severity::{Error, Warning};
        type Set = fn(&mut Config);
        let url = |base: &'static str, url: &'static str| {
            config(|config| {
                config.base_path = base.to_owned();
                config.public_url = Some(url.to_owned());
            })
        };
        for (set, severity, words) in [
            (url("/picnic", "https://example.fi"), Error, "write https://example.fi/picnic"),
            (url("/picnic", "https://example.fi/other"), Error, "lead nowhere"),
            (url("", "https://example.fi/picnic"), Warning, "takes /picnic away"),
            (url("", "example.fi"), Error, "public_url is \"example.fi\""),
            (url("", "picnic.example.fi/here"), Error, "the whole address"),
            (url("", "ftp://example.fi"), Error, "https:// or http://"),
            (url("", "https://example.fi/?room"), Error, "an address alone"),
            (url("", "https://*.example.fi"), Error, "no browser would ask for"),
            (url("", "https://example.fi:99999"), Error, "no browser would ask for"),
            (url("", "https://example.fi:0"), Error, "no browser would ask for"),
            (url("", "https://a.fi,https://b.fi"), Error, "the one name that people use"),
        ] {
            expect(in_values(&set), severity, words);
        }
        let code = |config: &mut Config, rooms_by| {
            config.rooms_code = Some("basket".to_owned());
            config.rooms_by = rooms_by;
        };
        let set = |rooms_by| config(|config| code(config, rooms_by));
        expect(in_values(&set(RoomsBy::Everyone)), Error, "nobody is asked for it");
        expect(in_values(&set(RoomsBy::Nobody)), Warning, "no room can be made");
        assert_eq!(in_values(&set(RoomsBy::Code)), []);
        let cases: [(Set, Severity, &str); 13] = [
            (
                |config| {
                    let halves = ["0.0.0.0/1", "128.0.0.0/1"];
                    config.trusted_proxies = halves.map(|half| half.parse().unwrap()).to_vec();
                },
                Error,
                "trusted_proxies",
            ),
            (|config| config.log = "pcinic=debug".to_owned(), Warning, "nothing of picnic"),
            (
                |config| config.rooms_memory_max = Some(config.room_memory_max / 2),
                Warning,
                "rooms_memory_max is less",
            ),
            (|config| config.origins = vec!["https://*.fi".into()], Error, "in origins"),
            (|config| config.origins = vec!["intra.example.fi".into()], Error, "in origins"),
            (|config| config.origins = vec!["https://example.fi/".into()], Error, "nothing more"),
            (|config| config.origins = vec!["*".into()], Error, "in origins"),
            (|config| config.log = "info,,=picnic=".to_owned(), Error, "log is"),
            (
                |config| config.trusted_proxies = vec!["0.0.0.0/0".parse().unwrap()],
                Error,
                "trusted_proxies",
            ),
            (|config| config.metrics_from = vec!["::/0".parse().unwrap()], Warning, "metrics_from"),
            (|config| config.idle_seconds = 10_000_000, Warning, "idle_seconds is 10000000"),
            (|config| config.room_bytes_max = 4_096, Warning, "room_bytes_max"),
            (|config| config.socket_frames_per_second = 1, Warning, "from 20 to"),
        ];
        for (set, severity, words) in cases {
            expect(in_values(&config(set)), severity, words);
        }
    }

    #[test]
    fn a_misspelt_variable_is_found_with_what_was_meant() {
        for (name, severity, words) in [
            ("PICNIC_LISTN", Severity::Error, "PICNIC_LISTEN?"),
            ("PICNIC_PUBLIC_ULR", Severity::Error, "PICNIC_PUBLIC_URL?"),
            ("PICNIC_TRUSTED_PROXY", Severity::Warning, "does nothing"),
            ("PICNIC_BIN", Severity::Warning, "does nothing"),
        ] {
            expect(in_environment([name.to_owned()]), severity, words);
        }
    }

    #[test]
    fn a_folder_or_file_that_is_not_there_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let nowhere = folder.path().join("nowhere");
        let file = folder.path().join("file");
        std::fs::write(&file, "").unwrap();
        let with = |set: &dyn Fn(&mut Config, PathBuf), path: &Path| {
            in_folders(&config(|config| {
                config.data = folder.path().join("data");
                set(config, path.to_owned());
            }))
        };
        let models = |config: &mut Config, path| config.models = Some(path);
        let model = |config: &mut Config, path| config.embedding_model = Some(path);
        assert_eq!(with(&models, folder.path()), []);
        assert_eq!(with(&model, &file), []);
        expect(with(&models, &nowhere), Severity::Error, "models is");
        expect(with(&models, &file), Severity::Error, "there is no folder");
        expect(with(&model, &nowhere), Severity::Error, "embedding_model is");
    }

    #[test]
    fn an_address_that_cannot_be_had_is_found() {
        let held = TcpListener::bind("127.0.0.1:0").unwrap();
        let taken = held.local_addr().unwrap();
        let listen = |listen: &str| {
            in_address(&config(|config| {
                config.listen = listen.parse().unwrap();
                config.data = PathBuf::from("/nonexistent");
            }))
        };
        let found = |address: &str| listen(address).into_iter().collect::<Vec<_>>();
        expect(found(&taken.to_string()), Severity::Error, "another program");
        expect(found("192.0.2.1:7420"), Severity::Error, "use 0.0.0.0");
        assert_eq!(listen("127.0.0.1:0"), None);
    }
}
