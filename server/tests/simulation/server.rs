//! One room in the server's process, as its task runs it: inputs in, effects carried out, frames
//! into the sockets' bounded queues.

use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use bytes::Bytes;
use picnic::document::content::BoardContent;
use picnic::room::links::ServerKey;
use picnic::room::record::Record;
use picnic::room::session::event::Event;
use picnic::room::session::state::Vote;
use picnic::room::{
    CannotRestore, CloseCause, Compacted, ConnectionId, Effect, Input, Now, Restored, Room, compact,
};
use picnic::rooms::outbox::{Farewell, Outbox};
use picnic::versions::erasing::{erase, leave_out};
use picnic::versions::{Frame, Told};
use picnic_protocol::frame::ClientFrame;
use picnic_protocol::ids::{LogPosition, RoomId};
use picnic_protocol::session::command::Command;
use picnic_protocol::session::plan::PhaseId;
use picnic_protocol::session::{ClientMessage, KeptFor, Limits};

use crate::disk::{Kept, Version, What, Write};
use crate::random::Random;
use crate::shadow::{Shadow, Step};

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
    /// The board as its records give it; none while the log does not have all of it.
    pub shadow: Option<Shadow>,
    /// Whether the board may have changed since with nothing that told of it.
    pub went_unseen: bool,
    /// What records changed, and under what, since this was last looked at.
    pub steps: Vec<Recorded>,
    /// The vote as it was when the room last changed.
    vote: Option<Vote>,
    /// What the bin held then: items by their numbers, and where each was.
    bin: BTreeMap<u64, (String, String)>,
    /// Whether a vote was asked for that the room may not have decided on yet.
    pub asked_of_vote: bool,
}

/// A record, or what stands for it, with what held before.
pub struct Recorded {
    pub step: Step,
    /// The phase that ran.
    pub phase: Option<PhaseId>,
    /// The vote, as it was before and as it is.
    pub votes: [Option<Vote>; 2],
    /// The session's events; none where the record was stored whole.
    pub events: Option<Vec<Event>>,
    /// Items that are not in the bin any more, and where each was.
    pub left_bin: Vec<(u64, (String, String))>,
    /// Whether somebody asked something of the vote that may be in it.
    pub asked_of_vote: bool,
}

impl OpenRoom {
    /// Folds the room from what the log has; none when that cannot be done.
    pub fn open(id: RoomId, kept: &Kept, random: &mut Random) -> Option<Self> {
        // Drawn anew for every opening.
        let seed = std::array::from_fn(|_| random.byte());
        let room = restored(id, kept)?.open(LIMITS, seed).ok()?;
        let outboxes = BTreeMap::new();
        let shadow = Some(Shadow::of(&room.board().encode()));
        let (vote, bin) = (room.session().vote.clone(), bin_of(&room));
        Some(Self {
            id,
            room,
            outboxes,
            shadow,
            went_unseen: false,
            steps: Vec::new(),
            vote,
            bin,
            asked_of_vote: false,
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
            if let Input::Frame { frame: ClientFrame::Session(message), .. } = &input {
                self.asked_of_vote |= asks_of_vote(message);
            }
            let mut effects = Vec::new();
            let phase = self.room.session().current.clone();
            self.room.handle(now, input, &mut effects);
            self.record(phase, &effects);
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
                            erased: Vec::new(),
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
                    Effect::EraseFromVersions(erasing) => {
                        let erased: Vec<_> = erasing.into_iter().map(|one| one.what).collect();
                        if let Some(noted) = &mut self.noted {
                            erase(std::slice::from_mut(noted), &erased);
                        }
                        let write = self.write(self.room.position(), Bytes::new(), What::Erase);
                        writes.push(Write { erased, ..write });
                    }
                    Effect::Refused { .. } => {}
                }
            }
        }
        writes
    }

    fn write(&self, position: LogPosition, bytes: Bytes, what: What) -> Write {
        Write { room: self.id, position, bytes, what, version: None, erased: Vec::new() }
    }

    /// Looks at what a record changed, or a snapshot that stands for one.
    fn record(&mut self, phase: Option<PhaseId>, effects: &[Effect]) {
        let is_one =
            |effect: &&Effect| matches!(effect, Effect::Append { .. } | Effect::Seal { .. });
        let recorded = effects.iter().find(is_one);
        if !self.room.is_saving() {
            // Nothing tells what comes onto the board meanwhile.
            self.shadow = None;
            self.went_unseen = true;
        }
        let Some(recorded) = recorded else {
            if self.room.is_saving() && self.shadow.is_none() {
                self.shadow = Some(Shadow::of(&self.room.board().encode()));
                self.look_at_session();
            }
            return;
        };
        let (update, events) = match recorded {
            Effect::Append { record, .. } => match Record::decode(record).expect("it reads") {
                Record::Changed { update, .. } => (Some(update), Some(Vec::new())),
                Record::Session { update, events, .. } => (update, Some(events)),
                Record::Created(_) | Record::Rotated { .. } => (None, Some(Vec::new())),
            },
            _ => (None, None),
        };
        let whole = || self.room.board().encode();
        let step = match (&mut self.shadow, update) {
            (Some(shadow), Some(update)) => shadow.follow(&update),
            (Some(_), None) if events.is_some() => Step::default(),
            (Some(shadow), None) => shadow.replace(&whole()),
            (None, _) => {
                self.shadow = Some(Shadow::of(&whole()));
                self.look_at_session();
                return;
            }
        };
        let asked_of_vote = std::mem::take(&mut self.asked_of_vote);
        let (vote, bin) = (self.vote.take(), std::mem::take(&mut self.bin));
        self.look_at_session();
        let left_bin = bin.into_iter().filter(|(id, _)| !self.bin.contains_key(id)).collect();
        let votes = [vote, self.vote.clone()];
        self.steps.push(Recorded { step, phase, votes, events, left_bin, asked_of_vote });
    }

    fn look_at_session(&mut self) {
        self.vote = self.room.session().vote.clone();
        self.bin = bin_of(&self.room);
        self.asked_of_vote = false;
    }

    /// A version with all of the board as it is, but for what is still to be erased from versions, found by another way.
    fn version(&mut self, frame: Frame) -> Version {
        let mut content = BoardContent::read(&self.room.board().encode()).expect("it can be read");
        let erasing = self.room.session().bin.erasing();
        leave_out(&mut content, erasing.iter().map(|erasing| &erasing.what));
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

fn bin_of(room: &Room) -> BTreeMap<u64, (String, String)> {
    let items = room.session().bin.items();
    items.map(|item| (item.id, (item.root.clone(), item.key.clone()))).collect()
}

/// Whether something is asked for that ballots may change by.
fn asks_of_vote(message: &ClientMessage) -> bool {
    let ClientMessage::Command { command, .. } = message else { return false };
    matches!(**command, Command::Vote { .. } | Command::MergePeople { .. } | Command::Remove { .. })
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
