//! What changed in a session since others were told: which parts of which views to make anew.

use std::collections::{BTreeMap, BTreeSet};

use picnic_protocol::ids::{CommentId, CommitmentId, DraftId, ElementId, ParticipantId};

use crate::room::session::bin::Erasing;

/// Parts that changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Touched {
    /// The plan.
    pub plan: bool,
    /// Where we are.
    pub journey: bool,
    /// The items of the open vote.
    pub items: bool,
    /// How far people are.
    pub progress: bool,
    /// Answers to the check-in, all of them.
    pub answers: bool,
    /// People whose answer came or, in an open session, changed.
    pub answered: BTreeSet<ParticipantId>,
    /// What came of votes.
    pub results: bool,
    /// People.
    pub people: BTreeSet<ParticipantId>,
    /// What is somebody's own.
    pub own: BTreeMap<ParticipantId, TouchedOwn>,
    /// Notes whose reactions changed.
    pub reactions: BTreeSet<ElementId>,
    /// Comments that were made.
    pub comments: BTreeSet<CommentId>,
    /// Comments that were taken away.
    pub comments_gone: BTreeSet<CommentId>,
    /// Commitments that were made or changed.
    pub commitments: BTreeSet<CommitmentId>,
    /// Commitments that were taken away.
    pub commitments_gone: BTreeSet<CommitmentId>,
    /// People whose role, or whose right to be here, changed.
    pub standing: BTreeSet<ParticipantId>,
    /// Whether a link was made anew.
    pub links: bool,
    /// Whether the board was unlocked.
    pub unlocked: bool,
    /// Whether the room was taken away.
    pub taken_away: bool,
    /// What is in the bin.
    pub bin: bool,
    /// What was erased for good.
    pub erased: Vec<Erasing>,
    /// What facilitators put back: who, how much, and from when.
    pub put_back: Vec<(ParticipantId, u32, Option<u64>)>,
    /// The notes that wait for a nod.
    pub offers: bool,
    /// Whether who wrote what is no longer to be known.
    pub made_anonymous: bool,
}

/// Parts of what is somebody's own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TouchedOwn {
    /// Drafts that are new or changed.
    pub drafts: BTreeSet<DraftId>,
    /// Whether drafts came, went or moved.
    pub order: bool,
    /// Whether they are done.
    pub ready: bool,
    /// Their answer.
    pub answer: bool,
    /// Their votes.
    pub ballot: bool,
    /// Items whose votes came back to them, or count again: how many.
    pub votes_moved: Vec<(ElementId, Option<u16>)>,
    /// Notes to which they reacted.
    pub reactions: BTreeSet<ElementId>,
    /// Which commitments they may change.
    pub commitments: bool,
    /// Which comments they may take away.
    pub comments: bool,
}

impl TouchedOwn {
    /// All that somebody may have who has packed nothing and reacted to nothing yet.
    #[must_use]
    pub fn of_a_newcomer() -> Self {
        Self {
            order: true,
            ready: true,
            answer: true,
            ballot: true,
            commitments: true,
            comments: true,
            ..Self::default()
        }
    }
}

impl Touched {
    /// What is `who`'s own.
    pub fn own(&mut self, who: ParticipantId) -> &mut TouchedOwn {
        self.own.entry(who).or_default()
    }

    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
