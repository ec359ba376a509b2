//! What the session leaves, as the harvest says it: titles in the room's language, kinds and ids by
//! their names.

use std::collections::BTreeMap;

use picnic_protocol::session::Language;
use picnic_protocol::session::command::Reaction;
use picnic_protocol::session::plan::{Phase, PhaseLength};
use picnic_protocol::session::view::VoteResult;

use crate::harvest::from_room::{ClosedVote, SessionPart};
use crate::harvest::{Comment, Commitment, PhaseTime, ReactionCount};
use crate::room::session::harvest::SessionHarvest;

impl SessionPart {
    /// The part of a session, its titles in `language`.
    #[must_use]
    pub fn of(session: SessionHarvest, language: Language) -> Self {
        let title_of = |result: &VoteResult| {
            let mut phases = session.phases.iter().map(|(phase, _)| phase);
            let phase = phases.find(|phase| phase.id == result.phase);
            phase.map_or(String::new(), |phase| phase.title.in_language(language).to_owned())
        };
        let vote = |result: &VoteResult| ClosedVote {
            title: title_of(result),
            budget: result.budget,
            voters: result.voters,
            items: result.items.iter().map(|item| (item.item.to_string(), item.votes)).collect(),
        };
        let votes = session.results.iter().map(vote).collect();
        let reactions = session
            .reactions
            .iter()
            .map(|(note, kinds)| (note.to_string(), counts(kinds)))
            .collect();
        let mut comments: BTreeMap<String, Vec<Comment>> = BTreeMap::new();
        for (note, text, by) in session.comments {
            comments.entry(note.to_string()).or_default().push(Comment { text, by });
        }
        let commitments = session
            .commitments
            .into_iter()
            .map(|commitment| Commitment {
                what: commitment.what,
                who: commitment.who,
                by_when: commitment.by_when.map(String::from),
                target: commitment.target.map(String::from),
            })
            .collect();
        Self {
            finished_ms: session.finished_ms,
            people: session.people,
            anonymous: session.anonymous,
            reactions,
            comments,
            votes,
            commitments,
            phases: session
                .phases
                .iter()
                .map(|(phase, stayed_ms)| time_of(phase, *stayed_ms, language))
                .collect(),
        }
    }
}

fn counts(kinds: &BTreeMap<Reaction, u32>) -> Vec<ReactionCount> {
    let some = kinds.iter().filter(|(_, count)| **count > 0);
    some.map(|(kind, count)| ReactionCount { kind: kind.name().to_owned(), count: *count })
        .collect()
}

fn time_of(phase: &Phase, stayed_ms: Option<u64>, language: Language) -> PhaseTime {
    PhaseTime {
        title: phase.title.in_language(language).to_owned(),
        kind: phase.kind.name().to_owned(),
        planned_minutes: match phase.length {
            PhaseLength::Minutes(minutes) => Some(u32::from(minutes)),
            PhaseLength::Open | PhaseLength::Until { .. } => None,
        },
        actual_seconds: stayed_ms.map(|ms| ms / 1_000),
        phase: Some(phase.clone()),
    }
}
