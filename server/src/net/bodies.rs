//! Bodies of requests while they come: in time, within what the process holds of all of them, and
//! only so many large ones of one address.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::body::{Body, BodyDataStream, Bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::StreamExt as _;
use futures_util::stream::unfold;
use tokio::time::timeout_at;

use crate::limits::{
    BODY_BYTES_PER_SECOND_MIN, BODY_BYTES_READ_AT_ONCE, HEAD_SECONDS, IMPORT_BYTES_MAX,
    RECEIVE_WAIT_SECONDS,
};
use crate::net::App;
use crate::net::address::{Trust, caller, network_of};
use crate::net::problem::Problem;
use crate::net::receive_budget::{Exhausted, Reserved};
use crate::net::work::Whose;

/// Why a body was not read to its end.
#[derive(Debug, Clone, Copy, thiserror::Error)]
enum Unread {
    #[error("the body came too slowly")]
    Late,
    #[error("{0}")]
    NoRoom(Exhausted),
}

/// What became of a body.
#[derive(Debug, Default)]
struct Outcome {
    /// Its bytes, which are held until the request is answered.
    held: Option<Reserved>,
    unread: Option<Unread>,
}

/// A body on its way: what is left of it, until when, and what it holds.
struct Coming {
    left: BodyDataStream,
    end: Instant,
    reserved: Reserved,
}

/// Lets a request's body in piece by piece. What it holds is free again when the request is answered.
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
    let _turn = match is_large {
        true => match app.large_bodies.of_all(&[Whose::Address(address)]).await {
            Ok(turn) => turn,
            Err(busy) => return busy.into_response(),
        },
        false => Vec::new(),
    };
    let outcome: Arc<Mutex<Outcome>> = Arc::default();
    let reserved = app.receive_budget.start();
    let request = request.map(|body| piece_by_piece(body, reserved, Arc::clone(&outcome)));
    let response = next.run(request).await;
    let unread = outcome.lock().unwrap_or_else(PoisonError::into_inner).unread;
    match unread {
        Some(unread) => Problem::from(unread).into_response(),
        None if response.status() == StatusCode::PAYLOAD_TOO_LARGE => too_large().into_response(),
        None => response,
    }
}

fn length(headers: &HeaderMap) -> Option<usize> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

fn piece_by_piece(body: Body, reserved: Reserved, outcome: Arc<Mutex<Outcome>>) -> Body {
    let end = Instant::now() + Duration::from_secs(HEAD_SECONDS);
    let coming = Coming { left: body.into_data_stream(), end, reserved };
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
    /// The next piece, for which there is time and room. Each buys the rest some more time.
    async fn next(&mut self) -> Result<Option<Result<Bytes, axum::Error>>, Unread> {
        let piece = timeout_at(self.end.into(), self.left.next()).await;
        let Some(piece) = piece.map_err(|_| Unread::Late)? else { return Ok(None) };
        if let Ok(bytes) = &piece {
            let longest = Duration::from_secs(RECEIVE_WAIT_SECONDS);
            self.reserved.grow_within(bytes.len(), longest).await.map_err(Unread::NoRoom)?;
            let bought =
                Duration::from_secs_f64(bytes.len() as f64 / BODY_BYTES_PER_SECOND_MIN as f64);
            let latest = Instant::now() + Duration::from_secs(HEAD_SECONDS);
            self.end = (self.end + bought).min(latest);
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
