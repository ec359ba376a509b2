//! Folding that two entries of the roster are one person: what the one has becomes the other's.

use std::collections::btree_map::Entry;
use std::mem::take;

use picnic_protocol::ids::ParticipantId;

use crate::room::session::Session;
use crate::room::session::touched::Touched;

impl Session {
    pub(super) fn merge(
        &mut self,
        from: ParticipantId,
        into: ParticipantId,
        touched: &mut Touched,
    ) {
        // Both are told whole: what was the one's is not any more, and the other has it.
        self.touch_all_own(from, touched);
        self.merge_baskets(from, into);
        self.merge_offers(from, into, touched);
        self.merge_ballots(from, into);
        self.merge_words(from, into, touched);
        if self.ready.remove(&from) {
            self.ready.insert(into);
        }
        if self.writers.remove(&from) {
            self.writers.insert(into);
        }
        self.merge_turns(from, into, touched);
        if self.leader == Some(from) {
            self.leader = None;
            touched.journey = true;
        }
        for (who, member) in &mut self.roster {
            if member.keeper == Some(from) {
                member.keeper = Some(into);
                touched.people.insert(*who);
            }
            if member.merged == Some(from) {
                member.merged = Some(into);
                touched.people.insert(*who);
            }
        }
        let hand = self.roster.get_mut(&from).map(|member| {
            member.merged = Some(into);
            take(&mut member.hand)
        });
        if let Some(member) = self.roster.get_mut(&into) {
            member.hand |= hand.unwrap_or_default();
        }
        // The other was the one from whom a number told them apart, perhaps.
        if let Some(name) = self.member(into).map(|member| member.name.clone()) {
            let namesake = self.namesake(into, &name);
            if let Some(member) = self.roster.get_mut(&into) {
                member.namesake = namesake;
            }
        }
        self.touch_all_own(into, touched);
        touched.standing.insert(from);
    }

    /// Nobody sees what somebody packed but themselves, and who says that two are one may be wrong, or lie: it stays where it is, and is
    /// laid as the other's ([`Session::packing`]). Whoever has no device packed nothing themselves.
    fn merge_baskets(&mut self, from: ParticipantId, into: ParticipantId) {
        if self.member(from).is_none_or(|member| member.keeper.is_none()) {
            return;
        }
        let Some(mut drafts) = self.baskets.remove(&from) else { return };
        let basket = self.baskets.entry(into).or_default();
        // Ids are drawn at random: two alike are one that both pages sent.
        drafts.retain(|draft| {
            let is_new = basket.iter().all(|there| there.id != draft.id);
            self.draft_bytes -= if is_new { 0 } else { draft.text.len() };
            is_new
        });
        basket.append(&mut drafts);
    }

    /// What waits for a nod waits where it is packed.
    fn merge_offers(&mut self, from: ParticipantId, into: ParticipantId, touched: &mut Touched) {
        if !self.baskets.get(&from).is_none_or(Vec::is_empty) {
            return;
        }
        for (who, _) in self.offers.iter_mut().filter(|(who, _)| *who == from) {
            *who = into;
            touched.offers = true;
        }
    }

    /// One person, one ballot: the other's. Where they gave none yet, the one's counts until they do; nobody is shown it.
    fn merge_ballots(&mut self, from: ParticipantId, into: ParticipantId) {
        let Some(vote) = &mut self.vote else { return };
        vote.elsewhere.remove(&from);
        // Told whether the one gave any or not: that is theirs alone to know.
        if !vote.ballots.contains_key(&into) {
            vote.elsewhere.insert(into);
        }
        if vote.has_ballot_of(into, &self.roster) {
            vote.take_ballots_of(from, &self.roster);
        }
    }

    fn merge_words(&mut self, from: ParticipantId, into: ParticipantId, touched: &mut Touched) {
        for comment in &mut self.comments {
            if comment.by == Some(from) {
                comment.by = Some(into);
                touched.comments.insert(comment.id);
            }
        }
        for promised in &mut self.commitments {
            if promised.by == from {
                promised.by = into;
            }
        }
        for (note, kinds) in &mut self.reactions {
            for people in kinds.values_mut() {
                // Where nobody is named, a count that fell would tell that both gave the same.
                let tells = self.anonymous && people.contains(&into);
                if tells || !people.remove(&from) {
                    continue;
                }
                if !people.insert(into) {
                    self.reaction_count = self.reaction_count.saturating_sub(1);
                    // Only where the count fell: which notes are told of would tell who reacted to them.
                    touched.reactions.insert(note.clone());
                }
            }
        }
        self.merge_answers(from, into, touched);
    }

    fn merge_answers(&mut self, from: ParticipantId, into: ParticipantId, touched: &mut Touched) {
        let check_in = &mut self.check_in;
        if let Some(answer) = check_in.answers.remove(&from) {
            match check_in.answers.entry(into) {
                Entry::Vacant(place) => {
                    place.insert(answer);
                }
                // It stays, and is nobody's: one that went would tell whose it was.
                Entry::Occupied(_) if self.anonymous => {
                    check_in.sealed.push(answer);
                    check_in.sealed.sort_unstable();
                }
                Entry::Occupied(_) => {}
            }
            touched.answers = true;
        }
        if check_in.gave.remove(&from) {
            check_in.gave.insert(into);
        }
    }

    /// Somebody whose turn it is not leaves the roster, and has none.
    pub(super) fn leave_turns(&mut self, who: ParticipantId, touched: &mut Touched) {
        let Some(turns) = &mut self.turns else { return };
        while let Some(place) = turns.order.iter().position(|other| *other == who) {
            turns.take_out(place);
            touched.journey = true;
        }
    }

    /// Whose turn is whose stays: the one's place is taken out, and where it was theirs it is the other's.
    fn merge_turns(&mut self, from: ParticipantId, into: ParticipantId, touched: &mut Touched) {
        let Some(turns) = &mut self.turns else { return };
        let Some(place) = turns.order.iter().position(|who| *who == from) else { return };
        let at = turns.at.and_then(|at| usize::try_from(at).ok());
        if at == Some(place) || !turns.order.contains(&into) {
            turns.order[place] = into;
            let mut index = 0;
            turns.order.retain(|who| {
                index += 1;
                *who != into || index <= place + 1
            });
        } else {
            turns.take_out(place);
        }
        touched.journey = true;
    }
}
