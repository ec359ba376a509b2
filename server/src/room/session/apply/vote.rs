//! Folding votes.

use std::collections::{BTreeMap, BTreeSet};

use picnic_protocol::ids::ElementId;

use crate::room::session::Session;
use crate::room::session::apply::kinds::{
    of_baskets, of_people, of_the_bin, of_the_journey, of_the_plan, of_words,
};
use crate::room::session::ballot::count;
use crate::room::session::event::Event;
use crate::room::session::state::Vote;
use crate::room::session::touched::Touched;

impl Session {
    pub(super) fn apply_to_vote(&mut self, event: &Event, touched: &mut Touched) {
        touched.progress = true;
        match event {
            Event::VoteOpened { phase, on, items, budget, per_item_max } => {
                self.rounds = self.rounds.saturating_add(1);
                self.vote = Some(Vote {
                    round: self.rounds,
                    phase: phase.clone(),
                    on: *on,
                    items: items.clone(),
                    gone: BTreeSet::new(),
                    budget: *budget,
                    per_item_max: *per_item_max,
                    ballots: BTreeMap::new(),
                    elsewhere: BTreeSet::new(),
                });
                (touched.journey, touched.items) = (true, true);
                // Their last words were for the vote before.
                for who in std::mem::take(&mut self.ready) {
                    touched.own(who).ready = true;
                }
            }
            Event::Voted { who, item, count } => {
                let Some(vote) = &mut self.vote else { return };
                let mut ballot = vote.ballots.remove(who).unwrap_or_default();
                // What they gave as somebody else counted until now.
                vote.take_ballots_of(*who, &self.roster);
                if *count == 0 {
                    ballot.remove(item);
                } else {
                    ballot.insert(item.clone(), *count);
                }
                if !ballot.is_empty() {
                    vote.ballots.insert(*who, ballot);
                }
                touched.own(*who).ballot = true;
            }
            Event::ItemsChanged { gone, back } => {
                for item in gone {
                    self.set_votes_aside(item, touched);
                }
                for item in back {
                    self.count_again(item, touched);
                }
                touched.items = true;
            }
            Event::VoteClosed {} => {
                if let Some(vote) = self.vote.take() {
                    self.results.push(count(&vote));
                    (touched.journey, touched.items, touched.results) = (true, true, true);
                }
            }
            of_people!()
            | of_the_plan!()
            | of_baskets!()
            | of_words!()
            | of_the_bin!()
            | of_the_journey!() => {}
        }
    }

    /// An item is not on the board: whoever gave it votes has them back for as long.
    fn set_votes_aside(&mut self, item: &ElementId, touched: &mut Touched) {
        let Some(vote) = &mut self.vote else { return };
        if !vote.gone.insert(item.clone()) {
            return;
        }
        for (who, _) in vote.ballots.iter().filter(|(_, ballot)| ballot.contains_key(item)) {
            let own = touched.own(*who);
            own.ballot = true;
            own.votes_moved.push((item.clone(), None));
        }
    }

    /// It is on the board again: its votes count as they did, as far as its voters have not given them to others since.
    fn count_again(&mut self, item: &ElementId, touched: &mut Touched) {
        let Some(vote) = &mut self.vote else { return };
        if !vote.gone.contains(item) {
            return;
        }
        let given: Vec<_> = vote
            .ballots
            .iter()
            .filter_map(|(who, ballot)| Some((*who, *ballot.get(item)?)))
            .map(|(who, votes)| (who, votes.min(vote.budget.saturating_sub(vote.spent(who)))))
            .collect();
        vote.gone.remove(item);
        for (who, votes) in given {
            let ballot = vote.ballots.entry(who).or_default();
            if votes == 0 {
                ballot.remove(item);
            } else {
                ballot.insert(item.clone(), votes);
            }
            let own = touched.own(who);
            own.ballot = true;
            own.votes_moved.push((item.clone(), Some(votes)));
        }
        vote.ballots.retain(|_, ballot| !ballot.is_empty());
    }
}
