//! What the log's threads tell about themselves: whether they succeed, and what waits for them.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::log::sqlite::unsaved::Unsaved;
use crate::metrics::Metrics;

/// Shared by the log and its threads.
pub(super) struct State {
    /// Whether the last commit succeeded.
    pub(super) commits: AtomicBool,
    /// Whether the last fsync succeeded.
    pub(super) syncs: AtomicBool,
    pub(super) unsaved: Unsaved,
    pub(super) metrics: Arc<Metrics>,
}

impl State {
    pub(super) fn new(metrics: Arc<Metrics>) -> Self {
        let (commits, syncs) = (AtomicBool::new(true), AtomicBool::new(true));
        Self { commits, syncs, unsaved: Unsaved::default(), metrics }
    }

    pub(super) fn works(&self) -> bool {
        self.commits.load(Ordering::Relaxed) && self.syncs.load(Ordering::Relaxed)
    }
}
