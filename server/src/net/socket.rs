//! `/sync/{room}`: one WebSocket, from its request to its end.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{ConnectInfo, Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use bytes::Bytes;
use picnic_protocol::frame::read_message;
use picnic_protocol::ids::RoomId;
use picnic_protocol::session::SUBPROTOCOL;
use tokio::time::{Instant, sleep_until, timeout};
use tokio_tungstenite::tungstenite::error::ProtocolError;
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, WebSocketConfig};
use tokio_tungstenite::tungstenite::{Error, Message};

use crate::config::Config;
use crate::limits::{DEAD_SECONDS, PING_SECONDS, WRITE_STALL_SECONDS};
use crate::metrics::{Metrics, Refusal};
use crate::net::App;
use crate::net::address::{Trust, caller};
use crate::net::addresses::SocketOf;
use crate::net::problem::Problem;
use crate::net::rooms_api::{Visit, visit};
use crate::net::throttle::{Throttle, Verdict};
use crate::net::transport::{Gone, Heard, Transport};
use crate::net::visitor::{Admission, Brought, check_origin};
use crate::net::websocket::{Upgrade, WebSocket};
use crate::room::{ConnectionId, Input, Join};
use crate::rooms::RoomHandle;
use crate::rooms::outbox::{Farewell, Next, Outbox};

/// Read from a socket at once, bytes: most frames of a board are smaller, and every idle socket
/// holds so much.
const READ_BUFFER_BYTES: usize = 256;

/// The transport takes frames of this many times the limit, so that one over the limit is read
/// to its end and its sender is told; a larger one is cut off.
const TRANSPORT_SLACK: usize = 4;

/// How long a closing socket waits for the other side's farewell.
const LINGER: Duration = Duration::from_secs(2);

const TOO_LARGE: Farewell =
    Farewell { code: 1009, reason: "a frame was larger than this server reads" };
const UNDECODABLE: Farewell = Farewell { code: 1007, reason: "a frame could not be decoded" };
const UNEXPECTED: Farewell =
    Farewell { code: 1002, reason: "what was sent is not the WebSocket protocol" };
const INSISTS: Farewell =
    Farewell { code: 1008, reason: "this socket sends more than the server takes; send less" };
const AWAY: Farewell = Farewell { code: 1013, reason: "the room is not here now; try again" };
const SILENT: Farewell = Farewell { code: 1001, reason: "nothing was heard for too long" };

/// `GET /sync/{room}`
pub(super) async fn sync(
    State(app): State<Arc<App>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path(room): Path<String>,
    Query(Brought { token }): Query<Brought>,
    headers: HeaderMap,
    mut upgrade: Upgrade,
) -> Result<Response, Problem> {
    let (room, admission, of_address) =
        knock(&app, peer, &room, &headers, token.as_deref()).await?;
    let session = upgrade.choose(SUBPROTOCOL);
    let (response, socket) = upgrade.accept(config(largest_message(&app.config)));
    // Boxed but for serving: an idle socket's task holds what it needs then, and no more.
    tokio::spawn(async move {
        let Some(socket) = socket.await else { return };
        let _counted = Counted::new(&app.metrics, of_address);
        stay(app, room, admission, session, socket).await;
    });
    Ok(response)
}

/// Lets a connection to a room in, however it will be carried.
pub(super) async fn knock(
    app: &Arc<App>,
    peer: SocketAddr,
    room: &str,
    headers: &HeaderMap,
    token: Option<&str>,
) -> Result<(RoomId, Admission, SocketOf), Problem> {
    check_origin(headers, &app.config)?;
    let caller = caller(peer, headers, Trust::of(&app.config));
    let of_address = app
        .addresses
        .join(caller, std::time::Instant::now())
        .inspect_err(|refused| app.metrics.refused(refused.limit(), 1))?;
    let Visit { id, admission, .. } = visit(app, room, headers, token).await?;
    Ok((id, admission, of_address))
}

/// The largest message that is read to its end, bytes.
pub(super) const fn largest_message(config: &Config) -> usize {
    config.frame_bytes_max * TRANSPORT_SLACK
}

/// A connection's time in its room, from its entering to its farewell.
pub(super) async fn stay<T: Transport>(
    app: Arc<App>,
    room: RoomId,
    admission: Admission,
    session: bool,
    socket: T,
) {
    let mut guest = Box::pin(enter(app, room, admission, session, socket)).await;
    let farewell = match &mut guest {
        Ok(guest) => guest.serve().await,
        Err(_) => Some(AWAY),
    };
    Box::pin(leave(guest, farewell)).await;
}

/// The transport's buffers, and the largest message that is read to its end.
pub(super) fn config(message_bytes_max: usize) -> WebSocketConfig {
    WebSocketConfig::default()
        .read_buffer_size(READ_BUFFER_BYTES)
        .write_buffer_size(0)
        .max_frame_size(Some(message_bytes_max))
        .max_message_size(Some(message_bytes_max))
}

/// A socket counts for as long as it is open: for its address, and in the figures.
pub(super) struct Counted {
    _of_address: SocketOf,
    metrics: Arc<Metrics>,
}

impl Counted {
    pub(super) fn new(metrics: &Arc<Metrics>, of_address: SocketOf) -> Self {
        metrics.sockets.inc();
        Self { _of_address: of_address, metrics: Arc::clone(metrics) }
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.metrics.sockets.dec();
    }
}

/// A socket in its room.
struct Guest<T> {
    app: Arc<App>,
    socket: T,
    room: RoomHandle,
    connection: ConnectionId,
    outbox: Arc<Outbox>,
    throttle: Throttle,
}

/// Brings a socket into its room; gives it back when there is no room for it now.
async fn enter<T: Transport>(
    app: Arc<App>,
    id: RoomId,
    admission: Admission,
    session: bool,
    socket: T,
) -> Result<Box<Guest<T>>, T> {
    let outbox = Arc::new(Outbox::default());
    let join = Join {
        connection: app.rooms.next_connection(),
        participant: admission.pass.participant,
        lasting: admission.lasting,
        role: admission.pass.role,
        generation: admission.pass.generation,
        session,
    };
    loop {
        let Ok(room) = app.rooms.open(id).await else { return Err(socket) };
        // A room put away in between is opened again.
        if room.join(join.clone(), Arc::clone(&outbox)).await.is_ok() {
            let connection = join.connection;
            let throttle = Throttle::default();
            return Ok(Box::new(Guest { app, socket, room, connection, outbox, throttle }));
        }
    }
}

/// Takes a socket out of its room, with a farewell where it can still hear one.
async fn leave<T: Transport>(guest: Result<Box<Guest<T>>, T>, farewell: Option<Farewell>) {
    let socket = match guest {
        Ok(guest) => {
            // A room that is gone needs no word of it.
            let _ = guest.room.input(Input::Leave(guest.connection)).await;
            if let Some(farewell) = farewell {
                count(&guest.app.metrics, farewell);
            }
            guest.socket
        }
        Err(socket) => socket,
    };
    let Some(farewell) = farewell else { return };
    tracing::debug!(farewell.code, "closing");
    // Whoever does not answer in time is cut off.
    let _ = timeout(LINGER, Transport::close(socket, farewell)).await;
}

impl<T: Transport> Guest<T> {
    /// Moves frames both ways until one side ends; returns what to say at the end, if it can hear.
    async fn serve(&mut self) -> Option<Farewell> {
        let (ping, dead) = (Duration::from_secs(PING_SECONDS), Duration::from_secs(DEAD_SECONDS));
        let mut heard = Instant::now();
        let mut look_at = Box::pin(sleep_until(heard + ping));
        let mut read_on_at = None;
        loop {
            tokio::select! {
                () = self.outbox.ready() => match self.empty().await {
                    Ok(()) => {}
                    Err(farewell) => return farewell,
                },
                // Until then what it sends waits on its own side.
                () = until(read_on_at) => read_on_at = None,
                next = self.socket.hear(), if read_on_at.is_none() => {
                    heard = Instant::now();
                    let bytes = match next {
                        Heard::Message(bytes) => bytes,
                        Heard::SignOfLife => continue,
                        Heard::Ended(farewell) => return farewell,
                    };
                    self.app.metrics.received_bytes.inc_by(bytes.len() as u64);
                    if bytes.len() > self.app.config.frame_bytes_max {
                        return Some(TOO_LARGE);
                    }
                    match self.throttle.count(&self.app.bounds.socket, bytes.len(), heard.into()) {
                        Verdict::Go => {}
                        Verdict::Wait(until) => read_on_at = Some(until.into()),
                        Verdict::Insists => return Some(INSISTS),
                    }
                    let Ok(frames) = read_message(&bytes) else { return Some(UNDECODABLE) };
                    for frame in frames {
                        if self.room.frame(self.connection, frame).await.is_err() {
                            return Some(AWAY);
                        }
                    }
                }
                () = &mut look_at => {
                    if heard.elapsed() >= dead {
                        return Some(SILENT);
                    }
                    self.socket.ask().await.ok()?;
                    look_at.as_mut().reset((Instant::now() + ping).min(heard + dead));
                }
            }
        }
    }

    /// Writes what waits. An error ends the socket, with a farewell where it can still hear one.
    async fn empty(&mut self) -> Result<(), Option<Farewell>> {
        let stall = Duration::from_secs(WRITE_STALL_SECONDS);
        loop {
            match self.outbox.next() {
                Next::Frames(frames) => {
                    let bytes: usize = frames.iter().map(Bytes::len).sum();
                    self.app.metrics.sent_bytes.inc_by(bytes as u64);
                    let written = timeout(stall, self.socket.send(frames)).await;
                    if !matches!(written, Ok(Ok(()))) {
                        return Err(None);
                    }
                }
                Next::Drained => {
                    if Box::pin(self.room.input(Input::Drained(self.connection))).await.is_err() {
                        return Err(Some(AWAY));
                    }
                }
                Next::Close(farewell) => return Err(Some(farewell)),
                Next::Wait => return Ok(()),
            }
        }
    }
}

impl Transport for WebSocket {
    async fn hear(&mut self) -> Heard {
        match self.recv().await {
            Some(Ok(Message::Binary(bytes))) => Heard::Message(bytes),
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => Heard::SignOfLife,
            Some(Ok(Message::Text(_) | Message::Frame(_))) => Heard::Ended(Some(UNDECODABLE)),
            Some(Err(error)) => Heard::Ended(farewell_for(&error)),
            Some(Ok(Message::Close(_))) => {
                // Said back, so that it knows that nothing is on its way.
                let _ = Box::pin(timeout(LINGER, self.answer_close())).await;
                Heard::Ended(None)
            }
            None => Heard::Ended(None),
        }
    }

    async fn send(&mut self, messages: Vec<Bytes>) -> Result<(), Gone> {
        self.write(messages).await.map_err(|_| Gone)
    }

    async fn ask(&mut self) -> Result<(), Gone> {
        self.ping().await.map_err(|_| Gone)
    }

    async fn close(self, Farewell { code, reason }: Farewell) {
        WebSocket::close(self, CloseFrame { code: code.into(), reason: reason.into() }).await;
    }
}

async fn until(read_on_at: Option<Instant>) {
    match read_on_at {
        Some(at) => Box::pin(sleep_until(at)).await,
        None => std::future::pending().await,
    }
}

fn count(metrics: &Metrics, farewell: Farewell) {
    match farewell {
        TOO_LARGE => metrics.refused(Refusal::TooLarge, 1),
        UNDECODABLE | UNEXPECTED => metrics.refused(Refusal::Undecodable, 1),
        INSISTS => metrics.refused(Refusal::Pace, 1),
        _ => {}
    }
}

/// A transport error's farewell: none when the connection itself is gone.
pub(super) fn farewell_for(error: &Error) -> Option<Farewell> {
    match error {
        Error::Capacity(_) => Some(TOO_LARGE),
        Error::Utf8(_) => Some(UNDECODABLE),
        Error::Protocol(error) if *error != ProtocolError::ResetWithoutClosingHandshake => {
            Some(UNEXPECTED)
        }
        _ => None,
    }
}
