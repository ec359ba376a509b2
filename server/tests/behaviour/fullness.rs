//! A room that has enough says so, and goes on for everyone who is in it.

use crate::people::{Person, RoomUnderTest};
use picnic::limits::{CLIENT_IDS_BEYOND_MAX, FULL_MEASURE_MS, SNAPSHOT_RECORD_BYTES};
use picnic::room::fullness::RoomBounds;
use picnic::room::{CloseCause, Effect};
use picnic_protocol::ids::Role;
use picnic_protocol::session::ErrorCode;

fn settle(room: &mut RoomUnderTest, people: &mut [&mut Person]) {
    for _ in 0..4 {
        room.tick();
        room.append_done();
        room.disk_done();
        for person in people.iter_mut() {
            person.receive(room);
        }
    }
}

#[test]
fn a_note_too_many_is_gone_again_for_everyone_and_nothing_else_is() {
    let mut room = RoomUnderTest::bounded(RoomBounds { notes_max: 3, ..RoomBounds::default() });
    let mut aino = Person::join(&mut room, 1, Role::Participant);
    let mut bertil = Person::join(&mut room, 2, Role::Participant);
    for id in ["a", "b"] {
        aino.write_note(&mut room, id, "text");
        settle(&mut room, &mut [&mut aino, &mut bertil]);
    }
    // Both write at once: one of the two is too many.
    aino.write_note(&mut room, "c", "text");
    bertil.write_note(&mut room, "d", "text");
    settle(&mut room, &mut [&mut aino, &mut bertil]);
    assert_eq!(aino.notes(), bertil.notes());
    assert_eq!(aino.notes().len(), 3);

    aino.write_note(&mut room, "e", "text");
    settle(&mut room, &mut [&mut aino, &mut bertil]);
    assert_eq!(aino.notes(), bertil.notes(), "its maker sees it gone, too");
    assert!(!aino.notes().contains_key("e"));
    assert!(aino.errors().contains(&ErrorCode::TooManyNotes));
    assert_eq!(aino.denied(), 0, "nothing of hers was left out of the board");

    // What she writes later stands on what she wrote.
    aino.delete_note(&mut room, "a");
    aino.write_note(&mut room, "f", "text");
    settle(&mut room, &mut [&mut aino, &mut bertil]);
    assert!(bertil.notes().contains_key("f"));
    assert_eq!(room.restored_notes(), bertil.notes(), "the log says the same");
    assert!(aino.saved() > 0);
    assert!(room.closed().is_empty());
}

#[test]
fn a_full_board_can_still_be_worked_on() {
    let mut room = RoomUnderTest::bounded(RoomBounds { notes_max: 2, ..RoomBounds::default() });
    let mut aino = Person::join(&mut room, 1, Role::Participant);
    let mut bertil = Person::join(&mut room, 2, Role::Participant);
    for id in ["a", "b"] {
        aino.write_note(&mut room, id, "first");
    }
    settle(&mut room, &mut [&mut aino, &mut bertil]);
    bertil.write_note(&mut room, "a", "second");
    settle(&mut room, &mut [&mut aino, &mut bertil]);
    assert_eq!(aino.notes()["a"], "second");
    assert_eq!(aino.notes().len(), 2);
    assert!(bertil.errors().is_empty());
}

#[test]
fn notes_that_were_there_before_the_limit_stay() {
    let mut before = RoomUnderTest::new();
    let mut aino = Person::join(&mut before, 1, Role::Participant);
    for id in ["a", "b", "c"] {
        aino.write_note(&mut before, id, "text");
        settle(&mut before, &mut [&mut aino]);
    }
    let bounds = RoomBounds { notes_max: 1, ..RoomBounds::default() };
    let mut room = RoomUnderTest::reopened(before.records, bounds);
    let mut bertil = Person::join(&mut room, 2, Role::Participant);
    bertil.write_note(&mut room, "d", "text");
    settle(&mut room, &mut [&mut bertil]);
    assert_eq!(bertil.notes().keys().collect::<Vec<_>>(), ["a", "b", "c"]);
}

#[test]
fn a_board_without_bytes_left_takes_deletions_and_then_what_it_refused() {
    takes_deletions_and_then_what_it_refused(1_000);
}

#[test]
fn a_snapshot_between_a_deletion_and_the_next_look_hides_no_room_that_it_made() {
    // What is deleted goes into the bin, and so much of it makes a snapshot due.
    const { assert!(18 * 5_000 > SNAPSHOT_RECORD_BYTES) };
    takes_deletions_and_then_what_it_refused(5_000);
}

/// A board that takes twenty times so many bytes.
fn takes_deletions_and_then_what_it_refused(bytes: usize) {
    let bounds = RoomBounds { bytes_max: 20 * bytes, ..RoomBounds::default() };
    let mut room = RoomUnderTest::bounded(bounds);
    let mut aino = Person::join(&mut room, 1, Role::Participant);
    let mut bertil = Person::join(&mut room, 2, Role::Participant);
    aino.write_note(&mut room, "large", &"x".repeat(18 * bytes));
    settle(&mut room, &mut [&mut aino, &mut bertil]);
    let saved = bertil.saved();

    bertil.write_note(&mut room, "one", &"y".repeat(3 * bytes));
    bertil.write_note(&mut room, "two", "short, and stands on the one before");
    settle(&mut room, &mut [&mut aino, &mut bertil]);
    assert!(!aino.notes().contains_key("one"));
    assert_eq!(bertil.errors(), [ErrorCode::BoardFull], "told once");
    assert_eq!(bertil.denied(), 1);
    assert_eq!(bertil.saved(), saved, "what was not taken is not called saved");

    aino.delete_note(&mut room, "large");
    settle(&mut room, &mut [&mut aino, &mut bertil]);
    room.wait_ms(FULL_MEASURE_MS);
    settle(&mut room, &mut [&mut aino, &mut bertil]);
    assert_eq!(aino.notes().keys().collect::<Vec<_>>(), ["one", "two"]);
    assert_eq!(aino.notes(), bertil.notes());
    assert_eq!(room.restored_notes(), aino.notes());
    assert!(bertil.saved() > saved);
    assert!(room.closed().is_empty());
}

#[test]
fn a_board_is_full_by_what_it_takes_in_memory_too() {
    let bounds = RoomBounds { memory_max: 60_000, ..RoomBounds::default() };
    let mut room = RoomUnderTest::bounded(bounds);
    let mut aino = Person::join(&mut room, 1, Role::Participant);
    for number in 0..40 {
        // Some fifty bytes each, and two thousand in memory.
        aino.write_note(&mut room, &format!("n{number}"), "");
        settle(&mut room, &mut [&mut aino]);
    }
    assert_eq!(aino.errors(), [ErrorCode::BoardFull], "told once");
    let kept = room.restored_notes().len();
    assert!((5..40).contains(&kept), "{kept} notes");

    for number in 0..kept / 2 {
        aino.delete_note(&mut room, &format!("n{number}"));
    }
    settle(&mut room, &mut [&mut aino]);
    room.wait_ms(FULL_MEASURE_MS);
    settle(&mut room, &mut [&mut aino]);
    let after = room.restored_notes().len();
    assert!(after > kept - kept / 2, "deletions made room: {after} notes");
}

#[test]
fn what_was_refused_for_the_memory_of_all_is_asked_for_when_others_give_it_back() {
    let bounds = RoomBounds { memory_max: 60_000, ..RoomBounds::default() };
    let mut room = RoomUnderTest::bounded(bounds);
    let mut aino = Person::join(&mut room, 1, Role::Participant);
    aino.write_note(&mut room, "n", "");
    settle(&mut room, &mut [&mut aino]);
    room.hold_to_memory(1);
    aino.write_note(&mut room, "m", "");
    settle(&mut room, &mut [&mut aino]);
    assert_eq!(aino.errors(), [ErrorCode::BoardFull]);
    room.wait_ms(2 * FULL_MEASURE_MS);
    settle(&mut room, &mut [&mut aino]);
    assert_eq!(room.restored_notes().len(), 1);
    // Nobody writes or deletes here meanwhile.
    room.hold_to_memory(60_000);
    assert!(!room.is_never_at_rest());
    settle(&mut room, &mut [&mut aino]);
    assert_eq!(room.restored_notes().len(), 2);
    assert_eq!(aino.notes(), room.restored_notes());
    assert_eq!(aino.errors(), [ErrorCode::BoardFull], "told once");
}

#[test]
fn moving_about_on_a_nearly_full_board_is_not_taken_for_growth() {
    let bounds = RoomBounds { bytes_max: 20_000, ..RoomBounds::default() };
    let mut room = RoomUnderTest::bounded(bounds);
    let mut aino = Person::join(&mut room, 1, Role::Participant);
    aino.write_note(&mut room, "large", &"x".repeat(10_000));
    settle(&mut room, &mut [&mut aino]);
    // Each replaces the last, so that the board stays as large as it is.
    for n in 0..20 {
        aino.write_note(&mut room, "same", &format!("{n}").repeat(2_000));
        settle(&mut room, &mut [&mut aino]);
        room.wait_ms(FULL_MEASURE_MS);
    }
    assert!(aino.errors().is_empty());
    assert_eq!(room.restored_notes(), aino.notes());
}

#[test]
fn a_socket_too_many_is_told_and_closed_and_the_next_finds_its_place() {
    let mut room = RoomUnderTest::bounded(RoomBounds { sockets_max: 2, ..RoomBounds::default() });
    let aino = Person::join(&mut room, 1, Role::Participant);
    let _bertil = Person::join(&mut room, 2, Role::Viewer);
    let late = Person::join(&mut room, 3, Role::Participant);
    let told = room.record().iter().any(|effect| match effect {
        Effect::Send { to, frame } => {
            *to == late.connection() && frame.windows(8).any(|window| window == b"roomFull")
        }
        _ => false,
    });
    assert!(told);
    assert_eq!(room.closed(), [(3, CloseCause::Full)]);
    room.input(picnic::room::Input::Leave(aino.connection()));
    let next = Person::join(&mut room, 4, Role::Participant);
    assert!(next.is_synced());
}

#[test]
fn who_comes_without_a_pass_again_and_again_leaves_places_for_people_with_one() {
    let mut room = RoomUnderTest::bounded(RoomBounds { sockets_max: 50, ..RoomBounds::default() });
    for number in 1..=40 {
        Person::join(&mut room, number, Role::Participant);
    }
    let closed: Vec<u64> = room.closed().iter().map(|(number, _)| *number).collect();
    assert!(closed.iter().copied().eq(31..=40), "{closed:?}");
    let mut aino = Person::alone(50);
    aino.connect_with_pass(&mut room, 41, 200);
    assert!(room.closed().iter().all(|(number, _)| *number != 41));
}

#[test]
fn where_too_many_ids_wrote_no_stranger_adds_another_and_all_who_have_a_pass_write_on() {
    // One is the server's, which wrote the title.
    let bounds = RoomBounds { client_ids_max: 3, ..RoomBounds::default() };
    let mut room = RoomUnderTest::bounded(bounds);
    let mut aino = Person::join(&mut room, 1, Role::Participant);
    let mut bertil = Person::join(&mut room, 2, Role::Participant);
    aino.write_note(&mut room, "a", "text");
    bertil.write_note(&mut room, "b", "text");
    settle(&mut room, &mut [&mut aino, &mut bertil]);
    let mut stranger = Person::join(&mut room, 3, Role::Participant);
    settle(&mut room, &mut [&mut stranger]);
    let saved = stranger.saved();
    stranger.write_note(&mut room, "c", "text");
    stranger.write_note(&mut room, "c", "text again");
    settle(&mut room, &mut [&mut aino, &mut bertil, &mut stranger]);
    assert_eq!(aino.notes().keys().collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!((stranger.denied(), stranger.saved()), (1, saved), "told once");

    // Those whose ids are there go on, and so does who comes by their pass, under one of their own.
    aino.write_note(&mut room, "a", "more");
    let mut cecilia = Person::alone(50);
    cecilia.connect_with_pass(&mut room, 4, 200);
    cecilia.tell_own_id(&mut room);
    cecilia.write_note(&mut room, "d", "text");
    settle(&mut room, &mut [&mut aino, &mut bertil, &mut cecilia]);
    assert_eq!(aino.notes()["a"], "more");
    assert!(aino.notes().contains_key("d") && cecilia.saved() > 0);
    assert_eq!(aino.notes(), room.restored_notes());
}

#[test]
fn nobody_brings_ids_without_end_to_a_board_that_has_too_many_already() {
    let bounds = RoomBounds { client_ids_max: 1, ..RoomBounds::default() };
    let mut room = RoomUnderTest::bounded(bounds);
    let visits = u64::from(CLIENT_IDS_BEYOND_MAX) + 3;
    for visit in 1..=visits {
        let mut aino = Person::alone(1_000 + visit);
        aino.open(&mut room, visit, Role::Facilitator, Some(200));
        aino.tell_own_id(&mut room);
        // What others wrote is theirs, whoever brings it.
        let mut forged = Person::alone(5_000 + visit);
        forged.write_note_unsent("forged", "text");
        aino.send_unasked(&mut room, &forged.whole());
        aino.write_note(&mut room, &format!("{visit}"), "text");
        settle(&mut room, &mut [&mut aino]);
        room.input(picnic::room::Input::Leave(aino.connection()));
    }
    let notes = room.restored_notes();
    assert_eq!(notes.len(), CLIENT_IDS_BEYOND_MAX as usize);
    assert!(!notes.contains_key("forged"));
}

#[test]
fn beyond_its_ids_a_board_takes_the_own_words_of_who_brings_others_beside_them() {
    let bounds = RoomBounds { client_ids_max: 1, ..RoomBounds::default() };
    let mut room = RoomUnderTest::bounded(bounds);
    let mut aino = Person::alone(1_000);
    // What an earlier visit left in her browser comes with what she writes now.
    let mut earlier = Person::alone(2_000);
    earlier.write_note_unsent("earlier", "text");
    aino.learn(&earlier.whole());
    aino.write_note_unsent("now", "text");
    aino.connect_with_pass(&mut room, 1, 200);
    aino.tell_own_id(&mut room);
    settle(&mut room, &mut [&mut aino]);
    aino.write_note(&mut room, "then", "text");
    settle(&mut room, &mut [&mut aino]);
    assert_eq!(room.restored_notes().into_keys().collect::<Vec<_>>(), ["now", "then"]);
    assert_eq!(aino.denied(), 1, "told once");
}

#[test]
fn at_twice_its_ids_a_board_takes_one_more_of_a_facilitator_only() {
    let bounds = RoomBounds { client_ids_max: 1, ..RoomBounds::default() };
    let mut room = RoomUnderTest::bounded(bounds);
    for number in 1..=3 {
        let mut person = Person::alone(1_000 + number);
        let pass = Some(u8::try_from(200 + number).unwrap());
        let role = if number == 3 { Role::Facilitator } else { Role::Participant };
        person.open(&mut room, number, role, pass);
        person.tell_own_id(&mut room);
        person.write_note(&mut room, &format!("{number}"), "text");
        settle(&mut room, &mut [&mut person]);
    }
    assert_eq!(room.restored_notes().into_keys().collect::<Vec<_>>(), ["1", "3"]);
}
