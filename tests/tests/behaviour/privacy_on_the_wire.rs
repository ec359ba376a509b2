//! No draft, ballot, or who-wrote-what of an anonymous session leaves the server early: every
//! byte that any other socket receives is searched.

use picnic_protocol::ids::ElementId;
use picnic_protocol::session::command::{Command, Draft};
use picnic_protocol::varint::Reader;
use picnic_tests::seen::Seen;
use picnic_tests::server::{Room, Server};
use picnic_tests::taking_part::{TakingPart, draft, picnic};

/// What is told of a drag, and nothing of whose hand it is.
const DRAGGED: &str = r#"{"drag":{"notes":{"n":[5,6]}}}"#;

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

/// What a page shows of itself while it writes, as pages of a named room do.
fn shown(person: &TakingPart, x: u32) -> String {
    let user = serde_json::json!({"id": person.id, "name": name_of(person), "role": "participant", "color": "#c6404b"});
    serde_json::json!({"user": user, "cursor": [x, 0], "editing": format!("n{}", person.client.id)})
        .to_string()
}

/// One that does not hold the id under which they write: what tells both is looked for.
fn name_of(person: &TakingPart) -> String {
    let id = person.client.id.to_string();
    let letters: String = id.bytes().map(|digit| char::from(digit - b'0' + b'a')).collect();
    format!("Name of {letters}")
}

/// The presence frames in all that a person ever heard, and everything of the session.
fn planes(person: &TakingPart) -> (String, Vec<String>) {
    let seen = person.client.seen();
    let heard = seen.heard.as_deref().unwrap_or_default();
    let (mut presence, mut session) = (String::new(), Vec::new());
    let mut reader = Reader::new(heard);
    while !reader.is_empty() {
        match reader.varint().unwrap() {
            0 => {
                reader.varint().unwrap();
                reader.buffer().unwrap();
            }
            1 => presence.push_str(&String::from_utf8_lossy(reader.buffer().unwrap())),
            2 => {
                reader.varint().unwrap();
                reader.text().unwrap();
            }
            _ => session.push(reader.text().unwrap().to_owned()),
        }
    }
    (presence, session)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_leads_from_what_is_typed_in_an_anonymous_room_to_its_writer() {
    let server = Server::start();
    let room = server.make_room_with(&picnic(true)).await;
    let mut people = vec![TakingPart::enter(&server, &room, &room.facilitate, 4_000_000_001).await];
    for number in 2..5 {
        let client = 4_000_000_000 + number;
        people.push(TakingPart::enter(&server, &room, &room.join, client).await);
    }
    for person in &people {
        person.says_own_id();
        person.says_name(&name_of(person));
        // Even a client whose presence carries the id under which it writes.
        person.client.show(&shown(person, 1));
    }
    for person in &people {
        person
            .client
            .add(&format!("n{}", person.client.id), &format!("typed by {}", person.client.id));
        person.client.show(&shown(person, 2));
    }
    for person in &people {
        person.client.until("all was typed", |seen| seen.notes().len() == 4).await;
    }
    // What somebody drags moves for all, by nobody's hand, and only while it lasts.
    let drag = r##"{"user":{"name":"Name of me","color":"#c6404b"},"cursor":[7,7],"drag":{"notes":{"n":[5,6]}}}"##;
    people[1].client.show(drag);
    let moves = |seen: &Seen| seen.present().values().any(|state| *state == DRAGGED);
    people[2].client.until("a drag came", moves).await;
    people[1].client.show(r#"{"cursor":[7,7],"drag":null}"#);
    people[2].client.until("the drag is over", |seen| seen.present().is_empty()).await;
    // What a facilitator shows to all is seen, and comes after all the rest.
    let proposal = r#"{"cursor":[7,7],"proposal":{"number":1}}"#;
    people[0].client.show(proposal);
    for person in &people[1..] {
        person
            .client
            .until("the proposal came", |seen| {
                seen.present().values().any(|state| state.contains("proposal"))
            })
            .await;
    }
    people[0].client.show(&shown(&people[0], 9));
    people[1].client.until("the proposal is gone", |seen| seen.present().is_empty()).await;
    settle(&people).await;
    for listener in &people {
        let (presence, session) = planes(listener);
        for place in ["editing", "cursor", "[7,7]", "[1,0]", "[2,0]"] {
            assert!(!presence.contains(place), "somebody is seen at a place: {presence}");
        }
        for writer in &people {
            let (id, client) = (writer.id.to_string(), writer.client.id.to_string());
            for telling in [&id, &name_of(writer), "#c6404b", "participant"] {
                assert!(!presence.contains(telling), "{telling} in presence: {presence}");
            }
            // Nor that there is any presence, which would come and go with its person.
            let is_seen = listener.client.seen().presence.contains_key(&writer.client.id);
            let showed = [people[0].id, people[1].id].contains(&writer.id);
            assert!(!is_seen || showed, "{client} is seen to come");
            let tells = |message: &&String| message.contains(&client);
            assert_eq!(session.iter().find(tells), None, "a writing id in the session plane");
        }
        let seen = listener.client.seen();
        let txn = yrs::Transact::transact(&seen.doc);
        let notes = yrs::ReadTxn::get_map(&txn, "notes").unwrap();
        let json = yrs::types::ToJson::to_json(&notes, &txn).to_string();
        assert!(people.iter().all(|writer| !json.contains(&writer.id.to_string())));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_room_made_anonymous_takes_back_the_names_beside_presence() {
    let server = Server::start();
    let room = server.make_room_with(&picnic(false)).await;
    let people = people(&server, &room, 2).await;
    let named = |seen: &picnic_tests::seen::Seen| {
        seen.present().values().filter(|state| state.contains("\"id\"")).count()
    };
    for person in &people[2..] {
        person.client.show(&shown(person, 1));
        people[0]
            .client
            .until("they are seen", |seen| seen.present().contains_key(&person.client.id))
            .await;
    }
    assert_eq!(named(&people[0].client.seen()), 2);
    people[0].does(Command::SetAnonymous { anonymous: true }).await.unwrap();
    people[0].client.until("no names are left", |seen| named(seen) == 0).await;
    for person in &people[2..] {
        person.client.show(&shown(person, 3));
    }
    settle(&people).await;
    assert!(people[0].client.seen().present().is_empty(), "nor are they seen without them");
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
