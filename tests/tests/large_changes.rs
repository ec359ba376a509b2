//! Changes as large as boards arrive, others go on meanwhile, and what is too large costs itself only.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::time::{Duration, Instant};

use picnic_protocol::frame;
use picnic_protocol::session::ErrorCode;
use picnic_tests::DEADLINE;
use picnic_tests::client::{Client, Door};
use picnic_tests::server::{Room, Server};
use tokio::io::AsyncWriteExt as _;

fn door(server: &Server, room: &Room) -> Door {
    Door::new(server.address(), &room.id, &room.join)
}

/// Lays so many notes in one transaction, and returns the bytes of the change.
fn lay(client: &Client, name: &str, count: usize) -> usize {
    let text = "about as much as people write on a note";
    let laid = client.edit(|edit| {
        for number in 0..count {
            edit.add(&format!("{name}{number}"), text, [0.0, 0.0]);
        }
    });
    laid.len()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn thousands_of_notes_in_one_change_arrive() {
    let server = Server::start();
    let room = server.make_room().await;
    let door = door(&server, &room);
    let writer = Client::join(1, &door).await;
    let other = Client::join(2, &door).await;
    assert!(lay(&writer, "n", 3_000) > 256 << 10);
    writer.add("later", "an edit that comes after it");
    other.until("all are there", |seen| seen.notes().contains_key("later")).await;
    assert_eq!(other.notes(), writer.notes());
    assert_eq!(Client::join(3, &door).await.notes().len(), 3_001);
    assert!(writer.seen().refusals.is_empty());
    assert_eq!(server.figure("picnic_receiving_bytes").await, 0.0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_written_offline_arrives_however_much_it_is() {
    let server = Server::start();
    let room = server.make_room().await;
    let door = door(&server, &room);
    let other = Client::join(2, &door).await;
    let mut writer = Client::new(1);
    for part in 0..10 {
        lay(&writer, &format!("{part}-"), 250);
    }
    writer.add("long", &"a text of 300 kilobytes ".repeat(13_000));
    writer.connect(&door).await.unwrap();
    other.until("all are there", |seen| seen.notes().len() == 2_501).await;
    assert_eq!(other.notes(), writer.notes());
}

/// Others in the room wait for a part of it at most.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn others_go_on_while_a_large_change_is_taken() {
    let server = Server::start();
    let room = server.make_room().await;
    let door = door(&server, &room);
    let (one, two) = (Client::join(1, &door).await, Client::join(2, &door).await);
    let uploader = Client::join(3, &door).await;
    lay(&uploader, "n", 10_000);
    let mut between = 0;
    while two.notes().len() < 10_000 {
        let id = format!("between {between}");
        one.add(&id, "small");
        two.until("it is there", |seen| seen.notes().contains_key(&id)).await;
        between += 1;
    }
    assert!(between > 10, "only {between} edits of others came through meanwhile");
}

/// The room is amid a turn of its own when the server is to end: it ends in time all the same, and what was saved is.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stop_amid_a_large_change_ends_in_time_and_keeps_what_was_saved() {
    let mut server = Server::start();
    let room = server.make_room().await;
    let door = door(&server, &room);
    let writer = Client::join(1, &door.clone().with_session()).await;
    writer.add("before", "saved before it");
    writer.until("it is saved", |seen| seen.saved_frames() >= 2).await;
    for round in 0..2 {
        let watcher = Client::join(20 + round, &door).await;
        let uploader = Client::join(10 + round, &door).await;
        let before = watcher.notes().len();
        lay(&uploader, &format!("{round}-"), 8_000);
        watcher.until("a part of it is there", |seen| seen.notes().len() > before).await;
        assert!(watcher.notes().len() < before + 8_000, "it is amid it");
        server.ask_to_end();
        let asked = Instant::now();
        let status = server.wait_for_end(Duration::from_secs(10));
        assert!(status.success(), "{status} after {:?}", asked.elapsed());
        server.start_again();
        let notes = Client::join(30 + round, &door).await.notes();
        assert!(notes.contains_key("before"), "round {round}: {} notes", notes.len());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_too_large_is_told_once_and_later_edits_arrive() {
    let server = Server::start_with(&["--room-bytes-max", "200000", "--frame-bytes-max", "65536"]);
    let room = server.make_room().await;
    let door = door(&server, &room);
    let other = Client::join(2, &door).await;
    // Of what is larger than a board its largest content is left out, of what is twice as large all.
    for (id, bytes, code) in [
        (1, 250_000, None),
        (3, 250_000, Some(ErrorCode::ContentRefused)),
        (5, 500_000, None),
        (7, 500_000, Some(ErrorCode::TooLarge)),
    ] {
        let door = if code.is_some() { door.clone().with_session() } else { door.clone() };
        let writer = Client::join(id, &door).await;
        writer.add(&format!("before {id}"), "taken");
        writer.add(&format!("huge {id}"), &"x".repeat(bytes));
        for number in 0..3 {
            writer.add(&format!("after {number} {id}"), "an edit that comes after it");
        }
        let last = format!("after 2 {id}");
        other.until("later edits are there", |seen| seen.notes().contains_key(&last)).await;
        writer.settle().await;
        let refusals = writer.seen().refusals.clone();
        assert_eq!(refusals.len(), 1, "{refusals:?}");
        assert!(refusals[0].contains("200000"), "it names the limit: {}", refusals[0]);
        assert_eq!(writer.seen().errors().next(), code);
        assert!(writer.seen().ended.is_none());
        // What was taken nowhere is shown nowhere, to its writer neither.
        assert_eq!(writer.notes(), other.notes());
        let huge = other.notes().remove(&format!("huge {id}"));
        let words = huge.as_ref().map(|note| note.text.as_str());
        assert_eq!(words, (bytes < 400_000).then_some(""));
    }
    assert_eq!(Client::join(4, &door).await.notes(), other.notes());
}

/// Comes back with the same again and again, as a client does that keeps its document.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_comes_with_more_than_a_board_holds_is_told_and_takes_part() {
    let server = Server::start_with(&["--room-bytes-max", "200000", "--frame-bytes-max", "65536"]);
    let room = server.make_room().await;
    let door = door(&server, &room);
    let other = Client::join(2, &door).await;
    let mut writer = Client::new(1);
    writer.add("huge", &"x".repeat(250_000));
    writer.connect(&door).await.unwrap();
    writer.until("it is told", |seen| seen.refusals.len() == 1).await;
    writer.add("after", "an edit that comes after it");
    other.until("it is there", |seen| seen.notes().contains_key("after")).await;
    writer.settle().await;
    assert!(writer.seen().ended.is_none());
    assert_eq!(writer.seen().refusals.len(), 1);
}

/// Announces a message and sends half of it.
async fn half_a_message(door: &Door, bytes: usize) -> picnic_tests::client::Socket {
    let mut socket = door.open().await.unwrap();
    let length = (2 * bytes as u64).to_be_bytes();
    let header = [&[0x82, 0x80 | 127][..], &length, &[0; 4], &[0, 2]].concat();
    socket.get_mut().write_all(&header).await.unwrap();
    socket.get_mut().write_all(&vec![0; bytes]).await.unwrap();
    socket
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn half_messages_take_no_more_than_the_budget_and_small_ones_pass_all_the_same() {
    let budget = 32 << 20;
    let server = Server::start_with(&["--receive-bytes-max", &budget.to_string()]);
    let room = server.make_room().await;
    let door = door(&server, &room);
    let (one, two) = (Client::join(1, &door).await, Client::join(2, &door).await);
    let halves = (0..60).map(|_| {
        tokio::spawn({
            let door = door.clone();
            async move {
                // Those for which there is no room read no further, and are told to come later.
                tokio::time::timeout(Duration::from_secs(20), half_a_message(&door, 1 << 20))
                    .await
                    .ok()
            }
        })
    });
    let halves: Vec<_> = halves.collect();
    let end = Instant::now() + DEADLINE;
    while server.figure("picnic_receiving_bytes").await < f64::from(budget) * 0.9 {
        assert!(Instant::now() < end, "the budget is never used up");
    }
    one.add("small", "passes");
    two.until("it is there", |seen| seen.notes().contains_key("small")).await;
    assert!(server.figure("picnic_receiving_bytes").await <= f64::from(budget));
    // Nothing more comes of them: they are cut, and what they held is free.
    let end = Instant::now() + 2 * DEADLINE;
    while server.figure("picnic_receiving_bytes").await > 0.0 {
        assert!(Instant::now() < end, "half messages are kept for ever");
        tokio::task::yield_now().await;
    }
    for half in halves {
        if let Ok(Some(mut half)) = half.await {
            let _ = half.close(None).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_large_message_that_is_no_change_is_skipped_and_told() {
    let server = Server::start();
    let room = server.make_room().await;
    let door = door(&server, &room);
    let (one, two) = (Client::join(1, &door).await, Client::join(2, &door).await);
    one.send(frame::awareness(&vec![0; 300 << 10]));
    one.add("after", "an edit that comes after it");
    two.until("it is there", |seen| seen.notes().contains_key("after")).await;
    one.settle().await;
    assert_eq!(one.seen().refusals.len(), 1);
}
