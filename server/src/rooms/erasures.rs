//! What is to be erased from versions: all that waits for one room is one erasure, so that somebody who erases item by item
//! holds one thread and one place of the line.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::mem::take;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use picnic_protocol::ids::RoomId;
use tokio::sync::oneshot;

use crate::versions::Erased;

/// Something to be erased from a room's versions.
pub(super) struct Erasure {
    pub(super) erased: Vec<Erased>,
    /// Told once it is in none.
    pub(super) done: Box<dyn FnOnce() + Send>,
}

/// What waits of a room while an erasure of it is on its way.
#[derive(Default)]
struct Waiting {
    erasures: Vec<Erasure>,
    /// Those who wait until it is done.
    waiters: Vec<oneshot::Sender<()>>,
}

/// The erasures of all rooms.
#[derive(Clone, Default)]
pub(super) struct Erasures {
    waiting: Arc<Mutex<HashMap<RoomId, Waiting>>>,
}

impl Erasures {
    fn waiting(&self) -> MutexGuard<'_, HashMap<RoomId, Waiting>> {
        // The map is whole between statements, so a panic elsewhere does not spoil it.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds to what waits. Whether nothing of the room is on its way, so that somebody must [`carry`](Self::carry) it.
    pub(super) fn add(&self, room: RoomId, erasure: Erasure) -> bool {
        match self.waiting().entry(room) {
            Entry::Occupied(mut waiting) => {
                waiting.get_mut().erasures.push(erasure);
                false
            }
            Entry::Vacant(place) => {
                place.insert(Waiting { erasures: vec![erasure], waiters: Vec::new() });
                true
            }
        }
    }

    /// Does what waits of a room, one erasure after the other, until nothing does.
    pub(super) fn carry(&self, room: RoomId, erase: impl Fn(Vec<Erasure>)) {
        while let Some(Waiting { erasures, waiters }) = self.take(room) {
            if !erasures.is_empty() {
                erase(erasures);
            }
            for waiter in waiters {
                // Whoever waited may be gone.
                let _ = waiter.send(());
            }
        }
    }

    /// What waits of a room; none and nothing on its way from now on where nothing does.
    fn take(&self, room: RoomId) -> Option<Waiting> {
        let mut all = self.waiting();
        let waiting = take(all.get_mut(&room)?);
        if waiting.erasures.is_empty() && waiting.waiters.is_empty() {
            all.remove(&room);
            return None;
        }
        Some(waiting)
    }

    /// Waits until all that was added so far is done.
    pub(super) async fn settle(&self) {
        let on_their_way: Vec<_> = self
            .waiting()
            .values_mut()
            .map(|waiting| {
                let (done, told) = oneshot::channel();
                waiting.waiters.push(done);
                told
            })
            .collect();
        for told in on_their_way {
            // Whoever carries it ends with the process only.
            let _ = told.await;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    const ROOM: RoomId = RoomId::from_bytes([1; 16]);

    fn element(key: &str) -> Erasure {
        Erasure { erased: vec![Erased::Element(key.to_owned())], done: Box::new(|| ()) }
    }

    #[test]
    fn what_comes_while_an_erasure_is_on_its_way_is_one_erasure_after_it() {
        let erasures = Erasures::default();
        assert!(erasures.add(ROOM, element("a")));
        let carried = RefCell::new(Vec::new());
        erasures.carry(ROOM, |erasures_now| {
            if carried.borrow().is_empty() {
                for key in ["b", "c", "d"] {
                    assert!(!erasures.add(ROOM, element(key)), "the first is on its way");
                }
            }
            let erased = erasures_now.into_iter().flat_map(|erasure| erasure.erased);
            carried.borrow_mut().push(erased.collect::<Vec<_>>());
        });
        let keys = |keys: &[&str]| {
            keys.iter().map(|key| Erased::Element((*key).to_owned())).collect::<Vec<_>>()
        };
        assert_eq!(carried.into_inner(), [keys(&["a"]), keys(&["b", "c", "d"])]);
        assert!(erasures.add(ROOM, element("e")), "nothing is on its way any more");
    }
}
