//! Votes: opening, casting within the budget, closing.

use std::collections::BTreeSet;

use picnic_protocol::ids::{ElementId, ParticipantId};
use picnic_protocol::session::command::{Refusal, RefusalCode};
use picnic_protocol::session::plan::{Phase, PhaseKind, VOTES_MAX, VoteOn};

use crate::limits::{VOTE_ITEMS_MAX, VOTE_ROUNDS_MAX};
use crate::room::session::Session;
use crate::room::session::ballot::{default_budget, default_per_item_max};
use crate::room::session::board_seen::BoardSeen;
use crate::room::session::decide::{Decided, Decision, NOT_NOW, NOT_THERE, STALE, TOO_MANY};
use crate::room::session::event::Event;

const OVER_BUDGET: Refusal = Refusal::new(
    RefusalCode::OverBudget,
    "that is more votes than are left, or than an item may have",
);

impl Session {
    /// The ballot says what shall be, so that a vote sent twice is one vote.
    pub(super) fn cast(
        &self,
        who: ParticipantId,
        round: u32,
        item: &ElementId,
        count: u16,
    ) -> Decided {
        let vote = self.vote.as_ref().ok_or(NOT_NOW)?;
        if self.current.as_ref() != Some(&vote.phase) {
            return Err(NOT_NOW);
        }
        if vote.round != round {
            return Err(STALE);
        }
        if !vote.items.contains(item) || vote.gone.contains(item) {
            return Err(NOT_THERE);
        }
        let before =
            vote.ballots.get(&who).and_then(|ballot| ballot.get(item)).copied().unwrap_or(0);
        let spent = vote.spent(who).saturating_sub(before);
        if count > vote.per_item_max || spent.saturating_add(count) > vote.budget {
            return Err(OVER_BUDGET);
        }
        let event = Event::Voted { who, item: item.clone(), count };
        Ok(Decision::when(count != before, event))
    }

    pub(super) fn close_vote(&self, round: u32) -> Decided {
        match &self.vote {
            Some(vote) if vote.round == round => Ok(Event::VoteClosed {}.into()),
            _ if self.results.iter().any(|result| result.round == round) => Ok(Decision::default()),
            _ => Err(NOT_NOW),
        }
    }

    pub(super) fn open_vote(
        &self,
        among: Option<&[ElementId]>,
        budget: Option<u16>,
        per_item_max: Option<u16>,
        board: &dyn BoardSeen,
    ) -> Decided {
        let phase = self.running().ok_or(NOT_NOW)?;
        let PhaseKind::Vote { on, budget: planned, per_item_max: planned_max } = phase.kind else {
            return Err(NOT_NOW);
        };
        if self.vote.is_some() {
            return Err(NOT_NOW);
        }
        if self.results.len() >= VOTE_ROUNDS_MAX {
            return Err(TOO_MANY);
        }
        let votes = [budget, per_item_max];
        if votes.into_iter().flatten().any(|votes| !(1..=VOTES_MAX).contains(&votes)) {
            return Err(OVER_BUDGET);
        }
        let mut items = board.items(on);
        if let Some(among) = among {
            let among: BTreeSet<_> = among.iter().collect();
            items.retain(|item| among.contains(item));
        }
        if items.is_empty() {
            return Err(NOT_THERE);
        }
        // On everything it is the vote that was planned; among a few, as many as they call for.
        let for_all = |planned: Option<u16>| planned.filter(|_| among.is_none());
        let (budget, per_item_max) =
            (budget.or(for_all(planned)), per_item_max.or(for_all(planned_max)));
        Ok(self.vote_on(phase, on, items, budget, per_item_max).into())
    }

    pub(super) fn vote_on(
        &self,
        phase: &Phase,
        on: VoteOn,
        mut items: Vec<ElementId>,
        budget: Option<u16>,
        per_item_max: Option<u16>,
    ) -> Event {
        items.truncate(VOTE_ITEMS_MAX);
        let budget = budget.unwrap_or_else(|| default_budget(items.len()));
        let per_item_max = per_item_max.unwrap_or_else(|| default_per_item_max(budget));
        Event::VoteOpened { phase: phase.id.clone(), on, items, budget, per_item_max }
    }
}
