//! What sockets, rooms and addresses may do: over it they are told clearly, and others go on.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use picnic_protocol::session::{ErrorCode, ServerMessage};
use picnic_tests::client::{Client, Door, Socket};
use picnic_tests::events::Events;
use picnic_tests::http::Response;
use picnic_tests::server::Server;
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::Frame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};

/// A test's own words for who asks, as a proxy on this machine passes them on.
const AINO: (&str, &str) = ("x-forwarded-for", "198.51.100.1");
const BERTIL: (&str, &str) = ("x-forwarded-for", "198.51.100.2");

async fn make_room(server: &Server, caller: (&str, &str)) -> Response {
    server.post("/api/rooms", &[caller], &json!({})).await
}

fn from(door: &Door, (name, value): (&'static str, &str)) -> Door {
    Door { headers: vec![(name, value.to_owned())], ..door.clone() }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_makes_so_many_rooms_and_is_told_when_to_come_back() {
    let server = Server::start_with(&["--address-rooms-per-hour", "3"]);
    for _ in 0..3 {
        assert_eq!(make_room(&server, AINO).await.status, 201);
    }
    let refused = make_room(&server, AINO).await;
    assert_eq!(refused.status, 429);
    assert_eq!(refused.header("content-type"), Some("application/problem+json"));
    let wait: u64 = refused.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=1_201).contains(&wait), "{wait} s for a third of an hour's rooms");
    assert_eq!(make_room(&server, BERTIL).await.status, 201, "another address has its own");
}

/// The status of the answer to a request of which no body ever comes.
async fn without_body(server: &Server, path: &str, headers: &str) -> u16 {
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    let head =
        format!("POST {path} HTTP/1.1\r\nHost: a\r\n{headers}Content-Length: 400000\r\n\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = [0; 12];
    // The server gives a body fifteen seconds.
    let read = timeout(Duration::from_secs(10), stream.read_exact(&mut answer)).await;
    read.expect("an answer before the body").unwrap();
    std::str::from_utf8(&answer[9..]).unwrap().parse().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_refused_is_refused_before_any_of_its_body_is_read() {
    let server = Server::start_with(&["--address-rooms-per-hour", "1"]);
    let made = make_room(&server, AINO).await.json();
    let caller = format!("{}: {}\r\n", AINO.0, AINO.1);
    assert_eq!(without_body(&server, "/api/rooms", &caller).await, 429);
    let elsewhere = "Origin: https://evil.example\r\n";
    let suggestions = format!("/api/rooms/{}/suggestions", made["room"].as_str().unwrap());
    for path in ["/api/rooms", "/api/models/check", &suggestions] {
        assert_eq!(without_body(&server, path, elsewhere).await, 403, "{path}");
    }
    let join = format!("{suggestions}?token={}", made["tokens"]["join"].as_str().unwrap());
    assert_eq!(without_body(&server, &join, "").await, 403, "only facilitators ask");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn large_posts_of_one_connection_wait_for_each_other_and_for_no_turn() {
    let server = Server::start();
    let room = server.make_room().await;
    let line = Events::open(&Door::new(server.address(), &room.id, &room.join)).await;
    let large = vec![99; 100_000];
    let mut later = Vec::new();
    for first in (1..5).rev() {
        later.push(line.begin_post(first, &[&large]).await);
    }
    let asked = Instant::now();
    assert_eq!(line.post("0", &[&large]).await.status, 204);
    for mut post in later {
        let mut answer = [0; 12];
        timeout(picnic_tests::DEADLINE, post.read_exact(&mut answer)).await.unwrap().unwrap();
        assert_eq!(&answer, b"HTTP/1.1 204");
    }
    assert!(asked.elapsed() < Duration::from_secs(8), "{:?}", asked.elapsed());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_the_header_that_the_operator_named_says_who_asks() {
    let asked = async |server: &Server, usual: &str, standard: &str| {
        let headers = [("x-forwarded-for", usual), ("forwarded", standard)];
        let made = server.post("/api/rooms", &headers, &json!({})).await.status;
        (made, server.get("/metrics", &headers).await.status)
    };
    let server = Server::start_with(&["--address-rooms-per-hour", "1"]);
    assert_eq!(asked(&server, "198.51.100.1", "for=198.51.100.2").await, (201, 403));
    // Behind nginx with its usual lines `Forwarded` is what the caller wrote.
    assert_eq!(asked(&server, "198.51.100.1", "for=198.51.100.3").await, (429, 403));
    assert_eq!(asked(&server, "198.51.100.1", "for=127.0.0.2").await, (429, 403));
    let arguments = ["--address-rooms-per-hour", "1", "--forwarded-header", "forwarded"];
    let server = Server::start_with(&arguments);
    assert_eq!(asked(&server, "198.51.100.1", "for=198.51.100.2").await, (201, 403));
    assert_eq!(asked(&server, "127.0.0.2", "for=198.51.100.2;proto=https").await, (429, 403));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stranger_who_says_that_they_are_somebody_else_is_not_believed() {
    let arguments = ["--address-rooms-per-hour", "1", "--trusted-proxy", "10.0.0.0/8"];
    let server = Server::start_with(&arguments);
    assert_eq!(make_room(&server, AINO).await.status, 201);
    assert_eq!(make_room(&server, BERTIL).await.status, 429);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_has_so_many_sockets_and_may_open_another_when_one_closes() {
    let server = Server::start_with(&["--address-sockets-max", "2"]);
    let room = server.make_room().await;
    let door = Door::new(server.address(), &room.id, &room.join);
    let mut first = Client::join(1, &from(&door, AINO)).await;
    let _second = Client::join(2, &from(&door, AINO)).await;
    let refused = from(&door, AINO).open().await.unwrap_err();
    assert_eq!((refused.status, &refused.content_type[..]), (429, "application/problem+json"));
    let _other = Client::join(3, &from(&door, BERTIL)).await;
    first.leave().await;
    let end = Instant::now() + picnic_tests::DEADLINE;
    while from(&door, AINO).open().await.is_err() {
        assert!(Instant::now() < end, "the place of a closed socket stays taken");
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_opens_sockets_at_a_pace() {
    let server = Server::start_with(&["--address-joins-per-minute", "2"]);
    let room = server.make_room().await;
    let door = from(&Door::new(server.address(), &room.id, &room.join), AINO);
    // Two minutes' worth at once.
    for _ in 0..4 {
        drop(door.open().await.unwrap());
    }
    assert_eq!(door.open().await.unwrap_err().status, 429);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_room_says_so_and_closes_the_newcomer_with_1013() {
    let server = Server::start_with(&["--room-sockets-max", "2"]);
    let room = server.make_room().await;
    let door = Door::new(server.address(), &room.id, &room.join).with_session();
    let aino = Client::join(1, &door).await;
    let bertil = Client::join(2, &door).await;
    let mut late = Client::new(3);
    late.connect(&door).await.unwrap();
    assert_eq!(late.until_ended().await, Some(1013));
    assert!(has_error(&late, ErrorCode::RoomFull));
    aino.add("n", "still here");
    bertil.until("the room goes on", |seen| seen.notes().contains_key("n")).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_note_more_than_a_room_takes_is_taken_away_and_its_maker_is_told() {
    let server = Server::start_with(&["--room-notes-max", "3"]);
    let room = server.make_room().await;
    let door = Door::new(server.address(), &room.id, &room.join).with_session();
    let aino = Client::join(1, &door).await;
    let bertil = Client::join(2, &door).await;
    for id in ["a", "b", "c", "d"] {
        aino.add(id, "text");
    }
    aino.until("she is told", |seen| {
        seen.session.iter().any(|message| is_error(message, ErrorCode::TooManyNotes))
    })
    .await;
    aino.until("it is gone", |seen| seen.notes().len() == 3).await;
    bertil.until("he has the rest", |seen| seen.notes().len() == 3).await;
    assert_eq!(aino.notes(), bertil.notes());
    aino.edit(|edit| edit.remove("a"));
    aino.add("e", "there is room again");
    bertil.until("it comes", |seen| seen.notes().contains_key("e")).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_board_refuses_what_it_has_no_bytes_for_and_the_room_goes_on() {
    let server = Server::start_with(&["--room-bytes-max", "100000"]);
    let room = server.make_room().await;
    let door = Door::new(server.address(), &room.id, &room.join).with_session();
    let aino = Client::join(1, &door).await;
    let bertil = Client::join(2, &door).await;
    aino.add("large", &"x".repeat(90_000));
    bertil.until("the large note comes", |seen| seen.notes().contains_key("large")).await;
    bertil.add("refused", &"y".repeat(20_000));
    bertil.until("he is told", |seen| !seen.refusals.is_empty()).await;
    assert!(has_error(&bertil, ErrorCode::BoardFull));
    aino.settle().await;
    assert!(!aino.notes().contains_key("refused"));
    aino.edit(|edit| edit.remove("large"));
    // Looked at again after a while, and then asked for.
    aino.until("it is taken after all", |seen| seen.notes().contains_key("refused")).await;
    assert!(bertil.seen().ended.is_none());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_socket_that_sends_too_much_is_slowed_and_its_neighbour_is_not() {
    let server = Server::start_with(&["--socket-frames-per-second", "100"]);
    let room = server.make_room().await;
    let door = Door::new(server.address(), &room.id, &room.join);
    let neighbour = Client::join(1, &door).await;
    let watcher = Client::join(2, &door).await;
    let mut hasty = door.open().await.unwrap();
    let start = Instant::now();
    // Eight seconds' worth at once, and two seconds' worth at the pace.
    for _ in 0..1_000 {
        hasty.send(question()).await.unwrap();
    }
    for _ in 0..20 {
        let sent = Instant::now();
        let id = format!("{:?}", sent.duration_since(start));
        neighbour.add(&id, "as ever");
        watcher.until("the neighbour's note", |seen| seen.notes().contains_key(&id)).await;
        assert!(sent.elapsed() < Duration::from_secs(1), "the neighbour waits for the hasty one");
    }
    answers(&mut hasty, 1_000).await;
    let took = start.elapsed();
    assert!(took > Duration::from_millis(1_500), "1,000 frames took {took:?}");
}

/// Whether a socket that sends these is made to wait by a server that takes ten frames a second, and 80 at once.
async fn is_slowed_by(messages: impl IntoIterator<Item = Message>) -> bool {
    let server = Server::start_with(&["--socket-frames-per-second", "10"]);
    let room = server.make_room().await;
    let door = Door::new(server.address(), &room.id, &room.join);
    let mut socket = door.open().await.unwrap();
    for message in messages {
        socket.send(message).await.unwrap();
    }
    let start = Instant::now();
    socket.send(question()).await.unwrap();
    answers(&mut socket, 1).await;
    start.elapsed() > Duration::from_secs(2)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn frames_in_one_message_count_like_frames_in_many() {
    // Each asks for everyone's presence.
    let message = |frames: usize| Message::Binary(vec![3; frames].into());
    assert!(!is_slowed_by([message(16), message(16)]).await);
    assert!(is_slowed_by((0..8).map(|_| message(16))).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn frames_that_make_no_message_count_too() {
    let pong = || Message::Pong(Vec::new().into());
    let piece = |opcode, is_final| {
        Message::Frame(Frame::message(Vec::new(), OpCode::Data(opcode), is_final))
    };
    assert!(!is_slowed_by((0..20).map(|_| pong())).await);
    assert!(is_slowed_by((0..120).map(|_| pong())).await);
    let pieces = (0..120).map(|_| piece(Data::Continue, false));
    assert!(is_slowed_by([piece(Data::Binary, false)].into_iter().chain(pieces)).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_socket_that_insists_is_closed_with_1008_and_a_reason() {
    let server = Server::start_with(&["--socket-frames-per-second", "50"]);
    let room = server.make_room().await;
    let door = Door::new(server.address(), &room.id, &room.join);
    let (mut write, mut read) = door.open().await.unwrap().split();
    let sending = tokio::spawn(async move { while write.send(question()).await.is_ok() {} });
    let closed = timeout(Duration::from_secs(60), async {
        loop {
            match read.next().await {
                Some(Ok(Message::Close(Some(CloseFrame { code, reason })))) => {
                    return (u16::from(code), reason.to_string());
                }
                Some(Ok(_)) => {}
                other => panic!("no farewell, but {other:?}"),
            }
        }
    });
    let (code, reason) = closed.await.expect("it is closed within a minute");
    sending.abort();
    assert_eq!(code, 1008);
    assert!(reason.contains("send less"), "{reason}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_limits_there_are_none() {
    let arguments = [
        "--no-limits",
        "--address-rooms-per-hour",
        "1",
        "--socket-frames-per-second",
        "1",
        "--room-sockets-max",
        "1",
    ];
    let server = Server::start_with(&arguments);
    server.make_room().await;
    let room = server.make_room().await;
    let door = Door::new(server.address(), &room.id, &room.join);
    let _first = Client::join(1, &door).await;
    let mut second = door.open().await.unwrap();
    for _ in 0..100 {
        second.send(question()).await.unwrap();
    }
    let start = Instant::now();
    answers(&mut second, 100).await;
    assert!(start.elapsed() < Duration::from_secs(20));
}

#[tokio::test]
async fn a_limit_that_lets_nobody_in_is_refused_at_the_start() {
    let output = std::process::Command::new(picnic_tests::server::binary())
        .args(["check-config", "--room-notes-max", "0"])
        .output()
        .unwrap();
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("room_notes_max is 0"));
}

fn is_error(message: &ServerMessage, wanted: ErrorCode) -> bool {
    matches!(message, ServerMessage::Error { code, .. } if *code == wanted)
}

fn has_error(client: &Client, wanted: ErrorCode) -> bool {
    client.seen().session.iter().any(|message| is_error(message, wanted))
}

/// A frame that the server answers, each one: what asks for the board gets one answer to several.
fn question() -> Message {
    Message::Ping(b"there?".to_vec().into())
}

/// Waits for so many answers.
async fn answers(socket: &mut Socket, count: usize) {
    let mut seen = 0;
    while seen < count {
        let message = timeout(picnic_tests::DEADLINE, socket.next()).await.expect("an answer");
        match message {
            Some(Ok(Message::Pong(_))) => seen += 1,
            Some(Ok(_)) => {}
            other => panic!("{seen} answers, and then {other:?}"),
        }
    }
}
