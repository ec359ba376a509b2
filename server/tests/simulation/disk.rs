//! One log of all rooms on a disk that fails: what is committed outlives the process, what is
//! synced outlives power, and either may be slow, refuse, or rot.

use std::collections::{BTreeMap, VecDeque};

use bytes::Bytes;
use picnic::limits::SNAPSHOT_GENERATIONS;
use picnic::log::WriteOutcome;
use picnic::versions::erasing::erase;
use picnic::versions::{Erased, Frame};
use picnic_protocol::ids::{LogPosition, RoomId};

use crate::random::Random;

/// Something to write.
#[derive(Debug, Clone)]
pub struct Write {
    pub room: RoomId,
    pub position: LogPosition,
    pub bytes: Bytes,
    pub what: What,
    /// Of a version: what was noted.
    pub version: Option<Box<Version>>,
    /// Of an erasure: what is to be in no version.
    pub erased: Vec<Erased>,
}

/// A version of the board, and what it is checked against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    pub frame: Frame,
    /// All of the board as it was then.
    pub board: Frame,
    /// As it was at the version before; none of one that tells everything.
    pub before: Option<Frame>,
}

/// Kinds of writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    Record,
    Snapshot,
    /// A snapshot in place of all before it.
    Seal,
    /// A version of the board.
    Version,
    /// Something goes from all versions.
    Erase,
}

/// What the log holds of one room.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kept {
    pub records: BTreeMap<LogPosition, Bytes>,
    pub snapshots: BTreeMap<LogPosition, Bytes>,
    pub versions: Vec<Version>,
    sealed: LogPosition,
}

impl Kept {
    /// Where the log ends.
    pub fn reaches(&self) -> LogPosition {
        let ends = [self.records.keys().next_back(), self.snapshots.keys().next_back()];
        ends.into_iter().flatten().copied().max().unwrap_or_default()
    }

    /// Whether the version can be kept: one before it may have got lost.
    fn takes_version(&self, version: &Version) -> bool {
        version.before.is_none()
            || self.versions.last().map(|last| &last.board) == version.before.as_ref()
    }

    fn put_version(&mut self, write: &Write) {
        let Some(version) = write.version.as_ref().filter(|one| self.takes_version(one)) else {
            return;
        };
        let mut version = Version::clone(version);
        if write.position <= self.sealed {
            forget_people(&mut version.frame);
        }
        self.versions.push(version);
    }

    fn erase(&mut self, erased: &[Erased]) {
        for Version { frame, board, before } in &mut self.versions {
            erase(std::slice::from_mut(frame), erased);
            erase(std::slice::from_mut(board), erased);
            before.iter_mut().for_each(|before| erase(std::slice::from_mut(before), erased));
        }
    }

    fn put(&mut self, write: &Write) {
        match write.what {
            What::Record => {
                self.records.insert(write.position, write.bytes.clone());
                return;
            }
            What::Version => return self.put_version(write),
            What::Erase => return self.erase(&write.erased),
            What::Seal => {
                self.sealed = self.sealed.max(write.position);
                self.versions.iter_mut().for_each(|version| forget_people(&mut version.frame));
                self.records = self.records.split_off(&write.position.next());
                self.snapshots.clear();
            }
            What::Snapshot => {
                // Compacted for long, and something newer is there.
                if self.snapshots.keys().any(|there| *there > write.position) {
                    return;
                }
            }
        }
        self.snapshots.insert(write.position, write.bytes.clone());
        while self.snapshots.len() > SNAPSHOT_GENERATIONS {
            self.snapshots.pop_first();
        }
        if self.snapshots.len() == SNAPSHOT_GENERATIONS
            && let Some((oldest, _)) = self.snapshots.first_key_value()
        {
            self.records = self.records.split_off(&oldest.next());
        }
    }
}

fn is_same(one: &Write, other: &Write) -> bool {
    one.what == other.what && one.room == other.room && one.erased == other.erased
}

fn forget_people(frame: &mut Frame) {
    frame.people.clear();
    frame.writers.clear();
}

/// How writing goes at present.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Health {
    Sound,
    /// Every write is refused.
    Full,
    /// Nothing comes back for a while.
    Stalled,
}

/// The disk, the operating system's memory before it, and the writes that wait.
#[derive(Debug)]
pub struct Disk {
    on_disk: BTreeMap<RoomId, Kept>,
    /// Committed since the last sync, in order.
    journal: Vec<Write>,
    /// All that is committed.
    committed: BTreeMap<RoomId, Kept>,
    waiting: VecDeque<Write>,
    pub health: Health,
    /// Rooms of which a version is not kept.
    pub lost: Vec<RoomId>,
    /// Erasures that are not on disk: they are done again by whoever opens the room.
    erasures: Vec<Write>,
}

impl Disk {
    pub fn new() -> Self {
        Self {
            on_disk: BTreeMap::new(),
            journal: Vec::new(),
            committed: BTreeMap::new(),
            waiting: VecDeque::new(),
            health: Health::Sound,
            lost: Vec::new(),
            erasures: Vec::new(),
        }
    }

    pub fn give(&mut self, write: Write) {
        if write.what == What::Erase {
            self.erasures.push(write.clone());
        }
        self.waiting.push_back(write);
    }

    /// Erasures that a process left undone.
    pub fn owed(&mut self) -> Vec<Write> {
        std::mem::take(&mut self.erasures)
    }

    pub fn kept(&self, room: RoomId) -> Kept {
        self.committed.get(&room).cloned().unwrap_or_default()
    }

    pub fn is_idle(&self) -> bool {
        self.waiting.is_empty() && self.journal.is_empty()
    }

    /// Writes what has waited longest; says for whom, and what became of it.
    pub fn write_next(&mut self, random: &mut Random) -> Option<(RoomId, Option<WriteOutcome>)> {
        if self.health == Health::Stalled {
            return None;
        }
        let write = self.waiting.pop_front()?;
        // What frees space is tried until it is done.
        let erases = write.what == What::Erase;
        let refused = !erases && (self.health == Health::Full || random.one_in(150));
        if let Some(version) = &write.version {
            let kept = self.committed.get(&write.room);
            if refused || !kept.is_some_and(|kept| kept.takes_version(version)) {
                self.lost.push(write.room);
            }
        }
        // A commit that fails may be there all the same.
        if !refused || random.one_in(8) {
            self.commit(write.clone());
        }
        let event = match (refused, write.what) {
            (true, What::Snapshot) => WriteOutcome::SnapshotFailed,
            (true, What::Record) => WriteOutcome::AppendFailed,
            (true, What::Seal) => WriteOutcome::SealFailed(write.position),
            (false, What::Snapshot) => WriteOutcome::SnapshotStored(write.position),
            (false, What::Record) => WriteOutcome::Appended(write.position),
            // Told when it is on disk.
            (false, What::Seal) | (_, What::Version | What::Erase) => {
                return Some((write.room, None));
            }
        };
        Some((write.room, Some(event)))
    }

    fn commit(&mut self, write: Write) {
        let kept = self.committed.entry(write.room).or_default();
        // A position is written once: a second record at it is refused by the database.
        if write.what != What::Record || !kept.records.contains_key(&write.position) {
            kept.put(&write);
            self.journal.push(write);
        }
    }

    /// Brings everything committed to disk; says up to where, for each room it concerns.
    pub fn sync(&mut self) -> Vec<(RoomId, WriteOutcome)> {
        if self.health != Health::Sound {
            return Vec::new();
        }
        let mut told = Vec::new();
        let mut reached = BTreeMap::<RoomId, LogPosition>::new();
        let waiting = |erasure: &Write| self.waiting.iter().any(|write| is_same(write, erasure));
        let waits: Vec<bool> = self.erasures.iter().map(waiting).collect();
        let mut waits = waits.into_iter();
        self.erasures.retain(|_| waits.next().unwrap_or_default());
        for write in std::mem::take(&mut self.journal) {
            if write.what == What::Seal {
                told.push((write.room, WriteOutcome::Sealed(write.position)));
            }
            self.on_disk.entry(write.room).or_default().put(&write);
            if write.what == What::Erase {
                continue;
            }
            let position = reached.entry(write.room).or_default();
            *position = write.position.max(*position);
        }
        told.extend(reached.into_iter().map(|(room, at)| (room, WriteOutcome::OnDisk(at))));
        told
    }

    /// `kill -9`: of the writes that waited, the first few are committed, the others never were.
    pub fn kill(&mut self, random: &mut Random) {
        let done = random.index(self.waiting.len() + 1);
        let waiting = std::mem::take(&mut self.waiting);
        for write in waiting.into_iter().take(done) {
            if self.health == Health::Sound {
                self.commit(write);
            }
        }
    }

    /// Power is lost: of what was not synced, the first part may have reached the disk.
    pub fn lose_power(&mut self, random: &mut Random) {
        self.waiting.clear();
        let done = random.index(self.journal.len() + 1);
        for write in std::mem::take(&mut self.journal).into_iter().take(done) {
            self.on_disk.entry(write.room).or_default().put(&write);
        }
        self.committed = self.on_disk.clone();
    }

    /// A bit flips in the room's newest snapshot. Its checksum tells, so it is as good as gone; the
    /// generation before it and the records since are there (rule 8).
    pub fn rot_newest_snapshot(&mut self, room: RoomId) {
        let kept = self.committed.entry(room).or_default();
        let mut snapshots = kept.snapshots.keys().copied();
        let (Some(older), Some(newest)) = (snapshots.next(), snapshots.next()) else { return };
        // While the log failed, only the snapshot had what was written.
        let records = kept.records.range(older.next()..=newest).count();
        if records as u64 == newest.0 - older.0 {
            kept.snapshots.remove(&newest);
            let kept = kept.clone();
            self.on_disk.insert(room, kept);
            self.journal.retain(|write| write.room != room);
        }
    }

    /// A bit flips in a record that is needed.
    pub fn rot_record(&mut self, room: RoomId) -> bool {
        let kept = self.committed.entry(room).or_default();
        let newest = kept.snapshots.keys().next_back().copied().unwrap_or_default();
        let needed = kept.records.range(newest.next()..).next_back().map(|(at, _)| *at);
        let Some(needed) = needed else { return false };
        kept.records.insert(needed, Bytes::from_static(b"\xff"));
        true
    }
}
