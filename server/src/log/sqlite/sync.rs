//! The thread that brings commits to disk: one fsync for all rooms, at once after a quiet spell
//! and at intervals under load.

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
use crate::log::sqlite::state::State;
use crate::log::sqlite::unsaved::Given;
use crate::log::sqlite::writer::Committed;
use crate::log::{Event, LogError, Observer};

/// The database's files, as the sync thread sees them.
pub(super) struct Disk {
    write_ahead: PathBuf,
    checkpointer: Connection,
}

impl Disk {
    pub(super) fn open(database: &Path, checkpointer: Connection) -> Result<Self, LogError> {
        let mut name = database.as_os_str().to_owned();
        name.push("-wal");
        // Folding the write-ahead file back waits for nobody; what it cannot do, the next can.
        checkpointer.busy_timeout(Duration::ZERO)?;
        Ok(Self { write_ahead: name.into(), checkpointer })
    }

    /// Brings every commit so far to disk. The write-ahead file holds those that no checkpoint
    /// has folded into the database, and SQLite syncs both around a checkpoint.
    pub(super) fn sync(&self) -> Result<(), LogError> {
        match File::open(&self.write_ahead) {
            Ok(file) => Ok(file.sync_data()?),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error.into()),
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
}

impl Pending {
    fn add(&mut self, committed: Committed) {
        let Committed { room, position, observer, given } = committed;
        self.newest.insert(room, (position, observer));
        self.given.push(given);
    }

    fn tell(&mut self, state: &State) {
        for given in self.given.drain(..) {
            state.unsaved.leave(given);
        }
        for (_, (position, observer)) in self.newest.drain() {
            observer.notify(Event::OnDisk(position));
        }
    }
}

/// Syncs until the writer is gone and nothing waits.
pub(super) fn run(disk: &Disk, commits: &Receiver<Committed>, state: &State) {
    let interval = Duration::from_millis(FSYNC_INTERVAL_MS);
    let mut pending = Pending::default();
    loop {
        if state.syncs.load(Ordering::Relaxed) {
            let Ok(first) = commits.recv() else { return };
            pending.add(first);
        } else {
            match commits.recv_timeout(Duration::from_millis(LOG_PROBE_MS)) {
                Ok(first) => pending.add(first),
                Err(RecvTimeoutError::Timeout) => {}
                // The server ends, and could not save: its rooms have said so.
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
        let started = Instant::now();
        commits.try_iter().for_each(|committed| pending.add(committed));
        let failed_before = !state.syncs.load(Ordering::Relaxed);
        let synced = if failed_before { disk.sync_again() } else { disk.sync() };
        state.metrics.synced(started.elapsed());
        state.syncs.store(synced.is_ok(), Ordering::Relaxed);
        match synced {
            Ok(()) => pending.tell(state),
            Err(error) => {
                if !failed_before {
                    tracing::error!(%error, "the log cannot reach the disk");
                }
                for (_, observer) in pending.newest.values() {
                    observer.notify(Event::DiskFailed);
                }
            }
        }
        disk.checkpoint_if_due();
        std::thread::sleep(interval.saturating_sub(started.elapsed()));
    }
}
