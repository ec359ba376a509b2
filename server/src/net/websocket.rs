//! One WebSocket over an upgraded HTTP connection: tungstenite reads and keeps the protocol, and
//! frames of boards go out beside it, uncopied.
//!
//! tungstenite copies what it sends into a buffer of its own socket and keeps that buffer: a board
//! of 300 KB costs each of a room's sockets 300 KB for as long as it is open. Frames from a server
//! carry no mask, so a header before the shared bytes is all that is needed; both are handed to
//! the kernel together.

use std::collections::VecDeque;
use std::io::{self, IoSlice};

use axum::body::Body;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, Request, StatusCode, header};
use axum::response::Response;
use bytes::{Buf, Bytes, BytesMut};
use futures_util::future::{BoxFuture, FutureExt as _};
use futures_util::{SinkExt as _, StreamExt as _};
use hyper::upgrade::{OnUpgrade, Upgraded};
use hyper_util::rt::TokioIo;
use tokio::io::AsyncWriteExt as _;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::handshake::server::create_response;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};
use tokio_tungstenite::tungstenite::protocol::frame::{CloseFrame, FrameHeader};
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};
use tokio_tungstenite::tungstenite::{Error, Message};

use crate::net::problem::Problem;

/// Longest header of an unmasked frame, bytes (RFC 6455 section 5.2).
const HEADER_BYTES_MAX: usize = 10;

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
        config: WebSocketConfig,
    ) -> (Response, BoxFuture<'static, Option<WebSocket>>) {
        let upgraded = self.upgraded;
        let socket = async move {
            let io = TokioIo::new(upgraded.await.ok()?);
            let stream = WebSocketStream::from_raw_socket(io, Role::Server, Some(config)).await;
            Some(WebSocket(Box::new(stream)))
        };
        (self.response, socket.boxed())
    }
}

/// An open WebSocket. Boxed, so that a task that moves it does not hold room for it twice.
pub(super) struct WebSocket(Box<WebSocketStream<TokioIo<Upgraded>>>);

impl WebSocket {
    /// The next message; pings are answered on the way. None when the other side is gone.
    pub(super) async fn recv(&mut self) -> Option<Result<Message, Error>> {
        self.0.next().await
    }

    /// Writes binary messages, the bytes themselves uncopied. A call that is not awaited to its
    /// end leaves half a message on the wire: the socket is of no use then.
    pub(super) async fn write(&mut self, messages: Vec<Bytes>) -> Result<(), Error> {
        // A pong may wait in tungstenite's buffer; it must not end up inside a message.
        self.0.flush().await?;
        let io = self.0.get_mut();
        io.write_all_buf(&mut Framed::new(messages)).await?;
        io.flush().await?;
        Ok(())
    }

    /// Sends a message by tungstenite.
    #[cfg(feature = "echo")]
    pub(super) async fn say(&mut self, message: Message) -> Result<(), Error> {
        self.0.send(message).await
    }

    /// Asks the other side for a sign of life.
    pub(super) async fn ping(&mut self) -> Result<(), Error> {
        self.0.send(Message::Ping(Bytes::new())).await
    }

    /// The other side has said farewell: sends the answer, which tungstenite has ready.
    pub(super) async fn answer_close(&mut self) {
        while let Some(Ok(_)) = self.0.next().await {}
    }

    /// Says farewell and reads until the other side has said its own.
    pub(super) async fn close(mut self, farewell: CloseFrame) {
        if self.0.send(Message::Close(Some(farewell))).await.is_ok() {
            while let Some(Ok(_)) = self.0.next().await {}
        }
    }
}

/// Messages with their frames' headers before them, to be written in one go.
struct Framed {
    pieces: VecDeque<Bytes>,
    left: usize,
}

impl Framed {
    fn new(messages: Vec<Bytes>) -> Self {
        let mut headers = Headers(BytesMut::with_capacity(messages.len() * HEADER_BYTES_MAX));
        let header = FrameHeader { opcode: OpCode::Data(Data::Binary), ..FrameHeader::default() };
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
    use tokio_tungstenite::tungstenite::protocol::WebSocketContext;

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
            let mut framed = Framed::new(messages);
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
