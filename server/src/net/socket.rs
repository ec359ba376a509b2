//! `/sync/{room}`: one WebSocket, from its request on, as a way to a room.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use bytes::Bytes;
use futures_util::FutureExt as _;
use picnic_protocol::session::SUBPROTOCOL;

use crate::net::admission::TokenInQuery;
use crate::net::app::App;
use crate::net::farewells::{COME_LATER, HALTED, UNDECODABLE, UNEXPECTED};
use crate::net::guest::{knock, message_bounds, stay};
use crate::net::incoming::Said;
use crate::net::problem::Problem;
use crate::net::query::Query;
use crate::net::transport::{Gone, Heard, Transport};
use crate::net::websocket::{Received, Trouble, Upgrade, WebSocket};
use crate::rooms::outbox::Farewell;

/// `GET /sync/{room}`
pub(super) async fn sync(
    State(app): State<Arc<App>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path(room): Path<String>,
    Query(TokenInQuery { token }): Query<TokenInQuery>,
    headers: HeaderMap,
    mut upgrade: Upgrade,
) -> Result<Response, Problem> {
    let mut newcomer = knock(&app, peer, &room, &headers, token.as_deref()).await?;
    newcomer.session = upgrade.choose(SUBPROTOCOL);
    let share = app.receive_budget.of(newcomer.of_address.address());
    let (response, socket) = upgrade.accept(message_bounds(&app), share);
    tokio::spawn(stay(newcomer, socket));
    Ok(response)
}

impl Transport for WebSocket {
    async fn hear(&mut self) -> Heard {
        let Received { said, reserved } = match self.recv().await {
            Some(Ok(received)) => received,
            Some(Err(trouble)) => return Heard::Ended(farewell_for(&trouble)),
            None => return Heard::Ended(None),
        };
        match said {
            Said::Binary(bytes) => match reserved {
                Some(reserved) => Heard::Large(bytes.freeze(), Arc::new(reserved)),
                None => Heard::Message(bytes.freeze()),
            },
            Said::Text(_) => Heard::Ended(Some(UNDECODABLE)),
            Said::TooLarge { board } => Heard::TooLarge { board },
            Said::Passed(count) => Heard::Passed(count),
            Said::Ping(same) => Heard::Asked(same.freeze()),
            Said::Pong | Said::Piece => Heard::SignOfLife,
            // Said back, so that it knows that nothing is on its way.
            Said::Close { code } => {
                Heard::Ended(Some(Farewell { code: code.unwrap_or(1000), reason: "" }))
            }
        }
    }

    fn send(&mut self, messages: Vec<Bytes>) -> impl Future<Output = Result<(), Gone>> + Send {
        self.write(messages).map(|written| written.map_err(|_| Gone))
    }

    async fn ask(&mut self) -> Result<(), Gone> {
        self.ping().await.map_err(|_| Gone)
    }

    async fn answer(&mut self, same: Bytes) -> Result<(), Gone> {
        self.pong(same).await.map_err(|_| Gone)
    }

    fn received(&self) -> u64 {
        WebSocket::received(self)
    }

    async fn close(self, Farewell { code, reason }: Farewell) {
        WebSocket::close(self, code, reason).await;
    }
}

/// A transport's trouble as a farewell: none when the connection itself is gone.
pub(super) const fn farewell_for(trouble: &Trouble) -> Option<Farewell> {
    match trouble {
        Trouble::Violation(_) => Some(UNEXPECTED),
        Trouble::Exhausted(_) => Some(COME_LATER),
        Trouble::Halted => Some(HALTED),
        Trouble::Broken(_) => None,
    }
}
