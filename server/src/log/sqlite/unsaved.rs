//! Writes that are not on disk yet, and since when.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Every write between being given to the log and reaching the disk.
#[derive(Debug, Default)]
pub(super) struct Unsaved {
    waiting: Mutex<Waiting>,
}

#[derive(Debug, Default)]
struct Waiting {
    last: u64,
    since: BTreeMap<u64, Instant>,
}

/// One such write.
#[derive(Debug, Clone, Copy)]
pub(super) struct Given {
    number: u64,
    pub(super) at: Instant,
}

impl Unsaved {
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        // The map is whole between statements, so a panic elsewhere does not spoil it.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn enter(&self) -> Given {
        let at = Instant::now();
        let mut waiting = self.waiting();
        waiting.last += 1;
        let number = waiting.last;
        waiting.since.insert(number, at);
        Given { number, at }
    }

    /// It is on disk, or will never be: its room tries again with a snapshot of everything.
    pub(super) fn leave(&self, given: Given) {
        self.waiting().since.remove(&given.number);
    }

    /// How long the oldest has waited; zero when none waits.
    pub(super) fn oldest(&self) -> Duration {
        self.waiting().since.first_key_value().map_or(Duration::ZERO, |(_, at)| at.elapsed())
    }
}
