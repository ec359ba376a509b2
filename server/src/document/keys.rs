//! Which keys stand on a board, looked up and counted without a look at what stands under them.

use std::collections::BTreeMap;

use yrs::{Map as _, Out, ReadTxn};

use crate::document::fields::any_text;
use crate::document::roots::{CLUSTERS, NOTES};

/// Whether a note stands under this key.
#[must_use]
pub fn has_note<T: ReadTxn>(txn: &T, id: &str) -> bool {
    has(txn, NOTES, id)
}

/// Whether a cluster stands under this key.
#[must_use]
pub fn has_cluster<T: ReadTxn>(txn: &T, id: &str) -> bool {
    has(txn, CLUSTERS, id)
}

/// Whether an element stands under a key of one of the board's maps.
#[must_use]
pub fn has<T: ReadTxn>(txn: &T, root: &str, id: &str) -> bool {
    let entry = txn.get_map(root).and_then(|map| map.get(txn, id));
    matches!(entry, Some(Out::YMap(_)))
}

/// Adds to each of these clusters the notes that name it, by their keys in order; in one pass over the notes.
pub fn fill_with_notes<T: ReadTxn>(txn: &T, clusters: &mut BTreeMap<String, Vec<String>>) {
    let Some(notes) = txn.get_map(NOTES) else { return };
    for (key, entry) in notes.iter(txn) {
        let Out::YMap(note) = entry else { continue };
        let named = any_text(&note, txn, "cluster");
        if let Some(members) = named.and_then(|named| clusters.get_mut(&named)) {
            members.push(key.to_owned());
        }
    }
    clusters.values_mut().for_each(|members| members.sort_unstable());
}

/// How many keys stand in a map, whatever is under them: each costs what an element does.
#[must_use]
pub fn key_count<T: ReadTxn>(txn: &T, root: &str) -> usize {
    txn.get_map(root).map_or(0, |map| map.len(txn) as usize)
}

/// Those of them that are wanted, in any order.
#[must_use]
pub fn keys<T: ReadTxn>(txn: &T, root: &str, is_wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let map = txn.get_map(root);
    let keys = map.iter().flat_map(|map| map.keys(txn));
    keys.filter(|key| is_wanted(key)).map(str::to_owned).collect()
}
