//! A board that takes a slow line long comes in messages of which each takes it little: a client that closes a line on which
//! no message came goes on, and has what came when it is back.

use crate::people::{Person, RoomUnderTest, settle};
use bytes::Bytes;
use picnic::limits::{BOARD_MESSAGE_BYTES, BOARD_PART_BYTES};
use picnic_protocol::ids::Role;

const NOTES: usize = 60;

/// Two people wrote as much as that by turns, and over each other's.
fn large_board() -> (RoomUnderTest, [Person; 2]) {
    let mut room = RoomUnderTest::new();
    let mut people = [1, 2].map(|number| Person::join(&mut room, number, Role::Participant));
    for number in 0..NOTES {
        let [aino, bertil] = &mut people;
        settle(&mut room, &mut [aino, bertil], 1);
        let writer = if number % 2 == 0 { aino } else { bertil };
        let text = format!("{number} ").repeat(BOARD_PART_BYTES / 20);
        writer.write_note(&mut room, &number.to_string(), &text);
        if number % 10 == 9 {
            writer.write_note(&mut room, &(number - 1).to_string(), "over it");
        }
    }
    let [aino, bertil] = &mut people;
    settle(&mut room, &mut [aino, bertil], 2);
    aino.delete_note(&mut room, "5");
    settle(&mut room, &mut [aino, bertil], 2);
    (room, people)
}

/// The frames of the board that wait for somebody.
fn of_board(room: &RoomUnderTest, person: &Person) -> Vec<Bytes> {
    let frames = room.peek_frames(person.connection());
    frames.into_iter().filter(|frame| matches!(frame[..], [0, 1 | 2, ..])).collect()
}

#[test]
fn a_large_board_comes_as_changes_and_a_sync_step_2_at_the_end() {
    let (mut room, [mut aino, _]) = large_board();
    for role in [Role::Participant, Role::Viewer] {
        let number = if role == Role::Viewer { 4 } else { 3 };
        let mut late = Person::alone(1_000 + number);
        late.open(&mut room, number, role, None);
        aino.write_note(&mut room, "meanwhile", &format!("{role:?}"));
        let frames = of_board(&room, &late);
        let kinds: Vec<_> = frames.iter().map(|frame| frame[1]).collect();
        assert!(kinds.len() > 4 && kinds.iter().filter(|kind| **kind == 1).count() == 1);
        assert!(frames.iter().all(|frame| frame.len() < 2 * BOARD_PART_BYTES));
        settle(&mut room, &mut [&mut aino, &mut late], 2);
        assert!(late.is_synced());
        assert_eq!(late.notes(), room.restored_notes());
        assert_eq!(late.whole().len(), room.board().len());
    }
}

#[test]
fn who_lost_the_line_meanwhile_has_what_came_and_lacks_only_the_rest() {
    let (mut room, [_, mut bertil]) = large_board();
    let mut late = Person::alone(1_003);
    late.open(&mut room, 3, Role::Participant, None);
    let all: usize = of_board(&room, &late).iter().map(Bytes::len).sum();
    for frame in of_board(&room, &late).into_iter().take(3) {
        late.learn(picnic_protocol::frame::sync_payload(&frame).unwrap());
    }
    assert!(late.notes().len() > 2 && !late.is_synced());
    late.open(&mut room, 4, Role::Participant, None);
    let rest: usize = of_board(&room, &late).iter().map(Bytes::len).sum();
    assert!(rest < all - 2 * BOARD_PART_BYTES, "{rest} of {all}");
    settle(&mut room, &mut [&mut bertil, &mut late], 2);
    assert_eq!(late.notes(), room.restored_notes());
}

#[test]
fn a_usual_board_is_one_message_and_all_who_come_share_its_bytes() {
    let mut room = RoomUnderTest::new();
    let mut aino = Person::join(&mut room, 1, Role::Participant);
    aino.write_note(&mut room, "n", &"a".repeat(BOARD_MESSAGE_BYTES - 1_000));
    settle(&mut room, &mut [&mut aino], 2);
    let mut come = |number| {
        let mut person = Person::alone(number);
        person.open(&mut room, number, Role::Participant, None);
        let frames = of_board(&room, &person);
        assert!(matches!(&frames[..], [frame] if frame[1] == 1));
        frames[0].as_ptr()
    };
    assert_eq!(come(3), come(4));
}
