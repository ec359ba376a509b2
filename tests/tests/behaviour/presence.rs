//! Presence shows who is here: it goes with its socket, belongs to its owner, is stamped by the
//! server and never written down.

use std::path::Path;

use picnic_protocol::frame;
use picnic_protocol::ids::Role;
use picnic_protocol::session::ServerMessage;
use picnic_tests::client::{Client, Door};
use picnic_tests::server::{Room, Server};
use serde_json::{Value, json};

async fn room() -> (Server, Room, Door) {
    let server = Server::start();
    let room = server.make_room().await;
    let door = Door::new(server.address(), &room.id, &room.join);
    (server, room, door)
}

fn field(client: &Client, of: u64, pointer: &str) -> Option<Value> {
    let seen = client.seen();
    let state: Value = serde_json::from_str(seen.present().get(&of)?).expect("JSON");
    state.pointer(pointer).cloned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn presence_reaches_those_who_are_here_and_those_who_come() {
    let (_server, _room, door) = room().await;
    let one = Client::join(1, &door).await;
    let two = Client::join(2, &door).await;
    one.show(r#"{"cursor":[1,2]}"#);
    two.until("it sees the other", |seen| seen.present().contains_key(&1)).await;
    assert_eq!(field(&two, 1, "/cursor"), Some(json!([1, 2])));
    let late = Client::join(3, &door).await;
    late.until("it sees the other", |seen| seen.present().contains_key(&1)).await;
    late.send(vec![3]);
    one.show(r#"{"cursor":[3,4]}"#);
    late.until("it sees the last place", |seen| {
        seen.present().get(&1).is_some_and(|state| state.contains("[3,4]"))
    })
    .await;
}

/// What a Yjs client says that only is there. Its very first word has the clock 0, and a Yjs client that hears of another for
/// the first time takes nothing of that clock (y-protocols); it says it anew within 15 s.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_shows_nothing_is_here_all_the_same() {
    let (_server, _room, door) = room().await;
    let one = Client::join(1, &door).await;
    let two = Client::join(2, &door).await;
    one.show_as(1, 1, Some("{}"));
    two.until("it sees the other", |seen| seen.present().contains_key(&1)).await;
    let late = Client::join(3, &door).await;
    late.until("it sees the other", |seen| seen.present().contains_key(&1)).await;
    one.show_as(1, 2, Some(r#"{"cursor":[1,2]}"#));
    one.show_as(1, 3, Some("{}"));
    for other in [&two, &late] {
        other
            .until("it is here without a cursor", |seen| {
                seen.presence.get(&1).is_some_and(|(clock, _)| *clock == 3)
                    && seen.present().contains_key(&1)
            })
            .await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn presence_goes_when_its_socket_goes() {
    let (_server, _room, door) = room().await;
    let mut broken = Client::join(1, &door).await;
    let mut closed = Client::join(2, &door).await;
    let watcher = Client::join(3, &door).await;
    for round in 0..3 {
        broken.show(r#"{"cursor":[1,1]}"#);
        closed.show(r#"{"cursor":[2,2]}"#);
        watcher.until("both are here", |seen| seen.present().len() == 2).await;
        broken.vanish();
        closed.leave().await;
        watcher.until("both have gone", |seen| seen.present().is_empty()).await;
        let late = Client::join(10 + round, &door).await;
        late.settle().await;
        assert!(late.seen().present().is_empty());
        // They come back under the same client ids and are shown again.
        broken.connect(&door).await.unwrap();
        closed.connect(&door).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_changes_or_removes_anothers_presence() {
    let (_server, _room, door) = room().await;
    let owner = Client::join(1, &door).await;
    let forger = Client::join(2, &door).await;
    let watcher = Client::join(3, &door).await;
    owner.show(r#"{"cursor":[1,1]}"#);
    watcher.until("the owner is here", |seen| seen.present().contains_key(&1)).await;
    forger.show_as(1, 100, Some(r#"{"cursor":[6,6]}"#));
    forger.show_as(1, 101, None);
    forger.settle().await;
    owner.show(r#"{"cursor":[2,2]}"#);
    watcher
        .until("the owner has moved", |seen| {
            seen.present().get(&1).is_some_and(|state| state.contains("[2,2]"))
        })
        .await;
    let late = Client::join(4, &door).await;
    late.until("the owner is here", |seen| seen.present().contains_key(&1)).await;
    assert_eq!(field(&late, 1, "/cursor"), Some(json!([2, 2])));
    assert!(watcher.seen().presence[&1].0 < 100, "the forged clock was passed on");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn name_and_role_in_presence_are_the_servers() {
    let (server, room, door) = room().await;
    let one = Client::join(1, &door.clone().with_session()).await;
    let [join, view] = [&room.join, &room.view]
        .map(|secret| Door::new(server.address(), &room.id, secret).with_session());
    let watcher = Client::join(2, &join).await;
    let viewer = Client::join(3, &view).await;
    one.send(session(&json!({"type": "name", "name": "Aino"})));
    let named = |message: &ServerMessage| match message {
        ServerMessage::Participants { here, .. } => here.iter().any(|who| who.name == "Aino"),
        ServerMessage::Hello(hello) => hello.participants.iter().any(|who| who.name == "Aino"),
        _ => false,
    };
    watcher.until("the name is known", |seen| seen.session.iter().any(named)).await;
    one.show(r#"{"user":{"name":"Somebody else","role":"facilitator"},"cursor":[1,1]}"#);
    watcher.until("it is shown", |seen| seen.present().contains_key(&1)).await;
    {
        let seen = watcher.seen();
        let state = seen.present()[&1];
        assert!(state.contains("Aino"), "{state}");
        assert!(!state.contains("facilitator"), "{state}");
    }
    viewer.until("they are shown", |seen| seen.present().contains_key(&1)).await;
    let seen = viewer.seen();
    assert_eq!(seen.hello().unwrap().role, Role::Viewer);
    assert!(!seen.present()[&1].contains("Aino"), "a viewer needs no name of hers");
    assert!(!seen.session.iter().any(named));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn presence_is_never_written_down() {
    let (mut server, _room, door) = room().await;
    let one = Client::join(1, &door).await;
    let two = Client::join(2, &door).await;
    one.add("a", "this is written down");
    for place in 0..200 {
        one.show(&format!(r#"{{"cursor":[{place},0],"mark":"presence-is-not-data"}}"#));
    }
    two.until("the last place is seen", |seen| {
        seen.present().get(&1).is_some_and(|state| state.contains("[199,0]"))
    })
    .await;
    one.settle().await;
    server.ask_to_end();
    server.wait_for_end(picnic_tests::DEADLINE);
    assert!(holds(&server.data(), b"this is written down"), "the note is on disk as it is");
    assert!(!holds(&server.data(), b"presence-is-not-data"));
    server.start_again();
    let late = Client::join(3, &door).await;
    late.settle().await;
    assert!(late.seen().present().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn participants_come_and_go_on_the_session_plane() {
    let (_server, _room, door) = room().await;
    let door = door.with_session();
    let one = Client::join(1, &door).await;
    let two = Client::join(2, &door).await;
    let id = two.seen().hello().unwrap().participant;
    let came = |message: &ServerMessage| {
        matches!(message, ServerMessage::Participants { here, .. }
            if here.iter().any(|who| who.id == id))
    };
    one.until("the other came", |seen| seen.session.iter().any(came)).await;
    drop(two);
    let went = |message: &ServerMessage| matches!(message, ServerMessage::Participants { left, .. } if left.contains(&id));
    one.until("the other went", |seen| seen.session.iter().any(went)).await;
}

fn session(message: &Value) -> Vec<u8> {
    let mut out = vec![16];
    picnic_protocol::varint::write_buffer(&mut out, message.to_string().as_bytes());
    // Reads as the server will.
    frame::read_message(&out).expect("a frame");
    out
}

/// Whether any file in the folder holds these bytes.
fn holds(folder: &Path, needle: &[u8]) -> bool {
    std::fs::read_dir(folder).expect("a folder").any(|entry| {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            return holds(&path, needle);
        }
        let bytes = std::fs::read(path).unwrap_or_default();
        bytes.windows(needle.len()).any(|window| window == needle)
    })
}
