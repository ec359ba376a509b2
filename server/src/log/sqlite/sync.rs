//! The thread that brings commits to disk: one fsync for all rooms, at once after a quiet spell
//! and at intervals under load.

use std::collections::HashMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use picnic_protocol::ids::{LogPosition, RoomId};
use rusqlite::Connection;

use crate::limits::{CHECKPOINT_BYTES, FSYNC_INTERVAL_MS};
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

/// Syncs until the writer is gone and nothing waits.
pub(super) fn run(disk: Disk, commits: &Receiver<Committed>) {
    let interval = Duration::from_millis(FSYNC_INTERVAL_MS);
    let mut newest: HashMap<RoomId, (LogPosition, Arc<dyn Observer>)> = HashMap::new();
    while let Ok(first) = commits.recv() {
        let started = Instant::now();
        for Committed { room, position, observer } in
            std::iter::once(first).chain(commits.try_iter())
        {
            newest.insert(room, (position, observer));
        }
        match disk.sync() {
            Ok(()) => {
                for (_, (position, observer)) in newest.drain() {
                    observer.notify(Event::OnDisk(position));
                }
            }
            // They stay unsaved, and are told so by not being told; the next sync covers them.
            Err(error) => tracing::error!(%error, "the log cannot reach the disk"),
        }
        disk.checkpoint_if_due();
        std::thread::sleep(interval.saturating_sub(started.elapsed()));
    }
}
