//! A change before it comes to the board: what of the board it is about to touch.

use std::cell::OnceCell;

use picnic_protocol::block::Block;
use picnic_protocol::update::{CheckedUpdate, Run};
use yrs::{ClientID, ReadTxn as _, StateVector, TransactionMut};

use crate::room::shapes::{Item, Shapes};

/// A place on the board: a map and a key in it.
pub(super) type Place = (&'static str, String);

/// A change, and what it is about to touch.
pub(super) struct Touched<'a, 't> {
    pub(super) txn: &'a TransactionMut<'t>,
    pub(super) shapes: &'a Shapes,
    pub(super) update: &'a CheckedUpdate<Box<[u8]>>,
    /// What it deletes.
    pub(super) deletions: Vec<Run>,
    /// What is on the board already, once asked for.
    there: OnceCell<StateVector>,
}

impl<'a, 't> Touched<'a, 't> {
    pub(super) fn by(
        update: &'a CheckedUpdate<Box<[u8]>>,
        txn: &'a TransactionMut<'t>,
        shapes: &'a Shapes,
    ) -> Self {
        let deletions = if update.outline().deletes { update.deletions() } else { Vec::new() };
        Self { txn, shapes, update, deletions, there: OnceCell::new() }
    }

    /// Whether the board has nothing under a block's clocks: a change may bring again what is there.
    pub(super) fn is_new(&self, block: &Block) -> bool {
        block.clock >= self.there().get(&ClientID::new(block.client))
    }

    /// Where the blocks of a run stand, and in what.
    pub(super) fn places(
        &self,
        run: Run,
    ) -> impl Iterator<Item = (Item, (&'static str, &'a str))> + use<'a> {
        let shapes = self.shapes;
        let stands = shapes.stands(run);
        stands.filter_map(|(_, item)| Some((item, shapes.name_of(item.entry?)?)))
    }

    /// The part of a run that the board has nothing of yet.
    pub(super) fn new_of(&self, run: Run) -> Option<Run> {
        let head = self.there().get(&ClientID::new(run.client));
        (run.end > head).then_some(Run { start: run.start.max(head), ..run })
    }

    fn there(&self) -> &StateVector {
        self.there.get_or_init(|| self.txn.state_vector())
    }
}
