//! A connection where WebSockets are blocked: `GET /sync/{room}/events` brings a room's messages as
//! server-sent events, `POST /sync/{room}/frames` takes what is sent. Its room knows no difference.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, HttpBody as _};
use axum::extract::{ConnectInfo, Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use bytes::{Buf as _, Bytes};
use futures_util::future::ready;
use futures_util::stream::unfold;
use futures_util::{FutureExt as _, StreamExt as _};
use picnic_protocol::ids::RoomId;
use serde_json::json;
use tokio::sync::mpsc;

use crate::access::key::random;
use crate::limits::{LARGE_MESSAGE_BYTES, POSTED_AHEAD_MAX};
use crate::net::address::{Trust, caller, network_of};
use crate::net::admission::{TokenInQuery, check_origin};
use crate::net::app::App;
use crate::net::bodies;
use crate::net::guest::{knock, stay};
use crate::net::lines::Line;
use crate::net::posted::{NotTaken, Posted};
use crate::net::problem::Problem;
use crate::net::query::Query;
use crate::net::transport::{Gone, Heard, Transport};
use crate::rooms::outbox::Farewell;

/// Names the connection that a post belongs to: what its first event told, and told nobody else.
const LINE: &str = "picnic-line";

/// The number of a post's first message; they count from 0.
const FIRST: &str = "picnic-first";

/// Bytes encoded at a time: whole groups of three, so that the pieces join without padding.
const PIECE_BYTES: usize = 48 << 10;

/// Before the first event: some proxies hold back the beginning of what they pass on.
const PADDING_BYTES: usize = 2 << 10;

/// A connection that can be found for as long as this lives.
struct Listed {
    app: Arc<App>,
    name: String,
    posted: Arc<Posted>,
}

impl Listed {
    fn new(app: &Arc<App>, room: RoomId) -> Result<Self, Problem> {
        let name = random::<16>().map_err(|error| {
            tracing::error!(%error, "no random bytes");
            Problem::failed()
        })?;
        let name = URL_SAFE_NO_PAD.encode(name);
        let posted = Posted::new(app.config.post_bytes_max());
        app.lines.0.insert(name.clone(), Line { room, posted: Arc::clone(&posted) });
        Ok(Self { app: Arc::clone(app), name, posted })
    }
}

impl Drop for Listed {
    fn drop(&mut self) {
        self.app.lines.0.remove(&self.name);
        self.posted.end();
    }
}

/// `GET /sync/{room}/events`
pub(super) async fn events(
    State(app): State<Arc<App>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path(room): Path<String>,
    Query(TokenInQuery { token }): Query<TokenInQuery>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let mut newcomer = knock(&app, peer, &room, &headers, token.as_deref()).await?;
    newcomer.session = true;
    let listed = Listed::new(&app, newcomer.room)?;
    // One piece waits for the reader; the rest waits in the outbox, which is bounded.
    let (down, read) = mpsc::channel(1);
    let opening = format!(":{}\n\nevent:open\ndata:{}\n\n", " ".repeat(PADDING_BYTES), listed.name);
    let rest = unfold(read, |mut read| async move { Some((read.recv().await?, read)) });
    let stream = futures_util::stream::iter([Bytes::from(opening)]).chain(rest);
    tokio::spawn(stay(newcomer, ready(Some(EventStream { down, listed })).boxed()));
    let headers = [
        (header::CONTENT_TYPE, "text/event-stream"),
        (header::CACHE_CONTROL, "no-store, no-transform"),
        // nginx would gather pages of it before it passes them on.
        (header::HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    Ok((headers, Body::from_stream(stream.map(Ok::<_, Infallible>))).into_response())
}

/// `POST /sync/{room}/frames`: messages, each behind its length in four bytes. Answered when the room's
/// task has taken them; one that is sent again counts once.
pub(super) async fn frames(
    State(app): State<Arc<App>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path(room): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<StatusCode, Problem> {
    check_origin(&headers, &app.config)?;
    let said = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let posted = {
        let line = app.lines.0.get(said(LINE)).ok_or_else(over)?;
        let is_here = room.parse::<RoomId>().is_ok_and(|room| room == line.room);
        if !is_here {
            return Err(over());
        }
        Arc::clone(&line.posted)
    };
    let first = said(FIRST).parse().map_err(|_| unreadable())?;
    let post = posted.begin(first)?;
    let bytes_max = app.config.post_bytes_max() + LENGTH_BYTES;
    if body.size_hint().lower() > bytes_max as u64 {
        return Err(too_large());
    }
    let address = network_of(caller(peer, &headers, Trust::of(&app.config)));
    let reserved = app.receive_budget.of(address).start();
    let (read, reserved) =
        bodies::read_bounded(body, bytes_max, reserved).await?.ok_or_else(too_large)?;
    let messages = split(read).ok_or_else(unreadable)?;
    post.put(messages, reserved).await?;
    Ok(StatusCode::NO_CONTENT)
}

impl From<NotTaken> for Problem {
    fn from(not_taken: NotTaken) -> Self {
        match not_taken {
            NotTaken::Full => later("Too much waits to be taken"),
            NotTaken::Late => later("What was sent before this has not come"),
            NotTaken::Over => over(),
        }
    }
}

/// Bytes of a length.
const LENGTH_BYTES: usize = size_of::<u32>();

/// The messages in a post's body; none when it is no such body, or has more than one post may.
fn split(mut body: Bytes) -> Option<Vec<Bytes>> {
    let mut messages = Vec::new();
    while body.has_remaining() {
        let length = usize::try_from(body.try_get_u32().ok()?).ok()?;
        if length > body.len() || messages.len() as u64 == POSTED_AHEAD_MAX {
            return None;
        }
        messages.push(body.split_to(length));
    }
    Some(messages)
}

fn over() -> Problem {
    Problem::new(
        StatusCode::GONE,
        "This connection is over",
        "Open a new one: nothing of what was sent is taken any more.",
    )
    .with("code", "connectionOver".into())
}

fn unreadable() -> Problem {
    Problem::new(
        StatusCode::BAD_REQUEST,
        "What was posted cannot be read",
        "The number of the first message stands in picnic-first; the body is messages, each behind \
         its length in four bytes.",
    )
}

fn too_large() -> Problem {
    Problem::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "What was posted is too large",
        "It is larger than this server reads at once. Send less in one post.",
    )
}

/// How long to wait for what came before a post to be taken.
const FOR_THE_NEXT: Duration = Duration::from_secs(1);

fn later(why: &'static str) -> Problem {
    Problem::new(
        StatusCode::TOO_MANY_REQUESTS,
        why,
        "Send this post again in a moment: what of it was taken already counts once.",
    )
    .after(FOR_THE_NEXT)
}

/// The way of one connection: events down, posts up.
struct EventStream {
    down: mpsc::Sender<Bytes>,
    listed: Listed,
}

impl EventStream {
    async fn write(&self, text: String) -> Result<(), Gone> {
        self.down.send(text.into()).await.map_err(|_| Gone)
    }
}

impl Transport for EventStream {
    async fn hear(&mut self) -> Heard {
        tokio::select! {
            // What was posted before the stream ended counts.
            biased;
            (message, reserved) = self.listed.posted.next() => match message.len() {
                0 => Heard::SignOfLife,
                1..=LARGE_MESSAGE_BYTES => Heard::Message(message),
                _ => Heard::Large(message, reserved),
            },
            () = self.down.closed() => Heard::Ended(None),
        }
    }

    async fn send(&mut self, messages: Vec<Bytes>) -> Result<(), Gone> {
        let mut text = String::new();
        for message in messages {
            text.push_str("data:");
            for piece in message.chunks(PIECE_BYTES) {
                STANDARD.encode_string(piece, &mut text);
                if text.len() >= PIECE_BYTES {
                    self.write(std::mem::take(&mut text)).await?;
                }
            }
            text.push_str("\n\n");
        }
        self.write(text).await
    }

    /// The page answers with a post that has nothing in it.
    async fn ask(&mut self) -> Result<(), Gone> {
        self.write("event:ask\ndata:-\n\n".to_owned()).await
    }

    async fn close(self, Farewell { code, reason }: Farewell) {
        let said = json!({ "code": code, "reason": reason });
        // Gone is told by nothing better than the end of the stream, which comes now.
        let _ = self.write(format!("event:close\ndata:{said}\n\n")).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_messages_behind_their_lengths_and_nothing_else() {
        let body = |bytes: &'static [u8]| split(Bytes::from_static(bytes));
        assert_eq!(body(b"").unwrap(), Vec::<Bytes>::new());
        assert_eq!(body(b"\0\0\0\x02ab\0\0\0\0\0\0\0\x01c").unwrap(), ["ab", "", "c"]);
        for bad in [&b"\0\0\0"[..], b"\0\0\0\x02a", b"\xff\xff\xff\xffab"] {
            assert_eq!(body(bad), None);
        }
    }
}
