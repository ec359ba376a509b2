//! Connections that say nothing, or half of something, are gone soon, and stop nobody.

use std::time::Duration;

use picnic_tests::client::{Client, Door};
use picnic_tests::server::Server;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout};

/// The server gives a request's head this long.
const HEAD: Duration = Duration::from_secs(15);
/// A loaded machine may be late by this.
const LATE: Duration = Duration::from_secs(5);
/// The server gives a WebSocket this long to be heard of.
const DEAD: Duration = Duration::from_secs(45);
/// Connections that only connect.
const CROWD: usize = 10_000;

/// Connects, says this, and returns how long the server kept the connection.
async fn kept_for(server: &Server, words: &str) -> Duration {
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    stream.write_all(words.as_bytes()).await.unwrap();
    let start = Instant::now();
    let mut answer = Vec::new();
    // The end may be an orderly one or a reset.
    let ended = timeout(2 * HEAD, stream.read_to_end(&mut answer)).await;
    assert!(ended.is_ok(), "still open after {:?}", start.elapsed());
    start.elapsed()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_says_nothing_or_half_of_something_is_gone_in_15_seconds() {
    let server = Server::start();
    let kept = tokio::join!(
        kept_for(&server, ""),
        kept_for(&server, "GET / HTTP/1.1\r\nHost: picnic\r\nX-Slow: "),
        trickle_kept_for(&server),
        kept_for(&server, "POST /api/rooms HTTP/1.1\r\nHost: p\r\nContent-Length: 100\r\n\r\n{"),
        kept_for(&server, "GET /healthz HTTP/1.1\r\nHost: picnic\r\n\r\n"),
    );
    for (what, kept) in [
        ("nothing at all", kept.0),
        ("half a head", kept.1),
        ("a head that trickles", kept.2),
        ("half a body", kept.3),
        ("a rest after an answer", kept.4),
    ] {
        assert!(kept < HEAD + LATE, "{what}: {kept:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_large_body_may_take_longer_when_it_keeps_coming() {
    let server = Server::start();
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    let (room, piece, pieces) = (r#"{"title": "By phone"}"#, " ".repeat(32 << 10), 34);
    let length = room.len() + piece.len() * pieces;
    let head = format!("POST /api/rooms HTTP/1.1\r\nHost: p\r\nContent-Length: {length}\r\n\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    let start = Instant::now();
    for _ in 0..pieces {
        stream.write_all(piece.as_bytes()).await.unwrap();
        tokio::time::sleep(HEAD / 30).await;
    }
    stream.write_all(room.as_bytes()).await.unwrap();
    assert!(start.elapsed() > HEAD);
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 201");
}

/// A head of which a byte comes each half second.
async fn trickle_kept_for(server: &Server) -> Duration {
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\nX-Slow: ").await.unwrap();
    let start = Instant::now();
    let mut byte = [0];
    while start.elapsed() < 2 * HEAD {
        match timeout(Duration::from_millis(500), stream.read(&mut byte)).await {
            Err(_) if stream.write_all(b"x").await.is_ok() => {}
            _ => break,
        }
    }
    start.elapsed()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_websocket_whose_other_side_is_gone_is_closed_in_45_seconds() {
    let server = Server::start();
    let room = server.make_room().await;
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    let head = format!(
        "GET /sync/{}?token={} HTTP/1.1\r\nHost: picnic\r\nConnection: Upgrade\r\n\
         Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
         Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
        room.id, room.join
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let start = Instant::now();
    // It reads, and never answers a ping: that a kernel acknowledges says nothing of who is there.
    let mut answer = Vec::new();
    let ended = timeout(DEAD + 2 * LATE, stream.read_to_end(&mut answer)).await;
    let kept = start.elapsed();
    assert!(ended.is_ok(), "still open after {kept:?}");
    assert!(answer.starts_with(b"HTTP/1.1 101 "), "it was a WebSocket");
    assert!(kept > DEAD - Duration::from_secs(1), "it had {kept:?} only");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_sockets_that_only_connect_do_not_stop_a_room() {
    if !may_open(CROWD + 500) {
        println!("skipped: this machine does not let a process open {CROWD} sockets");
        return;
    }
    let server = Server::start();
    let room = server.make_room().await;
    let door = Door::new(server.address(), &room.id, &room.join);
    let aino = Client::join(1, &door).await;
    let bertil = Client::join(2, &door).await;
    let mut crowd = Vec::with_capacity(CROWD);
    let mut slowest = Duration::ZERO;
    while crowd.len() < CROWD {
        for _ in 0..CROWD / 20 {
            // Each is taken in by the kernel at least; the server lets go of the oldest.
            crowd.push(TcpStream::connect(server.address()).await.unwrap());
        }
        let id = format!("after {}", crowd.len());
        let sent = Instant::now();
        aino.add(&id, "text");
        bertil.until(&id, |seen| seen.notes().contains_key(&id)).await;
        slowest = slowest.max(sent.elapsed());
    }
    assert!(slowest < Duration::from_secs(2), "a change took {slowest:?}");
    // Newcomers find a place, to look at the page and to join.
    assert_eq!(server.get("/healthz", &[]).await.status, 200);
    let cecilia = Client::join(3, &door).await;
    cecilia.add("hers", "text");
    bertil.until("hers", |seen| seen.notes().contains_key("hers")).await;
    println!("slowest change beside {CROWD} silent sockets: {slowest:?}");
    assert!(aino.seen().ended.is_none() && bertil.seen().ended.is_none());
}

/// Raises the limit of open files to its hard limit; whether that is enough.
fn may_open(files: usize) -> bool {
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit { current: limit.maximum, maximum: limit.maximum };
    if setrlimit(Resource::Nofile, raised).is_err() {
        return false;
    }
    limit.maximum.is_none_or(|most| most >= files as u64)
}
