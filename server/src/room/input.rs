//! What happens to a room: its inputs, and the time that comes with each.

use picnic_protocol::frame::ClientFrame;
use picnic_protocol::ids::{LogPosition, ParticipantId, Role};

use crate::room::session::decide::RoomKeeping;

/// One socket, numbered by the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConnectionId(pub u64);

/// The time, as it is given to a room.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Now {
    /// Ms on a clock that never goes back; where it starts does not matter.
    pub monotonic_ms: u64,
    /// Ms since 1970, for people.
    pub unix_ms: u64,
}

/// A socket that wants in, its right to do so already found from its secret or pass.
#[derive(Debug, Clone)]
pub struct Join {
    /// The socket.
    pub connection: ConnectionId,
    /// Who it speaks for.
    pub participant: ParticipantId,
    /// Whether the participant outlives the socket: true for one known by a pass, false for one
    /// made up for a socket that came with a token.
    pub lasting: bool,
    /// What they may do.
    pub role: Role,
    /// Generation of the link that gave the role; an older one is out.
    pub generation: u32,
    /// Whether the socket speaks the session plane.
    pub session: bool,
}

/// What happens to a room.
#[derive(Debug, Clone)]
pub enum Input {
    /// A socket opens.
    Join(Join),
    /// A checked frame arrives.
    Frame {
        /// From which socket.
        connection: ConnectionId,
        /// The frame.
        frame: ClientFrame,
    },
    /// A facilitator said what becomes of the room.
    Keep(RoomKeeping),
    /// Nothing is read of a socket for a while: what it sends waits, and it is not silent.
    Unread(ConnectionId),
    /// It is read again.
    ReadOn(ConnectionId),
    /// A socket is gone.
    Leave(ConnectionId),
    /// A frame did not fit in a socket's queue, and was dropped (rule 4).
    Overflowed {
        /// The socket.
        connection: ConnectionId,
        /// Whether it was for this socket alone: perhaps the board itself.
        own: bool,
    },
    /// The queue of a socket that overflowed is empty again.
    Drained(ConnectionId),
    /// The append in flight is done: `kill -9` loses it no more.
    Appended(LogPosition),
    /// The append in flight failed.
    AppendFailed,
    /// Everything up to here is on disk: power loss loses it no more.
    OnDisk(LogPosition),
    /// What was appended does not reach the disk, until the next [`Input::OnDisk`].
    DiskFailed,
    /// The snapshot in flight is stored.
    SnapshotStored(LogPosition),
    /// The snapshot in flight failed.
    SnapshotFailed,
    /// The sealed snapshot in flight is stored, and nothing from before it is kept.
    Sealed(LogPosition),
    /// The sealed snapshot in flight failed.
    SealFailed(LogPosition),
    /// A facilitator makes a link anew.
    Rotate(Role),
    /// Somebody is about to look at the versions of the board.
    LookAtVersions,
    /// A version was not kept, or those so far cannot be read.
    VersionsLost,
    /// What was erased, by these numbers, is in no version any more.
    LeftVersions(Vec<u64>),
    /// What was in the bin for longer than that is kept leaves it.
    LookAtBin,
    /// [`Room::next_tick`](crate::room::Room::next_tick) has come.
    Tick,
    /// Write a snapshot if anything was written since the last: the room is about to be put away.
    PutAway,
}
