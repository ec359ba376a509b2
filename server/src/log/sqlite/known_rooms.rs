//! Which rooms there are, when somebody was last there, and how one goes wholly.

use std::path::Path;

use picnic_protocol::ids::RoomId;
use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

use crate::log::sqlite::row::{room_of, whole};
use crate::log::sqlite::{generations, last_saved, versions};
use crate::log::{KnownRoom, LogError, RoomUse};

/// Tables that hold something of rooms, without an index that may lead to another's.
const TABLES: [&str; 5] = ["records", "quarantine", "doors", "spare_doors", "used"];

/// Somebody does something there. Of a room of which nobody told that it was made empty it is not known to be.
pub(super) fn put_used(
    txn: &Transaction<'_>,
    room: RoomId,
    at_ms: u64,
    what: RoomUse,
) -> rusqlite::Result<()> {
    txn.prepare_cached(
        "INSERT INTO used (room, at_ms, is_empty) VALUES (?1, ?2, ?3)
         ON CONFLICT (room) DO UPDATE SET at_ms = excluded.at_ms, is_empty = is_empty AND ?4",
    )?
    .execute(params![
        room.as_bytes(),
        whole(at_ms),
        what == RoomUse::Made,
        what != RoomUse::Written
    ])
    .map(|_| ())
}

/// Some of the rooms, in order, after this one. No table is read further than that takes.
pub(super) fn after(
    reader: &Connection,
    after: Option<RoomId>,
    count: usize,
) -> Result<Vec<KnownRoom>, LogError> {
    let mut query = reader.prepare_cached(
        "SELECT ids.room, used.at_ms, used.is_empty FROM (
             SELECT * FROM (SELECT room FROM doors WHERE room > ?1 ORDER BY room LIMIT ?2)
             UNION SELECT * FROM
                 (SELECT DISTINCT room FROM records WHERE room > ?1 ORDER BY room LIMIT ?2)
             UNION SELECT * FROM
                 (SELECT DISTINCT room FROM parts WHERE room > ?1 ORDER BY room LIMIT ?2)
         ) AS ids LEFT JOIN used ON used.room = ids.room ORDER BY ids.room LIMIT ?2",
    )?;
    let after = after.as_ref().map_or(&[][..], |room| room.as_bytes());
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let rows = query.query_map(params![after, count], |row| {
        let used_ms: Option<i64> = row.get(1)?;
        let is_empty: Option<bool> = row.get(2)?;
        Ok(room_of(row)?.map(|room| KnownRoom {
            room,
            used_ms: used_ms.map(i64::unsigned_abs),
            is_empty: is_empty.unwrap_or(false),
        }))
    })?;
    Ok(rows.filter_map(Result::transpose).collect::<rusqlite::Result<_>>()?)
}

/// Removes all of a room, unless somebody was there later than this, or nothing tells when; says whether it did.
pub(super) fn remove(
    txn: &Transaction<'_>,
    room: RoomId,
    unless_used_after_ms: u64,
) -> rusqlite::Result<bool> {
    let used: Option<i64> = txn
        .prepare_cached("SELECT at_ms FROM used WHERE room = ?1")?
        .query_row([room.as_bytes()], |row| row.get(0))
        .optional()?;
    if used.is_none_or(|at_ms| at_ms > whole(unless_used_after_ms)) {
        return Ok(false);
    }
    if let Some(database) = txn.path() {
        last_saved::let_go(Path::new(database), txn, room)?;
    }
    for table in TABLES {
        let remove = format!("DELETE FROM {table} WHERE room = ?1");
        txn.prepare_cached(&remove)?.execute([room.as_bytes()])?;
    }
    generations::clear_all(txn, room)?;
    versions::clear_all(txn, room)?;
    Ok(true)
}
