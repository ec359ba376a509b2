//! How a database is set up before anything is written: its tables, and what is told to SQLite.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use crate::log::LogError;
use crate::log::sqlite::connection::connect;
use crate::log::sqlite::schema::SCHEMA;
use crate::log::sqlite::version;

/// SQLite's number for a database that gives pages back when it is told to.
const INCREMENTAL: i64 = 2;

/// The connection that writes, on a database that has its tables.
pub(super) fn connect_writer(path: &Path) -> Result<Connection, LogError> {
    let writer = connect(path, OpenFlags::default())?;
    // Set once: setting it writes each time, and a full disk is no reason not to start on what is there.
    let vacuums: i64 = writer.pragma_query_value(None, "auto_vacuum", |row| row.get(0))?;
    if vacuums != INCREMENTAL {
        writer.pragma_update(None, "auto_vacuum", INCREMENTAL)?;
    }
    writer.pragma_update(None, "journal_mode", "WAL")?;
    // Commits reach the disk by the sync thread, and checkpoints are made there too.
    writer.pragma_update(None, "synchronous", "NORMAL")?;
    writer.pragma_update(None, "wal_autocheckpoint", 0)?;
    // Cleared drafts and ballots must be gone from the file as well.
    writer.pragma_update(None, "secure_delete", "ON")?;
    if !version::is_current(&writer)? {
        let txn = writer.unchecked_transaction()?;
        txn.execute_batch(SCHEMA)?;
        version::stamp(&txn)?;
        txn.commit()?;
    } else if version::is_first_start(&writer)
        && let Err(error) = version::stamp(&writer)
    {
        tracing::error!(%error, "the database cannot be told which picnic wrote here last");
    }
    Ok(writer)
}
