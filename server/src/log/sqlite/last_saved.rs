//! The last thing that reached the disk, noted beside the database: a write-ahead file that is missing after a crash, or was
//! emptied, SQLite passes over without a word.
//!
//! The note is written after the disk has what it tells, so that power loss never makes it tell too much; and it is
//! removed when the database is closed well.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};

use picnic_protocol::ids::{LogPosition, RoomId};
use rusqlite::{Connection, params};

use crate::log::sqlite::companions::beside;
use crate::log::sqlite::row::signed;
use crate::log::sqlite::version;

/// A room's id and a position.
const NOTE_BYTES: usize = 24;

/// The note, while the database is open.
pub(super) struct LastSaved(Option<File>);

impl LastSaved {
    /// Begins anew.
    pub(super) fn open(database: &Path) -> Self {
        let file = File::create(note(database));
        if let Err(error) = &file {
            tracing::warn!(%error, "a missing write-ahead file would not be noticed");
        }
        Self(file.ok())
    }

    /// This is on the disk.
    pub(super) fn write(&self, room: RoomId, position: LogPosition) {
        let mut bytes = [0; NOTE_BYTES];
        bytes[..16].copy_from_slice(room.as_bytes());
        bytes[16..].copy_from_slice(&position.0.to_le_bytes());
        // One that is not written tells of something earlier, which is there too.
        let _ = self.0.as_ref().map(|file| file.write_all_at(&bytes, 0));
    }
}

/// The database is closed well.
pub(super) fn remove(database: &Path) {
    // Where it cannot be removed, it tells of what is there.
    let _ = std::fs::remove_file(note(database));
}

/// The word in the database that names the room which the note tells of, once it was removed.
const REMOVED: &str = "removed";

/// A room is being removed: where the note tells of it, it is not missed.
pub(super) fn let_go(database: &Path, writer: &Connection, room: RoomId) -> rusqlite::Result<()> {
    match read(database) {
        Ok((noted, _)) if noted == *room.as_bytes() => {
            version::tell(writer, REMOVED, &room.to_string())
        }
        _ => Ok(()),
    }
}

/// Whether the database lacks what the last process had brought to disk.
pub(super) fn is_missing(database: &Path, reader: &Connection) -> bool {
    let Ok((room, position)) = read(database) else { return false };
    let find = "SELECT max(newest) FROM (
        SELECT max(position) AS newest FROM records WHERE room = ?1
        UNION ALL SELECT max(position) FROM parts WHERE room = ?1
        UNION ALL SELECT max(position) FROM snapshots WHERE room = ?1
        UNION ALL SELECT max(position) FROM quarantine WHERE room = ?1)";
    let newest = reader.query_row(find, params![room], |row| row.get::<_, Option<i64>>(0));
    // A database that cannot be asked is damaged, which is told elsewhere.
    let Ok(newest) = newest else { return false };
    let removed = version::about(reader, REMOVED);
    if newest.is_none() && removed == Some(RoomId::from_bytes(room).to_string()) {
        return false;
    }
    let missing = newest.is_none_or(|newest| newest < signed(position));
    if missing {
        tracing::error!(
            database = %database.display(),
            "what was saved last is not in the database: its write-ahead file (picnic.db-wal) is missing or was \
             emptied after the server ended badly. It is lost, unless somebody's page still has it. Whoever \
             copies the data folder must copy it whole"
        );
    }
    missing
}

fn read(database: &Path) -> io::Result<([u8; 16], LogPosition)> {
    let mut bytes = [0; NOTE_BYTES];
    File::open(note(database))?.read_exact_at(&mut bytes, 0)?;
    let (mut room, mut position) = ([0; 16], [0; 8]);
    room.copy_from_slice(&bytes[..16]);
    position.copy_from_slice(&bytes[16..]);
    Ok((room, LogPosition(u64::from_le_bytes(position))))
}

fn note(database: &Path) -> PathBuf {
    beside(database, "-saved")
}
