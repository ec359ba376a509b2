//! How many notes, strokes or connectors a board has, counted only when there may be too many.

use std::collections::HashSet;

use yrs::TransactionMut;

use crate::document::element::take_away;
use crate::document::keys::{key_count, keys};

/// Keeps an upper bound: every one of them is at least one new block.
#[derive(Debug)]
pub(super) struct EntryCount {
    root: &'static str,
    pub(super) max: usize,
    at_most: usize,
    coming: usize,
}

/// Those that were there before a transaction that may bring too many.
pub(super) struct Before(HashSet<String>);

impl EntryCount {
    /// Of the entries of this map, which takes so many.
    pub(super) const fn new(root: &'static str, max: usize) -> Self {
        Self { root, max, at_most: 0, coming: 0 }
    }

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
        self.at_most = key_count(txn, self.root).saturating_add(coming);
        if self.at_most <= self.max {
            return None;
        }
        Some(Before(keys(txn, self.root, |_| true).into_iter().collect()))
    }

    /// Takes away those that are too many, of those that the transaction brought; returns
    /// how many.
    pub(super) fn trim(&mut self, txn: &mut TransactionMut<'_>, before: Option<Before>) -> usize {
        let Some(Before(before)) = before else { return 0 };
        let count = key_count(txn, self.root);
        let mut brought = keys(txn, self.root, |key| !before.contains(key));
        brought.sort_unstable();
        let kept = brought.len().saturating_sub(count.saturating_sub(self.max));
        let surplus = &brought[kept..];
        for key in surplus {
            take_away(txn, self.root, key);
        }
        self.at_most = count - surplus.len();
        surplus.len()
    }
}
