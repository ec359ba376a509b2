//! A log in memory, for simulations: the same verbs and rules, no disk.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use picnic_protocol::ids::{LogPosition, RoomId};

use crate::limits::SNAPSHOT_GENERATIONS;
use crate::log::{Aside, Event, Log, LogError, Observer, Records, Snapshots, Stored};

#[derive(Debug, Default)]
struct Kept {
    records: BTreeMap<LogPosition, Bytes>,
    snapshots: BTreeMap<LogPosition, Bytes>,
}

/// Rooms kept in memory.
#[derive(Debug, Default)]
pub struct MemoryLog {
    rooms: Mutex<HashMap<RoomId, Kept>>,
}

impl MemoryLog {
    fn rooms(&self) -> MutexGuard<'_, HashMap<RoomId, Kept>> {
        // The map is whole between statements, so a panic elsewhere does not spoil it.
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Log for MemoryLog {
    fn append(
        &self,
        room: RoomId,
        position: LogPosition,
        record: Bytes,
        observer: Arc<dyn Observer>,
    ) {
        self.rooms().entry(room).or_default().records.insert(position, record);
        observer.notify(Event::Appended(position));
        observer.notify(Event::OnDisk(position));
    }

    fn put_snapshot(
        &self,
        room: RoomId,
        position: LogPosition,
        snapshot: Bytes,
        observer: Arc<dyn Observer>,
    ) {
        {
            let mut rooms = self.rooms();
            let kept = rooms.entry(room).or_default();
            // It was compacted for long, and something newer is there, perhaps sealed.
            let is_stale = kept.snapshots.keys().any(|there| *there > position);
            if !is_stale {
                kept.snapshots.insert(position, snapshot);
            }
            while kept.snapshots.len() > SNAPSHOT_GENERATIONS {
                kept.snapshots.pop_first();
            }
            if kept.snapshots.len() == SNAPSHOT_GENERATIONS
                && let Some((oldest, _)) = kept.snapshots.first_key_value()
            {
                kept.records = kept.records.split_off(&oldest.next());
            }
        }
        observer.notify(Event::SnapshotStored(position));
        observer.notify(Event::OnDisk(position));
    }

    fn seal(
        &self,
        room: RoomId,
        position: LogPosition,
        snapshot: Bytes,
        observer: Arc<dyn Observer>,
    ) {
        {
            let mut rooms = self.rooms();
            let kept = rooms.entry(room).or_default();
            kept.records = kept.records.split_off(&position.next());
            kept.snapshots = BTreeMap::from([(position, snapshot)]);
        }
        observer.notify(Event::Sealed(position));
        observer.notify(Event::OnDisk(position));
    }

    fn tail(&self, room: RoomId, after: LogPosition) -> Result<Records, LogError> {
        let rooms = self.rooms();
        let records =
            rooms.get(&room).into_iter().flat_map(|kept| kept.records.range(after.next()..));
        let sound = records.map(|(position, bytes)| stored(*position, bytes)).collect();
        Ok(Records { sound, corrupt: Vec::new() })
    }

    fn works(&self) -> bool {
        true
    }

    fn set_aside(&self, room: RoomId, aside: Aside) -> Result<(), LogError> {
        let mut rooms = self.rooms();
        let kept = rooms.entry(room).or_default();
        kept.records.retain(|position, _| !aside.records.contains(position));
        kept.snapshots.retain(|position, _| !aside.snapshots.contains(position));
        Ok(())
    }

    fn snapshots(&self, room: RoomId) -> Result<Snapshots, LogError> {
        let rooms = self.rooms();
        let snapshots = rooms.get(&room).into_iter().flat_map(|kept| kept.snapshots.iter().rev());
        let sound = snapshots.map(|(position, bytes)| stored(*position, bytes)).collect();
        Ok(Snapshots { sound, corrupt: Vec::new() })
    }
}

fn stored(position: LogPosition, bytes: &Bytes) -> Stored {
    Stored { position, bytes: bytes.clone() }
}
