//! Whom a note names as its writer: whoever writes it, and nobody else says so.

use crate::circle::{Circle, OPEN, plan, who};
use picnic_protocol::ids::Role;

const OWN: &str = r#"{"id":"own","kind":"cluster","title":{"en":"Own"},"rights":{"board":"own"}}"#;

fn circle(anonymous: bool) -> Circle {
    let mut circle = Circle::with(plan(anonymous, &[OPEN, OWN]), 2);
    circle.go("open");
    circle
}

fn id(number: u8) -> String {
    who(number).to_string()
}

fn by(circle: &Circle, note: &str) -> Option<String> {
    circle.field_of_notes(1, "by")[note].clone()
}

#[test]
fn a_participant_names_themselves_on_a_new_note_and_nobody_else() {
    let mut circle = circle(false);
    circle.write_note_by(2, "mine", &id(2));
    circle.write_note_by(2, "forged", &id(3));
    circle.write_note_by(2, "odd", "the queen");
    assert_eq!(by(&circle, "mine"), Some(id(2)));
    assert_eq!((by(&circle, "forged"), by(&circle, "odd")), (None, None));
    circle.write_note_by(1, "for3", &id(3));
    assert_eq!(by(&circle, "for3"), Some(id(3)), "a facilitator may");
    circle.assert_all_have_the_rooms_board();
}

#[test]
fn nobody_takes_anothers_note_as_theirs_nor_takes_its_writers_name_off() {
    let mut circle = circle(false);
    circle.write_note_by(1, "laid", &id(3));
    circle.write_note(3, "plain", [0.0, 0.0]);
    circle.say_by(2, "laid", Some(&id(2)));
    circle.say_by(2, "plain", Some(&id(2)));
    assert_eq!((by(&circle, "laid"), by(&circle, "plain")), (Some(id(3)), None));
    circle.say_by(2, "laid", None);
    circle.write_note_by(2, "laid", &id(2));
    assert_eq!(by(&circle, "laid"), Some(id(3)));
    circle.write_note(2, "laid", [0.0, 0.0]);
    assert_eq!(by(&circle, "laid"), Some(id(3)));
    circle.go("own");
    circle.delete_note(2, "laid");
    circle.delete_note(2, "plain");
    assert!(circle.notes(1).contains_key("laid") && circle.notes(1).contains_key("plain"));
    circle.say_by(3, "plain", Some(&id(3)));
    circle.say_by(3, "laid", None);
    assert_eq!((by(&circle, "laid"), by(&circle, "plain")), (None, Some(id(3))), "one’s own");
    circle.assert_all_have_the_rooms_board();
}

#[test]
fn what_somebody_took_away_and_brings_back_is_whose_it_was() {
    let mut circle = circle(false);
    circle.write_note_by(1, "laid", &id(3));
    circle.delete_note(2, "laid");
    circle.write_note_by(2, "laid", &id(3));
    assert_eq!(by(&circle, "laid"), Some(id(3)));
    circle.delete_note(2, "laid");
    circle.write_note_by(2, "laid", &id(2));
    assert_eq!(by(&circle, "laid"), None, "not somebody else’s");
}

#[test]
fn nobody_pushes_others_notes_out_of_the_bin_with_notes_that_name_others() {
    let mut circle = circle(false);
    circle.write_note_by(2, "forged", &id(3));
    circle.delete_note(2, "forged");
    assert!(circle.room.session().bin.items().all(|item| item.own));
}

#[test]
fn where_nobody_is_named_no_note_names_anybody_nor_does_the_log() {
    let mut circle = circle(true);
    circle.open(4, Role::Participant, false);
    for number in 1..=4 {
        let note = format!("of{number}");
        circle.write_note_by(number, &note, &id(number));
        assert_eq!(by(&circle, &note), None);
    }
    circle.say_by(2, "of2", Some(&id(2)));
    assert_eq!(by(&circle, "of2"), None);
    circle.assert_all_have_the_rooms_board();
    for (record, named) in
        circle.records.values().flat_map(|record| (1..=4).map(move |n| (record, n)))
    {
        let record = String::from_utf8_lossy(record);
        let is_note = record.contains("note of");
        assert!(!is_note || !record.contains(&id(named)), "{record}");
    }
}
