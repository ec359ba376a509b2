//! What a hostile participant may try inside a room, with bytes that pass the structural check
//! (rules 2, 6 and 7): it costs them that edit.

use crate::people::{Person, RoomUnderTest};
use picnic::limits::{ASK_AGAIN_MAX, CLIENTS_ALIKE_MAX, DOCUMENTS_IN_CHANGE_MAX};
use picnic::room::board::SERVER_CLIENT;
use picnic::room::{ConnectionId, Effect, Input};
use picnic_protocol::awareness::{Entry, encode_awareness};
use picnic_protocol::frame::{self, read_message};
use picnic_protocol::ids::Role;
use picnic_protocol::update::check_update;
use picnic_protocol::varint::{write_buffer, write_varint};

const MALLORY: u64 = 9;
/// The Yjs client that Mallory writes with.
const CLIENT: u64 = 666;

/// A room with Aino in it, who wrote a note, and Mallory, who has it.
fn room() -> (RoomUnderTest, Person) {
    let mut room = RoomUnderTest::new();
    let mut aino = Person::join(&mut room, 1, Role::Participant);
    aino.write_note(&mut room, "n", "Hyvää päivää 🧺");
    room.append_done();
    let mut mallory = Person::join(&mut room, MALLORY, Role::Participant);
    mallory.receive(&mut room);
    (room, aino)
}

fn send(room: &mut RoomUnderTest, message: &[u8]) {
    for frame in read_message(message).unwrap() {
        room.input(Input::Frame { connection: ConnectionId(MALLORY), frame });
    }
    room.tick();
    room.append_done();
}

fn send_update(room: &mut RoomUnderTest, update: &[u8]) {
    assert!(check_update(update).is_ok(), "it passes the structural check");
    send(room, &frame::sync_update(update));
}

/// Blocks of [`CLIENT`] from `clock` on.
fn blocks(clock: u64, blocks: &[Vec<u8>]) -> Vec<u8> {
    let mut update = vec![1];
    write_varint(&mut update, blocks.len() as u64);
    write_varint(&mut update, CLIENT);
    write_varint(&mut update, clock);
    update.extend(blocks.iter().flatten());
    update.push(0);
    update
}

/// A text of one letter, beside others of [`CLIENT`].
fn beside(left: Option<u64>, right: Option<u64>) -> Vec<u8> {
    let flags = if left.is_some() { 0x80 } else { 0 } | if right.is_some() { 0x40 } else { 0 };
    let mut block = vec![4 | flags];
    for clock in [left, right].into_iter().flatten() {
        write_varint(&mut block, CLIENT);
        write_varint(&mut block, clock);
    }
    write_buffer(&mut block, b"x");
    block
}

/// Aino and a newcomer see the same, the log folds to it, and Aino can still write.
fn all_is_well(room: &mut RoomUnderTest, aino: Person) {
    others_are_well(room, aino);
    assert_eq!(room.restored_board(), room.board(), "rule 3");
}

fn others_are_well(room: &mut RoomUnderTest, mut aino: Person) {
    aino.write_note(room, "after", "still here");
    room.tick();
    room.append_done();
    aino.receive(room);
    let mut late = Person::join(room, 50, Role::Viewer);
    late.receive(room);
    assert_eq!(late.notes(), aino.notes());
    assert_eq!(late.notes()["after"], "still here");
    assert_eq!(room.restored_notes(), aino.notes());
}

/// Deletes the first block of [`CLIENT`], with all that stands in it.
fn delete_the_outermost(room: &mut RoomUnderTest) {
    let mut update = vec![0, 1];
    write_varint(&mut update, CLIENT);
    update.extend_from_slice(&[1, 0, 1]);
    send_update(room, &update);
}

/// Mallory is told that it is not taken, and nobody is closed.
fn is_refused(room: &RoomUnderTest) -> bool {
    assert!(room.closed().is_empty());
    room.sent_to(MALLORY, &[2]) > 0
}

#[test]
fn a_block_between_a_sequence_and_a_map_is_not_taken() {
    // yrs gives it the entry's key in the sequence's list, and frees what still points to it.
    let (mut room, aino) = room();
    let text = vec![4, 1, 1, b't', 2, b'a', b'b'];
    let entry = vec![0x28, 1, 1, b'm', 1, b'k', 1, 126];
    send_update(&mut room, &blocks(0, &[text, entry]));
    assert!(!is_refused(&room));
    send_update(&mut room, &blocks(3, &[beside(Some(0), Some(2))]));
    assert!(is_refused(&room));
    all_is_well(&mut room, aino);
}

#[test]
fn types_nested_so_deep_that_deleting_them_ends_the_process_are_taken_so_far_only() {
    let (mut room, aino) = room();
    let nested = (1..30_000_u64).map(|parent| {
        let mut block = vec![7, 0];
        write_varint(&mut block, CLIENT);
        write_varint(&mut block, parent - 1);
        block.push(1);
        block
    });
    let all: Vec<_> = std::iter::once(vec![7, 1, 1, b'a', 1]).chain(nested).collect();
    send_update(&mut room, &blocks(0, &all));
    delete_the_outermost(&mut room);
    assert!(room.closed().is_empty(), "what is deeper is deleted for everyone, and that is all");
    all_is_well(&mut room, aino);
}

#[test]
fn a_level_at_a_time_nests_no_deeper() {
    let (mut room, aino) = room();
    send_update(&mut room, &blocks(0, &[vec![7, 1, 1, b'a', 1]]));
    for level in 1..300_u64 {
        let mut block = vec![7, 0];
        write_varint(&mut block, CLIENT);
        write_varint(&mut block, level - 1);
        block.push(1);
        send_update(&mut room, &blocks(level, &[block]));
    }
    delete_the_outermost(&mut room);
    assert!(room.closed().is_empty(), "what is deeper is deleted for everyone, and that is all");
    all_is_well(&mut room, aino);
}

#[test]
fn a_block_inside_a_value_is_not_taken() {
    let (mut room, aino) = room();
    let mut inside = vec![4, 0];
    write_varint(&mut inside, CLIENT);
    inside.extend_from_slice(&[0, 1, b'x']);
    send_update(&mut room, &blocks(0, &[vec![8, 1, 1, b'a', 1, 126], inside]));
    assert!(is_refused(&room));
    all_is_well(&mut room, aino);
}

#[test]
fn other_content_under_a_clock_that_is_taken_changes_nothing() {
    let (mut room, aino) = room();
    send_update(&mut room, &blocks(0, &[vec![4, 1, 1, b't', 3, b'a', b'b', b'c']]));
    let before = room.board();
    let appends = room.appends();
    send_update(&mut room, &blocks(0, &[vec![4, 1, 1, b'u', 3, b'x', b'y', b'z']]));
    assert_eq!(room.appends(), appends, "nothing is new in it");
    assert_eq!(room.board(), before);
    // Longer than what is there, and said to stand elsewhere: the rest stands beside its start.
    send_update(&mut room, &blocks(1, &[vec![4, 1, 1, b'u', 4, b'x', b'y', b'z', b'!']]));
    assert!(!is_refused(&room));
    assert_eq!(room.appends(), appends + 1);
    all_is_well(&mut room, aino);
}

#[test]
fn nothing_is_written_under_the_servers_client_id() {
    let (mut room, aino) = room();
    let before = room.board();
    for clock in [0_u64, 2, 3] {
        let mut update = vec![1, 1];
        write_varint(&mut update, SERVER_CLIENT);
        write_varint(&mut update, clock);
        update.extend_from_slice(&[4, 1, 1, b't', 3, b'a', b'b', b'c', 0]);
        send_update(&mut room, &update);
        send(&mut room, &frame::sync_step_2(&update));
    }
    assert_eq!(room.board(), before);
    all_is_well(&mut room, aino);
}

#[test]
fn nobody_removes_anothers_presence() {
    let (mut room, aino) = room();
    let mut bertil = Person::join(&mut room, 3, Role::Participant);
    for clock in [1, 2, 1_000] {
        let forged = [Entry { client: aino.client(), clock, state: None }];
        send(&mut room, &frame::awareness(&encode_awareness(forged.into_iter())));
    }
    bertil.receive(&mut room);
    assert!(bertil.presence()[&aino.client()].is_some());
}

#[test]
fn whose_changes_stand_on_what_never_comes_is_asked_ever_more_seldom_and_told_once() {
    let (mut room, aino) = room();
    let appends = room.appends();
    for round in 0..600 {
        let update = blocks(1_000 + round, &[vec![4, 1, 1, b't', 1, b'x']]);
        for frame in read_message(&frame::sync_update(&update)).unwrap() {
            room.input(Input::Frame { connection: ConnectionId(MALLORY), frame });
        }
        room.tick();
    }
    let sent = |kind: [u8; 2]| {
        let is_it = |effect: &&Effect| matches!(effect, Effect::Send { to, frame } if to.0 == MALLORY && frame.starts_with(&kind));
        room.record().iter().filter(is_it).count()
    };
    let asked = sent([0, 0]);
    assert!(asked <= ASK_AGAIN_MAX as usize + 4, "asked {asked} times in three minutes");
    assert_eq!(sent([2, 0]), 1, "told once");
    assert!(room.closed().is_empty());
    assert_eq!(room.appends(), appends);
    all_is_well(&mut room, aino);
}

#[test]
fn chosen_client_ids_do_not_slow_the_tables_down() {
    let (mut room, aino) = room();
    let mut update = Vec::new();
    let clients = u64::from(CLIENTS_ALIKE_MAX) + 1;
    write_varint(&mut update, clients);
    for client in 0..clients {
        update.push(1);
        write_varint(&mut update, (client + 1) << 32);
        update.extend_from_slice(&[0, 4, 1, 1, b't', 1, b'a']);
    }
    update.push(0);
    send_update(&mut room, &update);
    assert!(is_refused(&room));
    all_is_well(&mut room, aino);
}

#[test]
fn documents_inside_the_board_are_few() {
    let (mut room, aino) = room();
    let document = |left: Option<u64>| {
        let mut block = match left {
            None => vec![9, 1, 1, b't'],
            Some(left) => {
                let mut block = vec![0x89];
                write_varint(&mut block, CLIENT);
                write_varint(&mut block, left);
                block
            }
        };
        block.extend_from_slice(&[1, b'g', 126]);
        block
    };
    let most = DOCUMENTS_IN_CHANGE_MAX as u64;
    let some: Vec<_> = (0..most).map(|clock| document(clock.checked_sub(1))).collect();
    send_update(&mut room, &blocks(0, &some));
    assert!(!is_refused(&room));
    let more: Vec<_> = (most..=2 * most).map(|clock| document(Some(clock - 1))).collect();
    send_update(&mut room, &blocks(most, &more));
    assert!(room.closed().is_empty(), "those beyond are deleted for everyone, and that is all");
    // yrs writes a document's options in no order: its bytes are not compared.
    others_are_well(&mut room, aino);
}
