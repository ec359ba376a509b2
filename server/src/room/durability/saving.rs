//! How saving goes: when a snapshot or a seal is due, and what is tried while the log fails (rule 9).

use picnic_protocol::ids::LogPosition;

use crate::limits::{SAVE_RETRY_MS, SEAL_INTERVAL_MS, SNAPSHOT_RECORD_BYTES, SNAPSHOT_RECORDS};
use crate::room::Now;

/// What people are to be told of how saving goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::room) enum News {
    /// It goes as it went.
    None,
    /// It works again.
    Works,
    /// It works no more.
    Fails,
}

/// How saving goes.
#[derive(Debug, Default)]
pub(in crate::room) struct Saving {
    /// Since the last snapshot.
    records: u64,
    bytes: usize,
    snapshot_bytes: usize,
    /// The last record that the log has, or that a stored snapshot covers.
    covered: LogPosition,
    /// What the snapshot in flight stands for.
    snapshot: Option<LogPosition>,
    /// While appends fail: when to try a snapshot of everything.
    retry_at_ms: Option<u64>,
    /// Whether the log holds what must go from it, so that the next snapshot seals.
    owes_seal: bool,
    /// When the next seal may be for what can wait.
    seal_at_ms: u64,
    /// While appends succeed and do not reach the disk.
    stuck: bool,
}

impl Saving {
    /// As after loading: the log has everything up to `covered`, of which `records` came after
    /// the newest snapshot.
    pub(in crate::room) const fn loaded(
        covered: LogPosition,
        records: u64,
        bytes: usize,
        snapshot_bytes: usize,
        owes_seal: bool,
    ) -> Self {
        Self {
            records,
            bytes,
            snapshot_bytes,
            covered,
            snapshot: None,
            retry_at_ms: None,
            owes_seal,
            seal_at_ms: 0,
            stuck: false,
        }
    }

    pub(super) const fn works(&self) -> bool {
        self.retry_at_ms.is_none()
    }

    /// What people are told.
    pub(super) const fn is_well(&self) -> bool {
        self.works() && !self.stuck
    }

    /// Whether no snapshot is in flight.
    pub(super) const fn is_at_rest(&self) -> bool {
        self.snapshot.is_none()
    }

    /// Whether the snapshot in flight stands for the records up to `position`.
    pub(super) fn is_storing(&self, position: LogPosition) -> bool {
        self.snapshot == Some(position)
    }

    /// Whether changes must wait: a snapshot that shall mend a failing log is being written.
    pub(super) const fn holds_changes(&self) -> bool {
        !self.works() && !self.is_at_rest()
    }

    /// Whether the log has everything up to `position`, with nothing that a snapshot would spare
    /// the next opening.
    pub(super) fn is_covered(&self, position: LogPosition) -> bool {
        self.covered >= position && self.records == 0
    }

    /// Whether enough was appended since the last snapshot.
    pub(super) fn is_snapshot_due(&self) -> bool {
        let bytes_due = SNAPSHOT_RECORD_BYTES.max(self.snapshot_bytes / 8);
        self.works()
            && self.is_at_rest()
            && (self.records >= SNAPSHOT_RECORDS || self.bytes >= bytes_due)
    }

    /// When a snapshot of everything is next tried, while appends fail.
    pub(super) fn retry_at_ms(&self) -> Option<u64> {
        self.retry_at_ms.filter(|_| self.is_at_rest())
    }

    /// When a seal that is owed is due.
    pub(super) const fn next_seal_ms(&self) -> Option<u64> {
        if self.owes_seal && self.works() && self.is_at_rest() {
            Some(self.seal_at_ms)
        } else {
            None
        }
    }

    /// Whether a seal that can wait need not.
    pub(super) const fn may_seal(&self, now: Now) -> bool {
        now.monotonic_ms >= self.seal_at_ms
    }

    /// The next snapshot leaves nothing from before it.
    pub(super) const fn owe_a_seal(&mut self) {
        self.owes_seal = true;
    }

    /// A seal is written now.
    pub(super) const fn seal_at(&mut self, now: Now) {
        self.owes_seal = false;
        self.seal_at_ms = now.monotonic_ms.saturating_add(SEAL_INTERVAL_MS);
    }

    /// A record of so many bytes goes to the log.
    pub(super) const fn count(&mut self, bytes: usize) {
        self.records += 1;
        self.bytes += bytes;
    }

    /// The log has everything up to `position`.
    pub(super) fn cover(&mut self, position: LogPosition) {
        self.covered = self.covered.max(position);
    }

    /// The room was encoded, in so many bytes.
    pub(super) const fn measured(&mut self, snapshot_bytes: usize) {
        self.snapshot_bytes = snapshot_bytes;
        self.records = 0;
        self.bytes = 0;
    }

    /// A snapshot is given to the log. Whether it seals.
    pub(super) const fn begin_snapshot(&mut self, position: LogPosition) -> bool {
        self.snapshot = Some(position);
        std::mem::replace(&mut self.owes_seal, false)
    }

    /// It is there, and has everything or not: whether the log works by that which failed before, and the news of it.
    pub(super) fn snapshot_stored(
        &mut self,
        position: LogPosition,
        has_everything: bool,
    ) -> (bool, News) {
        self.snapshot = None;
        self.cover(position);
        let mends = has_everything && !self.works();
        let news = self.news_of(|saving| {
            if mends {
                saving.retry_at_ms = None;
            }
        });
        (mends, news)
    }

    /// It is not there, and is due again.
    pub(super) fn snapshot_failed(&mut self, now: Now) -> News {
        self.snapshot = None;
        self.records = self.records.max(1);
        self.fail(now)
    }

    /// The log did not take something: a snapshot of everything is tried until one is stored.
    pub(super) fn fail(&mut self, now: Now) -> News {
        let retry_at_ms = now.monotonic_ms.saturating_add(SAVE_RETRY_MS);
        self.news_of(|saving| saving.retry_at_ms = Some(retry_at_ms))
    }

    /// What is appended does not reach the disk, or does again.
    pub(super) fn stick(&mut self, stuck: bool) -> News {
        self.news_of(|saving| saving.stuck = stuck)
    }

    fn news_of(&mut self, change: impl FnOnce(&mut Self)) -> News {
        let was_well = self.is_well();
        change(self);
        match (was_well, self.is_well()) {
            (true, false) => News::Fails,
            (false, true) => News::Works,
            (true, true) | (false, false) => News::None,
        }
    }
}
