//! What the writer does where a commit fails for damage, and how it gives pages back.

use picnic_protocol::ids::LogPosition;
use rusqlite::ffi::SQLITE_CONSTRAINT_PRIMARYKEY;
use rusqlite::{Connection, Transaction, TransactionBehavior, params};

use crate::limits::VACUUM_PAGES_MAX;
use crate::log::UnusableRows;
use crate::log::sqlite::damage::is_damage;
use crate::log::sqlite::row::signed;
use crate::log::sqlite::schema::SCHEMA_VERSION;
use crate::log::sqlite::soundness::are_tables_whole;
use crate::log::sqlite::write::{What, Write, set_aside};
use crate::log::sqlite::{doors, generations};

/// Gives pages back that a snapshot made free.
pub(super) fn shrink(connection: &Connection) {
    let vacuum = format!("PRAGMA incremental_vacuum({VACUUM_PAGES_MAX})");
    let vacuumed = connection.prepare_cached(&vacuum).and_then(|mut statement| {
        // Each step gives one page back.
        let mut steps = statement.query([])?;
        while steps.next()?.is_some() {}
        Ok(())
    });
    if let Err(error) = vacuumed {
        tracing::warn!(%error, "the database cannot give back what it does not use");
    }
}

/// A database that can be read and not written, for its list of free pages is damaged: SQLite
/// writes it anew from its tables, or leaves it as it is. So does this where a table's tree is damaged too.
pub(super) fn mend(connection: &Connection) -> rusqlite::Result<()> {
    if !are_tables_whole(connection)? {
        let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT);
        let what = "the tree of a table is damaged: written anew, it would lose rows";
        return Err(rusqlite::Error::SqliteFailure(code, Some(what.to_owned())));
    }
    connection.execute_batch("VACUUM")?;
    // It copies an index as it is, and making one anew first follows its pages, which are sound only now.
    connection.execute_batch("REINDEX")?;
    tracing::error!("the database was damaged and is written anew; nothing is lost");
    Ok(())
}

/// Stores a snapshot where what it stands for cannot be deleted, for a page of it is damaged: beside all that is
/// there, or in a table of its own. The room's state is then in rows that hold.
pub(super) fn commit_beside(connection: &mut Connection, write: &Write) -> rusqlite::Result<()> {
    let What::Snapshot { position, parts, door, .. } = &write.what else { return Ok(()) };
    let room = write.room;
    match step(connection, |txn| generations::put(txn, room, *position, parts, false)) {
        Err(error) if is_damage(&error) => {
            step(connection, |txn| generations::rescue(txn, room, *position, parts))?;
        }
        stored => stored?,
    }
    // The snapshot has all that the door has, and older ones may stay.
    for done in [
        step(connection, |txn| doors::put(txn, room, *position, door)),
        step(connection, |txn| generations::drop_older(txn, room).map(|_| ())),
    ] {
        if let Err(error) = done
            && !is_damage(&error)
        {
            return Err(error);
        }
    }
    Ok(())
}

/// Whether there is a row already where one was to be written.
pub(super) fn is_taken(error: &rusqlite::Error) -> bool {
    error.sqlite_error().is_some_and(|error| error.extended_code == SQLITE_CONSTRAINT_PRIMARYKEY)
}

/// Stores a record where reading the room led past one, and past those after it: they are set aside, for the room went on
/// without them.
pub(super) fn commit_in_place(
    connection: &mut Connection,
    write: &Write,
    from: LogPosition,
) -> rusqlite::Result<()> {
    step(connection, |txn| {
        let find = "SELECT position FROM records WHERE room = ?1 AND position >= ?2";
        let mut query = txn.prepare_cached(find)?;
        let taken = query.query_map(params![write.room.as_bytes(), signed(from)], |row| {
            Ok(LogPosition(row.get::<_, i64>(0)?.unsigned_abs()))
        })?;
        let records = taken.collect::<rusqlite::Result<_>>()?;
        set_aside(txn, write.room, &UnusableRows { records, ..UnusableRows::default() })?;
        write.put(txn)
    })
}

fn step(
    connection: &mut Connection,
    step: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let txn = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    step(&txn)?;
    txn.commit()
}

/// Writes a page that changes nothing.
pub(super) fn probe(connection: &mut Connection) -> rusqlite::Result<()> {
    let txn = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    txn.pragma_update(None, "user_version", SCHEMA_VERSION)?;
    txn.commit()
}
