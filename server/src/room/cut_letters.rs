//! Blocks that were written within a letter, as far as bytes go, and name what is to their right by a clock under which
//! that stands nowhere.
//!
//! yrs cuts a run at its end then, and takes the next clock for that of the empty rest. It is the clock of what the run's writer writes
//! next, wherever that is, or of the block itself, or of nothing: such a block names what its own client alone has. There it
//! stands right after the run, and so it does on every replica with what follows the run here to its right.

use std::cell::Cell;
use std::collections::HashMap;

use picnic_protocol::block::{Block, Id};
use picnic_protocol::ids::{ClientId, Clock};
use picnic_protocol::update::CheckedUpdate;
use yrs::{Assoc, ClientID, ID, ReadTxn, StickyIndex};

use crate::limits::CUT_LETTERS_MAX;
use crate::room::shapes::Shapes;

/// What a board knows of where things stand.
pub(super) struct Standing<'a, T> {
    pub(super) txn: &'a T,
    pub(super) shapes: &'a Shapes,
    pub(super) head: &'a dyn Fn(ClientId) -> Clock,
}

impl<T: ReadTxn> Standing<'_, T> {
    /// The update with such blocks before what follows here on what they were written after. `is_all_of` says under which ids it has
    /// all that its sender has, so that what neither has there is nothing.
    pub(super) fn mend(
        &self,
        update: CheckedUpdate<Box<[u8]>>,
        is_all_of: impl Fn(ClientId) -> bool,
    ) -> CheckedUpdate<Box<[u8]>> {
        let mut ends: HashMap<ClientId, Clock> = HashMap::new();
        for run in &update.outline().runs {
            let end = ends.entry(run.client).or_default();
            *end = run.end.max(*end);
        }
        let is_nowhere = |id: Id| {
            let end = ends.get(&id.client).copied().unwrap_or(0);
            id.clock >= end.max((self.head)(id.client))
        };
        let is_within_a_letter = |block: &Block| {
            let (left, right) = block.cuts_a_run()?;
            let names_itself = right.client == block.client && right.clock >= block.clock;
            let names_nothing = is_all_of(block.client) && is_nowhere(right);
            let is_wrong = names_itself || names_nothing || self.is_elsewhere(left, right);
            let is_new = block.end() > (self.head)(block.client);
            (is_new && is_wrong).then_some(left)
        };
        let mut blocks = update.blocks_by_client().into_iter().flatten();
        if !blocks.any(|block| is_within_a_letter(&block).is_some()) {
            return update;
        }
        let sought = Cell::new(0);
        let right_of = |block: &Block| {
            let left = is_within_a_letter(block)?;
            sought.set(sought.get() + 1);
            Some(if sought.get() <= CUT_LETTERS_MAX { self.after(left) } else { None })
        };
        update.with_right_neighbours(right_of).unwrap_or(update)
    }

    /// Whether one stands in a sequence and the other under a key.
    fn is_elsewhere(&self, left: Id, right: Id) -> bool {
        self.shapes.is_keyed(left) == Some(false) && self.shapes.is_keyed(right) == Some(true)
    }

    /// What is shown next after this.
    fn after(&self, id: Id) -> Option<Id> {
        let place =
            StickyIndex::from_id(ID::new(ClientID::new(id.client), id.clock), Assoc::Before);
        let offset = place.get_offset(self.txn)?;
        let next = StickyIndex::at(self.txn, offset.branch, offset.index, Assoc::After)?;
        next.id().map(|id| Id { client: id.client.get(), clock: id.clock })
    }
}
