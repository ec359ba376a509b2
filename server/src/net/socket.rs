//! `/sync/{room}`: one WebSocket, from its request to its end.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use futures_util::SinkExt as _;
use picnic_protocol::frame::read_message;
use picnic_protocol::ids::RoomId;
use picnic_protocol::session::SUBPROTOCOL;
use tokio::time::{Instant, MissedTickBehavior, interval, timeout};

use crate::limits::{DEAD_SECONDS, PING_SECONDS, WRITE_STALL_SECONDS};
use crate::net::App;
use crate::net::problem::Problem;
use crate::net::rooms_api::find;
use crate::net::visitor::{Admission, Brought, admit, check_origin, pass_of};
use crate::room::{ConnectionId, Input, Join};
use crate::rooms::outbox::{Farewell, Next, Outbox};
use crate::rooms::{Closed, RoomHandle};

/// Buffer for reading a socket: most frames of a board are smaller, and 2,000 idle sockets hold
/// one each.
const READ_BUFFER_BYTES: usize = 2 << 10;

/// The transport takes frames of this many times the limit, so that one over the limit is read
/// to its end and its sender is told; a larger one is cut off.
const TRANSPORT_SLACK: usize = 4;

/// How long a closing socket waits for the other side's farewell.
const LINGER: Duration = Duration::from_secs(2);

const TOO_LARGE: Farewell =
    Farewell { code: 1009, reason: "a frame was larger than this server reads" };
const UNDECODABLE: Farewell = Farewell { code: 1007, reason: "a frame could not be decoded" };
const AWAY: Farewell = Farewell { code: 1013, reason: "the room is not here now; try again" };
const SILENT: Farewell = Farewell { code: 1001, reason: "nothing was heard for too long" };

/// `GET /sync/{room}`
pub(super) async fn sync(
    State(app): State<Arc<App>>,
    Path(room): Path<String>,
    Query(Brought { token }): Query<Brought>,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Result<Response, Problem> {
    check_origin(&headers, &app.config)?;
    let (room, _, facts) = find(&app, &room).await?;
    let pass = pass_of(&headers, app.rooms.key(), room, &facts);
    let admission = admit(&facts, pass, token.as_deref())?;
    let limit = app.config.frame_bytes_max;
    let upgrade = upgrade
        .protocols([SUBPROTOCOL])
        .read_buffer_size(READ_BUFFER_BYTES)
        .write_buffer_size(0)
        .max_frame_size(limit * TRANSPORT_SLACK)
        .max_message_size(limit * TRANSPORT_SLACK);
    Ok(upgrade.on_upgrade(move |socket| async move {
        // Boxed: a socket's task holds what it needs, not what every step of it would.
        Box::pin(run(app, room, admission, socket)).await;
    }))
}

async fn run(app: Arc<App>, room: RoomId, admission: Admission, mut socket: WebSocket) {
    let session = socket.protocol().is_some_and(|protocol| protocol == SUBPROTOCOL);
    let connection = app.rooms.next_connection();
    let outbox = Arc::new(Outbox::default());
    let join = Join {
        connection,
        participant: admission.pass.participant,
        lasting: admission.lasting,
        role: admission.pass.role,
        generation: admission.pass.generation,
        session,
    };
    let farewell = match enter(&app, room, join, &outbox).await {
        Ok(handle) => {
            let limit = app.config.frame_bytes_max;
            let farewell = serve(&mut socket, &handle, connection, &outbox, limit).await;
            // A room that is gone needs no word of it.
            let _ = handle.input(Input::Leave(connection)).await;
            farewell
        }
        Err(Closed) => Some(AWAY),
    };
    if let Some(farewell) = farewell {
        tracing::debug!(%room, connection = connection.0, code = farewell.code, "closing");
        close(socket, farewell).await;
    }
}

async fn enter(
    app: &Arc<App>,
    room: RoomId,
    join: Join,
    outbox: &Arc<Outbox>,
) -> Result<RoomHandle, Closed> {
    loop {
        let handle = app.rooms.open(room).await.map_err(|_| Closed)?;
        // A room put away in between is opened again.
        if handle.join(join.clone(), Arc::clone(outbox)).await.is_ok() {
            return Ok(handle);
        }
    }
}

/// Moves frames both ways until one side ends; returns what to say at the end, if it can hear.
async fn serve(
    socket: &mut WebSocket,
    room: &RoomHandle,
    connection: ConnectionId,
    outbox: &Outbox,
    limit: usize,
) -> Option<Farewell> {
    let mut ping = interval(Duration::from_secs(PING_SECONDS));
    ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ping.reset();
    let mut heard = Instant::now();
    loop {
        tokio::select! {
            () = outbox.ready() => match empty(socket, room, connection, outbox).await {
                Ok(()) => {}
                Err(farewell) => return farewell,
            },
            message = socket.recv() => {
                heard = Instant::now();
                let bytes = match message {
                    Some(Ok(Message::Binary(bytes))) => bytes,
                    Some(Ok(Message::Ping(_) | Message::Pong(_))) => continue,
                    Some(Ok(Message::Text(_))) => return Some(UNDECODABLE),
                    Some(Err(error)) => return farewell_for(&error),
                    Some(Ok(Message::Close(_))) | None => return None,
                };
                if bytes.len() > limit {
                    return Some(TOO_LARGE);
                }
                let Ok(frames) = read_message(&bytes) else { return Some(UNDECODABLE) };
                for frame in frames {
                    if room.frame(connection, frame).await.is_err() {
                        return Some(AWAY);
                    }
                }
            }
            _ = ping.tick() => {
                if heard.elapsed() > Duration::from_secs(DEAD_SECONDS) {
                    return Some(SILENT);
                }
                socket.send(Message::Ping(axum::body::Bytes::new())).await.ok()?;
            }
        }
    }
}

/// Writes what waits. An error ends the socket, with a farewell where it can still hear one.
async fn empty(
    socket: &mut WebSocket,
    room: &RoomHandle,
    connection: ConnectionId,
    outbox: &Outbox,
) -> Result<(), Option<Farewell>> {
    let stall = Duration::from_secs(WRITE_STALL_SECONDS);
    loop {
        match outbox.next() {
            Next::Frames(frames) => {
                let write = async {
                    for frame in frames {
                        socket.feed(Message::Binary(frame)).await?;
                    }
                    socket.flush().await
                };
                match timeout(stall, write).await {
                    Ok(Ok(())) => {}
                    Ok(Err(_)) | Err(_) => return Err(None),
                }
            }
            Next::Drained => {
                if room.input(Input::Drained(connection)).await.is_err() {
                    return Err(Some(AWAY));
                }
            }
            Next::Close(farewell) => return Err(Some(farewell)),
            Next::Wait => return Ok(()),
        }
    }
}

/// A transport error's farewell: none when the connection itself is gone.
fn farewell_for(error: &axum::Error) -> Option<Farewell> {
    let error = std::error::Error::source(error)?;
    let text = error.to_string();
    // The transport's error type is another version's than any that could be named here.
    if text.starts_with("Space limit exceeded") {
        Some(TOO_LARGE)
    } else if text.contains("UTF-8") {
        Some(UNDECODABLE)
    } else {
        None
    }
}

/// Says farewell, and waits a little for the other side's, so that it is read before the
/// connection is cut.
async fn close(mut socket: WebSocket, farewell: Farewell) {
    let frame = CloseFrame { code: farewell.code, reason: farewell.reason.into() };
    let goodbye = async {
        if socket.send(Message::Close(Some(frame))).await.is_ok() {
            while let Some(Ok(_)) = socket.recv().await {}
        }
    };
    // Whoever does not answer in time is cut off.
    let _ = timeout(LINGER, goodbye).await;
}
