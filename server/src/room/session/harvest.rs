//! What a session leaves for the harvest: only what all may know.

use std::collections::BTreeMap;

use picnic_protocol::ids::{ElementId, ParticipantId};
use picnic_protocol::session::command::{Commitment, Reaction};
use picnic_protocol::session::plan::Phase;
use picnic_protocol::session::view::VoteResult;

use crate::room::session::Session;
use crate::room::session::state::Member;

/// A session's part of the harvest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SessionHarvest {
    /// Whether who wrote what stays unknown.
    pub anonymous: bool,
    /// How many people took part, those without a device too; none where no session ran.
    pub people: Option<u32>,
    /// When its last phase ended, ms since 1970; none while one runs.
    pub finished_ms: Option<u64>,
    /// The plan's phases in order, each with how long people stayed in it, all stays together;
    /// none for a phase that never ran.
    pub phases: Vec<(Phase, Option<u64>)>,
    /// How often each note was reacted to.
    pub reactions: BTreeMap<ElementId, BTreeMap<Reaction, u32>>,
    /// Comments, oldest first: the note, the text, and the name of who said it where that may be
    /// known.
    pub comments: Vec<(ElementId, String, Option<String>)>,
    /// The votes that were closed, oldest first.
    pub results: Vec<VoteResult>,
    /// What people promised, oldest first.
    pub commitments: Vec<Commitment>,
}

impl Session {
    /// What the session leaves for the harvest, as it stands at `now_ms`.
    #[must_use]
    pub fn harvest(&self, now_ms: u64) -> SessionHarvest {
        let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let name = |who: ParticipantId| {
            self.member(who).map(Member::told_name).filter(|name| !name.is_empty())
        };
        let stay = |phase: &Phase| {
            let stays = self.stays.iter().filter(|stay| stay.phase == phase.id);
            let lengths =
                stays.map(|stay| stay.ended_ms.unwrap_or(now_ms).saturating_sub(stay.started_ms));
            lengths.reduce(u64::saturating_add)
        };
        let is_over = self.current.is_none();
        SessionHarvest {
            anonymous: self.anonymous,
            people: (!self.stays.is_empty()).then(|| count(self.people().count())),
            finished_ms: self.stays.last().filter(|_| is_over).and_then(|stay| stay.ended_ms),
            phases: self.plan.iter().map(|phase| (phase.clone(), stay(phase))).collect(),
            reactions: self
                .reactions
                .iter()
                .map(|(note, kinds)| {
                    let counts = kinds.iter().map(|(kind, people)| (*kind, count(people.len())));
                    (note.clone(), counts.collect())
                })
                .collect(),
            comments: self
                .comments
                .iter()
                .map(|comment| {
                    (comment.note.clone(), comment.text.clone(), comment.by.and_then(name))
                })
                .collect(),
            results: self.results.clone(),
            commitments: self
                .commitments
                .iter()
                .map(|promised| promised.commitment.clone())
                .collect(),
        }
    }
}
