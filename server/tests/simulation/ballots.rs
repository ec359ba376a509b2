//! What holds of ballots after every record: within the budget, kept aside while what they were given to is away, counted again
//! when it is back, one of each person, and counted as they were given.

use std::collections::BTreeSet;

use picnic::room::session::Session;
use picnic::room::session::event::Event;
use picnic::room::session::state::Vote;

use crate::server::Recorded;
use crate::shadow::{Place, Shadow};

/// How often something happened to ballots that is checked.
#[derive(Debug, Clone, Copy, Default)]
pub struct Happened {
    /// Ballots whose votes count again for what came back.
    pub counted_again: usize,
    /// Ballots that were counted, and that nobody changed in the same moment.
    pub counted: usize,
    /// People with a ballot each of whom one turned out to be the other.
    pub joined: usize,
}

pub fn ballots_hold(recorded: &Recorded, session: &Session, shadow: &Shadow) -> Happened {
    let mut happened = Happened::default();
    let [before, after] = &recorded.votes;
    if let Some(vote) = after {
        are_within_the_budget(vote);
        what_is_away_is(vote, shadow);
        let mut voters = BTreeSet::new();
        for who in vote.ballots.keys().map(|who| session.counts_as(*who)) {
            assert!(session.knows(who), "who is put out has a ballot");
            assert!(voters.insert(who), "one person has two ballots");
        }
    }
    let Some(before) = before else { return happened };
    match after.as_ref().filter(|after| after.round == before.round) {
        Some(after) => {
            let events = recorded.events.as_deref();
            happened.joined = are_as_they_were(before, after, events, session);
            let back = before.gone.difference(&after.gone);
            let has = |item| after.ballots.values().filter(move |ballot| ballot.contains_key(item));
            happened.counted_again = back.map(|item| has(item).count()).sum();
        }
        None => happened.counted = is_counted_as_given(before, session, recorded),
    }
    happened
}

fn are_within_the_budget(vote: &Vote) {
    for (who, ballot) in &vote.ballots {
        let counted = ballot.iter().filter(|(item, _)| !vote.gone.contains(*item));
        let spent: u32 = counted.map(|(_, votes)| u32::from(*votes)).sum();
        assert!(spent <= u32::from(vote.budget), "{who} is over the budget: {ballot:?}");
        assert!(ballot.values().all(|votes| (1..=vote.per_item_max).contains(votes)));
    }
}

fn what_is_away_is(vote: &Vote, shadow: &Shadow) {
    for item in &vote.items {
        let is_there = ["notes", "clusters"]
            .iter()
            .any(|root| shadow.seen.contains_key(&(*root, item.to_string())));
        assert_ne!(is_there, vote.gone.contains(item), "{item} is on the board or away, not both");
    }
}

/// Unless somebody voted, was put out or turned out to be somebody else, ballots stay: but for what came back to one who gave
/// those votes to others meanwhile. Returns how many ballots were joined of which one person had two.
fn are_as_they_were(
    before: &Vote,
    after: &Vote,
    events: Option<&[Event]>,
    session: &Session,
) -> usize {
    let Some(events) = events else { return 0 };
    let mut joined = 0;
    let voted = |event: &Event| match event {
        Event::Voted { who, item, .. } => Some((*who, item.clone())),
        _ => None,
    };
    let voted: Vec<_> = events.iter().filter_map(voted).collect();
    for (from, into) in events.iter().filter_map(|event| match event {
        Event::Merged { from, into } => Some((from, into)),
        _ => None,
    }) {
        let of = |vote: &Vote, who| vote.ballots.get(who).cloned();
        let ballots = [of(before, into), of(before, from)];
        let is_quiet = voted.iter().all(|(who, _)| who != from && who != into);
        let left = [of(after, into), of(after, from)];
        let alone = events
            .iter()
            .all(|event| !matches!(event, Event::ItemsChanged { .. } | Event::Removed { .. }));
        if is_quiet && alone {
            joined += usize::from(ballots.iter().all(Option::is_some));
            let stays = ballots.into_iter().flatten().next();
            let is_one = left.iter().flatten().eq(&stays);
            assert!(is_one, "of two ballots of one person one stays: {stays:?}, {left:?}");
        }
    }
    let leaves = |event: &Event| matches!(event, Event::Merged { .. } | Event::Removed { .. });
    if events.iter().any(leaves) {
        return joined;
    }
    let people = before.ballots.keys().chain(after.ballots.keys());
    for who in people {
        // What they gave as somebody else counted until they gave another.
        if voted.iter().any(|(voter, _)| voter != who && *voter == session.counts_as(*who)) {
            continue;
        }
        for item in &after.items {
            let of =
                |vote: &Vote| vote.ballots.get(who).and_then(|ballot| ballot.get(item)).copied();
            let (was, is) = (of(before).unwrap_or(0), of(after).unwrap_or(0));
            if was == is || voted.contains(&(*who, item.clone())) {
                continue;
            }
            let came_back = before.gone.contains(item) && !after.gone.contains(item);
            let spent: u16 = after.spent(*who);
            let went_to_others = came_back && is < was && spent == after.budget;
            assert!(went_to_others, "{was} votes of {who} for {item} became {is}");
        }
    }
    joined
}

/// What came of a vote is what the ballots were, of what is on the board, each person's once.
fn is_counted_as_given(before: &Vote, session: &Session, recorded: &Recorded) -> usize {
    let Some(result) = session.results.iter().find(|result| result.round == before.round) else {
        panic!("a vote is over, and nothing came of it");
    };
    // Whoever voted in the same moment is in it, too.
    let is_one = |(_, key): &Place| before.items.iter().any(|item| item.as_str() == key.as_str());
    if recorded.asked_of_vote || recorded.step.changes.keys().any(is_one) {
        return 0;
    }
    let on_board = |item: &&picnic_protocol::ids::ElementId| !before.gone.contains(*item);
    let mut voters = 0;
    for ballot in before.ballots.values() {
        voters += u32::from(ballot.keys().any(|item| on_board(&item)));
    }
    assert_eq!(result.voters, voters, "so many voted");
    assert_eq!(result.items.len(), before.items.iter().filter(on_board).count());
    for item in &result.items {
        let given = before.ballots.values().filter_map(|ballot| ballot.get(&item.item));
        let given: u32 = given.map(|votes| u32::from(*votes)).sum();
        assert_eq!(item.votes, given, "votes for {}", item.item);
    }
    before.ballots.len()
}
