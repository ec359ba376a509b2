//! Folding a room from its log, from the newest snapshot that holds (rule 8).

use picnic_protocol::ids::{LogPosition, RoomId};
use picnic_protocol::session::Limits;

use crate::log::{Log, Stored};
use crate::room::links::ServerKey;
use crate::room::{CannotRestore, Restored, Room};
use crate::rooms::OpenError;

impl From<CannotRestore> for OpenError {
    fn from(error: CannotRestore) -> Self {
        Self::Damaged(error.to_string())
    }
}

/// Folds the room. Blocks.
///
/// # Errors
/// When it is unknown, damaged, or cannot be read.
pub(super) fn load(
    log: &dyn Log,
    id: RoomId,
    key: ServerKey,
    limits: Limits,
) -> Result<Room, OpenError> {
    let snapshots = log.snapshots(id)?;
    for position in snapshots.corrupt {
        tracing::error!(room = %id, %position, "a snapshot is corrupt; using the one before it");
    }
    let mut restored = None;
    for snapshot in &snapshots.sound {
        match from_snapshot(id, &key, snapshot) {
            Ok(room) => {
                restored = Some(room);
                break;
            }
            Err(error) => {
                tracing::error!(room = %id, %error, "a snapshot does not open; using the one before");
            }
        }
    }
    let mut restored = restored.unwrap_or_else(|| Restored::new(id, key));
    let records = log.tail(id, restored.position())?;
    if restored.position() == LogPosition::START && records.is_empty() {
        return Err(OpenError::Unknown);
    }
    for record in records {
        restored.fold(record.position, &record.bytes)?;
    }
    let position = restored.position();
    let room = restored.open(limits)?;
    tracing::info!(room = %id, %position, "room opened");
    Ok(room)
}

fn from_snapshot(
    id: RoomId,
    key: &ServerKey,
    snapshot: &Stored,
) -> Result<Restored, CannotRestore> {
    let mut room = Restored::new(id, key.clone());
    room.load(snapshot.position, &snapshot.bytes)?;
    Ok(room)
}
