//! The rows that say what a room's door is: two, in tables of their own, so that no page holds both.

use bytes::Bytes;
use picnic_protocol::ids::{LogPosition, RoomId};
use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

use crate::log::sqlite::{checksum, signed, stored};
use crate::log::{Door, LogError};

const TABLES: [&str; 2] = ["doors", "spare_doors"];

/// Writes both rows, unless what is there is newer.
pub(super) fn put(
    txn: &Transaction<'_>,
    room: RoomId,
    position: LogPosition,
    door: &[u8],
) -> rusqlite::Result<()> {
    let is_newer = match read(txn, room) {
        Ok((_, newest)) => newest.is_some_and(|newest| newest > position),
        Err(LogError::Database(error)) => return Err(error),
        Err(_) => false,
    };
    if is_newer {
        return Ok(());
    }
    for (copy, table) in (0..).zip(TABLES) {
        txn.prepare_cached(&format!(
            "INSERT OR REPLACE INTO {table} (room, copy, position, checksum, bytes)
             VALUES (?1, ?2, ?3, ?4, ?5)"
        ))?
        .execute(params![
            room.as_bytes(),
            copy,
            signed(position),
            checksum(position, door),
            door
        ])?;
    }
    Ok(())
}

/// The newest row that holds, and its position.
pub(super) fn read(
    reader: &Connection,
    room: RoomId,
) -> Result<(Door, Option<LogPosition>), LogError> {
    let mut rows = Vec::new();
    for table in TABLES {
        let find = format!("SELECT position, checksum, bytes FROM {table} WHERE room = ?1");
        let mut query = reader.prepare_cached(&find)?;
        let row = query.query_row([room.as_bytes()], |row| Ok(stored(row))).optional()?;
        rows.extend(row.transpose()?);
    }
    Ok(newest(
        rows.into_iter().map(|(_, sound)| sound.map(|stored| (stored.position, stored.bytes))),
    ))
}

/// What some rows say, of which those without bytes do not hold.
pub(super) fn newest(
    rows: impl Iterator<Item = Option<(LogPosition, Bytes)>>,
) -> (Door, Option<LogPosition>) {
    let mut said = (Door::Untold, None);
    for row in rows {
        match row {
            Some((position, bytes)) if said.1.is_none_or(|newest| newest < position) => {
                said = (Door::Sound(bytes), Some(position));
            }
            None if said.0 == Door::Untold => said.0 = Door::Corrupt,
            _ => {}
        }
    }
    said
}
