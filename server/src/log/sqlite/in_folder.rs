//! What a data folder holds, told without opening its log. Changes nothing.

use std::path::Path;

use picnic_protocol::ids::RoomId;
use rusqlite::{Connection, OpenFlags};

use crate::log::sqlite::carve::Carved;
use crate::log::sqlite::companions::beside;
use crate::log::sqlite::connection::connect;
use crate::log::sqlite::damage::is_damage;
use crate::log::sqlite::{FILE, SqliteLog, doors, version};
use crate::log::{Door, LogError};

impl SqliteLog {
    /// Whether there is a database in `folder`, or what is left of one.
    #[must_use]
    pub fn is_in(folder: &Path) -> bool {
        let path = folder.join(FILE);
        let has_bytes = |path: &Path| std::fs::metadata(path).is_ok_and(|file| file.len() > 0);
        has_bytes(&path)
            || [".salvaged", "-wal"].into_iter().any(|end| has_bytes(&beside(&path, end)))
    }

    /// Whether the database in `folder` holds rooms; also where that cannot be told.
    #[must_use]
    pub fn holds_rooms(folder: &Path) -> bool {
        let path = folder.join(FILE);
        if !path.exists() {
            return beside(&path, ".salvaged").exists();
        }
        let count = |reader: Connection, table: &str| {
            let look = format!("SELECT EXISTS (SELECT 1 FROM {table})");
            reader.query_row(&look, [], |row| row.get::<_, bool>(0))
        };
        ["records", "parts", "snapshots"].into_iter().any(|table| {
            match connect(&path, OpenFlags::SQLITE_OPEN_READ_ONLY) {
                Ok(reader) => count(reader, table)
                    .unwrap_or_else(|error| !error.to_string().contains("no such table")),
                Err(_) => true,
            }
        })
    }

    /// What the database in `folder` was told under a name; none where that cannot be read. Changes nothing.
    #[must_use]
    pub fn told_in(folder: &Path, name: &str) -> Option<String> {
        let path = folder.join(FILE);
        if !path.exists() {
            return None;
        }
        version::about(&connect(&path, OpenFlags::SQLITE_OPEN_READ_ONLY).ok()?, name)
    }

    /// A room's door in `folder`, while another process may write there. Changes nothing.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn door_in(folder: &Path, room: RoomId) -> Result<Door, LogError> {
        let path = folder.join(FILE);
        version::refuse_newer(&path)?;
        let reader = connect(&path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        match doors::read(&reader, room) {
            Err(error) if is_damage(&error) => {
                Carved::beside(&reader, &path, room).map(|carved| carved.door(room))
            }
            read => Ok(read?.0),
        }
    }
}
