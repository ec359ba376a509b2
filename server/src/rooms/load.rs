//! Folding a room from its log, from the newest snapshot that holds, past what is damaged
//! (rule 8).

use std::time::Duration;

use picnic_protocol::ids::{LogPosition, RoomId};
use rustix::time::{ClockId, clock_gettime};

use crate::log::{Aside, Log, Records, Stored};
use crate::room::links::ServerKey;
use crate::room::session::random::SEED_BYTES;
use crate::room::{CannotRestore, Restored, Room, must_be_readable};
use crate::rooms::{OpenError, Settings};

impl From<CannotRestore> for OpenError {
    fn from(error: CannotRestore) -> Self {
        match error {
            // Its checksum holds: this is what was written, and not damage (rule 13).
            CannotRestore::Unreadable(..) => Self::Newer(error.to_string()),
            _ => Self::Damaged(error.to_string()),
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

fn fold_or_salvage(
    log: &dyn Log,
    id: RoomId,
    key: ServerKey,
    settings: Settings,
    seed: [u8; SEED_BYTES],
) -> Result<Room, OpenError> {
    let snapshots = log.snapshots(id)?;
    let mut aside = Aside { records: Vec::new(), snapshots: snapshots.corrupt };
    let mut base = None;
    for snapshot in &snapshots.sound {
        match from_snapshot(id, &key, Some(snapshot)) {
            Ok(room) => {
                base = Some((snapshot, room));
                break;
            }
            Err(error @ CannotRestore::Unreadable(..)) => return Err(error.into()),
            Err(error) => {
                tracing::error!(room = %id, %error, "a snapshot does not open");
                aside.snapshots.push(snapshot.position);
            }
        }
    }
    let (snapshot, restored) = match base {
        Some((snapshot, room)) => (Some(snapshot), room),
        None => (None, Restored::new(id, key.clone())),
    };
    let records = log.tail(id, restored.position())?;
    let is_unknown = snapshot.is_none()
        && records.sound.is_empty()
        && records.corrupt.is_empty()
        && aside.is_empty();
    if is_unknown && log.lost_some() {
        let perhaps = "no record of it; it may be among what the write-ahead file lost";
        return Err(OpenError::Damaged(perhaps.to_owned()));
    }
    if is_unknown {
        return Err(OpenError::Unknown);
    }
    let restored = match fold(restored, &records) {
        Ok(restored) => restored,
        Err(error @ CannotRestore::Unreadable(..)) => return Err(error.into()),
        Err(error) => {
            for record in &records.sound {
                must_be_readable(record.position, &record.bytes)?;
            }
            tracing::error!(room = %id, %error, "the room's log is damaged; opening what is left");
            let mut restored = from_snapshot(id, &key, snapshot)?;
            let sound = records.sound.iter().map(|stored| (stored.position, &stored.bytes[..]));
            let newest = aside.snapshots.iter().copied().max().unwrap_or(LogPosition::START);
            aside.records = restored.salvage(sound, &records.corrupt, newest);
            restored
        }
    };
    set_aside(log, id, aside);
    let restored = if log.lost_some() { restored.with_loss() } else { restored };
    let position = restored.position();
    let room = restored.open(settings.limits, seed)?.bounded(settings.bounds).timed_by(cpu_time);
    tracing::info!(room = %id, %position, "room opened");
    Ok(room)
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
    snapshot: Option<&Stored>,
) -> Result<Restored, CannotRestore> {
    let mut room = Restored::new(id, key.clone());
    if let Some(snapshot) = snapshot {
        room.load(snapshot.position, &snapshot.bytes)?;
    }
    Ok(room)
}

/// Folds every record, if all are there and sound.
fn fold(mut restored: Restored, records: &Records) -> Result<Restored, CannotRestore> {
    if let Some(position) = records.corrupt.first() {
        return Err(CannotRestore::Corrupt(*position));
    }
    for record in &records.sound {
        restored.fold(record.position, &record.bytes)?;
    }
    if !restored.has_beginning() {
        return Err(CannotRestore::Missing(LogPosition::START.next()));
    }
    Ok(restored)
}

/// What could not be used is kept where nothing deletes it.
fn set_aside(log: &dyn Log, room: RoomId, aside: Aside) {
    if aside.is_empty() {
        return;
    }
    let (records, snapshots) = (positions(&aside.records), positions(&aside.snapshots));
    match log.set_aside(room, aside) {
        Ok(()) => tracing::error!(%room, records, snapshots,
            "damaged parts of the room are set aside in the table quarantine; links that were \
             made anew lately may have to be made anew once more"),
        Err(error) => tracing::error!(%room, %error, records, snapshots,
            "damaged parts of the room could not be set aside; they stay where they are"),
    }
}

fn positions(positions: &[LogPosition]) -> String {
    positions.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}
