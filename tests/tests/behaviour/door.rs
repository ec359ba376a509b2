//! The room's door over HTTP and sockets: newcomers knock and are let in, and who was put out stays out by the old link.

use picnic_protocol::ids::Role;
use picnic_protocol::session::command::{Command, DoorState};
use picnic_protocol::session::{CLOSE_MERGED, ServerMessage};
use picnic_tests::client::{Client, Door};
use picnic_tests::http::Response;
use picnic_tests::server::{Room, Server, cookies_in};
use picnic_tests::taking_part::{TakingPart, draft, picnic};
use serde_json::json;

async fn room_of_two() -> (Server, Room, TakingPart, TakingPart) {
    let server = Server::start();
    let room = server.make_room_with(&picnic(false)).await;
    let leader = TakingPart::enter(&server, &room, &room.facilitate, 1).await;
    let person = TakingPart::enter(&server, &room, &room.join, 2).await;
    (server, room, leader, person)
}

async fn knock(server: &Server, room: &str, cookie: &str, name: &str) -> Response {
    let path = format!("/api/rooms/{room}/knock");
    server.post(&path, &[("Cookie", cookie)], &json!({"name": name})).await
}

/// The id of whoever knocks under a name, as a facilitator hears it.
async fn knocker(leader: &TakingPart, name: &str) -> picnic_protocol::ids::ParticipantId {
    let find = |message: &ServerMessage| match message {
        ServerMessage::Knocking { waiting } => {
            waiting.iter().find(|knocker| knocker.name == name).map(|knocker| knocker.id)
        }
        _ => None,
    };
    leader
        .client
        .until("the knock is heard", |seen| {
            seen.session.iter().any(|message| find(message).is_some())
        })
        .await;
    leader.client.seen().session.iter().find_map(find).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_was_put_out_is_not_back_by_the_old_link_and_the_others_are_still_in() {
    let (server, room, leader, person) = room_of_two().await;
    let mut other = TakingPart::enter(&server, &room, &room.join, 3).await;
    let foreign = Client::join(9, &Door::new(server.address(), &room.id, &room.join)).await;
    leader.does(Command::Remove { participant: person.id }).await.unwrap();
    foreign.until_ended().await;
    let enter = format!("/api/rooms/{}/enter", room.id);
    let refused = server.post(&enter, &[], &json!({"secret": room.join})).await;
    assert_eq!((refused.status, &refused.json()["code"]), (403, &json!("noSecret")));
    let by_token = Door::new(server.address(), &room.id, &room.join).open().await.unwrap_err();
    assert_eq!(by_token.status, 403);
    other.client.vanish();
    other.connect(&server).await.unwrap();
    other.client.add("n", "still here");
    leader.client.until("it arrives", |seen| seen.notes().contains_key("n")).await;
    // The facilitator has the new link at once.
    let new_link = |message: &ServerMessage| match message {
        ServerMessage::Role { tokens, .. } => tokens.join.clone(),
        _ => None,
    };
    leader
        .client
        .until("the link is told", |seen| seen.session.iter().any(|m| new_link(m).is_some()))
        .await;
    let secret = leader.client.seen().session.iter().rev().find_map(new_link).unwrap();
    assert_ne!(secret, room.join);
    TakingPart::enter(&server, &room, &secret, 4).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn newcomers_knock_and_are_let_in_and_a_token_alone_is_refused_with_a_sentence() {
    let (mut server, room, mut leader, _person) = room_of_two().await;
    leader.does(Command::SetDoor { door: DoorState::Knock }).await.unwrap();
    let enter = format!("/api/rooms/{}/enter", room.id);
    let refused = server.post(&enter, &[], &json!({"secret": room.join})).await;
    assert_eq!((refused.status, &refused.json()["code"]), (403, &json!("knockFirst")));
    let by_token = Door::new(server.address(), &room.id, &room.join).open().await.unwrap_err();
    assert!(by_token.body.contains("Newcomers knock"), "{by_token:?}");
    let knocked = knock(&server, &room.id, "", "Aino\u{202e}").await;
    assert_eq!((knocked.status, &knocked.json()["state"]), (200, &json!("waiting")));
    assert!(!knocked.text().contains("Test"), "nothing of the room is told");
    let cookie = cookies_in(&knocked);
    assert_eq!(server.post(&enter, &[("Cookie", &cookie)], &json!({})).await.status, 403);
    let who = knocker(&leader, "Aino").await;
    // A server that starts again, and whoever waits asks again.
    server.kill_nine();
    server.start_again();
    assert_eq!(knock(&server, &room.id, &cookie, "Aino").await.json()["state"], "waiting");
    leader.connect(&server).await.unwrap();
    assert_eq!(knock(&server, &room.id, &cookie, "Aino").await.json()["state"], "waiting");
    assert_eq!(knocker(&leader, "Aino").await, who, "it is the same person");
    leader.does(Command::LetIn { participant: who }).await.unwrap();
    assert_eq!(knock(&server, &room.id, &cookie, "Aino").await.json()["state"], "letIn");
    let entered = server.post(&enter, &[("Cookie", &cookie)], &json!({})).await;
    assert_eq!((entered.status, &entered.json()["role"]), (200, &json!("participant")));
    let pass = cookies_in(&entered);
    let client =
        Client::join(5, &Door::by_pass(server.address(), &room.id, pass).with_session()).await;
    client.add("n", "let in");
    leader.client.until("it arrives", |seen| seen.notes().contains_key("n")).await;
    assert_eq!(client.seen().hello().unwrap().role, Role::Participant);
    // Links made anew by hand end it as all others.
    let rotate = format!("/api/rooms/{}/links/join/rotate", room.id);
    let rotated = server.post(&rotate, &[("Cookie", &leader.cookie)], &json!({})).await;
    assert_eq!(rotated.status, 200);
    assert_eq!(server.post(&enter, &[("Cookie", &cookie)], &json!({})).await.status, 403);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_that_was_loaded_anew_before_its_first_answer_is_the_same_one_who_knocks() {
    let (server, room, leader, _person) = room_of_two().await;
    leader.does(Command::SetDoor { door: DoorState::Knock }).await.unwrap();
    let path = format!("/api/rooms/{}/knock", room.id);
    let knocks = async |name: &str, mark: &str| {
        server.post(&path, &[], &json!({"name": name, "mark": mark})).await.status
    };
    let mark = "k".repeat(22);
    assert_eq!(knocks("Aino", &mark).await, 200);
    let who = knocker(&leader, "Aino").await;
    assert_eq!(knocks("Aino L", &mark).await, 200);
    assert_eq!(knocker(&leader, "Aino L").await, who);
    assert_eq!(knocks("Pekka", &"p".repeat(22)).await, 200);
    assert_ne!(knocker(&leader, "Pekka").await, who);
    assert_eq!(knocks("Otso", "too short").await, 422);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_knocks_is_told_no_more_of_a_room_than_whether_it_is_there_and_takes_newcomers() {
    let (server, room, leader, _person) = room_of_two().await;
    let unknown = knock(&server, "AAAAAAAAAAAAAAAAAAAAAA", "", "Aino").await;
    assert_eq!((unknown.status, &unknown.json()["code"]), (404, &json!("unknownRoom")));
    for nobody in ["", " ", "\u{202e}\u{200b}"] {
        assert_eq!(knock(&server, &room.id, "", nobody).await.status, 422, "{nobody:?}");
    }
    leader.does(Command::SetDoor { door: DoorState::Closed }).await.unwrap();
    let closed = knock(&server, &room.id, "", "Aino").await;
    assert_eq!((closed.status, &closed.json()["code"]), (403, &json!("joiningClosed")));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_turns_out_to_be_somebody_else_is_out_as_the_one_and_in_as_the_other() {
    let (server, room, leader, person) = room_of_two().await;
    let twin = TakingPart::enter(&server, &room, &room.join, 3).await;
    leader.goes(None, "pack").await;
    twin.does(Command::PutDrafts { drafts: vec![draft("mine")] }).await.unwrap();
    leader.does(Command::MergePeople { from: twin.id, into: person.id }).await.unwrap();
    assert_eq!(twin.client.until_ended().await, Some(CLOSE_MERGED));
    let refused = twin.door(&server).open().await.unwrap_err();
    assert!(refused.body.contains("\"code\":\"merged\""), "{refused:?}");
    person.until("the draft is theirs", |known| known.basket.len() == 1).await;
    // By the link they come as somebody new.
    let enter = format!("/api/rooms/{}/enter", room.id);
    let body = json!({"secret": room.join});
    let entered = server.post(&enter, &[("Cookie", &twin.cookie)], &body).await;
    assert_eq!(entered.status, 200);
    assert_ne!(entered.json()["participant"], json!(twin.id));
}
