//! A room's history: the board as it was, for whoever may read the room; it outlives the process, and of people it keeps nothing once
//! nobody may know.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::Path;
use std::time::Instant;

use flate2::read::{DeflateDecoder, GzDecoder};
use picnic_protocol::session::command::Command;
use picnic_tests::DEADLINE;
use picnic_tests::server::{Room, Server};
use picnic_tests::taking_part::{TakingPart, picnic};
use serde_json::Value;

async fn history(server: &Server, room: &Room, token: &str, further: &str) -> Vec<Value> {
    let path = format!("/api/rooms/{}/history?token={token}{further}", room.id);
    let response = server.get(&path, &[]).await;
    assert_eq!(response.status, 200, "{}", response.text());
    let json = response.json();
    assert_eq!(json["keptDays"], 90);
    json["frames"].as_array().expect("frames").clone()
}

/// The notes as they are after all frames: their texts.
fn folded(frames: &[Value]) -> BTreeMap<String, String> {
    let mut notes = BTreeMap::new();
    for (id, fields) in frames.iter().flat_map(|frame| frame["notes"].as_object().expect("notes")) {
        match fields["text"].as_str() {
            Some(text) => notes.insert(id.clone(), text.to_owned()),
            None => notes.remove(id),
        };
    }
    notes
}

async fn room_with_history(server: &Server, anonymous: bool) -> (Room, TakingPart, TakingPart) {
    let room = server.make_room_with(&picnic(anonymous)).await;
    let host = TakingPart::enter(server, &room, &room.facilitate, 1).await;
    let guest = TakingPart::enter(server, &room, &room.join, 2).await;
    host.client.edit(|edit| {
        edit.add("a", "Kummi ensimmäiselle viikolle", [0.0, 0.0]);
        edit.add("b", "Retki metsään", [240.0, 0.0]);
    });
    // What others see is on the board, and in the log.
    guest.client.until("the host's notes are there", |seen| seen.notes().len() == 2).await;
    history(server, &room, &room.view, "").await;
    guest.client.edit(|edit| {
        edit.place("a", [480.0, 120.0]);
        edit.remove("b");
        edit.add("c", "Yhteinen aamiainen", [0.0, 240.0]);
    });
    let has_all = |notes: &BTreeMap<String, _>| notes.contains_key("c") && !notes.contains_key("b");
    host.client.until("what the guest did is there", |seen| has_all(&seen.notes())).await;
    (room, host, guest)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_board_is_given_as_it_was_with_who_changed_what_and_to_viewers_without_names() {
    let server = Server::start();
    let (room, host, guest) = room_with_history(&server, false).await;
    let frames = history(&server, &room, &room.join, "").await;
    let [first, second] = &frames[..] else { panic!("{frames:#?}") };
    assert_eq!(first["notes"]["a"]["at"], serde_json::json!([0, 0]));
    assert_eq!(first["notes"].as_object().unwrap().len(), 2);
    assert_eq!(first["people"], serde_json::json!([host.id.to_string()]));
    assert_eq!(second["notes"]["a"]["at"], serde_json::json!([480, 120]));
    assert_eq!(second["notes"]["b"], Value::Null);
    assert_eq!(second["people"], serde_json::json!([guest.id.to_string()]));
    assert_eq!(second.get("title"), None, "it did not change");
    let viewed = history(&server, &room, &room.view, "").await;
    assert_eq!(viewed.len(), 2);
    assert!(viewed.iter().all(|frame| frame["people"] == serde_json::json!([])));
    let since = format!("&since={}", second["atMs"]);
    let since = history(&server, &room, &room.join, &since).await;
    assert_eq!((since.len(), &since[0]["notes"]), (2, &first["notes"]));
    for token in ["", "nobody"] {
        let path = format!("/api/rooms/{}/history?token={token}", room.id);
        assert!(server.get(&path, &[]).await.status >= 400, "a stranger");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_history_comes_compressed_to_whoever_takes_that() {
    let server = Server::start();
    let (room, _host, _guest) = room_with_history(&server, false).await;
    let path = format!("/api/rooms/{}/history?token={}", room.id, room.join);
    let plain = server.get(&path, &[]).await;
    assert_eq!(plain.header("content-encoding"), None);
    let packed = server.get(&path, &[("Accept-Encoding", "br, gzip")]).await;
    assert_eq!(packed.header("content-encoding"), Some("gzip"));
    assert_eq!(packed.header("vary"), Some("accept-encoding"));
    let mut unpacked = Vec::new();
    GzDecoder::new(&packed.body[..]).read_to_end(&mut unpacked).unwrap();
    assert_eq!(unpacked, plain.body);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_history_outlives_the_process_and_what_came_after_it_is_added() {
    let mut server = Server::start();
    let (room, _host, mut guest) = room_with_history(&server, false).await;
    let before = history(&server, &room, &room.join, "").await;
    server.kill_nine();
    server.start_again();
    let again = history(&server, &room, &room.join, "").await;
    assert_eq!(folded(&again), folded(&before));
    assert_eq!(again.last().unwrap()["atMs"], before.last().unwrap()["atMs"], "nothing changed");
    guest.connect(&server).await.unwrap();
    guest.client.edit(|edit| edit.add("d", "Uusi", [0.0, 0.0]));
    guest.client.settle().await;
    let after = history(&server, &room, &room.join, "").await;
    // Those of one minute may have become one.
    let texts = folded(&after);
    assert_eq!(texts.keys().collect::<Vec<_>>(), ["a", "c", "d"]);
    assert!(after.len() >= 2 && after.last().unwrap()["notes"].get("d").is_some(), "{after:#?}");
}

/// What the database says of people, as it is kept and read.
fn people_on_disk(data: &Path) -> Vec<(Vec<u8>, String)> {
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
    let database = rusqlite::Connection::open_with_flags(data.join("picnic.db"), flags).unwrap();
    let mut query = database.prepare("SELECT bytes FROM version_people").unwrap();
    let rows = query.query_map([], |row| row.get::<_, Vec<u8>>(0)).unwrap();
    let read = |packed: Vec<u8>| {
        let padding = packed.iter().take_while(|byte| **byte == 0).count().min(4_096);
        let mut text = String::new();
        DeflateDecoder::new(&packed[padding..]).read_to_string(&mut text).unwrap();
        (packed[padding..].to_vec(), text)
    };
    rows.map(|row| read(row.unwrap())).collect()
}

fn holds(data: &Path, needle: &[u8]) -> bool {
    std::fs::read_dir(data).unwrap().any(|file| {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        bytes.windows(needle.len()).any(|window| window == needle)
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn once_a_room_is_anonymous_no_version_and_no_file_tells_who_changed_something() {
    let mut server = Server::start();
    let data = server.data();
    let (room, host, guest) = room_with_history(&server, false).await;
    history(&server, &room, &room.join, "").await;
    let before = people_on_disk(&data);
    assert!(before.iter().any(|(_, text)| text.contains(&guest.id.to_string())), "{before:?}");
    host.does(Command::SetAnonymous { anonymous: true }).await.unwrap();
    let start = Instant::now();
    while before.iter().any(|(packed, _)| holds(&data, packed)) {
        assert!(start.elapsed() < DEADLINE, "who changed something is still in a file");
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    guest.client.edit(|edit| edit.add("d", "Nimetön", [0.0, 0.0]));
    guest.client.settle().await;
    for again in [false, true] {
        if again {
            server.kill_nine();
            server.start_again();
        }
        let frames = history(&server, &room, &room.facilitate, "").await;
        assert_eq!(folded(&frames).len(), 3);
        let told = serde_json::to_string(&frames).unwrap();
        for person in [&host, &guest] {
            assert!(!told.contains(&person.id.to_string()), "{told}");
        }
        assert!(people_on_disk(&data).is_empty());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_anonymous_rooms_history_names_nobody() {
    let server = Server::start();
    let (room, ..) = room_with_history(&server, true).await;
    let frames = history(&server, &room, &room.facilitate, "").await;
    assert_eq!(frames.len(), 2);
    assert!(frames.iter().all(|frame| frame["people"] == serde_json::json!([])));
    assert!(people_on_disk(&server.data()).is_empty());
}
