//! The tables, and whether a database has them as they were made. What SQLite keeps of them is a text: one flipped bit there names
//! another column or table, and no room can be read, though every row is whole.

use std::collections::BTreeMap;
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use crate::log::sqlite::connection::connect;

/// What a part of a snapshot has.
macro_rules! part_columns {
    () => {
        "(
        id INTEGER PRIMARY KEY,
        room BLOB NOT NULL,
        position INTEGER NOT NULL,
        copy INTEGER NOT NULL,
        part INTEGER NOT NULL,
        parts INTEGER NOT NULL,
        checksum INTEGER NOT NULL,
        bytes BLOB NOT NULL
    ) STRICT;"
    };
}

/// What a door has.
macro_rules! door_columns {
    () => {
        "(
        room BLOB NOT NULL,
        copy INTEGER NOT NULL,
        position INTEGER NOT NULL,
        checksum INTEGER NOT NULL,
        bytes BLOB NOT NULL,
        PRIMARY KEY (room, copy)
    ) STRICT, WITHOUT ROWID;"
    };
}

/// Counts the changes of [`SCHEMA`]; `user_version` and the table `about` hold it.
pub(super) const SCHEMA_VERSION: i64 = 6;

/// `snapshots` and `spares` hold what versions before parts wrote, and nothing new.
pub(super) const SCHEMA: &str = concat!(
    "
    CREATE TABLE IF NOT EXISTS records (
        room BLOB NOT NULL,
        position INTEGER NOT NULL,
        checksum INTEGER NOT NULL,
        bytes BLOB NOT NULL,
        PRIMARY KEY (room, position)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS snapshots (
        id INTEGER PRIMARY KEY,
        room BLOB NOT NULL,
        position INTEGER NOT NULL,
        checksum INTEGER NOT NULL,
        bytes BLOB NOT NULL,
        UNIQUE (room, position)
    ) STRICT;
    CREATE TABLE IF NOT EXISTS spares (
        room BLOB PRIMARY KEY NOT NULL,
        position INTEGER NOT NULL,
        checksum INTEGER NOT NULL,
        bytes BLOB NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS quarantine (
        id INTEGER PRIMARY KEY,
        origin TEXT NOT NULL,
        room BLOB NOT NULL,
        position INTEGER NOT NULL,
        checksum INTEGER NOT NULL,
        bytes BLOB NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS parts ",
    part_columns!(),
    "
    CREATE INDEX IF NOT EXISTS parts_of_rooms ON parts (room, position);
    CREATE TABLE IF NOT EXISTS doors ",
    door_columns!(),
    "
    CREATE TABLE IF NOT EXISTS spare_doors ",
    door_columns!(),
    "
    CREATE TABLE IF NOT EXISTS versions (
        id INTEGER PRIMARY KEY,
        room BLOB NOT NULL,
        number INTEGER NOT NULL,
        from_ms INTEGER NOT NULL,
        checksum INTEGER NOT NULL,
        bytes BLOB NOT NULL
    ) STRICT;
    CREATE INDEX IF NOT EXISTS versions_of_rooms ON versions (room, number);
    CREATE TABLE IF NOT EXISTS version_people (
        id INTEGER PRIMARY KEY,
        room BLOB NOT NULL,
        number INTEGER NOT NULL,
        position INTEGER NOT NULL,
        checksum INTEGER NOT NULL,
        bytes BLOB NOT NULL
    ) STRICT;
    CREATE INDEX IF NOT EXISTS version_people_of_rooms ON version_people (room, number);
    CREATE TABLE IF NOT EXISTS seals (
        room BLOB PRIMARY KEY NOT NULL,
        position INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS used (
        room BLOB PRIMARY KEY NOT NULL,
        at_ms INTEGER NOT NULL,
        is_empty INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS about (
        name TEXT PRIMARY KEY NOT NULL,
        value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
"
);

/// What snapshots are written to where their own tables are damaged; it is there no sooner.
pub(super) const RESCUED: &str = concat!("CREATE TABLE IF NOT EXISTS rescued ", part_columns!());

/// A table or an index: its kind, the table it is of, and its text without what only sets it out.
type Made = (String, String, Option<String>);

/// Whether the tables and indices that a database has are those that are made, all of them where it is of this version. One that
/// cannot be opened at all, or is new, is left to others.
pub(super) fn is_as_made(database: &Path) -> bool {
    let Ok(reader) = connect(database, OpenFlags::SQLITE_OPEN_READ_ONLY) else { return true };
    match differs(&reader) {
        Ok(None) => true,
        Ok(Some(name)) => {
            tracing::error!(name, "a table of the database is not as it was made");
            false
        }
        // Told where it is opened for writing; or something else reads or writes it just now.
        Err(_) => true,
    }
}

/// The name of something that is not as it was made.
fn differs(reader: &Connection) -> rusqlite::Result<Option<String>> {
    let there = tables(reader)?;
    let model = Connection::open_in_memory()?;
    model.execute_batch(SCHEMA)?;
    model.execute_batch(RESCUED)?;
    let made = tables(&model)?;
    // What others made beside them (statistics, a tool that copies it elsewhere) is theirs.
    let is_flipped = |name: &str| made.keys().any(|known| is_bit_apart(known, name));
    let differs = |(name, one): &(&String, &Made)| match made.get(*name) {
        Some(made) => made != *one,
        None => is_flipped(name),
    };
    if let Some((name, _)) = there.iter().find(differs) {
        return Ok(Some(name.clone()));
    }
    // An earlier version has fewer, and one that is being made none yet.
    let is_lacking = |name: &&String| !there.contains_key(*name) && *name != "rescued";
    let lacks = made.keys().find(is_lacking).filter(|_| is_of_this_version(reader));
    Ok(lacks.cloned().or(misplaced(reader)?))
}

/// Whether one name is another but for one bit.
fn is_bit_apart(one: &str, other: &str) -> bool {
    let bits = |(a, b): (u8, u8)| (a ^ b).count_ones();
    one.len() == other.len() && one.bytes().zip(other.bytes()).map(bits).sum::<u32>() == 1
}

fn is_of_this_version(reader: &Connection) -> bool {
    let version = reader.pragma_query_value(None, "user_version", |row| row.get(0));
    version == Ok(SCHEMA_VERSION)
}

fn tables(reader: &Connection) -> rusqlite::Result<BTreeMap<String, Made>> {
    let mut query = reader.prepare("SELECT name, type, tbl_name, sql FROM sqlite_schema")?;
    let tables = query.query_map([], |row| {
        let text: Option<String> = row.get(3)?;
        let text = text.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
        Ok((row.get(0)?, (row.get(1)?, row.get(2)?, text)))
    })?;
    tables.collect()
}

/// The name of one that does not begin where it was made: SQLite keeps the first pages of all beside each other, from the third on.
fn misplaced(reader: &Connection) -> rusqlite::Result<Option<String>> {
    let vacuums: i64 = reader.pragma_query_value(None, "auto_vacuum", |row| row.get(0))?;
    if vacuums == 0 {
        return Ok(None);
    }
    let mut query = reader
        .prepare("SELECT rootpage, name FROM sqlite_schema WHERE rootpage > 0 ORDER BY rootpage")?;
    let mut expected = 3..;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        if expected.next() != Some(row.get::<_, i64>(0)?) {
            return Ok(Some(row.get(1)?));
        }
    }
    Ok(None)
}
