//! One write: what it puts into the database, and who hears of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::SyncSender;

use bytes::Bytes;
use picnic_protocol::ids::{LogPosition, RoomId};
use rusqlite::{Transaction, params};

use crate::log::sqlite::row::{checksum, signed};
use crate::log::sqlite::state::State;
use crate::log::sqlite::unsaved::Given;
use crate::log::sqlite::{doors, generations, known_rooms, versions};
use crate::log::{Observer, RoomUse, UnusableRows, VersionsChange, WriteOutcome};

/// Something to write, and when it was given.
pub(super) struct Write {
    pub(super) room: RoomId,
    pub(super) given: Given,
    pub(super) what: What,
}

/// What is written, and who hears of it.
pub(super) enum What {
    Record {
        position: LogPosition,
        bytes: Bytes,
        /// The door from then on, where the record changes it.
        door: Option<Bytes>,
        observer: Arc<dyn Observer>,
    },
    Snapshot {
        position: LogPosition,
        parts: Vec<Bytes>,
        door: Bytes,
        observer: Arc<dyn Observer>,
    },
    /// A snapshot takes the place of all before it.
    Seal {
        position: LogPosition,
        parts: Vec<Bytes>,
        door: Bytes,
        observer: Arc<dyn Observer>,
    },
    /// Rows that cannot be used are moved out of the way (rule 8).
    Aside {
        aside: UnusableRows,
        done: SyncSender<bool>,
    },
    /// Versions of the board come or go.
    Versions {
        change: VersionsChange,
        done: SyncSender<bool>,
    },
    /// Somebody is there.
    Use {
        at_ms: u64,
        what: RoomUse,
    },
    /// All of the room goes, unless somebody was there later.
    Remove {
        unless_used_after_ms: u64,
        /// Told before it is done.
        is_gone: Arc<AtomicBool>,
        done: SyncSender<bool>,
    },
}

impl What {
    /// Whether its failing says that rooms are not saved.
    pub(super) const fn is_of_the_room(&self) -> bool {
        !matches!(
            self,
            Self::Aside { .. } | Self::Versions { .. } | Self::Use { .. } | Self::Remove { .. }
        )
    }
}

/// A commit, for the sync thread.
pub(super) enum Committed {
    /// A room's newest.
    Room {
        room: RoomId,
        position: LogPosition,
        observer: Arc<dyn Observer>,
        given: Given,
        /// Whether the write-ahead file holds what was sealed away.
        sealed: bool,
    },
    /// The write-ahead file holds what was erased, and nobody waits.
    Erased,
}

impl Write {
    pub(super) fn fail(self, state: &State) {
        state.unsaved.leave(self.given);
        match self.what {
            What::Record { observer, .. } => observer.notify(WriteOutcome::AppendFailed),
            What::Snapshot { observer, .. } => observer.notify(WriteOutcome::SnapshotFailed),
            What::Seal { position, observer, .. } => {
                observer.notify(WriteOutcome::SealFailed(position));
            }
            What::Aside { done, .. } | What::Versions { done, .. } | What::Remove { done, .. } => {
                // Whoever asked waits for this; there is room for one answer.
                let _ = done.try_send(false);
            }
            // It is told again.
            What::Use { .. } => {}
        }
    }

    pub(super) fn done(self, state: &State) -> Option<Committed> {
        let Self { room, given, what } = self;
        if what.is_of_the_room() {
            state.metrics.appended(given.at.elapsed());
        }
        let sealed = matches!(what, What::Seal { .. });
        let waited = |done: SyncSender<bool>, erases: bool| {
            state.unsaved.leave(given);
            // Whoever asked waits for this; there is room for one answer.
            let _ = done.try_send(true);
            erases.then_some(Committed::Erased)
        };
        let (position, observer) = match what {
            What::Record { position, observer, .. } => {
                observer.notify(WriteOutcome::Appended(position));
                (position, observer)
            }
            What::Snapshot { position, observer, .. } => {
                observer.notify(WriteOutcome::SnapshotStored(position));
                (position, observer)
            }
            // Told when it is on disk: what a reveal shows must not be taken back.
            What::Seal { position, observer, .. } => (position, observer),
            What::Aside { done, .. } => return waited(done, false),
            What::Versions { change, done } => return waited(done, change.erases),
            What::Remove { done, .. } => return waited(done, true),
            What::Use { .. } => {
                state.unsaved.leave(given);
                return None;
            }
        };
        Some(Committed::Room { room, position, observer, given, sealed })
    }

    pub(super) fn put(&self, txn: &Transaction<'_>) -> rusqlite::Result<()> {
        let room = self.room;
        match &self.what {
            What::Record { position, bytes, door, .. } => {
                txn.prepare_cached(
                    "INSERT INTO records (room, position, checksum, bytes)
                     VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute(params![
                    room.as_bytes(),
                    signed(*position),
                    checksum(*position, bytes),
                    bytes.as_ref()
                ])?;
                if let Some(door) = door {
                    doors::put(txn, room, *position, door)?;
                }
            }
            // It was compacted for long, and something newer is there, perhaps sealed.
            What::Snapshot { position, .. } if generations::is_stale(txn, room, *position)? => {}
            What::Snapshot { position, parts, door, .. } => {
                generations::put(txn, room, *position, parts, false)?;
                generations::compact(txn, room)?;
                doors::put(txn, room, *position, door)?;
            }
            What::Seal { position, parts, door, .. } => {
                seal(txn, room, *position, parts)?;
                versions::seal(txn, room, *position)?;
                doors::put(txn, room, *position, door)?;
            }
            What::Aside { aside, .. } => set_aside(txn, room, aside)?,
            What::Versions { change, .. } => versions::change(txn, room, change)?,
            What::Use { at_ms, what } => known_rooms::put_used(txn, room, *at_ms, *what)?,
            What::Remove { unless_used_after_ms, is_gone, .. } => {
                let goes = known_rooms::remove(txn, room, *unless_used_after_ms)?;
                is_gone.store(goes, Ordering::Relaxed);
            }
        }
        Ok(())
    }
}

/// Leaves a room's snapshot, in two copies, and nothing from before it. Where a newer one is there already, two
/// seals were given at once and came in the other order: that one stands for this too, which may hold what it sealed.
fn seal(
    txn: &Transaction<'_>,
    room: RoomId,
    position: LogPosition,
    parts: &[Bytes],
) -> rusqlite::Result<()> {
    txn.prepare_cached("DELETE FROM records WHERE room = ?1 AND position <= ?2")?
        .execute(params![room.as_bytes(), signed(position)])?;
    txn.prepare_cached("DELETE FROM quarantine WHERE room = ?1")?.execute([room.as_bytes()])?;
    if generations::is_stale(txn, room, position)? {
        return generations::clear(txn, room, position);
    }
    generations::clear_all(txn, room)?;
    generations::put(txn, room, position, parts, true)
}

pub(super) fn set_aside(
    txn: &Transaction<'_>,
    room: RoomId,
    aside: &UnusableRows,
) -> rusqlite::Result<()> {
    for (table, positions) in [("records", &aside.records), ("snapshots", &aside.snapshots)] {
        for position in positions {
            let row = params![room.as_bytes(), signed(*position)];
            let copy = format!(
                "INSERT INTO quarantine (origin, room, position, checksum, bytes)
                 SELECT '{table}', room, position, checksum, bytes FROM {table}
                 WHERE room = ?1 AND position = ?2"
            );
            txn.execute(&copy, row)?;
            let remove = format!("DELETE FROM {table} WHERE room = ?1 AND position = ?2");
            txn.execute(&remove, row)?;
        }
    }
    for position in &aside.snapshots {
        generations::set_whole_aside(txn, room, *position)?;
    }
    for position in &aside.torn {
        generations::set_torn_aside(txn, room, *position)?;
    }
    Ok(())
}
