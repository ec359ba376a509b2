//! Who may do what: a viewer changes nothing, a stranger gets nothing, and nobody writes under
//! another's client id.

use picnic_protocol::frame;
use picnic_protocol::session::{ErrorCode, ServerMessage};
use picnic_tests::client::{Client, Door};
use picnic_tests::server::{Room, Server};
use serde_json::json;
use yrs::{ReadTxn as _, StateVector, Transact as _};

async fn board_with_a_note() -> (Server, Room, Client) {
    let server = Server::start();
    let room = server.make_room().await;
    let writer = Client::join(1, &Door::new(server.address(), &room.id, &room.join)).await;
    writer.add("a", "from the participant");
    writer.settle().await;
    (server, room, writer)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_viewer_sees_the_board_and_cannot_change_it() {
    let (server, room, writer) = board_with_a_note().await;
    let view = Door::new(server.address(), &room.id, &room.view);
    let viewer = Client::join(2, &view).await;
    assert_eq!(viewer.notes(), writer.notes());

    viewer.add("b", "from the viewer");
    viewer.until("it is refused", |seen| seen.refusals.len() == 1).await;
    viewer.edit(|edit| edit.append("a", " and the viewer"));
    viewer.until("it is refused again", |seen| seen.refusals.len() == 2).await;

    // The socket stays, and shows what others do.
    writer.add("c", "later");
    viewer.until("the later note is seen", |seen| seen.notes().contains_key("c")).await;
    let fresh = Client::join(3, &view).await;
    assert_eq!(fresh.notes(), writer.notes());
    assert_eq!(fresh.notes().keys().collect::<Vec<_>>(), ["a", "c"]);
    assert_eq!(fresh.notes()["a"].text, "from the participant");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_viewer_who_brings_a_written_document_changes_nothing() {
    let (server, room, writer) = board_with_a_note().await;
    let mut viewer = Client::new(2);
    viewer.add("b", "written before joining");
    viewer.connect(&Door::new(server.address(), &room.id, &room.view)).await.unwrap();
    viewer.until("the board is there", |seen| seen.synced).await;
    viewer.settle().await;
    writer.settle().await;
    assert_eq!(writer.notes().keys().collect::<Vec<_>>(), ["a"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_viewer_is_told_so_on_the_session_plane() {
    let (server, room, _writer) = board_with_a_note().await;
    let door = Door::new(server.address(), &room.id, &room.view).with_session();
    let viewer = Client::join(2, &door).await;
    viewer.add("b", "from the viewer");
    let told = |message: &ServerMessage| {
        matches!(message, ServerMessage::Error { code: ErrorCode::ViewersCannotEdit, .. })
    };
    viewer.until("it is told", |seen| seen.session.iter().any(told)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stranger_without_a_secret_gets_nothing() {
    let (server, room, _writer) = board_with_a_note().await;
    let mut door = Door::new(server.address(), &room.id, "");
    door.path = format!("/sync/{}", room.id);
    let refused = door.open().await.unwrap_err();
    assert_eq!(refused.status, 403);
    assert!(refused.content_type.starts_with("application/problem+json"), "{refused:?}");
    let board = server.get(&format!("/api/rooms/{}/board", room.id), &[]).await;
    assert!([403, 404].contains(&board.status), "{board:?}");
    assert!(!board.text().contains("participant"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_secret_is_forbidden() {
    let (server, room, _writer) = board_with_a_note().await;
    let other = server.make_room().await;
    for secret in [other.facilitate.as_str(), "AAAAAAAAAAAAAAAAAAAAAA", "short", "%00"] {
        let refused = Door::new(server.address(), &room.id, secret).open().await.unwrap_err();
        assert_eq!(refused.status, 403, "{refused:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_unknown_room_is_not_found() {
    let (server, room, _writer) = board_with_a_note().await;
    for id in ["AAAAAAAAAAAAAAAAAAAAAA", "no-room", "%2e%2e"] {
        let refused = Door::new(server.address(), id, &room.join).open().await.unwrap_err();
        assert_eq!(refused.status, 404, "{refused:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_under_another_participants_client_id_is_refused() {
    let (server, room, writer) = board_with_a_note().await;
    let door = Door::new(server.address(), &room.id, &room.join);
    // The same client id as the writer's, and other content at the same clocks and beyond.
    let mut forger = Client::new(writer.id);
    forger.add("forged", "not theirs");
    forger.add("forged too", "nor this");
    forger.connect(&door).await.unwrap();
    forger.until("it is refused", |seen| !seen.refusals.is_empty()).await;
    // And what would follow after the writer's own last change.
    let mut follower = Client::new(50);
    follower.connect(&door).await.unwrap();
    follower.until("the board is there", |seen| seen.synced).await;
    let twin = Client::new(writer.id);
    let whole = writer.seen().doc.transact().encode_state_as_update_v1(&StateVector::default());
    twin.seen().take(&frame::sync_update(&whole)).unwrap();
    let stolen = twin.edit(|edit| edit.append("a", " and a thief"));
    follower.send(frame::sync_update(&stolen));
    follower.until("it is refused", |seen| !seen.refusals.is_empty()).await;

    let fresh = Client::join(60, &door).await;
    assert_eq!(fresh.notes().keys().collect::<Vec<_>>(), ["a"]);
    assert_eq!(fresh.notes()["a"].text, "from the participant");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rotated_link_lets_nobody_in_and_its_sockets_are_closed() {
    let (server, room, writer) = board_with_a_note().await;
    let path = format!("/api/rooms/{}/links/join/rotate", room.id);
    let by_participant = server.enter(&room.id, &room.join).await;
    let refused = server.post(&path, &[("Cookie", &by_participant)], &json!({})).await;
    assert_eq!(refused.status, 403, "{}", refused.text());

    let by_facilitator = server.enter(&room.id, &room.facilitate).await;
    let rotated = server.post(&path, &[("Cookie", &by_facilitator)], &json!({})).await;
    assert!((200..300).contains(&rotated.status), "{} {}", rotated.status, rotated.text());
    writer.until_ended().await;
    let refused = Door::new(server.address(), &room.id, &room.join).open().await.unwrap_err();
    assert_eq!(refused.status, 403);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn secrets_and_texts_are_not_in_the_log() {
    let (mut server, room, writer) = board_with_a_note().await;
    let _ = Door::new(server.address(), &room.id, "AAAAAAAAAAAAAAAAAAAAAA").open().await;
    // Bytes that are no frame: an update that ends before its length.
    writer.send(vec![0, 2, 9]);
    writer.until_ended().await;
    server.ask_to_end();
    server.wait_for_end(picnic_tests::DEADLINE);
    let log = server.log();
    assert!(!log.is_empty());
    for secret in [&room.facilitate, &room.join, &room.view] {
        assert!(!log.contains(secret.as_str()), "{log}");
    }
    assert!(!log.contains("from the participant"), "{log}");
}
