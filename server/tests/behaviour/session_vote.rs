//! Votes: secret, within the budget by any sequence of commands, and counted once.

use crate::circle::board::text_of;
use crate::circle::{Circle, element, phase_id, plan, who};
use picnic_protocol::ids::Role;
use picnic_protocol::session::ServerMessage;
use picnic_protocol::session::command::{Command, RefusalCode};
use picnic_protocol::session::view::{Journey, OpenVote, Timer};
use yrs::{Map, Out, WriteTxn};

fn vote(round: u32, item: &str, count: u16) -> Command {
    Command::Vote { round, item: element(item), count }
}

const PHASES: [&str; 3] = [
    r#"{"id":"cluster","kind":"cluster","title":{"en":"Cluster"}}"#,
    r#"{"id":"vote","kind":"vote","title":{"en":"Vote"},"on":"notes","budget":3,"perItemMax":2}"#,
    r#"{"id":"take","kind":"take","title":{"en":"Take"}}"#,
];

/// A facilitator, participants, and notes a, b, c, d and e in reading order.
fn voting(participants: u8) -> Circle {
    let mut circle = Circle::with(plan(false, &PHASES), participants);
    circle.go("cluster");
    for (index, id) in ["c", "a", "b", "e", "d"].into_iter().enumerate() {
        let place = [[400.0, 0.0], [0.0, 0.0], [200.0, 0.0], [200.0, 300.0], [0.0, 300.0]][index];
        circle.write_note(1, id, place);
    }
    circle.go("vote");
    circle
}

/// A facilitator, participants, and one note: the vote has a minute, and then the plan moves on.
fn voting_in_time(anonymous: bool, participants: u8) -> Circle {
    let phases = [
        r#"{"id":"vote","kind":"vote","title":{"en":"Vote"},"on":"notes","length":{"minutes":1},"movesOn":true}"#,
        PHASES[2],
    ];
    let mut circle = Circle::with(plan(anonymous, &phases), participants);
    circle.write_note(1, "a", [0.0, 0.0]);
    circle.go("vote");
    circle
}

fn journey(circle: &Circle, number: u8) -> Journey {
    circle.view(number).journey.clone().unwrap()
}

fn open(circle: &Circle) -> OpenVote {
    journey(circle, 2).vote.unwrap()
}

fn given(circle: &Circle, number: u8) -> Vec<(String, u16)> {
    let ballot = circle.view(number).mine(who(number)).ballot;
    let votes = ballot.into_iter().flat_map(|ballot| ballot.votes);
    votes.map(|(item, count)| (item.to_string(), count)).collect()
}

fn votes_moved(circle: &Circle, number: u8) -> Vec<(String, Option<u16>)> {
    let messages = circle.seats[&number].messages.iter();
    messages
        .filter_map(|message| match message {
            ServerMessage::VotesMoved { item, counted } => Some((item.to_string(), *counted)),
            _ => None,
        })
        .collect()
}

fn left(circle: &Circle, number: u8) -> Option<u16> {
    circle.view(number).mine(who(number)).ballot.map(|ballot| ballot.left)
}

#[test]
fn a_vote_opens_on_what_lies_on_the_board() {
    let circle = voting(2);
    assert_eq!((open(&circle).budget, open(&circle).per_item_max), (3, 2));
    let items: Vec<_> = circle.view(3).items.iter().map(ToString::to_string).collect();
    assert_eq!(items, ["a", "b", "c", "d", "e"]);
}

#[test]
fn places_in_shared_arrays_are_places() {
    let mut circle = Circle::with(plan(false, &PHASES), 1);
    // Read from above: one that is not read lies in the corner, before all others.
    circle.write_note_in_arrays(1, "c", [0.0, 900.0]);
    circle.write_note(1, "a", [0.0, 300.0]);
    circle.write_note_in_arrays(1, "b", [0.0, 600.0]);
    circle.go("vote");
    let items: Vec<_> = circle.view(2).items.iter().map(ToString::to_string).collect();
    assert_eq!(items, ["a", "b", "c"]);
}

#[test]
fn nobody_sees_anothers_ballot_and_all_see_how_many_are_done() {
    let mut circle = voting(3);
    circle.does(2, vote(1, "a", 2)).unwrap();
    circle.does(2, vote(1, "b", 1)).unwrap();
    circle.does(3, vote(1, "a", 1)).unwrap();
    circle.does(4, Command::Ready { ready: true }).unwrap();
    circle.pass_ms(300);
    assert_eq!(left(&circle, 2), Some(0));
    assert_eq!(left(&circle, 3), Some(2));
    for other in [1, 4] {
        assert_eq!(left(&circle, other), None);
        assert!(!circle.has_heard(other, "\"ballot\""), "{other}");
        let progress = circle.view(other).progress.clone().unwrap();
        assert_eq!((progress.voters, progress.ready, progress.people), (2, 2, 4));
        assert!(progress.each.is_none(), "not even who is done");
        assert!(circle.view(other).results.is_empty());
    }
}

#[test]
fn the_budget_holds() {
    let mut circle = voting(1);
    assert_eq!(circle.does(2, vote(1, "a", 3)), Err(RefusalCode::OverBudget));
    circle.does(2, vote(1, "a", 2)).unwrap();
    circle.does(2, vote(1, "b", 1)).unwrap();
    assert_eq!(circle.does(2, vote(1, "c", 1)), Err(RefusalCode::OverBudget));
    // Votes are taken back by saying how many shall be.
    circle.does(2, vote(1, "a", 0)).unwrap();
    circle.does(2, vote(1, "c", 2)).unwrap();
    assert_eq!(left(&circle, 2), Some(0));
    assert_eq!(circle.does(2, vote(1, "nowhere", 1)), Err(RefusalCode::NotThere));
    assert_eq!(circle.does(2, vote(2, "a", 1)), Err(RefusalCode::Stale));
}

#[test]
fn a_vote_sent_again_counts_once_also_after_a_restart() {
    let mut circle = voting(2);
    let id = circle.next_command_id();
    for _ in 0..3 {
        circle.send_command(2, id, None, vote(1, "a", 1));
        circle.pass_ms(20);
        assert_eq!(circle.seats[&2].answers[&id], Ok(()));
    }
    circle.does(2, vote(1, "a", 2)).unwrap();
    circle.restart();
    assert_eq!(left(&circle, 2), Some(1));
    // A page that did not hear the answer before the crash sends it again: it was done before
    // the vote that followed it.
    circle.send_command(2, id, None, vote(1, "a", 1));
    circle.pass_ms(20);
    assert_eq!(circle.seats[&2].answers[&id], Ok(()));
    assert_eq!(left(&circle, 2), Some(1));
    circle.does(1, Command::CloseVote { round: 1 }).unwrap();
    assert_eq!(circle.view(3).results[0].items[0].votes, 2);
}

#[test]
fn results_come_to_all_when_it_is_closed_and_ties_are_ties() {
    let mut circle = voting(3);
    circle.does(2, vote(1, "b", 2)).unwrap();
    circle.does(3, vote(1, "d", 2)).unwrap();
    circle.does(4, vote(1, "a", 1)).unwrap();
    circle.does(1, Command::CloseVote { round: 1 }).unwrap();
    for number in 1..=4 {
        let results = &circle.view(number).results;
        assert_eq!((results.len(), results[0].voters), (1, 3));
        let ranks: Vec<_> = results[0]
            .items
            .iter()
            .map(|item| (item.item.as_str(), item.votes, item.rank))
            .collect();
        assert_eq!(ranks, [("b", 2, 1), ("d", 2, 1), ("a", 1, 3), ("c", 0, 4), ("e", 0, 4)]);
        assert!(journey(&circle, number).vote.is_none());
    }
    assert_eq!(circle.does(2, vote(1, "a", 1)), Err(RefusalCode::NotNow));
    // Pressed twice, it is closed once.
    assert_eq!(circle.does(1, Command::CloseVote { round: 1 }), Ok(()));
    assert_eq!(circle.view(2).results.len(), 1);
}

#[test]
fn the_log_forgets_whose_votes_they_were() {
    let mut circle = voting(2);
    circle.does(2, vote(1, "a", 2)).unwrap();
    circle.does(3, vote(1, "b", 1)).unwrap();
    assert!(circle.log_holds("\"voted\""));
    circle.does(1, Command::CloseVote { round: 1 }).unwrap();
    assert!(!circle.log_holds("voted\""));
    assert!(!circle.log_holds("\"ballots\""));
    assert_eq!(circle.restored().session(), circle.room.session());
}

#[test]
fn another_round_is_held_among_the_top_ones() {
    let mut circle = voting(2);
    circle.does(2, vote(1, "b", 2)).unwrap();
    circle.does(3, vote(1, "d", 2)).unwrap();
    circle.does(1, Command::CloseVote { round: 1 }).unwrap();
    let among = Some(vec![element("b"), element("d"), element("gone")]);
    let again = Command::OpenVote { among, budget: Some(1), per_item_max: None };
    circle.does(1, again).unwrap();
    assert_eq!((open(&circle).round, open(&circle).budget, open(&circle).per_item_max), (2, 1, 1));
    assert_eq!(circle.view(2).items, [element("b"), element("d")]);
    assert_eq!(circle.does(2, vote(2, "a", 1)), Err(RefusalCode::NotThere));
    circle.does(2, vote(2, "d", 1)).unwrap();
    circle.does(3, vote(2, "d", 1)).unwrap();
    circle.go("take");
    let results = &circle.view(2).results;
    assert_eq!(results.len(), 2);
    assert_eq!((results[1].items[0].item.as_str(), results[1].items[0].votes), ("d", 2));
}

#[test]
fn a_round_among_a_few_has_votes_for_a_few_and_one_on_all_has_those_of_the_plan() {
    let mut circle = voting(2);
    circle.does(1, Command::CloseVote { round: 1 }).unwrap();
    let again = |among| Command::OpenVote { among, budget: None, per_item_max: None };
    circle.does(1, again(Some(vec![element("b"), element("d")]))).unwrap();
    assert_eq!((open(&circle).budget, open(&circle).per_item_max), (1, 1));
    circle.does(1, Command::CloseVote { round: 2 }).unwrap();
    circle.does(1, again(None)).unwrap();
    assert_eq!((open(&circle).budget, open(&circle).per_item_max), (3, 2));
}

#[test]
fn votes_for_what_leaves_the_board_come_back() {
    let mut circle = voting(2);
    circle.does(2, vote(1, "a", 2)).unwrap();
    circle.does(3, vote(1, "b", 1)).unwrap();
    circle.delete_note(1, "a");
    assert_eq!(left(&circle, 2), Some(3));
    assert_eq!(circle.does(2, vote(1, "a", 1)), Err(RefusalCode::NotThere));
    circle.does(2, vote(1, "c", 2)).unwrap();
    // Undone, it stands for election again, with what it had as far as its voter has not given that to others.
    circle.write_note(1, "a", [0.0, 0.0]);
    assert_eq!(given(&circle, 2), [("a".to_owned(), 1), ("c".to_owned(), 2)]);
    assert_eq!(votes_moved(&circle, 2), [("a".to_owned(), None), ("a".to_owned(), Some(1))]);
    assert!(votes_moved(&circle, 3).is_empty() && votes_moved(&circle, 1).is_empty());
    circle.does(2, vote(1, "a", 0)).unwrap();
    assert_eq!(circle.view(2).items.len(), 5);
    assert_eq!(circle.restored().session(), circle.room.session());
}

#[test]
fn votes_count_again_when_what_they_were_given_to_is_back() {
    let mut circle = voting(3);
    circle.does(2, vote(1, "a", 2)).unwrap();
    circle.does(3, vote(1, "a", 1)).unwrap();
    circle.does(3, vote(1, "b", 2)).unwrap();
    circle.delete_note(1, "a");
    circle.pass_ms(300);
    assert_eq!(circle.view(4).progress.clone().unwrap().voters, 1);
    circle.restart();
    circle.write_note(1, "a", [0.0, 0.0]);
    assert_eq!((left(&circle, 2), left(&circle, 3)), (Some(1), Some(0)));
    // Once more, and closed while it is gone.
    circle.delete_note(1, "a");
    circle.does(1, Command::CloseVote { round: 1 }).unwrap();
    let result = &circle.view(4).results[0];
    assert_eq!((result.voters, result.items[0].votes), (1, 2));
    assert!(result.items.iter().all(|item| item.item.as_str() != "a"));
}

#[test]
fn what_stands_in_an_open_vote_is_not_taken_away_by_participants() {
    let mut circle = voting(2);
    circle.does(2, vote(1, "a", 2)).unwrap();
    let before = circle.notes(1);
    circle.delete_note(3, "a");
    assert_eq!(circle.notes(1), before);
    circle.assert_all_have_the_rooms_board();
    assert_eq!((left(&circle, 2), votes_moved(&circle, 2)), (Some(1), Vec::new()));
    // What does not stand in it may go, and all may be moved.
    circle.write_note(3, "late", [0.0, 900.0]);
    circle.delete_note(3, "late");
    circle.move_note(3, "a", [50.0, 0.0]);
    assert_eq!(circle.notes(1)["a"].at, [50.0, 0.0]);
    circle.does(1, Command::CloseVote { round: 1 }).unwrap();
    circle.delete_note(3, "a");
    assert!(!circle.notes(1).contains_key("a"));
}

#[test]
fn clusters_that_stand_in_an_open_vote_are_not_merged_by_participants() {
    let phases = [PHASES[0], r#"{"id":"vote","kind":"vote","title":{"en":"Vote"}}"#];
    let mut circle = Circle::with(plan(false, &phases), 2);
    circle.go("cluster");
    for n in 0..4 {
        circle.write_note(2, &format!("n{n}"), [f64::from(n) * 200.0, 0.0]);
    }
    circle.group(1, "one", &["n0", "n1"]);
    circle.group(1, "two", &["n2", "n3"]);
    circle.go("vote");
    circle.does(2, vote(1, "one", 1)).unwrap();
    let merge = |circle: &mut Circle, number: u8| {
        circle.edit(number, |txn| {
            for note in ["n0", "n1"] {
                if let Some(Out::YMap(note)) = txn.get_or_insert_map("notes").get(txn, note) {
                    note.insert(txn, "cluster", "two");
                }
            }
            txn.get_or_insert_map("clusters").remove(txn, "one");
        });
    };
    let whose = |circle: &Circle| circle.field_of_notes(1, "cluster");
    let before = whose(&circle);
    merge(&mut circle, 3);
    assert_eq!(whose(&circle), before);
    assert_eq!(circle.view(2).items.len(), 2);
    circle.assert_all_have_the_rooms_board();
    // A facilitator may, and is who is asked; the votes are kept aside.
    merge(&mut circle, 1);
    assert_ne!(whose(&circle), before);
    assert_eq!(votes_moved(&circle, 2), [("one".to_owned(), None)]);
    circle.group(1, "one", &["n0", "n1"]);
    assert_eq!(given(&circle, 2), [("one".to_owned(), 1)]);
}

#[test]
fn whoever_is_put_out_has_no_say_in_what_comes_of_the_vote() {
    let mut circle = voting(2);
    circle.does(2, vote(1, "a", 2)).unwrap();
    circle.does(3, vote(1, "b", 1)).unwrap();
    circle.does(1, Command::Remove { participant: who(2) }).unwrap();
    circle.does(1, Command::CloseVote { round: 1 }).unwrap();
    let items = &circle.view(3).results[0].items;
    let votes =
        |id: &str| items.iter().find(|item| item.item.as_str() == id).map(|item| item.votes);
    assert_eq!((votes("a").unwrap_or(0), votes("b")), (0, Some(1)));
    assert_eq!(circle.restored().session(), circle.room.session());
}

#[test]
fn going_back_lets_a_vote_rest_and_going_on_closes_it() {
    let mut circle = voting(1);
    circle.does(2, vote(1, "a", 1)).unwrap();
    circle.go("cluster");
    assert_eq!(circle.does(2, vote(1, "b", 1)), Err(RefusalCode::NotNow));
    assert!(circle.view(2).results.is_empty());
    circle.go("vote");
    assert_eq!(open(&circle).round, 1);
    circle.does(2, vote(1, "b", 1)).unwrap();
    assert_eq!(left(&circle, 2), Some(1));
    circle.go("take");
    assert_eq!(circle.view(2).results[0].voters, 1);
    // Back again: the result stands, and no other vote opens by itself.
    circle.go("vote");
    assert!(journey(&circle, 2).vote.is_none());
}

#[test]
fn clusters_with_notes_and_notes_in_none_stand_for_election() {
    let phases = [PHASES[0], r#"{"id":"vote","kind":"vote","title":{"en":"Vote"}}"#];
    let mut circle = Circle::with(plan(false, &phases), 1);
    circle.go("cluster");
    for n in 0..7 {
        circle.write_note(2, &format!("n{n}"), [f64::from(n) * 200.0, 0.0]);
    }
    circle.group(1, "pair", &["n5", "n2"]);
    circle.group(2, "empty", &[]);
    circle.go("vote");
    let items: Vec<_> = circle.view(2).items.iter().map(ToString::to_string).collect();
    // A cluster is read where its cloth begins: with the title, above the notes of its row.
    assert_eq!(items, ["pair", "n0", "n1", "n3", "n4", "n6"]);
    assert_eq!((open(&circle).budget, open(&circle).per_item_max), (3, 2), "about a third");
    circle.does(2, vote(1, "pair", 2)).unwrap();
    assert_eq!(circle.does(2, vote(1, "n2", 1)), Err(RefusalCode::NotThere), "it is in the pair");
}

#[test]
fn a_vote_survives_a_restart() {
    let mut circle = voting(3);
    circle.does(2, vote(1, "a", 2)).unwrap();
    circle.does(3, vote(1, "b", 1)).unwrap();
    circle.restart();
    assert_eq!(left(&circle, 2), Some(1));
    assert_eq!(circle.does(2, vote(1, "c", 2)), Err(RefusalCode::OverBudget));
    circle.does(2, vote(1, "c", 1)).unwrap();
    circle.does(1, Command::CloseVote { round: 1 }).unwrap();
    let counted: u32 = circle.view(4).results[0].items.iter().map(|item| item.votes).sum();
    assert_eq!(counted, 4);
}

#[test]
fn viewers_and_sockets_without_a_pass_do_not_vote() {
    let mut circle = voting(1);
    circle.open(8, Role::Viewer, true);
    circle.open(9, Role::Participant, false);
    for number in [8, 9] {
        assert_eq!(circle.does(number, vote(1, "a", 1)), Err(RefusalCode::NotKnown));
        assert_eq!(circle.view(number).items.len(), 5, "they see what is going on");
    }
    let close = Command::CloseVote { round: 1 };
    assert_eq!(circle.does(2, close), Err(RefusalCode::NotAllowed));
}

#[test]
fn a_ballot_that_would_be_somebodys_alone_is_not_told_by_the_clock_in_an_anonymous_room() {
    let mut circle = voting_in_time(true, 2);
    circle.does(2, vote(1, "a", 1)).unwrap();
    circle.pass_ms(61_000);
    assert_eq!(journey(&circle, 2).current, Some(phase_id("vote")));
    assert!(circle.view(1).results.is_empty());
    assert_eq!(journey(&circle, 2).timer, Timer::Paused { left_ms: 0 });
    // The first vote of another, who has only begun, does not close it either: whoever saw it come
    // would know both ballots.
    circle.does(3, vote(1, "a", 1)).unwrap();
    circle.pass_ms(1_000);
    assert_eq!(journey(&circle, 2).current, Some(phase_id("vote")));
    assert!(circle.view(1).results.is_empty());
    circle.does(1, Command::ResumeTimer {}).unwrap();
    circle.pass_ms(1_000);
    assert_eq!(journey(&circle, 2).current, Some(phase_id("take")));
    assert_eq!(circle.view(1).results[0].voters, 2);
}

#[test]
fn in_time_a_second_ballot_makes_it_nobodys_and_the_clock_closes_the_vote() {
    let mut circle = voting_in_time(true, 2);
    circle.does(2, vote(1, "a", 1)).unwrap();
    circle.does(3, vote(1, "a", 1)).unwrap();
    circle.pass_ms(61_000);
    assert_eq!(journey(&circle, 2).current, Some(phase_id("take")));
    assert_eq!(circle.view(1).results[0].voters, 2);
}

#[test]
fn a_phase_that_moves_on_closes_the_vote() {
    let mut circle = voting_in_time(false, 1);
    circle.does(2, vote(1, "a", 1)).unwrap();
    circle.pass_ms(61_000);
    assert_eq!(journey(&circle, 2).current, Some(phase_id("take")));
    assert_eq!(circle.view(2).results[0].items[0].votes, 1);
}

#[test]
fn what_stands_in_an_open_vote_says_what_people_gave_their_votes_to() {
    use yrs::Text;
    let mut circle = voting(2);
    circle.does(1, Command::CloseVote { round: 1 }).unwrap();
    circle.write_note(2, "own", [900.0, 0.0]);
    let again = Command::OpenVote { among: None, budget: None, per_item_max: None };
    circle.does(1, again).unwrap();
    for number in [2, 3] {
        for id in ["a", "own"] {
            circle.edit(number, |txn| {
                let text = text_of(txn, id);
                let length = text.len(txn);
                text.remove_range(txn, 0, length);
            });
        }
    }
    assert_eq!(circle.notes(1)["a"].text, "note a");
    // Nor by whose it is, nor by other words: a vote is for what was read.
    assert_eq!(circle.notes(1)["own"].text, "note own");
    circle.write_in_note(3, "a", ", or the opposite");
    assert_eq!(circle.notes(1)["a"].text, "note a");
    circle.write_in_note(1, "a", ", mended");
    assert_eq!(circle.notes(1)["a"].text, "note a, mended", "a facilitator may");
    circle.assert_all_have_the_rooms_board();
}

#[test]
fn what_a_participant_puts_in_the_place_of_what_went_from_the_vote_gets_no_votes() {
    let mut circle = voting(2);
    circle.does(2, vote(1, "a", 2)).unwrap();
    circle.delete_note(1, "a");
    circle.write_note(3, "a", [0.0, 0.0]);
    assert!(!circle.notes(1).contains_key("a"));
    circle.assert_all_have_the_rooms_board();
    circle.write_note(1, "a", [0.0, 0.0]);
    assert_eq!(left(&circle, 2), Some(1), "a facilitator brings it back");
}
