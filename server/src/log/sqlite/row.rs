//! What every row has: its position, and a checksum over that and its bytes; and which rows are meant.

use picnic_protocol::ids::{LogPosition, RoomId};
use rusqlite::Connection;

use crate::log::Stored;

/// A row's position, and what it holds when its checksum is right.
/// The three columns are from `first` on.
pub(super) fn stored(
    row: &rusqlite::Row<'_>,
    first: usize,
) -> rusqlite::Result<(LogPosition, Option<Stored>)> {
    let position = LogPosition(u64::try_from(row.get::<_, i64>(first)?).unwrap_or(0));
    let expected: i64 = row.get(first + 1)?;
    let bytes: Vec<u8> = row.get(first + 2)?;
    let sound = checksum(position, &bytes) == expected;
    Ok((position, sound.then(|| Stored { position, bytes: bytes.into() })))
}

/// Covers the position too, so that a row in another's place is found out.
pub(super) fn checksum(position: LogPosition, bytes: &[u8]) -> i64 {
    i64::from(crc32c::crc32c_append(crc32c::crc32c(&position.0.to_le_bytes()), bytes))
}

/// A position as SQLite's integer.
pub(super) fn signed(position: LogPosition) -> i64 {
    whole(position.0)
}

/// SQLite's integers are signed; no position, number and no time, ms, reaches 2⁶³.
pub(super) fn whole(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// The room that a row's first column names; none where it is no room's id.
pub(super) fn room_of(row: &rusqlite::Row<'_>) -> rusqlite::Result<Option<RoomId>> {
    let room: Vec<u8> = row.get(0)?;
    Ok(<[u8; 16]>::try_from(room).ok().map(RoomId::from_bytes))
}

/// Rows that the index leads to and that say themselves that they are meant: SQLite takes an index at its word, and
/// one flipped bit there would name another of the room's rows, or another room's.
pub(super) fn believed(table: &str, which: &str) -> String {
    format!(
        "{table} NOT INDEXED WHERE rowid IN (SELECT rowid FROM {table} WHERE {which}) AND {which}"
    )
}

/// Whether there is anything of a room.
pub(super) fn is_there(reader: &Connection, room: RoomId) -> rusqlite::Result<bool> {
    reader
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM doors WHERE room = ?1)
             OR EXISTS (SELECT 1 FROM records WHERE room = ?1)
             OR EXISTS (SELECT 1 FROM parts WHERE room = ?1)",
        )?
        .query_row([room.as_bytes()], |row| row.get(0))
}
