//! The entries of the board's maps by number: notes, clusters, sections, strokes, and what the board says of itself.

use std::collections::HashMap;
use std::num::NonZeroU32;

use crate::document::roots;

/// An entry, as long as the board is open: whatever stands under its key then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Entry(NonZeroU32);

/// Numbers entries as they are met, and finds their keys again.
#[derive(Debug, Default)]
pub(super) struct Entries {
    /// A map's place among the roots, and a key in it.
    names: Vec<(usize, Box<str>)>,
    numbers: HashMap<(usize, Box<str>), Entry>,
}

impl Entries {
    /// The entry under `key` of the map `root`; none where that is none of the board's.
    pub(super) fn number(&mut self, root: &str, key: &str) -> Option<Entry> {
        let root = roots::ALL.iter().position(|known| *known == root)?;
        let name = (root, Box::from(key));
        if let Some(entry) = self.numbers.get(&name) {
            return Some(*entry);
        }
        let number = u32::try_from(self.names.len()).ok()?.checked_add(1)?;
        let entry = Entry(NonZeroU32::new(number)?);
        self.names.push(name.clone());
        self.numbers.insert(name, entry);
        Some(entry)
    }

    /// How many have a number.
    pub(super) fn count(&self) -> usize {
        self.names.len()
    }

    /// Those that were given a number after so many had one are met no more: the update that named them was refused.
    pub(super) fn forget_after(&mut self, count: usize) {
        for name in self.names.drain(count..) {
            self.numbers.remove(&name);
        }
    }

    /// The map that an entry is in, and its key there.
    pub(super) fn name(&self, entry: Entry) -> Option<(&'static str, &str)> {
        let (root, key) = self.names.get(usize::try_from(entry.0.get()).ok()?.checked_sub(1)?)?;
        Some((*roots::ALL.get(*root)?, key))
    }
}
