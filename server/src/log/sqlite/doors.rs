//! The rows that say what a room's door is: two, in tables of their own, so that no page holds both.

use bytes::Bytes;
use picnic_protocol::ids::{LogPosition, RoomId};
use rusqlite::{Connection, Transaction, params};

use crate::log::sqlite::damage::is_damage;
use crate::log::sqlite::row::{checksum, signed, stored};
use crate::log::{Door, Stored};

const TABLES: [&str; 2] = ["doors", "spare_doors"];

/// Writes both rows, unless what is there is newer.
pub(super) fn put(
    txn: &Transaction<'_>,
    room: RoomId,
    position: LogPosition,
    door: &[u8],
) -> rusqlite::Result<()> {
    let (_, newest) = read(txn, room)?;
    if newest.is_some_and(|newest| newest > position) {
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

/// The newest row that holds, and its position. Both are written in one step, so that one is enough where a page of
/// the other's table is damaged.
pub(super) fn read(
    reader: &Connection,
    room: RoomId,
) -> rusqlite::Result<(Door, Option<LogPosition>)> {
    let mut rows = Vec::new();
    let mut damage = None;
    for table in TABLES {
        match rows_of(reader, table, room) {
            Ok(found) => rows.extend(found),
            Err(error) if is_damage(&error) => damage = Some(error),
            Err(error) => return Err(error),
        }
    }
    let found = newest(
        rows.into_iter().map(|(_, sound)| sound.map(|stored| (stored.position, stored.bytes))),
    );
    match (&found.0, damage) {
        (Door::Untold | Door::Corrupt, Some(damage)) => Err(damage),
        _ => Ok(found),
    }
}

type Row = (LogPosition, Option<Stored>);

/// One, but where damage hid it when it was written the next time.
fn rows_of(reader: &Connection, table: &str, room: RoomId) -> rusqlite::Result<Vec<Row>> {
    let find = format!("SELECT position, checksum, bytes FROM {table} WHERE room = ?1");
    let mut query = reader.prepare_cached(&find)?;
    query.query_map([room.as_bytes()], |row| stored(row, 0))?.collect()
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
            // An older one, or one more that does not hold.
            Some(_) | None => {}
        }
    }
    said
}
