//! Whoever named a client id writes their first words under it, also after their line stalled or broke (rule 7): they
//! arrive, or their writer is told. Others may know the id from presence and write there first.

use crate::people::{Person, RoomUnderTest, settle};
use picnic::room::{ConnectionId, Input};
use picnic_protocol::ids::{CommandId, ParticipantId, Role};
use picnic_protocol::session::command::Command;
use picnic_protocol::session::{ClientMessage, ErrorCode};

const AINOS: u64 = 1_000;

/// Somebody names an id, as a page does or by presence, and has written nothing yet.
fn name_it(room: &mut RoomUnderTest, aino: &mut Person, by_telling: bool, pass: Option<u8>) {
    aino.open(room, 1, Role::Participant, pass);
    if by_telling {
        aino.tell_own_id(room);
    } else {
        aino.point(room, 0);
    }
    settle(room, &mut [aino], 2);
}

/// Another takes the same id, with or without a pass, and writes there for as long as they are let.
fn write_there(room: &mut RoomUnderTest, pass: Option<u8>) -> Person {
    let mut mallory = Person::alone(AINOS);
    mallory.open(room, 2, Role::Participant, pass);
    for _ in 0..13 {
        mallory.point(room, 1);
        settle(room, &mut [&mut mallory], 1);
    }
    mallory.tell_own_id(room);
    mallory.write_note(room, "theirs", "in the place of hers, and longer than what she writes");
    settle(room, &mut [&mut mallory], 2);
    mallory
}

fn has(room: &RoomUnderTest, note: &str) -> bool {
    room.restored_notes().contains_key(note)
}

#[test]
fn the_first_words_of_somebody_with_a_pass_arrive_after_their_line_stalled() {
    for (by_telling, mallorys) in [(true, Some(78)), (true, None), (false, Some(78)), (false, None)]
    {
        let mut room = RoomUnderTest::new();
        let mut aino = Person::alone(AINOS);
        name_it(&mut room, &mut aino, by_telling, Some(77));
        let mut mallory = write_there(&mut room, mallorys);
        aino.write_note(&mut room, "hers", "first");
        settle(&mut room, &mut [&mut aino, &mut mallory], 30);
        assert!(has(&room, "hers"), "by telling {by_telling}, {mallorys:?}");
        assert!(!has(&room, "theirs"), "by telling {by_telling}, {mallorys:?}");
        assert_eq!(aino.errors(), []);
        assert!(mallory.errors().contains(&ErrorCode::ClientIdTaken));
        // Nor may anybody else after a restart: it is hers in the log.
        let mut room = RoomUnderTest::open(room.records, None);
        let mut mallory = Person::alone(AINOS);
        mallory.learn(&aino.whole());
        mallory.open(&mut room, 3, Role::Participant, Some(79));
        mallory.tell_own_id(&mut room);
        settle(&mut room, &mut [&mut mallory], 1);
        assert_eq!(mallory.errors(), [ErrorCode::ClientIdTaken]);
    }
}

#[test]
fn the_first_words_of_somebody_with_a_pass_arrive_when_they_are_back() {
    for by_telling in [true, false] {
        let mut room = RoomUnderTest::new();
        let mut aino = Person::alone(AINOS);
        name_it(&mut room, &mut aino, by_telling, Some(77));
        room.input(Input::Leave(ConnectionId(1)));
        let mut mallory = write_there(&mut room, Some(78));
        aino.write_note_unsent("hers", "while away");
        aino.open(&mut room, 3, Role::Participant, Some(77));
        if by_telling {
            aino.tell_own_id(&mut room);
        } else {
            aino.point(&mut room, 2);
        }
        settle(&mut room, &mut [&mut aino, &mut mallory], 30);
        assert!(has(&room, "hers") && !has(&room, "theirs"), "by telling {by_telling}");
        assert_eq!(aino.errors(), []);
    }
}

#[test]
fn who_only_named_an_id_is_told_that_another_told_it_and_wrote_there_at_once() {
    // Nothing has shown yet that her line stalled: to the server she is here, and wrote nothing.
    for mallorys in [Some(78), None] {
        let mut room = RoomUnderTest::new();
        let mut aino = Person::alone(AINOS);
        name_it(&mut room, &mut aino, false, Some(77));
        let mut mallory = Person::alone(AINOS);
        mallory.open(&mut room, 2, Role::Participant, mallorys);
        mallory.tell_own_id(&mut room);
        mallory.write_note(
            &mut room,
            "theirs",
            "in the place of hers, and longer than what she writes",
        );
        settle(&mut room, &mut [&mut mallory], 2);
        aino.write_note(&mut room, "hers", "first");
        settle(&mut room, &mut [&mut aino, &mut mallory], 30);
        assert!(has(&room, "theirs") && !has(&room, "hers"), "{mallorys:?}");
        assert_eq!(aino.errors(), [ErrorCode::ClientIdTaken], "told once, {mallorys:?}");
        assert_eq!(mallory.errors(), [], "{mallorys:?}");
    }
}

#[test]
fn who_has_no_pass_is_told_that_their_first_words_came_too_late() {
    for by_telling in [true, false] {
        let mut room = RoomUnderTest::new();
        let mut aino = Person::alone(AINOS);
        name_it(&mut room, &mut aino, by_telling, None);
        let mut mallory = write_there(&mut room, Some(78));
        assert!(has(&room, "theirs"), "nobody would know Aino again");
        aino.write_note(&mut room, "hers", "first");
        aino.write_note(&mut room, "more", "second");
        settle(&mut room, &mut [&mut aino, &mut mallory], 30);
        assert_eq!(aino.errors(), [ErrorCode::ClientIdTaken], "told once, by telling {by_telling}");
    }
}

#[test]
fn nobody_with_a_pass_keeps_what_somebody_without_one_named_on_a_line_that_stalled() {
    let mut room = RoomUnderTest::new();
    let mut aino = Person::alone(AINOS);
    name_it(&mut room, &mut aino, false, None);
    write_there(&mut room, Some(78));
    room.input(Input::Leave(ConnectionId(2)));
    aino.open(&mut room, 3, Role::Participant, None);
    aino.tell_own_id(&mut room);
    settle(&mut room, &mut [&mut aino], 2);
    assert_eq!(aino.errors(), [], "it was Mallory's while they were here");
}

fn hand(room: &mut RoomUnderTest, helmi: &mut Person, role: Role, number: u8) {
    let to = ParticipantId::from_bytes([77; 16]);
    let command = Box::new(Command::Grant { to, role });
    let id = CommandId::from_bytes([number; 16]);
    helmi.say(room, &ClientMessage::Command { id, proxy: None, unnamed: false, command });
    settle(room, &mut [helmi], 2);
}

#[test]
fn a_viewer_who_may_write_now_is_told_that_another_wrote_under_the_id_that_they_showed() {
    let mut room = RoomUnderTest::new();
    let mut helmi = Person::alone(5);
    helmi.open(&mut room, 9, Role::Facilitator, Some(70));
    let mut aino = Person::alone(AINOS);
    aino.open(&mut room, 1, Role::Participant, Some(77));
    settle(&mut room, &mut [&mut helmi, &mut aino], 2);
    hand(&mut room, &mut helmi, Role::Viewer, 1);
    aino.point(&mut room, 0);
    write_there(&mut room, Some(78));
    assert!(has(&room, "theirs"), "a viewer's presence keeps nobody out");
    room.input(Input::Leave(ConnectionId(2)));
    hand(&mut room, &mut helmi, Role::Participant, 2);
    aino.write_note(&mut room, "hers", "first");
    settle(&mut room, &mut [&mut aino], 30);
    assert_eq!(aino.errors(), [ErrorCode::ClientIdTaken]);
}

#[test]
fn what_somebody_says_that_they_wrote_is_brought_by_others_after_power_was_lost() {
    // Aino wrote, all was lost, and her line breaks again before she answers.
    let mut aino = Person::alone(AINOS);
    aino.write_note_unsent("hers", "lost at the server");
    let mut room = RoomUnderTest::new();
    aino.open(&mut room, 1, Role::Participant, Some(77));
    aino.point(&mut room, 0);
    room.input(Input::Leave(ConnectionId(1)));
    let mut bertil = Person::alone(2_000);
    bertil.learn(&aino.whole());
    bertil.connect_with_pass(&mut room, 2, 78);
    settle(&mut room, &mut [&mut bertil], 8);
    assert!(has(&room, "hers"));
    assert_eq!(bertil.errors(), []);
}
