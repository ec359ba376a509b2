//! What happens in a session: the decided, durable steps that its state is the fold of.

use picnic_protocol::ids::{CommentId, CommitmentId, DraftId, ElementId, ParticipantId, Role};
use picnic_protocol::session::command::{BoardView, Commitment, DoorState, Draft, Reaction};
use picnic_protocol::session::plan::{Phase, PhaseId, VoteOn};
use picnic_protocol::session::view::Timer;
use serde::{Deserialize, Serialize};

use crate::room::session::bin::BinItem;
use crate::room::session::state::Turns;

/// One step of a session. Randomness is drawn before it is made, and is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
#[expect(missing_docs, reason = "the fields are words of each step's sentence")]
pub enum Event {
    /// Somebody known by a pass takes part, or comes by another link than before.
    Joined { who: ParticipantId, role: Role },
    /// They go by this name.
    Named { who: ParticipantId, name: String },
    /// Somebody is here without a device.
    ProxyPut { who: ParticipantId, name: String, keeper: ParticipantId },
    /// A role was handed on.
    Granted { to: ParticipantId, role: Role },
    /// Somebody was put out.
    Removed { who: ParticipantId },
    /// And may come again.
    Readmitted { who: ParticipantId },
    /// A link was made anew with what goes before, for who was put out has it: the one before lets nobody in who is not
    /// known.
    LinkRenewed { role: Role, generation: u32 },
    /// Somebody who knocked was let in, as one who came by this generation of the join link.
    LetIn { who: ParticipantId, name: String, generation: u32 },
    /// Somebody turned out to be somebody else: what is theirs is the other's, and they are no more. Holds no secret: what
    /// each had it moves, and names none of it.
    Merged { from: ParticipantId, into: ParticipantId },
    /// They did nothing, are not here, and their places are needed.
    Left { who: Vec<ParticipantId> },
    /// Somebody wants to speak, or no more.
    HandSet { who: ParticipantId, raised: bool },

    /// A phase was added.
    PhaseAdded { phase: Phase, before: Option<PhaseId> },
    /// A phase was changed.
    PhaseChanged { phase: Phase },
    /// A phase was moved.
    PhaseMoved { phase: PhaseId, before: Option<PhaseId> },
    /// A phase was taken out.
    PhaseRemoved { phase: PhaseId },
    /// Who wrote what stays unknown from now on, or no more.
    AnonymousSet { anonymous: bool },
    /// The session went to a phase, or to none.
    Moved { to: Option<PhaseId>, at_ms: u64, timer: Timer, turns: Option<Turns> },
    /// The clock was set.
    TimerSet { timer: Timer },
    /// People's clock was set: deadlines are so much later, or earlier.
    ClockMoved { by_ms: i64 },
    /// It is somebody else's turn: of the order, this one's; none when all are over.
    TurnMoved { at: Option<u32>, deadline_ms: Option<u64> },
    /// Participants may change the board, or may not.
    LockedSet { locked: bool },
    /// The room is archived, or no more.
    ArchivedSet { archived: bool },
    /// The room was taken away then, or brought back.
    TakenAwaySet { at_ms: Option<u64> },
    /// Newcomers are let in, or are not.
    JoiningClosedSet { closed: bool },
    /// What becomes of newcomers.
    DoorSet { door: DoorState },
    /// A note is shown to all.
    Spotlit { note: Option<ElementId> },
    /// Everyone is brought to a part of the board.
    Brought { by: ParticipantId, view: BoardView },
    /// Everyone's view follows this person's.
    Led { by: Option<ParticipantId> },
    /// Somebody is done with the phase, or not yet.
    ReadySet { who: ParticipantId, ready: bool },

    /// Drafts came into a basket, or changed there.
    DraftsPut { who: ParticipantId, drafts: Vec<Draft> },
    /// A draft was moved.
    DraftMoved { who: ParticipantId, draft: DraftId, before: Option<DraftId> },
    /// Drafts were thrown away.
    DraftsDropped { who: ParticipantId, drafts: Vec<DraftId> },
    /// Baskets were emptied onto the board, all but what was held back. Which draft became which
    /// note is told nowhere.
    Laid {},
    /// Somebody laid drafts of their own.
    LaidOwn { who: ParticipantId, drafts: Vec<DraftId> },

    /// Somebody answered the check-in question.
    Answered { who: ParticipantId, text: String },
    /// The answers are nobody's any more.
    AnswersSealed {},

    /// Somebody reacted to a note, or took it back.
    Reacted { who: ParticipantId, note: ElementId, reaction: Reaction, on: bool },
    /// Somebody commented on a note; nobody in an anonymous session.
    Commented { comment: CommentId, note: ElementId, text: String, by: Option<ParticipantId> },
    /// A comment was taken away.
    CommentDropped { comment: CommentId },

    /// A vote was opened.
    VoteOpened { phase: PhaseId, on: VoteOn, items: Vec<ElementId>, budget: u16, per_item_max: u16 },
    /// Somebody gave an item so many of their votes.
    Voted { who: ParticipantId, item: ElementId, count: u16 },
    /// Items left the board, so that their votes come back, or are there again.
    ItemsChanged { gone: Vec<ElementId>, back: Vec<ElementId> },
    /// The vote was closed: counted, and forgotten whose votes they were.
    VoteClosed {},

    /// Drafts were offered to be let onto the board, where a facilitator nods first.
    Offered { who: ParticipantId, drafts: Vec<DraftId> },
    /// They were handed back to their writer.
    HandedBack { who: ParticipantId, drafts: Vec<DraftId> },

    /// Elements were taken away from the board, and are in the bin.
    Binned { items: Vec<BinItem> },
    /// Items left the bin: they are on the board again, or too old.
    LeftBin { items: Vec<u64> },
    /// Items left the bin, and all else that is kept, for good.
    Erased { items: Vec<u64> },
    /// What was erased is in no version any more.
    LeftVersions { items: Vec<u64> },
    /// A facilitator says what they put back.
    PutBack { by: ParticipantId, count: u32, at_ms: Option<u64> },

    /// A commitment was made or changed.
    CommitmentPut { by: ParticipantId, commitment: Commitment },
    /// A commitment was taken away.
    CommitmentDropped { commitment: CommitmentId },
}

/// What an event has to do with what is secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Secrecy {
    /// Nothing.
    None,
    /// It holds what is secret until an end.
    Holds,
    /// It is such an end: what the log holds from before it would tell whose a note or a vote is, and must go.
    Ends,
    /// Both, and anyone may bring it about at any time.
    HoldsAndEnds,
}

impl Event {
    /// Whether it ends a secret: what the log holds from before it would tell whose a note or a
    /// vote is, and must go.
    #[must_use]
    pub const fn ends_a_secret(&self) -> bool {
        matches!(self.secrecy(), Secrecy::Ends | Secrecy::HoldsAndEnds)
    }

    /// Whether that may wait a moment, for anyone may bring it about at any time.
    #[must_use]
    pub const fn may_wait(&self) -> bool {
        matches!(self.secrecy(), Secrecy::HoldsAndEnds)
    }

    /// Whether it holds what is secret until such an end.
    #[must_use]
    pub const fn is_secret(&self) -> bool {
        matches!(self.secrecy(), Secrecy::Holds | Secrecy::HoldsAndEnds)
    }

    /// Names every event, so that a new one does not compile before somebody has said what it gives away.
    const fn secrecy(&self) -> Secrecy {
        match self {
            Self::DraftsPut { .. } | Self::Answered { .. } | Self::Voted { .. } => Secrecy::Holds,
            Self::LaidOwn { .. } => Secrecy::HoldsAndEnds,
            Self::Laid {}
            | Self::AnswersSealed {}
            | Self::VoteClosed {}
            | Self::Erased { .. }
            | Self::LeftVersions { .. }
            | Self::AnonymousSet { anonymous: true } => Secrecy::Ends,
            Self::Joined { .. }
            | Self::Named { .. }
            | Self::ProxyPut { .. }
            | Self::Granted { .. }
            | Self::Removed { .. }
            | Self::Readmitted { .. }
            | Self::LinkRenewed { .. }
            | Self::LetIn { .. }
            | Self::Merged { .. }
            | Self::Left { .. }
            | Self::HandSet { .. }
            | Self::PhaseAdded { .. }
            | Self::PhaseChanged { .. }
            | Self::PhaseMoved { .. }
            | Self::PhaseRemoved { .. }
            | Self::AnonymousSet { anonymous: false }
            | Self::Moved { .. }
            | Self::TimerSet { .. }
            | Self::ClockMoved { .. }
            | Self::TurnMoved { .. }
            | Self::LockedSet { .. }
            | Self::ArchivedSet { .. }
            | Self::TakenAwaySet { .. }
            | Self::JoiningClosedSet { .. }
            | Self::DoorSet { .. }
            | Self::Spotlit { .. }
            | Self::Brought { .. }
            | Self::Led { .. }
            | Self::ReadySet { .. }
            | Self::DraftMoved { .. }
            | Self::DraftsDropped { .. }
            | Self::Reacted { .. }
            | Self::Commented { .. }
            | Self::CommentDropped { .. }
            | Self::VoteOpened { .. }
            | Self::ItemsChanged { .. }
            | Self::Offered { .. }
            | Self::HandedBack { .. }
            | Self::Binned { .. }
            | Self::LeftBin { .. }
            | Self::PutBack { .. }
            | Self::CommitmentPut { .. }
            | Self::CommitmentDropped { .. } => Secrecy::None,
        }
    }
}
