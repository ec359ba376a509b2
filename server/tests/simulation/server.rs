//! One room in the server's process, as its task runs it: inputs in, effects carried out, frames
//! into the sockets' bounded queues.

use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use bytes::Bytes;
use picnic::document::content::BoardContent;
use picnic::room::links::ServerKey;
use picnic::room::{
    CannotRestore, CloseCause, Compacted, ConnectionId, Effect, Input, Now, Restored, Room, compact,
};
use picnic::rooms::outbox::{Farewell, Outbox};
use picnic::versions::{Frame, Told};
use picnic_protocol::ids::{LogPosition, RoomId};
use picnic_protocol::session::{KeptFor, Limits};

use crate::disk::{Kept, Version, What, Write};
use crate::random::Random;

/// Bytes that wait for one slow reader, so small that it happens (rule 4).
pub const OUTBOX_BYTES: usize = 6 << 10;

const LIMITS: Limits = Limits {
    frame_bytes: 262_144,
    note_chars: 2_000,
    title_chars: 200,
    name_chars: 80,
    kept: KeptFor::FOR_GOOD,
};

/// An open room with its sockets' queues.
pub struct OpenRoom {
    pub id: RoomId,
    pub room: Room,
    pub outboxes: BTreeMap<ConnectionId, Rc<Outbox>>,
    pub putting_away: bool,
    /// What should never be was found, and mended.
    pub healed: usize,
    /// Sockets that the room closed, with the reason.
    pub closed: Vec<(ConnectionId, CloseCause)>,
    /// The board as it was at the snapshot that is being stored.
    compacted: Option<Compacted>,
    /// The board as it was at the last version.
    noted: Option<Frame>,
}

impl OpenRoom {
    /// Folds the room from what the log has; none when that cannot be done.
    pub fn open(id: RoomId, kept: &Kept, random: &mut Random) -> Option<Self> {
        // Drawn anew for every opening.
        let seed = std::array::from_fn(|_| random.byte());
        let room = restored(id, kept)?.open(LIMITS, seed).ok()?;
        let outboxes = BTreeMap::new();
        Some(Self {
            id,
            room,
            outboxes,
            putting_away: false,
            healed: 0,
            closed: Vec::new(),
            compacted: None,
            noted: None,
        })
    }

    /// Gives the room an input and does what it wants; returns what it wants written.
    pub fn input(&mut self, now: Now, input: Input) -> Vec<Write> {
        let mut writes = Vec::new();
        let mut inputs = VecDeque::from([input]);
        while let Some(input) = inputs.pop_front() {
            if let Input::Leave(connection) = &input {
                self.outboxes.remove(connection);
            }
            if matches!(input, Input::SnapshotStored(_))
                && let Some(compacted) = self.compacted.take()
            {
                self.room.adopt(compacted);
            }
            let mut effects = Vec::new();
            self.room.handle(now, input, &mut effects);
            for effect in effects {
                match effect {
                    Effect::Send { to, frame } => inputs.extend(self.send(to, &[frame], true)),
                    Effect::SendAll { to, frames } => inputs.extend(self.send(to, &frames, true)),
                    Effect::Broadcast { to, frame } => {
                        let frame = [frame];
                        inputs.extend(to.into_iter().filter_map(|to| self.send(to, &frame, false)));
                    }
                    Effect::Append { position, record, .. } => {
                        writes.push(Write {
                            room: self.id,
                            position,
                            bytes: record,
                            what: What::Record,
                            version: None,
                        });
                    }
                    Effect::Snapshot { position, bytes, .. } => {
                        // What is appended until it is stored is what the compact board lacks.
                        let (bytes, compacted) =
                            compact(position, &bytes, 0, self.room.pen()).expect("it loads");
                        self.compacted = Some(compacted);
                        writes.push(self.write(position, bytes, What::Snapshot));
                    }
                    Effect::Seal { position, bytes, .. } => {
                        writes.push(self.write(position, bytes, What::Seal));
                    }
                    Effect::Close { connection, cause } => {
                        if let Some(outbox) = self.outboxes.remove(&connection) {
                            outbox.close(Farewell { code: 1008, reason: "closed by the room" });
                        }
                        self.closed.push((connection, cause));
                        inputs.push_back(Input::Leave(connection));
                    }
                    Effect::Healed => self.healed += 1,
                    Effect::KeepVersion { position, frame } => {
                        let version = Some(Box::new(self.version(*frame)));
                        let write = self.write(position, Bytes::new(), What::Version);
                        writes.push(Write { version, ..write });
                    }
                    Effect::Refused { .. } | Effect::EraseFromVersions(_) => {}
                }
            }
        }
        writes
    }

    fn write(&self, position: LogPosition, bytes: Bytes, what: What) -> Write {
        Write { room: self.id, position, bytes, what, version: None }
    }

    /// A version with all of the board as it is, found by another way.
    fn version(&mut self, frame: Frame) -> Version {
        let content = BoardContent::read(&self.room.board().encode()).expect("it can be read");
        let board = Told::default().frame(0, &content, BTreeMap::new()).expect("it is whole");
        let before = self.noted.replace(board.clone()).filter(|_| !frame.whole);
        let names = !frame.people.is_empty() || !frame.writers.is_empty();
        assert!(!names || !self.room.session().anonymous, "an anonymous room names somebody");
        Version { frame, board, before }
    }

    fn send(&mut self, to: ConnectionId, frames: &[Bytes], own: bool) -> Option<Input> {
        let outbox = self.outboxes.get(&to)?;
        let alone = outbox.bytes() == 0;
        let fits = outbox.push_all(frames);
        let within = alone || outbox.bytes() <= OUTBOX_BYTES;
        assert!(!fits || within, "a queue past its limit (rule 4)");
        (!fits).then_some(Input::Overflowed { connection: to, own })
    }

    /// Whether its task may end: quiet, and a snapshot has everything.
    pub fn may_be_dropped(&self) -> bool {
        self.putting_away && self.room.is_quiet() && self.room.is_saved() && self.room.is_on_disk()
    }
}

/// Folds a room from its newest snapshot and the records since.
pub fn restore(id: RoomId, kept: &Kept) -> Option<Room> {
    restored(id, kept)?.open(LIMITS, [0; 32]).ok()
}

fn restored(id: RoomId, kept: &Kept) -> Option<Restored> {
    let mut restored = Restored::new(id, ServerKey::from_bytes([1; 32]));
    if let Some((position, bytes)) = kept.snapshots.last_key_value() {
        restored.load(*position, bytes).ok()?;
    }
    for (position, record) in kept.records.range(restored.position().next()..) {
        restored.fold(*position, record).ok()?;
    }
    Some(restored)
}

/// Whether the room cannot be folded for the one reason that a later version wrote in it.
pub fn needs_later_version(id: RoomId, kept: &Kept) -> bool {
    let mut restored = Restored::new(id, ServerKey::from_bytes([1; 32]));
    if let Some((position, bytes)) = kept.snapshots.last_key_value() {
        restored.load(*position, bytes).expect("its snapshot is sound");
    }
    let from = restored.position().next();
    let folded = kept.records.range(from..).try_for_each(|(at, record)| restored.fold(*at, record));
    matches!(folded, Err(CannotRestore::Unreadable(..)))
}
