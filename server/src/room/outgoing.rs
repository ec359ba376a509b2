//! What goes out of a room with a record, once the log has that (rule 1).

use bytes::Bytes;
use picnic_protocol::ids::ClientId;

use crate::room::ConnectionId;
use crate::room::showing::Showing;

/// What goes out when a record is appended.
#[derive(Debug)]
pub(super) struct Outgoing {
    pub(super) fan_out: FanOut,
    pub(super) showing: Option<Box<Showing>>,
}

impl Outgoing {
    /// The frame of the board's change, if it has one.
    pub(super) const fn change(&self) -> Option<&Bytes> {
        match &self.fan_out {
            FanOut::Change { frame, .. } => Some(frame),
            FanOut::Rotation | FanOut::Nothing => None,
        }
    }
}

/// What goes out of the board.
#[derive(Debug)]
pub(super) enum FanOut {
    /// A change, for everyone but its sole author, who has it.
    Change {
        frame: Bytes,
        /// The client id under which the server laid notes in it.
        laid_under: Option<ClientId>,
        sole_author: Option<ConnectionId>,
    },
    /// A link was made anew: who came by the old one is out.
    Rotation,
    /// Nothing of the board.
    Nothing,
}
