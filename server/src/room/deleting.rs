//! What somebody deleted, beside blocks of theirs that are not taken.
//!
//! Whoever may edit may delete anything on the board, so what a change deletes does not wait for what else it holds. Only what a
//! block replaces that is not here stays: without that block it would be missed. Nothing tells what stands in a type that is
//! replaced, so all that such a change deletes waits then.

use std::collections::BTreeSet;

use picnic_protocol::block::{Block, Id, Place};
use picnic_protocol::ids::{ClientId, Clock};
use picnic_protocol::update::{CheckedUpdate, Run};

use crate::room::shapes::{Entry, Shapes};

/// What of what an update deletes goes though some of its blocks are not on the board, which has so much of each client.
pub(super) fn deletions_alone(
    update: &CheckedUpdate<Box<[u8]>>,
    shapes: &Shapes,
    head: impl Fn(ClientId) -> Clock,
) -> Vec<Run> {
    let Some(kept) = replaced_by_what_is_not_here(update, shapes, &head) else { return Vec::new() };
    let there =
        update.deletions().into_iter().map(|run| Run { end: run.end.min(head(run.client)), ..run });
    there.flat_map(|run| around(run, &kept)).collect()
}

/// None where that is a type.
fn replaced_by_what_is_not_here(
    update: &CheckedUpdate<Box<[u8]>>,
    shapes: &Shapes,
    head: impl Fn(ClientId) -> Clock,
) -> Option<BTreeSet<Id>> {
    let is_not_here = |block: &Block| block.end() > head(block.client);
    let mut kept = BTreeSet::new();
    for block in update.sections().into_iter().flatten().filter(is_not_here) {
        let Place::Beside { left: Some(left), .. } = block.place else { continue };
        match shapes.entry(left) {
            Some(Entry::Type) => return None,
            Some(Entry::Value) => {
                kept.insert(left);
            }
            None => {}
        }
    }
    Some(kept)
}

/// A run without some of its clocks.
fn around(run: Run, kept: &BTreeSet<Id>) -> Vec<Run> {
    let at = |clock| Id { client: run.client, clock };
    let mut start = run.start;
    let mut runs = Vec::new();
    if run.start >= run.end {
        return runs;
    }
    for id in kept.range(at(run.start)..at(run.end)) {
        runs.push(Run { start, end: id.clock, ..run });
        start = id.clock.saturating_add(1);
    }
    runs.push(Run { start, ..run });
    runs.retain(|run| run.start < run.end);
    runs
}

#[cfg(test)]
mod tests {
    use picnic_protocol::update::check_update;

    use super::*;

    /// Client 1 wrote «ab» in the text `t`, 5 under `k` of the map `m`, and a type under `l`.
    const BOARD: &[u8] = &[
        1, 3, 1, 0, 4, 1, 1, b't', 2, b'a', b'b', 0x28, 1, 1, b'm', 1, b'k', 1, 125, 5, 0x27, 1, 1,
        b'm', 1, b'l', 1, 0,
    ];

    /// What goes of what a change deletes, all of the board and more, whose only block stands under a key after this.
    fn goes(left: u8, block_is_here: bool) -> Vec<(Clock, Clock)> {
        let mut shapes = Shapes::default();
        shapes.learn(&check_update(BOARD).unwrap(), Shapes::head).unwrap();
        let update = [1, 1, 2, 0, 0xa8, 1, left, 1, 125, 6, 2, 1, 1, 0, 4, 2, 1, 0, 1];
        let update = check_update(Box::from(update)).unwrap();
        let head = |client| match client {
            1 => shapes.head(1),
            _ => Clock::from(block_is_here),
        };
        deletions_alone(&update, &shapes, head).iter().map(|run| (run.start, run.end)).collect()
    }

    #[test]
    fn all_that_is_there_goes_but_what_is_replaced_by_what_is_not_here() {
        assert_eq!(goes(2, false), [(0, 2), (3, 4)]);
        assert_eq!(goes(1, false), [(0, 4)], "in a sequence nothing is replaced");
        assert_eq!(goes(3, false), [], "nothing tells what stood in it");
        assert_eq!(goes(2, true), [(0, 4), (0, 1)]);
    }
}
