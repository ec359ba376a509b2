//! A reader that stops reading costs a bounded queue, and is whole when it reads again (rule 4).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::ops::RangeInclusive;
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
/// 16 MB each time, far more than the queue of a reader holds.
const ROUNDS: usize = 80;
/// What a reader's own kernel may take for it: on a quick line it would take all of that.
const READER_BYTES: u32 = 64 << 10;
/// So many that what the allocator keeps for each of the server's threads is little beside them.
const READERS: usize = 24;
/// A reader's own queue, and as much that was taken from it for writing.
const BYTES_EACH_MAX: u64 = 2 << 20;

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

    // With everyone reading, the board and its buffers grow to what this load needs.
    let reading: Vec<_> = readers
        .into_iter()
        .map(|(mut socket, mut seen)| {
            tokio::spawn(async move {
                read_until(&mut socket, &mut seen, ROUNDS).await;
                (socket, seen)
            })
        })
        .collect();
    let with_readers = write_at(&server, &writers, 1..=ROUNDS).await;
    let mut readers = Vec::new();
    for reader in reading {
        readers.push(reader.await.unwrap());
    }

    let without = write_at(&server, &writers, ROUNDS + 1..=2 * ROUNDS).await;
    let grown = without.saturating_sub(with_readers);
    println!("{READERS} slow readers: {} KiB each", grown / 1_024 / READERS as u64);
    assert!(grown < BYTES_EACH_MAX * READERS as u64, "the server grew by {grown} bytes");
    assert!(server.figure("picnic_queue_drops_total").await > 0.0);

    let written = ROUNDS * usize::try_from(WRITERS).unwrap() * NOTE_BYTES;
    for (socket, seen) in &mut readers {
        let bytes = read_until(socket, seen, 2 * ROUNDS).await;
        assert!(bytes < written / 2, "{bytes} of {written} bytes: it was never put behind");
        assert_eq!(read_notes(&seen.doc), writers[0].notes());
    }
}

/// Writes at the readers at a steady pace; returns the server's largest size meanwhile.
async fn write_at(server: &Server, writers: &[Client], rounds: RangeInclusive<usize>) -> u64 {
    let (mut tick, mut most) = (interval(EVERY), 0);
    let last = *rounds.end();
    for round in rounds {
        tick.tick().await;
        for writer in writers {
            write(writer, round);
        }
        most = most.max(resident_bytes(server.pid()));
    }
    for writer in writers {
        writer.until("those who read are not held up", |seen| has(&seen.doc, last)).await;
    }
    most.max(resident_bytes(server.pid()))
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
    let mut socket = door.open_taking(READER_BYTES).await.unwrap();
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
