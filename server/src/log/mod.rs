//! The log: every room's ordered, durable records, and snapshots that stand for those before.
//!
//! A log knows nothing of what it holds. Reading blocks and is done off the async tasks; writing
//! returns at once and tells its [`Observer`] when it is done.

pub mod free_space;
pub mod memory;
pub mod sqlite;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use picnic_protocol::ids::{LogPosition, RoomId};

/// A record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Where it stands.
    pub position: LogPosition,
    /// What was given to be kept.
    pub bytes: Bytes,
}

/// A snapshot, in the parts that were given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generation {
    /// The last record that it stands for.
    pub position: LogPosition,
    /// Its parts in order; none in the place of one that is not there or whose checksum does not hold (rule 8).
    pub parts: Vec<Option<Bytes>>,
}

impl Generation {
    /// Its parts, when all are there.
    #[must_use]
    pub fn whole(&self) -> Option<Vec<Bytes>> {
        self.parts.iter().cloned().collect()
    }
}

/// What a log says of a room's door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Door {
    /// Nothing: the room is not there, or versions before this one wrote it.
    Untold,
    /// What was given last.
    Sound(Bytes),
    /// Neither of its two rows holds.
    Corrupt,
}

/// The records of a room after a position, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Records {
    /// Those whose checksum holds.
    pub sound: Vec<Stored>,
    /// Positions of those whose checksum does not (rule 8).
    pub corrupt: Vec<LogPosition>,
    /// Where the room's door was written last, with a record or a snapshot: the room went on up to there at least.
    pub reaches: LogPosition,
    /// Whether the tree of records led past some of these rows. It may have led past others, too: nothing says which.
    pub tree_skipped_rows: bool,
}

impl Records {
    /// Whether they tell of no room at all.
    #[must_use]
    pub fn tells_nothing(&self) -> bool {
        self.sound.is_empty() && self.corrupt.is_empty() && self.reaches == LogPosition::START
    }
}

/// Where those of a room's rows stand that cannot be used.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnusableRows {
    /// Records.
    pub records: Vec<LogPosition>,
    /// Snapshots, whole.
    pub snapshots: Vec<LogPosition>,
    /// Snapshots of which only those parts go that cannot be used: nothing stands in for the others yet.
    pub torn: Vec<LogPosition>,
}

impl UnusableRows {
    /// Whether all can be used.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.records.is_empty() && self.snapshots.is_empty() && self.torn.is_empty()
    }
}

/// Versions of a room's board that are kept together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptVersions {
    /// Their number: later ones have larger ones.
    pub number: u64,
    /// What was given; none when its checksum does not hold (rule 8).
    pub bytes: Option<Bytes>,
    /// What was given of people; none where there is nothing, it is sealed away, or does not hold.
    pub people: Option<Bytes>,
}

/// The versions of a room's board.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Versions {
    /// Oldest first.
    pub kept: Vec<KeptVersions>,
    /// Where the room was sealed last.
    pub sealed: LogPosition,
}

/// Versions to be kept together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewVersions {
    /// Their number.
    pub number: u64,
    /// The time from which they are, ms since 1970.
    pub from_ms: u64,
    /// The versions, without people.
    pub bytes: Bytes,
    /// What they tell of people.
    pub people: Option<Bytes>,
}

/// A change of what versions of a room are kept, in one step.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VersionsChange {
    /// From which number on those that are there go first.
    pub removes_from: Option<u64>,
    /// What comes.
    pub puts: Vec<NewVersions>,
    /// A position that the room had reached when this was made, or what it was made of was read: what it tells of people is not kept
    /// where the room was sealed there or since.
    pub position: LogPosition,
    /// Whether no file may keep a byte of what goes.
    pub erases: bool,
}

/// A room that a log knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownRoom {
    /// The room.
    pub room: RoomId,
    /// When somebody was last there, ms since 1970; none where nobody told.
    pub used_ms: Option<u64>,
    /// Whether nothing was ever written there, as far as was told.
    pub is_empty: bool,
}

/// What somebody does with a room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoomUse {
    /// They made it, with nothing in it.
    Made,
    /// They are there.
    Entered,
    /// They wrote something there.
    Written,
}

/// What the versions of a room take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VersionsOfRoom {
    /// The room.
    pub room: RoomId,
    /// The time from which they are, ms since 1970.
    pub from_ms: u64,
    /// When somebody was last there, ms since 1970; none where nobody told.
    pub used_ms: Option<u64>,
    /// Bytes, those that tell of people among them.
    pub bytes: u64,
}

/// What became of what a log was given to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WriteOutcome {
    /// The record is appended: `kill -9` loses it no more.
    Appended(LogPosition),
    /// The record was not appended.
    AppendFailed,
    /// Everything of this room up to here is on disk: power loss loses it no more.
    OnDisk(LogPosition),
    /// What was appended does not reach the disk. [`WriteOutcome::OnDisk`] follows when it does.
    DiskFailed,
    /// The snapshot is stored, and the records that no kept snapshot needs are gone.
    SnapshotStored(LogPosition),
    /// The snapshot was not stored.
    SnapshotFailed,
    /// The sealed snapshot is stored, on disk if the disk takes anything, and what it stands for is
    /// gone.
    Sealed(LogPosition),
    /// The sealed snapshot was not stored, and nothing is gone.
    SealFailed(LogPosition),
}

/// Who hears what became of a room's writes. Must not block.
pub trait Observer: Send + Sync {
    /// Something is done.
    fn notify(&self, outcome: WriteOutcome);
}

/// What a store itself says of what went wrong; which store it is, nobody above it asks.
pub type StoreError = Box<dyn std::error::Error + Send + Sync>;

/// What went wrong with a log.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// The database refused.
    #[error("the log's database: {0}")]
    Refused(#[source] StoreError),
    /// What was asked for stands on a damaged part of the database; asking again would not help.
    #[error("the log's database: {0}")]
    Damaged(#[source] StoreError),
    /// The database is damaged and nothing of it can be read. Nothing was changed.
    #[error(
        "the database {0} is damaged and cannot be read ({1}); nothing was changed. Put a backup \
         in its place, or move it away to start without rooms"
    )]
    Lost(PathBuf, String),
    /// A later version of picnic wrote it. Nothing was changed (rule 13).
    #[error(
        "the database was written by picnic {picnic} and has version {version}; this picnic reads up \
         to version {known}. Nothing was changed. Start picnic {picnic} or later on it"
    )]
    Newer {
        /// Which version of picnic wrote it.
        picnic: String,
        /// The database's version.
        version: i64,
        /// The last version that can be opened.
        known: i64,
    },
    /// Something was not written; the log of the server says why.
    #[error("the log did not take a write")]
    NotWritten,
    /// The file system refused.
    #[error("the log's files: {0}")]
    Files(#[from] std::io::Error),
}

/// Where rooms are kept.
pub trait Log: Send + Sync + 'static {
    /// Appends a record after the last one of its room, and in the same step what the room's door is from
    /// then on, where the record changes that. Records of one room are given in order, each after the
    /// one before it was appended.
    fn append(
        &self,
        room: RoomId,
        position: LogPosition,
        record: Bytes,
        door: Option<Bytes>,
        observer: Arc<dyn Observer>,
    );

    /// Stores a snapshot that stands for the records up to `position`, and the door as it was then, unless
    /// a newer is there. Each part has a checksum of its own, and the first is kept twice. Two
    /// generations are kept, and the records after the older one.
    fn put_snapshot(
        &self,
        room: RoomId,
        position: LogPosition,
        parts: Vec<Bytes>,
        door: Bytes,
        observer: Arc<dyn Observer>,
    );

    /// Stores a snapshot in place of the record at `position` and of everything before it, in one
    /// step: those hold what nobody may find again. What versions tell of people goes with them. No file keeps a byte of it, soon.
    /// Two copies are stored, so that one may be corrupt.
    fn seal(
        &self,
        room: RoomId,
        position: LogPosition,
        parts: Vec<Bytes>,
        door: Bytes,
        observer: Arc<dyn Observer>,
    );

    /// What the room's door is, without anything else of the room. Blocks.
    ///
    /// # Errors
    /// When it cannot be read.
    fn door(&self, room: RoomId) -> Result<Door, LogError>;

    /// The records after a position, in order. Blocks.
    ///
    /// # Errors
    /// When they cannot be read at all.
    fn tail(&self, room: RoomId, after: LogPosition) -> Result<Records, LogError>;

    /// Bytes that a room's rows hold: its records, its snapshots, and what was set aside. Blocks.
    ///
    /// # Errors
    /// When that cannot be read.
    fn bytes_of(&self, room: RoomId) -> Result<u64, LogError>;

    /// Bytes that all rooms take. Blocks.
    ///
    /// # Errors
    /// When that cannot be read.
    fn bytes(&self) -> Result<u64, LogError>;

    /// Whether the last write succeeded.
    fn works(&self) -> bool;

    /// Whether a part of what is stored was found damaged that only the next start can mend.
    fn is_damaged(&self) -> bool {
        false
    }

    /// Whether what is stored can be read from its disk now. Blocks.
    fn reads(&self) -> bool {
        true
    }

    /// When this log was opened, ms since 1970, if commits that were saved were found lost then, and nothing tells
    /// whose.
    fn lost_before_ms(&self) -> Option<u64> {
        None
    }

    /// The version of picnic that wrote here before, when it is later than this one.
    fn later_version(&self) -> Option<&str> {
        None
    }

    /// For how long the oldest write has waited for the disk; zero when none waits.
    fn oldest_unsaved(&self) -> Duration {
        Duration::ZERO
    }

    /// Moves rows of a room that cannot be used out of the way, where they are kept (rule 8).
    /// Blocks until that is written.
    ///
    /// # Errors
    /// When it cannot be written; the rows are where they were then.
    fn set_aside(&self, room: RoomId, aside: UnusableRows) -> Result<(), LogError>;

    /// Changes what versions of a room's board are kept; of a room that is not there none are. Blocks until that is written. A write
    /// that fails is no sign that the log does not work.
    ///
    /// # Errors
    /// When it cannot be written; nothing is changed then.
    fn change_versions(&self, room: RoomId, change: VersionsChange) -> Result<(), LogError>;

    /// The versions of a room's board. Blocks.
    ///
    /// # Errors
    /// When they cannot be read.
    fn versions(&self, room: RoomId) -> Result<Versions, LogError>;

    /// What the versions of each room take. Blocks.
    ///
    /// # Errors
    /// When that cannot be read.
    fn versions_of_all(&self) -> Result<Vec<VersionsOfRoom>, LogError>;

    /// Whether the disk has space for more versions, which are the first to stop where it is nearly full. Blocks.
    fn has_space_for_versions(&self) -> bool {
        true
    }

    /// Somebody does something with a room at this time, ms since 1970.
    fn use_room(&self, room: RoomId, at_ms: u64, what: RoomUse);

    /// Some of the rooms that there are, in order, after this one. Blocks.
    ///
    /// # Errors
    /// When they cannot be read.
    fn rooms_after(&self, after: Option<RoomId>, count: usize) -> Result<Vec<KnownRoom>, LogError>;

    /// Removes all of a room, unless somebody was there after this time, ms since 1970, or nothing tells when; says whether it
    /// did. No file keeps a byte of it, soon. Blocks until that is written.
    ///
    /// # Errors
    /// When it cannot be written; nothing is gone then.
    fn remove_room(&self, room: RoomId, unless_used_after_ms: u64) -> Result<bool, LogError>;

    /// The snapshots of a room, newest first. Blocks.
    ///
    /// # Errors
    /// When they cannot be read.
    fn snapshots(&self, room: RoomId) -> Result<Vec<Generation>, LogError>;
}
