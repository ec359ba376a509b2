//! The session plane: JSON messages between a `picnic.v1` client and the server.
//!
//! These types are the only definition; `client/src/protocol/session.ts` is generated from them
//! by `cargo test -p picnic-protocol` (see `tests/typescript.rs`) and committed.

pub mod command;
pub mod content;
pub mod naming;
pub mod phase_id;
pub mod plan;
pub mod refusal;
pub mod rights;
pub mod view;

use serde::{Deserialize, Serialize};

use crate::ids::{ClientId, CommandId, ElementId, LogPosition, ParticipantId, Role, RoomId};
use command::{Command, RefusalCode};
use view::SessionView;

/// The WebSocket subprotocol that opens the session plane.
pub const SUBPROTOCOL: &str = "picnic.v1";

/// Close reason (with code 1008) of a socket whose link was made anew. The page tells it from
/// other reasons of that code, after which it comes back.
pub const LINK_WITHDRAWN: &str = "this link was withdrawn";

/// Longest name a participant may carry, in characters.
pub const NAME_CHARS_MAX: usize = 80;

/// Longest room title, in characters. The client refuses more with a word; so does the server where a room is made or a model read.
/// One that somebody writes onto the board it does not check.
pub const TITLE_CHARS_MAX: usize = 200;

/// Longest text of a note, in characters. Refused by the client with a word, cut by nobody.
pub const NOTE_CHARS_MAX: usize = 2_000;

/// Close code of a socket whose participant was put out by a facilitator, and stays out.
pub const CLOSE_REMOVED: u16 = 4001;

/// Its reason: the code alone may be a proxy's, which the page does not believe.
pub const PUT_OUT: &str = "a facilitator put you out of the room";

/// Close code of a newcomer's socket while joining is closed.
pub const CLOSE_JOINING_CLOSED: u16 = 4002;

/// Its reason, for the same use.
pub const DOOR_CLOSED: &str = "nobody new can join now; ask whoever runs the room";

/// Close code of a newcomer's socket where newcomers knock.
pub const CLOSE_KNOCK: u16 = 4003;

/// Its reason, for the same use.
pub const KNOCK_FIRST: &str = "newcomers knock; open the link to this room in a browser";

/// Close code of a socket whose participant turned out to be another of the room's.
pub const CLOSE_MERGED: u16 = 4004;

/// Its reason, for the same use.
pub const MERGED_WITH_ANOTHER: &str = "a facilitator put you together with another entry of yours";

/// Close code of every socket of a room that was taken away.
pub const CLOSE_TAKEN_AWAY: u16 = 4005;

/// Its reason, for the same use.
pub const TAKEN_AWAY: &str =
    "a facilitator took this room away; for a while facilitators can bring it back";

/// A language that picnic speaks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "types", ts(export_to = "session.ts"))]
pub enum Language {
    /// Finnish.
    Fi,
    /// Swedish.
    Sv,
    /// English.
    #[default]
    En,
}

/// From the server to one client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[cfg_attr(feature = "types", ts(export_to = "session.ts"))]
pub enum ServerMessage {
    /// The first message on a socket, before any board frame.
    Hello(Box<Hello>),
    /// Who came, changed their name or left since the last such message.
    Participants {
        /// People who are here and are new, or whose name or role changed.
        here: Vec<Participant>,
        /// People who have no socket left.
        left: Vec<ParticipantId>,
    },
    /// The first `frames` changes sent on this socket are on disk, and outlive a power cut.
    Saved {
        /// How many of this socket's frames that can change something (sync step 2, update, and
        /// command, each counted once, from 1) are dealt with, and what they changed is on disk.
        frames: u32,
        /// The room's log up to here is on disk.
        position: LogPosition,
    },
    /// Whether the room can be saved at all: false while the disk is full or failing. Sent when
    /// it changes; true until told otherwise.
    Saving {
        /// True when saving works.
        working: bool,
    },
    /// The session: all of it after `hello` (and the board), then the parts that changed.
    Session(Box<SessionView>),
    /// The notes that come now under this client id are laid by the server, not written by anybody here.
    Laid {
        /// Which.
        #[cfg_attr(feature = "types", ts(type = "number"))]
        client: ClientId,
    },
    /// A command is done, now or before, and outlives the server's process.
    Done {
        /// Which.
        id: CommandId,
    },
    /// A command was refused; nothing of it was done.
    Refused {
        /// Which.
        id: CommandId,
        /// Why, for the page, which says its own.
        code: RefusalCode,
        /// One sentence in English for a developer.
        message: String,
    },
    /// Somebody took away something large, as facilitators other than them are told.
    TakenAway {
        /// Which of the bin's items: all that have this number.
        #[cfg_attr(feature = "types", ts(type = "number"))]
        batch: u64,
        /// How many they are.
        count: u32,
        /// Who; none where nobody learns who did what.
        by: Option<ParticipantId>,
    },
    /// A facilitator put something back.
    PutBack {
        /// How many elements.
        count: u32,
        /// Who.
        by: ParticipantId,
        /// The moment to which the board was put back, ms since 1970; none where it was out of the bin.
        #[cfg_attr(feature = "types", ts(type = "number | null"))]
        at_ms: Option<u64>,
    },
    /// What this person wrote where they may not: it is not on the board, and theirs to keep. Of such a change no `noRight` is
    /// told besides.
    KeptAside {
        /// Texts of notes and titles; empty where an element was taken back before its first letter came.
        texts: Vec<String>,
        /// The keys of the elements that they were written in, in the same order: its page knows what was written on there meanwhile.
        of: Vec<String>,
    },
    /// Votes came back to this person, for what they were given to is not on the board; or count again, for it is.
    VotesMoved {
        /// What they were given to.
        item: ElementId,
        /// How many of them count again; none where they came back.
        counted: Option<u16>,
    },
    /// How long what is here is kept, where that is another time than `hello` said.
    Kept {
        /// From now on.
        kept: KeptFor,
    },
    /// The answer to `time`.
    Time {
        /// The server's clock, ms since 1970.
        #[cfg_attr(feature = "types", ts(type = "number"))]
        now_ms: u64,
    },
    /// What you may do has changed.
    Role {
        /// From now on.
        role: Role,
        /// Secrets of the links you may pass on now.
        tokens: Tokens,
    },
    /// For facilitators: who knocks, all of them, longest first.
    Knocking {
        /// Whom a facilitator may let in or turn away.
        waiting: Vec<Knocker>,
    },
    /// Something this client asked for did not happen.
    Error {
        /// What kind of thing went wrong.
        code: ErrorCode,
        /// One sentence in English for a developer; the page says its own.
        message: String,
    },
}

/// What a client needs to know when its socket opens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "types", ts(export_to = "session.ts"))]
pub struct Hello {
    /// Who this socket speaks for.
    pub participant: ParticipantId,
    /// What they may do.
    pub role: Role,
    /// The room.
    pub room: RoomId,
    /// The room's title; may be empty. The board's `meta.title` follows it live.
    pub title: String,
    /// The language the room was made in.
    pub language: Language,
    /// Secrets of the links this person may pass on: those of their own role and below.
    pub tokens: Tokens,
    /// Everyone here now, this participant included.
    pub participants: Vec<Participant>,
    /// The room's log up to here is on disk.
    pub saved: LogPosition,
    /// False while the room cannot be saved.
    pub saving: bool,
    /// True when a part of what was stored could not be read, for thirty days from when that was found last. The board
    /// holds all the rest; what someone's page still has comes back from there.
    pub damaged: bool,
    /// True, for facilitators, when what was stored of the room's links could not be read and new ones were made: those given
    /// away before open nothing.
    pub links_made_anew: bool,
    /// The server's clock, ms since 1970, for showing the same seconds everywhere.
    #[cfg_attr(feature = "types", ts(type = "number"))]
    pub now_ms: u64,
    /// The version of the web client that this server hands out; absent where it hands out none. A page
    /// of another version is out of date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub page: Option<String>,
    /// What the server holds to.
    pub limits: Limits,
    /// The form of the board's maps. The board has it in `meta.schema` too, where anyone who edits can
    /// write.
    pub schema: u32,
    /// Client ids under which the server itself laid notes.
    #[cfg_attr(feature = "types", ts(type = "number[]"))]
    pub laid_under: Vec<ClientId>,
}

/// Secrets of a room's links. A field is absent where the receiver may not pass that link on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema))]
#[cfg_attr(feature = "types", ts(export_to = "session.ts", optional_fields))]
pub struct Tokens {
    /// Makes a facilitator.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facilitate: Option<String>,
    /// Makes a participant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub join: Option<String>,
    /// Makes a viewer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub view: Option<String>,
}

/// Limits that a client can respect before the server refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "types", ts(export_to = "session.ts"))]
pub struct Limits {
    /// Largest frame that the page sends, in bytes: what is larger it sends in parts. A change may be as
    /// large as a board, any other message as large as this; what is larger is skipped and told.
    pub frame_bytes: u32,
    /// Longest text of a note, in characters.
    pub note_chars: u32,
    /// Longest title, in characters.
    pub title_chars: u32,
    /// Longest name, in characters.
    pub name_chars: u32,
    /// How long what a room holds is kept.
    pub kept: KeptFor,
}

/// How long what a room holds is kept; for good where nothing is said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "types", ts(export_to = "session.ts"))]
pub struct KeptFor {
    /// Versions of the board, days.
    pub versions_days: Option<u32>,
    /// What was deleted and lies in the bin, days.
    pub bin_days: Option<u32>,
    /// The room itself while nobody is there, days.
    pub room_days: Option<u32>,
    /// The same while nobody ever wrote anything in it but their name, hours; nothing is said once somebody did.
    pub empty_room_hours: Option<u32>,
    /// A room that was taken away, days: until then a facilitator can bring it back.
    #[serde(default)]
    pub taken_away_days: u32,
}

impl KeptFor {
    /// All of it for good, but for what is taken away.
    pub const FOR_GOOD: Self = Self {
        versions_days: None,
        bin_days: None,
        room_days: None,
        empty_room_hours: None,
        taken_away_days: 14,
    };
}

/// One person who is here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[cfg_attr(feature = "types", ts(export_to = "session.ts"))]
pub struct Participant {
    /// The server's id for them in this room.
    pub id: ParticipantId,
    /// The name they gave; empty when they gave none, and the page shows a default.
    pub name: String,
    /// What they may do.
    pub role: Role,
}

/// Somebody who knocks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "types", ts(export_to = "session.ts"))]
pub struct Knocker {
    /// Who they will be in this room.
    pub id: ParticipantId,
    /// The name they gave.
    pub name: String,
    /// Since when, ms since 1970.
    #[cfg_attr(feature = "types", ts(type = "number"))]
    pub since_ms: u64,
}

/// From a client to the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[cfg_attr(feature = "types", ts(export_to = "session.ts"))]
pub enum ClientMessage {
    /// My name, as others shall see it; empty takes it away. Kept while a socket is open.
    Name {
        /// At most [`NAME_CHARS_MAX`] characters.
        name: String,
    },
    /// The Yjs client id under which this page writes on the board. Nobody else is told, so that a page
    /// shows its presence under another id. Said before anything is written, and again when the
    /// document took another id.
    Writes {
        /// Any id of 53 bits.
        #[cfg_attr(feature = "types", ts(type = "number"))]
        client: ClientId,
    },
    /// What time is it? Asked by a page whose own clock was set, or that slept.
    Time,
    /// Something for the session. Answered with `done` or `refused`, whichever socket of the same
    /// person it comes by; until then it may be sent again, and counts once.
    Command {
        /// Drawn at random for this command.
        id: CommandId,
        /// The proxy for whom it is sent; none for oneself.
        #[serde(default, rename = "as", skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "types", ts(optional))]
        proxy: Option<ParticipantId>,
        /// It was asked for while the sender saw that nobody learns who wrote what: where names are shown when it comes, what
        /// has their name on it is refused.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(feature = "types", ts(optional, as = "Option<bool>"))]
        unnamed: bool,
        /// What.
        command: Box<Command>,
    },
}

/// Kinds of trouble on the session plane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "types", ts(export_to = "session.ts"))]
pub enum ErrorCode {
    /// A viewer sent a change. It was not made.
    ViewersCannotEdit,
    /// A participant sent a change while the board is locked. It was not made.
    BoardLocked,
    /// Somebody changed the board of a room that is archived. It was not made.
    Archived,
    /// A participant changed what they may not in this phase, or in this section. It was taken back. Where words
    /// are kept aside, that is told alone.
    NoRight,
    /// A change was written under another participant's client id. It was not made.
    ClientIdTaken,
    /// Changes stand on others that never came. They were not made.
    Incomplete,
    /// The name is longer than the limit. It was not taken.
    NameTooLong,
    /// The board has no bytes left for a change. It was not made; deletions are. When there is
    /// room, the server asks for it again.
    BoardFull,
    /// The board has as many notes as it takes. The new ones were taken away again.
    TooManyNotes,
    /// The room has as many sockets as it takes. This one is closed.
    RoomFull,
    /// A change is larger than a board may be, or another message larger than the server reads. It was
    /// not taken; the message names the limit. What else this socket sends still is.
    TooLarge,
    /// A part of a change holds what this server does not take. The rest of it was taken, and what
    /// stood there stands empty for everyone else; the message says what it was.
    ContentRefused,
    /// A message of a kind that this server does not know: the sender is newer. Told once a socket.
    UnknownMessage,
}
