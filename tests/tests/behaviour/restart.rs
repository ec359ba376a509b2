//! A restart loses nothing, doubles nothing, and shows nobody an empty board on the way.

use std::time::{Duration, Instant};

use futures_util::{SinkExt as _, StreamExt as _};
use picnic_protocol::frame;
use picnic_tests::DEADLINE;
use picnic_tests::client::{Client, Door};
use picnic_tests::server::{Room, Server};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use yrs::{ReadTxn as _, Transact as _};

const RESTARTING: u16 = 1012;
const END_MAX: Duration = Duration::from_secs(10);

/// What the kernel of a client on a slow line takes for it, and how late it reads.
const SLOW_BYTES: u32 = 4 << 10;
const SLOW_BY: Duration = Duration::from_millis(300);

/// A large board: 10,000 notes of as many characters as a note may hold, 20 MB in all.
const LARGE_NOTES: usize = 10_000;
const LARGE_TEXT_CHARS: usize = 2_000;
/// Notes in one update: under a frame's 256 KiB.
const NOTES_IN_UPDATE: usize = 100;

async fn fill(client: &Client, notes: usize, text_chars: usize) {
    let numbers: Vec<_> = (0..notes).collect();
    for batch in numbers.chunks(NOTES_IN_UPDATE) {
        client.edit(|edit| {
            for number in batch {
                let text = format!("{number:_<text_chars$}");
                edit.add(&format!("n{number}"), &text, [*number as f64, 0.0]);
            }
        });
        // A slow machine has its time for each.
        client.settle().await;
    }
}

fn size(client: &Client) -> usize {
    client.seen().doc.transact().encode_state_as_update_v1(&Default::default()).len()
}

async fn room() -> (Server, Room, Door) {
    let server = Server::start();
    let room = server.make_room().await;
    let door = Door::new(server.address(), &room.id, &room.join);
    (server, room, door)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sigterm_closes_sockets_with_1012_within_ten_seconds_and_keeps_everything() {
    let (mut server, _room, door) = room().await;
    let writer = Client::join(1, &door).await;
    let watcher = Client::join(2, &door.clone().with_session()).await;
    fill(&writer, 300, 20).await;
    let start = Instant::now();
    // Written at the last moment: the server has it, nobody has been told that it is saved.
    writer.add("last", "at the last moment");
    writer.settle().await;
    server.ask_to_end();
    assert_eq!(writer.until_ended().await, Some(RESTARTING));
    assert_eq!(watcher.until_ended().await, Some(RESTARTING));
    let status = server.wait_for_end(END_MAX.saturating_sub(start.elapsed()));
    assert!(status.success(), "{status}");

    server.start_again();
    let fresh = Client::join(3, &door).await;
    assert_eq!(fresh.notes(), writer.notes());
    assert_eq!(fresh.notes().len(), 301);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_socket_on_a_slow_line_hears_of_a_restart_too() {
    let (mut server, _room, door) = room().await;
    let writer = Client::join(1, &door).await;
    fill(&writer, 600, LARGE_TEXT_CHARS).await;
    let mut slow = door.open_taking(SLOW_BYTES).await.expect("a socket");
    let ask = frame::sync_step_1(&[0]);
    slow.send(Message::Binary(ask.into())).await.expect("the server hears it");
    // The whole board waits for it when the server is asked to end, and it reads on a little later.
    tokio::time::sleep(SLOW_BY).await;
    server.ask_to_end();
    tokio::time::sleep(SLOW_BY).await;
    let mut code = None;
    while let Ok(Some(Ok(message))) = timeout(END_MAX, slow.next()).await {
        if let Message::Close(Some(frame)) = message {
            code = Some(u16::from(frame.code));
        }
    }
    assert_eq!(code, Some(RESTARTING));
    assert!(server.wait_for_end(END_MAX).success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn clients_that_return_with_the_whole_board_double_nothing() {
    let (mut server, _room, door) = room().await;
    let mut clients = Vec::new();
    for id in 1..=5 {
        let client = Client::join(id, &door).await;
        client.add(&format!("from {id}"), &format!("note of {id}"));
        clients.push(client);
    }
    for round in 0..3 {
        for client in &clients {
            client.until("all are there", |seen| seen.notes().len() == 5 + 5 * round).await;
        }
        let before = clients[0].notes();
        if round % 2 == 0 {
            server.kill_nine();
        } else {
            server.ask_to_end();
            server.wait_for_end(END_MAX);
        }
        for client in &mut clients {
            client.until_ended().await;
            // Made while nobody is connected.
            client.add(&format!("offline {round} {}", client.id), "later");
        }
        server.start_again();
        for client in &mut clients {
            client.connect(&door).await.unwrap();
        }
        for client in &clients {
            client
                .until("all offline notes are there", |seen| seen.notes().len() == 10 + 5 * round)
                .await;
        }
        let fresh = Client::join(100 + round as u64, &door).await;
        for (id, note) in before {
            assert_eq!(fresh.notes().get(&id), Some(&note));
        }
        assert_eq!(fresh.notes(), clients[0].notes());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_board_of_20_mb_returns_whole_and_is_not_doubled() {
    let (mut server, _room, door) = room().await;
    let mut holder = Client::join(1, &door).await;
    fill(&holder, LARGE_NOTES, LARGE_TEXT_CHARS).await;
    let bytes = size(&holder);
    assert!(bytes > 20_000_000, "{bytes}");
    server.kill_nine();
    holder.until_ended().await;
    server.start_again();

    // One who holds all of it and one who holds nothing, at once: neither sees an empty board.
    let mut fresh = Client::new(2);
    let (held, empty) = tokio::join!(holder.connect(&door), fresh.connect(&door));
    held.unwrap();
    empty.unwrap();
    holder.until("it has synced", |seen| seen.synced).await;
    fresh.until("it has synced", |seen| seen.synced).await;
    assert_eq!(fresh.seen().notes_at_sync, Some(LARGE_NOTES));
    assert_eq!(fresh.notes(), holder.notes());

    holder.add("after", "the restart");
    fresh.until("the note after is there", |seen| seen.notes().len() == LARGE_NOTES + 1).await;
    let late = Client::join(3, &door).await;
    assert_eq!(late.notes(), holder.notes());
    assert!(size(&late) < bytes + bytes / 10, "{} after {bytes}", size(&late));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_joiner_while_the_room_loads_never_sees_an_empty_board() {
    let (mut server, _room, door) = room().await;
    let writer = Client::join(1, &door).await;
    fill(&writer, 2_000, 100).await;
    // What another has seen is what `kill -9` may not lose.
    let witness = Client::join(2, &door).await;
    witness.until("all are there", |seen| seen.notes().len() == 2_000).await;
    drop((writer, witness));
    for round in 0..3 {
        server.kill_nine();
        server.start_again();
        let mut joiners: Vec<_> = (0..20).map(|n| Client::new(100 * (round + 1) + n)).collect();
        for joiner in &mut joiners {
            joiner.connect(&door).await.unwrap();
        }
        for joiner in &joiners {
            joiner.until("it has synced", |seen| seen.synced).await;
            assert_eq!(joiner.seen().notes_at_sync, Some(2_000));
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_server_on_the_same_folder_says_so_and_ends() {
    let (server, _room, door) = room().await;
    let (status, said) = server.start_second_on_same_folder();
    assert!(!status.success());
    assert_ne!(status.code(), Some(124), "it ended only because it was timed out");
    assert!(said.to_lowercase().contains("another") || said.contains("in use"), "{said}");
    // The first is unharmed.
    let client = Client::join(1, &door).await;
    client.add("a", "still here");
    client.settle().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_saved_change_is_told_so_and_a_later_joiner_hears_its_position() {
    let (_server, _room, door) = room().await;
    let door = door.with_session();
    let writer = Client::join(1, &door).await;
    assert!(writer.seen().hello().is_some(), "hello comes before the board");
    // Frame 1 answered the server's question at joining.
    let joined = writer.seen().saved_frames();
    writer.add("a", "one");
    writer.edit(|edit| edit.append("a", " two"));
    writer.until("both are saved", |seen| seen.saved_frames() >= joined.max(1) + 2).await;
    let late = Client::join(2, &door).await;
    assert!(late.seen().hello().unwrap().saved.0 > 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_room_that_everyone_left_is_put_away_and_opens_again_whole() {
    let server = Server::start_with(&["--idle-seconds", "1"]);
    let room = server.make_room().await;
    let door = Door::new(server.address(), &room.id, &room.join);
    let mut writer = Client::join(1, &door).await;
    writer.add("a", "left behind");
    writer.settle().await;
    let witness = Client::join(2, &door).await;
    witness.until("the note is seen", |seen| seen.notes().contains_key("a")).await;
    drop(witness);
    writer.leave().await;
    let end = Instant::now() + DEADLINE;
    while !server.log().contains("room put away") {
        assert!(Instant::now() < end, "the room is not put away; the log:\n{}", server.log());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let opened = |log: &str| log.matches("room opened").count();
    let before = opened(&server.log());
    let back = Client::join(3, &door).await;
    assert_eq!(back.notes(), writer.notes());
    assert_eq!(opened(&server.log()), before + 1, "it was opened from its log");
}
