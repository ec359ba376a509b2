//! What a curious stranger tried, each with its limit and what is seen now, printed as a table:
//! `cargo test -p picnic-tests --test attacks -- --nocapture`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use picnic_protocol::frame;
use picnic_protocol::varint::write_varint;
use picnic_tests::DEADLINE;
use picnic_tests::client::{Client, Door};
use picnic_tests::events::Events;
use picnic_tests::http::{Request, send};
use picnic_tests::server::Server;
use serde_json::json;
use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::{Instant, sleep, timeout};
use tokio_tungstenite::tungstenite::Message;

const MIB: f64 = 1024.0 * 1024.0;

/// A row of the table.
struct Row {
    attack: &'static str,
    limit: &'static str,
    seen: String,
    holds: bool,
}

fn print(rows: &[Row]) {
    let mut table = String::from("| attack | limit | seen |\n|---|---|---|\n");
    for Row { attack, limit, seen, holds } in rows {
        let mark = if *holds { "" } else { " **does not hold**" };
        writeln!(table, "| {attack} | {limit} | {seen}{mark} |").unwrap();
    }
    println!("{table}");
    let broken: Vec<_> = rows.iter().filter(|row| !row.holds).map(|row| row.attack).collect();
    assert!(broken.is_empty(), "{broken:?}\n{table}");
}

/// Memory that the server takes, MiB; its peak since it began with `VmHWM`.
fn memory(server: &Server, which: &str) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.pid())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(which)).unwrap();
    line.trim_start_matches(':').split_whitespace().next().unwrap().parse::<f64>().unwrap() / 1024.0
}

/// The longest that `/healthz` took while `work` went on.
async fn stalled_while(server: &Arc<Server>, work: impl Future<Output = ()>) -> Duration {
    let asking = tokio::spawn({
        let server = Arc::clone(server);
        async move {
            let mut worst = Duration::ZERO;
            let mut pace = tokio::time::interval(Duration::from_millis(50));
            loop {
                pace.tick().await;
                let asked = Instant::now();
                server.get("/healthz", &[]).await;
                worst = worst.max(asked.elapsed());
                if WORK_DONE.load(std::sync::atomic::Ordering::Relaxed) {
                    return worst;
                }
            }
        }
    });
    work.await;
    WORK_DONE.store(true, std::sync::atomic::Ordering::Relaxed);
    asking.await.unwrap()
}

static WORK_DONE: std::sync::atomic::AtomicBool = std::sync::atomic::AtomicBool::new(false);

async fn files_made_of_faults() -> Row {
    let server = Arc::new(Server::start());
    let before = memory(&server, "VmRSS");
    let file: Arc<str> = "=\n".repeat(250_000).into();
    let mut bytes = 0;
    let worst = stalled_while(&server, async {
        let asking: Vec<_> = (0..3)
            .map(|_| {
                let (to, file) = (server.address(), Arc::clone(&file));
                tokio::spawn(async move {
                    let request = Request {
                        method: "POST",
                        path: "/api/models/check",
                        text: Some(&file),
                        ..Request::default()
                    };
                    send(to, request).await.body.len()
                })
            })
            .collect();
        for asking in asking {
            bytes = bytes.max(asking.await.unwrap());
        }
    })
    .await;
    let grown = memory(&server, "VmHWM") - before;
    Row {
        attack: "three files of 500 KB made of faults",
        limit: "100 faults of 200 letters; one of an address at a time",
        seen: format!("{bytes} bytes of answer, {grown:.0} MiB, /healthz after {worst:.0?}"),
        holds: bytes < 100_000 && grown < 300.0 && worst < Duration::from_secs(5),
    }
}

/// Maps in a sequence, the smallest types that there are, from `first` on.
fn empty_maps(first: u64, count: u64) -> Vec<u8> {
    let mut update = vec![1];
    write_varint(&mut update, count);
    update.push(7);
    write_varint(&mut update, first);
    for number in first..first + count {
        if number == 0 {
            update.extend_from_slice(&[7, 1, 1, b'm', 1]);
        } else {
            update.extend_from_slice(&[0x87, 7]);
            write_varint(&mut update, number - 1);
            update.push(1);
        }
    }
    update.push(0);
    frame::sync_update(&update)
}

async fn empty_maps_by_one_socket() -> Row {
    let arguments = ["--room-memory-max", "100000000", "--idle-seconds", "1"];
    let server = Server::start_with(&arguments);
    let room = server.make_room().await;
    let before = memory(&server, "VmRSS");
    let mut socket = Door::new(server.address(), &room.id, &room.join).open().await.unwrap();
    let mut first = 0;
    while first < 600_000 {
        if socket.send(Message::Binary(empty_maps(first, 30_000).into())).await.is_err() {
            break;
        }
        first += 30_000;
        // What it is told meanwhile is no matter.
        while let Ok(Some(Ok(_))) = timeout(Duration::from_millis(20), socket.next()).await {}
    }
    let full = r#"picnic_refusals_total{kind="RoomBytes"}"#;
    let told = Instant::now() + DEADLINE;
    while server.figure(full).await < 1.0 && Instant::now() < told {
        tokio::task::yield_now().await;
    }
    let refused = server.figure(full).await >= 1.0;
    let peak = memory(&server, "VmHWM") - before;
    drop(socket);
    let end = Instant::now() + DEADLINE;
    while server.figure("picnic_rooms").await > 0.0 {
        assert!(Instant::now() < end, "the room is not put away");
    }
    let mut left = memory(&server, "VmRSS") - before;
    while left > peak * 0.75 && Instant::now() < end {
        tokio::task::yield_now().await;
        left = memory(&server, "VmRSS") - before;
    }
    Row {
        attack: "600,000 empty maps by one socket, 3.5 MB",
        limit: "room_memory_max, here 100 MB",
        seen: format!("refused: {refused}; {peak:.0} MiB, {left:.0} MiB after it was put away"),
        holds: refused && peak < 350.0 && left < peak * 0.75,
    }
}

async fn unfinished_bodies() -> Row {
    let server = Server::start();
    let before = memory(&server, "VmRSS");
    let whole = 16 << 20;
    let mut open = Vec::new();
    for number in 0..60 {
        let mut stream = TcpStream::connect(server.address()).await.unwrap();
        let head = format!(
            "POST /api/rooms HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 198.51.100.{number}\r\n\
             Content-Length: {whole}\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        open.push(tokio::spawn(async move {
            let piece = vec![b' '; 1 << 20];
            for _ in 0..15 {
                if !matches!(
                    timeout(Duration::from_secs(3), stream.write_all(&piece)).await,
                    Ok(Ok(()))
                ) {
                    break;
                }
            }
            stream
        }));
    }
    let mut streams = Vec::new();
    for stream in open {
        streams.push(stream.await.unwrap());
    }
    let held = server.figure("picnic_receiving_bytes").await / MIB;
    let grown = memory(&server, "VmHWM") - before;
    Row {
        attack: "60 unfinished bodies of 16 MiB from 60 addresses",
        limit: "receive_bytes_max, 128 MiB",
        seen: format!("{held:.0} MiB held, {grown:.0} MiB taken"),
        holds: held <= 128.0 && grown < 450.0,
    }
}

/// So many readers of a room's export take nothing: how long somebody waits meanwhile for that of the same room, or of
/// another.
async fn beside_stalled_readers(readers: usize, same_room: bool) -> (u16, Duration) {
    let server = Server::start();
    let room = server.make_room().await;
    let writer = Client::join(1, &Door::new(server.address(), &room.id, &room.join)).await;
    let text = "leipää ".repeat(200);
    writer.edit(|edit| {
        for number in 0..1_500 {
            edit.add(&format!("n{number}"), &text, [f64::from(number) * 200.0, 0.0]);
        }
    });
    writer.settle().await;
    let path = format!("/api/rooms/{}/export.json?token={}", room.id, room.view);
    let mut stalled = Vec::new();
    for _ in 0..readers {
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(4_096).unwrap();
        let mut stream = socket.connect(server.address()).await.unwrap();
        let head = format!("GET {path} HTTP/1.1\r\nHost: a\r\n\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
        stalled.push(stream);
    }
    while server.figure("picnic_waiting{queue=\"Exports\"}").await < readers as f64 {
        sleep(Duration::from_millis(20)).await;
    }
    let of = if same_room { room } else { server.make_room().await };
    let path = format!("/api/rooms/{}/export.md?token={}", of.id, of.view);
    let asked = Instant::now();
    let status = server.get(&path, &[("x-forwarded-for", "198.51.100.9")]).await.status;
    (status, asked.elapsed())
}

async fn stalled_readers() -> Row {
    let (status, took) = beside_stalled_readers(2, false).await;
    Row {
        attack: "two readers of exports who take nothing",
        limit: "a turn ends before its reader is waited for",
        seen: format!("another's export: {status} after {took:.1?}"),
        holds: status == 200 && took < Duration::from_secs(10),
    }
}

async fn stalled_readers_of_one_room() -> Row {
    let (status, took) = beside_stalled_readers(4, true).await;
    Row {
        attack: "as many such readers as a room has places",
        limit: "who takes nothing makes way after 15 s",
        seen: format!("a member's export of it: {status} after {took:.1?}"),
        holds: status == 200 && took < Duration::from_secs(25),
    }
}

async fn strangers_at_the_door() -> Row {
    let server = Server::start_with(&["--idle-seconds", "1"]);
    let room = server.make_room().await;
    let other = server.make_room().await;
    drop(Client::join(1, &Door::new(server.address(), &room.id, &room.join)).await);
    let end = Instant::now() + DEADLINE;
    while server.figure("picnic_rooms").await > 0.0 {
        assert!(Instant::now() < end, "the room is not put away");
    }
    let opened = || server.log().matches("room opened").count();
    let before = opened();
    let path = |rest: &str| format!("/api/rooms/{}/{rest}", room.id);
    let mut answers = Vec::new();
    for secret in [None, Some(&other.facilitate)] {
        let body = json!({ "secret": secret });
        answers.push(server.post(&path("enter"), &[], &body).await.status);
        let query = secret.map_or(String::new(), |secret| format!("?token={secret}"));
        answers.push(server.get(&path(&format!("export.png{query}")), &[]).await.status);
        answers
            .push(server.post(&path(&format!("suggestions{query}")), &[], &json!({})).await.status);
        let door = Door::new(server.address(), &room.id, secret.map_or("x", |secret| secret));
        answers.push(door.open().await.unwrap_err().status);
    }
    let strangers_opened = opened() - before;
    let member = server.get(&path(&format!("export.md?token={}", room.view)), &[]).await.status;
    Row {
        attack: "enter, export, suggest and sync without a secret, or with another room's",
        limit: "nothing but the door is read",
        seen: format!("{answers:?}, {strangers_opened} rooms opened; a viewer: {member}"),
        holds: answers.iter().all(|status| *status == 403)
            && strangers_opened == 0
            && member == 200,
    }
}

async fn rooms_by_the_hundred() -> Row {
    let server = Server::start_with(&["--rooms-by", "code", "--rooms-code", "picnic"]);
    let make = async |headers: &[(&str, &str)]| {
        server.post("/api/rooms", headers, &json!({})).await.status
    };
    let seen = [
        make(&[]).await,
        make(&[("picnic-room-code", "basket")]).await,
        make(&[("picnic-room-code", "picnic")]).await,
        Server::start_with(&["--rooms-by", "nobody"])
            .post("/api/rooms", &[], &json!({}))
            .await
            .status,
        Server::start_with(&["--disk-free-bytes", "18446744073709551615"])
            .post("/api/rooms", &[], &json!({}))
            .await
            .status,
    ];
    Row {
        attack: "a room without the code, with a wrong one, with it; where nobody may; on a full disk",
        limit: "rooms_by, disk_free_bytes",
        seen: format!("{seen:?}"),
        holds: seen == [403, 403, 201, 403, 507],
    }
}

/// Waits until a figure of the server is as wanted; whether it came to that.
async fn comes_to(server: &Server, figure: &str, wanted: impl Fn(f64) -> bool) -> bool {
    let end = Instant::now() + DEADLINE;
    while !wanted(server.figure(figure).await) {
        if Instant::now() > end {
            return false;
        }
        tokio::task::yield_now().await;
    }
    true
}

const RECEIVING: &str = "picnic_receiving_bytes";

async fn posts_with_a_gap() -> Row {
    let server = Server::start();
    let room = server.make_room().await;
    let door = Door::new(server.address(), &room.id, &room.join);
    let line = Events::open(&door).await;
    let large = vec![99; 200_000];
    let mut waiting = Vec::new();
    for first in 1..=20 {
        waiting.push(line.begin_post(first, &[&large]).await);
    }
    let held = comes_to(&server, RECEIVING, |bytes| bytes > 0.0).await;
    let most = server.figure(RECEIVING).await / MIB;
    let mut answers = Vec::new();
    for mut stream in waiting {
        let mut answer = [0; 12];
        let read = timeout(DEADLINE, tokio::io::AsyncReadExt::read_exact(&mut stream, &mut answer));
        answers.push(read.await.is_ok_and(|read| read.is_ok()) && &answer[9..] == b"429");
    }
    let freed = comes_to(&server, RECEIVING, |bytes| bytes == 0.0).await;
    let in_order = [line.post("0", &[b""]).await.status, line.post("1", &[b""]).await.status];
    Row {
        attack: "20 posts of 200 KB behind a number that never comes",
        limit: "8 posts of a connection, 1 MiB of them, for 8 s",
        seen: format!("{most:.1} MiB held, all told to come later, freed: {freed}; {in_order:?}"),
        holds: held
            && most < 1.7
            && answers.iter().all(|later| *later)
            && freed
            && in_order == [204, 204],
    }
}

async fn posts_that_are_broken_off() -> Row {
    let server = Server::start();
    let room = server.make_room().await;
    let line = Events::open(&Door::new(server.address(), &room.id, &room.join)).await;
    let large = vec![99; 200_000];
    let mut held = 0.0_f64;
    for first in 1..=100 {
        let post = line.begin_post(first % 5 + 1, &[&large]).await;
        if comes_to(&server, RECEIVING, |bytes| bytes > 0.0).await {
            held = held.max(server.figure(RECEIVING).await / MIB);
        }
        drop(post);
    }
    let freed = comes_to(&server, RECEIVING, |bytes| bytes == 0.0).await;
    let taken = line.post("0", &[b""]).await.status;
    Row {
        attack: "100 posts of 200 KB behind a gap, broken off",
        limit: "what a post holds is free with it",
        seen: format!("{held:.1} MiB held at most, freed: {freed}; the next post: {taken}"),
        holds: held < 1.7 && freed && taken == 204,
    }
}

async fn event_streams_that_are_not_read() -> Row {
    let server = Server::start();
    let room = server.make_room().await;
    let before = memory(&server, "VmRSS");
    let mut lines = Vec::new();
    // Two addresses: one alone never takes a room's every place; as many as come without a pass.
    for address in ["198.51.100.7", "198.51.100.8"] {
        let mut door = Door::new(server.address(), &room.id, &room.join);
        door.headers.push(("x-forwarded-for", address.to_owned()));
        for _ in 0..145 {
            lines.push(Events::open(&door).await);
        }
    }
    let grown = memory(&server, "VmRSS") - before;
    let neighbour = Client::join(1, &Door::new(server.address(), &room.id, &room.join)).await;
    let asked = Instant::now();
    for number in 0..20 {
        neighbour.add(&format!("n{number}"), &"text ".repeat(200));
        neighbour.settle().await;
    }
    let took = asked.elapsed();
    drop(lines);
    let gone = comes_to(&server, "picnic_sockets", |count| count == 1.0).await;
    let each = grown * 1024.0 / 290.0;
    Row {
        attack: "290 streams of events whose readers take nothing",
        limit: "address_sockets_max, room_sockets_max; 1 MiB waits for each",
        seen: format!(
            "{each:.0} KiB each; another's 20 notes in {took:.1?}; gone when left: {gone}"
        ),
        holds: each < 100.0 && took < Duration::from_secs(10) && gone,
    }
}

async fn names_and_numbers_of_others() -> Row {
    let server = Server::start();
    let (room, other) = (server.make_room().await, server.make_room().await);
    let line = Events::open(&Door::new(server.address(), &room.id, &room.join)).await;
    let mut elsewhere = Events::open(&Door::new(server.address(), &other.id, &other.join)).await;
    let note = frame::sync_step_1(&[0]);
    let mut seen = Vec::new();
    for first in ["18446744073709551615", "9223372036854775808", "4098", "-1", "1e9", ""] {
        seen.push(line.post(first, &[&note]).await.status);
    }
    seen.push(line.post("0", &[&note]).await.status);
    let once = server.figure("picnic_received_bytes_total").await;
    for _ in 0..100 {
        seen.push(line.post("0", &[&note]).await.status);
    }
    let again = server.figure("picnic_received_bytes_total").await;
    let own = std::mem::replace(&mut elsewhere.name, line.name.clone());
    let by_another_room = elsewhere.post("1", &[&note]).await.status;
    elsewhere.name = "A".repeat(own.len());
    let guessed = elsewhere.post("0", &[&note]).await.status;
    let numbers_hold = seen[..6] == [429, 429, 429, 400, 400, 400];
    let replays_hold = seen[6..].iter().all(|status| *status == 204) && once == again;
    Row {
        attack: "huge numbers and none, 100 replays, a name from another room, a guessed name",
        limit: "4,096 ahead; each number counts once; 128 random bits name a connection of a room",
        seen: format!(
            "{:?}; replays taken: {}; {by_another_room}, {guessed}",
            &seen[..6],
            again - once
        ),
        holds: numbers_hold && replays_hold && by_another_room == 410 && guessed == 410,
    }
}

async fn half_messages_of_one_address() -> Row {
    let server = Server::start();
    let room = server.make_room().await;
    let mut door = Door::new(server.address(), &room.id, &room.join);
    door.headers.push(("x-forwarded-for", "198.51.100.8".to_owned()));
    // A binary frame of 16 MiB, masked by zeros, which may hold a board.
    let whole = 16_u64 << 20;
    let head = [&[0x82, 0xff][..], &whole.to_be_bytes(), &[0; 4], &[0, 2]].concat();
    let mut sockets = Vec::new();
    for _ in 0..12 {
        let mut socket = door.open().await.unwrap();
        let head = head.clone();
        sockets.push(tokio::spawn(async move {
            let stream = socket.get_mut();
            stream.write_all(&head).await.unwrap();
            let piece = vec![0; 1 << 20];
            for _ in 0..15 {
                let written = timeout(Duration::from_secs(3), stream.write_all(&piece)).await;
                if !matches!(written, Ok(Ok(()))) {
                    break;
                }
            }
            socket
        }));
    }
    let mut open = Vec::new();
    for socket in sockets {
        open.push(socket.await.unwrap());
    }
    let held = server.figure(RECEIVING).await / MIB;
    let import = format!("{{\"title\": \"Other\"}}{}", " ".repeat(8 << 20));
    let other = send(
        server.address(),
        Request {
            method: "POST",
            path: "/api/rooms",
            headers: &[("x-forwarded-for", "198.51.100.9")],
            text: Some(&import),
            ..Request::default()
        },
    );
    let made = other.await.status;
    Row {
        attack: "12 half messages of 16 MiB from one address",
        limit: "half of receive_bytes_max for one address",
        seen: format!("{held:.0} MiB held; another's body of 8 MiB: {made}"),
        holds: held > 30.0 && held <= 64.0 && made == 201,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_tried_is_held_to_its_limit() {
    print(&[
        files_made_of_faults().await,
        empty_maps_by_one_socket().await,
        unfinished_bodies().await,
        stalled_readers().await,
        stalled_readers_of_one_room().await,
        strangers_at_the_door().await,
        rooms_by_the_hundred().await,
    ]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_tried_over_events_and_posts_is_held_to_its_limit() {
    print(&[
        posts_with_a_gap().await,
        posts_that_are_broken_off().await,
        event_streams_that_are_not_read().await,
        names_and_numbers_of_others().await,
        half_messages_of_one_address().await,
    ]);
}
