//! Snapshots in the database: their parts as rows, each with a checksum of its own, and the whole ones that
//! versions before this kept.

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;
use picnic_protocol::ids::{LogPosition, RoomId};
use rusqlite::{Connection, Transaction, params};

use crate::limits::SNAPSHOT_GENERATIONS;
use crate::log::sqlite::doors;
use crate::log::sqlite::row::{believed, checksum as checksum_of_row, signed, stored};
use crate::log::sqlite::schema::RESCUED;
use crate::log::{Door, Generation, LogError};

/// Tables that hold what a snapshot is made of.
const TABLES: [&str; 3] = ["parts", "snapshots", "spares"];

/// A part as a row has it.
#[derive(Debug, Clone)]
pub(super) struct PartRow {
    pub(super) position: LogPosition,
    pub(super) part: u32,
    pub(super) parts: u32,
    /// None when its checksum does not hold.
    pub(super) bytes: Option<Bytes>,
}

/// Covers all that tells where the part belongs, so that a row in another's place is found out.
pub(super) fn checksum(
    room: RoomId,
    position: LogPosition,
    part: u32,
    parts: u32,
    bytes: &[u8],
) -> i64 {
    let place = [part.to_le_bytes(), parts.to_le_bytes()].concat();
    let sum = crc32c::crc32c_append(crc32c::crc32c(room.as_bytes()), &position.0.to_le_bytes());
    i64::from(crc32c::crc32c_append(crc32c::crc32c_append(sum, &place), bytes))
}

/// Writes a snapshot's parts: the first in two copies, all in two when it stands alone.
pub(super) fn put(
    txn: &Transaction<'_>,
    room: RoomId,
    position: LogPosition,
    parts: &[Bytes],
    alone: bool,
) -> rusqlite::Result<()> {
    remove(txn, room, position)?;
    insert(txn, "parts", room, position, parts, alone)
}

/// Writes a snapshot into a table of its own, where one room's rows stand for no others: a page of `parts` or of its
/// index is damaged. The next start finds it by its rows.
pub(super) fn rescue(
    txn: &Transaction<'_>,
    room: RoomId,
    position: LogPosition,
    parts: &[Bytes],
) -> rusqlite::Result<()> {
    txn.execute_batch(RESCUED)?;
    txn.execute("DELETE FROM rescued WHERE room = ?1", [room.as_bytes()])?;
    insert(txn, "rescued", room, position, parts, false)
}

fn insert(
    txn: &Transaction<'_>,
    table: &str,
    room: RoomId,
    position: LogPosition,
    parts: &[Bytes],
    alone: bool,
) -> rusqlite::Result<()> {
    let count = u32::try_from(parts.len()).unwrap_or(u32::MAX);
    let mut insert = txn.prepare_cached(&format!(
        "INSERT INTO {table} (room, position, copy, part, parts, checksum, bytes)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
    ))?;
    for copy in 0..2_u32 {
        for (part, bytes) in (0..count).zip(parts) {
            if copy == 0 || part == 0 || alone {
                let checksum = checksum(room, position, part, count, bytes);
                let (room, position) = (room.as_bytes(), signed(position));
                insert.execute(params![
                    room,
                    position,
                    copy,
                    part,
                    count,
                    checksum,
                    bytes.as_ref()
                ])?;
            }
        }
    }
    Ok(())
}

fn remove(txn: &Transaction<'_>, room: RoomId, position: LogPosition) -> rusqlite::Result<()> {
    delete(txn, room, "position = ?2", signed(position))
}

/// Deletes a room's rows at some positions.
fn delete(txn: &Transaction<'_>, room: RoomId, which: &str, position: i64) -> rusqlite::Result<()> {
    for table in TABLES {
        let remove = format!("DELETE FROM {}", believed(table, &format!("room = ?1 AND {which}")));
        txn.prepare_cached(&remove)?.execute(params![room.as_bytes(), position])?;
    }
    Ok(())
}

/// Removes all of a room's snapshots, with what stands at a position that a flipped bit made.
pub(super) fn clear_all(txn: &Transaction<'_>, room: RoomId) -> rusqlite::Result<()> {
    clear(txn, room, LogPosition(u64::MAX >> 1))
}

/// Removes a room's snapshots up to a position.
pub(super) fn clear(
    txn: &Transaction<'_>,
    room: RoomId,
    up_to: LogPosition,
) -> rusqlite::Result<()> {
    delete(txn, room, "position <= ?2", signed(up_to))?;
    drop_rescued(txn, room)
}

fn has_rescued(reader: &Connection) -> rusqlite::Result<bool> {
    let find = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'rescued')";
    reader.prepare_cached(find)?.query_row([], |row| row.get(0))
}

/// What was rescued stands where it belongs, or is not to be found again.
fn drop_rescued(txn: &Connection, room: RoomId) -> rusqlite::Result<()> {
    if has_rescued(txn)? {
        txn.execute("DELETE FROM rescued WHERE room = ?1", [room.as_bytes()])?;
    }
    Ok(())
}

/// Whether a newer snapshot is there.
pub(super) fn is_stale(
    txn: &Transaction<'_>,
    room: RoomId,
    position: LogPosition,
) -> rusqlite::Result<bool> {
    Ok(positions(txn, room)?.first().is_some_and(|newest| *newest > signed(position)))
}

/// Drops the snapshots before the two newest, and the records that the older of those stands for.
pub(super) fn compact(txn: &Transaction<'_>, room: RoomId) -> rusqlite::Result<()> {
    let Some(oldest_kept) = drop_older(txn, room)? else { return Ok(()) };
    txn.prepare_cached("DELETE FROM records WHERE room = ?1 AND position <= ?2")?
        .execute(params![room.as_bytes(), oldest_kept])?;
    // The generation before the newest stands in for a second copy of that.
    let spares = believed("spares", "room = ?1");
    txn.prepare_cached(&format!("DELETE FROM {spares}"))?.execute([room.as_bytes()])?;
    let copies = believed("parts", "room = ?1 AND copy > 0 AND part > 0");
    txn.prepare_cached(&format!("DELETE FROM {copies}"))?.execute([room.as_bytes()])?;
    drop_rescued(txn, room)
}

/// Drops the snapshots before the two newest; says where the older of them stands.
pub(super) fn drop_older(txn: &Transaction<'_>, room: RoomId) -> rusqlite::Result<Option<i64>> {
    let positions = positions(txn, room)?;
    let Some(oldest_kept) = positions.get(SNAPSHOT_GENERATIONS - 1) else { return Ok(None) };
    delete(txn, room, "position < ?2", *oldest_kept)?;
    Ok(Some(*oldest_kept))
}

/// Where a room's snapshots stand, newest first, by first parts that hold: a position that a flipped bit made
/// stands for none.
fn positions(txn: &Transaction<'_>, room: RoomId) -> rusqlite::Result<Vec<i64>> {
    let mut found = BTreeSet::new();
    let mut query = txn.prepare_cached(
        "SELECT position, part, parts, checksum, bytes FROM parts WHERE room = ?1 AND part = 0",
    )?;
    let mut rows = query.query([room.as_bytes()])?;
    while let Some(row) = rows.next()? {
        // One of which the index tells nonsense stands for none either.
        if let Ok(PartRow { position, bytes: Some(_), .. }) = part_row(room, row) {
            found.insert(signed(position));
        }
    }
    let which = believed("snapshots", "room = ?1");
    let mut query =
        txn.prepare_cached(&format!("SELECT position, checksum, bytes FROM {which}"))?;
    let mut rows = query.query([room.as_bytes()])?;
    while let Some(row) = rows.next()? {
        let (position, expected): (i64, i64) = (row.get(0)?, row.get(1)?);
        let bytes: Vec<u8> = row.get(2)?;
        let at = LogPosition(u64::try_from(position).unwrap_or(0));
        if checksum_of_row(at, &bytes) == expected {
            found.insert(position);
        }
    }
    Ok(found.into_iter().rev().collect())
}

/// Moves the parts of a snapshot that do not hold into the table `quarantine`.
pub(super) fn set_torn_aside(
    txn: &Transaction<'_>,
    room: RoomId,
    position: LogPosition,
) -> rusqlite::Result<()> {
    let mut torn = Vec::new();
    {
        let mut query = txn.prepare_cached(
            "SELECT position, part, parts, checksum, bytes, id FROM parts
             WHERE room = ?1 AND position = ?2",
        )?;
        let mut rows = query.query(params![room.as_bytes(), signed(position)])?;
        while let Some(row) = rows.next()? {
            if part_row(room, row).is_ok_and(|row| row.bytes.is_none()) {
                torn.push(row.get::<_, i64>(5)?);
            }
        }
    }
    for id in torn {
        set_aside(txn, "id = ?1", params![id])?;
    }
    Ok(())
}

/// Moves a snapshot into the table `quarantine`.
pub(super) fn set_whole_aside(
    txn: &Transaction<'_>,
    room: RoomId,
    position: LogPosition,
) -> rusqlite::Result<()> {
    set_aside(txn, "room = ?1 AND position = ?2", params![room.as_bytes(), signed(position)])
}

fn set_aside(
    txn: &Transaction<'_>,
    which: &str,
    row: &[&dyn rusqlite::ToSql],
) -> rusqlite::Result<()> {
    let which = believed("parts", which);
    let copy = format!(
        "INSERT INTO quarantine (origin, room, position, checksum, bytes)
         SELECT 'parts', room, position, checksum, bytes FROM {which}"
    );
    txn.execute(&copy, row)?;
    txn.execute(&format!("DELETE FROM {which}"), row)?;
    Ok(())
}

/// A room's snapshots, newest first. An index is not believed that leads to less than a room should have, nor any
/// while the database `is_damaged`: the tables are then read through as well.
///
/// # Errors
/// When they cannot be read, or the tables hold more of them than the indices lead to.
pub(super) fn read(
    reader: &Connection,
    room: RoomId,
    is_damaged: bool,
) -> Result<Vec<Generation>, LogError> {
    // Nothing is written between the one reading and the other.
    let reading = reader.unchecked_transaction()?;
    let rows = rows_of(&reading, room, "")?;
    let sound = |rows: &[PartRow]| rows.iter().filter(|row| row.bytes.is_some()).count();
    let found = put_together(rows.clone());
    let is_whole =
        sound(&rows) == rows.len() && found.iter().all(|one| one.parts.iter().all(Option::is_some));
    if (is_damaged || !is_whole || lacks_some(&reading, room, &found))
        && sound(&rows_of(&reading, room, "NOT INDEXED")?) > sound(&rows)
    {
        return Err(index_damaged().into());
    }
    Ok(found)
}

/// Whether the records that there are of a room, or its door, tell of a snapshot that was not found.
fn lacks_some(reader: &Connection, room: RoomId, found: &[Generation]) -> bool {
    let ends = reader
        .prepare_cached(
            "SELECT (SELECT min(position) FROM records WHERE room = ?1),
                    (SELECT max(position) FROM records WHERE room = ?1)",
        )
        .and_then(|mut query| {
            query.query_row([room.as_bytes()], |row| {
                Ok((row.get::<_, Option<i64>>(0)?, row.get::<_, Option<i64>>(1)?))
            })
        });
    let Ok((first, last)) = ends else { return true };
    let oldest = found.last().map_or(0, |oldest| signed(oldest.position));
    let newest = found.first().map_or(0, |newest| signed(newest.position)).max(last.unwrap_or(0));
    first.is_some_and(|first| first > oldest.saturating_add(1))
        || match doors::read(reader, room) {
            // It was written with a record or snapshot.
            Ok((_, Some(position))) => signed(position) > newest,
            Ok((door, None)) => newest == 0 && door != Door::Untold,
            Err(_) => true,
        }
}

/// What SQLite itself says of an index that does not fit its table.
fn index_damaged() -> rusqlite::Error {
    let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT_INDEX);
    let what = "an index leads to fewer of a room's rows than its table holds";
    rusqlite::Error::SqliteFailure(code, Some(what.to_owned()))
}

/// The rows of a room's snapshots, by the index or by a look at every row there is.
fn rows_of(reader: &Connection, room: RoomId, how: &str) -> rusqlite::Result<Vec<PartRow>> {
    let mut found = Vec::new();
    let tables: &[_] = if has_rescued(reader)? { &["parts", "rescued"] } else { &["parts"] };
    for table in tables {
        let mut query = reader.prepare_cached(&format!(
            "SELECT position, part, parts, checksum, bytes FROM {table} {how} WHERE room = ?1"
        ))?;
        let mut rows = query.query([room.as_bytes()])?;
        while let Some(row) = rows.next()? {
            found.push(part_row(room, row)?);
        }
    }
    // Their checksums tell of no room.
    let whose = |table: &str| match how {
        "" => believed(table, "room = ?1"),
        how => format!("{table} {how} WHERE room = ?1"),
    };
    let mut query = reader.prepare_cached(&format!(
        "SELECT position, checksum, bytes FROM {}
         UNION ALL SELECT position, checksum, bytes FROM {}",
        whose("snapshots"),
        whose("spares"),
    ))?;
    let mut rows = query.query([room.as_bytes()])?;
    while let Some(row) = rows.next()? {
        let (position, sound) = stored(row, 0)?;
        let bytes = sound.map(|stored| stored.bytes);
        found.push(PartRow { position, part: 0, parts: 1, bytes });
    }
    Ok(found)
}

/// Snapshots of the rows that there are, newest first.
pub(super) fn put_together(rows: Vec<PartRow>) -> Vec<Generation> {
    let mut found: BTreeMap<LogPosition, Vec<PartRow>> = BTreeMap::new();
    for row in rows {
        found.entry(row.position).or_default().push(row);
    }
    let generation = |(position, rows): (LogPosition, Vec<PartRow>)| {
        // What a row says that does not hold is not to be believed.
        let told = rows.iter().filter(|row| row.bytes.is_some()).map(|row| row.parts).max();
        let mut parts = vec![None; told.unwrap_or(1) as usize];
        for row in rows {
            if let (Some(place), Some(bytes)) = (parts.get_mut(row.part as usize), row.bytes) {
                *place = Some(bytes);
            }
        }
        Generation { position, parts }
    };
    found.into_iter().rev().map(generation).collect()
}

fn part_row(room: RoomId, row: &rusqlite::Row<'_>) -> rusqlite::Result<PartRow> {
    let position = LogPosition(u64::try_from(row.get::<_, i64>(0)?).unwrap_or(0));
    let number = |value: i64| u32::try_from(value).unwrap_or(u32::MAX);
    let (part, parts) = (number(row.get(1)?), number(row.get(2)?));
    let (expected, bytes): (i64, Vec<u8>) = (row.get(3)?, row.get(4)?);
    let holds = checksum(room, position, part, parts, &bytes) == expected;
    Ok(PartRow { position, part, parts, bytes: holds.then(|| bytes.into()) })
}
