//! `/api/rooms/{room}/suggestions`: which notes may belong together, for facilitators.
//!
//! Closing the connection ends the work. The room gives its encoded board and is asked nothing more.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use axum::body::Body;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Json, Response};
use picnic_protocol::suggestions::Ask;

use crate::limits::{BODY_BYTES_MAX, SUGGESTED_INTO_MAX};
use crate::metrics::{Metrics, Refusal};
use crate::net::address::{Trust, caller, network_of};
use crate::net::admission::{TokenInQuery, check_origin};
use crate::net::app::App;
use crate::net::bodies::whole;
use crate::net::problem::Problem;
use crate::net::query::Query;
use crate::net::rooms_api::{let_in, read};
use crate::net::work::Whose;
use crate::pool::NotDone;
use crate::suggestions::answer::{NoAnswer, answer};

/// Counts one that nobody waited for, when it is dropped before its end.
struct Awaited<'a> {
    metrics: &'a Metrics,
    is_done: bool,
}

impl Drop for Awaited<'_> {
    fn drop(&mut self) {
        if !self.is_done {
            self.metrics.suggestions_left.inc();
        }
    }
}

/// `POST /api/rooms/{room}/suggestions`
pub(super) async fn suggest(
    State(app): State<Arc<App>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path(room): Path<String>,
    Query(TokenInQuery { token }): Query<TokenInQuery>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    check_origin(&headers, &app.config)?;
    let guest = let_in(&app, &room, &headers, token.as_deref()).await?;
    guest.must_facilitate("Only facilitators ask for suggestions")?;
    let caller = caller(peer, &headers, Trust::of(&app.config));
    app.addresses
        .suggest(caller, Instant::now())
        .inspect_err(|refused| app.metrics.refused(refused.limit(), 1))?;
    let body = whole(body, BODY_BYTES_MAX).await?;
    let ask: Ask = read(&app, &[Whose::Address(network_of(caller))], body).await?;
    if ask.into.as_ref().is_some_and(|clusters| clusters.len() > SUGGESTED_INTO_MAX) {
        return Err(Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "Too many clusters to sort into",
            format!("Notes can be sorted into {SUGGESTED_INTO_MAX} clusters at most."),
        ));
    }
    let asked = Instant::now();
    let mut awaited = Awaited { metrics: &app.metrics, is_done: false };
    let board = guest.handle.contents().await?.board;
    let reading = app.reading.clone();
    let answered = app.pool.work(move |stop| answer(&board, &ask, &reading, stop)).await;
    awaited.is_done = true;
    let answered = answered.inspect_err(|not_done| {
        if *not_done == NotDone::Busy {
            app.metrics.refused(Refusal::Suggestions, 1);
        }
    })?;
    let suggestions = answered.inspect_err(|no_answer| {
        if let NoAnswer::Unreadable(error) = no_answer {
            tracing::error!(%error, room, "a board cannot be read for a suggestion");
        }
    })?;
    app.metrics.suggested(asked.elapsed());
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(suggestions)).into_response())
}
