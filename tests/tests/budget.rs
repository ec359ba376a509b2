//! The budget holds over real sockets: for any sequence of frames, two tabs at once, replays and
//! reconnects.

use picnic_protocol::ids::ElementId;
use picnic_protocol::session::ErrorCode;
use picnic_protocol::session::command::{Command, RefusalCode};
use picnic_tests::seed;
use picnic_tests::server::{Room, Server};
use picnic_tests::taking_part::{TakingPart, new_command_id, picnic};

const ITEMS: [&str; 4] = ["a", "b", "c", "d"];

async fn voting() -> (Server, Room, TakingPart) {
    let server = Server::start();
    let room = server.make_room_with(&picnic(false)).await;
    let leader = TakingPart::enter(&server, &room, &room.facilitate, 1).await;
    for item in ITEMS {
        leader.client.add(item, item);
    }
    leader.client.settle().await;
    leader.goes(None, "vote").await;
    (server, room, leader)
}

fn vote(item: &str, count: u16) -> Command {
    let item = item.parse::<ElementId>().expect("an item");
    Command::Vote { round: 1, item, count }
}

fn spent(person: &TakingPart) -> u16 {
    person.knows().ballot.map_or(0, |ballot| ballot.votes.iter().map(|(_, votes)| votes).sum())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_tabs_that_vote_at_once_have_one_budget() {
    let (server, room, leader) = voting().await;
    let one = TakingPart::enter(&server, &room, &room.join, 2).await;
    // The same pass in another tab.
    let mut other = TakingPart::enter(&server, &room, &room.join, 3).await;
    other.cookie.clone_from(&one.cookie);
    other.id = one.id;
    other.connect(&server).await.unwrap();
    let mut rng = fastrand::Rng::with_seed(seed());
    let mut sent = Vec::new();
    for turn in 0..200 {
        let tab = if turn % 2 == 0 { &one } else { &other };
        let id = new_command_id();
        let command = vote(ITEMS[rng.usize(0..4)], rng.u16(0..4));
        tab.send(id, None, command.clone());
        if rng.u8(0..4) == 0 {
            tab.send(id, None, command);
        }
        sent.push((turn % 2, id));
    }
    let mut refused = 0;
    for (tab, id) in sent {
        let answer = if tab == 0 { one.answer(id).await } else { other.answer(id).await };
        assert!(matches!(answer, Ok(()) | Err(RefusalCode::OverBudget)), "{answer:?}");
        refused += usize::from(answer.is_err());
    }
    assert!(refused > 0, "nothing was ever refused: this run proved nothing");
    one.client.settle().await;
    other.client.settle().await;
    assert!(spent(&one) <= 3, "{}", spent(&one));
    assert_eq!(one.knows().ballot, other.knows().ballot, "both tabs show one ballot");
    leader.does(Command::CloseVote { round: 1 }).await.unwrap();
    leader.until("it is counted", |known| known.results.len() == 1).await;
    let results = &leader.knows().results[0];
    let counted: u32 = results.items.iter().map(|item| item.votes).sum();
    assert_eq!(counted, u32::from(spent(&one)));
    assert!(results.items.iter().all(|item| item.votes <= 2));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_resent_vote_counts_once_over_reconnects() {
    let (server, room, leader) = voting().await;
    let mut person = TakingPart::enter(&server, &room, &room.join, 2).await;
    let id = new_command_id();
    for _ in 0..5 {
        // The network breaks before the answer is heard, and the page sends it again.
        person.send(id, None, vote("a", 1));
        person.client.vanish();
        person.connect(&server).await.unwrap();
    }
    person.send(id, None, vote("a", 1));
    assert_eq!(person.answer(id).await, Ok(()));
    assert_eq!(spent(&person), 1);
    leader.does(Command::CloseVote { round: 1 }).await.unwrap();
    leader.until("it is counted", |known| known.results.len() == 1).await;
    assert_eq!(leader.knows().results[0].items[0].votes, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_command_of_an_unknown_form_is_skipped_and_changes_nothing() {
    let (server, room, leader) = voting().await;
    let person = TakingPart::enter(&server, &room, &room.join, 2).await;
    person.does(vote("a", 1)).await.unwrap();
    let mut frame = vec![16, 0];
    let json = br#"{"type":"command","id":"short","command":{"do":"vote"}}"#;
    frame[1] = u8::try_from(json.len()).unwrap();
    frame.extend_from_slice(json);
    person.client.send(frame);
    person
        .client
        .until("it is told", |seen| seen.errors().any(|code| code == ErrorCode::UnknownMessage))
        .await;
    assert_eq!(spent(&person), 1);
    person.does(vote("b", 1)).await.unwrap();
    leader.does(Command::CloseVote { round: 1 }).await.unwrap();
    leader.until("it is counted", |known| known.results.len() == 1).await;
    assert_eq!(leader.knows().results[0].items[0].votes, 1);
}
