//! The rows of versions: what changed on a board, and apart from it what that tells of people, which a seal takes away.

use bytes::Bytes;
use picnic_protocol::ids::{LogPosition, RoomId};
use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

use crate::log::sqlite::row::{believed, is_there, room_of, signed, whole};
use crate::log::{KeptVersions, LogError, NewVersions, Versions, VersionsChange, VersionsOfRoom};

const TABLES: [&str; 2] = ["versions", "version_people"];

/// Covers what tells where it belongs, so that a row in another's place is found out.
fn checksum(room: RoomId, number: u64, bytes: &[u8]) -> i64 {
    let place = crc32c::crc32c_append(crc32c::crc32c(room.as_bytes()), &number.to_le_bytes());
    i64::from(crc32c::crc32c_append(place, bytes))
}

/// Does all of a change. A room that is not there has no versions: it went meanwhile.
pub(super) fn change(
    txn: &Transaction<'_>,
    room: RoomId,
    change: &VersionsChange,
) -> rusqlite::Result<()> {
    let of_room = room.as_bytes();
    if let Some(from) = change.removes_from {
        for table in TABLES {
            let remove = format!("DELETE FROM {}", believed(table, "room = ?1 AND number >= ?2"));
            txn.prepare_cached(&remove)?.execute(params![of_room, whole(from)])?;
        }
    }
    if !is_there(txn, room)? {
        return Ok(());
    }
    let is_sealed = sealed_at(txn, room)?.is_some_and(|sealed| sealed >= signed(change.position));
    for NewVersions { number, from_ms, bytes, people } in &change.puts {
        let sum = checksum(room, *number, bytes);
        txn.prepare_cached(
            "INSERT INTO versions (room, number, from_ms, checksum, bytes)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            of_room,
            whole(*number),
            whole(*from_ms),
            sum,
            bytes.as_ref()
        ])?;
        let Some(people) = people.as_ref().filter(|_| !is_sealed) else { continue };
        let sum = checksum(room, *number, people);
        txn.prepare_cached(
            "INSERT INTO version_people (room, number, position, checksum, bytes)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            of_room,
            whole(*number),
            signed(change.position),
            sum,
            people.as_ref()
        ])?;
    }
    Ok(())
}

fn sealed_at(reader: &Connection, room: RoomId) -> rusqlite::Result<Option<i64>> {
    reader
        .prepare_cached("SELECT position FROM seals WHERE room = ?1")?
        .query_row([room.as_bytes()], |row| row.get(0))
        .optional()
}

/// Takes away what versions tell of people, and remembers that nothing of it from before comes back.
pub(super) fn seal(
    txn: &Transaction<'_>,
    room: RoomId,
    position: LogPosition,
) -> rusqlite::Result<()> {
    clear(txn, room, "version_people")?;
    txn.prepare_cached(
        "INSERT INTO seals (room, position) VALUES (?1, ?2)
         ON CONFLICT (room) DO UPDATE SET position = max(position, excluded.position)",
    )?
    .execute(params![room.as_bytes(), signed(position)])
    .map(|_| ())
}

/// Removes all of a room's versions, and where it was sealed.
pub(super) fn clear_all(txn: &Transaction<'_>, room: RoomId) -> rusqlite::Result<()> {
    for table in TABLES {
        clear(txn, room, table)?;
    }
    txn.prepare_cached("DELETE FROM seals WHERE room = ?1")?.execute([room.as_bytes()]).map(|_| ())
}

fn clear(txn: &Transaction<'_>, room: RoomId, table: &str) -> rusqlite::Result<()> {
    let remove = format!("DELETE FROM {}", believed(table, "room = ?1"));
    txn.prepare_cached(&remove)?.execute([room.as_bytes()]).map(|_| ())
}

/// A room's versions, oldest first.
pub(super) fn read(reader: &Connection, room: RoomId) -> Result<Versions, LogError> {
    // Nothing is written between the one reading and the other.
    let reading = reader.unchecked_transaction()?;
    let mut kept: Vec<_> = rows(&reading, "versions", room)?
        .into_iter()
        .map(|(number, bytes)| KeptVersions { number, bytes, people: None })
        .collect();
    for (number, bytes) in rows(&reading, "version_people", room)? {
        if let Some(versions) = kept.iter_mut().find(|versions| versions.number == number) {
            versions.people = bytes;
        }
    }
    let sealed = sealed_at(&reading, room)?.unwrap_or(0).unsigned_abs();
    Ok(Versions { kept, sealed: LogPosition(sealed) })
}

fn rows(
    reader: &Connection,
    table: &str,
    room: RoomId,
) -> rusqlite::Result<Vec<(u64, Option<Bytes>)>> {
    let find =
        format!("SELECT number, checksum, bytes FROM {table} WHERE room = ?1 ORDER BY number");
    let mut query = reader.prepare_cached(&find)?;
    let rows = query.query_map([room.as_bytes()], |row| {
        let number = row.get::<_, i64>(0)?.unsigned_abs();
        let (sum, bytes): (i64, Vec<u8>) = (row.get(1)?, row.get(2)?);
        let is_sound = checksum(room, number, &bytes) == sum;
        Ok((number, is_sound.then(|| Bytes::from(bytes))))
    })?;
    rows.collect()
}

/// What the versions of each room take.
pub(super) fn of_all(reader: &Connection) -> Result<Vec<VersionsOfRoom>, LogError> {
    // SQLite knows a value's length without reading it.
    let mut query = reader.prepare_cached(
        "SELECT room, min(from_ms), sum(length(bytes)) + coalesce((
             SELECT sum(length(bytes)) FROM version_people WHERE room = versions.room
         ), 0), (SELECT at_ms FROM used WHERE room = versions.room)
         FROM versions GROUP BY room",
    )?;
    let rows = query.query_map([], |row| {
        let (from_ms, bytes): (i64, i64) = (row.get(1)?, row.get(2)?);
        let used_ms: Option<i64> = row.get(3)?;
        Ok(room_of(row)?.map(|room| VersionsOfRoom {
            room,
            from_ms: from_ms.unsigned_abs(),
            used_ms: used_ms.map(i64::unsigned_abs),
            bytes: bytes.unsigned_abs(),
        }))
    })?;
    Ok(rows.filter_map(Result::transpose).collect::<rusqlite::Result<_>>()?)
}
