//! `/api/rooms/{room}/knock`: a newcomer waits to be let in, and asks again and again whether they are.
//!
//! They are told of the room no more than whether it is there and takes newcomers. Of a room where nobody is, nothing
//! else is opened for them: they wait until somebody is.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use axum::body::Bytes;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Json, Response};
use picnic_protocol::ids::{ID_BYTES, ParticipantId, Role, RoomId};
use picnic_protocol::session::NAME_CHARS_MAX;
use picnic_protocol::session::command::DoorState;
use picnic_protocol::session::naming::visible;
use serde::{Deserialize, Serialize};

use crate::access::pass::{KNOCKING, Pass};
use crate::config::base_path;
use crate::limits::{
    KNOCK_CLOSED_SECONDS, KNOCK_MARK_BYTES_MAX, KNOCK_MARK_BYTES_MIN, PASSES_TRIED_MAX,
};
use crate::net::address::{Trust, caller, network_of};
use crate::net::admission::{self, brought, check_origin, new_participant};
use crate::net::app::App;
use crate::net::problem::Problem;
use crate::net::rooms_api::{parse, set_cookies};
use crate::room::knocking::{Answer, Knock};
use crate::room::session::door::Shut;
use crate::rooms::RoomHandle;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct AtTheDoor {
    /// What they are called.
    name: String,
    /// They were turned away, and knock anew.
    #[serde(default)]
    again: bool,
    /// The pass is wanted in the answer too: the browser may keep no cookies.
    #[serde(default)]
    pass: bool,
    /// The path that the page is served under, where a proxy takes it away: cookies are kept to it.
    #[serde(default)]
    base: Option<String>,
    /// Drawn at random by the page before it knocks first, and kept by it: loaded anew before the answer came, it is the same
    /// one who knocks.
    #[serde(default)]
    mark: Option<String>,
}

/// What becomes of somebody who knocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
enum KnockState {
    /// They wait: ask again in some seconds.
    Waiting,
    /// They are let in, and enter by their pass.
    LetIn,
    /// They were turned away.
    TurnedAway,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Knocked {
    state: KnockState,
    /// What the cookie holds, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pass: Option<String>,
}

/// `POST /api/rooms/{room}/knock`
pub(super) async fn knock(
    State(app): State<Arc<App>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path(room): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    check_origin(&headers, &app.config)?;
    let AtTheDoor { name, again, pass: pass_wanted, base, mark } = parse(&body)?;
    let name = visible(name.trim()).into_owned();
    if name.is_empty() || name.chars().count() > NAME_CHARS_MAX {
        return Err(Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "Say who knocks",
            format!("Whoever knocks gives a name of at most {NAME_CHARS_MAX} characters."),
        ));
    }
    let id: RoomId = room.parse().map_err(|_| Problem::unknown_room())?;
    let caller = caller(peer, &headers, Trust::of(&app.config));
    app.addresses
        .knock(caller, Instant::now())
        .inspect_err(|refused| app.metrics.refused(refused.limit(), 1))?;
    let who = match knocks_already(&app, id, &headers) {
        Some(who) => who,
        None => mark.map_or_else(new_participant, |mark| marked(&app, id, &mark))?,
    };
    let state = match app.rooms.door_unless_open(id).await? {
        // Whoever has no way in is not told that the room was taken away.
        Some(door) if door.state() == DoorState::Closed || door.taken_away_ms.is_some() => {
            return Err(Shut::JoiningClosed.into());
        }
        Some(_) => KnockState::Waiting,
        None => {
            let knock = Knock { who, name, from: network_of(caller), again };
            let knocks = |handle: RoomHandle| {
                let knock = knock.clone();
                async move { handle.knock(knock).await }
            };
            match app.rooms.while_open(id, knocks).await? {
                Answer::Waiting => KnockState::Waiting,
                Answer::LetIn => KnockState::LetIn,
                Answer::TurnedAway => KnockState::TurnedAway,
                Answer::Closed => return Err(Shut::JoiningClosed.into()),
                Answer::Full => return Err(too_many()),
            }
        }
    };
    let pass = Pass { participant: who, role: Role::Participant, generation: KNOCKING };
    let secure = admission::is_secure(peer, &headers, &app.config);
    let base = base.as_deref().and_then(base_path).unwrap_or(&app.config.base_path);
    let cookies = set_cookies(&app, id, &pass, base, secure);
    let sealed = pass_wanted.then(|| pass.seal(app.rooms.key(), id));
    let knocked = Json(Knocked { state, pass: sealed });
    Ok((cookies, [(header::CACHE_CONTROL, "no-store")], knocked).into_response())
}

/// Whoever knocked before, by the pass that they got then.
fn knocks_already(app: &App, room: RoomId, headers: &HeaderMap) -> Option<ParticipantId> {
    let passes = brought(headers).take(PASSES_TRIED_MAX);
    let mut opened = passes.filter_map(|value| Pass::open(value, app.rooms.key(), room));
    opened.find(|pass| pass.generation == KNOCKING).map(|pass| pass.participant)
}

/// Who they are by what their page drew: nobody else can say that, and nobody chooses who they are by it.
fn marked(app: &App, room: RoomId, mark: &str) -> Result<ParticipantId, Problem> {
    if !(KNOCK_MARK_BYTES_MIN..=KNOCK_MARK_BYTES_MAX).contains(&mark.len()) {
        return Err(Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "Such a mark tells nobody from others",
            format!(
                "A mark is drawn at random and has {KNOCK_MARK_BYTES_MIN} to {KNOCK_MARK_BYTES_MAX} \
                 characters."
            ),
        ));
    }
    let tag = app.rooms.key().tag(&[b"knock", room.as_bytes(), mark.as_bytes()]);
    let mut bytes = [0; ID_BYTES];
    bytes.copy_from_slice(&tag[..ID_BYTES]);
    Ok(ParticipantId::from_bytes(bytes))
}

fn too_many() -> Problem {
    Problem::new(
        StatusCode::TOO_MANY_REQUESTS,
        "Many knock at once",
        "As many people wait as may at once. Try again in a moment.",
    )
    .after(std::time::Duration::from_secs(KNOCK_CLOSED_SECONDS))
}
