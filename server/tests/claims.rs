//! Whose a client id is (rule 7): what a live client wrote always arrives, whoever relays, names or
//! echoes its id, and nobody writes under the id of somebody else who is here.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod people;

use people::{Person, RoomUnderTest};
use picnic::limits::COMPARE_INTERVAL_MS;
use picnic::room::{ConnectionId, Effect, Input};
use picnic_protocol::awareness::Entry;
use picnic_protocol::ids::Role;
use picnic_protocol::session::ErrorCode;

const SHOWN: Option<&str> = Some("{}");

fn leave(room: &mut RoomUnderTest, connection: u64) {
    room.input(Input::Leave(ConnectionId(connection)));
}

/// Lets everyone answer and the log take everything, for so many ticks of 300 ms.
fn settle(room: &mut RoomUnderTest, people: &mut [&mut Person], ticks: usize) {
    for _ in 0..ticks {
        for person in &mut *people {
            person.receive(room);
        }
        room.tick();
        room.append_done();
        room.disk_done();
    }
}

#[test]
fn an_echo_of_somebody_who_left_for_a_moment_takes_nothing_from_them() {
    let mut room = RoomUnderTest::new();
    let mut cecilia = Person::join(&mut room, 1, Role::Participant);
    let mut bertil = Person::alone(2_000);
    leave(&mut room, 1);
    bertil.open(&mut room, 2, Role::Participant, None);
    let (client, clock) = (cecilia.client(), cecilia.presence_clock());
    bertil.say_presence(&mut room, Entry { client, clock, state: SHOWN });
    cecilia.connect(&mut room, 3, Role::Participant);
    cecilia.write_note(&mut room, "n", "mine");
    settle(&mut room, &mut [&mut bertil, &mut cecilia], 2);
    assert_eq!(room.restored_notes(), cecilia.notes());
    assert_eq!(cecilia.denied(), 0);
}

#[test]
fn a_socket_without_presence_of_its_own_takes_no_id_by_naming_it() {
    let mut room = RoomUnderTest::new();
    let mut cecilia = Person::join(&mut room, 1, Role::Participant);
    let mut bertil = Person::alone(2_000);
    bertil.echo_what_is_heard();
    leave(&mut room, 1);
    bertil.open(&mut room, 2, Role::Participant, None);
    // It heard of the next state on another way, as tabs of one browser do.
    let (client, clock) = (cecilia.client(), cecilia.presence_clock() + 1);
    bertil.say_presence(&mut room, Entry { client, clock, state: SHOWN });
    cecilia.connect(&mut room, 3, Role::Participant);
    cecilia.write_note(&mut room, "n", "mine");
    settle(&mut room, &mut [&mut bertil, &mut cecilia], 8);
    assert_eq!(room.restored_notes(), cecilia.notes());
    assert_eq!(cecilia.denied(), 0);
    leave(&mut room, 3);
    settle(&mut room, &mut [&mut bertil], 1);
    assert_eq!(bertil.presence().get(&client), Some(&None), "the presence was hers again");
}

#[test]
fn a_viewer_takes_no_id_by_naming_it() {
    let mut room = RoomUnderTest::new();
    let mut viewer = Person::alone(2_000);
    viewer.open(&mut room, 1, Role::Viewer, None);
    let mut aino = Person::alone(1_000);
    viewer.say_presence(&mut room, Entry { client: aino.client(), clock: 1, state: SHOWN });
    aino.connect(&mut room, 2, Role::Participant);
    aino.write_note(&mut room, "n", "mine");
    settle(&mut room, &mut [&mut viewer, &mut aino], 2);
    assert_eq!(room.restored_notes(), aino.notes());
    assert_eq!(aino.denied(), 0);
    leave(&mut room, 2);
    settle(&mut room, &mut [&mut viewer], 1);
    assert_eq!(viewer.presence().get(&aino.client()), Some(&None), "the presence was Aino's");
}

#[test]
fn parts_of_what_somebody_brings_back_make_nobody_an_owner() {
    let mut room = RoomUnderTest::new();
    let mut aino = Person::join(&mut room, 1, Role::Participant);
    aino.write_note(&mut room, "n", "one");
    settle(&mut room, &mut [&mut aino], 2);
    let all = aino.whole();
    // All is lost. Bertil, who has a pass, is back first and brings it in parts, as updates.
    let mut room = RoomUnderTest::new();
    let mut bertil = Person::alone(2_000);
    bertil.connect_with_pass(&mut room, 2, 77);
    bertil.send_update(&mut room, &all);
    settle(&mut room, &mut [&mut bertil], 2);
    aino.connect(&mut room, 3, Role::Participant);
    aino.write_note(&mut room, "m", "two");
    settle(&mut room, &mut [&mut aino, &mut bertil], 2);
    assert_eq!(aino.denied(), 0);
    assert_eq!(room.restored_notes(), aino.notes());
    // Nor does the log say so.
    let mut room = RoomUnderTest::open(room.records, None);
    aino.connect(&mut room, 4, Role::Participant);
    aino.write_note(&mut room, "o", "three");
    settle(&mut room, &mut [&mut aino], 2);
    assert_eq!(aino.denied(), 0);
    assert_eq!(room.restored_notes(), aino.notes());
}

#[test]
fn who_relays_by_another_way_does_not_own_what_they_relay() {
    // y-webrtc beside y-websocket: Bertil's update of Aino's note comes before her own.
    let mut room = RoomUnderTest::new();
    let mut aino = Person::alone(1_000);
    let mut bertil = Person::join(&mut room, 2, Role::Participant);
    for note in ["one", "two"] {
        aino.write_note_unsent(note, note);
        bertil.learn(&aino.whole());
        bertil.send_update(&mut room, &aino.whole());
        settle(&mut room, &mut [&mut bertil], 1);
    }
    assert_eq!(room.restored_notes(), aino.notes(), "what is relayed arrives");
    aino.connect(&mut room, 1, Role::Participant);
    aino.write_note(&mut room, "three", "three");
    settle(&mut room, &mut [&mut aino, &mut bertil], 2);
    assert_eq!(room.restored_notes(), aino.notes());
    // From now on it is hers, and a relay that is quicker takes nothing from her.
    aino.write_note_unsent("four", "four");
    bertil.send_update(&mut room, &aino.whole());
    aino.send_update(&mut room, &aino.whole());
    settle(&mut room, &mut [&mut aino, &mut bertil], 4);
    assert_eq!(room.restored_notes(), aino.notes());
    assert_eq!(aino.denied() + bertil.denied(), 0, "and nobody is told off for it");
}

#[test]
fn a_room_rests_while_a_slow_reader_cannot_be_asked_whether_an_id_is_theirs() {
    let mut room = RoomUnderTest::new();
    let mut aino = Person::join(&mut room, 1, Role::Participant);
    let mut bertil = Person::join(&mut room, 2, Role::Participant);
    aino.write_note(&mut room, "one", "one");
    settle(&mut room, &mut [&mut aino, &mut bertil], 2);
    room.drop_frames_of(1);
    bertil.write_note(&mut room, "two", "two");
    settle(&mut room, &mut [&mut bertil], 1);
    aino.write_note_unsent("three", "three");
    bertil.learn(&aino.whole());
    bertil.send_update(&mut room, &aino.whole());
    for _ in 0..12 {
        room.wait_ms(300);
        assert!(!room.is_never_at_rest());
    }
    settle(&mut room, &mut [&mut bertil], 8);
    room.drained(aino.connection());
    settle(&mut room, &mut [&mut aino, &mut bertil], 20);
    assert_eq!(room.restored_notes().len(), 3, "and she is asked once she reads again");
}

#[test]
fn somebody_of_whom_nothing_is_read_for_a_while_is_not_taken_for_silent() {
    let mut room = RoomUnderTest::new();
    let mut aino = Person::join(&mut room, 1, Role::Participant);
    aino.write_note(&mut room, "n", "hers");
    settle(&mut room, &mut [&mut aino], 2);
    let mut mallory = Person::alone(aino.client());
    mallory.learn(&aino.whole());
    room.input(Input::Unread(ConnectionId(1)));
    mallory.connect(&mut room, 2, Role::Participant);
    mallory.write_note(&mut room, "forged", "not Aino's");
    // Her answer waits with all that she sent before.
    for _ in 0..20 {
        settle(&mut room, &mut [&mut mallory], 1);
        assert!(!room.is_never_at_rest());
    }
    room.input(Input::ReadOn(ConnectionId(1)));
    aino.write_note(&mut room, "m", "hers too");
    settle(&mut room, &mut [&mut aino, &mut mallory], 30);
    assert_eq!(room.restored_notes(), aino.notes());
    assert!(!room.restored_notes().contains_key("forged"));
    assert_eq!(aino.denied(), 0);
}

#[test]
fn a_dead_line_of_which_something_is_read_again_is_found_out_all_the_same() {
    let mut room = RoomUnderTest::new();
    let mut aino = Person::join(&mut room, 1, Role::Participant);
    aino.write_note(&mut room, "n", "one");
    settle(&mut room, &mut [&mut aino], 2);
    room.input(Input::Unread(ConnectionId(1)));
    aino.write_note_unsent("m", "while away");
    aino.connect(&mut room, 3, Role::Participant);
    settle(&mut room, &mut [&mut aino], 4);
    room.input(Input::ReadOn(ConnectionId(1)));
    settle(&mut room, &mut [&mut aino], 26);
    assert_eq!(room.restored_notes(), aino.notes());
    assert_eq!(aino.denied(), 0);
}

#[test]
fn whoever_relays_without_presence_owns_none_of_several_ids() {
    let mut room = RoomUnderTest::new();
    let mut bertil = Person::alone(2_000);
    bertil.open(&mut room, 2, Role::Participant, None);
    let mut aino = Person::alone(1_000);
    aino.write_note_unsent("a", "hers");
    bertil.send_update(&mut room, &aino.whole());
    bertil.write_note(&mut room, "b", "his");
    settle(&mut room, &mut [&mut bertil], 1);
    aino.connect(&mut room, 1, Role::Participant);
    aino.write_note(&mut room, "c", "hers too");
    settle(&mut room, &mut [&mut aino, &mut bertil], 2);
    assert_eq!(room.restored_notes().len(), 3);
    assert_eq!(aino.denied() + bertil.denied(), 0);
}

#[test]
fn a_socket_that_is_dead_and_not_known_to_be_keeps_nothing_from_its_successor() {
    let mut room = RoomUnderTest::new();
    let mut aino = Person::join(&mut room, 1, Role::Participant);
    let mut bertil = Person::join(&mut room, 2, Role::Participant);
    aino.write_note(&mut room, "n", "one");
    settle(&mut room, &mut [&mut aino, &mut bertil], 2);
    // Her network changed: nothing that the server sends to socket 1 arrives any more.
    aino.write_note_unsent("m", "while away");
    aino.connect(&mut room, 3, Role::Participant);
    aino.write_note(&mut room, "o", "three");
    settle(&mut room, &mut [&mut aino, &mut bertil], 13);
    assert_eq!(room.restored_notes(), aino.notes());
    assert_eq!(aino.denied(), 0);
    leave(&mut room, 1);
    aino.point(&mut room, 7);
    settle(&mut room, &mut [&mut aino, &mut bertil], 2);
    let shown = bertil.presence().get(&aino.client()).cloned().flatten().unwrap();
    assert!(shown.contains("[7,0]"), "her presence comes by the new socket: {shown}");
}

#[test]
fn nobody_who_has_seen_all_of_it_takes_the_id_of_somebody_who_answers() {
    let mut room = RoomUnderTest::new();
    let mut aino = Person::join(&mut room, 1, Role::Participant);
    aino.write_note(&mut room, "n", "mine");
    settle(&mut room, &mut [&mut aino], 2);
    let mut mallory = Person::alone(aino.client());
    mallory.learn(&aino.whole());
    mallory.connect(&mut room, 2, Role::Participant);
    mallory.write_note(&mut room, "forged", "not Aino's");
    settle(&mut room, &mut [&mut aino, &mut mallory], 30);
    assert_eq!(room.restored_notes(), aino.notes());
    assert_eq!(mallory.denied(), 1, "told once");
    assert_eq!(mallory.errors(), [ErrorCode::ClientIdTaken]);
    aino.write_note(&mut room, "m", "goes on");
    settle(&mut room, &mut [&mut aino], 2);
    assert_eq!(aino.denied(), 0);
    assert_eq!(room.restored_notes(), aino.notes());
    assert!(room.restored_notes().contains_key("m"));
    assert!(room.closed().is_empty());
}

#[test]
fn what_was_refused_is_asked_for_once_its_owner_is_gone() {
    let mut room = RoomUnderTest::new();
    let mut first = Person::join_as(&mut room, 1, Role::Participant, 1_000);
    let mut second = Person::join_as(&mut room, 2, Role::Participant, 1_000);
    second.write_note(&mut room, "n", "under the same id");
    settle(&mut room, &mut [&mut first, &mut second], 8);
    assert_eq!(second.denied(), 1);
    assert!(room.restored_notes().is_empty());
    leave(&mut room, 1);
    settle(&mut room, &mut [&mut second], 3);
    assert_eq!(room.restored_notes(), second.notes());
}

#[test]
fn other_edits_of_whoever_relays_a_refused_block_arrive() {
    let mut room = RoomUnderTest::new();
    let mut aino = Person::join(&mut room, 1, Role::Participant);
    let mut mallory = Person::alone(aino.client());
    mallory.write_note_unsent("forged", "under Aino's id");
    let mut bertil = Person::join(&mut room, 2, Role::Participant);
    bertil.learn(&mallory.whole());
    bertil.write_note_unsent("b", "his own");
    bertil.send_update(&mut room, &bertil.whole());
    settle(&mut room, &mut [&mut aino, &mut bertil], 30);
    assert_eq!(room.restored_notes().into_keys().collect::<Vec<_>>(), ["b"]);
    assert_eq!(bertil.denied(), 1, "told once");
    bertil.write_note(&mut room, "c", "another");
    settle(&mut room, &mut [&mut aino, &mut bertil], 2);
    assert_eq!(room.restored_notes().into_keys().collect::<Vec<_>>(), ["b", "c"]);
    assert!(room.closed().is_empty());
}

#[test]
fn any_id_of_53_bits_is_somebodys_own() {
    let mut room = RoomUnderTest::new();
    let mut bertil = Person::join(&mut room, 2, Role::Participant);
    for (number, client) in [1, 1 << 52, (1 << 53) - 2].into_iter().enumerate() {
        let number = 10 + number as u64;
        let mut aino = Person::join_as(&mut room, number, Role::Participant, client);
        aino.write_note(&mut room, &format!("n{client}"), "mine");
        settle(&mut room, &mut [&mut aino, &mut bertil], 2);
        assert_eq!(aino.denied(), 0, "{client}");
        assert_eq!(room.restored_notes(), aino.notes());
        assert!(bertil.presence()[&client].is_some(), "{client} is seen");
    }
}

fn asked(room: &RoomUnderTest, connection: u64) -> usize {
    let step_1 = |effect: &&Effect| matches!(effect, Effect::Send { to, frame } if to.0 == connection && frame.starts_with(&[0, 0]));
    room.record().iter().filter(step_1).count()
}

fn healed(room: &RoomUnderTest) -> usize {
    room.record().iter().filter(|effect| **effect == Effect::Healed).count()
}

#[test]
fn a_change_that_got_lost_comes_when_the_room_compares_and_is_counted() {
    let mut room = RoomUnderTest::new();
    let mut aino = Person::join(&mut room, 1, Role::Participant);
    let mut reads = Person::join(&mut room, 2, Role::Participant);
    aino.write_note(&mut room, "n", "arrives");
    aino.write_note_unsent("lost", "did not arrive");
    settle(&mut room, &mut [&mut aino, &mut reads], 2);
    assert!(!room.restored_notes().contains_key("lost"));
    room.wait_ms(COMPARE_INTERVAL_MS);
    settle(&mut room, &mut [&mut aino, &mut reads], 2);
    assert_eq!(room.restored_notes(), aino.notes());
    assert_eq!((healed(&room), asked(&room, 2)), (1, 1), "and only who wrote was asked");
    // From then on she is asked only when she writes, and what arrived is not counted.
    aino.write_note(&mut room, "m", "arrives");
    for _ in 0..3 {
        settle(&mut room, &mut [&mut aino, &mut reads], 2);
        room.wait_ms(COMPARE_INTERVAL_MS);
    }
    assert_eq!(
        (healed(&room), asked(&room, 1)),
        (1, 3),
        "joining, and once for each time she wrote"
    );
}
