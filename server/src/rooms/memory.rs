//! The memory that the boards of all open rooms take: added up as rooms tell theirs, and held to a
//! budget. At its end rooms that are open go on, small ones may grow, and no other is opened.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::limits::ROOM_MEMORY_ALWAYS;

/// What all boards take, and may take.
#[derive(Debug)]
pub struct Memory {
    used: AtomicUsize,
    max: usize,
    /// What one board may take.
    of_one_max: usize,
}

/// What one open room's board takes; nothing once this is dropped.
#[derive(Debug)]
pub struct MemoryShare {
    memory: Arc<Memory>,
    bytes: usize,
}

impl Memory {
    /// A budget of which nothing is used.
    #[must_use]
    pub const fn new(max: usize, of_one_max: usize) -> Self {
        Self { used: AtomicUsize::new(0), max, of_one_max }
    }

    /// How much is used, bytes.
    #[must_use]
    pub fn used(&self) -> usize {
        self.used.load(Ordering::Relaxed)
    }

    /// How much may be used, bytes.
    #[must_use]
    pub const fn max(&self) -> usize {
        self.max
    }

    /// Whether one more room may be opened.
    #[must_use]
    pub fn has_space(&self) -> bool {
        self.used() < self.max
    }

    /// The share of a room that is opened now.
    #[must_use]
    pub fn share(self: &Arc<Self>) -> MemoryShare {
        MemoryShare { memory: Arc::clone(self), bytes: 0 }
    }
}

impl MemoryShare {
    /// The room's board takes so much now. Returns what it may take.
    pub fn is(&mut self, bytes: usize) -> usize {
        let before = std::mem::replace(&mut self.bytes, bytes);
        let used = &self.memory.used;
        if bytes > before {
            used.fetch_add(bytes - before, Ordering::Relaxed);
        } else if bytes < before {
            used.fetch_sub(before - bytes, Ordering::Relaxed);
        }
        let most = self.memory.of_one_max;
        if self.memory.has_space() { most } else { most.min(ROOM_MEMORY_ALWAYS) }
    }
}

impl Drop for MemoryShare {
    fn drop(&mut self) {
        self.is(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_open_rooms_take_is_added_up_and_given_back() {
        let memory = Arc::new(Memory::new(100 << 20, 80 << 20));
        let (mut one, mut other) = (memory.share(), memory.share());
        assert_eq!(one.is(60 << 20), 80 << 20);
        assert_eq!(other.is(30 << 20), 80 << 20);
        assert!(memory.has_space());
        // At the end of it large boards may not grow, and small ones may.
        assert_eq!(other.is(40 << 20), ROOM_MEMORY_ALWAYS);
        assert!(!memory.has_space());
        drop(one);
        assert_eq!((memory.used(), memory.has_space()), (40 << 20, true));
        assert_eq!(other.is(10 << 20), 80 << 20);
        drop(other);
        assert_eq!(memory.used(), 0);
    }
}
