//! Open rooms: one task owns each room's state, and a map of handles leads to them.

pub mod disk;
pub mod memory;
pub mod outbox;

mod erasures;
mod handle;
mod keeper;
#[cfg(test)]
mod keeper_test;
pub mod load;
mod long_work;
mod message;
#[cfg(test)]
mod panic_test;
pub mod retention;
mod task;
mod telling;
mod waiting;

use std::net::IpAddr;
use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::available_parallelism;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use dashmap::DashMap;
use futures_channel::mpsc::{UnboundedSender, unbounded};
use futures_util::StreamExt as _;
use picnic_protocol::ids::{LogPosition, RoomId};
use picnic_protocol::session::plan::Plan;
use picnic_protocol::session::{Language, Limits};
use tokio::sync::{OnceCell, OwnedSemaphorePermit, Semaphore, mpsc};

use crate::access::key::random;
use crate::limits::{
    DOORS_READ_AT_ONCE, ROOM_RETRY_MS, ROOM_TRIES_MAX, ROOMS_OPENED_AT_ONCE, SHUTDOWN_SECONDS,
};
use crate::log::{KeptVersions, Log, LogError, Observer, RoomUse, Versions, WriteOutcome};
use crate::metrics::{Metrics, Refusal};
use crate::room::fullness::RoomBounds;
use crate::room::kept_door::KeptDoor;
use crate::room::links::{Links, ServerKey};
use crate::room::record::{Created, Record};
use crate::room::{ConnectionId, Input, Now, PageVersion};
use crate::versions::Erased;
use crate::versions::erasing::erase;
use crate::versions::packed::{pack, unpack};
use disk::Disk;
pub use handle::{Closed, RoomHandle};
use keeper::Keeper;
use long_work::LongWork;
use memory::Memory;
use message::Message;
pub use waiting::NotRotated;

/// Why a room cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// No such room was ever made here.
    #[error("there is no such room")]
    Unknown,
    /// Its log is damaged. Other rooms are not concerned.
    #[error("the room cannot be opened: {0}")]
    Damaged(String),
    /// A later version of picnic wrote in it. Nothing of it was changed (rule 13).
    #[error("the room needs a later version of picnic: {0}")]
    Newer(String),
    /// The log could not be read or written.
    #[error("the room cannot be read or written now: {0}")]
    Log(String),
    /// The boards of open rooms take all the memory that they may.
    #[error("open rooms take all the memory there is for them")]
    NoMemory,
    /// Its task ended each time before anybody was in.
    #[error("the room ends each time that it is opened")]
    Breaks,
    /// The server is stopping.
    #[error("the server is stopping")]
    Stopping,
}

impl From<LogError> for OpenError {
    fn from(error: LogError) -> Self {
        match error {
            // Its part of the database cannot be read; asking again would not help.
            LogError::Damaged(_) => Self::Damaged(error.to_string()),
            LogError::Refused(_)
            | LogError::Files(_)
            | LogError::Lost(..)
            | LogError::Newer { .. }
            | LogError::NotWritten => Self::Log(error.to_string()),
        }
    }
}

/// How rooms are run.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// What clients are told of limits.
    pub limits: Limits,
    /// A room with no sockets is put away after this.
    pub idle: Duration,
    /// What a room may hold.
    pub bounds: RoomBounds,
    /// The web client that is handed out.
    pub page: Option<PageVersion>,
    /// What the boards of all open rooms may take in memory, bytes.
    pub memory_max: usize,
    /// What one room may take on disk, bytes.
    pub disk_max: u64,
}

/// What a room begins with.
#[derive(Debug, Clone, Default)]
pub struct Beginning {
    /// Its title; may be empty.
    pub title: String,
    /// Its language.
    pub language: Language,
    /// What its session and its board start with.
    pub plan: Option<Plan>,
    /// What lies on its board besides: the change that an import makes.
    pub first_change: Option<Vec<u8>>,
    /// The address for which it counts.
    pub maker: Option<IpAddr>,
}

type Cell = Arc<OnceCell<RoomHandle>>;

/// All open rooms of this server.
pub struct Rooms {
    log: Arc<dyn Log>,
    key: ServerKey,
    settings: Settings,
    metrics: Arc<Metrics>,
    memory: Arc<Memory>,
    disk: Disk,
    keeper: Keeper,
    /// The turns of rooms that are read from disk, and of doors.
    opening: Arc<Semaphore>,
    doors: Arc<Semaphore>,
    long_work: LongWork,
    open: DashMap<RoomId, Cell>,
    clock: Clock,
    connections: AtomicU64,
    stopping: AtomicBool,
}

impl Rooms {
    /// No open rooms yet.
    ///
    /// # Errors
    /// When the system has not what the threads for long work take.
    pub fn new(
        log: Arc<dyn Log>,
        key: ServerKey,
        settings: Settings,
        metrics: Arc<Metrics>,
    ) -> std::io::Result<Arc<Self>> {
        let processors = available_parallelism().map_or(1, NonZero::get);
        let keeper = Keeper::start(Arc::clone(&log))?;
        Ok(Arc::new(Self {
            log,
            keeper,
            key,
            settings,
            metrics,
            memory: Arc::new(Memory::new(settings.memory_max, settings.bounds.memory_max)),
            disk: Disk::default(),
            opening: Arc::new(Semaphore::new(ROOMS_OPENED_AT_ONCE)),
            doors: Arc::new(Semaphore::new(DOORS_READ_AT_ONCE)),
            long_work: LongWork::start(processors)?,
            open: DashMap::new(),
            clock: Clock::start(),
            connections: AtomicU64::new(0),
            stopping: AtomicBool::new(false),
        }))
    }

    /// The key that links and passes are made with.
    #[must_use]
    pub const fn key(&self) -> &ServerKey {
        &self.key
    }

    /// What clients are told of limits.
    #[must_use]
    pub const fn limits(&self) -> Limits {
        self.settings.limits
    }

    /// How many rooms are open.
    #[must_use]
    pub fn count(&self) -> usize {
        self.open.len()
    }

    /// What the boards of all open rooms take in memory, and may take.
    #[must_use]
    pub fn memory(&self) -> &Memory {
        &self.memory
    }

    /// What rooms take on disk, and for whom they count.
    #[must_use]
    pub const fn disk(&self) -> &Disk {
        &self.disk
    }

    /// How many messages wait for their rooms.
    #[must_use]
    pub fn waiting(&self) -> usize {
        let rooms = self.open.iter();
        let boxes = rooms.filter_map(|entry| Some(entry.value().get()?.mailbox.clone()));
        boxes.map(|mailbox| mailbox.max_capacity() - mailbox.capacity()).sum()
    }

    /// The rooms that are open now.
    #[must_use]
    pub fn open_now(&self) -> Vec<(RoomId, RoomHandle)> {
        let rooms = self.open.iter();
        rooms.filter_map(|entry| Some((*entry.key(), entry.value().get()?.clone()))).collect()
    }

    /// A number for a new socket.
    pub fn next_connection(&self) -> ConnectionId {
        ConnectionId(self.connections.fetch_add(1, Ordering::Relaxed))
    }

    /// Makes a room, durable when this returns.
    ///
    /// # Errors
    /// When the log does not take it.
    pub async fn create(&self, room: RoomId, beginning: Beginning) -> Result<Links, OpenError> {
        if self.stopping.load(Ordering::Relaxed) {
            return Err(OpenError::Stopping);
        }
        let Beginning { title, language, plan, first_change, maker } = beginning;
        let made_ms = self.clock.now().unix_ms;
        let created = Created { title, language, made_ms, plan };
        let first = LogPosition::START.next();
        self.append(room, first, Record::Created(created), Some(KeptDoor::default())).await?;
        if let Some(update) = first_change {
            let change = Record::Changed { claims: Vec::new(), pen: None, update };
            self.append(room, first.next(), change, None).await?;
        } else {
            self.log.use_room(room, made_ms, RoomUse::Made);
        }
        if let Some(maker) = maker {
            self.disk.count(room, maker, Instant::now());
        }
        tracing::info!(%room, "room made");
        Ok(Links::new(self.key.clone(), room))
    }

    /// Appends a record of a room that nobody can open yet.
    async fn append(
        &self,
        room: RoomId,
        position: LogPosition,
        record: Record,
        door: Option<KeptDoor>,
    ) -> Result<(), OpenError> {
        let (sender, mut outcomes) = unbounded();
        let record = Bytes::from(record.encode());
        let door = door.map(|door| door.encode());
        self.log.append(room, position, record, door, Arc::new(WriteOutcomes(sender)));
        match outcomes.next().await {
            Some(WriteOutcome::Appended(_)) => Ok(()),
            _ => Err(OpenError::Log("it was not written".to_owned())),
        }
    }

    /// The room, folded from its log first when it is not open. Whoever asks meanwhile waits for
    /// the same.
    ///
    /// # Errors
    /// When there is no such room, or it cannot be opened.
    pub async fn open(self: &Arc<Self>, room: RoomId) -> Result<RoomHandle, OpenError> {
        loop {
            if self.stopping.load(Ordering::Relaxed) {
                return Err(OpenError::Stopping);
            }
            let cell = Arc::clone(self.open.entry(room).or_default().value());
            match cell.get_or_try_init(|| self.start(room)).await {
                Ok(handle) if !handle.is_closed() => return Ok(handle.clone()),
                // Its task ended before the map was told.
                Ok(_) => self.forget(room, &cell),
                Err(error) => {
                    self.forget(room, &cell);
                    return Err(error);
                }
            }
        }
    }

    /// Does something with a room, which is opened again where it ends meanwhile: it was put away, or it broke. So
    /// often and no more, ever later: one that breaks each time would have this go on for ever.
    ///
    /// # Errors
    /// As [`open`](Self::open), and [`OpenError::Breaks`].
    pub async fn while_open<T, F: Future<Output = Result<T, Closed>>>(
        self: &Arc<Self>,
        room: RoomId,
        work: impl Fn(RoomHandle) -> F,
    ) -> Result<T, OpenError> {
        for tried in 0..ROOM_TRIES_MAX {
            if tried > 0 {
                tokio::time::sleep(Duration::from_millis(ROOM_RETRY_MS) * (tried - 1)).await;
            }
            if let Ok(done) = work(self.open(room).await?).await {
                return Ok(done);
            }
        }
        Err(OpenError::Breaks)
    }

    /// The versions of a room's board, with one of the board as it is now, and without what was erased, also where the log does
    /// not take that.
    ///
    /// # Errors
    /// When the room ends meanwhile, or the log cannot be read.
    pub async fn versions(self: &Arc<Self>, room: RoomId) -> Result<Versions, OpenError> {
        let noted = self.while_open(room, |handle| async move { handle.note_version().await });
        let erased = noted.await?;
        self.keeper.settle().await;
        let log = Arc::clone(&self.log);
        let read = move || Ok(without(log.versions(room)?, &erased));
        let read = off_async("reading versions failed", read).await?;
        if read.kept.iter().any(|kept| kept.bytes.is_none()) {
            // What only says what changed since is of no use: the next one tells everything, and the damaged row goes.
            let tell_anew =
                |handle: RoomHandle| async move { handle.input(Input::VersionsLost).await };
            self.while_open(room, tell_anew).await?;
        }
        Ok(read)
    }

    /// The door of a room that is not open, as the log keeps it; none when it is open, or the log does not
    /// tell: then opening it does.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub async fn door_unless_open(&self, room: RoomId) -> Result<Option<KeptDoor>, OpenError> {
        let open = self.open.get(&room).and_then(|cell| cell.get().cloned());
        if open.is_some_and(|handle| !handle.is_closed()) {
            return Ok(None);
        }
        let turn = turn(&self.doors).await?;
        let log = Arc::clone(&self.log);
        let read = off_async("reading a door failed", move || {
            // To the end, also when nobody waits for it any more.
            let _turn = turn;
            log.door(room)
        });
        load::door_in(read.await?)
    }

    async fn start(self: &Arc<Self>, id: RoomId) -> Result<RoomHandle, OpenError> {
        let turn = turn(&self.opening).await?;
        if !self.memory.has_space() {
            self.metrics.refused(Refusal::Memory, 1);
            return Err(OpenError::NoMemory);
        }
        let (log, key, settings) = (Arc::clone(&self.log), self.key.clone(), self.settings);
        let seed = random().map_err(|error| OpenError::Log(format!("no random bytes: {error}")))?;
        let load = move || {
            // To the end, also when nobody waits for it any more.
            let _turn = turn;
            let room = load::load(log.as_ref(), id, key, settings, seed)?;
            Ok::<_, OpenError>((room, log.bytes_of(id)?))
        };
        let (room, on_disk) = tokio::task::spawn_blocking(load)
            .await
            .map_err(|_| OpenError::Damaged("folding its log failed".to_owned()))??;
        Ok(task::spawn(Arc::clone(self), id, room, on_disk))
    }

    /// Takes a room out of the map, if it is still the same.
    fn forget(&self, room: RoomId, cell: &Cell) {
        self.open.remove_if(&room, |_, open| Arc::ptr_eq(open, cell));
    }

    /// Takes a room out of the map whose task is about to end.
    fn retire(&self, room: RoomId, mailbox: &mpsc::WeakSender<Box<Message>>) {
        self.open.remove_if(&room, |_, cell| {
            cell.get().is_none_or(|handle| {
                mailbox.upgrade().is_none_or(|own| own.same_channel(&handle.mailbox))
            })
        });
    }

    /// Flushes and snapshots every room and closes its sockets; returns when all are done, or
    /// after [`SHUTDOWN_SECONDS`].
    pub async fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
        let handles: Vec<_> =
            self.open.iter().filter_map(|entry| entry.value().get().cloned()).collect();
        for handle in &handles {
            // A task that ended has nothing to flush.
            let _ = handle.mailbox.send(Box::new(Message::Stop)).await;
        }
        let all_ended = async {
            for handle in &handles {
                handle.mailbox.closed().await;
            }
        };
        if tokio::time::timeout(Duration::from_secs(SHUTDOWN_SECONDS), all_ended).await.is_err() {
            tracing::error!("some rooms did not finish in time; their logs have everything seen");
        }
        let kept = self.keeper.settle();
        if tokio::time::timeout(Duration::from_secs(SHUTDOWN_SECONDS), kept).await.is_err() {
            tracing::error!("the last versions of some boards are not kept");
        }
    }
}

/// Versions without what was erased. What cannot be read tells nothing of it.
fn without(mut versions: Versions, erased: &[Erased]) -> Versions {
    let kept = versions.kept.iter_mut().filter(|_| !erased.is_empty());
    for KeptVersions { bytes, people, .. } in kept {
        let frames = bytes.as_deref().and_then(|bytes| unpack(bytes, people.as_deref()).ok());
        let Some(mut frames) = frames else { continue };
        erase(&mut frames, erased);
        let (without, people_without) = pack(&frames);
        (*bytes, *people) = (Some(without), people_without);
    }
    versions
}

/// A turn, of those of which there are so many.
async fn turn(turns: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit, OpenError> {
    // Closed by nobody.
    Arc::clone(turns).acquire_owned().await.map_err(|_| OpenError::Stopping)
}

/// Does with the log what blocks, off the async threads.
async fn off_async<T: Send + 'static>(
    failed: &str,
    work: impl FnOnce() -> Result<T, LogError> + Send + 'static,
) -> Result<T, OpenError> {
    let done = tokio::task::spawn_blocking(work).await;
    Ok(done.map_err(|_| OpenError::Log(failed.to_owned()))??)
}

/// Tells a room's task what became of its writes.
struct WriteOutcomes(UnboundedSender<WriteOutcome>);

impl Observer for WriteOutcomes {
    fn notify(&self, outcome: WriteOutcome) {
        // A task that ended needs none; at most two a write wait here.
        let _ = self.0.unbounded_send(outcome);
    }
}

/// The clocks, read at the rim.
#[derive(Debug, Clone, Copy)]
struct Clock {
    start: Instant,
}

impl Clock {
    fn start() -> Self {
        Self { start: Instant::now() }
    }

    fn now(&self) -> Now {
        let unix = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Now { monotonic_ms: ms(self.start.elapsed()), unix_ms: ms(unix) }
    }

    fn at(&self, monotonic_ms: u64) -> tokio::time::Instant {
        (self.start + Duration::from_millis(monotonic_ms)).into()
    }
}

fn ms(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
