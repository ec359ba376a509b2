//! Locked notes: participants neither move, write in nor take away what is locked, and lock and unlock only what is
//! theirs. Where rights let everybody do everything nothing else is judged, so whether a change has to do with locks is
//! found out first.

use std::collections::BTreeMap;

use yrs::TransactionMut;

use crate::document::element::Element;
use crate::document::roots::NOTES;
use crate::room::touching::{Place, Touched};

/// The field.
const LOCKED: &str = "locked";

/// The notes that a change touches, and whether each was locked before.
#[derive(Debug, Default)]
pub(super) struct Locks(BTreeMap<String, bool>);

impl Locks {
    pub(super) fn before(touched: &Touched<'_, '_>) -> Self {
        let runs = touched.update.outline().runs.iter().chain(&touched.deletions);
        let mut notes = BTreeMap::new();
        for (_, (root, key)) in runs.flat_map(|run| touched.places(*run)) {
            if root == NOTES && !notes.contains_key(key) {
                notes.insert(key.to_owned(), is_locked(touched.txn, key));
            }
        }
        Self(notes)
    }

    /// Whether any of them was locked.
    pub(super) fn hold(&self) -> bool {
        self.0.values().any(|locked| *locked)
    }

    /// Takes off the locks that were put onto what is somebody else's. Gives the notes.
    pub(super) fn take_off(
        &self,
        txn: &mut TransactionMut<'_>,
        is_own: impl Fn(&Place, &Element) -> bool,
    ) -> Vec<Place> {
        let put_on = self.0.iter().filter(|(key, was_locked)| !**was_locked && is_locked(txn, key));
        let places: Vec<Place> = put_on.map(|(key, _)| (NOTES, key.clone())).collect();
        let mut taken_off = Vec::new();
        for place in places {
            let Some(element) = Element::read(txn, NOTES, &place.1) else { continue };
            if !is_own(&place, &element) {
                Element::default().put_fields(txn, NOTES, &place.1, &[LOCKED]);
                taken_off.push(place);
            }
        }
        taken_off
    }
}

fn is_locked(txn: &TransactionMut<'_>, key: &str) -> bool {
    Element::with_field(txn, NOTES, key, LOCKED).is_some_and(|note| note.is_locked())
}
