//! `GET /api/rooms/{room}/history`: the board as it was, frame by frame, for whoever may read the room.
//!
//! Written in turn and compressed, off the async threads, and then sent as fast as the reader takes it, who keeps nobody waiting.

use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, FromRequestParts, Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use picnic_protocol::ids::Role;
use serde_json::Value;

use crate::log::Versions;
use crate::net::address::{Trust, caller, network_of};
use crate::net::app::App;
use crate::net::export_readers::piped;
use crate::net::problem::Problem;
use crate::net::query::Query;
use crate::net::rooms_api::{find, let_in};
use crate::net::work::{Allowance, Whose};
use crate::versions::film::Film;
use crate::versions::gaps::Gaps;
use crate::versions::packed::unpack;

/// Who asks, and for what.
#[derive(FromRequestParts)]
#[from_request(state(Arc<App>))]
pub(super) struct HistoryRequest {
    #[from_request(via(State))]
    app: Arc<App>,
    #[from_request(via(ConnectInfo))]
    peer: SocketAddr,
    #[from_request(via(Path))]
    room: String,
    #[from_request(via(Query))]
    wanted: HistoryQuery,
    headers: HeaderMap,
}

/// What the query may say.
#[derive(Debug, serde::Deserialize)]
pub(super) struct HistoryQuery {
    token: Option<String>,
    /// Ms since 1970: what was before comes as one frame.
    since: Option<u64>,
}

/// `GET /api/rooms/{room}/history`
pub(super) async fn history(asked: HistoryRequest) -> Result<Response, Problem> {
    let HistoryRequest { app, peer, room, wanted, headers } = asked;
    let guest = let_in(&app, &room, &headers, wanted.token.as_deref()).await?;
    let (id, role) = (guest.id, guest.role());
    let address = network_of(caller(peer, &headers, Trust::of(&app.config)));
    let whose = [Whose::Address(address), Whose::Room(id)];
    let place = app.exports.place(&whose).await?;
    let versions = app.rooms.versions(id).await?;
    // Asked after they were read: what came to be anonymous meanwhile is.
    let (_, _, facts) = find(&app, &room).await?;
    let film = Film::new(names_people(role, facts.anonymous), wanted.since);
    let days = app.rooms.limits().kept.versions_days;
    let work = app.large_work.work(&whose, move |allowance| {
        compressed(versions, film, days, allowance).map_err(|error| {
            tracing::error!(%error, "a room's history cannot be written");
            Problem::failed()
        })
    });
    let compressed = work.await??;
    let (mut sink, body) = piped(place);
    let takes_gzip = takes_gzip(&headers);
    if takes_gzip {
        tokio::spawn(async move { tell(sink.hand_over(compressed).await) });
    } else {
        tokio::task::spawn_blocking(move || {
            let copied = io::copy(&mut GzDecoder::new(&compressed[..]), &mut sink);
            tell(copied.and_then(|_| sink.flush()));
        });
    }
    Ok(answer(body, takes_gzip))
}

/// Whether whoever asks is told who wrote and changed what. In an anonymous session nobody is, whatever the log still tells.
fn names_people(role: Role, is_anonymous: bool) -> bool {
    role > Role::Viewer && !is_anonymous
}

/// The whole answer, compressed: some MB at most, however large the boards are.
fn compressed(
    versions: Versions,
    mut film: Film,
    kept_days: Option<u32>,
    allowance: &Allowance<'_>,
) -> io::Result<Bytes> {
    let mut json = GzEncoder::new(Vec::new(), Compression::fast());
    let mut separator = "{\"frames\":[";
    let mut gaps = Gaps::default();
    let mut put = |json: &mut GzEncoder<Vec<u8>>, frame: String| {
        json.write_all(std::mem::replace(&mut separator, ",").as_bytes())?;
        json.write_all(frame.as_bytes())
    };
    for kept in versions.kept {
        // What is damaged or of a later version costs itself, and what follows up to one that holds everything (rule 8).
        let bytes = kept.bytes.as_deref();
        let frames = bytes.and_then(|bytes| unpack(bytes, kept.people.as_deref()).ok());
        let Some(frames) = frames else {
            gaps.lose();
            continue;
        };
        for frame in frames.into_iter().filter(|frame| !gaps.leaves_out(frame)) {
            allowance.check()?;
            for frame in film.next(frame) {
                put(&mut json, frame)?;
            }
        }
    }
    if let Some(last) = film.end() {
        put(&mut json, last)?;
    }
    if separator != "," {
        json.write_all(separator.as_bytes())?;
    }
    json.write_all(format!("],\"keptDays\":{}}}", Value::from(kept_days)).as_bytes())?;
    Ok(json.finish()?.into())
}

fn takes_gzip(headers: &HeaderMap) -> bool {
    let told = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|one| one.to_str().ok());
    told.flat_map(|one| one.split(',')).any(|one| {
        let mut words = one.split(';').map(str::trim);
        let is_gzip = words.next().is_some_and(|name| matches!(name, "gzip" | "*"));
        let weight = words.find_map(|word| word.strip_prefix("q="));
        is_gzip && weight.and_then(|weight| weight.parse::<f32>().ok()) != Some(0.0)
    })
}

fn answer(body: Body, is_gzip: bool) -> Response {
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if is_gzip {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    response
}

fn tell(written: io::Result<()>) {
    if let Err(error) = written {
        tracing::debug!(%error, "a history's reader went away");
    }
}

#[cfg(test)]
mod tests {
    use picnic_protocol::ids::ParticipantId;

    use super::*;
    use crate::versions::Frame;
    use crate::versions::fields::Fields;
    use crate::versions::rows::Row;

    /// The board with a note of somebody's, as a row tells it, given to whoever asks.
    fn told_of_a_row_with_people(role: Role, is_anonymous: bool) -> String {
        let who = ParticipantId::from_bytes([7; 16]);
        let mut frame = Frame { whole: true, people: [who].into(), ..Frame::default() };
        frame.notes.insert("n".to_owned(), Fields::of_json("{\"text\":\"hers\"}"));
        frame.writers.insert("n".to_owned(), who);
        let mut film = Film::new(names_people(role, is_anonymous), None);
        let Row { bytes, people, .. } = Row::of(&[frame]);
        assert!(people.is_some(), "the row tells of her");
        let frames = unpack(&bytes, people.as_deref()).unwrap();
        let told: String = frames.into_iter().flat_map(|frame| film.next(frame)).collect();
        assert!(told.contains("hers"));
        told
    }

    #[test]
    fn nobody_is_named_in_an_anonymous_session_whatever_rows_say() {
        let who = ParticipantId::from_bytes([7; 16]).to_string();
        let tells = |role, is_anonymous| {
            let told = told_of_a_row_with_people(role, is_anonymous);
            assert_eq!(told.contains(&who), told.contains("\"people\":[\""));
            told.contains(&who)
        };
        assert!(tells(Role::Participant, false) && tells(Role::Facilitator, false));
        for role in [Role::Viewer, Role::Participant, Role::Facilitator] {
            assert!(!tells(role, true), "{role:?}");
        }
        assert!(!tells(Role::Viewer, false));
    }

    #[test]
    fn gzip_is_given_to_whoever_says_that_they_take_it() {
        let takes = |told: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(told));
            takes_gzip(&headers)
        };
        assert!(takes("gzip") && takes("br, gzip;q=0.5") && takes("*"));
        assert!(!takes("br") && !takes("gzip;q=0") && !takes("identity"));
        assert!(!takes_gzip(&HeaderMap::new()));
    }
}
