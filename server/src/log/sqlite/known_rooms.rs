//! Which rooms there are, when somebody was last there, and how one goes wholly.

use std::path::Path;

use picnic_protocol::ids::RoomId;
use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

use crate::log::sqlite::last_saved;
use crate::log::{KnownRoom, LogError, RoomUse};

/// Tables that hold something of rooms.
const TABLES: [&str; 11] = [
    "records",
    "snapshots",
    "spares",
    "quarantine",
    "parts",
    "doors",
    "spare_doors",
    "versions",
    "version_people",
    "seals",
    "used",
];

/// SQLite's integers are signed; no time reaches 2⁶³ ms.
fn whole(at_ms: u64) -> i64 {
    i64::try_from(at_ms).unwrap_or(i64::MAX)
}

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

/// Some of the rooms, in order, after this one.
pub(super) fn after(
    reader: &Connection,
    after: Option<RoomId>,
    count: usize,
) -> Result<Vec<KnownRoom>, LogError> {
    let mut query = reader.prepare_cached(
        "SELECT ids.room, used.at_ms, used.is_empty FROM (
             SELECT room FROM doors WHERE room > ?1
             UNION SELECT room FROM records WHERE room > ?1
             UNION SELECT room FROM parts WHERE room > ?1
         ) AS ids LEFT JOIN used ON used.room = ids.room ORDER BY ids.room LIMIT ?2",
    )?;
    let after = after.as_ref().map_or(&[][..], |room| room.as_bytes());
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let rows = query.query_map(params![after, count], |row| {
        let room: Vec<u8> = row.get(0)?;
        let used_ms: Option<i64> = row.get(1)?;
        let is_empty: Option<bool> = row.get(2)?;
        Ok(<[u8; 16]>::try_from(room).ok().map(|room| KnownRoom {
            room: RoomId::from_bytes(room),
            used_ms: used_ms.map(i64::unsigned_abs),
            is_empty: is_empty.unwrap_or(false),
        }))
    })?;
    Ok(rows.filter_map(Result::transpose).collect::<rusqlite::Result<_>>()?)
}

/// Removes all of a room, unless somebody was there later than this, or nothing tells when.
pub(super) fn remove(
    txn: &Transaction<'_>,
    room: RoomId,
    unless_used_after_ms: u64,
) -> rusqlite::Result<()> {
    let used: Option<i64> = txn
        .prepare_cached("SELECT at_ms FROM used WHERE room = ?1")?
        .query_row([room.as_bytes()], |row| row.get(0))
        .optional()?;
    if used.is_none_or(|at_ms| at_ms > whole(unless_used_after_ms)) {
        return Ok(());
    }
    if let Some(database) = txn.path() {
        last_saved::let_go(Path::new(database), txn, room)?;
    }
    for table in TABLES {
        let remove = format!("DELETE FROM {table} WHERE room = ?1");
        txn.prepare_cached(&remove)?.execute([room.as_bytes()])?;
    }
    let rescued = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'rescued')";
    if txn.query_row(rescued, [], |row| row.get::<_, bool>(0))? {
        txn.execute("DELETE FROM rescued WHERE room = ?1", [room.as_bytes()])?;
    }
    Ok(())
}
