//! What the log's threads tell about themselves: whether they succeed, and what waits for them.

use std::fmt;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::log::sqlite::salvage;
use crate::log::sqlite::unsaved::Unsaved;
use crate::metrics::Metrics;

/// Shared by the log and its threads.
pub(super) struct State {
    /// Whether the last commit succeeded.
    pub(super) commits: AtomicBool,
    /// Whether the last fsync succeeded.
    pub(super) syncs: AtomicBool,
    /// Whether a page was found damaged that only the next start can mend.
    damaged: AtomicBool,
    pub(super) unsaved: Unsaved,
    pub(super) metrics: Arc<Metrics>,
}

impl State {
    pub(super) fn new(metrics: Arc<Metrics>) -> Self {
        let (commits, syncs) = (AtomicBool::new(true), AtomicBool::new(true));
        Self {
            commits,
            syncs,
            damaged: AtomicBool::new(false),
            unsaved: Unsaved::default(),
            metrics,
        }
    }

    pub(super) fn is_damaged(&self) -> bool {
        self.damaged.load(Ordering::Relaxed)
    }

    /// A page of the database is damaged, and stays so until the next start: said once.
    pub(super) fn find_damaged(&self, error: &dyn fmt::Display, database: &Path) {
        if self.damaged.swap(true, Ordering::Relaxed) {
            return;
        }
        salvage::want(database);
        tracing::error!(%error, "a page of the database is damaged: rooms whose rows it holds are read from all \
            other pages, and saved whole where their changes cannot be. Stop the server and start it again: it then \
            writes the database anew from all that can be read, and keeps the damaged one");
    }

    /// It is whole again.
    pub(super) fn find_mended(&self, database: &Path) {
        if self.damaged.swap(false, Ordering::Relaxed) {
            salvage::want_no_more(database);
        }
    }

    pub(super) fn works(&self) -> bool {
        self.commits.load(Ordering::Relaxed) && self.syncs.load(Ordering::Relaxed)
    }
}
