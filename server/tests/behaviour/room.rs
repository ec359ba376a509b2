//! A room by example: inputs in, effects out, no runtime.

use std::cell::Cell;
use std::time::Duration;

use crate::people::{Person, RoomUnderTest};
use picnic::room::{CloseCause, Effect, Input};
use picnic_protocol::frame::{self, read_message};
use picnic_protocol::ids::{LogPosition, Role};

#[test]
fn a_lone_change_is_appended_at_once_and_seen_only_after_it() {
    let mut room = RoomUnderTest::new();
    let mut aino = Person::join(&mut room, 1, Role::Participant);
    let mut bertil = Person::join(&mut room, 2, Role::Participant);
    aino.write_note(&mut room, "n", "one");
    assert_eq!(room.appends(), 1);
    bertil.receive(&mut room);
    assert!(bertil.notes().is_empty(), "nothing is seen before its record is appended");
    room.append_done();
    bertil.receive(&mut room);
    assert_eq!(bertil.notes()["n"], "one");
}

#[test]
fn changes_of_one_tick_are_one_record_and_one_frame() {
    let mut room = RoomUnderTest::new();
    let mut aino = Person::join(&mut room, 1, Role::Participant);
    let mut bertil = Person::join(&mut room, 2, Role::Participant);
    let mut cecilia = Person::join(&mut room, 3, Role::Participant);
    aino.write_note(&mut room, "first", "1");
    room.append_done();
    // Under load: these wait for the tick.
    for n in 0..5 {
        aino.write_note(&mut room, &format!("a{n}"), "x");
        bertil.write_note(&mut room, &format!("b{n}"), "y");
    }
    assert_eq!(room.appends(), 1);
    let before = cecilia.receive(&mut room);
    room.tick();
    assert_eq!(room.appends(), 2);
    room.append_done();
    let after = cecilia.receive(&mut room);
    assert_eq!(before, 1);
    assert_eq!(after, 1, "ten changes came as one frame");
    assert_eq!(cecilia.notes().len(), 11);
}

#[test]
fn a_joiners_board_waits_for_the_append_in_flight() {
    let mut room = RoomUnderTest::new();
    let mut aino = Person::join(&mut room, 1, Role::Participant);
    aino.write_note(&mut room, "n", "one");
    let mut late = Person::join(&mut room, 2, Role::Participant);
    late.receive(&mut room);
    assert!(!late.is_synced());
    room.append_done();
    late.receive(&mut room);
    assert!(late.is_synced());
    assert_eq!(late.notes()["n"], "one");
}

#[test]
fn a_title_is_told_to_nobody_before_its_record_is_appended() {
    let mut room = RoomUnderTest::new();
    let mut aino = Person::join(&mut room, 1, Role::Participant);
    aino.write_title(&mut room, "Renamed");
    assert!(room.has_append_in_flight());
    let told = |room: &RoomUnderTest, connection| {
        let hello = room.peek_frames(connection).into_iter().next().expect("a hello");
        String::from_utf8_lossy(&hello).contains("Renamed")
    };
    let mut bertil = Person::alone(2);
    bertil.open(&mut room, 2, Role::Participant, None);
    assert!(!told(&room, bertil.connection()), "`kill -9` would take it back");
    assert_eq!(room.room().facts().title, "Test");
    room.append_done();
    let mut cecilia = Person::alone(3);
    cecilia.open(&mut room, 3, Role::Participant, None);
    assert!(told(&room, cecilia.connection()));
    assert_eq!(room.room().facts().title, "Renamed");
    let reopened = RoomUnderTest::open(room.records.clone(), None);
    assert_eq!(reopened.room().facts().title, "Renamed");
}

#[test]
fn a_joiner_gets_the_board_though_one_append_follows_the_other() {
    let mut room = RoomUnderTest::new();
    let mut aino = Person::join(&mut room, 1, Role::Participant);
    aino.write_note(&mut room, "n", "one");
    let mut late = Person::join(&mut room, 2, Role::Participant);
    aino.write_note(&mut room, "m", "two");
    room.wait_ms(20);
    room.append_done();
    assert!(room.has_append_in_flight(), "the log is slower than people write");
    late.receive(&mut room);
    assert!(late.is_synced());
    assert_eq!(late.notes()["n"], "one");
    room.append_done();
    late.receive(&mut room);
    assert_eq!(late.notes()["m"], "two");
}

#[test]
fn an_export_has_its_moment_though_one_append_follows_the_other() {
    let mut room = RoomUnderTest::new();
    let mut aino = Person::join(&mut room, 1, Role::Participant);
    aino.write_note(&mut room, "n", "one");
    aino.write_note(&mut room, "m", "two");
    room.wait_ms(20);
    assert_eq!(room.contents(), None, "nothing is read before its record is appended");
    room.hold_next_flush(true);
    room.append_done();
    let contents = room.contents().expect("a moment without an append in flight");
    assert_eq!(contents.into_keys().collect::<Vec<_>>(), ["n"]);
    room.hold_next_flush(false);
    room.tick();
    assert!(room.has_append_in_flight());
    room.append_done();
    assert_eq!(room.contents().map(|notes| notes.len()), Some(2));
}

#[test]
fn a_viewers_change_is_refused_and_makes_nothing() {
    let mut room = RoomUnderTest::new();
    let mut viewer = Person::join(&mut room, 1, Role::Viewer);
    viewer.write_note(&mut room, "n", "graffiti");
    assert_eq!(room.appends(), 0);
    viewer.receive(&mut room);
    assert_eq!(viewer.denied(), 1);
}

#[test]
fn a_viewers_change_in_parts_is_refused_though_its_last_part_changes_nothing() {
    let mut room = RoomUnderTest::new();
    let mut viewer = Person::join(&mut room, 1, Role::Viewer);
    let before = viewer.saved();
    viewer.write_note_unsent("n", "graffiti");
    viewer.delete_note_unsent("n");
    assert!(viewer.send_whole_in_parts(&mut room) > 2);
    room.tick();
    room.append_done();
    room.disk_done();
    viewer.receive(&mut room);
    assert_eq!(viewer.denied(), 1);
    assert_eq!(viewer.saved(), before, "nothing of it is on the board");
}

#[test]
fn who_asks_for_the_board_many_times_gets_one_answer_that_is_enough_for_all() {
    let mut room = RoomUnderTest::new();
    let mut aino = Person::join(&mut room, 1, Role::Participant);
    let mut bertil = Person::join(&mut room, 2, Role::Participant);
    aino.write_note(&mut room, "n", "one");
    room.append_done();
    bertil.receive(&mut room);
    let mut newcomer = Person::alone(99);
    room.tick();
    aino.write_note(&mut room, "m", "two");
    assert!(room.has_append_in_flight());
    let before = room.sent_to(2, &[0, 1]);
    for _ in 0..20 {
        bertil.ask_for_board(&mut room);
    }
    // As one that has nothing.
    let connection = bertil.connection();
    for frame in read_message(&frame::sync_step_1(&[0])).unwrap() {
        room.input(Input::Frame { connection, frame });
    }
    bertil.ask_for_board(&mut room);
    room.append_done();
    assert_eq!(room.sent_to(2, &[0, 1]), before + 1);
    let answers = std::iter::from_fn(|| room.take_frame(connection));
    let answer = answers.filter(|bytes| bytes.starts_with(&[0, 1])).last().unwrap();
    newcomer.learn(frame::sync_payload(&answer).unwrap());
    assert_eq!(newcomer.notes(), aino.notes());
}

#[test]
fn who_makes_the_room_encode_its_board_for_long_waits_for_the_next_answer() {
    /// Every look at this clock takes 300 ms.
    fn slow() -> Duration {
        thread_local!(static LOOKS: Cell<u64> = const { Cell::new(0) });
        LOOKS.set(LOOKS.get() + 300);
        Duration::from_millis(LOOKS.get())
    }
    let mut room = RoomUnderTest::new().timed_by(slow);
    let aino = Person::join(&mut room, 1, Role::Viewer);
    let bertil = Person::join(&mut room, 2, Role::Viewer);
    assert_eq!((room.sent_to(1, &[0, 1]), room.sent_to(2, &[0, 1])), (1, 1));
    for _ in 0..20 {
        aino.ask_for_board(&mut room);
    }
    assert!(!room.is_never_at_rest());
    assert_eq!(room.sent_to(1, &[0, 1]), 1);
    room.wait_ms(40_000);
    assert_eq!(room.sent_to(1, &[0, 1]), 2);
    drop(bertil);
}

#[test]
fn presence_that_is_asked_for_many_times_is_sent_once_an_interval() {
    let mut room = RoomUnderTest::new();
    let _aino = Person::join(&mut room, 1, Role::Participant);
    let bertil = Person::join(&mut room, 2, Role::Participant);
    room.tick();
    let before = room.sent_to(2, &[1]);
    for _ in 0..50 {
        bertil.ask_for_presence(&mut room);
    }
    room.tick();
    let answers = room.sent_to(2, &[1]) - before;
    assert!((1..=2).contains(&answers), "{answers}");
    assert!(!room.is_never_at_rest());
}

#[test]
fn a_viewer_who_comes_back_to_a_board_with_deletions_waits_for_nothing() {
    let mut room = RoomUnderTest::new();
    let mut aino = Person::join(&mut room, 1, Role::Participant);
    let mut viewer = Person::join(&mut room, 2, Role::Viewer);
    aino.write_note(&mut room, "n", "one");
    aino.delete_note(&mut room, "n");
    room.wait_ms(20);
    room.append_done();
    room.append_done();
    room.disk_done();
    viewer.receive(&mut room);
    viewer.connect(&mut room, 3, Role::Viewer);
    viewer.receive(&mut room);
    room.tick();
    viewer.receive(&mut room);
    assert_eq!(viewer.denied(), 0);
    assert_eq!(viewer.saved(), 1, "the answer to the hello, which repeats the deletion");
}

#[test]
fn a_change_whose_foundation_is_missing_is_asked_for_again_and_not_called_saved() {
    let mut room = RoomUnderTest::new();
    let mut aino = Person::join(&mut room, 1, Role::Participant);
    aino.write_note_unsent("lost", "never sent");
    aino.write_note(&mut room, "n", "stands on it");
    assert_eq!(room.appends(), 0);
    // Asked with sync step 1, the client answers with everything.
    aino.receive(&mut room);
    room.tick();
    assert_eq!(room.appends(), 1);
    assert_eq!(aino.saved(), 1, "the hello's answer only");
    room.append_done();
    room.disk_done();
    aino.receive(&mut room);
    assert_eq!(aino.saved(), 3, "the hello's answer, the change set aside, and the whole");
}

#[test]
fn nobody_writes_under_anothers_client_id() {
    let mut room = RoomUnderTest::new();
    let mut aino = Person::join(&mut room, 1, Role::Participant);
    aino.write_note(&mut room, "n", "mine");
    room.append_done();
    let mut mallory = Person::join_as(&mut room, 2, Role::Participant, aino.client());
    mallory.receive(&mut room);
    mallory.write_note(&mut room, "n", "forged");
    for _ in 0..8 {
        // Aino is asked whether she has these, and answers that she has not.
        aino.receive(&mut room);
        room.tick();
    }
    assert_eq!(room.appends(), 1);
    mallory.receive(&mut room);
    assert_eq!(mallory.denied(), 1);
}

#[test]
fn a_link_made_anew_closes_those_who_came_by_the_old_one() {
    let mut room = RoomUnderTest::new();
    let _aino = Person::join(&mut room, 1, Role::Participant);
    let _viewer = Person::join(&mut room, 2, Role::Viewer);
    room.input(Input::Rotate(Role::Participant));
    assert!(room.closed().is_empty(), "not before the log has it");
    room.append_done();
    assert_eq!(room.closed(), [(1, CloseCause::Revoked)]);
}

#[test]
fn a_slow_reader_gets_one_diff_and_is_whole() {
    let mut room = RoomUnderTest::new();
    let mut aino = Person::join(&mut room, 1, Role::Participant);
    let mut slow = Person::join(&mut room, 2, Role::Participant);
    room.tick();
    slow.receive(&mut room);
    aino.write_note(&mut room, "a", "1");
    room.append_done();
    slow.receive(&mut room);
    room.drop_frames_of(2);
    for n in 0..10 {
        aino.write_note(&mut room, &format!("n{n}"), "x");
        room.tick();
        room.append_done();
    }
    assert_eq!(room.frames_for(2), 0);
    slow.receive(&mut room);
    assert_eq!(slow.notes(), aino.notes());
}

#[test]
fn a_log_that_fails_leaves_the_room_working_and_a_snapshot_mends_it() {
    let mut room = RoomUnderTest::new();
    let mut aino = Person::join(&mut room, 1, Role::Participant);
    let mut bertil = Person::join(&mut room, 2, Role::Participant);
    aino.write_note(&mut room, "n", "one");
    room.append_fails();
    bertil.receive(&mut room);
    assert_eq!(bertil.notes()["n"], "one");
    assert!(!bertil.is_saving());
    aino.write_note(&mut room, "m", "two");
    room.tick();
    bertil.receive(&mut room);
    assert_eq!(bertil.notes()["m"], "two");
    aino.receive(&mut room);
    assert_eq!(aino.saved(), 1, "the hello's answer only");
    room.wait_ms(2_000);
    assert_eq!(room.snapshot_position(), Some(LogPosition(3)));
    room.snapshot_done();
    room.disk_done();
    aino.receive(&mut room);
    assert!(aino.is_saving());
    assert_eq!(aino.saved(), 3);
    assert_eq!(room.restored_notes(), aino.notes());
}

#[test]
fn a_snapshot_from_before_a_failed_append_does_not_end_the_failing() {
    let mut room = RoomUnderTest::new();
    let mut aino = Person::join(&mut room, 1, Role::Participant);
    aino.write_note(&mut room, "large", &"x".repeat(100_000));
    room.append_done();
    assert!(room.snapshot_position().is_some());
    room.tick();
    aino.write_note(&mut room, "n", "one");
    room.append_fails();
    room.snapshot_done();
    assert!(room.is_failing(), "nothing has what was not appended");
    aino.write_note(&mut room, "m", "two");
    room.wait_ms(2_000);
    room.snapshot_done();
    assert!(!room.is_failing());
    room.append_done();
    assert!(room.restored_notes() == aino.notes(), "something is not in the log");
}

#[test]
fn presence_is_coalesced_and_never_appended() {
    let mut room = RoomUnderTest::new();
    let mut aino = Person::join(&mut room, 1, Role::Participant);
    let mut bertil = Person::join(&mut room, 2, Role::Participant);
    room.tick();
    aino.point(&mut room, 1);
    bertil.receive(&mut room);
    for x in 2..20 {
        aino.point(&mut room, x);
    }
    assert_eq!(room.frames_for(2), 0);
    room.tick();
    assert_eq!(room.frames_for(2), 1);
    assert_eq!(room.appends(), 0);
    room.input(Input::Leave(picnic::room::ConnectionId(1)));
    room.tick();
    bertil.receive(&mut room);
    assert_eq!(bertil.presence().get(&aino.client()), Some(&None));
}

#[test]
fn effects_are_the_same_for_the_same_inputs() {
    let run = || {
        let mut room = RoomUnderTest::new();
        let mut aino = Person::join(&mut room, 1, Role::Participant);
        aino.write_note(&mut room, "n", "one");
        room.append_done();
        room.record().to_vec()
    };
    let records: Vec<Effect> = run();
    assert_eq!(records, run());
}

#[test]
fn after_power_loss_everyone_brings_back_what_is_theirs() {
    let mut room = RoomUnderTest::new();
    let mut aino = Person::join(&mut room, 1, Role::Participant);
    let mut bertil = Person::join(&mut room, 2, Role::Participant);
    let kept = room.records.clone();
    // They write in turn, each on what the other wrote; then the log forgets all of it.
    for round in 0..3 {
        for (person, name) in [(&mut aino, "a"), (&mut bertil, "b")] {
            person.receive(&mut room);
            person.write_note(&mut room, &format!("{name}{round}"), "x");
            person.delete_note(&mut room, &format!("a{}", round - 1));
            room.tick();
            room.append_done();
        }
    }
    room.tick();
    room.append_done();
    aino.receive(&mut room);
    bertil.receive(&mut room);
    let before = aino.notes();
    assert_eq!(before, bertil.notes());
    let mut room = RoomUnderTest::open(kept, None);
    aino.connect(&mut room, 3, Role::Participant);
    bertil.connect(&mut room, 4, Role::Participant);
    for _ in 0..10 {
        aino.receive(&mut room);
        bertil.receive(&mut room);
        room.tick();
        room.append_done();
        room.disk_done();
    }
    assert_eq!(room.restored_notes(), before);
    assert!(room.closed().is_empty());
    assert_eq!(aino.denied() + bertil.denied(), 0);
}

#[test]
fn who_brings_back_anothers_blocks_does_not_own_their_client_id() {
    let mut room = RoomUnderTest::new();
    let mut aino = Person::join(&mut room, 1, Role::Participant);
    aino.write_note(&mut room, "n", "one");
    room.append_done();
    let mut bertil = Person::join(&mut room, 2, Role::Participant);
    bertil.receive(&mut room);
    // All is lost, and Bertil is back first. His presence is refused: his old socket still has it.
    let mut room = RoomUnderTest::new();
    let _ghost = Person::join_as(&mut room, 5, Role::Participant, bertil.client());
    bertil.connect(&mut room, 3, Role::Participant);
    room.tick();
    room.append_done();
    aino.connect(&mut room, 4, Role::Participant);
    aino.write_note(&mut room, "m", "two");
    room.tick();
    room.append_done();
    assert_eq!(aino.denied(), 0);
    assert_eq!(room.restored_notes(), aino.notes());
}

#[test]
fn a_newcomer_gets_the_board_before_its_changes() {
    let mut room = RoomUnderTest::new();
    let mut aino = Person::join(&mut room, 1, Role::Participant);
    aino.write_note(&mut room, "first", "1");
    let mut late = Person::join(&mut room, 2, Role::Participant);
    // In flight while the newcomer waits for the board: the board has it.
    room.append_done();
    assert_eq!(late.receive(&mut room), 0);
    assert_eq!(late.notes(), aino.notes());
    aino.write_note(&mut room, "second", "2");
    room.tick();
    room.append_done();
    assert_eq!(late.receive(&mut room), 1);
    assert_eq!(late.notes(), aino.notes());
}
