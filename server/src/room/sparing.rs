//! What of a change would hurt what others write, and never comes onto the board: it is not put back, but left out (rule 11).
//!
//! What is put back is another map and another text: words that somebody types into the old ones meanwhile would be lost. So
//! a deletion that somebody has no right to is left out of their change. Their own replica has deleted it all the same: when nobody has
//! touched the element for a while, the server lays it anew for them. Formats and embeds that they may not write come onto the
//! board deleted, as their replica hears. What takes the place of an element or of a whole text is put back, though: left out, it would stay on its
//! sender's replica after whatever others write under that key, and hide it there.

use std::collections::{BTreeMap, BTreeSet};

use picnic_protocol::ids::Clock;
use picnic_protocol::update::{CheckedUpdate, Run};
use picnic_protocol::varint::Malformed;
use yrs::{ClientID, ID, IdSet, ReadTxn, TransactionMut};

use crate::document::element::{Element, has_embeds_in};
use crate::limits::{LAID_ANEW_AT_ONCE, LAID_ANEW_QUIET_MS, ROOM_NOTES_MAX};
use crate::room::Now;
use crate::room::rights::Allowed;
use crate::room::shapes::{Entry, Item, Shapes};
use crate::room::stranding::Stranded;
use crate::room::touching::{Place, Touched};

/// A change without what of it would hurt.
#[derive(Debug, Default)]
pub(super) struct Spared {
    /// What is left of it; none where all of it may be.
    pub(super) update: Option<CheckedUpdate<Box<[u8]>>>,
    /// The elements of which something is missing on its sender's replica now.
    pub(super) places: BTreeSet<Place>,
    /// Its blocks that come onto the board as deleted ones: of each client together and in order.
    pub(super) deleted: Vec<Run>,
}

impl Spared {
    /// Leaves out of a change what its sender may not delete, and what they may not write; `is_free_elsewhere` where they may do what they
    /// want to what no page shows: roots that are not the board's.
    ///
    /// # Errors
    /// None that a checked update would bring about: then nothing of it may be.
    pub(super) fn of(
        touched: &Touched<'_, '_>,
        is_free_elsewhere: bool,
        allowed: impl Fn(&Place, &Element) -> Allowed,
    ) -> Result<Self, Malformed> {
        let Touched { txn, shapes, update, deletions, .. } = touched;
        let mut spared = Self::default();
        let (known, embeds) = (BTreeMap::new(), BTreeMap::new());
        let mut around = Around { txn, shapes, allowed, is_free_elsewhere, embeds, known };
        let deleted = around.what_may_not_be_written(touched);
        if !deleted.is_empty() {
            spared.deleted = deleted.runs(|_| Clock::MAX);
            spared.update = Some(update.without(|block| deleted.holds(block.id()))?);
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
            let rest = spared.update.as_ref().unwrap_or(update).with_deletions(&kept)?;
            spared.update = Some(rest);
        }
        Ok(spared)
    }
}

/// What stands on the board, and what may be done to it.
struct Around<'a, 't, F> {
    txn: &'a TransactionMut<'t>,
    shapes: &'a Shapes,
    allowed: F,
    is_free_elsewhere: bool,
    embeds: BTreeMap<Entry, bool>,
    known: BTreeMap<Entry, Option<(Element, Allowed)>>,
}

impl<F: Fn(&Place, &Element) -> Allowed> Around<'_, '_, F> {
    /// Whether there is more than letters in the texts of an entry.
    fn has_embeds(&mut self, entry: Entry) -> bool {
        if let Some(known) = self.embeds.get(&entry) {
            return *known;
        }
        let has = self.shapes.name_of(entry);
        let has = has.is_some_and(|(root, key)| has_embeds_in(self.txn, root, key));
        self.embeds.insert(entry, has);
        has
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

    /// Whether this may not be deleted where it stands: texts, and what else people write in together; and what the server wrote into an element
    /// that its sender has deleted: a replica that keeps what is deleted takes it away by itself, and would again and again.
    fn may_not_lose(&mut self, item: Item) -> bool {
        let Some(entry) = item.entry else { return false };
        let (is_of_texts, is_field) = (item.is_of_texts(), item.keyed && item.depth == 2);
        (is_of_texts || is_field)
            && self.element(entry).is_some_and(|(_, may)| {
                is_of_texts && !may.written_in || is_field && !may.lose_fields
            })
    }

    /// The blocks of a change that its sender may not write where they stand in a sequence: formats and embeds in texts, and what no page
    /// shows. Deleted they keep their places, for what is written beside them later. Letters among letters are put back: so it is known what
    /// the text would have said, which is its writer's to keep.
    fn what_may_not_be_written(&mut self, touched: &Touched<'_, '_>) -> Stranded {
        let mut found = Stranded::default();
        for block in touched.update.blocks_by_client().into_iter().flatten() {
            let item = self.shapes.item(block.id()).filter(|item| !item.keyed);
            let Some(item) = item else { continue };
            let may_be = match item.entry {
                None => self.is_free_elsewhere,
                Some(entry) => {
                    item.depth <= 2
                        || block.text.is_some() && !self.has_embeds(entry)
                        || self.element(entry).is_none_or(|(_, may)| may.written_in)
                }
            };
            if !may_be && touched.is_new(&block) {
                found.add(&block);
            }
        }
        found
    }
}

/// Elements that are to be laid anew for those whose replicas lack them.
#[derive(Debug, Default)]
pub(super) struct ToLayAnew {
    due_ms: BTreeMap<Place, u64>,
    /// Not after the first of them is due: asked for with each message.
    next_ms: Option<u64>,
    /// Whether nothing waits for a pause.
    is_hurried: bool,
    /// Those that were: what was written into what stood there before is on no board.
    laid: BTreeSet<Place>,
}

impl ToLayAnew {
    pub(super) fn add(&mut self, places: BTreeSet<Place>, now: Now) {
        for place in places {
            if self.due_ms.len() < ROOM_NOTES_MAX {
                let due_ms = now.monotonic_ms.saturating_add(LAID_ANEW_QUIET_MS);
                self.due_ms.entry(place).or_insert(due_ms);
                self.next_ms.get_or_insert(due_ms);
            }
        }
    }

    /// Whether what stands there is to be laid anew.
    pub(super) fn waits(&self, place: &Place) -> bool {
        self.due_ms.contains_key(place)
    }

    /// What was laid anew.
    pub(super) const fn laid(&self) -> &BTreeSet<Place> {
        &self.laid
    }

    /// Somebody writes: what they touch waits on.
    pub(super) fn put_off(&mut self, touched: &Touched<'_, '_>, now: Now) {
        if self.due_ms.is_empty() {
            return;
        }
        let runs = touched.update.outline().runs.iter();
        for (_, (root, key)) in runs.flat_map(|run| touched.places(*run)) {
            if let Some(due_ms) = self.due_ms.get_mut(&(root, key.to_owned())) {
                *due_ms = now.monotonic_ms.saturating_add(LAID_ANEW_QUIET_MS);
            }
        }
    }

    /// Whether some of them are due.
    pub(super) fn is_due(&self, now: Now) -> bool {
        self.next_ms().is_some_and(|due_ms| due_ms <= now.monotonic_ms)
    }

    /// When some of them are due.
    pub(super) const fn next_ms(&self) -> Option<u64> {
        self.next_ms
    }

    /// All of them are due now: the room is about to be put away, and what waits is in memory alone.
    pub(super) fn hurry(&mut self, now: Now) {
        self.is_hurried = !self.due_ms.is_empty();
        for due_ms in self.due_ms.values_mut() {
            *due_ms = now.monotonic_ms;
        }
        self.next_ms = self.next_ms.map(|_| now.monotonic_ms);
    }

    /// Those that are, as many as are laid at once; the others wait as long again, or as long as that takes.
    pub(super) fn take_due(&mut self, now: Now) -> Vec<Place> {
        let is_due = |(_, due_ms): &(&Place, &u64)| **due_ms <= now.monotonic_ms;
        let due = self.due_ms.iter().filter(is_due).map(|(place, _)| place.clone());
        let due: Vec<_> = if self.is_due(now) { due.collect() } else { return Vec::new() };
        let (now_laid, later) = due.split_at(due.len().min(LAID_ANEW_AT_ONCE));
        for place in now_laid {
            self.due_ms.remove(place);
            if self.laid.len() < ROOM_NOTES_MAX {
                self.laid.insert(place.clone());
            }
        }
        let wait_ms = if self.is_hurried { 0 } else { LAID_ANEW_QUIET_MS };
        for place in later {
            self.due_ms.insert(place.clone(), now.monotonic_ms.saturating_add(wait_ms));
        }
        self.is_hurried &= !later.is_empty();
        self.next_ms = self.due_ms.values().min().copied();
        now_laid.to_vec()
    }
}
