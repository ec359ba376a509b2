//! An echo over picnic's own WebSockets, for the conformance tests. In test builds only (feature
//! `echo`).

use axum::Router;
use axum::response::Response;
use axum::routing::get;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;

use crate::net::socket::{config, farewell_for};
use crate::net::websocket::{Upgrade, WebSocket};
use crate::rooms::outbox::Farewell;

/// The largest messages of the conformance tests are 16 MiB.
const MESSAGE_BYTES_MAX: usize = 16 << 20;

/// `GET /echo`
pub fn router() -> Router {
    Router::new().route("/echo", get(echo))
}

async fn echo(upgrade: Upgrade) -> Response {
    let (response, socket) = upgrade.accept(config(MESSAGE_BYTES_MAX));
    tokio::spawn(async move {
        if let Some(socket) = socket.await {
            answer(socket).await;
        }
    });
    response
}

async fn answer(mut socket: WebSocket) {
    while let Some(received) = socket.recv().await {
        let sent = match received {
            // As a room sends: beside tungstenite.
            Ok(Message::Binary(bytes)) => socket.write(vec![bytes]).await,
            Ok(message @ Message::Text(_)) => socket.say(message).await,
            Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_)) => continue,
            Ok(Message::Close(_)) => return socket.answer_close().await,
            Err(error) => {
                if let Some(Farewell { code, reason }) = farewell_for(&error) {
                    socket.close(CloseFrame { code: code.into(), reason: reason.into() }).await;
                }
                return;
            }
        };
        if sent.is_err() {
            return;
        }
    }
}
