//! What somebody deleted, beside blocks of theirs that are not taken.
//!
//! Whoever may edit may delete anything on the board, so what a change deletes does not wait for what else it holds. But where such
//! a block came in the place of another under a key, it outdid what its sender deleted there, and without it that would be missed: all
//! that such a change deletes waits then, for nothing tells what else stands under the same key, nor what stood in it.

use std::collections::HashMap;
use std::ops::Range;

use picnic_protocol::block::{Block, Id, Place};
use picnic_protocol::ids::{ClientId, Clock};
use picnic_protocol::update::{CheckedUpdate, Run};

use crate::room::shapes::Shapes;

/// What of what an update deletes goes though some of its blocks are not on the board, which has so much of each client.
pub(super) fn deletions_alone(
    update: &CheckedUpdate<Box<[u8]>>,
    shapes: &Shapes,
    head: impl Fn(ClientId) -> Clock,
) -> Vec<Run> {
    if replaces_something(update, shapes, &head) {
        return Vec::new();
    }
    let there =
        update.deletions().into_iter().map(|run| Run { end: run.end.min(head(run.client)), ..run });
    there.filter(|run| run.start < run.end).collect()
}

/// Whether a block that is not here came in the place of another under a key, or may have.
fn replaces_something(
    update: &CheckedUpdate<Box<[u8]>>,
    shapes: &Shapes,
    head: impl Fn(ClientId) -> Clock,
) -> bool {
    let is_not_here = |block: &Block| block.end() > head(block.client);
    // Per client, the clocks from the first of them on.
    let mut not_here: HashMap<ClientId, Range<Clock>> = HashMap::new();
    for block in update.blocks_by_client().into_iter().flatten().filter(is_not_here) {
        let replaces = match block.place {
            // What is the first under its key replaces nothing, but for what somebody else put there at the same time.
            Place::Skip | Place::Collected | Place::Root { .. } | Place::Under { .. } => false,
            Place::Beside { left, right } => {
                let among =
                    |id: Id| not_here.get(&id.client).is_some_and(|run| run.contains(&id.clock));
                let beside_neither = |id: Id| shapes.is_keyed(id) != Some(false) && !among(id);
                left.or(right).is_none_or(beside_neither)
            }
        };
        if replaces {
            return true;
        }
        not_here.entry(block.client).or_insert(block.clock..block.clock).end = block.end();
    }
    false
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
    fn all_that_is_there_goes_unless_something_under_a_key_is_not_here() {
        assert_eq!(goes(1, false), [(0, 4)], "in a sequence nothing is replaced");
        assert_eq!(goes(2, false), [], "it replaces that, or something beside it");
        assert_eq!(goes(3, false), []);
        assert_eq!(goes(9, false), [], "nothing tells where it stands");
        assert_eq!(goes(2, true), [(0, 4), (0, 1)]);
    }
}
