//! Roles are handed on, people are put out and stay out, the door is closed: on sockets and over
//! HTTP alike.

use picnic_protocol::ids::{ParticipantId, Role};
use picnic_protocol::session::command::{Command, RefusalCode};
use picnic_protocol::session::{CLOSE_REMOVED, ClientMessage, ErrorCode, ServerMessage};
use picnic_tests::client::{Client, Door};
use picnic_tests::server::{Room, Server};
use picnic_tests::taking_part::{TakingPart, draft, new_command_id, picnic, session_frame};
use serde_json::json;

async fn room_of_two() -> (Server, Room, TakingPart, TakingPart) {
    let server = Server::start();
    let room = server.make_room_with(&picnic(false)).await;
    let leader = TakingPart::enter(&server, &room, &room.facilitate, 1).await;
    let person = TakingPart::enter(&server, &room, &room.join, 2).await;
    (server, room, leader, person)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_role_handed_on_holds_on_sockets_and_over_http() {
    let (mut server, room, leader, mut person) = room_of_two().await;
    let rotate = format!("/api/rooms/{}/links/view/rotate", room.id);
    let refused = server.post(&rotate, &[("Cookie", &person.cookie)], &json!({})).await;
    assert_eq!(refused.status, 403);
    leader.does(Command::Grant { to: person.id, role: Role::Facilitator }).await.unwrap();
    person
        .client
        .until("they are told", |seen| {
            seen.session.iter().any(|message| {
                matches!(message, ServerMessage::Role { role: Role::Facilitator, tokens }
                    if tokens.facilitate.is_none() && tokens.join.is_some())
            })
        })
        .await;
    person.goes(None, "pack").await;
    let rotated = server.post(&rotate, &[("Cookie", &person.cookie)], &json!({})).await;
    assert_eq!(rotated.status, 200, "{}", rotated.text());
    // Also when they come back to a server that was restarted.
    server.kill_nine();
    server.start_again();
    person.connect(&server).await.unwrap();
    assert_eq!(person.client.seen().hello().unwrap().role, Role::Facilitator);
    let enter = format!("/api/rooms/{}/enter", room.id);
    let entered = server.post(&enter, &[("Cookie", &person.cookie)], &json!({})).await;
    assert_eq!(entered.json()["role"], "facilitator");
    // The facilitators' own link is neither told to who facilitates for a while nor theirs to make anew.
    assert!(
        !entered.text().contains(&room.facilitate) && !rotated.text().contains(&room.facilitate)
    );
    let theirs = format!("/api/rooms/{}/links/facilitate/rotate", room.id);
    let refused = server.post(&theirs, &[("Cookie", &person.cookie)], &json!({})).await;
    assert_eq!(refused.status, 403);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_put_out_is_out_of_every_way_in() {
    let (mut server, room, leader, mut person) = room_of_two().await;
    leader.does(Command::Remove { participant: person.id }).await.unwrap();
    assert_eq!(person.client.until_ended().await, Some(CLOSE_REMOVED));
    for _ in 0..2 {
        let refused = person.door(&server).open().await.unwrap_err();
        assert_eq!(refused.status, 403);
        assert!(refused.body.contains("\"code\":\"removed\""), "{refused:?}");
        let enter = format!("/api/rooms/{}/enter", room.id);
        let body = json!({"secret": room.join});
        let entered = server.post(&enter, &[("Cookie", &person.cookie)], &body).await;
        assert_eq!((entered.status, &entered.json()["code"]), (403, &json!("removed")));
        server.kill_nine();
        server.start_again();
    }
    let mut leader = leader;
    leader.connect(&server).await.unwrap();
    leader.does(Command::Readmit { participant: person.id }).await.unwrap();
    person.connect(&server).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_closed_door_lets_in_only_the_known() {
    let (server, room, leader, mut person) = room_of_two().await;
    // Somebody with a pass who has not come in yet.
    let waiting = server.enter(&room.id, &room.join).await;
    leader.does(Command::SetJoiningClosed { closed: true }).await.unwrap();
    let enter = format!("/api/rooms/{}/enter", room.id);
    let refused = server.post(&enter, &[], &json!({"secret": room.join})).await;
    assert_eq!((refused.status, &refused.json()["code"]), (403, &json!("joiningClosed")));
    // Whose pass joins no more may look by a link for that.
    let cookie = [("Cookie", waiting.as_str())];
    let export = format!("/api/rooms/{}/export.md", room.id);
    assert_eq!(server.get(&export, &cookie).await.status, 403);
    assert_eq!(server.get(&format!("{export}?token={}", room.view), &cookie).await.status, 200);
    let looks = server.post(&enter, &cookie, &json!({"secret": room.view})).await;
    assert_eq!((looks.status, &looks.json()["role"]), (200, &json!("viewer")));
    for door in [
        Door::new(server.address(), &room.id, &room.join),
        Door::by_pass(server.address(), &room.id, waiting).with_session(),
    ] {
        let refused = door.open().await.unwrap_err();
        assert!(refused.body.contains("joiningClosed"), "{refused:?}");
    }
    person.client.vanish();
    person.connect(&server).await.unwrap();
    let viewer = TakingPart::enter(&server, &room, &room.view, 9).await;
    assert_eq!(viewer.client.seen().hello().unwrap().role, Role::Viewer);
    leader.does(Command::SetJoiningClosed { closed: false }).await.unwrap();
    TakingPart::enter(&server, &room, &room.join, 10).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_locked_board_refuses_participants_and_not_their_baskets() {
    let (_server, _room, leader, person) = room_of_two().await;
    leader.does(Command::SetLocked { locked: true }).await.unwrap();
    person.client.add("n", "while locked");
    person.client.until("it is refused", |seen| seen.refusals.len() == 1).await;
    let told = |message: &ServerMessage| {
        matches!(message, ServerMessage::Error { code: ErrorCode::BoardLocked, .. })
    };
    person.client.until("it is told", |seen| seen.session.iter().any(told)).await;
    person.does(Command::PutDrafts { drafts: vec![draft("own")] }).await.unwrap();
    leader.client.settle().await;
    assert!(leader.client.notes().is_empty());
    leader.does(Command::SetLocked { locked: false }).await.unwrap();
    leader.client.until("nothing was lost", |seen| seen.notes().contains_key("n")).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_without_a_pass_reads_and_takes_no_part() {
    let (server, room, leader, _person) = room_of_two().await;
    leader.goes(None, "pack").await;
    let mut guest = TakingPart::enter(&server, &room, &room.join, 3).await;
    let door = Door::new(server.address(), &room.id, &room.facilitate).with_session();
    guest.client.connect(&door).await.unwrap();
    guest.until("it sees where the session is", |known| known.phase() == "pack").await;
    let refused = guest.does(Command::PutDrafts { drafts: vec![draft("x")] }).await;
    assert_eq!(refused, Err(RefusalCode::NotKnown));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_proxy_is_added_and_packs_by_the_facilitators_hand() {
    let (_server, _room, leader, person) = room_of_two().await;
    let proxy = ParticipantId::from_bytes(fastrand::u128(..).to_le_bytes());
    let name = "Martta".to_owned();
    leader.does(Command::PutProxy { participant: proxy, name }).await.unwrap();
    leader.goes(None, "pack").await;
    let put = |text: &str| Command::PutDrafts { drafts: vec![draft(text)] };
    leader.does_for(proxy, put("by Martta")).await.unwrap();
    assert_eq!(person.does_for(proxy, put("x")).await, Err(RefusalCode::NotYourProxy));
    leader.goes(Some("pack"), "lay").await;
    person.client.until("it lies there", |seen| seen.notes().len() == 1).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_takes_no_part_is_told_what_they_would_need() {
    let (server, room, leader, person) = room_of_two().await;
    let viewer = TakingPart::enter(&server, &room, &room.view, 9).await;
    let by_token = Door::new(server.address(), &room.id, &room.join).with_session();
    let by_token = Client::join(10, &by_token).await;
    for (client, words) in [(&viewer.client, "the view link"), (&by_token, "without a pass")] {
        let command = Box::new(Command::Ready { ready: true });
        let message =
            ClientMessage::Command { id: new_command_id(), proxy: None, unnamed: false, command };
        client.send(session_frame(&message));
        let is_told = |message: &ServerMessage| {
            matches!(message, ServerMessage::Refused { code: RefusalCode::NotKnown, message, .. }
                if message.contains(words))
        };
        client.until(words, |seen| seen.session.iter().any(is_told)).await;
    }
    drop((leader, person));
}
