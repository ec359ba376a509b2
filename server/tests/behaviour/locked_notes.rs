//! Locked notes where participants may do everything: what is locked stays as it is until it is unlocked.

use yrs::{Any, Map as _, Out, ReadTxn as _, Transact as _, WriteTxn as _};

use crate::circle::{Circle, OPEN, plan};

/// A facilitator (1) and participants (2, 3), each of whom wrote a note.
fn circle() -> Circle {
    let mut circle = Circle::with(plan(false, &[OPEN]), 2);
    circle.go("open");
    for number in 1..=3 {
        circle.write_note(number, &format!("of{number}"), [f64::from(number) * 300.0, 0.0]);
    }
    circle
}

fn lock(circle: &mut Circle, number: u8, id: &str, locked: bool) {
    circle.edit(number, |txn| {
        if let Some(Out::YMap(note)) = txn.get_or_insert_map("notes").get(txn, id) {
            note.insert(txn, "locked", locked);
        }
    });
}

/// As it stands on the facilitator's board.
fn is_locked(circle: &Circle, id: &str) -> bool {
    let txn = circle.seats[&1].doc.transact();
    let note = txn.get_map("notes").and_then(|notes| notes.get(&txn, id));
    let Some(Out::YMap(note)) = note else { panic!("no note {id}") };
    matches!(note.get(&txn, "locked"), Some(Out::Any(Any::Bool(true))))
}

#[test]
fn a_participant_neither_moves_nor_writes_in_nor_takes_away_what_is_locked() {
    let mut circle = circle();
    lock(&mut circle, 1, "of2", true);
    let before = circle.notes(1);
    assert!(is_locked(&circle, "of2"));
    for number in [2, 3] {
        circle.move_note(number, "of2", [900.0, 900.0]);
        circle.write_in_note(number, "of2", " scribbled");
        circle.delete_note(number, "of2");
    }
    assert_eq!(circle.notes(1), before);
    circle.assert_all_have_the_rooms_board();
    circle.restart();
    assert_eq!(circle.notes(1), before, "the log says so, too");
    // What lies beside it is free.
    circle.move_note(3, "of2", [900.0, 900.0]);
    circle.move_note(3, "of1", [0.0, 900.0]);
    assert_eq!(circle.notes(1)["of1"].at, [0.0, 900.0]);
}

#[test]
fn a_participant_locks_and_unlocks_what_is_theirs_and_nothing_else() {
    let mut circle = circle();
    lock(&mut circle, 2, "of2", true);
    lock(&mut circle, 2, "of3", true);
    assert!(is_locked(&circle, "of2") && !is_locked(&circle, "of3"));
    circle.assert_all_have_the_rooms_board();
    lock(&mut circle, 3, "of2", false);
    assert!(is_locked(&circle, "of2"), "not theirs to unlock");
    lock(&mut circle, 2, "of2", false);
    circle.move_note(3, "of2", [900.0, 900.0]);
    assert_eq!(circle.notes(1)["of2"].at, [900.0, 900.0]);
    lock(&mut circle, 3, "of2", true);
    assert!(!is_locked(&circle, "of2"), "also where it was locked before");
    circle.assert_all_have_the_rooms_board();
}

#[test]
fn its_writer_unlocks_and_moves_a_note_in_one_change() {
    let mut circle = circle();
    lock(&mut circle, 2, "of2", true);
    circle.edit(2, |txn| {
        if let Some(Out::YMap(note)) = txn.get_or_insert_map("notes").get(txn, "of2") {
            note.insert(txn, "locked", false);
            note.insert(txn, "at", vec![900.0, 900.0]);
        }
    });
    assert_eq!(circle.notes(1)["of2"].at, [900.0, 900.0]);
    circle.assert_all_have_the_rooms_board();
}

#[test]
fn a_facilitator_is_not_held_to_it() {
    let mut circle = circle();
    lock(&mut circle, 2, "of2", true);
    circle.move_note(1, "of2", [900.0, 900.0]);
    circle.delete_note(1, "of2");
    assert!(!circle.notes(1).contains_key("of2"));
}
