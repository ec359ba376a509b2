//! The one thread that writes: it takes whatever waits, commits it together, and says so.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender};

use std::time::{Duration, Instant};

use bytes::Bytes;
use picnic_protocol::ids::{LogPosition, RoomId};
use rusqlite::{Connection, Transaction, TransactionBehavior, params};

use crate::limits::{COMMIT_INTERVAL_MS, COMMIT_RECORDS_MAX, SNAPSHOT_GENERATIONS};
use crate::log::sqlite::{checksum, signed};
use crate::log::{Event, Observer};

/// Something to write.
pub(super) enum Write {
    Record { room: RoomId, position: LogPosition, bytes: Bytes, observer: Arc<dyn Observer> },
    Snapshot { room: RoomId, position: LogPosition, bytes: Bytes, observer: Arc<dyn Observer> },
}

/// A room's newest commit, for the sync thread.
pub(super) struct Committed {
    pub(super) room: RoomId,
    pub(super) position: LogPosition,
    pub(super) observer: Arc<dyn Observer>,
}

impl Write {
    pub(super) fn fail(self) {
        match self {
            Self::Record { observer, .. } => observer.notify(Event::AppendFailed),
            Self::Snapshot { observer, .. } => observer.notify(Event::SnapshotFailed),
        }
    }

    fn done(self) -> Committed {
        match self {
            Self::Record { room, position, observer, .. } => {
                observer.notify(Event::Appended(position));
                Committed { room, position, observer }
            }
            Self::Snapshot { room, position, observer, .. } => {
                observer.notify(Event::SnapshotStored(position));
                Committed { room, position, observer }
            }
        }
    }

    fn put(&self, txn: &Transaction<'_>) -> rusqlite::Result<()> {
        match self {
            Self::Record { room, position, bytes, .. } => {
                txn.prepare_cached(
                    "INSERT INTO records (room, position, checksum, bytes)
                     VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute(params![
                    room.as_bytes(),
                    signed(*position),
                    checksum(*position, bytes),
                    bytes.as_ref()
                ])?;
            }
            Self::Snapshot { room, position, bytes, .. } => {
                txn.prepare_cached(
                    "INSERT OR REPLACE INTO snapshots (room, position, checksum, bytes)
                     VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute(params![
                    room.as_bytes(),
                    signed(*position),
                    checksum(*position, bytes),
                    bytes.as_ref()
                ])?;
                compact(txn, *room)?;
            }
        }
        Ok(())
    }
}

/// Drops the snapshots before the two newest, and the records that the older of them stands for.
fn compact(txn: &Transaction<'_>, room: RoomId) -> rusqlite::Result<()> {
    let positions: Vec<i64> = txn
        .prepare_cached("SELECT position FROM snapshots WHERE room = ?1 ORDER BY position DESC")?
        .query_map(params![room.as_bytes()], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let Some(oldest_kept) = positions.get(SNAPSHOT_GENERATIONS - 1) else { return Ok(()) };
    txn.prepare_cached("DELETE FROM snapshots WHERE room = ?1 AND position < ?2")?
        .execute(params![room.as_bytes(), oldest_kept])?;
    txn.prepare_cached("DELETE FROM records WHERE room = ?1 AND position <= ?2")?
        .execute(params![room.as_bytes(), oldest_kept])?;
    Ok(())
}

/// Writes until every sender is gone and nothing waits.
pub(super) fn run(
    mut connection: Connection,
    pending: &Receiver<Write>,
    committed: &Sender<Committed>,
    works: &AtomicBool,
) {
    let mut batch = Vec::new();
    let mut committed_at = None::<Instant>;
    let interval = Duration::from_millis(COMMIT_INTERVAL_MS);
    while let Ok(first) = pending.recv() {
        // At once after a quiet spell; when many rooms write, a moment's wait gathers them.
        if let Some(since) = committed_at.map(|at| at.elapsed()).filter(|since| *since < interval) {
            std::thread::sleep(interval - since);
        }
        committed_at = Some(Instant::now());
        batch.push(first);
        batch.extend(pending.try_iter().take(COMMIT_RECORDS_MAX));
        if commit(&mut connection, &batch).is_ok() {
            works.store(true, Ordering::Relaxed);
            settle(batch.drain(..), committed);
            continue;
        }
        // One room's bad write must not fail the others' (rule 8): each on its own.
        for write in batch.drain(..) {
            let result = commit(&mut connection, std::slice::from_ref(&write));
            works.store(result.is_ok(), Ordering::Relaxed);
            match result {
                Ok(()) => settle(std::iter::once(write), committed),
                Err(error) => {
                    tracing::error!(%error, "the log cannot write");
                    write.fail();
                }
            }
        }
    }
}

fn settle(writes: impl Iterator<Item = Write>, committed: &Sender<Committed>) {
    for write in writes {
        // The sync thread ends after this one.
        let _ = committed.send(write.done());
    }
}

fn commit(connection: &mut Connection, batch: &[Write]) -> rusqlite::Result<()> {
    let txn = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for write in batch {
        write.put(&txn)?;
    }
    txn.commit()
}
