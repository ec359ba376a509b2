//! Blocks of an update that stand on others which never come, or on what was collected.

use std::collections::{BTreeMap, HashMap};

use picnic_protocol::block::{Block, Id, Place};
use picnic_protocol::ids::{ClientId, Clock};
use picnic_protocol::update::{CheckedUpdate, Run};

use crate::limits::FIRM_ROUNDS_MAX;

/// Blocks by client: where each begins and ends.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Stranded(HashMap<ClientId, BTreeMap<Clock, Clock>>);

impl Stranded {
    /// Those of an update for which `is_meant` holds that stand on what `never_comes`, themselves or by others of these.
    pub(super) fn of(
        update: &CheckedUpdate<Box<[u8]>>,
        is_meant: impl Fn(&Block) -> bool,
        never_comes: impl Fn(Id) -> bool,
    ) -> Self {
        let mut stranded = Self::default();
        let sections = update.blocks_by_client();
        // Each round finds what stands on those of other clients that the one before found.
        for _ in 0..FIRM_ROUNDS_MAX {
            let mut more = false;
            for block in sections.iter().cloned().flatten().filter(&is_meant) {
                let is_gone = |id: Id| never_comes(id) || stranded.holds(id);
                if !stranded.holds(block.id()) && stands_on(&block, is_gone) {
                    stranded.add(&block);
                    more = true;
                }
            }
            if !more {
                break;
            }
        }
        stranded
    }

    pub(super) fn add(&mut self, block: &Block) {
        self.0.entry(block.client).or_default().insert(block.clock, block.end());
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether this is in one of them.
    pub(super) fn holds(&self, id: Id) -> bool {
        let blocks = self.0.get(&id.client);
        let before = blocks.and_then(|blocks| blocks.range(..=id.clock).next_back());
        before.is_some_and(|(_, end)| id.clock < *end)
    }

    /// As runs, by client and in order, of those that end where `ends` says for their client, or before.
    pub(super) fn runs(&self, ends: impl Fn(ClientId) -> Clock) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for (client, blocks) in &self.0 {
            let client = *client;
            let there = blocks.iter().filter(|(_, end)| **end <= ends(client));
            for (start, end) in there.map(|(start, end)| (*start, *end)) {
                match runs.last_mut() {
                    Some(run) if run.client == client && run.end == start => run.end = end,
                    _ => runs.push(Run { client, start, end }),
                }
            }
        }
        runs
    }
}

fn stands_on(block: &Block, is_gone: impl Fn(Id) -> bool) -> bool {
    match block.place {
        Place::Skip | Place::Collected | Place::Root { .. } => false,
        Place::Under { parent, .. } => is_gone(parent),
        Place::Beside { left, right } => left.is_some_and(&is_gone) || right.is_some_and(is_gone),
    }
}

#[cfg(test)]
mod tests {
    use picnic_protocol::update::check_update;

    use super::*;

    /// Client 2 writes «a» in the root text `t`, «b» after client 1's first, «c» after «b», and «d» after «a»; client 3
    /// writes after «c».
    const UPDATE: &[u8] = &[
        2, 4, 2, 0, 4, 1, 1, b't', 1, b'a', 0x84, 1, 0, 1, b'b', 0x84, 2, 1, 1, b'c', 0x84, 2, 0,
        1, b'd', 1, 3, 0, 0x84, 2, 2, 1, b'e', 0,
    ];

    #[test]
    fn what_stands_on_what_never_comes_is_found_with_what_stands_on_that_and_nothing_else() {
        let update = check_update(Box::from(UPDATE)).unwrap();
        let ones = |id: Id| id.client == 1;
        let run = |client, start, end| Run { client, start, end };
        let sorted = |stranded: &Stranded, ends| {
            let mut runs = stranded.runs(|_| ends);
            runs.sort_unstable_by_key(|run| run.client);
            runs
        };
        let all = Stranded::of(&update, |_| true, ones);
        assert_eq!(sorted(&all, 9), [run(2, 1, 3), run(3, 0, 1)]);
        assert_eq!(sorted(&all, 2), [run(2, 1, 2), run(3, 0, 1)], "as far as it came");
        let own = Stranded::of(&update, |block| block.client == 2, ones);
        assert_eq!(sorted(&own, 9), [run(2, 1, 3)]);
        assert!(Stranded::of(&update, |_| true, |_| false).is_empty());
        assert!(all.holds(Id { client: 2, clock: 2 }) && !all.holds(Id { client: 2, clock: 3 }));
    }
}
