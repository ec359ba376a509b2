//! Bytes that no client should send close their own socket and harm nobody else.

use futures_util::{SinkExt as _, StreamExt as _};
use picnic_protocol::frame;
use picnic_protocol::session::ErrorCode;
use picnic_protocol::varint::{write_buffer, write_varint};
use picnic_tests::DEADLINE;
use picnic_tests::client::{Client, Door};
use picnic_tests::server::Server;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;

/// Asks for half a gigabyte in six bytes.
const KILLER: [u8; 6] = [0x80, 0x88, 0xde, 0xbe, 0x01, 0x00];
const UNREADABLE: u16 = 1007;
const TOO_MUCH: u16 = 1008;

/// Sends each message on its own socket, sees it closed with `code`, and sees that a neighbour
/// still works after each.
async fn each_closes_only_its_own_socket(messages: Vec<(&str, Vec<u8>)>, code: u16) {
    let server = Server::start();
    let room = server.make_room().await;
    let door = Door::new(server.address(), &room.id, &room.join);
    let neighbour = Client::join(1, &door).await;
    let watcher = Client::join(2, &door).await;
    for (number, (what, message)) in messages.into_iter().enumerate() {
        // One that speaks the session plane, so that its messages too are frames.
        let hostile = Client::join(100 + number as u64, &door.clone().with_session()).await;
        hostile.send(message);
        assert_eq!(hostile.until_ended().await, Some(code), "{what}");
        let id = format!("after {what}");
        neighbour.add(&id, "still here");
        watcher.until(&id, |seen| seen.notes().contains_key(&id)).await;
    }
    assert_eq!(neighbour.notes(), watcher.notes());
    assert!(neighbour.seen().ended.is_none());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_frame_that_cannot_be_read_closes_its_socket_with_1007() {
    let messages = vec![
        ("no kind", vec![]),
        ("half a kind", vec![0x80]),
        ("half a frame", vec![0, 2, 200, 1, 1, 2, 3]),
        ("an endless integer", vec![0xff; 40]),
        ("a session message that is not JSON", session("{")),
    ];
    each_closes_only_its_own_socket(messages, UNREADABLE).await;
}

/// Rule 13: what a later version sends is no damage.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_server_does_not_know_is_told_once_and_the_socket_stays() {
    let server = Server::start();
    let room = server.make_room().await;
    let door = Door::new(server.address(), &room.id, &room.join);
    let foreign = Client::join(1, &door).await;
    let page = Client::join(2, &door.clone().with_session()).await;
    for (client, note) in [(&foreign, "a"), (&page, "b")] {
        for message in [vec![99], vec![0, 9, 0], session(r#"{"type":"rule the world"}"#)] {
            client.send(message);
        }
        client.add(note, "still here");
        client.settle().await;
    }
    page.until("both notes are there", |seen| seen.notes().len() == 2).await;
    assert_eq!(foreign.seen().refusals.len(), 1);
    assert_eq!(page.seen().errors().collect::<Vec<_>>(), [ErrorCode::UnknownMessage]);
    assert!(page.seen().refusals.is_empty(), "nothing of the board was refused");
    assert!(foreign.seen().ended.is_none() && page.seen().ended.is_none());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_asked_for_no_session_is_told_once_that_its_messages_are_skipped() {
    let server = Server::start();
    let room = server.make_room().await;
    let door = Door::new(server.address(), &room.id, &room.join);
    let foreign = Client::join(1, &door).await;
    let page = Client::join(2, &door.clone().with_session()).await;
    let large = session(&format!(r#"{{"type":"name","name":"{}"}}"#, "x".repeat(100 << 10)));
    for message in [
        session("{"),
        session_bytes(&[0xff, 0xfe]),
        vec![16],
        session(r#"{"type":"time"}"#),
        session(r#"{"type":"name","name":"Somebody"}"#),
        large,
    ] {
        foreign.send(message);
    }
    foreign.add("a", "still here");
    page.until("the note is there", |seen| seen.notes().contains_key("a")).await;
    foreign.settle().await;
    let seen = foreign.seen();
    assert!(seen.ended.is_none());
    assert_eq!(seen.refusals.len(), 1, "{:?}", seen.refusals);
    assert!(seen.session.is_empty(), "nobody answers what was skipped");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bytes_known_to_kill_a_yjs_server_close_their_socket_with_1007() {
    let messages = vec![
        ("the killer as an update", frame::sync_update(&KILLER)),
        ("the killer as a step 2", frame::sync_step_2(&KILLER)),
        ("the killer as a state vector", frame::sync_step_1(&KILLER)),
        ("the killer as presence", frame::awareness(&KILLER)),
        ("values nested 20,000 deep", frame::sync_update(&nested_any(20_000))),
        ("a text that is not UTF-8", frame::sync_update(&update_with_text(&[0xc3, 0x28]))),
        ("a name that is not UTF-8", session_bytes(&[0xff, 0xfe])),
    ];
    each_closes_only_its_own_socket(messages, UNREADABLE).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn presence_that_nobody_can_be_shown_is_left_out_and_told_once() {
    let server = Server::start();
    let room = server.make_room().await;
    let door = Door::new(server.address(), &room.id, &room.join);
    let (one, two) = (Client::join(1, &door).await, Client::join(2, &door).await);
    let deep = "[".repeat(20_000);
    for bad in [presence(&[0xff, 0xfe]), presence(deep.as_bytes()), nulls(10_000)] {
        one.send(frame::awareness(&bad));
    }
    one.add("after", "still here");
    two.until("it is there", |seen| seen.notes().contains_key("after")).await;
    one.settle().await;
    assert!(one.seen().ended.is_none());
    assert_eq!(one.seen().refusals.len(), 1);
}

/// yrs seeks the place of each of these blocks among all before it: most of a minute for 80 KB.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn blocks_that_yrs_would_seek_places_for_endlessly_close_their_socket_with_1008() {
    let messages = vec![("10,000 letters", frame::sync_update(&letters_set_wide_apart(10_000)))];
    each_closes_only_its_own_socket(messages, TOO_MUCH).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_is_closed_for_one_costly_change_is_told_of_the_change_and_not_of_how_much_they_sent()
 {
    let server = Server::start();
    let room = server.make_room().await;
    let door = Door::new(server.address(), &room.id, &room.join);
    let mut socket = door.open().await.unwrap_or_else(|refused| panic!("{refused:?}"));
    let costly = frame::sync_update(&letters_set_wide_apart(10_000));
    socket.send(Message::binary(costly)).await.expect("it is sent");
    let closed = async {
        loop {
            match socket.next().await {
                Some(Ok(Message::Close(Some(close)))) => return close,
                Some(Ok(_)) => {}
                ended => panic!("{ended:?}"),
            }
        }
    };
    let close = timeout(DEADLINE, closed).await.expect("it is closed");
    assert_eq!(u16::from(close.code), TOO_MUCH);
    assert!(close.reason.starts_with("a change took this server too long"), "{}", close.reason);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_frame_just_under_256_kib_is_taken() {
    let server = Server::start();
    let room = server.make_room().await;
    let door = Door::new(server.address(), &room.id, &room.join);
    let writer = Client::join(1, &door).await;
    writer.add("large", &"ä".repeat(130 * 1_000));
    writer.settle().await;
    let fresh = Client::join(2, &door).await;
    assert_eq!(fresh.notes(), writer.notes());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_whose_beginning_never_comes_is_asked_for_and_harms_nobody() {
    let server = Server::start();
    let room = server.make_room().await;
    let door = Door::new(server.address(), &room.id, &room.join);
    let alone = Client::new(7);
    let first = alone.edit(|edit| edit.add("a", "one", [0.0, 0.0]));
    let second = alone.edit(|edit| edit.append("a", " two"));
    let sender = Client::join(8, &door).await;
    let other = Client::join(9, &door).await;
    sender.send(frame::sync_update(&second));
    sender.settle().await;
    other.settle().await;
    assert!(other.notes().is_empty());
    sender.send(frame::sync_update(&first));
    // Whether the server kept the second or asks again, sending it again heals.
    sender.send(frame::sync_update(&second));
    other
        .until("both parts are there", |seen| {
            seen.notes().get("a").is_some_and(|note| note.text == "one two")
        })
        .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_server_survives_a_text_message_and_a_fragment() {
    let server = Server::start();
    let room = server.make_room().await;
    let door = Door::new(server.address(), &room.id, &room.join);
    let neighbour = Client::join(1, &door).await;
    let hostile = Client::join(2, &door).await;
    hostile.say("words where frames belong");
    hostile.until_ended().await;
    neighbour.add("a", "still here");
    neighbour.settle().await;
    assert_eq!(Client::join(3, &door).await.notes(), neighbour.notes());
}

fn session(json: &str) -> Vec<u8> {
    session_bytes(json.as_bytes())
}

fn session_bytes(text: &[u8]) -> Vec<u8> {
    let mut out = vec![16];
    write_buffer(&mut out, text);
    out
}

fn presence(state: &[u8]) -> Vec<u8> {
    let mut out = vec![1, 77, 1];
    write_buffer(&mut out, state);
    out
}

fn nulls(count: u64) -> Vec<u8> {
    let mut out = Vec::new();
    write_varint(&mut out, count);
    for client in 0..count {
        write_varint(&mut out, client);
        write_varint(&mut out, 1);
        write_buffer(&mut out, b"null");
    }
    out
}

/// An update of one block under the root `notes`, with this content.
fn update(kind: u8, content: &[u8]) -> Vec<u8> {
    const PARENT_KEY: u8 = 0x20;
    let mut out = vec![1, 1, 42, 0, kind | PARENT_KEY, 1];
    write_buffer(&mut out, b"notes");
    write_buffer(&mut out, b"hostile");
    out.extend_from_slice(content);
    // No deletions.
    out.push(0);
    out
}

fn update_with_text(text: &[u8]) -> Vec<u8> {
    let mut content = Vec::new();
    write_buffer(&mut content, text);
    update(4, &content)
}

/// Arrays in arrays.
fn nested_any(depth: usize) -> Vec<u8> {
    let mut content = vec![1];
    for _ in 0..depth {
        content.extend([117, 1]);
    }
    content.push(126);
    update(8, &content)
}

/// Letters each of which claims to have been written between one letter of a
/// text and its end, from the back to the front, and then the text.
fn letters_set_wide_apart(letters: u64) -> Vec<u8> {
    const WRITER: u64 = 4_242;
    let mut update = vec![2];
    write_varint(&mut update, letters);
    write_varint(&mut update, WRITER + 1);
    write_varint(&mut update, 0);
    for letter in 0..letters {
        update.push(0x84);
        write_varint(&mut update, WRITER);
        write_varint(&mut update, 2 * (letters - letter) - 2);
        write_buffer(&mut update, b"x");
    }
    write_varint(&mut update, 1);
    write_varint(&mut update, WRITER);
    write_varint(&mut update, 0);
    update.extend_from_slice(&[4, 1]);
    write_buffer(&mut update, b"t");
    write_buffer(&mut update, &vec![b'a'; 2 * usize::try_from(letters).expect("a few")]);
    update.push(0);
    update
}
