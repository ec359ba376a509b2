//! When a flush is due: at once after a quiet spell, at intervals under load (rule 2), and not while somebody waits for a
//! moment in which the room can be read.

use crate::limits::{BATCH_BYTES_MAX, FLUSH_INTERVAL_MS};
use crate::room::Now;

/// When the next flush is.
#[derive(Debug, Default)]
pub(super) struct FlushTimes {
    next_ms: u64,
    is_held: bool,
}

impl FlushTimes {
    /// Whether the next flush waits for who reads the room.
    pub(super) const fn hold(&mut self, holds: bool) {
        self.is_held = holds;
    }

    /// Whether it does.
    pub(super) const fn is_held(&self) -> bool {
        self.is_held
    }

    /// When it is due, however little waits.
    pub(super) const fn next_ms(&self) -> u64 {
        self.next_ms
    }

    /// Whether it is due with so many bytes.
    pub(super) const fn is_due(&self, now: Now, bytes: usize) -> bool {
        now.monotonic_ms >= self.next_ms || bytes > BATCH_BYTES_MAX
    }

    /// Something was flushed: the next flush is an interval later.
    pub(super) const fn flushed(&mut self, now: Now) {
        self.next_ms = now.monotonic_ms.saturating_add(FLUSH_INTERVAL_MS);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(monotonic_ms: u64) -> Now {
        Now { monotonic_ms, unix_ms: 0 }
    }

    #[test]
    fn the_first_flush_is_at_once_and_the_next_an_interval_later_unless_much_waits() {
        let mut times = FlushTimes::default();
        assert!(times.is_due(at(0), 0));
        times.flushed(at(5));
        assert_eq!(times.next_ms(), 5 + FLUSH_INTERVAL_MS);
        assert!(!times.is_due(at(4 + FLUSH_INTERVAL_MS), BATCH_BYTES_MAX));
        assert!(times.is_due(at(4 + FLUSH_INTERVAL_MS), BATCH_BYTES_MAX + 1));
        assert!(times.is_due(at(5 + FLUSH_INTERVAL_MS), 0));
    }

    #[test]
    fn it_is_held_until_it_is_let_go() {
        let mut times = FlushTimes::default();
        assert!(!times.is_held());
        times.hold(true);
        times.flushed(at(5));
        assert!(times.is_held());
        times.hold(false);
        assert!(!times.is_held());
    }
}
