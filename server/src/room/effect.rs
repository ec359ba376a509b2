//! What a room wants done about the world.

use bytes::Bytes;
use picnic_protocol::ids::LogPosition;

use crate::room::ConnectionId;
use crate::room::session::bin::Erasing;
use crate::versions::Frame;

/// What a room wants done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Queue a frame for one socket.
    Send {
        /// The socket.
        to: ConnectionId,
        /// The frame.
        frame: Bytes,
    },
    /// Queue frames for one socket, all of them or none: a board in parts.
    SendAll {
        /// The socket.
        to: ConnectionId,
        /// The frames, in order.
        frames: Vec<Bytes>,
    },
    /// Queue the same frame for many sockets.
    Broadcast {
        /// The sockets.
        to: Vec<ConnectionId>,
        /// The frame.
        frame: Bytes,
    },
    /// Append a record. At most one is in flight.
    Append {
        /// Where it will stand.
        position: LogPosition,
        /// The record.
        record: Bytes,
        /// The room's door from then on, where the record changes it.
        door: Option<Bytes>,
    },
    /// Store a snapshot of the room as it is after the record at `position`. At most one is in
    /// flight.
    Snapshot {
        /// The last record it stands for.
        position: LogPosition,
        /// The snapshot.
        bytes: Bytes,
        /// The room's door as it is then.
        door: Bytes,
    },
    /// Put a snapshot in place of the record at `position` and of everything before it: what
    /// those hold would tell whose a note or a vote is.
    Seal {
        /// The position the room stands at.
        position: LogPosition,
        /// The snapshot, which tells nothing of it.
        bytes: Bytes,
        /// The room's door as it is then.
        door: Bytes,
    },
    /// Close a socket.
    Close {
        /// The socket.
        connection: ConnectionId,
        /// Why.
        cause: CloseCause,
    },
    /// Keep a version of the board.
    KeepVersion {
        /// Where the room stands.
        position: LogPosition,
        /// What changed since the version before.
        frame: Box<Frame>,
    },
    /// Take what was erased for good out of all versions; no file keeps a byte of it.
    EraseFromVersions(Vec<Erasing>),
    /// Nothing to do; to be counted. A change had got lost that its writer was not asked for, and came
    /// when the room compared what it has with what they have.
    Healed,
    /// Nothing to do; to be counted.
    Refused {
        /// What was refused.
        what: Overfull,
        /// How many of it.
        count: usize,
    },
}

/// What a room had enough of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overfull {
    /// Sockets.
    Sockets,
    /// Notes.
    Notes,
    /// Client ids under which something stands on the board.
    ClientIds,
    /// Bytes of the board.
    Bytes,
}

/// Why a room closes a socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CloseCause {
    /// The room was taken away.
    TakenAway,
    /// The link that let it in was made anew.
    Revoked,
    /// The room has as many sockets as it takes.
    Full,
    /// A facilitator put its participant out.
    Removed,
    /// Its participant turned out to be somebody else of the room's.
    Merged,
    /// It is a newcomer's, and newcomers knock.
    KnockFirst,
    /// It is a newcomer's, and joining is closed.
    JoiningClosed,
    /// Its changes take too long to fold.
    TooCostly,
}
