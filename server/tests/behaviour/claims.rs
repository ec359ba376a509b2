//! Whose a client id is (rule 7): what a live client wrote always arrives, whoever relays, names or
//! echoes its id, and nobody writes under the id of somebody else who is here.

use std::collections::BTreeMap;

use crate::people::{Person, RoomUnderTest, settle};
use bytes::Bytes;
use picnic::limits::{COMPARE_INTERVAL_MS, PROOF_PAUSE_MS, UNNAMED_MAX};
use picnic::room::record::Record;
use picnic::room::{ConnectionId, Effect, Input};
use picnic_protocol::awareness::Entry;
use picnic_protocol::frame::{ClientFrame, NotTaken};
use picnic_protocol::ids::{CommandId, Role};
use picnic_protocol::session::command::Command;
use picnic_protocol::session::{ClientMessage, ErrorCode};
use picnic_protocol::update::{Run, collected};

const SHOWN: Option<&str> = Some("{}");

fn leave(room: &mut RoomUnderTest, connection: u64) {
    room.input(Input::Leave(ConnectionId(connection)));
}

/// A room in which Aino, by her first socket, wrote a note that all have.
fn aino_wrote(words: &str) -> (RoomUnderTest, Person) {
    let mut room = RoomUnderTest::new();
    let mut aino = Person::join(&mut room, 1, Role::Participant);
    aino.write_note(&mut room, "n", words);
    settle(&mut room, &mut [&mut aino], 2);
    (room, aino)
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
    let (_lost, mut aino) = aino_wrote("one");
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
    let (mut room, mut aino) = aino_wrote("hers");
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
    let (mut room, mut aino) = aino_wrote("one");
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
    // Her presence comes by the new socket, before and after the old one is known to be dead.
    for (at, is_known) in [(5, false), (7, true)] {
        if is_known {
            leave(&mut room, 1);
        }
        aino.point(&mut room, at);
        settle(&mut room, &mut [&mut aino, &mut bertil], 2);
        let shown = bertil.presence().get(&aino.client()).cloned().flatten().unwrap();
        assert!(shown.contains(&format!("[{at},0]")), "{shown}");
    }
}

#[test]
fn nobody_who_has_seen_all_of_it_takes_the_id_of_somebody_who_answers() {
    let (mut room, mut aino) = aino_wrote("mine");
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
    first.tell_own_id(&mut room);
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

#[test]
fn whoever_relays_without_presence_yields_to_the_writer_who_names_the_id() {
    let mut room = RoomUnderTest::new();
    let mut bertil = Person::alone(2_000);
    bertil.open(&mut room, 2, Role::Participant, None);
    let mut aino = Person::alone(1_000);
    aino.write_note_unsent("a", "hers");
    bertil.learn(&aino.whole());
    bertil.send_update(&mut room, &aino.whole());
    settle(&mut room, &mut [&mut bertil], 1);
    aino.connect(&mut room, 1, Role::Participant);
    aino.write_note(&mut room, "b", "hers too");
    // What the relay holds is not waited for.
    settle(&mut room, &mut [&mut aino], 1);
    assert_eq!(room.restored_notes(), aino.notes());
    // And it takes nothing back by relaying on.
    aino.write_note_unsent("c", "by both ways");
    bertil.learn(&aino.whole());
    bertil.send_update(&mut room, &aino.whole());
    aino.write_note(&mut room, "d", "goes on");
    settle(&mut room, &mut [&mut aino, &mut bertil], 8);
    assert_eq!(room.restored_notes(), aino.notes());
    assert_eq!(aino.denied() + bertil.denied(), 0);
}

/// How often Aino and Cecilia are asked to show that they are there, by whose presence goes on over lines so slow that
/// nobody else asked meanwhile, to somebody who says it again and has all that they wrote or not.
fn asked_for_echoes_over_slow_lines(has_all: bool) -> [usize; 2] {
    let (mut room, mut aino) = aino_wrote("hers");
    let mut cecilia = Person::join(&mut room, 3, Role::Participant);
    settle(&mut room, &mut [&mut aino, &mut cecilia], 2);
    let mut bertil = Person::alone(2_000);
    bertil.echo_what_is_heard();
    if has_all {
        bertil.learn(&aino.whole());
    }
    bertil.open(&mut room, 2, Role::Participant, None);
    let before = [1, 3].map(|connection| asked(&room, connection));
    for _ in 0..30 {
        for person in [&mut bertil, &mut aino, &mut cecilia] {
            person.receive(&mut room);
            room.wait_ms(PROOF_PAUSE_MS / 2);
        }
    }
    let after = [1, 3].map(|connection| asked(&room, connection));
    [after[0] - before[0], after[1] - before[1]]
}

#[test]
fn whoever_says_again_what_it_hears_does_not_have_its_writers_asked_for_ever() {
    for has_all in [false, true] {
        let asked = asked_for_echoes_over_slow_lines(has_all);
        assert!(asked.iter().all(|times| *times <= 1), "has all {has_all}: {asked:?}");
    }
}

#[test]
fn whoever_hands_on_while_their_own_id_is_taken_still_does_not_own_what_they_hand_on() {
    // Cecilia shows no presence; the room has some of hers already, or nothing.
    for is_first in [false, true] {
        let (mut room, mut aino) = aino_wrote("one");
        let mut cecilia = Person::alone(3_000);
        if !is_first {
            cecilia.open(&mut room, 2, Role::Participant, None);
            cecilia.write_note(&mut room, "c", "hers");
            settle(&mut room, &mut [&mut cecilia], 2);
            leave(&mut room, 2);
        }
        // Aino's line is dead and not known to be; by her next, she hands on what Cecilia wrote while away.
        aino.connect(&mut room, 3, Role::Participant);
        cecilia.write_note_unsent("d", "while away");
        aino.learn(&cecilia.whole());
        aino.send_update(&mut room, &cecilia.whole());
        settle(&mut room, &mut [&mut aino], 1);
        cecilia.open(&mut room, 4, Role::Participant, None);
        cecilia.write_note(&mut room, "e", "back again");
        settle(&mut room, &mut [&mut aino, &mut cecilia], 30);
        assert_eq!(room.restored_notes(), cecilia.notes(), "is first {is_first}");
        assert!(room.restored_notes().contains_key("e"));
        assert_eq!(aino.denied() + cecilia.denied(), 0, "is first {is_first}");
    }
}

#[test]
fn who_has_a_pass_and_says_again_what_it_hears_keeps_what_it_was_the_first_to_write_under() {
    let (mut room, mut aino) = aino_wrote("hers");
    let mut bertil = Person::alone(2_000);
    bertil.echo_what_is_heard();
    bertil.open(&mut room, 2, Role::Participant, Some(78));
    settle(&mut room, &mut [&mut aino, &mut bertil], 2);
    bertil.write_note(&mut room, "b", "his");
    settle(&mut room, &mut [&mut aino, &mut bertil], 2);
    let mut mallory = Person::alone(bertil.client());
    mallory.learn(&bertil.whole());
    mallory.connect(&mut room, 3, Role::Participant);
    mallory.write_note(&mut room, "forged", "in the place of his");
    bertil.write_note(&mut room, "c", "his too");
    settle(&mut room, &mut [&mut aino, &mut bertil, &mut mallory], 30);
    assert_eq!(room.restored_notes(), bertil.notes());
    assert!(!room.restored_notes().contains_key("forged"));
    assert_eq!(bertil.denied(), 0);
}

#[test]
fn whoever_handed_on_before_showing_presence_lets_go_when_they_write_under_what_they_show() {
    let mut room = RoomUnderTest::new();
    let mut bertil = Person::alone(2_000);
    bertil.open(&mut room, 2, Role::Participant, None);
    let mut aino = Person::alone(1_000);
    aino.write_note_unsent("a", "hers");
    bertil.learn(&aino.whole());
    bertil.send_update(&mut room, &aino.whole());
    bertil.point(&mut room, 1);
    bertil.write_note(&mut room, "b", "his");
    settle(&mut room, &mut [&mut bertil], 1);
    aino.open(&mut room, 1, Role::Participant, None);
    aino.write_note(&mut room, "c", "hers too");
    settle(&mut room, &mut [&mut aino, &mut bertil], 30);
    assert_eq!(room.restored_notes().len(), 3);
    assert_eq!(aino.denied() + bertil.denied(), 0);
    // And what they show is theirs.
    let mut mallory = Person::alone(bertil.client());
    mallory.learn(&bertil.whole());
    mallory.open(&mut room, 3, Role::Participant, None);
    mallory.write_note(&mut room, "forged", "not his");
    settle(&mut room, &mut [&mut aino, &mut bertil, &mut mallory], 30);
    assert!(!room.restored_notes().contains_key("forged"));
}

#[test]
fn who_goes_on_saying_things_and_never_answers_loses_the_id_to_its_successor() {
    let (mut room, mut aino) = aino_wrote("one");
    aino.write_note_unsent("m", "while away");
    aino.connect(&mut room, 3, Role::Participant);
    for _ in 0..13 {
        let frame = ClientFrame::QueryAwareness;
        room.input(Input::Frame { connection: ConnectionId(1), frame });
        settle(&mut room, &mut [&mut aino], 1);
    }
    assert_eq!(room.restored_notes(), aino.notes());
    assert_eq!(aino.denied(), 0);
}

#[test]
fn nobody_who_lacks_what_was_written_under_an_id_takes_it_from_a_dead_line() {
    let (mut room, mut aino) = aino_wrote("mine");
    let mut mallory = Person::join_as(&mut room, 2, Role::Participant, aino.client());
    settle(&mut room, &mut [&mut mallory], 13);
    // Her line was only slow.
    settle(&mut room, &mut [&mut aino], 1);
    aino.write_note(&mut room, "m", "goes on");
    settle(&mut room, &mut [&mut aino, &mut mallory], 8);
    assert_eq!(room.restored_notes(), aino.notes());
    assert_eq!(aino.denied(), 0);
}

#[test]
fn nobody_writes_under_the_id_of_somebody_with_a_pass_who_is_away() {
    let mut room = RoomUnderTest::new();
    let mut aino = Person::alone(1_000);
    aino.connect_with_pass(&mut room, 1, 77);
    aino.write_note(&mut room, "n", "one");
    settle(&mut room, &mut [&mut aino], 2);
    leave(&mut room, 1);
    let mut mallory = Person::alone(1_000);
    mallory.learn(&aino.whole());
    aino.write_note_unsent("m", "while away");
    mallory.connect_with_pass(&mut room, 2, 78);
    mallory.write_note(&mut room, "x", "in the place of hers");
    mallory.write_note(&mut room, "y", "in the place of hers");
    settle(&mut room, &mut [&mut mallory], 2);
    assert!(!room.is_never_at_rest());
    settle(&mut room, &mut [&mut mallory], 20);
    assert_eq!(mallory.errors(), [ErrorCode::ClientIdTaken], "told once");
    aino.connect_with_pass(&mut room, 3, 77);
    settle(&mut room, &mut [&mut aino, &mut mallory], 8);
    assert_eq!(room.restored_notes(), aino.notes());
    assert!(room.restored_notes().contains_key("m"));
    assert_eq!(aino.denied(), 0);
}

#[test]
fn after_power_was_lost_anybody_brings_back_what_somebody_with_a_pass_wrote() {
    let mut room = RoomUnderTest::new();
    let mut aino = Person::alone(1_000);
    aino.connect_with_pass(&mut room, 1, 77);
    let mut bertil = Person::join(&mut room, 2, Role::Participant);
    aino.write_note(&mut room, "n", "one");
    settle(&mut room, &mut [&mut aino, &mut bertil], 2);
    let kept = room.records.clone();
    aino.write_note(&mut room, "m", "two");
    settle(&mut room, &mut [&mut aino, &mut bertil], 2);
    let mut room = RoomUnderTest::open(kept, None);
    bertil.connect(&mut room, 3, Role::Participant);
    settle(&mut room, &mut [&mut bertil], 2);
    assert_eq!(room.restored_notes(), aino.notes());
}

#[test]
fn a_gap_under_the_id_of_somebody_else_is_filled_by_nobody_but_them() {
    let (mut room, mut aino) = aino_wrote("one");
    leave(&mut room, 1);
    aino.write_note_unsent("m", "still to come");
    let later = aino.change("o", "and this");
    let mut mallory = Person::join(&mut room, 2, Role::Participant);
    let connection = mallory.connection();
    room.input(Input::Frame { connection, frame: ClientFrame::NotTaken(NotTaken::Unknown) });
    mallory.send_update(&mut room, &later);
    settle(&mut room, &mut [&mut mallory], 2);
    aino.connect(&mut room, 3, Role::Participant);
    settle(&mut room, &mut [&mut aino, &mut mallory], 4);
    assert_eq!(room.restored_notes(), aino.notes());
    assert_eq!(room.restored_notes().len(), 3);
}

/// All that somebody hears who tries to find out whether the writer of an id is here; `leaves_ms` says
/// when that writer leaves.
fn what_a_curious_one_hears(leaves_ms: u64) -> Vec<(u64, Bytes)> {
    let mut room = RoomUnderTest::anonymous();
    let mut aino = Person::alone(1_000);
    aino.open(&mut room, 1, Role::Participant, Some(77));
    aino.tell_own_id(&mut room);
    aino.write_note(&mut room, "n", "unkind");
    settle(&mut room, &mut [&mut aino], 8);
    let mut copy = Person::alone(aino.client());
    copy.learn(&aino.whole());
    let next = copy.change("x", "goes on from hers");
    let after_a_gap = copy.change("y", "stands on what is not there");
    let mut curious = [3_u64, 4, 5, 6].map(|number| {
        let mut person = Person::alone(2_000 + number);
        person.learn(&aino.whole());
        let pass = u8::try_from(number).unwrap();
        person.open(&mut room, number, Role::Facilitator, Some(pass));
        person
    });
    copy.open(&mut room, 7, Role::Participant, Some(9));
    let from_ms = room.now_ms();
    let mut heard = Vec::new();
    for tick in 0..40 {
        if room.now_ms() >= from_ms + leaves_ms {
            leave(&mut room, 1);
        }
        match tick {
            1 => copy.tell_own_id(&mut room),
            2 => curious[0].send_update(&mut room, &next),
            3 => curious[1].send_update(&mut room, &after_a_gap),
            4 | 20 => {
                let state = Some(r#"{"proposal":{"number":1}}"#);
                let entry = Entry { client: aino.client(), clock: tick, state };
                curious[2].say_presence(&mut room, entry);
                let entry = Entry { client: 2_999, clock: tick, state };
                curious[2].say_presence(&mut room, entry);
            }
            _ => {}
        }
        settle(&mut room, &mut [&mut aino], 1);
        for person in curious.iter_mut().chain([&mut copy]) {
            for frame in room.peek_frames(person.connection()) {
                let is_of_people = |word: &str| String::from_utf8_lossy(&frame).contains(word);
                if !is_of_people("\"participants\"") && !is_of_people("\"roster\"") {
                    heard.push((person.connection().0, room.now_ms(), frame));
                }
            }
            person.receive(&mut room);
        }
    }
    heard.into_iter().map(|(who, at_ms, frame)| (who * 1_000_000 + at_ms, frame)).collect()
}

#[test]
fn in_an_anonymous_session_no_answer_tells_whether_the_writer_of_an_id_is_here() {
    let stays = what_a_curious_one_hears(u64::MAX / 2);
    assert!(
        stays.iter().any(|(_, frame)| String::from_utf8_lossy(frame).contains("clientIdTaken"))
    );
    for leaves_ms in [0, 1_000, 2_500, 7_000] {
        assert_eq!(what_a_curious_one_hears(leaves_ms), stays, "left after {leaves_ms} ms");
    }
}

#[test]
fn in_an_anonymous_session_nobody_takes_over_an_id_after_a_restart() {
    let mut room = RoomUnderTest::anonymous();
    let mut aino = Person::alone(1_000);
    aino.open(&mut room, 1, Role::Participant, Some(77));
    aino.tell_own_id(&mut room);
    aino.write_note(&mut room, "n", "unkind");
    settle(&mut room, &mut [&mut aino], 2);
    let mut room = RoomUnderTest::open(room.records, None);
    for (number, pass) in [(1, 77), (2, 78)] {
        aino.open(&mut room, number, Role::Participant, Some(pass));
        aino.tell_own_id(&mut room);
        settle(&mut room, &mut [&mut aino], 1);
    }
    assert_eq!(aino.errors(), [ErrorCode::ClientIdTaken; 2], "not by its writer, nor by another");
}

#[test]
fn in_an_anonymous_session_nobodys_places_are_shown_and_nobody_is_seen_to_come() {
    let mut room = RoomUnderTest::anonymous();
    let mut aino = Person::join(&mut room, 1, Role::Participant);
    let mut bertil = Person::join(&mut room, 2, Role::Participant);
    for x in 1..4 {
        aino.point(&mut room, x);
        settle(&mut room, &mut [&mut aino, &mut bertil], 1);
    }
    leave(&mut room, 1);
    settle(&mut room, &mut [&mut bertil], 2);
    assert!(bertil.presence().is_empty(), "{:?}", bertil.presence());
}

#[test]
fn what_was_begun_while_nobody_was_named_is_shown_under_no_name() {
    let mut room = RoomUnderTest::anonymous();
    let mut aino = Person::join(&mut room, 1, Role::Participant);
    let mut helmi = Person::alone(2);
    helmi.open(&mut room, 2, Role::Facilitator, Some(2));
    aino.point(&mut room, 1);
    settle(&mut room, &mut [&mut aino, &mut helmi], 2);
    let id = CommandId::from_bytes([9; 16]);
    let command = Box::new(Command::SetAnonymous { anonymous: false });
    helmi.say(&mut room, &ClientMessage::Command { id, proxy: None, unnamed: false, command });
    // Sent before the page knows.
    let mut clock = aino.presence_clock() + 1;
    let mut shows = |room: &mut RoomUnderTest, aino: &Person, state: &str| {
        clock += 1;
        aino.say_presence(room, Entry { client: aino.client(), clock, state: Some(state) });
    };
    shows(&mut room, &aino, r#"{"editing":"n","named":false}"#);
    settle(&mut room, &mut [&mut aino, &mut helmi], 2);
    shows(&mut room, &aino, r#"{"editing":"n"}"#);
    settle(&mut room, &mut [&mut aino, &mut helmi], 2);
    assert_eq!(helmi.presence().get(&aino.client()), None);
    shows(&mut room, &aino, r#"{"editing":null,"named":true}"#);
    shows(&mut room, &aino, r#"{"editing":"another"}"#);
    settle(&mut room, &mut [&mut aino, &mut helmi], 2);
    let shown = helmi.presence()[&aino.client()].as_deref().unwrap();
    assert!(shown.contains("another") && shown.contains("user"), "{shown}");
}

#[test]
fn an_id_that_others_wrote_under_is_somebodys_only_while_they_are_here() {
    let mut room = RoomUnderTest::new();
    // A client that shows no presence.
    let mut writer = Person::alone(7);
    writer.open(&mut room, 1, Role::Participant, None);
    writer.write_note(&mut room, "one", "one");
    let mut thief = Person::alone(8);
    thief.open(&mut room, 2, Role::Participant, Some(2));
    settle(&mut room, &mut [&mut writer, &mut thief], 2);
    thief.say(&mut room, &ClientMessage::Writes { client: 7 });
    thief.say_presence(&mut room, Entry { client: 7, clock: 1, state: SHOWN });
    settle(&mut room, &mut [&mut writer, &mut thief], 12);
    leave(&mut room, 2);
    leave(&mut room, 1);
    writer.open(&mut room, 3, Role::Participant, None);
    writer.write_note(&mut room, "two", "two");
    settle(&mut room, &mut [&mut writer], 4);
    assert!(room.restored_notes().contains_key("two"));
}

/// Somebody shows presence under id 7, with a name, and says that it knows of names.
fn shows_a_name(room: &mut RoomUnderTest, person: &Person, clock: u32) {
    let state = Some(r#"{"user":{"name":"Aino"},"cursor":[1,1],"named":true}"#);
    person.say_presence(room, Entry { client: 7, clock, state });
}

fn set_anonymous(room: &mut RoomUnderTest, facilitator: &Person, anonymous: bool, id: u8) {
    let id = CommandId::from_bytes([id; 16]);
    let command = Box::new(Command::SetAnonymous { anonymous });
    facilitator.say(room, &ClientMessage::Command { id, proxy: None, unnamed: false, command });
}

/// A room in which a note was written under id 7 unnamed, and that names people now.
fn named_after_a_note(at_once: &[bool]) -> (RoomUnderTest, Person, Person) {
    let mut room = RoomUnderTest::anonymous();
    let mut helmi = Person::alone(2);
    helmi.open(&mut room, 2, Role::Facilitator, Some(2));
    let mut aino = Person::join_as(&mut room, 1, Role::Participant, 7);
    aino.write_note(&mut room, "n", "typed unnamed");
    settle(&mut room, &mut [&mut aino, &mut helmi], 2);
    // The first is on its way when the others come: they are decided together.
    helmi.write_note(&mut room, "m", "before");
    for (number, anonymous) in at_once.iter().enumerate() {
        set_anonymous(&mut room, &helmi, *anonymous, 9 + u8::try_from(number).unwrap());
    }
    settle(&mut room, &mut [&mut aino, &mut helmi], 2);
    (room, aino, helmi)
}

#[test]
fn an_id_under_which_somebody_wrote_unnamed_is_never_shown_beside_a_name() {
    for at_once in [&[false][..], &[false, true, false]] {
        let (mut room, mut aino, mut helmi) = named_after_a_note(at_once);
        // Also when it comes anew, and says that it knows of names.
        for (number, clock) in [(1, 50), (5, 60)] {
            if number != 1 {
                leave(&mut room, 1);
                aino.open(&mut room, number, Role::Participant, None);
            }
            shows_a_name(&mut room, &aino, clock);
            settle(&mut room, &mut [&mut aino, &mut helmi], 2);
            assert_eq!(helmi.presence().get(&7).cloned().flatten(), None, "{at_once:?}");
        }
    }
}

#[test]
fn a_restart_does_not_forget_under_which_ids_somebody_wrote_unnamed() {
    for is_snapshot in [false, true] {
        let (mut room, mut aino, mut helmi) = named_after_a_note(&[false]);
        helmi.write_note(&mut room, "o", "after");
        settle(&mut room, &mut [&mut aino, &mut helmi], 2);
        if is_snapshot {
            room.input(Input::PutAway);
            room.snapshot_done();
        }
        for opening in 0..2 {
            let records = if is_snapshot { BTreeMap::new() } else { room.records };
            room = RoomUnderTest::open(records, room.snapshot);
            helmi.open(&mut room, 2, Role::Facilitator, Some(2));
            aino.open(&mut room, 1, Role::Participant, None);
            let mut bertil = Person::join(&mut room, 3, Role::Participant);
            bertil.write_note(&mut room, "p", "named");
            shows_a_name(&mut room, &aino, 50 + opening);
            settle(&mut room, &mut [&mut aino, &mut bertil, &mut helmi], 2);
            assert_eq!(helmi.presence().get(&7).cloned().flatten(), None, "{is_snapshot}");
            assert!(helmi.presence()[&bertil.client()].is_some(), "other ids are shown");
            if is_snapshot {
                room.input(Input::PutAway);
                room.snapshot_done();
            }
        }
    }
}

#[test]
fn where_too_many_ids_were_written_under_unnamed_none_that_wrote_is_shown_beside_a_name() {
    let mut room = RoomUnderTest::anonymous();
    let mut helmi = Person::alone(2);
    helmi.open(&mut room, 2, Role::Facilitator, Some(2));
    let many = 100_000..=100_000 + UNNAMED_MAX as u64;
    let runs: Vec<_> = many.map(|client| Run { client, start: 0, end: 1 }).collect();
    let many = collected(&runs).unwrap();
    helmi.learn(many.bytes());
    helmi.send_update(&mut room, many.bytes());
    settle(&mut room, &mut [&mut helmi], 2);
    set_anonymous(&mut room, &helmi, false, 9);
    settle(&mut room, &mut [&mut helmi], 2);
    for opening in 0..2 {
        if opening == 1 {
            // One was due for the many, and stands for what came before they were unnamed.
            room.snapshot_done();
            settle(&mut room, &mut [&mut helmi], 2);
            room.input(Input::PutAway);
            room.snapshot_done();
            room = RoomUnderTest::open(BTreeMap::new(), room.snapshot);
            helmi.open(&mut room, 2, Role::Facilitator, Some(2));
            settle(&mut room, &mut [&mut helmi], 4);
        }
        let mut aino = Person::alone(7);
        aino.open(&mut room, 1, Role::Participant, Some(77));
        let mut bertil = Person::alone(3_000 + opening);
        bertil.connect_with_pass(&mut room, 3, 78);
        shows_a_name(&mut room, &aino, 50);
        aino.write_note(&mut room, "n", "typed under a name");
        settle(&mut room, &mut [&mut aino, &mut bertil, &mut helmi], 2);
        shows_a_name(&mut room, &aino, 51);
        settle(&mut room, &mut [&mut aino, &mut bertil, &mut helmi], 6);
        let shown = |client| helmi.presence().get(&client).cloned().flatten();
        assert!(!shown(7).is_some_and(|state| state.contains("Aino")), "opening {opening}");
        assert!(shown(bertil.client()).is_some(), "who did not write yet is shown, {opening}");
        assert_eq!(room.restored_notes()["n"], "typed under a name", "nothing else is lost");
        leave(&mut room, 1);
        leave(&mut room, 3);
    }
}

#[test]
fn the_log_does_not_tell_who_owns_an_id_under_which_somebody_wrote_unnamed() {
    let mut room = RoomUnderTest::anonymous();
    let mut helmi = Person::alone(2);
    helmi.open(&mut room, 2, Role::Facilitator, Some(2));
    let mut aino = Person::alone(7);
    aino.connect_with_pass(&mut room, 1, 77);
    aino.write_note(&mut room, "n", "typed unnamed");
    settle(&mut room, &mut [&mut aino, &mut helmi], 2);
    set_anonymous(&mut room, &helmi, false, 9);
    settle(&mut room, &mut [&mut aino, &mut helmi], 2);
    aino.write_note(&mut room, "m", "typed under a name");
    settle(&mut room, &mut [&mut aino, &mut helmi], 2);
    let tells = |record: &Bytes| matches!(Record::decode(record), Ok(Record::Changed { claims, .. }) if !claims.is_empty());
    assert!(!room.records.values().any(tells));
}

/// Aino's line stalls, and Mallory, who has read all that she wrote, takes her id meanwhile.
fn taken_from_a_stalled_line() -> (RoomUnderTest, Person, Person) {
    let (mut room, aino) = aino_wrote("hers");
    let mut mallory = Person::alone(aino.client());
    mallory.learn(&aino.whole());
    mallory.connect(&mut room, 2, Role::Participant);
    settle(&mut room, &mut [&mut mallory], 13);
    (room, aino, mallory)
}

#[test]
fn who_was_only_stalled_takes_the_id_back_by_the_same_line() {
    let (mut room, mut aino, mut mallory) = taken_from_a_stalled_line();
    aino.write_note_unsent("m", "written meanwhile");
    settle(&mut room, &mut [&mut aino, &mut mallory], 4);
    aino.write_note(&mut room, "o", "goes on");
    settle(&mut room, &mut [&mut aino, &mut mallory], 30);
    assert_eq!(room.restored_notes(), aino.notes());
    assert_eq!(room.restored_notes().len(), 3);
    assert_eq!(aino.denied(), 0);
    mallory.write_note(&mut room, "forged", "not hers");
    settle(&mut room, &mut [&mut aino, &mut mallory], 30);
    assert!(!room.restored_notes().contains_key("forged"));
}

#[test]
fn who_was_stalled_and_comes_anew_with_more_takes_the_id_back_from_who_has_nothing_more() {
    let (mut room, mut aino, mut mallory) = taken_from_a_stalled_line();
    aino.write_note_unsent("m", "written meanwhile");
    leave(&mut room, 1);
    aino.connect(&mut room, 3, Role::Participant);
    settle(&mut room, &mut [&mut aino, &mut mallory], 8);
    aino.write_note(&mut room, "o", "goes on");
    settle(&mut room, &mut [&mut aino, &mut mallory], 30);
    assert_eq!(room.restored_notes(), aino.notes());
    assert_eq!(room.restored_notes().len(), 3);
    assert_eq!(aino.denied(), 0);
    aino.point(&mut room, 9);
    let mut bertil = Person::join(&mut room, 4, Role::Participant);
    settle(&mut room, &mut [&mut aino, &mut mallory, &mut bertil], 2);
    let shown = bertil.presence().get(&aino.client()).cloned().flatten().unwrap();
    assert!(shown.contains("[9,0]"), "her presence comes by the new socket: {shown}");
}

#[test]
fn a_successor_that_writes_loses_the_id_to_nobody_who_brings_more() {
    let (mut room, mut aino) = aino_wrote("one");
    // Her network changed.
    aino.connect(&mut room, 3, Role::Participant);
    settle(&mut room, &mut [&mut aino], 30);
    aino.write_note(&mut room, "m", "goes on");
    settle(&mut room, &mut [&mut aino], 2);
    let mut mallory = Person::alone(aino.client());
    mallory.learn(&aino.whole());
    mallory.write_note_unsent("forged", "not Aino's");
    mallory.connect(&mut room, 2, Role::Participant);
    settle(&mut room, &mut [&mut aino, &mut mallory], 30);
    aino.write_note(&mut room, "o", "and on");
    settle(&mut room, &mut [&mut aino, &mut mallory], 30);
    assert_eq!(room.restored_notes(), aino.notes());
    assert_eq!(aino.denied(), 0);
    assert_eq!(room.restored_notes().len(), 3);
}

/// What becomes of the id of somebody with a pass, whom another follows under the same id when `is_here` or after
/// they left, in a room where they first wrote and then showed presence, or never did.
fn an_id_first_written_under(shows: bool, is_here: bool) {
    let mut room = RoomUnderTest::new();
    let mut aino = Person::alone(1_000);
    aino.open(&mut room, 1, Role::Participant, Some(77));
    aino.write_note(&mut room, "n", "one");
    if shows {
        aino.point(&mut room, 1);
    }
    settle(&mut room, &mut [&mut aino], 2);
    if !is_here {
        leave(&mut room, 1);
    }
    let mut mallory = Person::alone(1_000);
    mallory.learn(&aino.whole());
    mallory.connect_with_pass(&mut room, 2, 78);
    mallory.tell_own_id(&mut room);
    mallory.write_note(&mut room, "forged", "in the place of hers");
    let mut people = vec![&mut mallory];
    if is_here {
        people.push(&mut aino);
    }
    settle(&mut room, &mut people, 20);
    aino.write_note_unsent("m", "while away");
    if is_here {
        aino.send_update(&mut room, &aino.whole());
    } else {
        aino.open(&mut room, 3, Role::Participant, Some(77));
        if shows {
            aino.point(&mut room, 2);
        }
    }
    settle(&mut room, &mut [&mut aino, &mut mallory], 30);
    assert_eq!(room.restored_notes(), aino.notes(), "shows {shows}, here {is_here}");
    assert!(room.restored_notes().contains_key("m"));
    assert_eq!(aino.denied(), 0, "shows {shows}, here {is_here}");
    assert!(mallory.errors().contains(&ErrorCode::ClientIdTaken));
}

#[test]
fn who_has_a_pass_and_wrote_before_showing_presence_keeps_the_id() {
    an_id_first_written_under(true, false);
    an_id_first_written_under(true, true);
}

#[test]
fn who_has_a_pass_and_only_wrote_keeps_the_id() {
    an_id_first_written_under(false, false);
    an_id_first_written_under(false, true);
}

#[test]
fn who_has_a_pass_and_turns_out_to_relay_keeps_no_id() {
    let mut room = RoomUnderTest::new();
    let mut bertil = Person::alone(2_000);
    bertil.open(&mut room, 2, Role::Participant, Some(78));
    let mut aino = Person::alone(1_000);
    aino.write_note_unsent("a", "hers");
    bertil.send_update(&mut room, &aino.whole());
    settle(&mut room, &mut [&mut bertil], 1);
    bertil.write_note(&mut room, "b", "his");
    settle(&mut room, &mut [&mut bertil], 1);
    leave(&mut room, 2);
    aino.connect(&mut room, 1, Role::Participant);
    aino.write_note(&mut room, "c", "hers too");
    settle(&mut room, &mut [&mut aino], 4);
    assert_eq!(room.restored_notes().len(), 3);
    assert_eq!(aino.denied(), 0);
}

#[test]
fn what_is_forged_under_the_id_of_somebody_away_is_not_taken_as_theirs() {
    let client = 1_000;
    // By naming it before there is anything under it, by telling it, or by writing under it alone.
    for way in 0..3 {
        let mut room = RoomUnderTest::new();
        let mut aino = Person::join_as(&mut room, 1, Role::Participant, client);
        settle(&mut room, &mut [&mut aino], 1);
        leave(&mut room, 1);
        let mut mallory = Person::alone(client);
        mallory.open(&mut room, 2, Role::Participant, Some(78));
        match way {
            0 => mallory.point(&mut room, 1),
            1 => mallory.tell_own_id(&mut room),
            _ => {}
        }
        let mut held = Person::alone(client);
        held.write_note_unsent("n", "seen by Mallory");
        mallory.learn(&held.whole());
        mallory.send_update(&mut room, &held.whole());
        settle(&mut room, &mut [&mut mallory], 4);
        leave(&mut room, 2);
        let owned = |record: &Bytes| matches!(Record::decode(record), Ok(Record::Changed { claims, .. }) if !claims.is_empty());
        assert!(!room.records.values().any(owned), "way {way}: the log says that it is Mallory's");
        aino.learn(&held.whole());
        aino.connect(&mut room, 3, Role::Participant);
        aino.write_note(&mut room, "m", "back again");
        settle(&mut room, &mut [&mut aino], 8);
        assert_eq!(room.restored_notes(), aino.notes(), "way {way}");
        assert_eq!(aino.denied(), 0, "way {way}");
    }
}

#[test]
fn whose_words_were_forged_while_they_were_away_is_not_shut_out() {
    let mut room = RoomUnderTest::new();
    let mut aino = Person::join_as(&mut room, 1, Role::Participant, 1_000);
    aino.write_note(&mut room, "n", "hers");
    settle(&mut room, &mut [&mut aino], 2);
    leave(&mut room, 1);
    let mut forged = Person::alone(1_000);
    forged.learn(&aino.whole());
    forged.write_note_unsent("x", "a much longer text than hers, where her notes would begin");
    let mut mallory = Person::join(&mut room, 2, Role::Participant);
    mallory.send_update(&mut room, &forged.whole());
    settle(&mut room, &mut [&mut mallory], 4);
    for note in ["m", "o", "p", "q", "r", "s", "t", "u", "v", "w"] {
        aino.write_note_unsent(note, "while away");
    }
    aino.connect(&mut room, 3, Role::Participant);
    settle(&mut room, &mut [&mut aino, &mut mallory], 30);
    assert!(room.closed().is_empty(), "{:?}", room.closed());
    aino.write_note(&mut room, "later", "back again");
    settle(&mut room, &mut [&mut aino, &mut mallory], 30);
    assert!(room.closed().is_empty(), "{:?}", room.closed());
    assert!(room.restored_notes().contains_key("later"), "{:?}", room.restored_notes());
}

/// Somebody writes over the note on the board, which stands on what was there, and another has it at once by another way
/// and hands it on.
fn write_and_hand_on(
    room: &mut RoomUnderTest,
    writer: &mut Person,
    other: &mut Person,
    text: &str,
) {
    let update = writer.change("n", text);
    writer.send_update(room, &update);
    other.learn(&update);
    other.send_update(room, &update);
}

/// Aino and Bertil write in turns on what the other wrote and hand on all of it, by y-webrtc beside their sockets, while
/// Aino's line dies so many times and the server does not hear of it; after so many ticks she comes by a new one.
fn hand_on_over_dying_lines(
    deaths: u64,
    ticks: usize,
    pass: Option<u8>,
) -> (RoomUnderTest, [Person; 2]) {
    let mut room = RoomUnderTest::new();
    let mut aino = Person::alone(1_000);
    let mut bertil = Person::alone(2_000);
    bertil.echo_what_is_heard();
    aino.open(&mut room, 1, Role::Participant, pass);
    aino.point(&mut room, 0);
    bertil.connect(&mut room, 2, Role::Participant);
    write_and_hand_on(&mut room, &mut aino, &mut bertil, "first");
    write_and_hand_on(&mut room, &mut bertil, &mut aino, "second");
    settle(&mut room, &mut [&mut aino, &mut bertil], 2);
    for death in 0..deaths {
        for (turn, text) in ["one", "two", "three"].into_iter().enumerate() {
            let update = aino.change("n", &format!("{death} {text}"));
            bertil.learn(&update);
            bertil.send_update(&mut room, &update);
            if turn == 1 {
                let update = bertil.change("n", &format!("{death} his"));
                aino.learn(&update);
                bertil.send_update(&mut room, &update);
            }
            settle(&mut room, &mut [&mut bertil], 1);
        }
        aino.open(&mut room, 10 + death, Role::Participant, pass);
        aino.point(&mut room, 0);
        settle(&mut room, &mut [&mut aino, &mut bertil], 1);
        write_and_hand_on(&mut room, &mut aino, &mut bertil, "hers");
        write_and_hand_on(&mut room, &mut bertil, &mut aino, "his");
        write_and_hand_on(&mut room, &mut aino, &mut bertil, &format!("{death} last"));
        settle(&mut room, &mut [&mut aino, &mut bertil], ticks);
    }
    settle(&mut room, &mut [&mut aino, &mut bertil], 60);
    (room, [aino, bertil])
}

#[test]
fn what_two_write_in_turns_and_hand_on_arrives_though_the_line_of_one_dies_again_and_again() {
    for pass in [None, Some(77)] {
        for deaths in 1..=3 {
            for ticks in [0, 1, 3, 6, 12] {
                let case = format!("{deaths} deaths, {ticks} ticks, {pass:?}");
                let (room, [aino, bertil]) = hand_on_over_dying_lines(deaths, ticks, pass);
                assert_eq!(aino.notes(), bertil.notes(), "{case}");
                assert_eq!(room.restored_notes(), aino.notes(), "{case}");
                assert_eq!([aino.denied(), bertil.denied()], [0, 0], "{case}");
            }
        }
    }
}

#[test]
fn what_is_left_to_a_line_that_answers_nothing_comes_once_it_is_closed_and_nobody_is_told_before() {
    let (mut room, mut aino) = aino_wrote("one");
    let mut bertil = Person::join(&mut room, 2, Role::Participant);
    // She has no other line, and he hands on what she goes on writing.
    for text in ["two", "three"] {
        let update = aino.change("n", text);
        bertil.learn(&update);
        bertil.send_update(&mut room, &update);
        settle(&mut room, &mut [&mut bertil], 2);
    }
    for _ in 0..70 {
        settle(&mut room, &mut [&mut bertil], 1);
        assert!(!room.is_never_at_rest());
    }
    assert_eq!(bertil.denied(), 0);
    leave(&mut room, 1);
    settle(&mut room, &mut [&mut bertil], 4);
    assert_eq!(room.restored_notes(), aino.notes());
    assert_eq!(bertil.denied(), 0);
}

#[test]
fn who_is_told_is_asked_again_with_the_comparison_and_the_writer_too() {
    let (mut room, mut aino) = aino_wrote("one");
    let mut bertil = Person::join(&mut room, 2, Role::Participant);
    let mut held = Person::alone(aino.client());
    held.learn(&aino.whole());
    let update = held.change("n", "two");
    bertil.learn(&update);
    bertil.send_update(&mut room, &update);
    settle(&mut room, &mut [&mut aino, &mut bertil], 8);
    assert_eq!(bertil.denied(), 1, "she says that she has it not");
    let before = [1, 2].map(|connection| asked(&room, connection));
    for _ in 0..3 {
        room.wait_ms(COMPARE_INTERVAL_MS);
        settle(&mut room, &mut [&mut aino, &mut bertil], 8);
    }
    let after = [1, 2].map(|connection| asked(&room, connection));
    assert!((2..=4).contains(&(after[1] - before[1])), "{before:?} {after:?}");
    assert!((2..=5).contains(&(after[0] - before[0])), "{before:?} {after:?}");
    assert_eq!(bertil.denied(), 1, "told once");
}

/// When the id of somebody is named in the presence of another, who has it for nothing else.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Named {
    /// Before its owner came for the first time.
    BeforeTheyCome,
    /// While its owner is here and has written nothing yet.
    BeforeTheyWrite,
    /// While its owner is away.
    WhileTheyAreAway,
    /// Before its owner came, and the server started again since.
    BeforeARestart,
}

/// What the owner of an id writes under it, which another named in presence, arrives.
fn what_is_written_under_a_named_id_arrives(
    when: Named,
    mallory_pass: Option<u8>,
    aino_pass: Option<u8>,
    tells: bool,
) {
    let case = format!("{when:?}, {mallory_pass:?} names the id of {aino_pass:?}, tells {tells}");
    let mut room = RoomUnderTest::new();
    let mut aino = Person::alone(1_000);
    let mut mallory = Person::alone(1_000);
    let name = |room: &mut RoomUnderTest, mallory: &mut Person, number: u64| {
        mallory.open(room, number, Role::Participant, mallory_pass);
        mallory.point(room, 1);
        mallory.receive(room);
    };
    let come = |room: &mut RoomUnderTest, aino: &mut Person, number: u64| {
        aino.open(room, number, Role::Participant, aino_pass);
        // A page tells its id to the server alone; another client names it, too.
        if tells {
            aino.tell_own_id(room);
        } else {
            aino.point(room, number.try_into().unwrap());
        }
        aino.receive(room);
    };
    match when {
        Named::BeforeTheyCome => {
            name(&mut room, &mut mallory, 2);
            come(&mut room, &mut aino, 1);
        }
        Named::BeforeTheyWrite => {
            come(&mut room, &mut aino, 1);
            name(&mut room, &mut mallory, 2);
        }
        Named::WhileTheyAreAway => {
            come(&mut room, &mut aino, 1);
            aino.write_note(&mut room, "before", "written before");
            settle(&mut room, &mut [&mut aino], 4);
            leave(&mut room, 1);
            name(&mut room, &mut mallory, 2);
            settle(&mut room, &mut [&mut mallory], 4);
            come(&mut room, &mut aino, 3);
        }
        Named::BeforeARestart => {
            name(&mut room, &mut mallory, 2);
            settle(&mut room, &mut [&mut mallory], 4);
            room = RoomUnderTest::open(room.records.clone(), room.snapshot.clone());
            name(&mut room, &mut mallory, 3);
            come(&mut room, &mut aino, 4);
        }
    }
    aino.write_note(&mut room, "n", "mine");
    settle(&mut room, &mut [&mut aino, &mut mallory], 40);
    aino.write_note(&mut room, "m", "mine too");
    // Who only names answers all that is asked of it, for as long as it takes.
    settle(&mut room, &mut [&mut aino, &mut mallory], 40);
    assert_eq!(room.restored_notes(), aino.notes(), "{case}");
    assert!(room.restored_notes().contains_key("m"), "{case}");
    assert_eq!(mallory.notes(), aino.notes(), "{case}");
    assert_eq!(aino.denied(), 0, "{case}");
}

#[test]
fn naming_an_id_in_presence_claims_nothing_that_somebody_wrote_or_will_write_with() {
    for when in [
        Named::BeforeTheyCome,
        Named::BeforeTheyWrite,
        Named::WhileTheyAreAway,
        Named::BeforeARestart,
    ] {
        for (mallory_pass, aino_pass) in
            [(None, None), (Some(78), Some(77)), (Some(78), None), (None, Some(77))]
        {
            for tells in [true, false] {
                // Who comes back without a pass, and tells nothing, may as well be somebody who relays what they wrote.
                if matches!(when, Named::WhileTheyAreAway) && aino_pass.is_none() && !tells {
                    continue;
                }
                what_is_written_under_a_named_id_arrives(when, mallory_pass, aino_pass, tells);
            }
        }
    }
}
