//! The task that owns one room: feeds it inputs, carries out its effects, decides nothing.

use std::collections::{HashMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::slice;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use bytes::Bytes;
use futures_channel::mpsc::{UnboundedReceiver, unbounded};
use futures_util::StreamExt as _;
use picnic_protocol::ids::{LogPosition, RoomId};
use picnic_protocol::session::{
    CLOSE_JOINING_CLOSED, CLOSE_KNOCK, CLOSE_MERGED, CLOSE_REMOVED, CLOSE_TAKEN_AWAY, DOOR_CLOSED,
    KNOCK_FIRST, LINK_WITHDRAWN, MERGED_WITH_ANOTHER, PUT_OUT, TAKEN_AWAY,
};
use tokio::runtime::Handle;
use tokio::sync::{Semaphore, mpsc};
use tokio::time::timeout;

use crate::limits::{COMPACTION_BYTES_MIN, LAST_WRITES_SECONDS, MAILBOX_MESSAGES};
use crate::log::{RoomUse, WriteOutcome};
use crate::metrics::Refusal;
use crate::room::record::in_parts;
use crate::room::session::bin::Erasing;
use crate::room::{CloseCause, ConnectionId, Effect, Input, Overfull, Room, compact};
use crate::rooms::erasures::Erasure;
use crate::rooms::keeper::{Job, Lost};
use crate::rooms::long_work::TurnTime;
use crate::rooms::memory::MemoryShare;
use crate::rooms::message::Message;
use crate::rooms::outbox::{Farewell, Outbox};
use crate::rooms::telling::tell;
use crate::rooms::waiting::{NotRotated, Waiting};
use crate::rooms::{RoomHandle, Rooms, WriteOutcomes};

/// Messages handled between two looks at what became of writes.
const MESSAGES_AT_ONCE: usize = 64;

const STOPPING: Farewell =
    Farewell { code: 1012, reason: "the server restarts; connect again in a moment" };

/// A panic left the room's state half done; the log has everything that anyone has seen.
const BROKEN: Farewell =
    Farewell { code: 1012, reason: "the room is opened again; connect again in a moment" };

/// What one change cost, or several of late: not how much was sent.
const TOO_COSTLY: &str = "a change took this server too long to take in, and may not be all there; send smaller ones, one by one";

const fn farewell(cause: CloseCause) -> Farewell {
    match cause {
        CloseCause::Revoked => Farewell { code: 1008, reason: LINK_WITHDRAWN },
        CloseCause::Removed => Farewell { code: CLOSE_REMOVED, reason: PUT_OUT },
        CloseCause::TakenAway => Farewell { code: CLOSE_TAKEN_AWAY, reason: TAKEN_AWAY },
        CloseCause::JoiningClosed => Farewell { code: CLOSE_JOINING_CLOSED, reason: DOOR_CLOSED },
        CloseCause::Merged => Farewell { code: CLOSE_MERGED, reason: MERGED_WITH_ANOTHER },
        CloseCause::KnockFirst => Farewell { code: CLOSE_KNOCK, reason: KNOCK_FIRST },
        CloseCause::TooCostly => Farewell { code: 1008, reason: TOO_COSTLY },
        CloseCause::Full => Farewell {
            code: 1013,
            reason: "this room has as many sockets as it takes; try again later",
        },
    }
}

struct RoomTask {
    rooms: Arc<Rooms>,
    id: RoomId,
    room: Room,
    outboxes: HashMap<ConnectionId, Arc<Outbox>>,
    outcomes: Arc<WriteOutcomes>,
    mailbox: mpsc::WeakSender<Box<Message>>,
    waiting: Waiting,
    /// Whether the log was told that something is written here.
    told_written: bool,
    changes: Arc<AtomicU64>,
    share: MemoryShare,
    /// What it takes on disk, bytes: counted, and looked up after each snapshot.
    on_disk: u64,
    /// Of that, what was appended since it was last looked up, which the answer may not know of.
    since_look: u64,
    /// How often it was looked up.
    looks: u64,
    inputs: VecDeque<Input>,
    /// What it was told, until its turns take it up: the next one last.
    #[expect(clippy::vec_box, reason = "so they come from the mailbox")]
    received: Vec<Box<Message>>,
    is_told_to_stop: bool,
    pace: TurnTime,
}

/// What one turn of the task takes up.
enum Work {
    Written(WriteOutcome),
    /// What it received.
    Messages,
    Tick,
    PutAway,
}

/// What the task does besides waiting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TaskState {
    Open,
    /// A snapshot is being written, after which the room is put away if it is still quiet.
    PuttingAway,
    Stopping,
    /// It panicked.
    Broken,
}

pub(super) fn spawn(rooms: Arc<Rooms>, id: RoomId, room: Room, on_disk: u64) -> RoomHandle {
    let (mailbox, messages) = mpsc::channel(MAILBOX_MESSAGES);
    // Not tokio's, which holds room for 32 from the start: in most rooms nothing happens.
    let (sender, outcomes) = unbounded();
    let changes = Arc::new(AtomicU64::new(0));
    // Boxed, so that the future below does not hold room for it twice.
    let mut share = rooms.memory.share();
    share.is(room.memory());
    let mut task = Box::new(RoomTask {
        rooms,
        id,
        room,
        share,
        on_disk,
        since_look: 0,
        looks: 0,
        outboxes: HashMap::new(),
        outcomes: Arc::new(WriteOutcomes(sender)),
        mailbox: mailbox.downgrade(),
        waiting: Waiting::default(),
        told_written: false,
        changes: changes.clone(),
        inputs: VecDeque::new(),
        received: Vec::new(),
        is_told_to_stop: false,
        pace: TurnTime::default(),
    });
    task.rooms.use_room(id, RoomUse::Entered);
    task.takes(on_disk);
    // The last process may have ended before these were done.
    task.erase(task.room.session().bin.erasing().to_vec());
    let _ = mailbox.try_send(Box::new(Message::Input(Input::LookAtBin)));
    tokio::spawn(task.run(messages, outcomes, mailbox.downgrade()));
    RoomHandle { mailbox, changes, parts: Arc::new(Semaphore::new(1)) }
}

impl RoomTask {
    async fn run(
        mut self: Box<Self>,
        mut messages: mpsc::Receiver<Box<Message>>,
        mut outcomes: UnboundedReceiver<WriteOutcome>,
        mailbox: mpsc::WeakSender<Box<Message>>,
    ) {
        let mut stage = TaskState::Open;
        let (rooms, id) = (Arc::clone(&self.rooms), self.id);
        while stage != TaskState::Broken {
            let next_tick = self.room.next_tick().map(|at_ms| self.rooms.clock.at(at_ms));
            let tick = async {
                match next_tick {
                    Some(at) => tokio::time::sleep_until(at).await,
                    None => std::future::pending().await,
                }
            };
            let idle_for = self.rooms.settings.idle;
            let idle = stage == TaskState::Open && self.room.is_quiet();
            let work = tokio::select! {
                biased;
                Some(outcome) = outcomes.next() => Work::Written(outcome),
                count = receive(&mut messages, &mut self.received) => match count {
                    0 => break,
                    _ => Work::Messages,
                },
                () = tick => Work::Tick,
                () = tokio::time::sleep(idle_for), if idle => {
                    stage = TaskState::PuttingAway;
                    Work::PutAway
                }
            };
            if self.is_long(&work) {
                let turn = |(task, work, stage): &mut (Box<Self>, Option<Work>, TaskState)| {
                    if let Some(work) = work.take() {
                        *stage = task.turn(work, *stage);
                    }
                };
                let state = (self, Some(work), stage);
                let Some(done) = rooms.long_work.run(state, turn).await else {
                    // No panic of a room comes here; nothing is left of it to close its sockets with.
                    tracing::error!(room = %id, "the room was lost at its work; it opens from its log");
                    return rooms.retire(id, &mailbox);
                };
                (self, _, stage) = done;
            } else {
                stage = self.turn(work, stage);
            }
            match stage {
                TaskState::Open | TaskState::Broken => {}
                TaskState::PuttingAway if !self.room.is_settled() => {}
                TaskState::PuttingAway if self.room.is_quiet() && self.room.is_saved() => {
                    // Until then it waits for the log's word; whoever comes keeps it open.
                    if self.room.is_on_disk() {
                        break;
                    }
                }
                // Somebody came, or it could not be saved: it stays.
                TaskState::PuttingAway => stage = TaskState::Open,
                TaskState::Stopping if !self.room.is_settled() => {}
                TaskState::Stopping if self.room.is_saved() => break,
                TaskState::Stopping => match catch_unwind(AssertUnwindSafe(|| self.put_away())) {
                    Ok(true) => {}
                    Ok(false) => break,
                    Err(_) => stage = TaskState::Broken,
                },
            }
        }
        let is_broken = stage == TaskState::Broken;
        for outbox in self.outboxes.values() {
            outbox.close(if is_broken { BROKEN } else { STOPPING });
        }
        if is_broken {
            self.received.clear();
            last_writes(self.outcomes, outcomes).await;
        }
        self.rooms.use_room(self.id, RoomUse::Entered);
        // From here on, whoever asks for the room folds it anew; the log has all of it.
        self.rooms.retire(self.id, &mailbox);
        messages.close();
        let (room, id) = (self.room, self.id);
        if is_broken {
            tracing::error!(room = %id, "the room panicked and is closed; it opens from its log");
            // What a panic left may panic once more while it is let go.
            let _ = catch_unwind(AssertUnwindSafe(move || drop(room)));
        } else {
            tracing::info!(room = %id, position = %room.position(), "room put away");
        }
    }

    /// Takes something up; returns where that leaves the task. No panic of a room passes this border: the room is broken
    /// then, and nothing else.
    fn turn(&mut self, work: Work, stage: TaskState) -> TaskState {
        self.pace.begins();
        match catch_unwind(AssertUnwindSafe(|| self.take_up(work))) {
            Ok(()) if self.is_told_to_stop => TaskState::Stopping,
            Ok(()) => stage,
            Err(_) => TaskState::Broken,
        }
    }

    fn take_up(&mut self, work: Work) {
        match work {
            Work::Written(outcome) => {
                self.input(input_of(outcome));
                if matches!(outcome, WriteOutcome::SnapshotStored(_) | WriteOutcome::Sealed(_)) {
                    self.look_at_disk();
                }
            }
            Work::Messages => {
                while let Some(message) = self.received.pop() {
                    self.message(*message);
                    if self.pace.is_over() {
                        break;
                    }
                }
            }
            Work::Tick => self.input(Input::Tick),
            Work::PutAway => self.input(Input::PutAway),
        }
    }

    /// Whether this is likely to take long.
    fn is_long(&self, work: &Work) -> bool {
        let given = match work {
            Work::Messages => self.received.as_slice(),
            Work::Written(_) | Work::Tick | Work::PutAway => &[],
        };
        let bytes = given.iter().map(|message| message.bytes());
        let (bytes, largest) = bytes.fold((0, 0), |(all, most), of| (all + of, of.max(most)));
        self.pace.is_long(bytes, largest)
    }

    /// Asks for a last snapshot; false when there will be none.
    fn put_away(&mut self) -> bool {
        self.input(Input::PutAway);
        !self.room.is_settled()
    }

    fn message(&mut self, message: Message) {
        match message {
            Message::Input(input) => self.input(input),
            Message::Join { join, outbox, done } => {
                tracing::info!(room = %self.id, connection = join.connection.0,
                    participant = %join.participant, role = ?join.role, "joined");
                self.outboxes.insert(join.connection, outbox);
                self.input(Input::Join(join));
                // A socket that is gone meanwhile leaves by its own message.
                let _ = done.send(());
            }
            Message::Rotate { done, .. } if !self.room.is_saving() => {
                let _ = done.send(Err(NotRotated::Unsaved));
            }
            Message::Rotate { role, done } => {
                self.waiting.rotated.push(done);
                tracing::info!(room = %self.id, ?role, "link made anew");
                self.input(Input::Rotate(role));
            }
            Message::Keep { done, .. } if !self.room.is_saving() => {
                let _ = done.send(Err(NotRotated::Unsaved));
            }
            Message::Keep { keeping, done } => {
                self.waiting.rotated.push(done);
                tracing::info!(room = %self.id, ?keeping, "a facilitator says what becomes of the room");
                self.input(Input::Keep(keeping));
            }
            Message::Part { input, done } => {
                self.waiting.parts.push(done);
                self.input(input);
            }
            Message::Knock { knock, done } => {
                let _ = done.send(self.room.knock(self.rooms.clock.now(), knock));
            }
            Message::Facts(done) => {
                let _ = done.send(self.room.facts());
            }
            Message::Contents(done) => {
                self.waiting.contents.push(done);
                self.tell_readers();
            }
            Message::Bin(done) => {
                self.waiting.bin.push(done);
                self.tell_readers();
            }
            Message::NoteVersion(done) => {
                self.waiting.version.push(done);
                self.input(Input::LookAtVersions);
            }
            Message::Compacted(compacted) => self.room.adopt(*compacted),
            // An earlier look knows less.
            Message::Takes { look, .. } if look != self.looks => {}
            Message::Takes { bytes, .. } => {
                self.takes(bytes.saturating_add(self.since_look));
                self.input(Input::Tick);
            }
            Message::Stop => {
                self.is_told_to_stop = true;
                for outbox in self.outboxes.values() {
                    outbox.close(STOPPING);
                }
                self.input(Input::PutAway);
            }
            #[cfg(test)]
            Message::Panic => panic!("a test asked for it"),
        }
    }

    fn input(&mut self, input: Input) {
        if let Input::Leave(connection) = &input
            && self.outboxes.remove(connection).is_some()
        {
            tracing::info!(room = %self.id, connection = connection.0, "left");
        }
        self.inputs.push_back(input);
        // What carrying out an effect brings about is taken after all effects of its input.
        while let Some(input) = self.inputs.pop_front() {
            let mut effects = Vec::new();
            let now = self.rooms.clock.now();
            let Self { room, pace, .. } = self;
            pace.time(|| room.handle(now, input, &mut effects));
            for effect in effects {
                self.execute(effect);
            }
        }
        let memory_max = self.share.is(self.room.memory());
        self.room.hold_to_memory(memory_max);
        self.waiting.tell(&mut self.room, self.rooms.clock.now());
        if !self.told_written && self.room.is_written_in() {
            self.told_written = true;
            self.rooms.use_room(self.id, RoomUse::Written);
        }
    }

    fn tell_readers(&mut self) {
        self.waiting.tell_readers(&mut self.room, self.rooms.clock.now());
    }

    fn send(&mut self, to: ConnectionId, frames: &[Bytes], own: bool) {
        if self.outboxes.get(&to).is_some_and(|outbox| !outbox.push_all(frames)) {
            self.rooms.metrics.queue_drops.inc();
            self.inputs.push_back(Input::Overflowed { connection: to, own });
        }
    }

    /// It takes so many bytes on disk: its board may grow by the rest of what a room may take.
    fn takes(&mut self, bytes: u64) {
        self.on_disk = bytes;
        self.rooms.disk.takes(self.id, bytes);
        let left = self.rooms.settings.disk_max.saturating_sub(bytes);
        self.room.hold_to_disk(usize::try_from(left).unwrap_or(usize::MAX));
    }

    /// A snapshot took the place of others and of records: asks the log what is left.
    fn look_at_disk(&mut self) {
        self.since_look = 0;
        self.looks = self.looks.wrapping_add(1);
        let look = self.looks;
        let (log, id, mailbox) = (Arc::clone(&self.rooms.log), self.id, self.mailbox.clone());
        tokio::task::spawn_blocking(move || {
            let Ok(bytes) = log.bytes_of(id) else { return };
            // A room that is gone is counted when it is opened again.
            if let Some(mailbox) = mailbox.upgrade() {
                let _ = mailbox.blocking_send(Box::new(Message::Takes { bytes, look }));
            }
        });
    }

    /// Gives a snapshot to the log, compacted first where that takes time and pays.
    fn store(&self, position: LogPosition, snapshot: Bytes, door: Bytes) {
        let (rooms, id, outcomes) = (Arc::clone(&self.rooms), self.id, self.outcomes.clone());
        let mailbox = self.mailbox.clone();
        let pen = self.room.pen();
        tokio::task::spawn_blocking(move || {
            // A board that cannot be loaded is stored as it is; opening it tells what is wrong.
            let compacted =
                catch_unwind(|| compact(position, &snapshot, COMPACTION_BYTES_MIN, pen));
            let compacted = compacted.ok().flatten();
            let Some((snapshot, compacted)) = compacted else {
                return rooms.log.put_snapshot(id, position, in_parts(&snapshot), door, outcomes);
            };
            // Before the log says that it is stored. A room that is gone needs no board.
            if let Some(mailbox) = mailbox.upgrade() {
                let _ = mailbox.blocking_send(Box::new(Message::Compacted(compacted.into())));
            }
            rooms.log.put_snapshot(id, position, in_parts(&snapshot), door, outcomes);
        });
    }

    /// Has what was erased taken out of all versions, and the room told when that is done. Until then the room remembers it, so
    /// that it is done however this process ends.
    fn erase(&self, erasing: Vec<Erasing>) {
        if erasing.is_empty() {
            return;
        }
        let mailbox = self.mailbox.clone();
        let (ids, erased) = erasing.into_iter().map(|one| (one.id, one.what)).unzip();
        let runtime = Handle::current();
        let done = Box::new(move || {
            // A room that is gone has it done once more when it is opened again, which changes nothing.
            let left = Message::Input(Input::LeftVersions(ids));
            tell(&runtime, &mailbox, Box::new(left));
        });
        self.rooms.keeper.erase(self.id, Erasure { erased, done });
    }

    fn execute(&mut self, effect: Effect) {
        match effect {
            Effect::Send { to, frame } => self.send(to, &[frame], true),
            Effect::SendAll { to, frames } => self.send(to, &frames, true),
            Effect::Broadcast { to, frame } => {
                for to in to {
                    self.send(to, slice::from_ref(&frame), false);
                }
            }
            Effect::Append { position, record, door } => {
                self.rooms.metrics.flushes.inc();
                self.changes.fetch_add(1, Ordering::Relaxed);
                let bytes = record.len() as u64;
                self.since_look = self.since_look.saturating_add(bytes);
                self.takes(self.on_disk.saturating_add(bytes));
                self.rooms.log.append(self.id, position, record, door, self.outcomes.clone());
            }
            Effect::Snapshot { position, bytes, door } => {
                self.store(position, bytes, door);
            }
            Effect::Seal { position, bytes, door } => {
                let (rooms, id, outcomes) =
                    (Arc::clone(&self.rooms), self.id, self.outcomes.clone());
                // It may come to the log after what is given later: the log takes nothing newer away for it.
                tokio::task::spawn_blocking(move || {
                    rooms.log.seal(id, position, in_parts(&bytes), door, outcomes);
                });
            }
            Effect::Close { connection, cause } => {
                if let Some(outbox) = self.outboxes.get(&connection) {
                    outbox.close(farewell(cause));
                }
                // Whatever it still sends counts no more.
                self.outboxes.remove(&connection);
                self.inputs.push_back(Input::Leave(connection));
            }
            Effect::KeepVersion { position, frame } => {
                let (room, mailbox) = (self.id, self.mailbox.clone());
                let runtime = Handle::current();
                let lost: Lost = Box::new(move || {
                    // A room that is gone tells everything when it is opened again.
                    let lost = Message::Input(Input::VersionsLost);
                    tell(&runtime, &mailbox, Box::new(lost));
                });
                if !self.rooms.keeper.give(Job::Keep { room, position, frame, lost }) {
                    self.inputs.push_back(Input::VersionsLost);
                }
            }
            Effect::EraseFromVersions(erasing) => self.erase(erasing),
            Effect::Healed => {
                tracing::warn!(room = %self.id, "a change had got lost, and came when it was asked for");
                self.rooms.metrics.healed.inc();
            }
            Effect::Refused { what, count } => {
                let kind = match what {
                    Overfull::Sockets => Refusal::RoomSockets,
                    Overfull::Notes => Refusal::RoomNotes,
                    Overfull::ClientIds => Refusal::RoomClientIds,
                    Overfull::Bytes => Refusal::RoomBytes,
                };
                self.rooms.metrics.refused(kind, count);
            }
        }
    }
}

/// Receives what waits, the next one last; nothing while something is left of what was received before. How much there is.
#[expect(clippy::vec_box, reason = "so they come from the mailbox")]
async fn receive(
    messages: &mut mpsc::Receiver<Box<Message>>,
    received: &mut Vec<Box<Message>>,
) -> usize {
    if received.is_empty() {
        messages.recv_many(received, MESSAGES_AT_ONCE).await;
        received.reverse();
    }
    received.len()
}

/// Waits until the log has answered everything: the fold that follows must not miss a record
/// that is still on its way.
async fn last_writes(own: Arc<WriteOutcomes>, mut outcomes: UnboundedReceiver<WriteOutcome>) {
    drop(own);
    let answered = async { while outcomes.next().await.is_some() {} };
    // A disk that hangs for longer fails the next write there, which a snapshot mends.
    let _ = timeout(Duration::from_secs(LAST_WRITES_SECONDS), answered).await;
}

const fn input_of(outcome: WriteOutcome) -> Input {
    match outcome {
        WriteOutcome::Appended(position) => Input::Appended(position),
        WriteOutcome::AppendFailed => Input::AppendFailed,
        WriteOutcome::OnDisk(position) => Input::OnDisk(position),
        WriteOutcome::DiskFailed => Input::DiskFailed,
        WriteOutcome::SnapshotStored(position) => Input::SnapshotStored(position),
        WriteOutcome::SnapshotFailed => Input::SnapshotFailed,
        WriteOutcome::Sealed(position) => Input::Sealed(position),
        WriteOutcome::SealFailed(position) => Input::SealFailed(position),
    }
}
