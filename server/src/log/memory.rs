//! A log in memory, for simulations: the same verbs and rules, no disk.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use picnic_protocol::ids::{LogPosition, RoomId};

use crate::limits::SNAPSHOT_GENERATIONS;
use crate::log::{
    Door, Generation, KeptVersions, KnownRoom, Log, LogError, NewVersions, Observer, Records,
    RoomUse, Stored, UnusableRows, Versions, VersionsChange, VersionsOfRoom, WriteOutcome,
};

#[derive(Debug, Default, Clone)]
struct Kept {
    records: BTreeMap<LogPosition, Bytes>,
    snapshots: BTreeMap<LogPosition, Vec<Bytes>>,
    door: Option<(LogPosition, Bytes)>,
    versions: BTreeMap<u64, NewVersions>,
    damaged_versions: BTreeSet<u64>,
    sealed: LogPosition,
    used: Option<(u64, bool)>,
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
    refuses_versions: AtomicBool,
}

impl MemoryLog {
    fn rooms(&self) -> MutexGuard<'_, HashMap<RoomId, Kept>> {
        // The map is whole between statements, so a panic elsewhere does not spoil it.
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl MemoryLog {
    /// From now on a row of versions reads as one whose checksum does not hold.
    pub fn damage_versions(&self, room: RoomId, number: u64) {
        if let Some(kept) = self.rooms().get_mut(&room) {
            kept.damaged_versions.insert(number);
        }
    }

    /// What is there after the process was killed.
    #[must_use]
    pub fn after_a_kill(&self) -> Self {
        Self { rooms: Mutex::new(self.rooms().clone()), ..Self::default() }
    }

    /// Whether it takes no versions from now on, as on a full disk.
    pub fn refuse_versions(&self, refuses: bool) {
        self.refuses_versions.store(refuses, Ordering::SeqCst);
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
            kept.sealed = kept.sealed.max(position);
            for versions in kept.versions.values_mut() {
                versions.people = None;
            }
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

    fn change_versions(&self, room: RoomId, change: VersionsChange) -> Result<(), LogError> {
        if self.refuses_versions.load(Ordering::SeqCst) {
            return Err(LogError::NotWritten);
        }
        let mut rooms = self.rooms();
        let Some(kept) = rooms.get_mut(&room) else { return Ok(()) };
        if let Some(from) = change.removes_from {
            kept.versions.split_off(&from);
        }
        let is_sealed = kept.sealed >= change.position;
        kept.versions.extend(change.puts.into_iter().map(|new| {
            let people = new.people.clone().filter(|_| !is_sealed);
            (new.number, NewVersions { people, ..new })
        }));
        Ok(())
    }

    fn versions(&self, room: RoomId) -> Result<Versions, LogError> {
        let rooms = self.rooms();
        let Some(room) = rooms.get(&room) else { return Ok(Versions::default()) };
        let kept = |NewVersions { number, bytes, people, .. }: &NewVersions| KeptVersions {
            number: *number,
            bytes: (!room.damaged_versions.contains(number)).then(|| bytes.clone()),
            people: people.clone(),
        };
        let kept = room.versions.values().map(kept).collect();
        Ok(Versions { kept, sealed: room.sealed })
    }

    fn versions_of_all(&self) -> Result<Vec<VersionsOfRoom>, LogError> {
        let rooms = self.rooms();
        let of = |(room, kept): (&RoomId, &Kept)| {
            let from_ms = kept.versions.values().map(|versions| versions.from_ms).min()?;
            let all = kept.versions.values();
            let all =
                all.flat_map(|versions| std::iter::once(&versions.bytes).chain(&versions.people));
            let bytes = all.map(|bytes| bytes.len() as u64).sum();
            let used_ms = kept.used.map(|(at_ms, _)| at_ms);
            Some(VersionsOfRoom { room: *room, from_ms, used_ms, bytes })
        };
        Ok(rooms.iter().filter_map(of).collect())
    }

    fn use_room(&self, room: RoomId, at_ms: u64, what: RoomUse) {
        if let Some(kept) = self.rooms().get_mut(&room) {
            let was_empty = kept.used.is_some_and(|(_, is_empty)| is_empty);
            let is_empty = match what {
                RoomUse::Made => true,
                RoomUse::Entered => was_empty,
                RoomUse::Written => false,
            };
            kept.used = Some((at_ms, is_empty));
        }
    }

    fn rooms_after(&self, after: Option<RoomId>, count: usize) -> Result<Vec<KnownRoom>, LogError> {
        let rooms = self.rooms();
        let known = |(room, kept): (&RoomId, &Kept)| KnownRoom {
            room: *room,
            used_ms: kept.used.map(|(at_ms, _)| at_ms),
            is_empty: kept.used.is_some_and(|(_, is_empty)| is_empty),
        };
        let mut known: Vec<_> = rooms.iter().map(known).collect();
        known.retain(|known| after.is_none_or(|after| known.room > after));
        known.sort_by_key(|known| known.room);
        known.truncate(count);
        Ok(known)
    }

    fn remove_room(&self, room: RoomId, unless_used_after_ms: u64) -> Result<bool, LogError> {
        let mut rooms = self.rooms();
        let used = rooms.get(&room).and_then(|kept| kept.used);
        let goes = used.is_some_and(|(at_ms, _)| at_ms <= unless_used_after_ms);
        if goes {
            rooms.remove(&room);
        }
        Ok(goes)
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
