//! Why a command is refused.

use serde::{Deserialize, Serialize};

/// Why a command was refused. Nothing of it was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "types", ts(export_to = "session.ts"))]
pub enum RefusalCode {
    /// Only a facilitator may.
    NotAllowed,
    /// The sender has no pass, so that nothing can be kept for them: viewers, and sockets that
    /// came with a token only.
    NotKnown,
    /// The room is archived: it is read, and nothing in it changes.
    Archived,
    /// Not in this phase: it is over, or not here yet.
    NotNow,
    /// It is somebody else's turn.
    NotYourTurn,
    /// The session has moved on since the sender looked.
    Stale,
    /// There is no such phase, note, draft, item, comment, commitment or person.
    NotThere,
    /// The id is in use already.
    Taken,
    /// More votes than are left, or than one item may have.
    OverBudget,
    /// A text or list is longer than its limit.
    TooLong,
    /// There are as many as there may be: drafts, comments, phases, people.
    TooMany,
    /// A text that must not be empty is.
    Empty,
    /// The draft lies on the board already; what it became is changed there.
    AlreadyLaid,
    /// The person acted for is not one whom this sender acts for.
    NotYourProxy,
    /// Somebody must stay facilitator.
    LastFacilitator,
    /// People packed trusting that nobody will know who wrote what.
    Promised,
    /// It was sent when nobody was to learn who wrote it, and names are shown by now.
    NamesShown,
    /// This server does not know the command, or not in this form: the sender is newer.
    Unknown,
}

/// Why a command was refused, with a word for a developer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Refusal {
    /// For the page, which says its own.
    pub code: RefusalCode,
    /// One sentence in English. Never holds what anyone wrote.
    pub message: &'static str,
}

impl Refusal {
    /// A refusal.
    #[must_use]
    pub const fn new(code: RefusalCode, message: &'static str) -> Self {
        Self { code, message }
    }
}
