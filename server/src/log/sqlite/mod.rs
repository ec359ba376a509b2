//! The log in one SQLite database: the embedded default.
//!
//! One thread writes, and commits batches of all rooms together ([`writer`]); commits do not
//! wait for the disk. A second thread brings them to disk at intervals ([`sync`]). Every row has
//! a CRC-32C, and rooms are read on connections of their own.

mod carve;
mod carving;
mod companions;
mod connection;
mod damage;
mod doors;
mod generations;
mod header;
mod in_folder;
mod known_rooms;
mod last_saved;
mod lost;
mod mending;
mod pages;
mod records;
mod row;
mod salvage;
mod schema;
mod set_up;
mod size;
mod soundness;
mod state;
mod sync;
mod unsaved;
mod version;
mod versions;
mod write;
mod write_ahead;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use picnic_protocol::ids::{LogPosition, RoomId};
use rusqlite::{Connection, OpenFlags};

use crate::limits::{DISK_FREE_PART, VERSIONS_DISK_FREE_BYTES};
use crate::log::free_space::has_left;
use crate::log::{
    Door, Generation, KnownRoom, Log, LogError, Observer, Records, RoomUse, UnusableRows, Versions,
    VersionsChange, VersionsOfRoom,
};
use crate::metrics::Metrics;
use carve::Carved;
use carving::Carving;
use connection::{connect, look_at_disk};
use records::Found;
use salvage::Need;
use set_up::connect_writer;
use state::State;
use write::{What, Write};

const FILE: &str = "picnic.db";

/// Connections kept open for reading.
const READERS_MAX: usize = 4;

/// Rooms kept in a data folder.
pub struct SqliteLog {
    path: PathBuf,
    writes: Option<Sender<Write>>,
    readers: Mutex<Vec<Connection>>,
    carving: Carving,
    threads: Vec<JoinHandle<()>>,
    state: Arc<State>,
    /// When it was opened, if the write-ahead file was damaged in its middle or missing then.
    lost_before_ms: Option<u64>,
    /// The version of picnic that wrote here before, when it is later than this one.
    later: Option<String>,
}

impl SqliteLog {
    /// Opens the log in `folder`, making it when it is new.
    ///
    /// # Errors
    /// When the database cannot be opened or written.
    pub fn open(folder: &Path) -> Result<Self, LogError> {
        Self::open_counted(folder, Arc::default())
    }

    /// Tells the database something about itself, unless it knows. Blocks.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn tell(&self, name: &str, value: &str) -> Result<(), LogError> {
        let writer = connect(&self.path, OpenFlags::default())?;
        if version::about(&writer, name).as_deref() != Some(value) {
            // Folding the write-ahead file back is for another thread.
            writer.pragma_update(None, "wal_autocheckpoint", 0)?;
            version::tell(&writer, name, value)?;
        }
        Ok(())
    }

    /// Opens the log as [`open`](Self::open) does, with its times counted in these metrics.
    ///
    /// # Errors
    /// When the database cannot be opened or written.
    pub fn open_counted(folder: &Path, metrics: Arc<Metrics>) -> Result<Self, LogError> {
        let path = folder.join(FILE);
        version::refuse_newer(&path)?;
        let mut lost = salvage::keep_if_cut(&path)?;
        let mut need = salvage::need(&path)?;
        if need == Need::None && path.exists() {
            if !schema::is_as_made(&path) {
                need = Need::Header;
            } else if !soundness::are_keys_sound(&path) {
                need = Need::Asked;
            }
        }
        // Before a salvage writes it anew.
        lost |= need != Need::None && lost::lacks_pages(&path)?;
        match need {
            Need::None => {}
            Need::Header => lost |= salvage::salvage(&path)?,
            Need::Asked => match salvage::salvage(&path) {
                Err(error @ LogError::Newer { .. }) => return Err(error),
                // What can be read is of more use than none of it; most likely the disk has no room for two.
                Err(error) => {
                    tracing::error!(%error, "the damaged database cannot be salvaged now; it is \
                    used as it is, and the next start tries again");
                }
                Ok(lacks_some) => lost |= lacks_some,
            },
        }
        let writer = match connect_writer(&path) {
            Err(LogError::Damaged(_)) => {
                lost |= lost::lacks_pages(&path)?;
                lost |= salvage::salvage(&path)?;
                connect_writer(&path)?
            }
            connected => connected?,
        };

        let later = version::later_picnic(&writer);
        let lost = lost || last_saved::is_missing(&path, &writer);
        let checkpointer = connect(&path, OpenFlags::default())?;
        let to_disk = sync::Disk::open(&path, checkpointer)?;
        // What the last process left in the write-ahead file counts as saved from here on.
        to_disk.sync()?;
        // And so may what it sealed away, which must not be there.
        let emptied = to_disk.truncate();
        let (committed, commits) = channel();
        let (writes, pending) = channel();
        let state = Arc::new(State::new(metrics));
        let (of_sync, of_writer) = (Arc::clone(&state), Arc::clone(&state));
        let threads = vec![
            std::thread::Builder::new()
                .name("log-sync".to_owned())
                .spawn(move || sync::run(&to_disk, &commits, &of_sync, !emptied))?,
            std::thread::Builder::new().name("log-writer".to_owned()).spawn({
                let path = path.clone();
                move || writer::run(writer, &path, &pending, &committed, &of_writer)
            })?,
        ];
        let lost_before_ms = lost::before(&path, lost, now_ms());
        Ok(Self {
            path,
            writes: Some(writes),
            readers: Mutex::default(),
            carving: Carving::default(),
            threads,
            state,
            lost_before_ms,
            later,
        })
    }

    fn write(&self, room: RoomId, what: What) {
        if self.carving.is_used() {
            self.carving.forget(room);
        }
        let write = Write { room, given: self.state.unsaved.enter(), what };
        let unsent = match &self.writes {
            Some(writes) => writes.send(write).err().map(|error| error.0),
            None => Some(write),
        };
        if let Some(write) = unsent {
            // The writing thread is gone.
            self.state.commits.store(false, Ordering::Relaxed);
            write.fail(&self.state);
        }
    }

    /// Writes something for which somebody waits.
    fn write_and_wait(
        &self,
        room: RoomId,
        what: impl FnOnce(SyncSender<bool>) -> What,
    ) -> Result<(), LogError> {
        let (done, written) = sync_channel(1);
        self.write(room, what(done));
        match written.recv() {
            Ok(true) => Ok(()),
            Ok(false) | Err(_) => Err(LogError::NotWritten),
        }
    }

    fn read<T>(
        &self,
        query: impl FnOnce(&Connection) -> Result<T, LogError>,
    ) -> Result<T, LogError> {
        let idle = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let reader = match idle {
            Some(reader) => reader,
            None => connect(&self.path, OpenFlags::SQLITE_OPEN_READ_ONLY)?,
        };
        let result = query(&reader);
        let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        if readers.len() < READERS_MAX {
            readers.push(reader);
        }
        result
    }

    /// Reads as ever; where SQLite finds that a page is damaged, what other pages hold of the room is read past it, and
    /// the next start writes the database anew.
    fn read_or_carve<T>(
        &self,
        room: RoomId,
        query: impl FnOnce(&Connection) -> Result<T, LogError>,
        find: impl FnOnce(&Carved) -> T,
    ) -> Result<T, LogError> {
        match self.read(query) {
            Err(LogError::Damaged(error)) => {
                self.state.find_damaged(&error, &self.path);
                self.carved(room).map(|all| find(&all))
            }
            result => result,
        }
    }

    /// What all pages hold of a room.
    fn carved(&self, room: RoomId) -> Result<Arc<Carved>, LogError> {
        self.carving.find(room, || self.read(|reader| Carved::beside(reader, &self.path, room)))
    }
}

impl Drop for SqliteLog {
    /// Waits until everything given is written and on disk.
    fn drop(&mut self) {
        self.writes = None;
        // The last connection to close folds the write-ahead file back, unless it may only read.
        self.readers.lock().unwrap_or_else(PoisonError::into_inner).clear();
        for thread in self.threads.drain(..).rev() {
            // A thread that panicked has nothing more to write.
            let _ = thread.join();
        }
        last_saved::remove(&self.path);
    }
}

impl Log for SqliteLog {
    fn append(
        &self,
        room: RoomId,
        position: LogPosition,
        record: Bytes,
        door: Option<Bytes>,
        observer: Arc<dyn Observer>,
    ) {
        self.write(room, What::Record { position, bytes: record, door, observer });
    }

    fn put_snapshot(
        &self,
        room: RoomId,
        position: LogPosition,
        parts: Vec<Bytes>,
        door: Bytes,
        observer: Arc<dyn Observer>,
    ) {
        self.write(room, What::Snapshot { position, parts, door, observer });
    }

    fn seal(
        &self,
        room: RoomId,
        position: LogPosition,
        parts: Vec<Bytes>,
        door: Bytes,
        observer: Arc<dyn Observer>,
    ) {
        self.write(room, What::Seal { position, parts, door, observer });
    }

    fn tail(&self, room: RoomId, after: LogPosition) -> Result<Records, LogError> {
        let (found, damage) = match self.read(|reader| records::read(reader, room, after)) {
            Ok(Found { records, is_believed: true }) => return Ok(records),
            // Under a room's id that only is nearly another's nothing stands.
            Ok(Found { records, .. })
                if records.tells_nothing()
                    && self.read(|reader| size::of_room(reader, room))? == 0 =>
            {
                return Ok(records);
            }
            Ok(Found { records, .. }) => (Some(records), None),
            Err(LogError::Damaged(error)) => (None, Some(error)),
            Err(error) => return Err(error),
        };
        if let Some(error) = damage {
            self.state.find_damaged(&error, &self.path);
        }
        let carved = self.carved(room)?.records(room, after);
        let Some(found) = found else { return Ok(carved) };
        let records = records::joined(found, carved);
        if records.tree_skipped_rows {
            self.state.find_damaged(&"a key leads past rows of a table", &self.path);
        }
        Ok(records)
    }

    fn door(&self, room: RoomId) -> Result<Door, LogError> {
        let read = |reader: &Connection| Ok(doors::read(reader, room)?.0);
        self.read_or_carve(room, read, |carved| carved.door(room))
    }

    fn bytes_of(&self, room: RoomId) -> Result<u64, LogError> {
        self.read_or_carve(
            room,
            |reader| size::of_room(reader, room),
            |carved| u64::try_from(carved.bytes()).unwrap_or(u64::MAX),
        )
    }

    fn bytes(&self) -> Result<u64, LogError> {
        self.read(size::of_all)
    }

    fn works(&self) -> bool {
        self.state.works()
    }

    fn is_damaged(&self) -> bool {
        self.state.is_damaged()
    }

    fn reads(&self) -> bool {
        if let Err(error) = look_at_disk(&self.path) {
            tracing::error!(%error, "the database cannot be read from its disk");
            return false;
        }
        // As rooms are read, on a connection that knows nothing yet, of a room that nobody has.
        let nobodys = RoomId::from_bytes([0; 16]);
        let read = connect(&self.path, OpenFlags::SQLITE_OPEN_READ_ONLY).and_then(|reader| {
            records::read(&reader, nobodys, LogPosition::START)?;
            generations::read(&reader, nobodys, false)?;
            doors::read(&reader, nobodys)?;
            size::of_room(&reader, nobodys)
        });
        match read {
            Ok(_) => true,
            Err(LogError::Damaged(error)) => {
                self.state.find_damaged(&error, &self.path);
                false
            }
            Err(error) => {
                tracing::error!(%error, "rooms cannot be read");
                false
            }
        }
    }

    fn lost_before_ms(&self) -> Option<u64> {
        self.lost_before_ms
    }

    fn later_version(&self) -> Option<&str> {
        self.later.as_deref()
    }

    fn oldest_unsaved(&self) -> Duration {
        self.state.unsaved.oldest()
    }

    fn set_aside(&self, room: RoomId, aside: UnusableRows) -> Result<(), LogError> {
        let count = aside.records.len() + aside.snapshots.len() + aside.torn.len();
        self.write_and_wait(room, |done| What::Aside { aside, done })?;
        self.state.metrics.set_aside.inc_by(count as u64);
        Ok(())
    }

    fn change_versions(&self, room: RoomId, change: VersionsChange) -> Result<(), LogError> {
        self.write_and_wait(room, |done| What::Versions { change, done })
    }

    fn versions(&self, room: RoomId) -> Result<Versions, LogError> {
        self.read(|reader| versions::read(reader, room))
    }

    fn versions_of_all(&self) -> Result<Vec<VersionsOfRoom>, LogError> {
        self.read(versions::of_all)
    }

    fn has_space_for_versions(&self) -> bool {
        let folder = self.path.parent().unwrap_or(&self.path);
        has_left(folder, |all| (all / DISK_FREE_PART).min(VERSIONS_DISK_FREE_BYTES))
    }

    fn use_room(&self, room: RoomId, at_ms: u64, what: RoomUse) {
        self.write(room, What::Use { at_ms, what });
    }

    fn rooms_after(&self, after: Option<RoomId>, count: usize) -> Result<Vec<KnownRoom>, LogError> {
        self.read(|reader| known_rooms::after(reader, after, count))
    }

    fn remove_room(&self, room: RoomId, unless_used_after_ms: u64) -> Result<bool, LogError> {
        let is_gone = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&is_gone);
        let remove = |done| What::Remove { unless_used_after_ms, is_gone: told, done };
        self.write_and_wait(room, remove)?;
        Ok(is_gone.load(Ordering::Relaxed))
    }

    fn snapshots(&self, room: RoomId) -> Result<Vec<Generation>, LogError> {
        self.read_or_carve(
            room,
            |reader| generations::read(reader, room, self.state.is_damaged()),
            |carved| carved.generations(room),
        )
    }
}

/// The time, ms since 1970.
fn now_ms() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}
