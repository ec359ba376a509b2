//! What the log's threads tell about themselves: whether they succeed, and what waits for them.

use std::collections::HashMap;
use std::fmt;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use picnic_protocol::ids::RoomId;

use crate::limits::UNSAVED_ROOM_MS;
use crate::log::sqlite::salvage;
use crate::log::sqlite::unsaved::Unsaved;
use crate::metrics::Metrics;

/// Shared by the log and its threads.
pub(super) struct State {
    /// Whether the last commit succeeded.
    pub(super) commits: AtomicBool,
    /// Whether the last fsync succeeded.
    pub(super) syncs: AtomicBool,
    /// Rooms of which a write failed and none succeeded since, and when: what is small may go where what is large does not.
    unsaved_rooms: Mutex<HashMap<RoomId, Instant>>,
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
            unsaved_rooms: Mutex::default(),
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
        salvage::request_at_next_start(database);
        tracing::error!(%error, "a page of the database is damaged: rooms whose rows it holds are read from all \
            other pages, and saved whole where their changes cannot be. Stop the server and start it again: it then \
            writes the database anew from all that can be read, and keeps the damaged one");
    }

    /// It is whole again.
    pub(super) fn find_mended(&self, database: &Path) {
        if self.damaged.swap(false, Ordering::Relaxed) {
            salvage::cancel_at_next_start(database);
        }
    }

    /// A write of a room succeeded or not.
    pub(super) fn wrote(&self, room: RoomId, succeeded: bool) {
        let mut rooms = self.unsaved_rooms();
        if succeeded {
            rooms.remove(&room);
        } else {
            rooms.insert(room, Instant::now());
        }
    }

    pub(super) fn works(&self) -> bool {
        let is_over = |failed_at: &Instant| {
            // A room tries again sooner, unless it is gone.
            failed_at.elapsed() > Duration::from_millis(UNSAVED_ROOM_MS)
        };
        self.commits.load(Ordering::Relaxed)
            && self.syncs.load(Ordering::Relaxed)
            && self.unsaved_rooms().values().all(is_over)
    }

    fn unsaved_rooms(&self) -> MutexGuard<'_, HashMap<RoomId, Instant>> {
        // Whole between statements.
        self.unsaved_rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
