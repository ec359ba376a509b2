//! Folding what happens to baskets.

use std::collections::BTreeSet;

use picnic_protocol::ids::{DraftId, ParticipantId};
use picnic_protocol::session::command::Draft;

use crate::limits::LAID_MAX;
use crate::room::session::Session;
use crate::room::session::apply::kinds::{
    of_people, of_the_bin, of_the_journey, of_the_plan, of_votes, of_words,
};
use crate::room::session::event::Event;
use crate::room::session::state::{Member, draft_tag};
use crate::room::session::touched::Touched;

impl Session {
    pub(super) fn apply_to_baskets(&mut self, event: &Event, touched: &mut Touched) {
        touched.progress = true;
        match event {
            Event::DraftsPut { who, drafts } => {
                for draft in drafts {
                    self.put_draft(*who, draft, touched);
                }
            }
            Event::DraftMoved { who, draft, before } => {
                let basket = self.baskets.entry(*who).or_default();
                if let Some(from) = basket.iter().position(|there| there.id == *draft) {
                    let moved = basket.remove(from);
                    let before = before.as_ref();
                    let to = before.and_then(|id| basket.iter().position(|there| there.id == *id));
                    basket.insert(to.unwrap_or(basket.len()), moved);
                    touched.own(*who).order = true;
                }
            }
            Event::DraftsDropped { who, drafts } => self.take_drafts(*who, drafts, touched),
            Event::Laid {} => {
                let laying: Vec<_> = self.packing().map(|(who, _)| who).collect();
                for who in laying {
                    let open = self.basket(who).iter().filter(|draft| !draft.held);
                    let drafts: Vec<_> = open.map(|draft| draft.id).collect();
                    self.lay(who, &drafts, touched);
                }
            }
            Event::LaidOwn { who, drafts } => self.lay(*who, drafts, touched),
            Event::Offered { who, drafts } => self.set_offered(*who, drafts, true, touched),
            Event::HandedBack { who, drafts } => self.set_offered(*who, drafts, false, touched),
            of_people!()
            | of_the_plan!()
            | of_words!()
            | of_votes!()
            | of_the_bin!()
            | of_the_journey!() => {}
        }
    }

    /// Where nobody is named, whoever takes part no more lays what they packed themselves, should they come back:
    /// a reveal of theirs alone, after one without them, would tell that it is theirs.
    pub(super) fn hold_back(&mut self, who: ParticipantId, touched: &mut Touched) {
        if !self.anonymous || self.roster.get(&who).is_none_or(Member::takes_part) {
            return;
        }
        for draft in self.baskets.entry(who).or_default() {
            draft.held = true;
            touched.own(who).drafts.insert(draft.id);
        }
        touched.progress = true;
    }

    fn set_offered(
        &mut self,
        who: ParticipantId,
        drafts: &[DraftId],
        offered: bool,
        touched: &mut Touched,
    ) {
        let Some(basket) = self.baskets.get_mut(&who) else { return };
        for draft in basket.iter_mut().filter(|draft| drafts.contains(&draft.id)) {
            // What waits for a nod is laid by that alone.
            (draft.offered, draft.held) = (offered, true);
            touched.own(who).drafts.insert(draft.id);
            self.offers.retain(|(_, there)| *there != draft.id);
            if offered {
                self.offers.push((who, draft.id));
            }
        }
        touched.offers = true;
    }

    fn put_draft(&mut self, who: ParticipantId, draft: &Draft, touched: &mut Touched) {
        let basket = self.baskets.entry(who).or_default();
        self.draft_bytes += draft.text.len();
        match basket.iter_mut().find(|there| there.id == draft.id) {
            Some(there) => {
                self.draft_bytes = self.draft_bytes.saturating_sub(there.text.len());
                *there = draft.clone();
            }
            None => {
                basket.push(draft.clone());
                touched.own(who).order = true;
            }
        }
        touched.own(who).drafts.insert(draft.id);
        if !draft.offered {
            let waiting = self.offers.len();
            self.offers.retain(|(_, there)| *there != draft.id);
            touched.offers |= self.offers.len() < waiting;
        }
    }

    fn lay(&mut self, who: ParticipantId, drafts: &[DraftId], touched: &mut Touched) {
        if drafts.is_empty() {
            return;
        }
        self.laid.extend(drafts.iter().map(|draft| draft_tag(who, *draft)));
        while self.laid.len() > LAID_MAX {
            self.laid.pop_first();
        }
        if !self.anonymous {
            self.writers.insert(self.counts_as(who));
        }
        self.take_drafts(who, drafts, touched);
    }

    fn take_drafts(&mut self, who: ParticipantId, drafts: &[DraftId], touched: &mut Touched) {
        let Some(basket) = self.baskets.get_mut(&who) else { return };
        let drafts: BTreeSet<_> = drafts.iter().collect();
        let mut taken_bytes = 0;
        basket.retain(|draft| {
            let stays = !drafts.contains(&draft.id);
            taken_bytes += if stays { 0 } else { draft.text.len() };
            stays
        });
        self.draft_bytes = self.draft_bytes.saturating_sub(taken_bytes);
        let waiting = self.offers.len();
        self.offers.retain(|(offerer, draft)| *offerer != who || !drafts.contains(draft));
        touched.offers |= self.offers.len() < waiting;
        if basket.is_empty() {
            self.baskets.remove(&who);
        }
        touched.own(who).order = true;
    }
}
