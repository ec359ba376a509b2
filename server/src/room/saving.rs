//! Snapshots, and what a room does while its log fails (rule 9).

use bytes::Bytes;
use picnic_protocol::ids::LogPosition;
use picnic_protocol::session::ServerMessage;

use crate::limits::{SAVE_RETRY_MS, SEAL_INTERVAL_MS, SNAPSHOT_RECORD_BYTES, SNAPSHOT_RECORDS};
use crate::room::compaction::Compaction;
use crate::room::kept_door::KeptDoor;
use crate::room::record::{Snapshot, SnapshotHeader};
use crate::room::{Effect, Now, Room};

/// How saving goes.
#[derive(Debug, Default)]
pub(super) struct Saving {
    /// Since the last snapshot.
    records: u64,
    bytes: usize,
    board_bytes: usize,
    /// The last record that the log has, or that a stored snapshot covers.
    covered: LogPosition,
    snapshot: InFlight,
    /// While appends fail: when to try a snapshot of everything.
    failing: Option<Failing>,
    /// Whether the log holds what must go from it, so that the next snapshot seals.
    owes_seal: bool,
    /// When the next seal may be for what can wait.
    seal_at_ms: u64,
    /// While appends succeed and do not reach the disk.
    stuck: bool,
}

#[derive(Debug, Default, PartialEq, Eq)]
enum InFlight {
    #[default]
    None,
    At(LogPosition),
}

#[derive(Debug)]
struct Failing {
    retry_at_ms: u64,
}

impl Saving {
    /// As after loading: the log has everything up to `covered`, of which `records` came after
    /// the newest snapshot.
    pub(super) const fn loaded(
        covered: LogPosition,
        records: u64,
        bytes: usize,
        board_bytes: usize,
        owes_seal: bool,
    ) -> Self {
        Self {
            records,
            bytes,
            board_bytes,
            covered,
            snapshot: InFlight::None,
            failing: None,
            stuck: false,
            owes_seal,
            seal_at_ms: 0,
        }
    }

    /// The next snapshot leaves nothing from before it.
    pub(super) const fn owe_a_seal(&mut self) {
        self.owes_seal = true;
    }

    /// Whether a seal that can wait need not.
    pub(super) const fn may_seal(&self, now: Now) -> bool {
        now.monotonic_ms >= self.seal_at_ms
    }

    /// A seal is written now.
    pub(super) const fn seal_at(&mut self, now: Now) {
        self.owes_seal = false;
        self.seal_at_ms = now.monotonic_ms.saturating_add(SEAL_INTERVAL_MS);
    }

    /// When a seal that is owed is due.
    pub(super) fn next_seal_ms(&self) -> Option<u64> {
        (self.owes_seal && self.works() && self.is_at_rest()).then_some(self.seal_at_ms)
    }

    pub(super) const fn works(&self) -> bool {
        self.failing.is_none()
    }

    /// What people are told.
    pub(super) const fn is_well(&self) -> bool {
        self.works() && !self.stuck
    }

    pub(super) fn count(&mut self, bytes: usize) {
        self.records += 1;
        self.bytes += bytes;
    }

    pub(super) fn appended(&mut self, position: LogPosition) {
        self.covered = self.covered.max(position);
    }

    /// Whether changes must wait: a snapshot that shall mend a failing log is being written.
    pub(super) fn holds_changes(&self) -> bool {
        self.failing.is_some() && self.snapshot != InFlight::None
    }

    pub(super) fn is_at_rest(&self) -> bool {
        self.snapshot == InFlight::None
    }

    /// Whether the log has everything up to `position`, with nothing that a snapshot would spare
    /// the next opening.
    pub(super) fn is_covered(&self, position: LogPosition) -> bool {
        self.covered >= position && self.records == 0
    }

    pub(super) fn retry_at_ms(&self) -> Option<u64> {
        match self.snapshot {
            InFlight::None => self.failing.as_ref().map(|failing| failing.retry_at_ms),
            InFlight::At(_) => None,
        }
    }
}

impl Room {
    /// The log did not take the append in flight: people are told, the room goes on, and a
    /// snapshot of everything is tried until one succeeds.
    pub(super) fn append_failed(&mut self, now: Now, effects: &mut Vec<Effect>) {
        self.start_failing(now, effects);
        self.fan_out(effects);
    }

    fn start_failing(&mut self, now: Now, effects: &mut Vec<Effect>) {
        let worked = self.saving.is_well();
        let retry_at_ms = now.monotonic_ms.saturating_add(SAVE_RETRY_MS);
        self.saving.failing = Some(Failing { retry_at_ms });
        if worked {
            self.tell_all(&ServerMessage::Saving { working: false }, effects);
        }
    }

    pub(super) fn retry_saving(&mut self, now: Now, effects: &mut Vec<Effect>) {
        if self.saving.retry_at_ms().is_some_and(|due| now.monotonic_ms >= due)
            && self.in_flight.is_none()
        {
            self.snapshot(effects);
        }
    }

    /// Writes the seal that is owed.
    pub(super) fn seal_if_due(&mut self, now: Now, effects: &mut Vec<Effect>) {
        let due = self.saving.next_seal_ms().is_some_and(|at_ms| now.monotonic_ms >= at_ms);
        if due && self.in_flight.is_none() {
            self.snapshot(effects);
            self.saving.seal_at(now);
        }
    }

    /// When that is due; an append in flight is waited for first.
    pub(super) fn next_seal_ms(&self) -> Option<u64> {
        self.saving.next_seal_ms().filter(|_| self.in_flight.is_none())
    }

    /// Writes a snapshot when enough was appended since the last.
    pub(super) fn snapshot_if_due(&mut self, effects: &mut Vec<Effect>) {
        let saving = &self.saving;
        let bytes_due = SNAPSHOT_RECORD_BYTES.max(saving.board_bytes / 8);
        if saving.works()
            && saving.is_at_rest()
            && (saving.records >= SNAPSHOT_RECORDS || saving.bytes >= bytes_due)
        {
            self.snapshot(effects);
        }
    }

    pub(super) fn put_away(&mut self, effects: &mut Vec<Effect>) {
        if self.is_settled() && self.saving.works() && !self.saving.is_covered(self.position) {
            self.snapshot(effects);
        }
    }

    /// The board stands at `position` with nothing in flight, so that a snapshot of it is the
    /// fold of exactly the records up to there.
    fn snapshot(&mut self, effects: &mut Vec<Effect>) {
        debug_assert!(self.in_flight.is_none(), "a snapshot holds only what the log has");
        let (position, bytes) = (self.position, self.encode_snapshot());
        let door = self.kept_door();
        self.saving.snapshot = InFlight::At(position);
        self.compaction = Compaction::Since(position, Vec::new());
        effects.push(if std::mem::take(&mut self.saving.owes_seal) {
            Effect::Seal { position, bytes, door }
        } else {
            Effect::Snapshot { position, bytes, door }
        });
    }

    /// The room's door as it is now, for the log.
    pub(super) fn kept_door(&self) -> Bytes {
        KeptDoor::of(&self.links, &self.session, self.returning.as_ref()).encode()
    }

    /// The room as it is now.
    pub(super) fn encode_snapshot(&mut self) -> Bytes {
        let snapshot = Snapshot {
            header: SnapshotHeader {
                created: Some(self.created.clone()),
                claims: self.logged_claims.clone(),
                servers: Some(self.claims.servers().clone()),
                unnamed: self.claims.unnamed().cloned(),
                damaged_ms: self.damage.found_ms(),
                generations: self.links.generations().collect(),
                session: self.session.clone(),
            },
            board: self.board.encode(),
        };
        self.saving.board_bytes = snapshot.board.len();
        self.fullness.measured(snapshot.board.len());
        self.saving.records = 0;
        self.saving.bytes = 0;
        Bytes::from(snapshot.encode())
    }

    /// A sealed snapshot is stored: in place of the append in flight, or by itself.
    pub(super) fn sealed(&mut self, position: LogPosition, effects: &mut Vec<Effect>) {
        if self.seals_in_flight(position) {
            self.appended(position, effects);
        } else if self.saving.snapshot == InFlight::At(position) {
            self.snapshot_stored(position, effects);
        }
    }

    pub(super) fn seal_failed(
        &mut self,
        now: Now,
        position: LogPosition,
        effects: &mut Vec<Effect>,
    ) {
        self.saving.owe_a_seal();
        if self.seals_in_flight(position) {
            self.append_failed(now, effects);
        } else if self.saving.snapshot == InFlight::At(position) {
            self.snapshot_failed(now, effects);
        }
    }

    fn seals_in_flight(&self, position: LogPosition) -> bool {
        let in_flight = self.in_flight.as_ref();
        in_flight.is_some_and(|in_flight| in_flight.seals && in_flight.position == position)
    }

    pub(super) fn snapshot_stored(&mut self, position: LogPosition, effects: &mut Vec<Effect>) {
        self.saving.snapshot = InFlight::None;
        self.compaction = Compaction::None;
        self.saving.covered = self.saving.covered.max(position);
        // One from before an append that failed has nothing of that: the next one is tried for it.
        let has_everything = position >= self.position;
        if has_everything && self.saving.failing.take().is_some() {
            if self.saving.is_well() {
                self.tell_all(&ServerMessage::Saving { working: true }, effects);
            }
            self.answer_what_is_owed(effects);
        }
    }

    /// Appends succeed, and what they wrote does not reach the disk. The room goes on as ever:
    /// `kill -9` loses nothing, and «saved» is not said.
    pub(super) fn disk_failed(&mut self, effects: &mut Vec<Effect>) {
        if self.saving.is_well() {
            self.tell_all(&ServerMessage::Saving { working: false }, effects);
        }
        self.saving.stuck = true;
    }

    pub(super) fn disk_works(&mut self, effects: &mut Vec<Effect>) {
        if std::mem::take(&mut self.saving.stuck) && self.saving.is_well() {
            self.tell_all(&ServerMessage::Saving { working: true }, effects);
        }
    }

    pub(super) fn snapshot_failed(&mut self, now: Now, effects: &mut Vec<Effect>) {
        self.saving.snapshot = InFlight::None;
        // A snapshot that failed is due again.
        self.saving.records = self.saving.records.max(1);
        self.start_failing(now, effects);
    }
}
