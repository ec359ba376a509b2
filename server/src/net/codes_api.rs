//! Spoken codes: `/api/rooms/{room}/code` turns a room's on and off, and `/api/codes` takes what somebody typed.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use axum::body::Bytes;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Json, Response};
use picnic_protocol::ids::{Role, RoomId};
use serde::{Deserialize, Serialize};

use crate::access::key::random;
use crate::limits::SPOKEN_CODE_BYTES_MAX;
use crate::net::address::{Trust, caller};
use crate::net::admission::{TokenInQuery, check_origin};
use crate::net::app::App;
use crate::net::problem::Problem;
use crate::net::query::Query;
use crate::net::rooms_api::{LetIn, find, let_in, parse};
use crate::room::Facts;
use crate::spoken_codes::{MadeFor, SpokenCode};

/// Whether a room's code is to be on.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct AskedCode {
    secret: Option<String>,
    /// On, with new words where none is; or off. Nothing changes where it is left out.
    #[serde(default)]
    on: Option<bool>,
}

/// A room's code.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct ToldCode {
    /// Its words; none while it is off.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    /// Until when it opens the room at most, ms since 1970: it ends with the phase before that.
    #[serde(skip_serializing_if = "Option::is_none")]
    until_ms: Option<u64>,
}

/// A code that somebody typed.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct TypedCode {
    code: String,
}

/// What a code opens.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct OpenedByCode {
    room: RoomId,
    /// Of the link to join.
    secret: String,
}

fn made_for(facts: &Facts) -> MadeFor {
    let generation = facts.links.generation(Role::Participant);
    MadeFor { phase: facts.phase.clone(), generation }
}

/// `POST /api/rooms/{room}/code`
pub(super) async fn set(
    State(app): State<Arc<App>>,
    ConnectInfo(_): ConnectInfo<SocketAddr>,
    Path(room): Path<String>,
    Query(TokenInQuery { token }): Query<TokenInQuery>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    check_origin(&headers, &app.config)?;
    let AskedCode { secret, on } = parse(&body)?;
    let secret = secret.or(token);
    let guest = let_in(&app, &room, &headers, secret.as_deref()).await?;
    guest.must_facilitate("Only facilitators say the room's code")?;
    let LetIn { id, facts, .. } = guest;
    let now = Instant::now();
    let there = app.codes.of(id, now).filter(|code| code.made_for == made_for(&facts));
    let code = match (on, there) {
        (Some(false), _) => {
            app.codes.turn_off(id);
            None
        }
        (Some(true), None) => Some(turn_on(&app, id, &facts, now)?),
        (_, there) => there,
    };
    let told = code.map_or_else(ToldCode::default, |code| ToldCode {
        until_ms: Some(unix_ms(code.until.saturating_duration_since(now))),
        code: Some(code.words),
    });
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(told)).into_response())
}

fn turn_on(app: &App, id: RoomId, facts: &Facts, now: Instant) -> Result<SpokenCode, Problem> {
    let mut drawn = [0; 3];
    for number in &mut drawn {
        *number = u64::from_le_bytes(random().map_err(|error| {
            tracing::error!(%error, "no random bytes");
            Problem::failed()
        })?);
    }
    app.codes.turn_on(id, facts.language, made_for(facts), (drawn, now)).map_err(|_| {
        Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "There are too many codes now",
            "Other rooms of this server have theirs on. Share the link or its picture, or try again later.",
        )
    })
}

/// The time in so long, ms since 1970.
fn unix_ms(left: Duration) -> u64 {
    let then = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default() + left;
    u64::try_from(then.as_millis()).unwrap_or(u64::MAX)
}

/// `POST /api/codes`. A code that is wrong, over or turned off is told the same, and so is one of a room that takes nobody.
pub(super) async fn open(
    State(app): State<Arc<App>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    check_origin(&headers, &app.config)?;
    let TypedCode { code } = parse(&body)?;
    let (caller, now) = (caller(peer, &headers, Trust::of(&app.config)), Instant::now());
    app.addresses
        .try_code(caller, now)
        .inspect_err(|refused| app.metrics.refused(refused.limit(), 1))?;
    let opened = if code.len() > SPOKEN_CODE_BYTES_MAX { None } else { opened(&app, &code).await };
    let Some((room, secret)) = opened else { return Err(no_such_code()) };
    // Those who say it right cost the others of their network nothing.
    app.addresses.take_back_code(caller);
    let answer = Json(OpenedByCode { room, secret });
    Ok(([(header::CACHE_CONTROL, "no-store")], answer).into_response())
}

async fn opened(app: &Arc<App>, typed: &str) -> Option<(RoomId, String)> {
    let (room, of_code) = app.codes.room_of(typed, Instant::now())?;
    let (_, _, facts) = find(app, &room.to_string()).await.ok()?;
    if made_for(&facts) != of_code || facts.door.taken_away_ms().is_some() {
        app.codes.turn_off(room);
        return None;
    }
    Some((room, facts.links.secret(Role::Participant).reveal().to_string()))
}

fn no_such_code() -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "This code opens no room",
        "It may be mistyped or over. Ask for it again, or for the link.",
    )
    .with("code", "noSuchCode".into())
}
