//! What somebody writes beside what is not on the board (rule 7): it goes, they are told, their replica agrees, and
//! whatever else they write arrives.

use crate::people::{Person, RoomUnderTest, settle};
use picnic::limits::{STRANDED_MS, VERDICT_MS};
use picnic::room::{ConnectionId, Input};
use picnic_protocol::ids::Role;
use picnic_protocol::update::{Run, check_update, collected};

/// Aino, who has a pass, wrote a note that is on the board and one over it that never left her computer, and is gone. On
/// that computer Cecilia comes with a pass of her own, and writes a third over both.
fn one_computer(first: Option<u8>, second: Option<u8>) -> (RoomUnderTest, [Person; 2]) {
    let mut room = RoomUnderTest::new();
    let mut aino = Person::alone(1_000);
    aino.open(&mut room, 1, Role::Participant, first);
    aino.point(&mut room, 0);
    aino.write_note(&mut room, "n", "on the board");
    settle(&mut room, &mut [&mut aino], 2);
    room.input(Input::Leave(ConnectionId(1)));
    aino.write_note_unsent("n", "never sent");
    let mut cecilia = Person::alone(3_000);
    cecilia.learn(&aino.whole());
    cecilia.open(&mut room, 3, Role::Participant, second);
    cecilia.point(&mut room, 0);
    settle(&mut room, &mut [&mut cecilia], 2);
    cecilia.write_note(&mut room, "n", "over what was never sent");
    cecilia.write_note(&mut room, "own", "her own");
    settle(&mut room, &mut [&mut cecilia], 4);
    (room, [aino, cecilia])
}

fn wait(room: &mut RoomUnderTest, people: &mut [&mut Person], ms: u64) {
    for _ in 0..ms.div_ceil(5_000) {
        room.wait_ms(5_000);
        settle(room, people, 2);
    }
}

#[test]
fn who_brings_the_unsent_words_of_another_visit_is_not_shut_out_for_good() {
    let (mut room, [mut aino, mut cecilia]) = one_computer(Some(77), Some(78));
    wait(&mut room, &mut [&mut cecilia], VERDICT_MS * 2);
    assert_eq!(cecilia.denied(), 1, "she is told that the unsent words are Aino's");
    wait(&mut room, &mut [&mut cecilia], STRANDED_MS);
    cecilia.write_note(&mut room, "later", "much later");
    settle(&mut room, &mut [&mut cecilia], 8);
    let notes = room.restored_notes();
    assert_eq!(notes.get("own").map(String::as_str), Some("her own"));
    assert_eq!(notes.get("later").map(String::as_str), Some("much later"));
    assert_eq!(notes.get("n").map(String::as_str), Some("on the board"));
    assert_eq!(cecilia.denied(), 2, "and that what she wrote over them is gone");
    assert_ne!(cecilia.notes().get("n").map(String::as_str), Some("over what was never sent"));
    let before = cecilia.saved();
    cecilia.write_note(&mut room, "last", "and saved");
    settle(&mut room, &mut [&mut cecilia], 8);
    assert!(cecilia.saved() > before, "all of hers is on the board, and she hears so");
    // What Aino never sent is hers to send, and then all read the same: what Cecilia wrote over it had deleted it.
    aino.write_note_unsent("m", "never sent either");
    aino.connect_with_pass(&mut room, 5, 77);
    settle(&mut room, &mut [&mut aino, &mut cecilia], 12);
    assert!(room.restored_notes().contains_key("m"));
    assert_eq!(room.restored_notes(), aino.notes());
    assert_eq!(room.restored_notes(), cecilia.notes());
    assert_eq!(aino.denied(), 0);
}

#[test]
fn what_somebody_deletes_goes_though_they_bring_unsent_words_of_another_visit() {
    for pass in [None, Some(78)] {
        let mut room = RoomUnderTest::new();
        let mut bertil = Person::join(&mut room, 2, Role::Participant);
        bertil.write_note(&mut room, "others", "on the board");
        let mut aino = Person::alone(1_000);
        aino.open(&mut room, 1, Role::Participant, Some(77));
        aino.point(&mut room, 0);
        aino.write_note(&mut room, "n", "on the board");
        settle(&mut room, &mut [&mut aino, &mut bertil], 2);
        room.input(Input::Leave(ConnectionId(1)));
        aino.write_note_unsent("unsent", "never sent");
        let mut cecilia = Person::alone(3_000);
        cecilia.learn(&aino.whole());
        // Before she is there she writes, and deletes what others wrote, what she just wrote, and what never came.
        cecilia.write_note_unsent("own", "her own");
        cecilia.write_note_unsent("slip", "her own");
        for id in ["others", "slip", "unsent"] {
            cecilia.delete_note_unsent(id);
        }
        cecilia.open(&mut room, 3, Role::Participant, pass);
        cecilia.point(&mut room, 0);
        settle(&mut room, &mut [&mut cecilia, &mut bertil], 4);
        assert_eq!(room.restored_notes().into_keys().collect::<Vec<_>>(), ["n", "own"]);
        assert_eq!(room.restored_notes(), bertil.notes());
        assert_eq!(room.restored_notes(), cecilia.notes());
    }
}

#[test]
fn what_is_replaced_by_what_is_not_taken_stays() {
    let (mut room, [_, mut cecilia]) = one_computer(Some(77), Some(78));
    cecilia.write_note(&mut room, "slip", "gone at once");
    cecilia.delete_note_unsent("slip");
    cecilia.connect_with_pass(&mut room, 4, 78);
    settle(&mut room, &mut [&mut cecilia], 4);
    assert_eq!(room.restored_notes().get("n").map(String::as_str), Some("on the board"));
}

#[test]
fn words_beside_those_of_somebody_on_a_train_wait_for_a_while() {
    let (mut room, [mut aino, mut cecilia]) = one_computer(Some(77), Some(78));
    wait(&mut room, &mut [&mut cecilia], STRANDED_MS / 2);
    aino.connect_with_pass(&mut room, 5, 77);
    settle(&mut room, &mut [&mut aino, &mut cecilia], 12);
    let text = room.restored_notes().remove("n");
    assert_eq!(text.as_deref(), Some("over what was never sent"));
    assert_eq!(room.restored_notes(), aino.notes());
    assert_eq!(room.restored_notes(), cecilia.notes());
}

#[test]
fn whose_writer_is_back_and_brings_them_bit_by_bit_is_not_given_up_meanwhile() {
    let (mut room, [mut aino, mut cecilia]) = one_computer(Some(77), Some(78));
    wait(&mut room, &mut [&mut cecilia], STRANDED_MS);
    // Just before it is over a first part of what Aino has comes, of which Cecilia knows.
    aino.open(&mut room, 5, Role::Participant, Some(77));
    aino.point(&mut room, 0);
    wait(&mut room, &mut [&mut cecilia], 15_000);
    aino.connect_with_pass(&mut room, 6, 77);
    settle(&mut room, &mut [&mut aino, &mut cecilia], 12);
    assert_eq!(room.restored_notes(), aino.notes());
    assert_eq!(room.restored_notes(), cecilia.notes());
}

#[test]
fn without_a_pass_an_earlier_visit_is_anybodys_and_nothing_is_lost() {
    for second in [None, Some(78)] {
        let (mut room, [_, mut cecilia]) = one_computer(None, second);
        settle(&mut room, &mut [&mut cecilia], 8);
        assert_eq!(room.restored_notes(), cecilia.notes());
        assert_eq!(cecilia.denied(), 0);
    }
}

#[test]
fn who_writes_beside_what_somebody_collected_under_their_id_is_told_and_all_read_the_same() {
    let mut room = RoomUnderTest::new();
    let mut aino = Person::join(&mut room, 1, Role::Participant);
    aino.write_note(&mut room, "n", "on the board");
    settle(&mut room, &mut [&mut aino], 2);
    room.input(Input::Leave(ConnectionId(1)));
    let client = aino.client();
    let head = check_update(aino.whole()).unwrap().outline().runs.last().unwrap().end;
    // While she is away she writes over it, and Mallory has the place of that collected.
    aino.write_note_unsent("n", "while away");
    let mut mallory = Person::join(&mut room, 2, Role::Participant);
    let forged = collected(&[Run { client, start: head, end: head + 3 }]).unwrap();
    mallory.send_update(&mut room, forged.bytes());
    settle(&mut room, &mut [&mut mallory], 4);
    aino.connect(&mut room, 3, Role::Participant);
    settle(&mut room, &mut [&mut aino, &mut mallory], 4);
    aino.write_note(&mut room, "n", "over what is gone");
    aino.write_note(&mut room, "m", "elsewhere");
    settle(&mut room, &mut [&mut aino, &mut mallory], 8);
    assert!(aino.denied() > 0, "she is told");
    assert_eq!(room.restored_notes().get("m").map(String::as_str), Some("elsewhere"));
    assert_ne!(aino.notes().get("n").map(String::as_str), Some("over what is gone"));
}
