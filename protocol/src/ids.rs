//! The names of things: rooms, participants, clients, roles, positions in the log, secrets.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

/// Bytes in a room id, a participant id and a secret: 128 bits, which nobody guesses.
pub const ID_BYTES: usize = 16;

/// Characters of [`ID_BYTES`] in unpadded URL-safe base64.
pub const ID_CHARS: usize = 22;

/// The text was not 22 URL-safe base64 characters holding 128 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an id is {ID_CHARS} characters of A–Z, a–z, 0–9, - and _")]
pub struct InvalidId;

fn parse_id(text: &str) -> Result<[u8; ID_BYTES], InvalidId> {
    let mut bytes = [0; ID_BYTES];
    let length = URL_SAFE_NO_PAD
        .decode_slice_unchecked(text.as_bytes().get(..ID_CHARS).ok_or(InvalidId)?, &mut bytes)
        .map_err(|_| InvalidId)?;
    if length == ID_BYTES && text.len() == ID_CHARS { Ok(bytes) } else { Err(InvalidId) }
}

macro_rules! bytes_of_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema))]
        #[serde(try_from = "String", into = "String")]
        #[cfg_attr(feature = "types", ts(type = "string", export_to = "session.ts"))]
        pub struct $name([u8; ID_BYTES]);

        impl $name {
            /// The id with these bytes, which the caller drew at random.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; ID_BYTES]) -> Self {
                Self(bytes)
            }

            /// The 16 bytes of this id.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; ID_BYTES] {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&URL_SAFE_NO_PAD.encode(self.0))
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                parse_id(text).map(Self)
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidId;

            fn try_from(text: String) -> Result<Self, InvalidId> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.to_string()
            }
        }
    };
}

/// An id that may be read wherever it is named, as in a log.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        bytes_of_id!($(#[$doc])* $name);

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }
    };
}

id!(
    /// One workshop: the last part of its link.
    RoomId
);
id!(
    /// One person in one room, as the server knows them; not a name.
    ParticipantId
);
id!(
    /// One command, so that it counts once however often it is sent. Drawn by its sender.
    CommandId
);
id!(
    /// One draft in a basket. Drawn by its writer's page; the note it becomes has another id.
    DraftId
);
id!(
    /// One comment on a note. Drawn by its writer's page; made of a [`CommentKey`] it can be taken
    /// away by whoever has that, though nobody knows whose it is.
    CommentId
);
bytes_of_id!(
    /// What a comment's id was made of: the id is the first 16 bytes of this one's SHA-256. Drawn by
    /// its writer's page, and kept there. Whoever has it may take the comment away, so it does not
    /// show itself.
    CommentKey
);

impl fmt::Debug for CommentKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CommentKey(…)")
    }
}

id!(
    /// One commitment. Drawn by its maker's page.
    CommitmentId
);

/// Longest [`ElementId`], in bytes. The page's own are 16.
pub const ELEMENT_ID_BYTES_MAX: usize = 64;

/// The text was not the key of something on the board.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a note's or cluster's id has 1 to {ELEMENT_ID_BYTES_MAX} bytes and no control characters")]
pub struct InvalidElementId;

/// The key of a note or a cluster in the board's document, which any client may have drawn.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "types", ts(type = "string", export_to = "session.ts"))]
pub struct ElementId(String);

impl ElementId {
    /// The id with these bytes, which the caller drew at random.
    #[must_use]
    pub fn from_random(bytes: [u8; ID_BYTES]) -> Self {
        Self(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// The key.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for ElementId {
    type Error = InvalidElementId;

    fn try_from(text: String) -> Result<Self, InvalidElementId> {
        let fits = (1..=ELEMENT_ID_BYTES_MAX).contains(&text.len());
        if fits && !text.chars().any(char::is_control) {
            Ok(Self(text))
        } else {
            Err(InvalidElementId)
        }
    }
}

impl FromStr for ElementId {
    type Err = InvalidElementId;

    fn from_str(text: &str) -> Result<Self, InvalidElementId> {
        text.to_owned().try_into()
    }
}

impl fmt::Display for ElementId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<ElementId> for String {
    fn from(id: ElementId) -> Self {
        id.0
    }
}

/// What a link carries to let its holder in. Compared in constant time by the server; its
/// `Debug` shows nothing, so that it cannot reach a log by accident.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Secret([u8; ID_BYTES]);

impl Secret {
    /// The secret with these bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; ID_BYTES]) -> Self {
        Self(bytes)
    }

    /// The 16 bytes, for comparing.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; ID_BYTES] {
        &self.0
    }

    /// The 22 characters a link carries. The only way a secret becomes text.
    #[must_use]
    pub fn reveal(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl FromStr for Secret {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        parse_id(text).map(Self)
    }
}

/// What a person may do in a room. Ordered: a later role may do all that an earlier one may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "types", ts(export_to = "session.ts"))]
pub enum Role {
    /// Reads.
    Viewer,
    /// Writes and moves notes.
    Participant,
    /// Runs the session.
    Facilitator,
}

impl Role {
    /// Every role, least first.
    pub const ALL: [Self; 3] = [Self::Viewer, Self::Participant, Self::Facilitator];

    /// Whether this role may change the board.
    #[must_use]
    pub const fn may_edit(self) -> bool {
        !matches!(self, Self::Viewer)
    }

    /// The word in a link's fragment and in an access path: `facilitate`, `join` or `view`.
    #[must_use]
    pub const fn verb(self) -> &'static str {
        match self {
            Self::Viewer => "view",
            Self::Participant => "join",
            Self::Facilitator => "facilitate",
        }
    }

    /// The role whose [`verb`](Self::verb) this is.
    #[must_use]
    pub fn from_verb(verb: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.verb() == verb)
    }
}

/// A Yjs client id: chosen at random by each document a client opens. At most 53 bits, the
/// integers JavaScript can hold.
pub type ClientId = u64;

/// How many structs of one client precede a point in its history: Yjs' clock.
pub type Clock = u32;

/// Where a record stands in its room's log: 1 for the first, 0 for before it.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(transparent)]
#[cfg_attr(feature = "types", ts(type = "number", export_to = "session.ts"))]
pub struct LogPosition(pub u64);

impl LogPosition {
    /// Before the first record.
    pub const START: Self = Self(0);

    /// The position after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl fmt::Display for LogPosition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
