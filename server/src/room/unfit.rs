//! What of an update a board does not take as it is, and what stands in its place.

use std::cell::Cell;

use picnic_protocol::content::Kind;
use picnic_protocol::ids::Clock;
use picnic_protocol::not_held::NotHeld;
use picnic_protocol::update::{CheckedUpdate, Replaced, Run};
use picnic_protocol::varint::Malformed;

use crate::limits::DOCUMENTS_IN_CHANGE_MAX;
use crate::room::shapes::Unfit;

/// The update with no more documents inside the document than one may bring.
pub(super) fn with_few_documents(update: CheckedUpdate<Box<[u8]>>) -> Result<Replaced, Malformed> {
    if update.outline().documents <= DOCUMENTS_IN_CHANGE_MAX {
        return Ok((update, None));
    }
    let seen = Cell::new(0);
    let fewer = update.without(|block| {
        seen.set(seen.get() + usize::from(block.kind == Kind::Document));
        block.kind == Kind::Document && seen.get() > DOCUMENTS_IN_CHANGE_MAX
    });
    Ok((fewer?, Some(NotHeld::Documents(DOCUMENTS_IN_CHANGE_MAX))))
}

/// An update that fits, and the runs of what of it is collected.
pub(super) type Fitting = (CheckedUpdate<Box<[u8]>>, Vec<Run>);

/// The update with something deleted, or collected, in the place of what does not fit.
pub(super) fn without_unfit(
    update: CheckedUpdate<Box<[u8]>>,
    unfit: &Unfit,
) -> Result<Fitting, Malformed> {
    let mut update = update;
    if !unfit.too_deep.is_empty() {
        update = update.without(|block| unfit.too_deep.contains(&block.id()))?;
    }
    let Unfit { stranded, .. } = unfit;
    if !stranded.is_empty() {
        update = update.collecting(|block| stranded.holds(block.id()))?;
    }
    Ok((update, stranded.runs(|_| Clock::MAX)))
}
