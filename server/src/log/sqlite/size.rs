//! How much rooms take in the database.

use picnic_protocol::ids::RoomId;
use rusqlite::Connection;

use crate::log::LogError;

/// Tables that hold a room's rows.
const TABLES: [&str; 5] = ["records", "parts", "snapshots", "spares", "quarantine"];

/// What the rows of a room hold, bytes: what was set aside of it too.
pub(super) fn of_room(reader: &Connection, room: RoomId) -> Result<u64, LogError> {
    let mut bytes = 0;
    for table in TABLES {
        // SQLite knows a value's length without reading it.
        let sum = format!("SELECT COALESCE(SUM(length(bytes)), 0) FROM {table} WHERE room = ?1");
        let of_table: i64 =
            reader.prepare_cached(&sum)?.query_row([room.as_bytes()], |row| row.get(0))?;
        bytes += u64::try_from(of_table).unwrap_or(0);
    }
    Ok(bytes)
}

/// What the database's pages that are in use take, bytes.
pub(super) fn of_all(reader: &Connection) -> Result<u64, LogError> {
    let bytes: i64 = reader
        .prepare_cached(
            "SELECT (page_count - freelist_count) * page_size
             FROM pragma_page_count(), pragma_freelist_count(), pragma_page_size()",
        )?
        .query_row([], |row| row.get(0))?;
    Ok(u64::try_from(bytes).unwrap_or(0))
}
