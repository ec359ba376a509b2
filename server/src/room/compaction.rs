//! Making a board small that was worked on for long, beside the room that goes on working on it.
//!
//! Yjs merges blocks that follow on each other, but yrs does so only for those that one
//! transaction touches: after 200,000 edits a board can hold three times the blocks that it
//! needs, and folding such a snapshot costs 150 ms instead of 10. A document loaded from its own
//! encoding has them all merged. That is done off the room's task; what the room appends
//! meanwhile is folded into the new document, which then takes the old one's place.

use bytes::Bytes;
use picnic_protocol::ids::LogPosition;

use crate::limits::COMPACTION_RECORDS_MAX;
use crate::room::Room;
use crate::room::board::Board;
use crate::room::record::Snapshot;

/// A room's board, compact, as it was after the record at `position`.
pub struct Compacted {
    position: LogPosition,
    board: Board,
}

/// What the room appended since a snapshot of it was given away to be compacted.
#[derive(Debug, Default)]
pub(super) enum Compaction {
    /// None is under way, or the room ran too far ahead of it.
    #[default]
    None,
    /// The changes after the snapshot, in order.
    Since(LogPosition, Vec<Vec<u8>>),
}

impl Compaction {
    /// Remembers a change that the compacted board will lack.
    pub(super) fn append(&mut self, update: &[u8]) {
        if let Self::Since(_, changes) = self {
            if changes.len() < COMPACTION_RECORDS_MAX {
                changes.push(update.to_vec());
            } else {
                *self = Self::None;
            }
        }
    }
}

/// Compacts a snapshot: the same content in fewer bytes. None when it has fewer than `bytes_min`
/// as it is, or does not load. Takes time; not for a room's own task.
#[must_use]
pub fn compact(
    position: LogPosition,
    snapshot: &[u8],
    bytes_min: usize,
) -> Option<(Bytes, Compacted)> {
    if snapshot.len() < bytes_min {
        return None;
    }
    let mut snapshot = Snapshot::decode(snapshot).ok()?;
    let mut board = Board::default();
    board.fold(&snapshot.board).ok()?;
    snapshot.board = board.encode();
    Some((snapshot.encode().into(), Compacted { position, board }))
}

impl Room {
    /// Takes a compact board in the place of its own, brought up to date, unless the room ran
    /// too far ahead of it or has changes in hand.
    pub fn adopt(&mut self, compacted: Compacted) {
        let Compaction::Since(position, changes) = std::mem::take(&mut self.compaction) else {
            return;
        };
        let Compacted { position: of_board, mut board } = compacted;
        if position == of_board
            && self.batch.is_empty()
            && changes.iter().all(|change| board.fold(change).is_ok())
        {
            self.board.replace(board);
        }
    }
}
