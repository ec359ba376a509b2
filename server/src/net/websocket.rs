//! One WebSocket over an upgraded HTTP connection: its messages are put together by [`Incoming`], within the
//! budget of what the process receives, and frames of boards go out uncopied.
//!
//! tungstenite reads a message whole before anybody may look at it, and copies what it sends into a
//! buffer that it keeps: a board of 300 KB costs each of a room's sockets 300 KB for as long as it is
//! open. Frames from a server carry no mask, so a header before the shared bytes is all that is
//! needed; both are handed to the kernel together. Its handshake and its headers are used here.

use std::collections::VecDeque;
use std::io::{self, IoSlice};
use std::time::Duration;

use axum::body::Body;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, Request, StatusCode, header};
use axum::response::Response;
use bytes::{Buf, BufMut as _, Bytes, BytesMut};
use futures_util::future::{BoxFuture, FutureExt as _};
use hyper::upgrade::{OnUpgrade, Upgraded};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::time::{Instant, timeout_at};
use tokio_tungstenite::tungstenite::handshake::server::create_response;
use tokio_tungstenite::tungstenite::protocol::frame::FrameHeader;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Control, Data, OpCode};

use crate::limits::{HALF_MESSAGE_SECONDS, MESSAGE_BYTES_PER_SECOND_MIN, RECEIVE_WAIT_SECONDS};
use crate::net::incoming::{FIRST_BYTES_MAX, Incoming, MessageBounds, Said};
use crate::net::problem::Problem;
use crate::net::receive_budget::{AddressBudget, Exhausted, Reserved};
use crate::net::websocket_frame::Violation;

/// Longest header of an unmasked frame, bytes (RFC 6455 section 5.2).
const HEADER_BYTES_MAX: usize = 10;

/// Read from a socket at once, bytes: most frames of a board are smaller, and every idle socket
/// holds so much.
const READ_BYTES: usize = 256;

/// The same in the middle of a larger message.
const READ_MORE_BYTES: usize = 16 << 10;

/// A request for a WebSocket, found to be one.
pub(super) struct Upgrade {
    response: Response,
    upgraded: OnUpgrade,
    offered: Vec<String>,
}

impl<S: Sync> FromRequestParts<S> for Upgrade {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let upgraded = parts.extensions.remove::<OnUpgrade>();
        let mut request = Request::new(());
        request.headers_mut().clone_from(&parts.headers);
        let (Some(upgraded), Ok(response)) = (upgraded, create_response(&request)) else {
            return Err(Problem::new(
                StatusCode::UPGRADE_REQUIRED,
                "This address is for WebSockets",
                "Open it with a WebSocket client, such as the y-websocket provider, version 13 \
                 of the protocol.",
            ));
        };
        let offers = parts.headers.get_all(header::SEC_WEBSOCKET_PROTOCOL).iter();
        let offered = offers
            .filter_map(|offer| offer.to_str().ok())
            .flat_map(|offer| offer.split(','))
            .map(|offer| offer.trim().to_owned())
            .collect();
        Ok(Self { response: response.map(|()| Body::empty()), upgraded, offered })
    }
}

impl Upgrade {
    /// Takes up a subprotocol when the client offers it; tells whether it does.
    pub(super) fn choose(&mut self, subprotocol: &'static str) -> bool {
        let offered = self.offered.iter().any(|offer| offer == subprotocol);
        if offered {
            let value = HeaderValue::from_static(subprotocol);
            self.response.headers_mut().insert(header::SEC_WEBSOCKET_PROTOCOL, value);
        }
        offered
    }

    /// The answer to the request, and the socket that comes after it; none when the connection
    /// ends first.
    pub(super) fn accept(
        self,
        bounds: MessageBounds,
        share: AddressBudget,
    ) -> (Response, BoxFuture<'static, Option<WebSocket>>) {
        let upgraded = self.upgraded;
        let socket = async move {
            let io = TokioIo::new(upgraded.await.ok()?);
            Some(WebSocket(Box::new(Open {
                io,
                input: BytesMut::with_capacity(READ_BYTES),
                incoming: Incoming::new(bounds),
                share,
                reserved: None,
                waiting: None,
                begun: None,
                last_came: None,
                received: 0,
            })))
        };
        (self.response, socket.boxed())
    }
}

/// Something that a client said, with the bytes of the budget that it takes.
#[derive(Debug)]
pub(super) struct Received {
    pub(super) said: Said,
    pub(super) reserved: Option<Reserved>,
}

/// Why nothing more is read from a socket.
#[derive(Debug, thiserror::Error)]
pub(super) enum Trouble {
    /// What came is not the protocol.
    #[error(transparent)]
    Violation(#[from] Violation),
    /// The process holds as much of unfinished messages as it may.
    #[error(transparent)]
    Exhausted(#[from] Exhausted),
    /// Half a message came, and its rest too slowly.
    #[error("the rest of a message did not come")]
    Halted,
    /// The connection is broken.
    #[error(transparent)]
    Broken(#[from] io::Error),
}

/// An open WebSocket. Boxed, so that a task that moves it does not hold room for it twice.
pub(super) struct WebSocket(Box<Open>);

struct Open {
    io: TokioIo<Upgraded>,
    input: BytesMut,
    incoming: Incoming,
    /// Of the bytes that the process holds.
    share: AddressBudget,
    /// What the message that has begun takes beyond what every socket may hold.
    reserved: Option<Reserved>,
    /// It waits for more of the budget. Kept here, so that its place is not lost when a call is given up.
    waiting: Option<BoxFuture<'static, Result<Reserved, Exhausted>>>,
    /// Since when the message that has begun holds something of the budget.
    begun: Option<Instant>,
    /// When more of it last came.
    last_came: Option<Instant>,
    received: u64,
}

impl WebSocket {
    /// What an open one takes, bytes, but for what it reads.
    #[cfg(test)]
    pub(super) const SIZE: usize = size_of::<Open>();

    /// Bytes that came.
    pub(super) const fn received(&self) -> u64 {
        self.0.received
    }

    /// What comes next; none when the other side is gone. A call may be given up at any time, and
    /// nothing is lost.
    pub(super) async fn recv(&mut self) -> Option<Result<Received, Trouble>> {
        self.0.recv().await.transpose()
    }

    /// Writes binary messages, the bytes themselves uncopied. A call that is not awaited to its
    /// end leaves half a message on the wire: the socket is of no use then.
    pub(super) fn write(
        &mut self,
        messages: Vec<Bytes>,
    ) -> impl Future<Output = io::Result<()>> + Send {
        self.write_as(OpCode::Data(Data::Binary), messages)
    }

    /// Writes a text message.
    #[cfg(feature = "echo")]
    pub(super) async fn say(&mut self, text: Bytes) -> io::Result<()> {
        self.write_as(OpCode::Data(Data::Text), vec![text]).await
    }

    /// Asks the other side for a sign of life.
    pub(super) async fn ping(&mut self) -> io::Result<()> {
        self.write_as(OpCode::Control(Control::Ping), vec![Bytes::new()]).await
    }

    /// Answers a ping.
    pub(super) async fn pong(&mut self, same: Bytes) -> io::Result<()> {
        self.write_as(OpCode::Control(Control::Pong), vec![same]).await
    }

    /// Says farewell and reads until the other side has said its own.
    pub(super) async fn close(mut self, code: u16, reason: &str) {
        let payload = [&code.to_be_bytes(), reason.as_bytes()].concat();
        let farewell = self.write_as(OpCode::Control(Control::Close), vec![payload.into()]).await;
        // What still comes is passed over.
        self.0.incoming.pass_all();
        while farewell.is_ok() && !self.0.incoming.said_farewell() {
            match self.recv().await {
                None | Some(Err(_)) => return,
                Some(Ok(_)) => {}
            }
        }
    }

    /// Framed before anything is awaited, so that nothing else is held meanwhile.
    fn write_as(
        &mut self,
        opcode: OpCode,
        messages: Vec<Bytes>,
    ) -> impl Future<Output = io::Result<()>> + Send {
        let mut framed = Framed::new(opcode, messages);
        async move {
            self.0.io.write_all_buf(&mut framed).await?;
            self.0.io.flush().await
        }
    }
}

impl Open {
    async fn recv(&mut self) -> Result<Option<Received>, Trouble> {
        loop {
            if let Some(said) = self.incoming.take(&mut self.input)? {
                let mut reserved = None;
                if !self.incoming.is_amid_kept() {
                    reserved = self.reserved.take();
                    (self.waiting, self.begun) = (None, None);
                }
                self.rest();
                return Ok(Some(Received { said, reserved }));
            }
            if let Some(more) = self.incoming.needs_space() {
                self.reserve(more).await?;
                self.incoming.enlarge(more);
                continue;
            }
            let wanted = match self.incoming.payload_left() {
                0..=READ_BYTES => READ_BYTES,
                left => left.min(READ_MORE_BYTES),
            };
            let deadline = self.deadline();
            self.input.reserve(wanted);
            let mut room = (&mut self.input).limit(wanted);
            let read = self.io.read_buf(&mut room);
            let count = match deadline {
                Some(deadline) => {
                    let in_time = Box::pin(timeout_at(deadline, read)).await;
                    in_time.map_err(|_| Trouble::Halted)??
                }
                None => read.await?,
            };
            if count == 0 {
                return Ok(None);
            }
            self.received += count as u64;
            if self.begun.is_some() {
                self.last_came = Some(Instant::now());
            }
        }
    }

    /// An idle socket holds little.
    fn rest(&mut self) {
        let is_large = self.input.capacity() > READ_BYTES;
        if is_large && self.input.is_empty() && self.incoming.payload_left() == 0 {
            self.input = BytesMut::with_capacity(READ_BYTES);
        }
    }

    /// Waits until the budget has the bytes by which the begun message is to grow.
    async fn reserve(&mut self, more: usize) -> Result<(), Exhausted> {
        if self.waiting.is_none() {
            let wanted = (self.incoming.held() + more).saturating_sub(FIRST_BYTES_MAX);
            let missing = wanted.saturating_sub(self.reserved.as_ref().map_or(0, Reserved::bytes));
            if missing == 0 {
                return Ok(());
            }
            let mut reserved = self.reserved.take().unwrap_or_else(|| self.share.start());
            let longest = Duration::from_secs(RECEIVE_WAIT_SECONDS);
            let waiting =
                async move { reserved.grow_within(missing, longest).await.map(|()| reserved) };
            self.waiting = Some(waiting.boxed());
        }
        if let Some(waiting) = &mut self.waiting {
            let reserved = waiting.await;
            self.waiting = None;
            self.reserved = Some(reserved?);
            self.begun.get_or_insert_with(Instant::now);
        }
        Ok(())
    }

    /// When the begun message is given up unless more of it comes: what is held of the budget is
    /// held from others.
    fn deadline(&self) -> Option<Instant> {
        let begun = self.begun?;
        let rests = Duration::from_secs(HALF_MESSAGE_SECONDS);
        let for_bytes = self.incoming.come() as u64 / MESSAGE_BYTES_PER_SECOND_MIN;
        let trickles = begun + rests + Duration::from_secs(for_bytes);
        Some(trickles.min(self.last_came.unwrap_or(begun).max(begun) + rests))
    }
}

/// Messages with their frames' headers before them, to be written in one go.
struct Framed {
    pieces: VecDeque<Bytes>,
    left: usize,
}

impl Framed {
    fn new(opcode: OpCode, messages: Vec<Bytes>) -> Self {
        let mut headers = Headers(BytesMut::with_capacity(messages.len() * HEADER_BYTES_MAX));
        let header = FrameHeader { opcode, ..FrameHeader::default() };
        let mut pieces = VecDeque::with_capacity(messages.len() * 2);
        let mut left = 0;
        for message in messages {
            // Memory takes every write.
            let _ = header.format(message.len() as u64, &mut headers);
            let header = headers.0.split().freeze();
            left += header.len() + message.len();
            pieces.push_back(header);
            // An empty piece would look like the end.
            if !message.is_empty() {
                pieces.push_back(message);
            }
        }
        Self { pieces, left }
    }
}

struct Headers(BytesMut);

impl io::Write for Headers {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Buf for Framed {
    fn remaining(&self) -> usize {
        self.left
    }

    fn chunk(&self) -> &[u8] {
        self.pieces.front().map_or(&[], |piece| piece)
    }

    fn chunks_vectored<'a>(&'a self, slices: &mut [IoSlice<'a>]) -> usize {
        let count = self.pieces.len().min(slices.len());
        for (slice, piece) in slices.iter_mut().zip(&self.pieces) {
            *slice = IoSlice::new(piece);
        }
        count
    }

    fn advance(&mut self, mut count: usize) {
        self.left = self.left.saturating_sub(count);
        while let Some(piece) = self.pieces.front_mut() {
            if count < piece.len() {
                piece.advance(count);
                return;
            }
            count -= piece.len();
            self.pieces.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use tokio_tungstenite::tungstenite::Message;
    use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketContext};

    use super::*;

    proptest! {
        /// However few bytes the kernel takes at a time.
        #[test]
        fn what_is_written_beside_tungstenite_is_what_tungstenite_would_write(
            lengths in prop::collection::vec(0_usize..70_000, 1..6),
            step in 1_usize..90_000,
        ) {
            let messages: Vec<_> =
                (0_u8..).zip(&lengths).map(|(n, len)| Bytes::from(vec![n; *len])).collect();
            let mut expected = io::Cursor::new(Vec::new());
            let mut context = WebSocketContext::new(Role::Server, None);
            for message in &messages {
                context.write(&mut expected, Message::Binary(message.clone())).unwrap();
            }
            context.flush(&mut expected).unwrap();
            let mut framed = Framed::new(OpCode::Data(Data::Binary), messages);
            let mut written = Vec::new();
            while framed.has_remaining() {
                let mut slices = [IoSlice::new(&[]); 3];
                let count = framed.chunks_vectored(&mut slices);
                let all: Vec<u8> =
                    slices[..count].iter().flat_map(|slice| slice.iter().copied()).collect();
                let taken = step.min(all.len());
                written.extend_from_slice(&all[..taken]);
                framed.advance(taken);
            }
            prop_assert!(written == expected.into_inner());
        }
    }
}
