//! What becomes of what a room writes: where it stands in the log, whether it is there, and what follows when it is
//! (rules 1 and 9).
//!
//! Decides and does nothing: [`super::appending`] and [`super::saving`] make effects of it.

mod owed;
mod saving;
mod since_snapshot;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, VecDeque};

use picnic_protocol::ids::{CommandId, LogPosition};

use crate::room::outgoing::Outgoing;
use crate::room::{ConnectionId, Now};
use owed::AnswersOwed;
pub(super) use owed::Owed;
pub(super) use saving::{News, Saving};
use since_snapshot::SinceSnapshot;

/// What a room has written, and what waits for that.
#[derive(Debug, Default)]
pub(super) struct Durability {
    /// The last record appended or in flight.
    position: LogPosition,
    /// Power loss loses nothing up to here.
    on_disk: LogPosition,
    in_flight: Option<InFlight>,
    /// In the order of their positions.
    receipts: VecDeque<Receipt>,
    saving: Saving,
    since_snapshot: SinceSnapshot,
    /// Commands that were done and not appended: what is failing has to work again first.
    answers_owed: AnswersOwed,
}

/// The record whose append is not done yet, and what goes out when it is.
#[derive(Debug)]
struct InFlight {
    position: LogPosition,
    outgoing: Outgoing,
    /// Whether a sealed snapshot stands in the record's place.
    seals: bool,
}

/// A promise to tell a socket that its first `changes` frames are saved.
#[derive(Debug)]
struct Receipt {
    position: LogPosition,
    connection: ConnectionId,
    changes: u32,
}

/// What is to be done with a record.
#[derive(Debug)]
#[must_use]
pub(super) enum Begun {
    /// It goes to the log, and stands there.
    Write(LogPosition),
    /// The log fails, and the next snapshot that succeeds covers it (rule 9): what it holds goes out at once.
    Unwritten(Outgoing),
}

/// In whose place a sealed snapshot stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SealOf {
    /// That of the record in flight.
    Record,
    /// Its own.
    Snapshot,
}

/// What follows from a snapshot that is stored.
#[derive(Debug)]
pub(super) struct Stored {
    pub(super) news: News,
    /// The answers that were owed, if saving works by it.
    pub(super) owed: BTreeMap<ConnectionId, Owed>,
}

impl Durability {
    /// Of a room that was folded up to `position`.
    pub(super) fn loaded(position: LogPosition, saving: Saving) -> Self {
        Self { position, on_disk: position, saving, ..Self::default() }
    }

    /// The last record appended or in flight.
    pub(super) const fn position(&self) -> LogPosition {
        self.position
    }

    /// Power loss loses nothing up to here.
    pub(super) const fn on_disk(&self) -> LogPosition {
        self.on_disk
    }

    /// Whether the room is ahead of the log: nothing of it may be shown then (rule 1).
    pub(super) const fn is_in_flight(&self) -> bool {
        self.in_flight.is_some()
    }

    /// What goes out when the append in flight is done.
    pub(super) fn in_flight(&self) -> Option<&Outgoing> {
        self.in_flight.as_ref().map(|in_flight| &in_flight.outgoing)
    }

    /// Whether the next record may begin.
    pub(super) const fn takes_records(&self) -> bool {
        !self.is_in_flight() && !self.saving.holds_changes()
    }

    /// Whether nothing that was given to the log is not there yet.
    pub(super) const fn is_at_rest(&self) -> bool {
        !self.is_in_flight() && self.saving.is_at_rest()
    }

    /// Whether the log takes records.
    pub(super) const fn works(&self) -> bool {
        self.saving.works()
    }

    /// Whether it does and they reach the disk: what people are told.
    pub(super) const fn is_well(&self) -> bool {
        self.saving.is_well()
    }

    /// Whether the log has everything that a snapshot would hold, as one.
    pub(super) fn is_covered(&self) -> bool {
        self.saving.is_covered(self.position)
    }

    /// Begins a record, the one after the last.
    pub(super) fn begin(&mut self, outgoing: Outgoing) -> Begun {
        self.take_place(outgoing, false)
    }

    /// The same with a sealed snapshot in the place of the record and of all before it.
    pub(super) fn begin_seal(&mut self, now: Now, outgoing: Outgoing) -> Begun {
        if self.works() {
            self.saving.seal_at(now);
        } else {
            self.saving.owe_a_seal();
        }
        self.take_place(outgoing, true)
    }

    fn take_place(&mut self, outgoing: Outgoing, seals: bool) -> Begun {
        debug_assert!(!self.is_in_flight(), "one record at a time");
        self.position = self.position.next();
        if !self.works() {
            return Begun::Unwritten(outgoing);
        }
        self.in_flight = Some(InFlight { position: self.position, outgoing, seals });
        Begun::Write(self.position)
    }

    /// A record of so many bytes goes to the log.
    pub(super) const fn count(&mut self, bytes: usize) {
        self.saving.count(bytes);
    }

    /// The record at `position` is appended: what it holds goes out, if that was in flight.
    pub(super) fn appended(&mut self, position: LogPosition) -> Option<Outgoing> {
        let appended = self.in_flight.take_if(|in_flight| in_flight.position == position)?;
        self.saving.cover(position);
        Some(appended.outgoing)
    }

    /// The log did not take the record in flight: what it holds goes out all the same (rule 9).
    pub(super) fn append_failed(&mut self, now: Now) -> (News, Option<Outgoing>) {
        let news = self.saving.fail(now);
        (news, self.in_flight.take().map(|in_flight| in_flight.outgoing))
    }

    /// Promises a socket to hear that so many frames of it are saved, when the last record is on disk.
    pub(super) fn promise(&mut self, connection: ConnectionId, changes: u32) {
        self.receipts.push_back(Receipt { position: self.position, connection, changes });
    }

    /// Everything up to `position` is on disk. Who may hear now that so many frames are saved.
    pub(super) fn reach_disk(&mut self, position: LogPosition) -> Vec<(ConnectionId, u32)> {
        self.on_disk = self.on_disk.max(position);
        let is_waiting = |receipt: &Receipt| receipt.position > self.on_disk;
        let due = self.receipts.iter().position(is_waiting).unwrap_or(self.receipts.len());
        self.receipts.drain(..due).map(|receipt| (receipt.connection, receipt.changes)).collect()
    }

    /// What is appended does not reach the disk. The room goes on as ever: `kill -9` loses nothing, and «saved» is
    /// not said.
    pub(super) fn disk_failed(&mut self) -> News {
        self.saving.stick(true)
    }

    /// It does again.
    pub(super) fn disk_works(&mut self) -> News {
        self.saving.stick(false)
    }

    /// A command was done that the log did not take: it is answered when a snapshot has it.
    pub(super) fn owe_answer(&mut self, to: ConnectionId, id: CommandId) {
        self.answers_owed.add(to, id);
    }

    /// A socket is gone.
    pub(super) fn leave(&mut self, connection: ConnectionId) {
        self.answers_owed.leave(connection);
    }

    /// Whether enough was appended since the last snapshot.
    pub(super) fn is_snapshot_due(&self) -> bool {
        !self.is_in_flight() && self.saving.is_snapshot_due()
    }

    /// When a snapshot of everything is next tried, while appends fail.
    pub(super) fn retry_at_ms(&self) -> Option<u64> {
        self.saving.retry_at_ms()
    }

    /// Whether that is now.
    pub(super) fn is_retry_due(&self, now: Now) -> bool {
        !self.is_in_flight() && self.retry_at_ms().is_some_and(|due| now.monotonic_ms >= due)
    }

    /// The next snapshot leaves nothing from before it.
    pub(super) const fn owe_a_seal(&mut self) {
        self.saving.owe_a_seal();
    }

    /// Whether a seal that can wait need not.
    pub(super) const fn may_seal(&self, now: Now) -> bool {
        self.saving.may_seal(now)
    }

    /// When the seal that is owed is due; an append in flight is waited for first.
    pub(super) fn next_seal_ms(&self) -> Option<u64> {
        self.saving.next_seal_ms().filter(|_| !self.is_in_flight())
    }

    /// Whether that is now.
    pub(super) fn is_seal_due(&self, now: Now) -> bool {
        self.next_seal_ms().is_some_and(|at_ms| now.monotonic_ms >= at_ms)
    }

    /// The seal that was owed is written now.
    pub(super) const fn seal_at(&mut self, now: Now) {
        self.saving.seal_at(now);
    }

    /// The room was encoded, in so many bytes.
    pub(super) const fn measured(&mut self, snapshot_bytes: usize) {
        self.saving.measured(snapshot_bytes);
    }

    /// Begins a snapshot: what it stands for, and whether it seals. With nothing in flight it is the fold of exactly
    /// the records up to there.
    pub(super) fn begin_snapshot(&mut self) -> (LogPosition, bool) {
        debug_assert!(!self.is_in_flight(), "a snapshot holds only what the log has");
        self.since_snapshot.begin(self.position);
        (self.position, self.saving.begin_snapshot(self.position))
    }

    /// A snapshot is stored.
    pub(super) fn snapshot_stored(&mut self, position: LogPosition) -> Stored {
        self.since_snapshot.end();
        // One from before an append that failed has nothing of that: the next one is tried for it.
        let has_everything = position >= self.position;
        let (mends, news) = self.saving.snapshot_stored(position, has_everything);
        let owed = if mends { self.answers_owed.take() } else { BTreeMap::new() };
        Stored { news, owed }
    }

    /// A snapshot is not stored: another is tried.
    pub(super) fn snapshot_failed(&mut self, now: Now) -> News {
        self.saving.snapshot_failed(now)
    }

    /// In whose place the sealed snapshot at `position` is, if one is in flight there.
    pub(super) fn seal_of(&self, position: LogPosition) -> Option<SealOf> {
        let in_flight = self.in_flight.as_ref();
        if in_flight.is_some_and(|record| record.seals && record.position == position) {
            Some(SealOf::Record)
        } else {
            self.saving.is_storing(position).then_some(SealOf::Snapshot)
        }
    }

    /// The board changed, which one that is being compacted will lack.
    pub(super) fn changed(&mut self, update: &[u8]) {
        self.since_snapshot.append(update);
    }

    /// What a board lacks that is compact as it was at `position`, unless the room ran too far ahead of it.
    pub(super) fn changes_since(&mut self, position: LogPosition) -> Option<Vec<Vec<u8>>> {
        self.since_snapshot.take_since(position)
    }
}
