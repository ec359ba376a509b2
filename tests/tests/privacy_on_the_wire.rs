//! No draft, ballot, or who-wrote-what of an anonymous session leaves the server early: every
//! byte that any other socket receives is searched.

use picnic_protocol::ids::ElementId;
use picnic_protocol::session::command::{Command, Draft};
use picnic_tests::server::{Room, Server};
use picnic_tests::taking_part::{TakingPart, draft, picnic};

async fn people(server: &Server, room: &Room, participants: u64) -> Vec<TakingPart> {
    let mut people = vec![TakingPart::enter(server, room, &room.facilitate, 1).await];
    people.push(TakingPart::enter(server, room, &room.view, 2).await);
    for number in 0..participants {
        people.push(TakingPart::enter(server, room, &room.join, 10 + number).await);
    }
    people
}

/// Waits until everyone has heard everything that is under way: what was sent is on each socket
/// before the answer to a question that follows it.
async fn settle(people: &[TakingPart]) {
    for person in people {
        person.client.settle().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn drafts_reach_nobody_before_the_reveal_and_never_tell_their_writer() {
    let server = Server::start();
    let room = server.make_room_with(&picnic(true)).await;
    let mut people = people(&server, &room, 4).await;
    people[0].goes(None, "pack").await;
    for person in &people[2..] {
        let secret = format!("draft of {}", person.client.id);
        let held = Draft { held: true, ..draft(&format!("held by {}", person.client.id)) };
        let drafts = vec![draft(&secret), draft(&format!("{secret} again")), held];
        person.does(Command::PutDrafts { drafts }).await.unwrap();
    }
    // Also to those who come again, and to a second page of a writer only their own.
    people[3].connect(&server).await.unwrap();
    people[0]
        .until("all are packed", |known| {
            known.progress.as_ref().is_some_and(|progress| progress.packed == 8)
        })
        .await;
    settle(&people).await;
    for writer in &people[2..] {
        for text in ["draft of", "held by"] {
            let text = format!("{text} {}", writer.client.id);
            assert!(writer.heard(text.as_bytes()));
            for other in people.iter().filter(|other| other.id != writer.id) {
                assert!(!other.heard(text.as_bytes()), "{} heard it", other.client.id);
            }
        }
    }
    people[0].goes(Some("pack"), "lay").await;
    for person in &people {
        person.client.until("the notes are there", |seen| seen.notes().len() == 8).await;
    }
    settle(&people).await;
    for writer in &people[2..] {
        let held = format!("held by {}", writer.client.id);
        for other in people.iter().filter(|other| other.id != writer.id) {
            assert!(!other.heard(held.as_bytes()), "{} heard it", other.client.id);
            // The board that came names no writer, and no draft's id is in it.
            for draft in writer.knows().basket {
                assert!(!other.heard(draft.id.to_string().as_bytes()));
            }
        }
    }
    let by = people[0].client.seen();
    let txn = yrs::Transact::transact(&by.doc);
    let notes = yrs::ReadTxn::get_map(&txn, "notes").unwrap();
    let json = yrs::types::ToJson::to_json(&notes, &txn).to_string();
    assert!(json.contains("draft of"));
    for person in &people {
        assert!(!json.contains(&person.id.to_string()), "{json}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ballots_reach_nobody_and_results_come_when_the_vote_is_closed() {
    let server = Server::start();
    let room = server.make_room_with(&picnic(false)).await;
    let people = people(&server, &room, 3).await;
    for id in ["a", "b", "c", "d"] {
        people[0].client.add(id, id);
    }
    people[0].client.settle().await;
    people[0].goes(None, "vote").await;
    for person in &people {
        person.until("the vote is open", |known| known.items.len() == 4).await;
    }
    let vote = |item: &str, count| Command::Vote {
        round: 1,
        item: item.parse::<ElementId>().unwrap(),
        count,
    };
    for (person, item) in people[2..].iter().zip(["a", "b", "c"]) {
        person.does(vote(item, 2)).await.unwrap();
        person.does(vote("d", 1)).await.unwrap();
    }
    people[0]
        .until("all have voted", |known| {
            known.progress.as_ref().is_some_and(|progress| progress.voters == 3)
        })
        .await;
    settle(&people).await;
    for person in &people[..2] {
        assert!(!person.heard(b"\"ballot\""), "a ballot reached {}", person.client.id);
        assert!(!person.heard(b"\"results\":[{"));
    }
    for voter in &people[2..] {
        // Each has heard of their own votes alone.
        let others = ["a", "b", "c"].into_iter().filter(|item| {
            let ballot = voter.knows().ballot.unwrap();
            ballot.votes.iter().all(|(own, _)| own.as_str() != *item)
        });
        for item in others {
            assert!(!voter.heard(format!("[\"{item}\",2]").as_bytes()));
        }
    }
    people[0].does(Command::CloseVote { round: 1 }).await.unwrap();
    for person in &people {
        person.until("the results are there", |known| known.results.len() == 1).await;
        let results = person.knows().results;
        assert_eq!((results[0].items[0].item.as_str(), results[0].items[0].votes), ("d", 3));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_secret_is_in_the_servers_own_log_lines() {
    let mut server = Server::start_with(&["--log", "debug"]);
    let room = server.make_room_with(&picnic(true)).await;
    let people = people(&server, &room, 1).await;
    people[0].goes(None, "pack").await;
    people[2].does(Command::PutDrafts { drafts: vec![draft("hush hush")] }).await.unwrap();
    people[0].goes(Some("pack"), "lay").await;
    server.ask_to_end();
    server.wait_for_end(picnic_tests::DEADLINE);
    let log = server.log();
    assert!(log.contains("room made") && !log.contains("hush"), "{log}");
}
