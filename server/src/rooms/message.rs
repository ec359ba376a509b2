//! What a room's task is told.

use std::sync::Arc;

use picnic_protocol::frame::ClientFrame;
use picnic_protocol::ids::Role;
use tokio::sync::oneshot;

use crate::room::knocking::{Answer, Knock};
use crate::room::session::bin::BinItem;
use crate::room::session::decide::RoomKeeping;
use crate::room::{Compacted, Contents, Facts, Input, Join};
use crate::rooms::outbox::Outbox;
use crate::rooms::waiting::Rotated;
use crate::versions::Erased;

/// What a room's task is told. It comes in a box, for every open room's mailbox has room for dozens.
pub(super) enum Message {
    Input(Input),
    Join {
        join: Join,
        outbox: Arc<Outbox>,
        done: oneshot::Sender<()>,
    },
    Rotate {
        role: Role,
        done: Rotated,
    },
    Keep {
        keeping: RoomKeeping,
        done: Rotated,
    },
    /// A part of a large message, and who waits until the board has it.
    Part {
        input: Input,
        done: oneshot::Sender<()>,
    },
    Facts(oneshot::Sender<Facts>),
    Knock {
        knock: Knock,
        done: oneshot::Sender<Answer>,
    },
    Contents(oneshot::Sender<Contents>),
    Bin(oneshot::Sender<Vec<BinItem>>),
    NoteVersion(oneshot::Sender<Vec<Erased>>),
    Compacted(Box<Compacted>),
    /// So many bytes it takes on disk, as the log says to one look of them all, which are numbered.
    Takes {
        bytes: u64,
        look: u64,
    },
    Stop,
    #[cfg(test)]
    Panic,
}

impl Message {
    /// How much of a board it brings, bytes.
    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Input(Input::Frame { frame: ClientFrame::Change { update, .. }, .. })
            | Self::Part {
                input: Input::Frame { frame: ClientFrame::Change { update, .. }, .. },
                ..
            } => update.bytes().len(),
            _ => 0,
        }
    }
}
