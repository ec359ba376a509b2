//! What pycrdt writes within a letter, where it counts bytes: everyone reads it where its writer has it, and it costs
//! nobody anything else.

use crate::people::{Person, RoomUnderTest};
use picnic_protocol::frame::{self, read_message};
use picnic_protocol::ids::{ClientId, Role};
use picnic_protocol::varint::{write_buffer, write_varint};
use yrs::updates::decoder::Decode as _;
use yrs::{Doc, GetString as _, Transact as _, Update};

const AINO: ClientId = 1_000;
const CECILIA: ClientId = 3_000;

/// One client's blocks from a clock on.
fn update(client: ClientId, clock: u64, blocks: &[Vec<u8>]) -> Vec<u8> {
    let mut update = vec![1];
    for number in [blocks.len() as u64, client, clock] {
        write_varint(&mut update, number);
    }
    update.extend(blocks.iter().flatten());
    update.push(0);
    update
}

/// A text beside others.
fn beside(left: (ClientId, u64), right: Option<(ClientId, u64)>, text: &str) -> Vec<u8> {
    let mut block = vec![if right.is_some() { 0xc4 } else { 0x84 }];
    for (client, clock) in [Some(left), right].into_iter().flatten() {
        write_varint(&mut block, client);
        write_varint(&mut block, clock);
    }
    write_buffer(&mut block, text.as_bytes());
    block
}

fn send(room: &mut RoomUnderTest, person: &Person, frame: &[u8]) {
    for frame in read_message(frame).unwrap() {
        room.input(picnic::room::Input::Frame { connection: person.connection(), frame });
    }
    room.tick();
    room.append_done();
    room.wait_ms(1_000);
}

/// What a newcomer reads in the text.
fn text(room: &RoomUnderTest) -> String {
    let doc = Doc::new();
    let text = doc.get_or_insert_text("t");
    doc.transact_mut().apply_update(Update::decode_v1(&room.restored_board()).unwrap()).unwrap();
    text.get_string(&doc.transact())
}

/// Aino writes «ääkk», and the one whose id is `client` words after it.
fn written_by_two(client: ClientId) -> (RoomUnderTest, [Person; 3]) {
    let mut room = RoomUnderTest::new();
    let people = [(1, AINO), (2, client), (3, CECILIA)].map(|(number, client)| {
        let mut person = Person::join_as(&mut room, number, Role::Participant, client);
        person.receive(&mut room);
        person
    });
    let first = [&[4, 1, 1, b't', 6][..], "ääkk".as_bytes()].concat();
    send(&mut room, &people[0], &frame::sync_update(&update(AINO, 0, &[first])));
    let after = update(client, 0, &[beside((AINO, 3), None, "zzz")]);
    send(&mut room, &people[1], &frame::sync_update(&after));
    assert_eq!(text(&room), "ääkkzzz");
    (room, people)
}

#[test]
fn words_within_a_letter_of_ones_own_stand_after_the_run_whoever_has_the_larger_id() {
    for client in [500, 2_000] {
        let (mut room, [mut aino, mut bertil, _]) = written_by_two(client);
        let itself = update(AINO, 4, &[beside((AINO, 3), Some((AINO, 4)), "X")]);
        send(&mut room, &aino, &frame::sync_update(&itself));
        // As all that she has, the empty rest comes with it.
        let empty = beside((AINO, 3), None, "");
        let both = [empty, beside((AINO, 3), Some((AINO, 4)), "X")];
        let onward = [beside((AINO, 3), Some((AINO, 4)), "Y")];
        send(&mut room, &aino, &frame::sync_step_2(&update(AINO, 4, &both)));
        send(&mut room, &aino, &frame::sync_update(&update(AINO, 5, &onward)));
        assert_eq!(text(&room), "ääkkYXzzz");
        for person in [&mut aino, &mut bertil] {
            person.receive(&mut room);
            assert_eq!(person.denied(), 0);
        }
    }
}

#[test]
fn words_within_a_letter_of_somebody_elses_do_too_once_it_is_known_that_they_stand_before_nothing()
{
    for client in [500, 2_000] {
        let (mut room, [_, _, mut cecilia]) = written_by_two(client);
        let within = update(CECILIA, 0, &[beside((AINO, 3), Some((AINO, 4)), "X")]);
        send(&mut room, &cecilia, &frame::sync_update(&within));
        assert_eq!(text(&room), "ääkkzzz", "Aino's next words may be still to come");
        send(&mut room, &cecilia, &frame::sync_step_2(&within));
        assert_eq!(text(&room), "ääkkXzzz");
        cecilia.receive(&mut room);
        assert_eq!(cecilia.denied(), 0);
    }
}

#[test]
fn so_they_do_where_the_runs_writer_went_on_under_a_key() {
    for client in [500, 2_000] {
        let (mut room, [aino, _, mut cecilia]) = written_by_two(client);
        let keyed = vec![0x28, 1, 1, b'm', 1, b'k', 1, 125, 5];
        send(&mut room, &aino, &frame::sync_update(&update(AINO, 4, &[keyed])));
        let within = update(CECILIA, 0, &[beside((AINO, 3), Some((AINO, 4)), "X")]);
        send(&mut room, &cecilia, &frame::sync_update(&within));
        assert_eq!(text(&room), "ääkkXzzz");
        cecilia.receive(&mut room);
        assert_eq!(cecilia.denied(), 0);
    }
}
