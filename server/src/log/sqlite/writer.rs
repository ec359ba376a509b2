//! The one thread that writes: it takes whatever waits, commits it together, and says so.

use std::path::Path;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use rusqlite::{Connection, TransactionBehavior};

use crate::limits::{COMMIT_INTERVAL_MS, COMMIT_RECORDS_MAX, LOG_PROBE_MS, MEND_SECONDS};
use crate::log::sqlite::damage::is_damage;
use crate::log::sqlite::mending::{commit_beside, commit_in_place, is_taken, mend, probe, shrink};
use crate::log::sqlite::state::State;
use crate::log::sqlite::write::{Committed, What, Write};

/// Writes until every sender is gone and nothing waits.
pub(super) fn run(
    mut connection: Connection,
    database: &Path,
    pending: &Receiver<Write>,
    committed: &Sender<Committed>,
    state: &State,
) {
    let mut batch = Vec::new();
    let mut mended_at = None::<Instant>;
    let mut committed_at = None::<Instant>;
    let interval = Duration::from_millis(COMMIT_INTERVAL_MS);
    while let Some(first) = next(&mut connection, pending, state) {
        // At once after a quiet spell; when many rooms write, a moment's wait gathers them.
        if let Some(since) = committed_at.map(|at| at.elapsed()).filter(|since| *since < interval) {
            std::thread::sleep(interval - since);
        }
        committed_at = Some(Instant::now());
        batch.push(first);
        batch.extend(pending.try_iter().take(COMMIT_RECORDS_MAX));
        if commit(&mut connection, &batch).is_ok() {
            state.commits.store(true, Ordering::Relaxed);
            if batch.iter().any(|write| {
                matches!(
                    write.what,
                    What::Snapshot { .. }
                        | What::Seal { .. }
                        | What::Versions { .. }
                        | What::Remove { .. }
                )
            }) {
                shrink(&connection);
            }
            for write in batch.iter().filter(|write| write.what.is_of_the_room()) {
                state.wrote(write.room, true);
            }
            settle(batch.drain(..), committed, state);
            continue;
        }
        // One room's bad write must not fail the others' (rule 8): each on its own.
        for write in batch.drain(..) {
            let mut result = commit(&mut connection, std::slice::from_ref(&write));
            if let (Err(error), What::Record { position, .. }) = (&result, &write.what)
                && is_taken(error)
            {
                state.find_damaged(&"the place of a new record is taken", database);
                result = commit_in_place(&mut connection, &write, *position);
            }
            if let Err(error) = &result
                && is_damage(error)
            {
                let interval = Duration::from_secs(MEND_SECONDS);
                if mended_at.is_none_or(|at| at.elapsed() > interval) {
                    mended_at = Some(Instant::now());
                    match mend(&connection) {
                        Ok(()) => {
                            state.find_mended(database);
                            result = commit(&mut connection, std::slice::from_ref(&write));
                        }
                        Err(error) => state.find_damaged(&error, database),
                    }
                }
                if result.is_err()
                    && state.is_damaged()
                    && matches!(write.what, What::Snapshot { .. })
                {
                    result = commit_beside(&mut connection, &write);
                }
            }
            // What is set aside is not tried again, and a full disk stops versions first (rule 9).
            if write.what.is_of_the_room() {
                state.wrote(write.room, result.is_ok());
            }
            if result.is_ok() || write.what.is_of_the_room() {
                state.commits.store(result.is_ok(), Ordering::Relaxed);
            }
            match result {
                Ok(()) => settle(std::iter::once(write), committed, state),
                Err(error) => {
                    tracing::error!(room = %write.room, %error, "the log cannot write");
                    write.fail(state);
                }
            }
        }
    }
}

/// The next write; while the log fails, it is tried in between, so that it is known to work again
/// when nobody writes.
fn next(connection: &mut Connection, pending: &Receiver<Write>, state: &State) -> Option<Write> {
    loop {
        if state.commits.load(Ordering::Relaxed) {
            return pending.recv().ok();
        }
        match pending.recv_timeout(Duration::from_millis(LOG_PROBE_MS)) {
            Ok(write) => return Some(write),
            Err(RecvTimeoutError::Disconnected) => return None,
            Err(RecvTimeoutError::Timeout) => {
                let works = probe(connection).is_ok();
                state.commits.store(works, Ordering::Relaxed);
            }
        }
    }
}

fn settle(writes: impl Iterator<Item = Write>, committed: &Sender<Committed>, state: &State) {
    for write in writes {
        if let Some(write) = write.done(state) {
            // The sync thread ends after this one.
            let _ = committed.send(write);
        }
    }
}

fn commit(connection: &mut Connection, batch: &[Write]) -> rusqlite::Result<()> {
    let txn = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for write in batch {
        write.put(&txn)?;
    }
    txn.commit()
}
