//! The thread that brings commits to disk: one fsync for all rooms, at once after a quiet spell
//! and at intervals under load.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use picnic_protocol::ids::{LogPosition, RoomId};
use rusqlite::Connection;

use crate::limits::{CHECKPOINT_BYTES, FSYNC_INTERVAL_MS, LOG_PROBE_MS};
use crate::log::sqlite::last_saved::LastSaved;
use crate::log::sqlite::state::State;
use crate::log::sqlite::unsaved::Given;
use crate::log::sqlite::write::Committed;
use crate::log::{LogError, Observer, WriteOutcome};

/// How long emptying the write-ahead file waits for readers and the writer, who wait meanwhile.
const TRUNCATE_PATIENCE: Duration = Duration::from_millis(50);

/// The database's files, as the sync thread sees them.
pub(super) struct Disk {
    write_ahead: PathBuf,
    /// The same, kept open: a process that may open no more files saves all the same. SQLite empties it and keeps it for
    /// as long as it is in use.
    opened: OnceCell<File>,
    checkpointer: Connection,
    last_saved: LastSaved,
}

impl Disk {
    pub(super) fn open(database: &Path, checkpointer: Connection) -> Result<Self, LogError> {
        let mut name = database.as_os_str().to_owned();
        name.push("-wal");
        // Folding the write-ahead file back waits for nobody; what it cannot do, the next can.
        checkpointer.busy_timeout(Duration::ZERO)?;
        let last_saved = LastSaved::open(database);
        let opened = OnceCell::new();
        Ok(Self { write_ahead: name.into(), opened, checkpointer, last_saved })
    }

    /// Brings every commit so far to disk. The write-ahead file holds those that no checkpoint
    /// has folded into the database, and SQLite syncs both around a checkpoint.
    pub(super) fn sync(&self) -> Result<(), LogError> {
        let file = match self.opened.get() {
            Some(file) => file,
            None => match File::open(&self.write_ahead) {
                Ok(file) => self.opened.get_or_init(|| file),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
                Err(error) => return Err(error.into()),
            },
        };
        Ok(file.sync_data()?)
    }

    /// Folds the write-ahead file back and empties it; false when somebody reads or writes now.
    pub(super) fn truncate(&self) -> bool {
        let patient = self.checkpointer.busy_timeout(TRUNCATE_PATIENCE);
        let busy = self
            .checkpointer
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0));
        let hasty = self.checkpointer.busy_timeout(Duration::ZERO);
        match patient.and(busy).and_then(|busy| hasty.map(|()| busy)) {
            Ok(busy) => busy == 0,
            Err(error) => {
                tracing::warn!(%error, "the log's write-ahead file cannot be emptied now");
                false
            }
        }
    }

    /// After an fsync that failed, the next one says nothing about what the first had to write:
    /// the kernel may have let go of it. So every commit is written again, into the database.
    fn sync_again(&self) -> Result<(), LogError> {
        let (busy, left) =
            self.checkpointer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))
            })?;
        if busy != 0 || left != 0 {
            return Err(std::io::Error::from(std::io::ErrorKind::ResourceBusy).into());
        }
        Ok(())
    }

    fn checkpoint_if_due(&self) {
        let length = std::fs::metadata(&self.write_ahead).map_or(0, |metadata| metadata.len());
        if length > CHECKPOINT_BYTES
            && let Err(error) =
                self.checkpointer.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))
        {
            tracing::warn!(%error, "the log's write-ahead file cannot be folded back now");
        }
    }
}

/// What is committed and not on disk yet.
#[derive(Default)]
struct Pending {
    newest: HashMap<RoomId, (LogPosition, Arc<dyn Observer>)>,
    given: Vec<Given>,
    seals: Vec<(LogPosition, Arc<dyn Observer>)>,
    /// Whether the write-ahead file holds what was sealed away.
    truncate: bool,
}

impl Pending {
    fn add(&mut self, committed: Committed) {
        let Committed::Room { room, position, observer, given, sealed } = committed else {
            self.truncate = true;
            return;
        };
        if sealed {
            self.truncate = true;
            self.seals.push((position, Arc::clone(&observer)));
        }
        self.newest.insert(room, (position, observer));
        self.given.push(given);
    }

    fn tell_of_seals(&mut self) {
        for (position, observer) in self.seals.drain(..) {
            observer.notify(WriteOutcome::Sealed(position));
        }
    }

    fn tell(&mut self, state: &State) {
        self.tell_of_seals();
        for given in self.given.drain(..) {
            state.unsaved.leave(given);
        }
        for (_, (position, observer)) in self.newest.drain() {
            observer.notify(WriteOutcome::OnDisk(position));
        }
    }
}

/// Syncs until the writer is gone and nothing waits. `truncate`: the write-ahead file holds what
/// was sealed away.
pub(super) fn run(disk: &Disk, commits: &Receiver<Committed>, state: &State, truncate: bool) {
    let interval = Duration::from_millis(FSYNC_INTERVAL_MS);
    let mut pending = Pending { truncate, ..Pending::default() };
    loop {
        let first = if !state.syncs.load(Ordering::Relaxed) {
            commits.recv_timeout(Duration::from_millis(LOG_PROBE_MS))
        } else if pending.truncate {
            commits.recv_timeout(interval)
        } else {
            commits.recv().map_err(|_| RecvTimeoutError::Disconnected)
        };
        match first {
            Ok(first) => pending.add(first),
            Err(RecvTimeoutError::Timeout) => {}
            // The server ends; what it could not save its rooms have said.
            Err(RecvTimeoutError::Disconnected) => {
                if pending.truncate {
                    disk.truncate();
                }
                return;
            }
        }
        let started = Instant::now();
        commits.try_iter().for_each(|committed| pending.add(committed));
        let failed_before = !state.syncs.load(Ordering::Relaxed);
        let synced = if failed_before { disk.sync_again() } else { disk.sync() };
        state.metrics.synced(started.elapsed());
        state.syncs.store(synced.is_ok(), Ordering::Relaxed);
        match synced {
            Ok(()) => {
                if let Some((room, (position, _))) = pending.newest.iter().next() {
                    disk.last_saved.write(*room, *position);
                }
                pending.tell(state);
                pending.truncate = pending.truncate && !disk.truncate();
            }
            Err(error) => {
                if !failed_before {
                    tracing::error!(%error, "the log cannot reach the disk");
                }
                // The rooms go on; what is committed outlives the process.
                pending.tell_of_seals();
                for (_, observer) in pending.newest.values() {
                    observer.notify(WriteOutcome::DiskFailed);
                }
            }
        }
        disk.checkpoint_if_due();
        std::thread::sleep(interval.saturating_sub(started.elapsed()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commits_reach_the_disk_though_no_file_can_be_opened_any_more() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("picnic.db");
        let writer = Connection::open(&path).unwrap();
        writer.pragma_update(None, "journal_mode", "WAL").unwrap();
        writer.execute_batch("CREATE TABLE t (n INTEGER)").unwrap();
        let disk = Disk::open(&path, Connection::open(&path).unwrap()).unwrap();
        disk.sync().unwrap();
        let write_ahead = folder.path().join("picnic.db-wal");
        std::fs::rename(&write_ahead, folder.path().join("moved")).unwrap();
        // A circle, which nobody opens.
        std::os::unix::fs::symlink(&write_ahead, &write_ahead).unwrap();
        assert!(File::open(&write_ahead).is_err());
        disk.sync().unwrap();
    }
}
