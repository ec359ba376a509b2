//! Making a board small that was worked on for long, beside the room that goes on working on it.
//!
//! Yjs merges blocks that follow on each other, but yrs does so only for those that one
//! transaction touches: after 200,000 edits a board can hold three times the blocks that it
//! needs, and folding such a snapshot costs 150 ms instead of 10. A document loaded from its own
//! encoding has them all merged. That is done off the room's task; what the room appends
//! meanwhile is folded into the new document, which then takes the old one's place.

use bytes::Bytes;
use picnic_protocol::ids::{ClientId, LogPosition};

use crate::room::Room;
use crate::room::board::Board;
use crate::room::record::Snapshot;

/// A room's board, compact, as it was after the record at `position`.
pub struct Compacted {
    position: LogPosition,
    board: Board,
}

/// Compacts a snapshot: the same content in fewer bytes. None when it has fewer than `bytes_min`
/// as it is, or does not load. The server goes on writing in it under the room's `pen`: a new one each time would be one
/// more client id on the board for good. Takes time; not for a room's own task.
#[must_use]
pub fn compact(
    position: LogPosition,
    snapshot: &[u8],
    bytes_min: usize,
    pen: Option<ClientId>,
) -> Option<(Bytes, Compacted)> {
    if snapshot.len() < bytes_min {
        return None;
    }
    let mut snapshot = Snapshot::decode(snapshot).ok()?;
    let mut board = Board::writing_under(pen);
    board.fold(&snapshot.board).ok()?;
    snapshot.board = board.encode();
    Some((snapshot.encode().into(), Compacted { position, board }))
}

impl Room {
    /// The client id under which the server writes in its document, once it did.
    #[must_use]
    pub const fn pen(&self) -> Option<ClientId> {
        self.board.pen()
    }

    /// Takes a compact board in the place of its own, brought up to date, unless the room ran
    /// too far ahead of it or has changes in hand.
    pub fn adopt(&mut self, compacted: Compacted) {
        let Compacted { position, mut board } = compacted;
        let Some(changes) = self.durability.changes_since(position) else { return };
        if self.batch.has_no_changes() && changes.iter().all(|change| board.fold(change).is_ok()) {
            self.board.replace(board);
        }
    }
}
