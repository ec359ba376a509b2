//! What a viewer may see of the session: one whole view when they come, then the parts that
//! changed.
//!
//! No draft, ballot, or who-wrote-what of an anonymous session is in any part but its owner's own.

use serde::{Deserialize, Serialize};

use crate::ids::{CommentId, CommitmentId, DraftId, ElementId, ParticipantId, Role};
use crate::session::command::{BoardView, Commitment, DoorState, Draft, Reaction};
use crate::session::plan::{Phase, PhaseId, VoteOn};
use crate::session::rights::Rights;

/// Parts of the session. What is absent (or an empty list) has not changed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "types", ts(export_to = "session.ts", optional_fields))]
pub struct SessionView {
    /// True for all there is: forget what was there before, and send commands that were not
    /// answered again, for their answers may be lost.
    #[serde(default, skip_serializing_if = "is_false")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<bool>"))]
    pub whole: bool,
    /// The plan's phases in order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<Vec<Phase>>,
    /// Where we are, and what holds for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub journey: Option<Journey>,
    /// The items of the vote that is open, in the order of the board; empty when none is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub items: Option<Vec<ElementId>>,
    /// How far people are, as far as that may be known. At most a few a second.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress: Option<Progress>,
    /// The people whose entry is new or changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<Vec<Person>>"))]
    pub people: Vec<Person>,
    /// People who are of the room no more: they did nothing, and their places were needed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<Vec<ParticipantId>>"))]
    pub people_gone: Vec<ParticipantId>,
    /// The viewer's own things, and those of each proxy for whom they act.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<Vec<Own>>"))]
    pub own: Vec<Own>,
    /// All answers to the check-in question, when they are not as before in some other way than
    /// that answers came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<Vec<Answer>>,
    /// Answers that came: in place of the same person's, or, where nobody knows whose they are,
    /// beside the others. An empty one takes its person's away.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<Vec<Answer>>"))]
    pub answered: Vec<Answer>,
    /// Notes whose reactions changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<Vec<NoteReactions>>"))]
    pub reactions: Vec<NoteReactions>,
    /// Comments that are new or changed, in the order in which they were made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<Vec<Comment>>"))]
    pub comments: Vec<Comment>,
    /// Comments that were taken away.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<Vec<CommentId>>"))]
    pub comments_gone: Vec<CommentId>,
    /// What came of every vote that is closed, oldest first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub results: Option<Vec<VoteResult>>,
    /// Commitments that are new or changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<Vec<Commitment>>"))]
    pub commitments: Vec<Commitment>,
    /// Commitments that were taken away.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<Vec<CommitmentId>>"))]
    pub commitments_gone: Vec<CommitmentId>,
    /// How many items the bin has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bin: Option<u32>,
    /// The notes that wait for a facilitator's nod, oldest first: all of them, to facilitators alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offers: Option<Vec<Offer>>,
}

const fn is_false(value: &bool) -> bool {
    !*value
}

impl SessionView {
    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Where the session is, and what holds for all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "types", ts(export_to = "session.ts"))]
pub struct Journey {
    /// The phase that runs; none before the first and after the last.
    pub current: Option<PhaseId>,
    /// When it began, ms since 1970.
    #[cfg_attr(feature = "types", ts(type = "number | null"))]
    pub started_ms: Option<u64>,
    /// The clock.
    pub timer: Timer,
    /// Whether who wrote what stays unknown.
    pub anonymous: bool,
    /// Whether participants may not change the board.
    pub locked: bool,
    /// Whether the room is archived: nobody changes anything, facilitators neither.
    #[serde(default)]
    pub archived: bool,
    /// What participants may do on it now: by the phase that runs, and by that.
    pub rights: Rights,
    /// Whether newcomers are not let in as participants.
    pub joining_closed: bool,
    /// What becomes of newcomers.
    #[serde(default)]
    pub door: DoorState,
    /// Whether baskets were emptied in this phase or before it: drafts that come later can be
    /// laid by their writers.
    pub laid: bool,
    /// The note shown to all.
    pub spotlight: Option<ElementId>,
    /// Whose turn it is, where there are turns.
    pub turn: Option<Turn>,
    /// The vote that is open.
    pub vote: Option<OpenVote>,
    /// Whose view everyone's follows; their presence says where it is.
    pub leader: Option<ParticipantId>,
    /// The last «bring everyone here».
    pub brought: Option<Brought>,
}

/// The clock of a phase. Deadlines are the server's time; `hello` says how late it is there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(tag = "state", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[cfg_attr(feature = "types", ts(export_to = "session.ts"))]
pub enum Timer {
    /// No clock.
    #[default]
    Stopped,
    /// It runs, and goes on past its end.
    Running {
        /// Its end, ms since 1970.
        #[cfg_attr(feature = "types", ts(type = "number"))]
        deadline_ms: u64,
    },
    /// It is held.
    Paused {
        /// What is left of it, ms; 0 when its end had passed.
        #[cfg_attr(feature = "types", ts(type = "number"))]
        left_ms: u64,
    },
}

/// A note that waits for a facilitator's nod.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[cfg_attr(feature = "types", ts(export_to = "session.ts"))]
pub struct Offer {
    /// The draft it is.
    pub draft: Draft,
    /// Whose; none in an anonymous session.
    pub by: Option<ParticipantId>,
}

/// Whose turn it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "types", ts(export_to = "session.ts"))]
pub struct Turn {
    /// Who; none when the last turn is over.
    pub who: Option<ParticipantId>,
    /// Turns that are over.
    pub done: u32,
    /// All turns there will be, as far as is known.
    pub of: u32,
    /// When this one's time is up, ms since 1970; it is only shown.
    #[cfg_attr(feature = "types", ts(type = "number | null"))]
    pub deadline_ms: Option<u64>,
}

/// A ballot that is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "types", ts(export_to = "session.ts"))]
pub struct OpenVote {
    /// Counts the session's ballots from 1.
    pub round: u32,
    /// The phase it belongs to. While another runs, it rests, and votes are refused.
    pub phase: PhaseId,
    /// What is voted on.
    pub on: VoteOn,
    /// Votes a person has.
    pub budget: u16,
    /// Most votes a person may give one item.
    pub per_item_max: u16,
}

/// A «bring everyone here».
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "types", ts(export_to = "session.ts"))]
pub struct Brought {
    /// Counts them from 1: a page moves when it sees a new one.
    pub number: u32,
    /// Who did.
    pub by: ParticipantId,
    /// Where to.
    pub view: BoardView,
}

/// How far people are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "types", ts(export_to = "session.ts"))]
pub struct Progress {
    /// People who take part, proxies included.
    pub people: u32,
    /// Drafts in all baskets that are not held back.
    pub packed: u32,
    /// People who have packed at least one.
    pub packers: u32,
    /// People who said that they are done with this phase; in a vote also those who have no
    /// votes left.
    pub ready: u32,
    /// People who have voted at all.
    pub voters: u32,
    /// People who have answered the check-in question.
    pub answered: u32,
    /// The same person by person, where that may be known: absent in an anonymous session, and
    /// during a vote, and then void. Those who are new or changed since progress was last told;
    /// all of them in a whole view.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub each: Option<Vec<PersonProgress>>,
}

/// How far one person is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "types", ts(export_to = "session.ts"))]
pub struct PersonProgress {
    /// Who.
    pub who: ParticipantId,
    /// Drafts in their basket that are not held back.
    pub packed: u32,
    /// Whether they said that they are done with this phase.
    pub ready: bool,
}

/// One person of the session, here or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "types", ts(export_to = "session.ts"))]
pub struct Person {
    /// The server's id for them in this room.
    pub id: ParticipantId,
    /// The name they gave; may be empty.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Who acts for them, when they are here without a device. Once it is somebody else, what a
    /// page knows of theirs is void.
    pub keeper: Option<ParticipantId>,
    /// Whether they want to say something.
    pub hand: bool,
    /// Whether they were put out.
    pub removed: bool,
    /// Who they turned out to be. They are told of for what still bears their name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub merged: Option<ParticipantId>,
}

/// What is a viewer's own, or a proxy's for whom they act. Nobody else is sent it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "types", ts(export_to = "session.ts", optional_fields))]
pub struct Own {
    /// Whose.
    pub who: ParticipantId,
    /// Drafts that are new or changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<Vec<Draft>>"))]
    pub drafts: Vec<Draft>,
    /// All drafts of the basket in order, when drafts came, went or moved: what is not listed is
    /// no more there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<Vec<DraftId>>,
    /// Whether they said that they are done with this phase.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ready: Option<bool>,
    /// Their answer to the check-in question; empty when none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// Their votes in the ballot that is open, all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ballot: Option<Ballot>,
    /// Their reactions to the notes listed, all of each note's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<Vec<OwnReactions>>"))]
    pub reactions: Vec<OwnReactions>,
    /// The commitments they may change, all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commitments: Option<Vec<CommitmentId>>,
    /// The comments they may take away, all of them; none in an anonymous session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comments: Option<Vec<CommentId>>,
}

/// Somebody's votes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "types", ts(export_to = "session.ts"))]
pub struct Ballot {
    /// Of which ballot.
    pub round: u32,
    /// Items and how many votes each has, none with 0.
    pub votes: Vec<(ElementId, u16)>,
    /// Votes left.
    pub left: u16,
    /// Somebody turned out to be them while the vote was open: what that one gave, if anything, counts until they give votes themselves.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<bool>"))]
    pub elsewhere: bool,
}

/// Somebody's reactions to a note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[cfg_attr(feature = "types", ts(export_to = "session.ts"))]
pub struct OwnReactions {
    /// The note.
    pub note: ElementId,
    /// All of theirs to it.
    pub reactions: Vec<Reaction>,
}

/// An answer to the check-in question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[cfg_attr(feature = "types", ts(export_to = "session.ts"))]
pub struct Answer {
    /// Whose; none in an anonymous session, whose answers come in no order.
    pub by: Option<ParticipantId>,
    /// What they answered.
    pub text: String,
}

/// How often a note was reacted to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[cfg_attr(feature = "types", ts(export_to = "session.ts"))]
pub struct NoteReactions {
    /// The note.
    pub note: ElementId,
    /// Kinds and how often, none with 0.
    pub counts: Vec<(Reaction, u32)>,
}

/// A comment on a note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[cfg_attr(feature = "types", ts(export_to = "session.ts"))]
pub struct Comment {
    /// Its id.
    pub id: CommentId,
    /// The note.
    pub note: ElementId,
    /// What it says.
    pub text: String,
    /// Whose; none in an anonymous session.
    pub by: Option<ParticipantId>,
}

/// What came of a vote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "types", ts(export_to = "session.ts"))]
pub struct VoteResult {
    /// Which ballot.
    pub round: u32,
    /// The phase it was held in.
    pub phase: PhaseId,
    /// What was voted on.
    pub on: VoteOn,
    /// Votes a person had.
    pub budget: u16,
    /// How many people voted.
    pub voters: u32,
    /// Every item, most votes first.
    pub items: Vec<ItemResult>,
}

/// What came of a vote for one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[cfg_attr(feature = "types", ts(export_to = "session.ts"))]
pub struct ItemResult {
    /// The note or cluster.
    pub item: ElementId,
    /// Its votes.
    pub votes: u32,
    /// Its rank from 1; items with equally many votes share theirs.
    pub rank: u32,
}
