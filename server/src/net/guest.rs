//! A connection's time in its room, however it is carried: from its entering to its farewell.

use std::future::poll_fn;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use axum::http::HeaderMap;
use bytes::Bytes;
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use picnic_protocol::frame::{
    ClientFrame, NotTaken, may_hold_a_board, no_larger_than, parts_of, read_message,
    read_message_of_board,
};
use picnic_protocol::hocuspocus;
use picnic_protocol::ids::RoomId;
use picnic_protocol::varint::Malformed;
use tokio::sync::{AcquireError, OwnedSemaphorePermit};
use tokio::time::{Instant, sleep_until, timeout};

use crate::limits::{LARGE_MESSAGE_BYTES, LARGEST_CHANGE_TIMES, PART_BYTES, WRITE_STALL_SECONDS};
use crate::metrics::{Metrics, Refusal};
use crate::net::address::{Trust, caller};
use crate::net::addresses::SocketOf;
use crate::net::admission::{Admission, check_origin};
use crate::net::app::App;
use crate::net::farewells::{AWAY, INSISTS, SILENT, UNDECODABLE, count};
use crate::net::incoming::MessageBounds;
use crate::net::other_protocol::{OTHER_PROTOCOL, keep_at_rest};
use crate::net::problem::Problem;
use crate::net::receive_budget::Reserved;
use crate::net::rooms_api::{LetIn, let_in};
use crate::net::silence::{LATE, Silence};
use crate::net::throttle::{Throttle, Verdict};
use crate::net::transport::{Gone, Heard, Transport};
use crate::room::{ConnectionId, Input, Join};
use crate::rooms::RoomHandle;
use crate::rooms::outbox::{Farewell, Next, Outbox};

/// A longer rest from reading is told to the room, which would take the socket for silent.
const REST_TOLD: Duration = Duration::from_secs(1);

/// How long a closing socket waits for the other side's farewell.
const LINGER: Duration = Duration::from_secs(2);

/// A connection that is let in.
pub(super) struct Newcomer {
    app: Arc<App>,
    pub(super) room: RoomId,
    admission: Admission,
    /// Whether it speaks the session plane.
    pub(super) session: bool,
    pub(super) of_address: SocketOf,
}

/// Lets a connection to a room in, however it will be carried.
pub(super) async fn knock(
    app: &Arc<App>,
    peer: SocketAddr,
    room: &str,
    headers: &HeaderMap,
    token: Option<&str>,
) -> Result<Box<Newcomer>, Problem> {
    check_origin(headers, &app.config)?;
    let caller = caller(peer, headers, Trust::of(&app.config));
    let mut of_address = app
        .addresses
        .join(caller, std::time::Instant::now())
        .inspect_err(|refused| app.metrics.refused(refused.limit(), 1))?;
    let LetIn { id, admission, .. } = let_in(app, room, headers, token).await?;
    of_address.go_into(id).inspect_err(|refused| app.metrics.refused(refused.limit(), 1))?;
    let app = Arc::clone(app);
    Ok(Box::new(Newcomer { app, room: id, admission, session: false, of_address }))
}

/// A connection's time in its room, from its entering to its farewell. All but serving is boxed: an idle
/// socket's task holds what it needs then, and no more.
pub(super) async fn stay<T: Transport>(
    newcomer: Box<Newcomer>,
    socket: BoxFuture<'static, Option<T>>,
) {
    let entered = Box::pin(enter(newcomer, socket)).await;
    let Some((mut guest, _counted)) = entered else { return };
    let farewell = match &mut guest {
        Ok(guest) => guest.serve().await,
        Err(_) => Some(AWAY),
    };
    Box::pin(leave(guest, farewell)).await;
}

/// How large messages may be: a change as large as a board, anything else as one frame of the page.
pub(super) fn message_bounds(app: &App) -> MessageBounds {
    let other = app.config.frame_bytes_max;
    // What is larger than a board is read all the same, so that it costs its largest content alone.
    let most = app.bounds.room.bytes_max.saturating_mul(LARGEST_CHANGE_TIMES);
    let board = most.min(app.config.receive_bytes_of_one_max()).max(other);
    MessageBounds { board, other }
}

/// A socket counts for as long as it is open: for its address, and in the figures.
struct Counted {
    _of_address: SocketOf,
    metrics: Arc<Metrics>,
}

impl Counted {
    fn new(metrics: &Arc<Metrics>, of_address: SocketOf) -> Self {
        metrics.sockets.inc();
        Self { _of_address: of_address, metrics: Arc::clone(metrics) }
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.metrics.sockets.dec();
    }
}

type Read = fn(&[u8]) -> Result<Vec<ClientFrame>, Malformed>;

/// A socket in its room.
struct Guest<T> {
    app: Arc<App>,
    socket: T,
    room: RoomHandle,
    connection: ConnectionId,
    outbox: Arc<Outbox>,
    /// How what it sends is read: as one that speaks the session plane, or not.
    read: Read,
    throttle: Throttle,
    /// A large message that the room takes part by part. Nothing more is read meanwhile.
    feeding: Option<BoxFuture<'static, Result<(), Farewell>>>,
}

/// Brings a socket into its room, once it is there; gives it back when there is no room for it now.
async fn enter<T: Transport>(
    newcomer: Box<Newcomer>,
    socket: BoxFuture<'static, Option<T>>,
) -> Option<(Result<Box<Guest<T>>, T>, Counted)> {
    let Newcomer { app, room: id, admission, session, of_address } = *newcomer;
    let socket = socket.await?;
    let counted = Counted::new(&app.metrics, of_address);
    let outbox = Arc::new(Outbox::default());
    let join = Join {
        connection: app.rooms.next_connection(),
        participant: admission.pass.participant,
        lasting: admission.lasting,
        role: admission.pass.role,
        generation: admission.pass.generation,
        session,
    };
    let in_room = |room: RoomHandle| {
        let (join, outbox) = (join.clone(), Arc::clone(&outbox));
        async move { room.join(join, outbox).await.map(|()| room) }
    };
    let Ok(room) = app.rooms.while_open(id, in_room).await else {
        return Some((Err(socket), counted));
    };
    let connection = join.connection;
    let throttle = Throttle::default();
    let feeding = None;
    let read = if session { read_message } else { read_message_of_board };
    let guest = Guest { app, socket, room, connection, outbox, read, throttle, feeding };
    Some((Ok(Box::new(guest)), counted))
}

/// Takes a socket out of its room, with a farewell where it can still hear one.
async fn leave<T: Transport>(guest: Result<Box<Guest<T>>, T>, farewell: Option<Farewell>) {
    let mut socket = match guest {
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
    if farewell == OTHER_PROTOCOL {
        keep_at_rest(&mut socket).await;
    }
    tracing::debug!(farewell.code, "closing");
    // Whoever does not answer in time is cut off.
    let _ = timeout(LINGER, Transport::close(socket, farewell)).await;
}

impl<T: Transport> Guest<T> {
    /// Moves frames both ways until one side ends; returns what to say at the end, if it can hear.
    async fn serve(&mut self) -> Option<Farewell> {
        let mut silence = Silence::begins(Instant::now().into());
        let mut look_at = Box::pin(sleep_until(silence.look_at().into()));
        let mut read_on_at = None;
        let mut told_unread = false;
        loop {
            let reads = read_on_at.is_none() && self.feeding.is_none();
            if reads
                && std::mem::take(&mut told_unread)
                && let Err(away) = Box::pin(self.tell(Input::ReadOn(self.connection))).await
            {
                return Some(away);
            }
            tokio::select! {
                () = self.outbox.ready() => match self.empty().await {
                    Ok(()) => {}
                    Err(farewell) => return farewell,
                },
                // Until then what it sends waits on its own side.
                () = until(read_on_at) => read_on_at = None,
                fed = fed(&mut self.feeding) => {
                    self.feeding = None;
                    if let Err(farewell) = fed {
                        return Some(farewell);
                    }
                }
                next = self.socket.hear(), if reads => {
                    let now = Instant::now();
                    silence.heard(now.into());
                    match self.take(next, now).await {
                        Ok(wait) => read_on_at = wait,
                        Err(farewell) => return farewell,
                    }
                    let rests = read_on_at.is_some_and(|at| at > now + REST_TOLD);
                    if rests || self.feeding.is_some() {
                        told_unread = true;
                        if let Err(farewell) = Box::pin(self.tell(Input::Unread(self.connection))).await {
                            return Some(farewell);
                        }
                    }
                }
                () = &mut look_at => {
                    if silence.is_too_long(Instant::now().into(), self.socket.received(), reads) {
                        return Some(SILENT);
                    }
                    within_stall(Box::pin(self.socket.ask()).as_mut()).await.ok()?;
                    look_at.as_mut().reset(silence.look_at().into());
                }
            }
        }
    }

    /// Takes what was heard; says when to read on, or ends the socket with a farewell where it can still
    /// hear one.
    async fn take(
        &mut self,
        heard: Heard,
        now: Instant,
    ) -> Result<Option<Instant>, Option<Farewell>> {
        let (bytes, reserved) = match heard {
            Heard::Message(bytes) => (bytes, None),
            Heard::Large(bytes, reserved) => (bytes, Some(reserved)),
            Heard::TooLarge { board } => {
                Box::pin(self.refuse_for_size(board)).await?;
                return Ok(None);
            }
            Heard::Passed(count) => {
                self.app.metrics.received_bytes.inc_by(count as u64);
                let wait = self.throttle.pass(&self.app.bounds.socket, count, now.into());
                return Ok(wait.map(Into::into));
            }
            Heard::Asked(same) => {
                let wait = self.count(1, same.len(), now)?;
                let answered = within_stall(Box::pin(self.socket.answer(same)).as_mut()).await;
                return answered.map(|()| wait).map_err(|Gone| None);
            }
            Heard::SignOfLife => return self.count(1, 0, now),
            Heard::Ended(farewell) => return Err(farewell),
        };
        if bytes.len() > self.app.config.frame_bytes_max && !may_hold_a_board(&bytes) {
            let wait = self.count(1, bytes.len(), now)?;
            Box::pin(self.refuse_for_size(false)).await?;
            return Ok(wait);
        }
        if bytes.len() > LARGE_MESSAGE_BYTES {
            let wait = self.count(1, bytes.len(), now)?;
            let (room, connection) = (self.room.clone(), self.connection);
            let turn = Arc::clone(&self.app.walks).acquire_owned();
            let reading = (self.read, bytes, self.app.bounds.room.bytes_max);
            self.feeding = Some(feed(room, connection, reading, reserved, turn).boxed());
            return Ok(wait);
        }
        let frames = match (self.read)(&bytes) {
            Ok(frames) if frames.last() != Some(&ClientFrame::Unknown) => frames,
            read => {
                if let Some(document) = hocuspocus::authenticates(&bytes) {
                    self.refuse_other_protocol(document);
                    return self.count(1, bytes.len(), now);
                }
                read.map_err(|_| Some(UNDECODABLE))?
            }
        };
        let wait = self.count(frames.len(), bytes.len(), now)?;
        let most = self.app.bounds.room.bytes_max;
        for frame in no_larger_than(frames, most).map_err(|_| Some(UNDECODABLE))? {
            if self.room.frame(self.connection, frame).await.is_err() {
                return Err(Some(AWAY));
            }
        }
        Ok(wait)
    }

    /// Tells the room something.
    async fn tell(&mut self, input: Input) -> Result<(), Farewell> {
        self.room.input(input).await.map_err(|_| AWAY)
    }

    /// Counts what came, and says when to read on.
    fn count(
        &mut self,
        frames: usize,
        bytes: usize,
        now: Instant,
    ) -> Result<Option<Instant>, Option<Farewell>> {
        self.app.metrics.received_bytes.inc_by(bytes as u64);
        match self.throttle.count(&self.app.bounds.socket, frames, bytes, now.into()) {
            Verdict::Go => Ok(None),
            Verdict::Wait(until) => Ok(Some(until.into())),
            Verdict::Insists => Err(Some(INSISTS)),
        }
    }

    /// Tells the sender of a message that is passed over.
    async fn refuse_for_size(&mut self, board: bool) -> Result<(), Option<Farewell>> {
        self.app.metrics.refused(Refusal::TooLarge, 1);
        let bounds = message_bounds(&self.app);
        let why = if board {
            NotTaken::TooLarge(self.app.bounds.room.bytes_max)
        } else {
            NotTaken::MessageTooLarge(bounds.other)
        };
        let frame = ClientFrame::NotTaken(why);
        self.room.frame(self.connection, frame).await.map_err(|_| Some(AWAY))
    }

    /// Says farewell to a client of Hocuspocus in its own words, and then in those of all sockets.
    fn refuse_other_protocol(&self, document: &str) {
        let denied = hocuspocus::permission_denied(document, OTHER_PROTOCOL.reason);
        self.outbox.close_after(Some(denied.into()), OTHER_PROTOCOL);
    }

    /// Writes what waits. An error ends the socket, with a farewell where it can still hear one.
    async fn empty(&mut self) -> Result<(), Option<Farewell>> {
        loop {
            match self.outbox.next() {
                Next::Frames(frames) => {
                    let bytes: usize = frames.iter().map(Bytes::len).sum();
                    self.app.metrics.sent_bytes.inc_by(bytes as u64);
                    let writing = pin!(self.socket.send(frames));
                    within_stall(writing).await.map_err(|Gone| None)?;
                }
                Next::Drained => {
                    Box::pin(self.tell(Input::Drained(self.connection))).await.map_err(Some)?;
                }
                Next::Close(farewell) => return Err(Some(farewell)),
                Next::Wait => return Ok(()),
            }
        }
    }
}

/// Hands a large message to its room part by part, so that others have their turn in between. What it
/// reserved is free when the room has all of it.
async fn feed(
    room: RoomHandle,
    connection: ConnectionId,
    (read, bytes, most): (Read, Bytes, usize),
    reserved: Option<Arc<Reserved>>,
    turn: impl Future<Output = Result<OwnedSemaphorePermit, AcquireError>>,
) -> Result<(), Farewell> {
    let _reserved = reserved;
    let turn = turn.await.map_err(|_| AWAY)?;
    // Walking so much takes a while, and memory beside.
    let read = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        parts_of(no_larger_than(read(&bytes)?, most)?, PART_BYTES)
    });
    let frames = match read.await {
        Ok(Ok(frames)) => frames,
        Ok(Err(_)) => return Err(UNDECODABLE),
        Err(_) => return Err(AWAY),
    };
    for frame in frames {
        room.part(connection, frame).await.map_err(|_| AWAY)?;
    }
    Ok(())
}

/// Waits for a write, until the other side has taken nothing of it for too long.
async fn within_stall(
    mut writing: Pin<&mut impl Future<Output = Result<(), Gone>>>,
) -> Result<(), Gone> {
    // Most are taken at once, and need no clock.
    if let Poll::Ready(written) = poll_fn(|cx| Poll::Ready(writing.as_mut().poll(cx))).await {
        return written;
    }
    let stall = Duration::from_secs(WRITE_STALL_SECONDS);
    loop {
        let began = Instant::now();
        match Box::pin(timeout(stall, writing.as_mut())).await {
            Ok(written) => return written,
            // This process stood still, not the reader.
            Err(_) if began.elapsed() > stall + LATE => {}
            Err(_) => return Err(Gone),
        }
    }
}

async fn fed(
    feeding: &mut Option<BoxFuture<'static, Result<(), Farewell>>>,
) -> Result<(), Farewell> {
    match feeding {
        Some(feeding) => feeding.await,
        None => std::future::pending().await,
    }
}

async fn until(read_on_at: Option<Instant>) {
    match read_on_at {
        Some(at) => Box::pin(sleep_until(at)).await,
        None => std::future::pending().await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::websocket::WebSocket;

    /// What a function's future takes.
    fn size<A, B, F>(_: impl Fn(A, B) -> F) -> usize {
        size_of::<F>()
    }

    #[test]
    fn a_task_is_as_large_as_what_an_idle_socket_needs() {
        let sizes = [
            size(stay::<WebSocket>),
            size_of::<Guest<WebSocket>>(),
            WebSocket::SIZE,
            size_of::<Outbox>(),
        ];
        assert!(sizes.iter().sum::<usize>() <= 1_300, "{sizes:?}");
    }
}
