//! A room's life over HTTP and sockets: it is copied, archived, taken away and brought back.

use std::time::Instant;

use picnic_protocol::ids::ElementId;
use picnic_protocol::session::command::{Command, RefusalCode};
use picnic_protocol::session::{CLOSE_TAKEN_AWAY, ErrorCode};
use picnic_tests::DEADLINE;
use picnic_tests::client::{Client, Door};
use picnic_tests::http::Response;
use picnic_tests::server::{Room, Server};
use picnic_tests::taking_part::{TakingPart, draft, picnic};
use serde_json::{Value, json};

async fn room_of_two() -> (Server, Room, TakingPart, TakingPart) {
    let server = Server::start();
    let room = server.make_room_with(&picnic(false)).await;
    let leader = TakingPart::enter(&server, &room, &room.facilitate, 1).await;
    let person = TakingPart::enter(&server, &room, &room.join, 2).await;
    (server, room, leader, person)
}

async fn asks(server: &Server, room: &Room, cookie: &str, what: &str, body: Value) -> Response {
    let path = format!("/api/rooms/{}/{what}", room.id);
    server.post(&path, &[("Cookie", cookie)], &body).await
}

/// What is said in refusals to clients without the session plane.
fn refusals(client: &Client) -> Vec<String> {
    client.seen().refusals.clone()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_an_archived_room_nobody_writes_also_no_foreign_client_until_that_is_ended() {
    let (mut server, room, mut leader, person) = room_of_two().await;
    person.client.add("before", "it stays");
    leader.client.until("it arrives", |seen| seen.notes().contains_key("before")).await;
    leader.goes(None, "pack").await;
    let archived = asks(&server, &room, &person.cookie, "keeping", json!({"archived": true})).await;
    assert_eq!(archived.status, 403, "participants do not");
    let archived = asks(&server, &room, &leader.cookie, "keeping", json!({"archived": true})).await;
    assert_eq!((archived.status, &archived.json()["archived"]), (200, &json!(true)));
    person.until("it is said", |known| known.journey.as_ref().is_some_and(|j| j.archived)).await;

    let foreign = Client::join(9, &Door::new(server.address(), &room.id, &room.join)).await;
    foreign.add("foreign", "not taken");
    foreign
        .until("it hears a sentence", |seen| {
            seen.refusals.iter().any(|why| why.contains("archived"))
        })
        .await;
    for writer in [&leader, &person] {
        writer.client.add("late", "not taken");
        let refused =
            |seen: &picnic_tests::seen::Seen| seen.errors().any(|code| code == ErrorCode::Archived);
        writer.client.until("it is refused", refused).await;
    }
    let packs = Command::PutDrafts { drafts: vec![draft("secret")] };
    assert_eq!(person.does(packs.clone()).await, Err(RefusalCode::Archived));
    let goes = Command::GoTo { from: Some("pack".parse().unwrap()), to: None };
    assert_eq!(leader.does(goes).await, Err(RefusalCode::Archived));
    let reader = Client::join(7, &Door::new(server.address(), &room.id, &room.view)).await;
    let notes = reader.notes();
    assert_eq!(notes.keys().map(String::as_str).collect::<Vec<_>>(), ["before"]);

    // So it is also after a start, and the end of it takes in what waited.
    server.kill_nine();
    server.start_again();
    leader.connect(&server).await.unwrap();
    assert!(leader.knows().journey.unwrap().archived);
    let open = asks(&server, &room, &leader.cookie, "keeping", json!({"archived": false})).await;
    assert_eq!(open.json()["archived"], json!(false));
    let reader = Client::join(8, &Door::new(server.address(), &room.id, &room.view)).await;
    reader.until("what waited arrives", |seen| seen.notes().contains_key("late")).await;
    assert!(refusals(&reader).is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_has_the_plan_and_where_asked_the_board_and_nothing_of_the_people() {
    let (server, room, leader, person) = room_of_two().await;
    person.says_name("Aino Mallikas");
    leader.goes(None, "pack").await;
    person.does(Command::PutDrafts { drafts: vec![draft("private words")] }).await.unwrap();
    person.client.edit(|board| {
        board.add("seen", "public words", [10.0, 20.0]);
        board.cluster("c", "A title", &["seen"]);
    });
    leader.client.until("it arrives", |seen| seen.notes().contains_key("seen")).await;
    leader.goes(Some("pack"), "vote").await;
    let item: ElementId = "seen".parse().unwrap();
    leader.until("the vote is open", |known| known.items.contains(&item)).await;
    person.does(Command::Vote { round: 1, item, count: 2 }).await.unwrap();

    let refused = asks(&server, &room, &person.cookie, "copy", json!({"contents": true})).await;
    assert_eq!(refused.status, 403, "participants do not");
    for contents in [false, true] {
        let body = json!({"contents": contents, "title": "Again"});
        let copied = asks(&server, &room, &leader.cookie, "copy", body).await;
        assert_eq!(copied.status, 201, "{}", copied.text());
        let made = copied.json();
        assert_eq!(made["title"], "Again");
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let copy = Room {
            id: text(&made["room"]),
            facilitate: text(&made["tokens"]["facilitate"]),
            join: text(&made["tokens"]["join"]),
            view: text(&made["tokens"]["view"]),
        };
        assert_ne!(copy.id, room.id);
        assert!(![&copy.facilitate, &copy.join, &copy.view].contains(&&room.join));
        // The pass and the links of the one open nothing of the other.
        let enter = format!("/api/rooms/{}/enter", copy.id);
        let old = json!({"secret": room.join});
        let by_old = server.post(&enter, &[("Cookie", &leader.cookie)], &old).await;
        assert_eq!(by_old.status, 403);
        let newcomer = TakingPart::enter(&server, &copy, &copy.facilitate, 5).await;
        assert_eq!(newcomer.client.notes().contains_key("seen"), contents);
        let known = newcomer.knows();
        assert_eq!(known.phase(), "", "it begins anew");
        assert!(known.results.is_empty() && known.basket.is_empty());
        for (secret, told) in [
            ("private words", false),
            ("Aino", false),
            (&*person.id.to_string(), false),
            ("public words", contents),
            ("A title", contents),
            ("Pakkaa kori", true),
        ] {
            assert_eq!(newcomer.heard(secret.as_bytes()), told, "{secret} {contents}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_room_that_is_taken_away_closes_and_serves_nothing_until_it_is_brought_back() {
    let (mut server, room, mut leader, person) = room_of_two().await;
    person.client.add("n", "safe");
    leader.client.until("it arrives", |seen| seen.notes().contains_key("n")).await;
    let foreign = Client::join(9, &Door::new(server.address(), &room.id, &room.join)).await;
    let take = json!({"takenAway": true});
    assert_eq!(asks(&server, &room, &person.cookie, "keeping", take.clone()).await.status, 403);
    let taken = asks(&server, &room, &leader.cookie, "keeping", take).await;
    assert_eq!((taken.status, &taken.json()["takenAway"]), (200, &json!(true)));
    let gone_ms = taken.json()["goneMs"].as_u64().unwrap();
    for client in [&foreign, &leader.client, &person.client] {
        assert_eq!(client.until_ended().await, Some(CLOSE_TAKEN_AWAY));
    }
    for is_again in [false, true] {
        if is_again {
            server.kill_nine();
            server.start_again();
        }
        let enter = asks(&server, &room, &person.cookie, "enter", json!({})).await;
        let told = enter.json();
        assert_eq!((enter.status, &told["code"]), (410, &json!("takenAway")), "{told}");
        assert_eq!((&told["goneMs"], &told["mayBringBack"]), (&json!(gone_ms), &json!(false)));
        let enter = asks(&server, &room, "", "enter", json!({"secret": room.facilitate})).await;
        assert_eq!(enter.json()["mayBringBack"], json!(true));
        for path in ["export.md", "harvest.json", "history", "bin", "model.toml"] {
            let path = format!("/api/rooms/{}/{path}", room.id);
            let refused = server.get(&path, &[("Cookie", &leader.cookie)]).await;
            assert_eq!(refused.status, 410, "{path}");
        }
        let by_token = Door::new(server.address(), &room.id, &room.join).open().await.unwrap_err();
        assert_eq!(by_token.status, 410);
        assert!(by_token.body.contains("took it away"), "{by_token:?}");
        // A stranger is told what they would be of any room.
        assert_eq!(asks(&server, &room, "", "enter", json!({})).await.status, 403);
        let knock = asks(&server, &room, "", "knock", json!({"name": "Aino"})).await;
        assert_eq!(knock.json()["code"], "joiningClosed");
    }
    let back = json!({"takenAway": false});
    assert_eq!(asks(&server, &room, &person.cookie, "keeping", back.clone()).await.status, 403);
    assert_eq!(asks(&server, &room, &leader.cookie, "keeping", back).await.status, 200);
    leader.connect(&server).await.unwrap();
    assert!(leader.client.notes().contains_key("n"));
}

async fn until(what: &str, is_so: impl Fn() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < DEADLINE, "not before the deadline: {what}");
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
}

/// Whether some file of a server's data folder holds this.
fn on_disk(server: &Server, needle: &str) -> bool {
    let files = std::fs::read_dir(server.data()).unwrap();
    let mut bytes = files.map(|file| std::fs::read(file.unwrap().path()).unwrap());
    bytes.any(|file| file.windows(needle.len()).any(|window| window == needle.as_bytes()))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_room_that_was_taken_away_leaves_the_disk_after_its_time_and_others_stay() {
    let mut server = Server::start_with(&["--keep-taken-away-days", "0", "--idle-seconds", "1"]);
    let (room, other) = (server.make_room().await, server.make_room().await);
    let leader = TakingPart::enter(&server, &room, &room.facilitate, 1).await;
    let elsewhere = TakingPart::enter(&server, &other, &other.facilitate, 2).await;
    leader.says_name("Aino Mallikas");
    leader.client.add("n", "words of the room that goes");
    elsewhere.client.add("n", "words of the other room");
    until("all is written", || {
        ["words of the room that goes", "Aino Mallikas", "words of the other room"]
            .iter()
            .all(|one| on_disk(&server, one))
    })
    .await;
    let take = json!({"takenAway": true});
    assert_eq!(asks(&server, &room, &leader.cookie, "keeping", take).await.status, 200);
    leader.client.until_ended().await;
    // What is kept for too long is looked for at a start, and each hour.
    server.kill_nine();
    server.start_again();
    until("the room left the data folder", || {
        !["words of the room that goes", "Aino Mallikas"].iter().any(|one| on_disk(&server, one))
    })
    .await;
    assert!(on_disk(&server, "words of the other room"));
    let enter = asks(&server, &room, &leader.cookie, "enter", json!({})).await;
    assert_eq!(enter.json()["code"], "unknownRoom");
    let back = asks(&server, &room, &leader.cookie, "keeping", json!({"takenAway": false})).await;
    assert_eq!(back.status, 404, "it is gone for good");
}
