//! Lays down a data folder as a release leaves it, for `server/tests/data`: with each new format of
//! the log it is run once on the binary before (`PICNIC_BIN=… released_data <folder>`), and
//! `server/tests/behaviour/released.rs` opens what it left for ever after.
//!
//! Three rooms, each with a snapshot and with records after it, killed: one that packs, with drafts,
//! a link made anew and somebody put out; one that votes on notes and a cluster; and an anonymous one
//! whose baskets were laid.

use std::path::Path;

use picnic_protocol::ids::CommentId;
use picnic_protocol::session::command::{Command, Reaction};
use picnic_tests::server::{Room, Server, folder};
use picnic_tests::taking_part::{TakingPart, draft, picnic};
use picnic_tests::{DEADLINE, client::Client};
use serde_json::{Value, json};

/// What a killed server leaves, and the log of its process is none of it.
const FILES: [&str; 3] = ["key", "picnic.db", "picnic.db-wal"];

#[tokio::main]
async fn main() {
    let target = std::env::args().nth(1).expect("the folder to lay the data in");
    let mut server = Server::start_in(folder(), &["--idle-seconds", "3600"], Vec::new());
    let rooms = [
        server.make_room_with(&with_title("Packs", picnic(false))).await,
        server.make_room_with(&with_title("Votes", tasting())).await,
        server.make_room_with(&with_title("Anonymous", picnic(true))).await,
    ];
    let mut people = Vec::new();
    for (number, room) in (0..).zip(&rooms) {
        people.push(enter(&server, room, 100 * (number + 1)).await);
    }
    let [packs, votes, anonymous] = &people[..] else { unreachable!("three rooms were made") };
    pack(packs, "before").await;
    packs[0].client.add("straight", "Straight onto the board");
    packs[0].does(Command::Remove { participant: packs[2].id }).await.expect("it is done");
    vote(votes).await;
    pack(anonymous, "nobody's").await;
    anonymous[0].goes(Some("pack"), "lay").await;
    for [leader, ..] in &people {
        leader.client.settle().await;
    }

    // A good end leaves snapshots.
    server.ask_to_end();
    assert!(server.wait_for_end(DEADLINE).success(), "it ends well");
    server.start_again();
    for person in people.iter_mut().flatten() {
        // Whoever was put out stays out.
        let _ = person.connect(&server).await;
    }
    let [packs, votes, anonymous] = &people[..] else { unreachable!("three rooms were made") };
    packs[1].does(Command::PutDrafts { drafts: vec![draft("after")] }).await.expect("it is done");
    packs[0].does(Command::SetJoiningClosed { closed: true }).await.expect("it is done");
    let new_link = rotate(&server, &rooms[0], &packs[0].cookie).await;
    votes[1]
        .does(Command::Vote { round: 1, item: "kept".parse().expect("an id"), count: 2 })
        .await
        .expect("it is done");
    anonymous[1].client.add("later", "Written after the reveal");
    anonymous[1].client.settle().await;
    let told = json!({
        "rooms": (0..).zip(&rooms).map(|(index, room)| told(room, &people[index])).collect::<Vec<_>>(),
        "newLink": new_link,
    });
    server.kill_nine();
    lay_down(&server.data(), Path::new(&target), &told);
}

fn with_title(title: &str, mut body: Value) -> Value {
    body["title"] = title.into();
    body
}

/// With a phase to react and comment in, and a clock that runs out.
fn tasting() -> Value {
    json!({"plan": {"anonymous": false, "phases": [
        {"id": "taste", "kind": "taste", "title": {"sv": "Smaka"}},
        {"id": "vote", "kind": "vote", "title": {"fi": "Äänestä"}, "on": "notes", "budget": 3,
            "perItemMax": 2, "length": {"minutes": 20}},
    ]}})
}

async fn enter(server: &Server, room: &Room, first: u64) -> [TakingPart; 3] {
    let leader = TakingPart::enter(server, room, &room.facilitate, first).await;
    let aino = TakingPart::enter(server, room, &room.join, first + 1).await;
    let bertil = TakingPart::enter(server, room, &room.join, first + 2).await;
    for (person, name) in [(&leader, "Leena"), (&aino, "Aino"), (&bertil, "Bertil")] {
        name_oneself(&person.client, name);
        person.client.settle().await;
    }
    [leader, aino, bertil]
}

fn name_oneself(client: &Client, name: &str) {
    client.show(&json!({"user": {"name": name}, "cursor": null}).to_string());
}

async fn pack(people: &[TakingPart; 3], what: &str) {
    people[0].goes(None, "pack").await;
    for person in &people[1..] {
        let drafts = vec![draft(&format!("{what} 1")), draft(&format!("{what} 2"))];
        person.does(Command::PutDrafts { drafts }).await.expect("it is done");
    }
}

async fn vote(people: &[TakingPart; 3]) {
    let leader = &people[0];
    for (id, text) in [("kept", "Kept"), ("one", "In the cluster"), ("two", "And this")] {
        leader.client.add(id, text);
    }
    leader.client.edit(|edit| edit.cluster("pile", "A pile", &["one", "two"]));
    leader.client.settle().await;
    leader.goes(None, "taste").await;
    let react = |on: &str| Command::React {
        note: on.parse().expect("an id"),
        reaction: Reaction::Heart,
        on: true,
    };
    people[1].does(react("one")).await.expect("it is done");
    let comment = Command::Comment {
        comment: CommentId::from_bytes([7; 16]),
        note: "kept".parse().expect("an id"),
        text: "A comment".to_owned(),
    };
    people[2].does(comment).await.expect("it is done");
    leader.goes(Some("taste"), "vote").await;
    let item = "kept".parse().expect("an id");
    people[2].does(Command::Vote { round: 1, item, count: 1 }).await.expect("it is done");
}

async fn rotate(server: &Server, room: &Room, cookie: &str) -> String {
    let path = format!("/api/rooms/{}/links/join/rotate", room.id);
    let answer = server.post(&path, &[("Cookie", cookie)], &json!({})).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()["join"].as_str().expect("the new link's token").to_owned()
}

fn told(room: &Room, people: &[TakingPart; 3]) -> Value {
    let people = people.iter().map(|person| json!({"id": person.id, "cookie": person.cookie}));
    json!({
        "id": room.id,
        "facilitate": room.facilitate,
        "join": room.join,
        "view": room.view,
        "people": people.collect::<Vec<_>>(),
    })
}

fn lay_down(data: &Path, target: &Path, told: &Value) {
    std::fs::create_dir_all(target).expect("the folder can be made");
    for file in FILES {
        std::fs::copy(data.join(file), target.join(file)).expect("what the server left");
    }
    let told = serde_json::to_string_pretty(told).expect("it is JSON");
    std::fs::write(target.join("told.json"), told + "\n").expect("it can be written");
}
