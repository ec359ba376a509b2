//! A spoken code opens its room while it is on, tells nothing otherwise, and is written down nowhere.

use picnic_protocol::session::command::{Command, DoorState};
use picnic_tests::http::Response;
use picnic_tests::server::{Room, Server};
use picnic_tests::taking_part::{TakingPart, picnic};
use serde_json::{Value, json};

async fn sets(server: &Server, room: &Room, cookie: &str, body: Value) -> Response {
    server.post(&format!("/api/rooms/{}/code", room.id), &[("Cookie", cookie)], &body).await
}

async fn types(server: &Server, code: &str) -> Response {
    server.post("/api/codes", &[], &json!({"code": code})).await
}

async fn turned_on(server: &Server, room: &Room, leader: &TakingPart) -> String {
    let on = sets(server, room, &leader.cookie, json!({"on": true})).await;
    assert_eq!(on.status, 200, "{}", on.text());
    on.json()["code"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_code_is_off_until_a_facilitator_turns_it_on_and_ends_with_the_phase() {
    let server = Server::start();
    let room = server.make_room_with(&picnic(false)).await;
    let leader = TakingPart::enter(&server, &room, &room.facilitate, 1).await;
    let person = TakingPart::enter(&server, &room, &room.join, 2).await;
    assert_eq!(sets(&server, &room, &leader.cookie, json!({})).await.json(), json!({}));
    assert_eq!(sets(&server, &room, &person.cookie, json!({"on": true})).await.status, 403);
    let code = turned_on(&server, &room, &leader).await;
    assert_eq!(code.split(' ').count(), 3, "{code}");
    assert_eq!(turned_on(&server, &room, &leader).await, code, "it stays what was said aloud");

    let opened = types(&server, &code.to_uppercase().replace(' ', "-")).await;
    assert_eq!(opened.status, 200);
    assert_eq!(opened.json(), json!({"room": room.id, "secret": room.join}));

    let wrong = types(&server, "three wrong words").await;
    assert_eq!((wrong.status, &wrong.json()["code"]), (404, &json!("noSuchCode")));
    leader.goes(None, "pack").await;
    let over = types(&server, &code).await;
    assert_eq!((over.status, over.text()), (wrong.status, wrong.text()), "over is as wrong");
    let anew = turned_on(&server, &room, &leader).await;
    assert_ne!(anew, code);
    sets(&server, &room, &leader.cookie, json!({"on": false})).await;
    assert_eq!(types(&server, &anew).await.text(), wrong.text(), "off is as wrong");

    // A link that is made anew ends the code that led to it.
    let anew = turned_on(&server, &room, &leader).await;
    let rotate = format!("/api/rooms/{}/links/join/rotate", room.id);
    assert_eq!(server.post(&rotate, &[("Cookie", &leader.cookie)], &json!({})).await.status, 200);
    assert_eq!(types(&server, &anew).await.status, 404);
    // Who comes by a code knocks where newcomers knock.
    leader.does(Command::SetDoor { door: DoorState::Knock }).await.unwrap();
    let opened = types(&server, &turned_on(&server, &room, &leader).await).await.json();
    let enter = format!("/api/rooms/{}/enter", room.id);
    let refused = server.post(&enter, &[], &json!({"secret": opened["secret"]})).await;
    assert_eq!(refused.json()["code"], "knockFirst");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wrong_codes_are_tried_a_few_times_only_and_no_code_is_written_down() {
    let server = Server::start();
    let room = server.make_room().await;
    let leader = TakingPart::enter(&server, &room, &room.facilitate, 1).await;
    let code = turned_on(&server, &room, &leader).await;
    for _ in 0..200 {
        assert_eq!(types(&server, &code).await.status, 200, "right ones cost nothing");
    }
    let mut refused = None;
    for _ in 0..200 {
        let answer = types(&server, "three wrong words").await;
        if answer.status != 404 {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.expect("it ends");
    assert_eq!(refused.status, 429);
    assert!(refused.header("retry-after").is_some());
    assert_eq!(types(&server, &code).await.status, 429, "also right ones, or that would tell");
    let words: Vec<_> = code.split(' ').map(str::to_owned).collect();
    assert!(!words.iter().all(|word| server.log().contains(word.as_str())), "{}", server.log());
    for file in std::fs::read_dir(server.data()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        let held = |word: &str| bytes.windows(word.len()).any(|window| window == word.as_bytes());
        assert!(!words.iter().all(|word| held(word)));
    }
}
