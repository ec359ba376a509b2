//! Who took how much away of late: what goes into the bin as one, and what facilitators are told of (rule 11).
//!
//! Kept in memory alone, so that the log of an anonymous room does not say who it was.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use picnic_protocol::block::Id;
use picnic_protocol::ids::ParticipantId;
use picnic_protocol::update::CheckedUpdate;
use serde_json::{Map, Value};

use crate::document::element::{Field, as_json};
use crate::document::roots::{NOTES, SECTIONS, words_field};
use crate::limits::{
    TAKEN_AWAY_TOGETHER_MS, TAKEN_AWAY_TOLD_MAX, TAKEN_AWAY_TOLD_MS, TAKEN_AWAY_UNTOLD_MAX,
};
use crate::room::Now;
use crate::room::batch::Author;
use crate::room::emptying::Emptying;
use crate::room::session::bin::BinItem;
use crate::room::shapes::Shapes;
use crate::room::taking_in::{Deeds, TakenAway};

/// What people took away of late.
#[derive(Debug, Default)]
pub(super) struct TakingAway {
    people: BTreeMap<ParticipantId, InOneGo>,
    /// Batches that facilitators are to be told of, and who took them away.
    to_tell: BTreeMap<u64, ParticipantId>,
    /// Those that were told last, oldest first: who comes hears of them.
    told: VecDeque<(u64, ParticipantId, u64)>,
    emptying: Emptying,
}

/// What somebody took away in one go.
#[derive(Debug)]
struct InOneGo {
    batch: u64,
    at_ms: u64,
    /// Elements of others.
    of_others: usize,
    is_large: bool,
}

impl TakingAway {
    /// What went, for the bin, with a batch for each who took it; `next` is the next batch's number.
    pub(super) fn items_of(&mut self, deeds: Deeds, mut next: u64, now: Now) -> Vec<BinItem> {
        self.people.retain(|_, of| now.monotonic_ms < of.at_ms + TAKEN_AWAY_TOGETHER_MS);
        self.emptying.forget(now);
        for shortened in deeds.shortened {
            // Whoever empties one text after another takes away all of them in one go, however long each takes.
            if let Some(of) = self.people.get_mut(&shortened.who) {
                of.at_ms = now.monotonic_ms;
            }
            self.emptying.shorten(shortened, now);
        }
        let mut items = Vec::with_capacity(deeds.taken_away.len());
        for taken in deeds.taken_away {
            let at_ms = now.monotonic_ms;
            let new = || InOneGo { batch: next, at_ms, of_others: 0, is_large: false };
            let of = self.people.entry(taken.who).or_insert_with(new);
            if of.batch == next {
                next += 1;
            }
            of.at_ms = at_ms;
            of.of_others += usize::from(taken.is_others && (taken.whole || taken.place.0 == NOTES));
            of.is_large |= of.of_others > TAKEN_AWAY_UNTOLD_MAX
                || taken.whole && taken.is_others && taken.place.0 == SECTIONS;
            if of.is_large {
                self.to_tell.insert(of.batch, taken.who);
            }
            let said = self.emptying.take(taken.who, &taken.place);
            items.push(item(taken, said, of.batch, now.unix_ms));
        }
        items
    }

    /// Whether changes that are about to come to the board take much of it away, by themselves or with what their authors took away
    /// of late: as much as facilitators are told of, whosever it is. `stands` tells by which block an element was made that stands
    /// under a key: pages say again and again what was deleted long ago.
    pub(super) fn is_much(
        &self,
        now: Now,
        shapes: &Shapes,
        stands: impl Fn(&str, &str) -> Option<Id>,
        changes: &[(Author, CheckedUpdate<Box<[u8]>>)],
    ) -> bool {
        let is_late = |of: &&InOneGo| now.monotonic_ms < of.at_ms + TAKEN_AWAY_TOGETHER_MS;
        let mut notes: BTreeMap<ParticipantId, BTreeSet<&str>> = BTreeMap::new();
        for (author, update) in changes.iter().filter(|(_, update)| update.outline().deletes) {
            let notes = notes.entry(author.who).or_default();
            for run in update.deletions() {
                for (piece, item) in shapes.stands(run).filter(|(_, item)| item.depth == 1) {
                    let place = item.entry.and_then(|entry| shapes.name_of(entry));
                    let Some((root @ (SECTIONS | NOTES), key)) = place else { continue };
                    let is_it = |made: Id| {
                        made.client == piece.client
                            && (piece.start..piece.end).contains(&made.clock)
                    };
                    if !stands(root, key).is_some_and(is_it) {
                        continue;
                    }
                    if root == SECTIONS {
                        return true;
                    }
                    notes.insert(key);
                }
            }
            let before = self.people.get(&author.who).filter(is_late).map_or(0, |of| of.of_others);
            if before + notes.len() > TAKEN_AWAY_UNTOLD_MAX {
                return true;
            }
        }
        false
    }

    /// How many bytes that takes which is remembered of texts.
    pub(super) const fn bytes(&self) -> usize {
        self.emptying.bytes()
    }

    /// The batches that are large, or grew, since this was last asked, with who took them away.
    pub(super) fn take_to_tell(&mut self, now: Now) -> BTreeMap<u64, ParticipantId> {
        let to_tell = std::mem::take(&mut self.to_tell);
        for (batch, who) in &to_tell {
            self.told.retain(|(told, ..)| told != batch);
            self.told.push_back((*batch, *who, now.monotonic_ms));
        }
        while self.told.len() > TAKEN_AWAY_TOLD_MAX {
            self.told.pop_front();
        }
        to_tell
    }

    /// The large batches of late, with who took them away.
    pub(super) fn of_late(&self, now: Now) -> impl Iterator<Item = (u64, ParticipantId)> {
        let is_late = move |at_ms: u64| now.monotonic_ms < at_ms + TAKEN_AWAY_TOLD_MS;
        let told = self.told.iter().filter(move |(_, _, at_ms)| is_late(*at_ms));
        told.map(|(batch, who, _)| (*batch, *who))
    }
}

/// What was taken away, as it was before they began to.
fn item(taken: TakenAway, said: Option<String>, batch: u64, at_ms: u64) -> BinItem {
    let TakenAway { who, place: (root, key), whole, mut element, members, is_others } = taken;
    if let Some(said) = said {
        element.fields.insert(words_field(root, &key).to_owned(), Field::Text(said));
    }
    let fields: Map<String, Value> = element
        .fields
        .iter()
        .filter_map(|(name, field)| Some((name.clone(), as_json(field)?)))
        .collect();
    let (root, by) = (root.to_owned(), Some(who));
    BinItem { id: 0, root, key, whole, fields, members, by, own: !is_others, at_ms, batch }
}
