//! How many notes a board has, counted only when there may be too many.

use std::collections::HashSet;

use yrs::TransactionMut;

use crate::document::keys::{note_count, note_keys};
use crate::document::write::remove_note;

/// Keeps an upper bound: every note is at least one new block.
#[derive(Debug)]
pub(super) struct NoteCount {
    pub(super) max: usize,
    at_most: usize,
    coming: usize,
}

impl Default for NoteCount {
    fn default() -> Self {
        Self { max: usize::MAX, at_most: 0, coming: 0 }
    }
}

/// The notes that were there before a transaction that may bring too many.
pub(super) struct Before(HashSet<String>);

impl NoteCount {
    /// Blocks that the next transaction brings.
    pub(super) const fn expect(&mut self, blocks: usize) {
        self.coming = self.coming.saturating_add(blocks);
    }

    /// Nothing is known: the board was folded anew.
    pub(super) const fn forget(&mut self) {
        self.at_most = usize::MAX;
    }

    /// To be asked when a transaction begins; none when it cannot bring too many.
    pub(super) fn before(&mut self, txn: &TransactionMut<'_>) -> Option<Before> {
        let coming = std::mem::take(&mut self.coming);
        self.at_most = self.at_most.saturating_add(coming);
        if self.at_most <= self.max {
            return None;
        }
        self.at_most = note_count(txn).saturating_add(coming);
        if self.at_most <= self.max {
            return None;
        }
        Some(Before(note_keys(txn, |_| true).into_iter().collect()))
    }

    /// Takes away the notes that are too many, of those that the transaction brought; returns
    /// how many.
    pub(super) fn trim(&mut self, txn: &mut TransactionMut<'_>, before: Option<Before>) -> usize {
        let Some(Before(before)) = before else { return 0 };
        let count = note_count(txn);
        let mut brought = note_keys(txn, |key| !before.contains(key));
        brought.sort_unstable();
        let kept = brought.len().saturating_sub(count.saturating_sub(self.max));
        let surplus = &brought[kept..];
        for key in surplus {
            remove_note(txn, key);
        }
        self.at_most = count - surplus.len();
        surplus.len()
    }
}
