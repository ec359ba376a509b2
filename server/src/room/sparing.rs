//! What of a change would hurt what others write, and never comes onto the board: it is not put back, but left out (rule 11).
//!
//! What is put back is another map and another text: words that somebody types into the old ones meanwhile would be lost. So
//! a deletion that somebody has no right to is left out of their change, and what would take the place of an element or of a
//! text comes onto the board collected. Their own replica has replaced or deleted it all the same: when nobody has touched the
//! element for a while, the server lays it anew for them.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use picnic_protocol::block::{Block, Place as Standing};
use picnic_protocol::ids::Clock;
use picnic_protocol::update::{CheckedUpdate, Run};
use yrs::{ClientID, ID, IdSet, ReadTxn, StateVector, TransactionMut};

use crate::document::element::{Element, Field};
use crate::document::roots::META;
use crate::limits::{LAID_ANEW_AT_ONCE, LAID_ANEW_QUIET_MS, ROOM_NOTES_MAX};
use crate::room::Now;
use crate::room::rights::Allowed;
use crate::room::shapes::{Entry, Item, Shapes};
use crate::room::stranding::Stranded;
use crate::room::taking_in::Place;

/// A change without what of it would hurt.
#[derive(Debug, Default)]
pub(super) struct Spared {
    /// What is left of it; none where all of it may be.
    pub(super) update: Option<CheckedUpdate<Box<[u8]>>>,
    /// The elements of which something is missing on its sender's replica now.
    pub(super) places: BTreeSet<Place>,
    /// Its blocks that come onto the board as collected ones: of each client together and in order.
    pub(super) collected: Vec<Run>,
    /// Its blocks that come as deleted ones, likewise.
    pub(super) deleted: Vec<Run>,
}

/// A change that is to be held to rights, and on what board.
pub(super) struct Held<'a, 't> {
    pub(super) txn: &'a TransactionMut<'t>,
    pub(super) shapes: &'a Shapes,
    pub(super) update: &'a CheckedUpdate<Box<[u8]>>,
    /// What it deletes.
    pub(super) deletions: &'a [Run],
    /// Whether its sender may do what they want to what no page shows: roots that are not the board's.
    pub(super) is_free_elsewhere: bool,
    /// Whether blocks of this transaction were collected before it.
    pub(super) is_after_collected: bool,
}

impl Spared {
    /// Leaves out of a change what its sender may not delete or replace.
    pub(super) fn of(held: &Held<'_, '_>, allowed: impl Fn(&Place, &Element) -> Allowed) -> Self {
        let Held { txn, shapes, update, deletions, is_free_elsewhere, .. } = *held;
        let mut spared = Self::default();
        let (known, there) = (BTreeMap::new(), OnceCell::new());
        let mut around = Around { txn, shapes, allowed, is_free_elsewhere, known, there };
        let deleted = around.what_no_page_shows(held);
        if !deleted.is_empty() {
            spared.deleted = deleted.runs(|_| Clock::MAX);
            spared.update = update.without(|block| deleted.holds(block.id())).ok();
        }
        let collected = around.what_would_replace(held, &mut spared.places);
        if !collected.is_empty() {
            spared.collected = collected.runs(|_| Clock::MAX);
            let update = spared.update.as_ref().unwrap_or(update);
            spared.update = update.collecting(|block| collected.holds(block.id())).ok();
        }
        // What may not go keeps all that it has.
        let stays: BTreeSet<Entry> = deletions
            .iter()
            .flat_map(|run| shapes.stands(*run))
            .filter(|(_, item)| item.depth == 1)
            .filter_map(|(piece, item)| item.entry.filter(|entry| around.may_not_go(piece, *entry)))
            .collect();
        let mut deleted: Option<IdSet> = None;
        let mut kept = Vec::new();
        let mut is_all = true;
        for &run in deletions {
            let mut from = run.start;
            for (piece, item) in shapes.stands(run) {
                let stays = item.entry.is_some_and(|entry| stays.contains(&entry));
                if !stays && !around.may_not_lose(item) {
                    continue;
                }
                let all = deleted.get_or_insert_with(|| txn.snapshot().delete_set);
                let is_alive = |clock| !all.contains(&ID::new(ClientID::new(run.client), clock));
                if (piece.start..piece.end).any(is_alive) {
                    spared.places.extend(item.entry.and_then(|entry| around.place(entry)));
                }
                if from < piece.start {
                    kept.push(Run { start: from, end: piece.start, ..run });
                }
                from = piece.end;
                is_all = false;
            }
            if from < run.end {
                kept.push(Run { start: from, ..run });
            }
        }
        if !is_all {
            spared.update = spared.update.as_ref().unwrap_or(update).with_deletions(&kept).ok();
        }
        spared
    }
}

/// What stands on the board, and what may be done to it.
struct Around<'a, 't, F> {
    txn: &'a TransactionMut<'t>,
    shapes: &'a Shapes,
    allowed: F,
    is_free_elsewhere: bool,
    /// What is on the board already, once asked for.
    there: OnceCell<StateVector>,
    known: BTreeMap<Entry, Option<(Element, Allowed)>>,
}

impl<F: Fn(&Place, &Element) -> Allowed> Around<'_, '_, F> {
    /// Whether the board has nothing under a block's clocks: a change may bring again what is there.
    fn is_new(&self, block: &Block) -> bool {
        let there = self.there.get_or_init(|| self.txn.state_vector());
        block.clock >= there.get(&ClientID::new(block.client))
    }

    fn place(&self, entry: Entry) -> Option<Place> {
        self.shapes.name_of(entry).map(|(root, key)| (root, key.to_owned()))
    }

    /// What stands under an entry's key, and what may be done to it; none where nothing does.
    fn element(&mut self, entry: Entry) -> Option<&(Element, Allowed)> {
        if !self.known.contains_key(&entry) {
            let found = self.place(entry).and_then(|place| {
                let element = Element::read(self.txn, place.0, &place.1)?;
                let may = (self.allowed)(&place, &element);
                Some((element, may))
            });
            self.known.insert(entry, found);
        }
        self.known.get(&entry)?.as_ref()
    }

    /// Whether this is the element itself, as it stands there, and it may not go.
    fn may_not_go(&mut self, piece: Run, entry: Entry) -> bool {
        self.element(entry).is_some_and(|(element, may)| {
            let is_it = element.made_under == Some(piece.client)
                && element.made_at.is_some_and(|made| (piece.start..piece.end).contains(&made));
            is_it && !may.go
        })
    }

    /// Whether this may not be deleted where it stands: texts, what else people write in together, and what no page shows.
    fn may_not_lose(&mut self, item: Item) -> bool {
        let Some(entry) = item.entry else { return !self.is_free_elsewhere };
        item.is_of_texts() && self.element(entry).is_some_and(|(_, may)| !may.written_in)
    }

    /// The blocks of a change in sequences that no page shows, where nothing may be written: deleted they keep their places, for what
    /// is written beside them later.
    fn what_no_page_shows(&self, held: &Held<'_, '_>) -> Stranded {
        let mut found = Stranded::default();
        if held.is_free_elsewhere {
            return found;
        }
        for block in held.update.blocks_by_client().into_iter().flatten() {
            let item = self.shapes.item(block.id());
            let is_such = item.is_some_and(|item| item.entry.is_none() && !item.keyed);
            if is_such && self.is_new(&block) {
                found.add(&block);
            }
        }
        found
    }

    /// The blocks of a change that would take the place of what may not go, with what stands on them.
    fn what_would_replace(
        &mut self,
        held: &Held<'_, '_>,
        places: &mut BTreeSet<Place>,
    ) -> Stranded {
        let Held { shapes, update, is_after_collected, .. } = *held;
        let mut replacing = Stranded::default();
        for block in update.blocks_by_client().into_iter().flatten() {
            let Some(item) = shapes.item(block.id()) else { continue };
            if self.would_replace(update, &block, item) && self.is_new(&block) {
                replacing.add(&block);
                places.extend(item.entry.and_then(|entry| self.place(entry)));
            }
        }
        if replacing.is_empty() && !is_after_collected {
            return replacing;
        }
        let is_gone = |id| replacing.holds(id) || shapes.item(id).is_none();
        let may_go = |block: &Block| shapes.item(block.id()).is_some() && self.is_new(block);
        let mut all = Stranded::of(update, may_go, is_gone);
        all.take_in(replacing);
        all
    }

    fn would_replace(
        &mut self,
        update: &CheckedUpdate<Box<[u8]>>,
        block: &Block,
        item: Item,
    ) -> bool {
        let shapes = self.shapes;
        if !item.keyed {
            return false;
        }
        let Some(entry) = item.entry else { return !self.is_free_elsewhere };
        if item.depth > 2 {
            return false;
        }
        let is_of_meta = shapes.name_of(entry).is_some_and(|(root, _)| root == META);
        let Some((element, may)) = self.element(entry) else { return false };
        let is_text = |key: &str| matches!(element.fields.get(key), Some(Field::Text(_)));
        if item.depth == 1 {
            let is_value = is_of_meta && !element.fields.keys().any(|key| is_text(key));
            return !may.go && !is_value;
        }
        !may.written_in
            && match block.place {
                Standing::Under { key: Some(key), .. } => is_text(update.words(key)),
                Standing::Beside { left: Some(left), .. } => {
                    shapes.item(left).is_none_or(|left| left.holds)
                }
                _ => false,
            }
    }
}

/// Elements that are to be laid anew for those whose replicas lack them.
#[derive(Debug, Default)]
pub(super) struct ToLayAnew(BTreeMap<Place, u64>);

impl ToLayAnew {
    pub(super) fn add(&mut self, places: BTreeSet<Place>, now: Now) {
        for place in places {
            if self.0.len() < ROOM_NOTES_MAX {
                self.0.entry(place).or_insert(now.monotonic_ms.saturating_add(LAID_ANEW_QUIET_MS));
            }
        }
    }

    /// Somebody writes: what they touch waits on.
    pub(super) fn put_off(&mut self, shapes: &Shapes, update: &CheckedUpdate<Box<[u8]>>, now: Now) {
        if self.0.is_empty() {
            return;
        }
        for (entry, _) in update.outline().runs.iter().flat_map(|run| shapes.entries_of(*run)) {
            let Some((root, key)) = shapes.name_of(entry) else { continue };
            if let Some(due_ms) = self.0.get_mut(&(root, key.to_owned())) {
                *due_ms = now.monotonic_ms.saturating_add(LAID_ANEW_QUIET_MS);
            }
        }
    }

    /// Whether some of them are due.
    pub(super) fn is_due(&self, now: Now) -> bool {
        self.next_ms().is_some_and(|due_ms| due_ms <= now.monotonic_ms)
    }

    /// When some of them are due.
    pub(super) fn next_ms(&self) -> Option<u64> {
        self.0.values().min().copied()
    }

    /// Those that are, as many as are laid at once; the others wait as long again.
    pub(super) fn take_due(&mut self, now: Now) -> Vec<Place> {
        let is_due = |(_, due_ms): &(&Place, &u64)| **due_ms <= now.monotonic_ms;
        let due: Vec<_> = self.0.iter().filter(is_due).map(|(place, _)| place.clone()).collect();
        let (now_laid, later) = due.split_at(due.len().min(LAID_ANEW_AT_ONCE));
        for place in now_laid {
            self.0.remove(place);
        }
        for place in later {
            self.0.insert(place.clone(), now.monotonic_ms.saturating_add(LAID_ANEW_QUIET_MS));
        }
        now_laid.to_vec()
    }
}
