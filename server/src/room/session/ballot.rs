//! Votes: sensible budgets, and counting.

use std::collections::BTreeMap;

use picnic_protocol::ids::ElementId;
use picnic_protocol::session::view::{ItemResult, VoteResult};

use crate::room::session::state::Vote;

/// Votes a person has where the facilitator leaves it open: about a third of the items, as is
/// usual with dots, so that most fall away; at least 3 where that leaves a choice, at most 10.
#[must_use]
pub fn default_budget(items: usize) -> u16 {
    match items {
        0..=3 => 1,
        _ => u16::try_from(items.div_ceil(3).clamp(3, 10)).unwrap_or(10),
    }
}

/// Most votes a person an item where the facilitator leaves it open: half of the budget, so that
/// nobody decides alone.
#[must_use]
pub const fn default_per_item_max(budget: u16) -> u16 {
    budget.div_ceil(2)
}

/// Counts a vote. Items that are gone count no more.
#[must_use]
pub fn count(vote: &Vote) -> VoteResult {
    let mut totals: BTreeMap<&ElementId, u32> = BTreeMap::new();
    for (item, votes) in vote.ballots.keys().flat_map(|who| vote.counted(*who)) {
        *totals.entry(item).or_default() += u32::from(votes);
    }
    let mut items: Vec<ItemResult> = vote
        .items
        .iter()
        .filter(|item| !vote.gone.contains(*item))
        .map(|item| ItemResult {
            item: item.clone(),
            votes: totals.get(item).copied().unwrap_or(0),
            rank: 0,
        })
        .collect();
    // Stable: ties stay in the order of the board.
    items.sort_by_key(|item| std::cmp::Reverse(item.votes));
    let mut before: Option<(u32, u32)> = None;
    for (place, item) in (1..).zip(&mut items) {
        let rank = match before {
            Some((votes, rank)) if votes == item.votes => rank,
            _ => place,
        };
        item.rank = rank;
        before = Some((item.votes, rank));
    }
    VoteResult {
        round: vote.round,
        phase: vote.phase.clone(),
        on: vote.on,
        budget: vote.budget,
        voters: u32::try_from(vote.voters()).unwrap_or(u32::MAX),
        items,
    }
}

#[cfg(test)]
mod tests {
    use picnic_protocol::ids::ParticipantId;
    use picnic_protocol::session::plan::VoteOn;

    use super::*;

    #[test]
    fn the_default_budget_grows_with_the_items_and_stops() {
        let budgets: Vec<_> = [0, 1, 3, 4, 9, 12, 30, 500].map(default_budget).to_vec();
        assert_eq!(budgets, [1, 1, 1, 3, 3, 4, 10, 10]);
        assert_eq!([1, 3, 4, 10].map(default_per_item_max), [1, 2, 2, 5]);
    }

    #[test]
    fn ties_share_their_rank() {
        let item = |name: &str| name.parse::<ElementId>().unwrap();
        let ballot = |votes: &[(&str, u16)]| {
            votes.iter().map(|(name, votes)| (item(name), *votes)).collect::<BTreeMap<_, _>>()
        };
        let vote = Vote {
            round: 1,
            phase: "vote".parse().unwrap(),
            on: VoteOn::Notes,
            items: ["a", "b", "c", "d", "e"].map(item).to_vec(),
            gone: [item("e")].into(),
            budget: 3,
            per_item_max: 2,
            elsewhere: [].into(),
            ballots: BTreeMap::from([
                (ParticipantId::from_bytes([1; 16]), ballot(&[("b", 2), ("c", 1)])),
                (ParticipantId::from_bytes([2; 16]), ballot(&[("c", 1), ("d", 1)])),
            ]),
        };
        let result = count(&vote);
        let ranks: Vec<_> =
            result.items.iter().map(|item| (item.item.as_str(), item.votes, item.rank)).collect();
        assert_eq!(ranks, [("b", 2, 1), ("c", 2, 1), ("d", 1, 3), ("a", 0, 4)]);
        assert_eq!(result.voters, 2);
    }
}
