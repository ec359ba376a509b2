//! `/api/rooms/{room}/keeping`: a facilitator archives a room, takes it away, or takes that back.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Json, Response};
use picnic_protocol::ids::Role;
use serde::{Deserialize, Serialize};

use crate::net::admission::{TokenInQuery, check_origin};
use crate::net::app::App;
use crate::net::problem::Problem;
use crate::net::query::Query;
use crate::net::rooms_api::{Asks, gone_ms, let_in_who, parse};
use crate::room::session::decide::RoomKeeping;
use crate::rooms::NotRotated;

/// What shall become of a room; of what is left out nothing changes.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct AskedKeeping {
    secret: Option<String>,
    /// Whether it is archived: it can be read, and nothing in it changes.
    #[serde(default)]
    archived: Option<bool>,
    /// Whether it is taken away: nobody comes in, and after a while it is gone for good.
    #[serde(default)]
    taken_away: Option<bool>,
}

/// What becomes of a room.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Kept {
    archived: bool,
    taken_away: bool,
    /// From when on it is gone for good, ms since 1970; none while it is not taken away.
    #[serde(skip_serializing_if = "Option::is_none")]
    gone_ms: Option<u64>,
}

/// `POST /api/rooms/{room}/keeping`
pub(super) async fn keep(
    State(app): State<Arc<App>>,
    ConnectInfo(_): ConnectInfo<SocketAddr>,
    Path(room): Path<String>,
    Query(TokenInQuery { token }): Query<TokenInQuery>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    check_origin(&headers, &app.config)?;
    let AskedKeeping { secret, archived, taken_away } = parse(&body)?;
    let secret = secret.or(token);
    let asks = Asks::WhatBecomesOfIt;
    let guest = let_in_who(&app, &room, &headers, secret.as_deref(), asks).await?;
    guest.must_facilitate("Only facilitators say what becomes of a room")?;
    if taken_away.is_some() && guest.admission.pass.role < Role::Facilitator {
        return Err(Problem::new(
            StatusCode::FORBIDDEN,
            "The room is not yours to take away",
            "You facilitate for a while. Ask somebody who came by the facilitators' link.",
        ));
    }
    let keeping = RoomKeeping { archived, taken_away };
    let facts = guest.handle.keep(keeping).await.map_err(not_kept)?;
    let taken_away_ms = facts.door.taken_away_ms();
    if !keeping.is_done(facts.archived, taken_away_ms.is_some()) {
        return Err(not_now());
    }
    let kept = app.rooms.limits().kept;
    let answer = Json(Kept {
        archived: facts.archived,
        taken_away: taken_away_ms.is_some(),
        gone_ms: taken_away_ms.map(|at_ms| gone_ms(at_ms, kept)),
    });
    Ok(([(header::CACHE_CONTROL, "no-store")], answer).into_response())
}

fn not_kept(why: NotRotated) -> Problem {
    match why {
        NotRotated::Closed => not_now(),
        NotRotated::Unsaved => Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "That cannot be done now",
            "The server's disk takes nothing, so it would be undone after its next start. Tell whoever runs this \
             server, and try again once the room says that it saves.",
        )
        .with("code", "notSaved".into()),
    }
}

fn not_now() -> Problem {
    Problem::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "The room has too much to do now",
        "Nothing was changed. Try again in a moment.",
    )
}
