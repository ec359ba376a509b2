//! Which version of picnic wrote a database, and whether this one may open it (rule 13).
//!
//! The database's version stands in it twice: as SQLite's `user_version` and in the table `about`. Only
//! where both say so is it a later one, so that a flipped bit keeps nobody out.

use std::path::Path;

use rusqlite::{Connection, OpenFlags, OptionalExtension as _, params};

use crate::log::LogError;
use crate::log::sqlite::damage::is_damage;
use crate::log::sqlite::schema::SCHEMA_VERSION;

/// This version of picnic.
const PICNIC: &str = env!("CARGO_PKG_VERSION");

/// Refuses a database of a later version, before anything is written.
///
/// # Errors
/// [`LogError::Newer`]. A database that cannot be read at all is left to those who salvage it.
pub(super) fn refuse_newer(database: &Path) -> Result<(), LogError> {
    if !database.exists() {
        return Ok(());
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    match Connection::open_with_flags(database, flags) {
        // A word that cannot be read does not speak against the other.
        Ok(connection) => refuse(&connection, i64::MAX),
        Err(_) => Ok(()),
    }
}

/// The same of one that is damaged: both must say so.
///
/// # Errors
/// [`LogError::Newer`].
pub(super) fn refuse_newer_in(connection: &Connection) -> Result<(), LogError> {
    refuse(connection, 0)
}

fn refuse(connection: &Connection, when_unreadable: i64) -> Result<(), LogError> {
    let stamped = user_version(connection).unwrap_or(0);
    let told = match tell_of(connection, "schema") {
        Ok(told) => told.map_or(0, |told| told.parse().unwrap_or(when_unreadable)),
        Err(error) if is_damage(&error) => when_unreadable,
        // No such table.
        Err(_) => 0,
    };
    if stamped > SCHEMA_VERSION && told > SCHEMA_VERSION {
        let picnic = about(connection, "picnic").unwrap_or_else(|| "(a later one)".to_owned());
        return Err(LogError::Newer { picnic, version: stamped, known: SCHEMA_VERSION });
    }
    if stamped > SCHEMA_VERSION || (SCHEMA_VERSION + 1..i64::MAX).contains(&told) {
        tracing::error!(stamped, told, "the database's version is damaged; it is set right");
    }
    Ok(())
}

/// Whether both places say this version.
pub(super) fn is_current(connection: &Connection) -> rusqlite::Result<bool> {
    let told = about(connection, "schema").and_then(|told| told.parse().ok());
    Ok(user_version(connection)? == SCHEMA_VERSION && told == Some(SCHEMA_VERSION))
}

/// Says that this version wrote here; the latest that ever did is remembered.
pub(super) fn stamp(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "user_version", SCHEMA_VERSION)?;
    tell(connection, "schema", &SCHEMA_VERSION.to_string())?;
    tell(connection, "picnic", PICNIC)
}

/// Writes a word about the database into it.
pub(super) fn tell(connection: &Connection, name: &str, value: &str) -> rusqlite::Result<()> {
    let put = "INSERT OR REPLACE INTO about (name, value) VALUES (?1, ?2)";
    connection.execute(put, params![name, value]).map(|_| ())
}

/// The version of picnic that wrote here, when it is later than this one.
pub(super) fn later_picnic(connection: &Connection) -> Option<String> {
    about(connection, "picnic").filter(|picnic| numbers(picnic) > numbers(PICNIC))
}

/// Whether what is remembered of picnic's version is older than this one.
pub(super) fn is_first_start(connection: &Connection) -> bool {
    about(connection, "picnic").is_none_or(|picnic| numbers(&picnic) < numbers(PICNIC))
}

fn user_version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// None where there is no such word, or no such table: databases up to version 3 had none.
pub(super) fn about(connection: &Connection, name: &str) -> Option<String> {
    tell_of(connection, name).ok().flatten()
}

fn tell_of(connection: &Connection, name: &str) -> rusqlite::Result<Option<String>> {
    let find = "SELECT value FROM about WHERE name = ?1";
    connection.query_row(find, [name], |row| row.get(0)).optional()
}

fn numbers(version: &str) -> Vec<u64> {
    version.split(['.', '-', '+']).map_while(|part| part.parse().ok()).collect()
}
