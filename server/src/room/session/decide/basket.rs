//! Baskets: writing, ordering and throwing away drafts.

use std::collections::BTreeMap;

use picnic_protocol::ids::{DraftId, ParticipantId};
use picnic_protocol::session::command::{DRAFTS_IN_BASKET_MAX, Draft, Refusal, RefusalCode};

use crate::limits::{DRAFT_BYTES_MAX, OFFERS_MAX, OFFERS_OF_ONE_MAX};
use crate::room::session::Session;
use crate::room::session::decide::{Decided, Decision, NOT_NOW, NOT_THERE, TOO_MANY};
use crate::room::session::event::Event;
use crate::room::session::state::draft_tag;

const ALREADY_LAID: Refusal =
    Refusal::new(RefusalCode::AlreadyLaid, "the draft lies on the board already");

impl Session {
    /// Taken in every phase: what was written offline and comes after the reveal must not be lost.
    /// But what is put while nobody packs is held back: a later reveal would lay what nobody meant
    /// for it.
    pub(super) fn put_drafts(&self, who: ParticipantId, drafts: &[Draft]) -> Decided {
        if drafts.iter().any(|draft| self.laid.contains(&draft_tag(who, draft.id))) {
            return Err(ALREADY_LAID);
        }
        let basket = self.basket(who);
        let there = |id: DraftId| basket.iter().find(|draft| draft.id == id);
        let holds = !self.packs();
        let changed: Vec<_> = drafts
            .iter()
            .filter(|draft| there(draft.id).is_none_or(|there| !says_the_same(there, draft)))
            // What waits for a nod and is written on waits no more: a nod is for what was read.
            .map(|draft| {
                let waited = there(draft.id).is_some_and(|there| there.offered);
                Draft { held: draft.held || holds || waited, offered: false, ..draft.clone() }
            })
            .filter(|draft| there(draft.id) != Some(draft))
            .collect();
        let mut new: Vec<_> =
            changed.iter().map(|draft| draft.id).filter(|id| there(*id).is_none()).collect();
        new.sort_unstable();
        new.dedup();
        if basket.len() + new.len() > DRAFTS_IN_BASKET_MAX {
            return Err(TOO_MANY);
        }
        let bytes: usize = changed.iter().map(|draft| draft.text.len()).sum();
        if self.draft_bytes + bytes > DRAFT_BYTES_MAX {
            return Err(TOO_MANY);
        }
        Ok(Decision::when(!changed.is_empty(), Event::DraftsPut { who, drafts: changed }))
    }

    /// Offers drafts, where what is new waits for a facilitator's nod.
    pub(super) fn offer(&self, who: ParticipantId, drafts: &[DraftId]) -> Decided {
        if !self.rights().asks_first() {
            return Err(NOT_NOW);
        }
        let there = |id: &DraftId| self.basket(who).iter().find(|draft| draft.id == *id);
        if !drafts.iter().all(|id| there(id).is_some()) {
            return Err(NOT_THERE);
        }
        let is_new = |id: &DraftId| there(id).is_some_and(|draft| !draft.offered);
        let drafts: Vec<_> = drafts.iter().copied().filter(is_new).collect();
        let of_one = self.offers.iter().filter(|(offerer, _)| *offerer == who).count();
        if self.offers.len().saturating_add(drafts.len()) > OFFERS_MAX
            || of_one.saturating_add(drafts.len()) > OFFERS_OF_ONE_MAX
        {
            return Err(TOO_MANY);
        }
        Ok(Decision::when(!drafts.is_empty(), Event::Offered { who, drafts }))
    }

    /// Hands drafts back to whoever offered them.
    pub(super) fn hand_back(&self, drafts: &[DraftId]) -> Decided {
        let events = self.offered_by_person(drafts).into_iter();
        Ok(events.map(|(who, drafts)| Event::HandedBack { who, drafts }).collect::<Vec<_>>().into())
    }

    /// Those of the drafts that wait for a nod, by who offered them.
    pub(super) fn offered_by_person(
        &self,
        drafts: &[DraftId],
    ) -> BTreeMap<ParticipantId, Vec<DraftId>> {
        let mut by_person: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (who, draft) in self.offers.iter().filter(|(_, draft)| drafts.contains(draft)) {
            by_person.entry(*who).or_default().push(*draft);
        }
        by_person
    }

    pub(super) fn move_draft(
        &self,
        who: ParticipantId,
        draft: DraftId,
        before: Option<DraftId>,
    ) -> Decided {
        let is_there = |id: DraftId| self.basket(who).iter().any(|there| there.id == id);
        if !is_there(draft) || !before.is_none_or(is_there) {
            return Err(NOT_THERE);
        }
        Ok(Decision::when(before != Some(draft), Event::DraftMoved { who, draft, before }))
    }

    pub(super) fn drop_drafts(&self, who: ParticipantId, drafts: &[DraftId]) -> Decision {
        let is_there = |id: &DraftId| self.basket(who).iter().any(|there| there.id == *id);
        let drafts: Vec<_> = drafts.iter().copied().filter(|id| is_there(id)).collect();
        Decision::when(!drafts.is_empty(), Event::DraftsDropped { who, drafts })
    }
}

/// Whether a draft that is put is as it was; whether it waits for a nod, the server alone says.
fn says_the_same(there: &Draft, put: &Draft) -> bool {
    let held = if there.offered { there.held } else { put.held };
    *there == Draft { offered: there.offered, held, ..put.clone() }
}
