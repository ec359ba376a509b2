//! An order of an update's blocks in which each stands on those before it.
//!
//! An update holds its blocks client by client, so what one stands on may come at the very end.

use std::collections::HashMap;
use std::iter::Peekable;

use crate::block::{Block, ClientBlocks, Id, Place};
use crate::ids::{ClientId, Clock};
use crate::update::CheckedUpdate;

/// One client's blocks, as far as they have been put in order.
struct Line<'a> {
    blocks: Peekable<ClientBlocks<'a>>,
    client: ClientId,
    end: Clock,
    /// Whether something waits for it.
    under_way: bool,
}

/// Clients and clocks: up to each, one more block can be taken in without anything that only a
/// later one brings. Blocks in a circle, which no room admits, come in any order.
pub fn firm_order<B: AsRef<[u8]>>(update: &CheckedUpdate<B>) -> Vec<(ClientId, Clock)> {
    ordered(update, Order { ends: Vec::new(), joins: false })
}

/// The same with blocks of one client that follow on each other as one entry, so that an update of many small blocks
/// takes no many times its bytes.
pub(crate) fn firm_runs<B: AsRef<[u8]>>(update: &CheckedUpdate<B>) -> Vec<(ClientId, Clock)> {
    ordered(update, Order { ends: Vec::new(), joins: true })
}

struct Order {
    ends: Vec<(ClientId, Clock)>,
    /// Whether one client's blocks that follow on each other are one entry.
    joins: bool,
}

impl Order {
    fn push(&mut self, client: ClientId, end: Clock) {
        match self.ends.last_mut() {
            Some((last, reached)) if self.joins && *last == client => *reached = end,
            _ => self.ends.push((client, end)),
        }
    }
}

fn ordered<B: AsRef<[u8]>>(update: &CheckedUpdate<B>, mut order: Order) -> Vec<(ClientId, Clock)> {
    let mut lines: Vec<_> = update
        .blocks_by_client()
        .into_iter()
        .map(|blocks| {
            let client = blocks.client();
            Line { blocks: blocks.peekable(), client, end: 0, under_way: false }
        })
        .collect();
    let places: HashMap<_, _> =
        lines.iter().enumerate().map(|(place, line)| (line.client, place)).collect();
    for first in 0..lines.len() {
        // Each with the clock up to which the one before it needs it.
        let mut stack = vec![(first, Clock::MAX)];
        while let Some((place, until)) = stack.last().copied() {
            let needed = next_needed(&mut lines, place, until, &places, &mut order);
            if let Some(line) = lines.get_mut(place) {
                line.under_way = needed.is_some();
            }
            match needed {
                Some(needed) => stack.push(needed),
                None => {
                    stack.pop();
                }
            }
        }
    }
    order.ends
}

/// Goes on with one client's blocks up to a clock; returns whose are needed first, and how far.
fn next_needed(
    lines: &mut [Line<'_>],
    place: usize,
    until: Clock,
    places: &HashMap<ClientId, usize>,
    order: &mut Order,
) -> Option<(usize, Clock)> {
    loop {
        let line = lines.get_mut(place)?;
        let (client, end) = (line.client, line.end);
        let block = if end < until { line.blocks.peek().copied() } else { None }?;
        let needed = stands_on(&block).into_iter().flatten().find_map(|id| {
            let other = *places.get(&id.client)?;
            let line = lines.get_mut(other)?;
            let comes = id.client != client && !line.under_way && line.end <= id.clock;
            // What the update does not hold is on the board already.
            let comes = comes && line.blocks.peek().is_some_and(|next| next.clock <= id.clock);
            comes.then_some((other, id.clock.saturating_add(1)))
        });
        if needed.is_some() {
            return needed;
        }
        let line = lines.get_mut(place)?;
        line.blocks.next();
        line.end = block.end();
        order.push(client, block.end());
    }
}

const fn stands_on(block: &Block) -> [Option<Id>; 2] {
    match block.place {
        Place::Skip | Place::Collected | Place::Root { .. } => [None, None],
        Place::Under { parent, .. } => [Some(parent), None],
        Place::Beside { left, right } => [left, right],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::update::check_update;

    #[test]
    fn what_comes_last_and_is_stood_on_is_first() {
        // 2 after 1's first, 1's second after 2's; 2's blocks come first.
        let update = [
            2, 1, 2, 0, 0x84, 1, 0, 1, b'x', 2, 1, 0, 4, 1, 1, b't', 1, b'a', 0x84, 2, 0, 1, b'b',
            0,
        ];
        let update = check_update(update).unwrap();
        assert_eq!(firm_order(&update), [(1, 1), (2, 1), (1, 2)]);
        assert_eq!(firm_runs(&update), firm_order(&update));
    }

    #[test]
    fn blocks_that_follow_on_each_other_are_one_run() {
        let collected = [1, 4, 7, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0];
        let update = check_update(collected).unwrap();
        assert_eq!(firm_order(&update).len(), 4);
        assert_eq!(firm_runs(&update), [(7, 4)]);
    }

    #[test]
    fn a_circle_ends() {
        let update = [2, 1, 2, 0, 0x84, 1, 0, 1, b'x', 1, 1, 0, 0x84, 2, 0, 1, b'a', 0];
        assert_eq!(firm_order(&check_update(update).unwrap()).len(), 2);
    }
}
