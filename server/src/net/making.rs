//! Who may make a room now: asked before any of the request's body is read.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Instant;

use axum::http::{HeaderMap, HeaderName, StatusCode};

use crate::access::key::random;
use crate::config::{Config, RoomsBy};
use crate::limits::{DISK_FREE_BYTES_MAX, DISK_FREE_PART};
use crate::log::free_space::has_left;
use crate::metrics::Refusal;
use crate::net::app::App;
use crate::net::problem::Problem;
use crate::room::links::ServerKey;

/// The header in which whoever makes a room says the code.
const CODE: HeaderName = HeaderName::from_static("picnic-room-code");

/// Whether whoever asks may make a room, and the disk has room for one.
///
/// # Errors
/// Why not.
pub(super) fn may_make(headers: &HeaderMap, config: &Config) -> Result<(), Problem> {
    match config.rooms_by {
        RoomsBy::Everyone => {}
        RoomsBy::Code => {
            let said = headers.get(CODE).map(|code| code.as_bytes());
            let code = config.rooms_code.as_deref().unwrap_or_default();
            if !said.is_some_and(|said| is_same(said, code.as_bytes())) {
                return Err(code_needed(said.is_some_and(|said| !said.is_empty())));
            }
        }
        RoomsBy::Nobody => {
            return Err(Problem::new(
                StatusCode::FORBIDDEN,
                "Nobody makes rooms here now",
                "Whoever runs this server has switched that off. Rooms that are there go on.",
            )
            .with("code", "nobodyMakesRooms".into()));
        }
    }
    if has_disk_left(config) { Ok(()) } else { Err(disk_full()) }
}

/// Whether the server keeps one more room, and whoever makes it, where it counts for their address. Those
/// that are there go on.
///
/// # Errors
/// Why not.
pub(super) async fn is_kept(app: &App, maker: Option<IpAddr>) -> Result<(), Problem> {
    let made_by_one = maker.map_or(0, |maker| app.rooms.disk().of(maker, Instant::now()));
    if made_by_one >= app.disk_bounds.of_address_max {
        app.metrics.refused(Refusal::AddressDisk, 1);
        return Err(full(
            "Rooms made from here take as much as they may",
            "No room was made. Those that are there go on. Come later, or ask whoever runs this server.",
            "addressFull",
        ));
    }
    let log = Arc::clone(&app.log);
    let used = tokio::task::spawn_blocking(move || log.bytes()).await;
    // A database that cannot be asked tells so where it is written.
    if matches!(used, Ok(Ok(used)) if used >= app.disk_bounds.all_max) {
        app.metrics.refused(Refusal::ServerDisk, 1);
        return Err(full(
            "This server is full",
            "No room was made. Rooms that are there go on. Come later, or tell whoever runs this server.",
            "serverFull",
        ));
    }
    Ok(())
}

/// Compares under a key of its own, so that the time it takes tells nothing.
fn is_same(said: &[u8], code: &[u8]) -> bool {
    let Ok(key) = random().map(ServerKey::from_bytes) else { return false };
    key.verify(&[said], &key.tag(&[code]))
}

fn code_needed(was_wrong: bool) -> Problem {
    let (title, code) = if was_wrong {
        ("The code is not right", "wrongRoomCode")
    } else {
        ("A code is needed to make a room", "roomCodeNeeded")
    };
    let detail = "Ask whoever runs this server, and send it in the header Picnic-Room-Code.";
    Problem::new(StatusCode::FORBIDDEN, title, detail).with("code", code.into())
}

fn has_disk_left(config: &Config) -> bool {
    has_left(&config.data, |all| {
        config.disk_free_bytes.unwrap_or((all / DISK_FREE_PART).min(DISK_FREE_BYTES_MAX))
    })
}

fn disk_full() -> Problem {
    full(
        "The server's disk is nearly full",
        "No room was made. Rooms that are there go on. Tell whoever runs this server.",
        "diskNearlyFull",
    )
}

fn full(title: &'static str, detail: &'static str, code: &'static str) -> Problem {
    Problem::new(StatusCode::INSUFFICIENT_STORAGE, title, detail).with("code", code.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(config: &Config, code: Option<&'static str>) -> u16 {
        let mut headers = HeaderMap::new();
        if let Some(code) = code {
            headers.insert(CODE, code.parse().unwrap());
        }
        match may_make(&headers, config) {
            Ok(()) => 0,
            Err(problem) => axum::response::IntoResponse::into_response(problem).status().as_u16(),
        }
    }

    #[test]
    fn rooms_are_made_by_everyone_by_who_knows_the_code_or_by_nobody() {
        let data = std::env::temp_dir();
        let everyone = Config { data, disk_free_bytes: Some(0), ..Config::default() };
        assert_eq!(answer(&everyone, None), 0);
        let nobody = Config { rooms_by: RoomsBy::Nobody, ..everyone.clone() };
        assert_eq!(answer(&nobody, Some("picnic")), 403);
        let code = Some("picnic".to_owned());
        let coded = Config { rooms_by: RoomsBy::Code, rooms_code: code, ..everyone };
        assert_eq!(answer(&coded, Some("picnic")), 0);
        for wrong in [None, Some(""), Some("picni"), Some("picnic!")] {
            assert_eq!(answer(&coded, wrong), 403, "{wrong:?}");
        }
    }

    #[test]
    fn new_rooms_leave_a_part_of_the_disk_free() {
        let data = std::env::temp_dir();
        let full = Config { data, disk_free_bytes: Some(u64::MAX), ..Config::default() };
        assert_eq!(answer(&full, None), 507);
    }
}
