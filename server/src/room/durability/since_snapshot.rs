//! What a room appends while a snapshot of it is compacted, which the compact board lacks.

use picnic_protocol::ids::LogPosition;

use crate::limits::COMPACTION_RECORDS_MAX;

/// What the room appended since a snapshot of it was given away to be compacted.
#[derive(Debug, Default)]
pub(super) enum SinceSnapshot {
    /// None is under way, or the room ran too far ahead of it.
    #[default]
    Unknown,
    /// The changes after the snapshot, in order.
    Since(LogPosition, Vec<Vec<u8>>),
}

impl SinceSnapshot {
    /// A snapshot is given away.
    pub(super) fn begin(&mut self, position: LogPosition) {
        *self = Self::Since(position, Vec::new());
    }

    /// None is under way any more.
    pub(super) fn end(&mut self) {
        *self = Self::Unknown;
    }

    /// Remembers a change that the compacted board will lack.
    pub(super) fn append(&mut self, update: &[u8]) {
        if let Self::Since(_, changes) = self {
            if changes.len() < COMPACTION_RECORDS_MAX {
                changes.push(update.to_vec());
            } else {
                *self = Self::Unknown;
            }
        }
    }

    /// What a board lacks that is compact as it was at `position`, unless that is not known. It is asked for once.
    pub(super) fn take_since(&mut self, position: LogPosition) -> Option<Vec<Vec<u8>>> {
        match std::mem::take(self) {
            Self::Since(from, changes) if from == position => Some(changes),
            Self::Since(..) | Self::Unknown => None,
        }
    }
}
