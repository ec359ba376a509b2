//! Folding a room from its log, from the newest snapshot that holds, past what is damaged
//! (rule 8).

use std::time::Duration;

use bytes::Bytes;
use picnic_protocol::ids::{LogPosition, RoomId};
use rustix::time::{ClockId, clock_gettime};

use crate::limits::UNTOUCHED_ROOM_BYTES_MAX;
use crate::log::{Door, Generation, Log, Records, UnusableRows};
use crate::room::kept_door::KeptDoor;
use crate::room::links::ServerKey;
use crate::room::session::random::{Random, SEED_BYTES};
use crate::room::{CannotRestore, Remains, Restored, Room, must_be_readable};
use crate::rooms::{OpenError, Settings};

impl From<CannotRestore> for OpenError {
    fn from(error: CannotRestore) -> Self {
        match error {
            // Its checksum holds: this is what was written, and not damage (rule 13).
            CannotRestore::Unreadable(..) => Self::Newer(error.to_string()),
            CannotRestore::DoesNotApply(..)
            | CannotRestore::Corrupt(_)
            | CannotRestore::Missing(_)
            | CannotRestore::NoBeginning => Self::Damaged(error.to_string()),
        }
    }
}

/// Folds the room. Blocks.
///
/// # Errors
/// When it is unknown, cannot be read at all, or is not this version's to read. Nothing is written then.
pub fn load(
    log: &dyn Log,
    id: RoomId,
    key: ServerKey,
    settings: Settings,
    seed: [u8; SEED_BYTES],
) -> Result<Room, OpenError> {
    fold_or_salvage(log, id, key, settings, seed).map_err(|error| match error {
        OpenError::Newer(what) => {
            let wrote = log.later_version().map(|version| format!("; picnic {version} wrote here"));
            OpenError::Newer(what + &wrote.unwrap_or_default())
        }
        error => error,
    })
}

/// Whether nobody ever wrote anything in the room but their name, as the room itself says. Blocks; writes nothing.
///
/// # Errors
/// When not all of it can be read: then something may be there.
pub(super) fn is_untouched(log: &dyn Log, id: RoomId, key: ServerKey) -> Result<bool, OpenError> {
    // So that what is folded here is small.
    if log.bytes_of(id)? > UNTOUCHED_ROOM_BYTES_MAX {
        return Ok(false);
    }
    let newest = log.snapshots(id)?.into_iter().next();
    let snapshot = newest.map(|Generation { position, parts }| {
        let parts = parts.into_iter().collect::<Option<Vec<_>>>();
        parts.map(|parts| (position, parts)).ok_or(CannotRestore::Corrupt(position))
    });
    let snapshot = snapshot.transpose()?;
    let snapshot = snapshot.as_ref().map(|(position, parts)| (*position, &parts[..]));
    let restored = from_snapshot(id, &key, snapshot)?;
    let records = log.tail(id, restored.position())?;
    let mut restored = fold(restored, &records, records.reaches)?;
    if records.tree_skipped_rows {
        restored.find_damage();
    }
    if let Some(before_ms) = log.lost_before_ms() {
        restored.count_loss(before_ms);
    }
    Ok(restored.is_untouched())
}

fn fold_or_salvage(
    log: &dyn Log,
    id: RoomId,
    key: ServerKey,
    settings: Settings,
    seed: [u8; SEED_BYTES],
) -> Result<Room, OpenError> {
    let generations = log.snapshots(id)?;
    let mut aside = UnusableRows::default();
    let mut base = None;
    for Generation { position, parts } in &generations {
        let Some(parts) = parts.iter().cloned().collect::<Option<Vec<_>>>() else {
            tracing::error!(room = %id, %position, "a part of a snapshot is corrupt");
            aside.snapshots.push(*position);
            continue;
        };
        match from_snapshot(id, &key, Some((*position, &parts))) {
            Ok(room) => {
                base = Some((*position, parts, room));
                break;
            }
            Err(error @ CannotRestore::Unreadable(..)) => return Err(error.into()),
            Err(error) => {
                tracing::error!(room = %id, %error, "a snapshot does not open");
                aside.snapshots.push(*position);
            }
        }
    }
    let (snapshot, restored) = match base {
        Some((position, parts, room)) => (Some((position, parts)), room),
        None => (None, Restored::new(id, key.clone())),
    };
    let records = log.tail(id, restored.position())?;
    let is_unknown = generations.is_empty() && records.tells_nothing();
    if is_unknown && log.lost_before_ms().is_some() {
        let perhaps = "no record of it; it may be among what was lost of the database";
        return Err(OpenError::Damaged(perhaps.to_owned()));
    }
    if is_unknown {
        return Err(OpenError::Unknown);
    }
    // What is found must not end before that: what it lacks may have put somebody out.
    let newest = aside.snapshots.iter().copied().fold(records.reaches, Ord::max);
    let restored = match fold(restored, &records, newest) {
        Ok(mut restored) => {
            match kept_door(log, id)? {
                Some(door) => restored.let_return(door),
                None => restored.owe_a_snapshot(),
            }
            if records.tree_skipped_rows {
                restored.find_damage();
            }
            restored
        }
        Err(error @ CannotRestore::Unreadable(..)) => return Err(error.into()),
        Err(error) => {
            tracing::error!(room = %id, %error, "the room's log is damaged; opening what is left");
            for record in &records.sound {
                must_be_readable(record.position, &record.bytes)?;
            }
            // Not the room's own, which would draw the same once more.
            let mut random = Random::new(seed.map(|byte| !byte));
            let (mut restored, session_is_whole);
            if aside.snapshots.is_empty() {
                let snapshot = snapshot.as_ref().map(|(at, parts)| (*at, &parts[..]));
                restored = from_snapshot(id, &key, snapshot)?;
                let sound = records.sound.iter().map(|stored| (stored.position, &stored.bytes[..]));
                aside.records = restored.salvage(sound, &records.corrupt, newest);
                session_is_whole = false;
            } else {
                restored = Restored::new(id, key.clone());
                let left = remains_of(log, id, generations)?;
                session_is_whole = restored.piece_together(&left, &mut random)?;
                // Their other parts stay until a snapshot stands in for them.
                aside.torn = std::mem::take(&mut aside.snapshots);
                aside.records = left.corrupt;
            }
            if !session_is_whole {
                let door = kept_door(log, id)?;
                let is_lost = door.is_none();
                restored.settle_door(door, &mut random);
                if is_lost {
                    tell_of_lost_door(id, restored.has_facilitator());
                }
            }
            restored
        }
    };
    set_aside(log, id, aside);
    let mut restored = restored;
    if let Some(before_ms) = log.lost_before_ms() {
        restored.count_loss(before_ms);
    }
    let position = restored.position();
    let room = restored.open(settings.limits, seed)?.bounded(settings.bounds);
    let room = room.timed_by(cpu_time).serving(settings.page);
    tracing::info!(room = %id, %position, "room opened");
    Ok(room)
}

fn tell_of_lost_door(room: RoomId, has_facilitator: bool) {
    if has_facilitator {
        tracing::error!(%room, "nothing tells any more who may come into the room: all its links are made anew. \
            Who is known comes in by the browser they came with, and facilitators find the new links in the room");
    } else {
        tracing::error!(%room, "nothing tells any more who may come into the room, and nobody is known who \
            facilitated it: all its links are made anew. «picnic link» prints the new one to facilitate");
    }
}

/// All that there is of a room.
fn remains_of(
    log: &dyn Log,
    id: RoomId,
    generations: Vec<Generation>,
) -> Result<Remains, OpenError> {
    let Records { sound, corrupt, reaches, .. } = log.tail(id, LogPosition::START)?;
    Ok(Remains {
        generations: generations.into_iter().map(|one| (one.position, one.parts)).collect(),
        records: sound.into_iter().map(|stored| (stored.position, stored.bytes)).collect(),
        corrupt,
        reaches,
    })
}

/// The door as the log keeps it by itself; none when nothing tells.
fn kept_door(log: &dyn Log, id: RoomId) -> Result<Option<KeptDoor>, OpenError> {
    door_in(log.door(id)?)
}

/// The door that a log told.
///
/// # Errors
/// When a later version wrote it.
pub(super) fn door_in(door: Door) -> Result<Option<KeptDoor>, OpenError> {
    match door {
        Door::Sound(bytes) => KeptDoor::decode(&bytes)
            .map(Some)
            .map_err(|error| OpenError::Newer(format!("its door: {error}"))),
        Door::Untold | Door::Corrupt => Ok(None),
    }
}

/// The time that this thread has computed.
fn cpu_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    let seconds = Duration::from_secs(time.tv_sec.unsigned_abs());
    seconds + Duration::from_nanos(time.tv_nsec.unsigned_abs())
}

fn from_snapshot(
    id: RoomId,
    key: &ServerKey,
    snapshot: Option<(LogPosition, &[Bytes])>,
) -> Result<Restored, CannotRestore> {
    let mut room = Restored::new(id, key.clone());
    if let Some((position, parts)) = snapshot {
        room.load_parts(position, parts)?;
    }
    Ok(room)
}

/// Folds every record, if all are there and sound, up to `newest` at least.
fn fold(
    mut restored: Restored,
    records: &Records,
    newest: LogPosition,
) -> Result<Restored, CannotRestore> {
    if let Some(position) = records.corrupt.first() {
        return Err(CannotRestore::Corrupt(*position));
    }
    for record in &records.sound {
        restored.fold(record.position, &record.bytes)?;
    }
    if restored.position() < newest {
        return Err(CannotRestore::Missing(restored.position().next()));
    }
    if !restored.has_beginning() {
        return Err(CannotRestore::Missing(LogPosition::START.next()));
    }
    Ok(restored)
}

/// What could not be used is kept where nothing deletes it.
fn set_aside(log: &dyn Log, room: RoomId, aside: UnusableRows) {
    if aside.is_empty() {
        return;
    }
    let records = positions(&aside.records);
    let snapshots = positions(&[&aside.snapshots[..], &aside.torn].concat());
    match log.set_aside(room, aside) {
        Ok(()) => tracing::error!(%room, records, snapshots,
            "damaged parts of the room are set aside in the table quarantine"),
        Err(error) => tracing::error!(%room, %error, records, snapshots,
            "damaged parts of the room could not be set aside; they stay where they are"),
    }
}

fn positions(positions: &[LogPosition]) -> String {
    positions.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}
