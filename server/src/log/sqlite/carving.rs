//! The turn of those for whom rows are carved, one at a time, for each reads the whole database; and what was found, for a moment:
//! opening a room looks several times.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use picnic_protocol::ids::RoomId;

use crate::limits::{CARVED_BYTES_KEPT_MAX, CARVED_ROOMS_KEPT_MAX, CARVED_SECONDS_KEPT};
use crate::log::LogError;
use crate::log::sqlite::carve::Carved;

/// Who carves, and what was found last.
#[derive(Debug, Default)]
pub(super) struct Carving {
    /// Whether any room was ever looked for.
    used: AtomicBool,
    turn: Mutex<()>,
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    /// Oldest first.
    found: VecDeque<(RoomId, Instant, Arc<Carved>)>,
    /// For whom it is being read, and nothing was given to write since.
    under_way: Option<RoomId>,
}

impl Carving {
    /// What there is of a room: found a moment ago, or by `carve`, when the turn has come.
    pub(super) fn find(
        &self,
        room: RoomId,
        carve: impl FnOnce() -> Result<Carved, LogError>,
    ) -> Result<Arc<Carved>, LogError> {
        self.used.store(true, Ordering::Relaxed);
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        {
            let mut kept = self.kept();
            let age = Duration::from_secs(CARVED_SECONDS_KEPT);
            kept.found.retain(|(_, at, _)| at.elapsed() < age);
            if let Some((.., found)) = kept.found.iter().find(|(of, ..)| *of == room) {
                return Ok(Arc::clone(found));
            }
            kept.under_way = Some(room);
        }
        let carved = Arc::new(carve()?);
        let mut kept = self.kept();
        if kept.under_way.take() == Some(room) && carved.bytes() <= CARVED_BYTES_KEPT_MAX {
            while kept.found.len() >= CARVED_ROOMS_KEPT_MAX {
                kept.found.pop_front();
            }
            kept.found.push_back((room, Instant::now(), Arc::clone(&carved)));
        }
        Ok(carved)
    }

    /// Whether there may be something to forget.
    pub(super) fn is_used(&self) -> bool {
        self.used.load(Ordering::Relaxed)
    }

    /// Something of a room is about to change.
    pub(super) fn forget(&self, room: RoomId) {
        let mut kept = self.kept();
        kept.found.retain(|(of, ..)| *of != room);
        kept.under_way.take_if(|of| *of == room);
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: RoomId = RoomId::from_bytes([1; 16]);

    #[test]
    fn a_database_is_read_once_for_all_look_ups_of_an_opening_and_anew_once_something_was_written()
    {
        let carving = Carving::default();
        let reads = std::cell::Cell::new(0);
        let look = |room| {
            let read = || {
                reads.set(reads.get() + 1);
                Ok(Carved::default())
            };
            carving.find(room, read).map(|_| reads.get()).unwrap_or_default()
        };
        assert_eq!([look(ROOM), look(ROOM), look(ROOM)], [1, 1, 1]);
        carving.forget(ROOM);
        assert_eq!(look(ROOM), 2);
        for other in 2..10 {
            look(RoomId::from_bytes([other; 16]));
        }
        assert_eq!(carving.kept().found.len(), CARVED_ROOMS_KEPT_MAX);
    }

    #[test]
    fn what_was_written_while_it_was_read_is_not_passed_over_the_next_time() {
        let carving = Carving::default();
        let read = || {
            carving.forget(ROOM);
            Ok(Carved::default())
        };
        assert!(carving.find(ROOM, read).is_ok());
        assert!(carving.kept().found.is_empty());
    }
}
