//! The log: every room's ordered, durable records, and snapshots that stand for those before.
//!
//! A log knows nothing of what it holds. Reading blocks and is done off the async tasks; writing
//! returns at once and tells its [`Observer`] when it is done.

pub mod memory;
pub mod sqlite;

use std::sync::Arc;

use bytes::Bytes;
use picnic_protocol::ids::{LogPosition, RoomId};

/// A record, or a snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Where the record stands; for a snapshot, the last record it stands for.
    pub position: LogPosition,
    /// What was given to be kept.
    pub bytes: Bytes,
}

/// The snapshots of a room.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Snapshots {
    /// Those whose checksum holds, newest first.
    pub sound: Vec<Stored>,
    /// Positions of those whose checksum does not (rule 8).
    pub corrupt: Vec<LogPosition>,
}

/// What a log tells of what it was given to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// The record is appended: `kill -9` loses it no more.
    Appended(LogPosition),
    /// The record was not appended.
    AppendFailed,
    /// Everything of this room up to here is on disk: power loss loses it no more.
    OnDisk(LogPosition),
    /// The snapshot is stored, and the records that no kept snapshot needs are gone.
    SnapshotStored(LogPosition),
    /// The snapshot was not stored.
    SnapshotFailed,
}

/// Who hears what became of a room's writes. Must not block.
pub trait Observer: Send + Sync {
    /// Something is done.
    fn notify(&self, event: Event);
}

/// What went wrong with a log.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// The database refused.
    #[error("the log's database: {0}")]
    Database(#[from] rusqlite::Error),
    /// The file system refused.
    #[error("the log's files: {0}")]
    Files(#[from] std::io::Error),
    /// A record's checksum does not hold.
    #[error("the record at {position} of room {room} is corrupt")]
    Corrupt {
        /// Whose log.
        room: RoomId,
        /// Which record.
        position: LogPosition,
    },
}

/// Where rooms are kept.
pub trait Log: Send + Sync + 'static {
    /// Appends a record after the last one of its room. Records of one room are given in order,
    /// each after the one before it was appended.
    fn append(
        &self,
        room: RoomId,
        position: LogPosition,
        record: Bytes,
        observer: Arc<dyn Observer>,
    );

    /// Stores a snapshot that stands for the records up to `position`. Two generations are kept,
    /// and the records after the older one.
    fn put_snapshot(
        &self,
        room: RoomId,
        position: LogPosition,
        snapshot: Bytes,
        observer: Arc<dyn Observer>,
    );

    /// The records after a position, in order. Blocks.
    ///
    /// # Errors
    /// When they cannot be read, or one is corrupt.
    fn tail(&self, room: RoomId, after: LogPosition) -> Result<Vec<Stored>, LogError>;

    /// Whether the last write succeeded.
    fn works(&self) -> bool;

    /// The snapshots of a room. Blocks.
    ///
    /// # Errors
    /// When they cannot be read.
    fn snapshots(&self, room: RoomId) -> Result<Snapshots, LogError>;
}
