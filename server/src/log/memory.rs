//! A log in memory, for simulations: the same verbs and rules, no disk.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use picnic_protocol::ids::{LogPosition, RoomId};

use crate::limits::SNAPSHOT_GENERATIONS;
use crate::log::{
    Door, Generation, Log, LogError, Observer, Records, Stored, UnusableRows, WriteOutcome,
};

#[derive(Debug, Default)]
struct Kept {
    records: BTreeMap<LogPosition, Bytes>,
    snapshots: BTreeMap<LogPosition, Vec<Bytes>>,
    door: Option<(LogPosition, Bytes)>,
}

impl Kept {
    fn bytes(&self) -> u64 {
        let all = self.records.values().chain(self.snapshots.values().flatten());
        all.map(|bytes| bytes.len() as u64).sum()
    }

    fn put_door(&mut self, position: LogPosition, door: Bytes) {
        if self.door.as_ref().is_none_or(|(there, _)| *there <= position) {
            self.door = Some((position, door));
        }
    }
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
        door: Option<Bytes>,
        observer: Arc<dyn Observer>,
    ) {
        {
            let mut rooms = self.rooms();
            let kept = rooms.entry(room).or_default();
            kept.records.insert(position, record);
            if let Some(door) = door {
                kept.put_door(position, door);
            }
        }
        observer.notify(WriteOutcome::Appended(position));
        observer.notify(WriteOutcome::OnDisk(position));
    }

    fn put_snapshot(
        &self,
        room: RoomId,
        position: LogPosition,
        parts: Vec<Bytes>,
        door: Bytes,
        observer: Arc<dyn Observer>,
    ) {
        {
            let mut rooms = self.rooms();
            let kept = rooms.entry(room).or_default();
            // It was compacted for long, and something newer is there, perhaps sealed.
            let is_stale = kept.snapshots.keys().any(|there| *there > position);
            if !is_stale {
                kept.snapshots.insert(position, parts);
                kept.put_door(position, door);
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
        observer.notify(WriteOutcome::SnapshotStored(position));
        observer.notify(WriteOutcome::OnDisk(position));
    }

    fn seal(
        &self,
        room: RoomId,
        position: LogPosition,
        parts: Vec<Bytes>,
        door: Bytes,
        observer: Arc<dyn Observer>,
    ) {
        {
            let mut rooms = self.rooms();
            let kept = rooms.entry(room).or_default();
            kept.records = kept.records.split_off(&position.next());
            kept.snapshots = kept.snapshots.split_off(&position.next());
            // Two seals were given at once; the newer came first, and stands for this one too.
            if kept.snapshots.is_empty() {
                kept.snapshots.insert(position, parts);
            }
            kept.put_door(position, door);
        }
        observer.notify(WriteOutcome::Sealed(position));
        observer.notify(WriteOutcome::OnDisk(position));
    }

    fn tail(&self, room: RoomId, after: LogPosition) -> Result<Records, LogError> {
        let rooms = self.rooms();
        let Some(kept) = rooms.get(&room) else { return Ok(Records::default()) };
        let records = kept.records.range(after.next()..);
        let sound = records.map(|(position, bytes)| stored(*position, bytes)).collect();
        let reaches = kept.door.as_ref().map_or(LogPosition::START, |(position, _)| *position);
        Ok(Records { sound, reaches, ..Records::default() })
    }

    fn bytes_of(&self, room: RoomId) -> Result<u64, LogError> {
        Ok(self.rooms().get(&room).map_or(0, Kept::bytes))
    }

    fn bytes(&self) -> Result<u64, LogError> {
        Ok(self.rooms().values().map(Kept::bytes).sum())
    }

    fn works(&self) -> bool {
        true
    }

    fn set_aside(&self, room: RoomId, aside: UnusableRows) -> Result<(), LogError> {
        let mut rooms = self.rooms();
        let kept = rooms.entry(room).or_default();
        kept.records.retain(|position, _| !aside.records.contains(position));
        kept.snapshots.retain(|position, _| !aside.snapshots.contains(position));
        Ok(())
    }

    fn snapshots(&self, room: RoomId) -> Result<Vec<Generation>, LogError> {
        let rooms = self.rooms();
        let snapshots = rooms.get(&room).into_iter().flat_map(|kept| kept.snapshots.iter().rev());
        let generation = |(position, parts): (&LogPosition, &Vec<Bytes>)| Generation {
            position: *position,
            parts: parts.iter().cloned().map(Some).collect(),
        };
        Ok(snapshots.map(generation).collect())
    }

    fn door(&self, room: RoomId) -> Result<Door, LogError> {
        let rooms = self.rooms();
        let door = rooms.get(&room).and_then(|kept| kept.door.as_ref());
        Ok(door.map_or(Door::Untold, |(_, door)| Door::Sound(door.clone())))
    }
}

fn stored(position: LogPosition, bytes: &Bytes) -> Stored {
    Stored { position, bytes: bytes.clone() }
}
