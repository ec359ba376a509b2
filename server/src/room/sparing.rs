//! What of a change would hurt what others write, and never comes onto the board: it is not put back, but left out (rule 11).
//!
//! What is put back is another map and another text: words that somebody types into the old ones meanwhile would be lost. So
//! a deletion that somebody has no right to is left out of their change. Their own replica has deleted it all the same: when nobody has
//! touched the element for a while, the server lays it anew for them.

use std::collections::{BTreeMap, BTreeSet};

use picnic_protocol::update::{CheckedUpdate, Run};
use yrs::{ClientID, ID, IdSet, ReadTxn, TransactionMut};

use crate::document::element::Element;
use crate::limits::{LAID_ANEW_AT_ONCE, LAID_ANEW_QUIET_MS, ROOM_NOTES_MAX};
use crate::room::Now;
use crate::room::rights::Allowed;
use crate::room::shapes::{Entry, Shapes};
use crate::room::taking_in::Place;

/// A change without the deletions that would hurt.
#[derive(Debug, Default)]
pub(super) struct Spared {
    /// What is left of it; none where all of it may be.
    pub(super) update: Option<CheckedUpdate<Box<[u8]>>>,
    /// The elements of which something is missing on its sender's replica now.
    pub(super) places: BTreeSet<Place>,
}

impl Spared {
    /// Leaves out of a change what its sender may not delete.
    pub(super) fn of(
        txn: &TransactionMut<'_>,
        shapes: &Shapes,
        update: &CheckedUpdate<Box<[u8]>>,
        deletions: &[Run],
        allowed: impl Fn(&Place, &Element) -> Allowed,
    ) -> Self {
        let mut spared = Self { update: None, places: BTreeSet::new() };
        let mut around = Around { txn, shapes, allowed, known: BTreeMap::new() };
        // What may not go keeps all that it has.
        let stays: BTreeSet<Entry> = deletions
            .iter()
            .flat_map(|run| shapes.stands(*run))
            .filter(|(_, _, depth, _)| *depth == 1)
            .filter_map(|(piece, entry, ..)| around.may_not_go(piece, entry).then_some(entry))
            .collect();
        let mut deleted: Option<IdSet> = None;
        let mut kept = Vec::new();
        let mut is_all = true;
        for &run in deletions {
            let mut from = run.start;
            for (piece, entry, depth, holds) in shapes.stands(run) {
                let hurts = stays.contains(&entry) || around.may_not_lose(entry, depth, holds);
                if !hurts {
                    continue;
                }
                let all = deleted.get_or_insert_with(|| txn.snapshot().delete_set);
                let is_alive = |clock| !all.contains(&ID::new(ClientID::new(run.client), clock));
                if (piece.start..piece.end).any(is_alive) {
                    spared.places.extend(around.place(entry));
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
            spared.update = update.with_deletions(&kept).ok();
        }
        spared
    }
}

/// What stands on the board, and what may be done to it.
struct Around<'a, 't, F> {
    txn: &'a TransactionMut<'t>,
    shapes: &'a Shapes,
    allowed: F,
    known: BTreeMap<Entry, Option<(Element, Allowed)>>,
}

impl<F: Fn(&Place, &Element) -> Allowed> Around<'_, '_, F> {
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

    /// Whether this is in it, and may not be deleted: texts, and what else people write in together.
    fn may_not_lose(&mut self, entry: Entry, depth: u8, holds: bool) -> bool {
        let is_of_texts = depth > 2 || depth == 2 && holds;
        is_of_texts && self.element(entry).is_some_and(|(_, may)| !may.written_in)
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
