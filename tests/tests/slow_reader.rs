//! A reader that stops reading costs a bounded queue, and is whole when it reads again (rule 4).

use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use picnic_protocol::frame;
use picnic_tests::DEADLINE;
use picnic_tests::board::read_notes;
use picnic_tests::client::{Client, Door, Socket};
use picnic_tests::cost::resident_bytes;
use picnic_tests::seen::Seen;
use picnic_tests::server::Server;
use tokio::time::{Instant, interval, timeout};
use tokio_tungstenite::tungstenite::Message;
use yrs::{Any, Doc};

/// What is written at the slow readers: 5 × 20 × 40 KB a second.
const WRITERS: u64 = 5;
const NOTE_BYTES: usize = 40_000;
const EVERY: Duration = Duration::from_millis(50);
/// 32 MB in all, eight times what the kernel and the queue of a reader hold.
const ROUNDS: usize = 160;
const READERS: usize = 8;
/// A reader's own queue, what was taken from it for writing, and some for the allocator.
const BYTES_EACH_MAX: u64 = 3 << 20;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn readers_that_stop_reading_cost_a_bounded_queue_and_then_are_whole() {
    let server = Server::start();
    let room = server.make_room().await;
    let door = Door::new(server.address(), &room.id, &room.join);
    let mut writers = Vec::new();
    for id in 1..=WRITERS {
        writers.push(Client::join(id, &door).await);
    }
    let mut readers = Vec::new();
    for _ in 0..READERS {
        readers.push(join(&door).await);
    }
    // The board and its buffers grow to their size, with everyone reading.
    for writer in &writers {
        write(writer, 0);
    }
    for (socket, seen) in &mut readers {
        read_until(socket, seen, 0).await;
    }
    let before = resident_bytes(server.pid());

    let mut most = before;
    let mut tick = interval(EVERY);
    for round in 1..=ROUNDS {
        tick.tick().await;
        for writer in &writers {
            write(writer, round);
        }
        most = most.max(resident_bytes(server.pid()));
    }
    writers[0].until("those who read are not held up", |seen| has(&seen.doc, ROUNDS)).await;
    most = most.max(resident_bytes(server.pid()));
    let grown = most.saturating_sub(before);
    println!("{READERS} slow readers: {} KiB each", grown / 1_024 / READERS as u64);
    assert!(grown < BYTES_EACH_MAX * READERS as u64, "the server grew by {grown} bytes");

    assert!(server.figure("picnic_queue_drops_total").await > 0.0);

    let read = ROUNDS * usize::try_from(WRITERS).unwrap() * NOTE_BYTES;
    for (socket, seen) in &mut readers {
        let bytes = read_until(socket, seen, ROUNDS).await;
        assert!(bytes < read / 2, "{bytes} of {read} bytes: it was never put behind");
        assert_eq!(read_notes(&seen.doc), writers[0].notes());
    }
}

/// Every writer has one note of its own, and replaces it.
fn write(writer: &Client, round: usize) {
    let id = format!("note {}", writer.id);
    let text = format!("{round} ").repeat(NOTE_BYTES / (round.to_string().len() + 1));
    writer.edit(|edit| edit.put(&id, Any::String(text.into())));
}

fn has(doc: &Doc, round: usize) -> bool {
    use yrs::{Map as _, Out, ReadTxn as _, Transact as _};
    let txn = doc.transact();
    let Some(notes) = txn.get_map("notes") else { return false };
    (1..=WRITERS).all(|writer| match notes.get(&txn, &format!("note {writer}")) {
        Some(Out::Any(Any::String(text))) => text.starts_with(&format!("{round} ")),
        _ => false,
    })
}

/// A socket that is read only when this test says so.
async fn join(door: &Door) -> (Socket, Seen) {
    let mut socket = door.open().await.unwrap();
    let seen = Seen::new(0, Doc::new());
    let question = frame::sync_step_1(&seen.state_vector());
    socket.send(Message::Binary(question.into())).await.unwrap();
    (socket, seen)
}

/// Reads until the board holds this round's notes; returns how many bytes that took.
async fn read_until(socket: &mut Socket, seen: &mut Seen, round: usize) -> usize {
    let (start, mut bytes) = (Instant::now(), 0);
    while !has(&seen.doc, round) {
        let left = DEADLINE.saturating_sub(start.elapsed());
        match timeout(left, socket.next()).await.expect("the reader is whole in time") {
            Some(Ok(Message::Binary(frame))) => {
                bytes += frame.len();
                for answer in seen.take(&frame).unwrap() {
                    socket.send(Message::Binary(answer.into())).await.unwrap();
                }
            }
            Some(Ok(_)) => {}
            other => panic!("the reader's socket ends: {other:?}"),
        }
    }
    bytes
}
