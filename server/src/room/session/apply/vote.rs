//! Folding votes.

use std::collections::{BTreeMap, BTreeSet};

use crate::room::session::Session;
use crate::room::session::apply::kinds::{
    of_baskets, of_people, of_the_journey, of_the_plan, of_words,
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
                });
                (touched.journey, touched.items) = (true, true);
                // Their last words were for the vote before.
                for who in std::mem::take(&mut self.ready) {
                    touched.own(who).ready = true;
                }
            }
            Event::Voted { who, item, count } => {
                let Some(vote) = &mut self.vote else { return };
                let ballot = vote.ballots.entry(*who).or_default();
                if *count == 0 {
                    ballot.remove(item);
                } else {
                    ballot.insert(item.clone(), *count);
                }
                if ballot.is_empty() {
                    vote.ballots.remove(who);
                }
                touched.own(*who).ballot = true;
            }
            Event::ItemsChanged { gone, back } => {
                let Some(vote) = &mut self.vote else { return };
                for item in back {
                    vote.gone.remove(item);
                }
                vote.gone.extend(gone.iter().cloned());
                for (who, ballot) in &mut vote.ballots {
                    let before = ballot.len();
                    ballot.retain(|item, _| !vote.gone.contains(item));
                    if ballot.len() < before {
                        touched.own(*who).ballot = true;
                    }
                }
                vote.ballots.retain(|_, ballot| !ballot.is_empty());
                touched.items = true;
            }
            Event::VoteClosed {} => {
                if let Some(vote) = self.vote.take() {
                    self.results.push(count(&vote));
                    (touched.journey, touched.items, touched.results) = (true, true, true);
                }
            }
            of_people!() | of_the_plan!() | of_baskets!() | of_words!() | of_the_journey!() => {}
        }
    }
}
