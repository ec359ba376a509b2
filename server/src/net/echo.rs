//! An echo over picnic's own WebSockets, for the conformance tests. In test builds only (feature
//! `echo`).

use std::net::Ipv4Addr;

use axum::Router;
use axum::response::Response;
use axum::routing::get;

use crate::net::incoming::{MessageBounds, Said};
use crate::net::receive_budget::ReceiveBudget;
use crate::net::socket::farewell_for;
use crate::net::websocket::{Received, Upgrade, WebSocket};
use crate::rooms::outbox::Farewell;

/// The largest messages of the conformance tests are 16 MiB.
const MESSAGE_BYTES_MAX: usize = 16 << 20;

/// `GET /echo`
pub fn router() -> Router {
    Router::new().route("/echo", get(echo))
}

async fn echo(upgrade: Upgrade) -> Response {
    let bounds = MessageBounds { board: MESSAGE_BYTES_MAX, other: MESSAGE_BYTES_MAX };
    let bytes_max = 4 * MESSAGE_BYTES_MAX;
    let share = ReceiveBudget::new(bytes_max, bytes_max).of(Ipv4Addr::LOCALHOST.into());
    let (response, socket) = upgrade.accept(bounds, share);
    tokio::spawn(async move {
        if let Some(socket) = socket.await {
            answer(socket).await;
        }
    });
    response
}

async fn answer(mut socket: WebSocket) {
    while let Some(received) = socket.recv().await {
        let said = match received {
            Ok(Received { said, .. }) => said,
            Err(trouble) => {
                if let Some(Farewell { code, reason }) = farewell_for(&trouble) {
                    socket.close(code, reason).await;
                }
                return;
            }
        };
        let sent = match said {
            // As a room sends.
            Said::Binary(bytes) => socket.write(vec![bytes.freeze()]).await,
            Said::Text(text) if std::str::from_utf8(&text).is_ok() => {
                socket.say(text.freeze()).await
            }
            Said::Text(_) => return socket.close(1007, "a text was not UTF-8").await,
            Said::Ping(same) => socket.pong(same.freeze()).await,
            Said::Pong | Said::Piece | Said::Passed(_) => continue,
            Said::TooLarge { .. } => return socket.close(1009, "too large").await,
            Said::Close { code } => return socket.close(code.unwrap_or(1000), "").await,
        };
        if sent.is_err() {
            return;
        }
    }
}
