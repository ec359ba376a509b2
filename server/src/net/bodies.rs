//! Bodies of requests while they come: in time, within what the process holds of all of them, and
//! only so many large ones of one address.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::body::{Body, BodyDataStream, Bytes, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use bytes::BytesMut;
use futures_util::StreamExt as _;
use futures_util::stream::unfold;
use tokio::time::timeout_at;

use crate::limits::{
    BODY_BYTES_PER_SECOND_MIN, BODY_BYTES_READ_AT_ONCE, HEAD_SECONDS, IMPORT_BYTES_MAX,
    RECEIVE_WAIT_SECONDS,
};
use crate::net::address::{Trust, caller, network_of};
use crate::net::app::App;
use crate::net::problem::Problem;
use crate::net::receive_budget::{Exhausted, Reserved};
use crate::net::work::{Turn, Turns, Whose, busy};

/// Why a body was not read to its end.
#[derive(Debug, Clone, Copy, thiserror::Error)]
enum Unread {
    #[error("the body came too slowly")]
    Late,
    #[error("{0}")]
    NoRoom(Exhausted),
    #[error("other large bodies of the same address are on their way")]
    Busy,
}

/// What became of a body.
#[derive(Debug, Default)]
struct Outcome {
    /// Its bytes, which are held until the request is answered.
    held: Option<Reserved>,
    unread: Option<Unread>,
}

/// A body on its way: what is left of it, until when, and what it holds. Nothing of it is read, and no turn
/// waited for, before somebody asks for it.
struct Coming {
    left: BodyDataStream,
    end: Option<Instant>,
    reserved: Reserved,
    /// Whose turn it has to wait for.
    waits_for: Option<(Arc<Turns>, Whose)>,
    turn: Vec<Turn>,
}

/// Lets a request's body in piece by piece, as its handler asks for it. What it holds is free again when the
/// request is answered, and its turn when it has come.
pub(super) async fn receive(
    State(app): State<Arc<App>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
    next: Next,
) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return next.run(request).await;
    }
    let length = length(request.headers());
    if length.is_some_and(|length| length > IMPORT_BYTES_MAX) {
        return too_large().into_response();
    }
    let is_large = length.is_none_or(|length| length > BODY_BYTES_READ_AT_ONCE);
    let address = network_of(caller(peer, request.headers(), Trust::of(&app.config)));
    let waits_for = is_large.then(|| (Arc::clone(&app.large_bodies), Whose::Address(address)));
    let outcome: Arc<Mutex<Outcome>> = Arc::default();
    let reserved = app.receive_budget.of(address).start();
    let request = request
        .map(|body| piece_by_piece(Coming::new(body, reserved, waits_for), Arc::clone(&outcome)));
    let response = next.run(request).await;
    let unread = outcome.lock().unwrap_or_else(PoisonError::into_inner).unread;
    match unread {
        Some(unread) => Problem::from(unread).into_response(),
        None if response.status() == StatusCode::PAYLOAD_TOO_LARGE => too_large().into_response(),
        None => response,
    }
}

/// How many bytes a body was said to have.
pub(super) fn length(headers: &HeaderMap) -> Option<usize> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// A body of so many bytes at most, of a request that the router lets in by [`receive`].
pub(super) async fn whole(body: Body, bytes_max: usize) -> Result<Bytes, Problem> {
    to_bytes(body, bytes_max).await.map_err(|_| too_large())
}

/// A body that is let in here, and no turn waited for, with what it holds; none when it has more bytes.
pub(super) async fn read_bounded(
    body: Body,
    bytes_max: usize,
    reserved: Reserved,
) -> Result<Option<(Bytes, Reserved)>, Problem> {
    let mut coming = Coming::new(body, reserved, None);
    let mut read = BytesMut::new();
    while let Some(piece) = coming.next().await? {
        let Ok(piece) = piece else { return Err(Unread::Late.into()) };
        if read.len() + piece.len() > bytes_max {
            return Ok(None);
        }
        read.extend_from_slice(&piece);
    }
    Ok(Some((read.freeze(), coming.reserved)))
}

fn piece_by_piece(coming: Coming, outcome: Arc<Mutex<Outcome>>) -> Body {
    Body::from_stream(unfold(Some(coming), move |rest| {
        let outcome = Arc::clone(&outcome);
        async move {
            let mut coming = rest?;
            let next = coming.next().await;
            let mut outcome = outcome.lock().unwrap_or_else(PoisonError::into_inner);
            match next {
                Ok(Some(piece)) => Some((piece, Some(coming))),
                Ok(None) => {
                    outcome.held = Some(coming.reserved);
                    None
                }
                Err(unread) => {
                    outcome.unread = Some(unread);
                    Some((Err(axum::Error::new(unread)), None))
                }
            }
        }
    }))
}

impl Coming {
    fn new(body: Body, reserved: Reserved, waits_for: Option<(Arc<Turns>, Whose)>) -> Self {
        let left = body.into_data_stream();
        Self { left, end: None, reserved, waits_for, turn: Vec::new() }
    }

    /// The next piece, for which there is time and room. Each buys the rest some more time.
    async fn next(&mut self) -> Result<Option<Result<Bytes, axum::Error>>, Unread> {
        if let Some((turns, whose)) = self.waits_for.take() {
            self.turn = turns.of_all(&[whose]).await.map_err(|_| Unread::Busy)?;
        }
        let rests = Duration::from_secs(HEAD_SECONDS);
        let end = *self.end.get_or_insert_with(|| Instant::now() + rests);
        let piece = timeout_at(end.into(), self.left.next()).await;
        let Some(piece) = piece.map_err(|_| Unread::Late)? else { return Ok(None) };
        if let Ok(bytes) = &piece {
            let longest = Duration::from_secs(RECEIVE_WAIT_SECONDS);
            self.reserved.grow_within(bytes.len(), longest).await.map_err(Unread::NoRoom)?;
            let bought =
                Duration::from_secs_f64(bytes.len() as f64 / BODY_BYTES_PER_SECOND_MIN as f64);
            self.end = Some((end + bought).min(Instant::now() + rests));
        }
        Ok(Some(piece))
    }
}

/// How long to wait when bodies of others are on their way.
const FOR_ROOM: Duration = Duration::from_secs(5);

impl From<Unread> for Problem {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::Late => Self::new(
                StatusCode::REQUEST_TIMEOUT,
                "The request came too slowly",
                "Nothing was changed. Try again over a quicker network.",
            ),
            Unread::NoRoom(exhausted) => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "The server is busy",
                format!("Nothing was changed: {exhausted}."),
            )
            .after(FOR_ROOM),
            Unread::Busy => busy(),
        }
    }
}

pub(super) fn too_large() -> Problem {
    Problem::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "The request is too large",
        "Nothing was changed. This server reads no request of this size here.",
    )
}
