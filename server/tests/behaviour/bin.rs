//! The room's bin: what was taken away is kept, told of, and leaves it when it is back.

use crate::circle::board::text_of;
use crate::circle::{Circle, picnic, plan, who};
use picnic::limits::EMPTIED_TOGETHER_MS;
use picnic::room::session::bin::BinItem;
use picnic_protocol::ids::Role;
use picnic_protocol::session::ServerMessage;
use picnic_protocol::session::command::{Command, RefusalCode};
use yrs::{GetString, Map, MapPrelim, Out, Text, TextPrelim, WriteTxn};

fn bin(circle: &Circle) -> Vec<BinItem> {
    circle.room.session().bin.items().cloned().collect()
}

fn keys(circle: &Circle) -> Vec<String> {
    bin(circle).into_iter().map(|item| item.key).collect()
}

fn told(circle: &Circle, number: u8) -> Vec<ServerMessage> {
    let messages = circle.seats[&number].messages.iter();
    let is_such = |message: &&ServerMessage| {
        matches!(message, ServerMessage::TakenAway { .. } | ServerMessage::PutBack { .. })
    };
    messages.filter(is_such).cloned().collect()
}

fn with_notes(anonymous: bool, count: u8) -> Circle {
    let mut circle = Circle::with(plan(anonymous, &[]), 2);
    for number in 0..count {
        circle.write_note(2, &format!("n{number:02}"), [f64::from(number) * 200.0, 0.0]);
    }
    circle
}

#[test]
fn what_a_participant_wiped_is_in_the_bin_and_facilitators_are_told() {
    let mut circle = with_notes(false, 12);
    circle.wipe(3);
    circle.leave(3);
    assert!(circle.notes(1).is_empty());
    let kept = bin(&circle);
    assert_eq!(kept.len(), 12);
    assert_eq!(kept[4].fields["text"], "note n04");
    assert_eq!(kept[4].fields["at"], serde_json::json!([800, 0]));
    assert!(kept.iter().all(|item| item.by == Some(who(3)) && item.batch == kept[0].batch));
    let message = ServerMessage::TakenAway { batch: kept[0].batch, count: 12, by: Some(who(3)) };
    assert_eq!(told(&circle, 1), [message]);
    assert!(told(&circle, 2).is_empty());
    assert_eq!(circle.view(1).bin, 12);
    circle.restart();
    assert_eq!(bin(&circle), kept, "also after kill -9");
}

#[test]
fn ones_own_notes_and_a_few_of_others_are_told_to_nobody() {
    let mut circle = with_notes(false, 12);
    circle.wipe(2);
    assert!(told(&circle, 1).is_empty());
    let mut circle = with_notes(false, 5);
    circle.wipe(3);
    assert!(told(&circle, 1).is_empty());
    assert_eq!(bin(&circle).len(), 5);
}

#[test]
fn one_by_one_in_a_few_seconds_is_in_one_go() {
    let mut circle = with_notes(false, 8);
    for number in 0..8 {
        circle.delete_note(3, &format!("n{number:02}"));
        circle.pass_ms(500);
    }
    let batches: std::collections::BTreeSet<_> =
        bin(&circle).iter().map(|item| item.batch).collect();
    assert_eq!(batches.len(), 1);
    let Some(ServerMessage::TakenAway { count: 8, .. }) = told(&circle, 1).pop() else {
        panic!("{:?}", told(&circle, 1));
    };
}

#[test]
fn who_it_was_is_not_known_in_an_anonymous_room() {
    let mut circle = with_notes(true, 7);
    circle.wipe(3);
    assert!(bin(&circle).iter().all(|item| item.by.is_none()));
    let [ServerMessage::TakenAway { count: 7, by: None, .. }] = &told(&circle, 1)[..] else {
        panic!("{:?}", told(&circle, 1));
    };
    assert!(!circle.log_holds(&format!("\"by\":\"{}\"", who(3))));
}

#[test]
fn when_a_room_becomes_anonymous_the_bin_forgets_who_it_was() {
    let mut circle = Circle::with(picnic(false), 2);
    circle.write_note(2, "a", [0.0, 0.0]);
    circle.delete_note(3, "a");
    assert_eq!(bin(&circle)[0].by, Some(who(3)));
    circle.does(1, Command::SetAnonymous { anonymous: true }).unwrap();
    circle.pass_ms(2_000);
    assert_eq!(bin(&circle)[0].by, None);
    assert!(!circle.log_holds(&format!("\"by\":\"{}\"", who(3))));
}

#[test]
fn what_is_on_the_board_again_leaves_the_bin_however_it_came_back() {
    let mut circle = with_notes(false, 3);
    circle.wipe(3);
    circle.write_note(1, "n01", [0.0, 0.0]);
    assert_eq!(keys(&circle), ["n00", "n02"]);
    assert_eq!(circle.view(1).bin, 2);
    circle.delete_note(1, "n01");
    assert_eq!(keys(&circle), ["n00", "n02", "n01"]);
}

#[test]
fn a_cluster_is_kept_with_the_names_of_its_notes() {
    let mut circle = with_notes(false, 3);
    circle.group(1, "ideas", &["n00", "n02"]);
    circle.edit(3, |txn| {
        for id in ["n00", "n02"] {
            if let Some(Out::YMap(note)) = txn.get_or_insert_map("notes").get(txn, id) {
                note.remove(txn, "cluster");
            }
        }
        txn.get_or_insert_map("clusters").remove(txn, "ideas");
    });
    let kept = bin(&circle);
    assert_eq!((kept[0].root.as_str(), kept[0].key.as_str()), ("clusters", "ideas"));
    assert_eq!(kept[0].members, ["n00", "n02"]);
    assert_eq!(kept[0].fields["title"], "ideas");
}

#[test]
fn a_title_that_was_emptied_is_kept_until_there_is_one_again() {
    let mut circle = Circle::with(plan(false, &[]), 2);
    let title = |circle: &mut Circle,
                 number,
                 write: &dyn Fn(&yrs::TextRef, &mut yrs::TransactionMut<'_>)| {
        circle.edit(number, |txn| {
            let section = txn.get_or_insert_map("sections").get(txn, "place");
            let Some(Out::YMap(section)) = section else { panic!("no section") };
            let Some(Out::YText(text)) = section.get(txn, "title") else { panic!("no title") };
            write(&text, txn);
        });
    };
    circle.write_section(1, "place", [0.0, 0.0], [500.0, 500.0]);
    title(&mut circle, 3, &|text, txn| {
        let length = text.len(txn);
        text.remove_range(txn, 0, length);
        assert_eq!(text.get_string(txn), "");
    });
    let kept = bin(&circle);
    assert_eq!((kept[0].whole, &kept[0].fields["title"]), (false, &"place".into()));
    assert_eq!(kept[0].fields.len(), 1);
    title(&mut circle, 1, &|text, txn| text.push(txn, "another"));
    assert!(bin(&circle).is_empty());
}

fn write_over(circle: &mut Circle, number: u8, id: &str, words: &str) {
    circle.edit(number, |txn| {
        let text = text_of(txn, id);
        let length = text.len(txn);
        text.remove_range(txn, 0, length);
        text.push(txn, words);
    });
}

#[test]
fn a_text_of_anothers_that_was_emptied_is_kept_until_it_is_back_and_many_are_told() {
    let mut circle = with_notes(false, 6);
    for number in 0..6 {
        write_over(&mut circle, 3, &format!("n{number:02}"), "");
    }
    assert_eq!(keys(&circle).len(), 6);
    assert_eq!(bin(&circle)[0].fields["text"], "note n00");
    let by = Some(who(3));
    let last = told(&circle, 1).pop();
    assert_eq!(last, Some(ServerMessage::TakenAway { batch: 0, count: 6, by }));
    write_over(&mut circle, 3, "n00", "note n00");
    assert_eq!(keys(&circle).len(), 5, "it says again what it said");
    write_over(&mut circle, 3, "n01", "something else");
    circle.delete_note(3, "n02");
    assert_eq!(keys(&circle).len(), 5, "those words are still gone");
    assert!(bin(&circle).iter().all(|item| item.fields.contains_key("at")));
    assert_eq!(bin(&circle).iter().filter(|item| item.whole).count(), 0);
}

/// Presses Backspace in a text until nothing is left, so many letters at a time.
fn backspace(circle: &mut Circle, number: u8, id: &str, letters: u32) {
    let mut left = u32::MAX;
    while left > 0 {
        circle.edit(number, |txn| {
            let text = text_of(txn, id);
            let length = text.len(txn);
            left = length.saturating_sub(letters);
            text.remove_range(txn, left, length - left);
        });
        circle.pass_ms(100);
    }
}

#[test]
fn a_text_that_was_emptied_letter_by_letter_is_kept_as_it_was_before_and_many_are_told() {
    let mut circle = with_notes(false, 6);
    for number in 0..6 {
        backspace(&mut circle, 3, &format!("n{number:02}"), 1);
        // Longer than what is told of as one, but for the next being under way.
        circle.pass_ms(9_500);
    }
    let texts: Vec<_> = bin(&circle).iter().map(|item| item.fields["text"].clone()).collect();
    assert_eq!(texts, ["note n00", "note n01", "note n02", "note n03", "note n04", "note n05"]);
    let last = told(&circle, 1).pop();
    let by = Some(who(3));
    assert_eq!(last, Some(ServerMessage::TakenAway { batch: 0, count: 6, by }));
    backspace(&mut circle, 2, "n00", 1);
    assert_eq!(bin(&circle).len(), 6, "one’s own is nobody’s business");
}

#[test]
fn what_one_cuts_and_another_takes_away_is_kept_as_it_was_before_too() {
    let mut circle = with_notes(false, 1);
    circle.come(4, Role::Participant);
    circle.edit(3, |txn| text_of(txn, "n00").remove_range(txn, 1, 7));
    circle.delete_note(4, "n00");
    assert_eq!(bin(&circle)[0].fields["text"], "note n00");
}

#[test]
fn who_puts_next_to_nothing_in_the_place_of_words_has_taken_them_away() {
    for words in ["", " ", "."] {
        let mut circle = with_notes(false, 8);
        circle.group(1, "ideas", &["n00"]);
        circle.edit(3, |txn| {
            let notes = txn.get_or_insert_map("notes");
            for number in 0..8 {
                let note = notes.insert(txn, format!("n{number:02}"), MapPrelim::default());
                note.insert(txn, "text", TextPrelim::new(words));
                note.insert(txn, "at", vec![0.0, 0.0]);
            }
            let clusters = txn.get_or_insert_map("clusters");
            let cluster = clusters.insert(txn, "ideas", MapPrelim::default());
            cluster.insert(txn, "title", TextPrelim::new(""));
        });
        let notes = keys(&circle).into_iter().filter(|key| key.starts_with('n')).count();
        assert_eq!(notes, 8, "{words:?}");
        assert!(keys(&circle).contains(&"ideas".to_owned()), "{words:?}");
        assert!(!told(&circle, 1).is_empty(), "{words:?}");
    }
}

#[test]
fn what_somebody_shortened_and_then_took_away_is_kept_as_it_was_before() {
    let mut circle = with_notes(false, 1);
    circle.group(1, "ideas", &["n00"]);
    circle.edit(3, |txn| text_of(txn, "n00").remove_range(txn, 0, 4));
    circle.edit(3, |txn| {
        let text = text_of(txn, "n00");
        text.push(txn, "!");
        text.remove_range(txn, 0, 2);
    });
    circle.delete_note(3, "n00");
    assert_eq!(bin(&circle)[0].fields["text"], "note n00");
}

#[test]
fn what_was_written_long_after_somebody_shortened_a_text_is_what_the_bin_keeps() {
    let mut circle = with_notes(false, 1);
    circle.edit(3, |txn| text_of(txn, "n00").remove_range(txn, 0, 1));
    circle.pass_ms(EMPTIED_TOGETHER_MS);
    write_over(&mut circle, 2, "n00", "short");
    backspace(&mut circle, 3, "n00", 2);
    assert_eq!(bin(&circle)[0].fields["text"], "short");
}

#[test]
fn a_note_that_came_back_and_was_changed_since_is_in_the_bin_no_more() {
    let mut circle = with_notes(false, 0);
    let write = |circle: &mut Circle, number, words: &str| {
        circle.edit(number, |txn| {
            let notes = txn.get_or_insert_map("notes");
            notes.remove(txn, "n");
            let note = notes.insert(txn, "n", MapPrelim::default());
            note.insert(txn, "text", TextPrelim::new(words));
            note.insert(txn, "made", 12.0);
        });
    };
    write(&mut circle, 2, "a pear");
    write(&mut circle, 3, "a pear and a plum");
    assert!(bin(&circle).is_empty());
}

#[test]
fn ones_own_text_may_be_written_anew_without_a_trace() {
    let mut circle = with_notes(false, 1);
    write_over(&mut circle, 2, "n00", "");
    write_over(&mut circle, 2, "n00", "better words");
    assert!(bin(&circle).is_empty());
}

#[test]
fn notes_with_others_put_in_their_place_are_in_the_bin() {
    let mut circle = with_notes(false, 6);
    circle.edit(3, |txn| {
        let notes = txn.get_or_insert_map("notes");
        for number in 0..6 {
            let note = notes.insert(txn, format!("n{number:02}"), MapPrelim::default());
            note.insert(txn, "text", TextPrelim::new("mine now"));
        }
    });
    assert_eq!(keys(&circle).len(), 6);
    assert_eq!(bin(&circle)[5].fields["text"], "note n05");
    assert!(matches!(told(&circle, 1)[..], [ServerMessage::TakenAway { count: 6, .. }]));
}

#[test]
fn an_empty_note_is_nothing_to_keep() {
    let mut circle = Circle::with(plan(false, &[]), 1);
    circle.edit(2, |txn| {
        let note = txn.get_or_insert_map("notes").insert(txn, "x", MapPrelim::default());
        note.insert(txn, "text", TextPrelim::new(" "));
    });
    circle.delete_note(2, "x");
    assert!(bin(&circle).is_empty());
}

#[test]
fn what_is_erased_is_in_no_log_soon() {
    let mut circle = with_notes(false, 2);
    circle.wipe(3);
    assert!(circle.log_holds("note n00"));
    let first = bin(&circle)[0].id;
    assert_eq!(
        circle.does(2, Command::EraseFromBin { items: vec![first] }),
        Err(RefusalCode::NotAllowed)
    );
    circle.does(1, Command::EraseFromBin { items: vec![first, 999] }).unwrap();
    circle.pass_ms(2_000);
    assert_eq!(keys(&circle), ["n01"]);
    assert!(!circle.log_holds("note n00") && circle.log_holds("note n01"));
}

#[test]
fn a_title_that_was_erased_is_in_no_log_soon() {
    let mut circle = Circle::with(plan(false, &[]), 2);
    circle.write_section(1, "place", [0.0, 0.0], [500.0, 500.0]);
    let mut title = |write: &dyn Fn(&yrs::TextRef, &mut yrs::TransactionMut<'_>)| {
        circle.edit(1, |txn| {
            let section = txn.get_or_insert_map("sections").get(txn, "place");
            let Some(Out::YMap(section)) = section else { panic!("no section") };
            let Some(Out::YText(text)) = section.get(txn, "title") else { panic!("no title") };
            write(&text, txn);
        });
    };
    title(&|text, txn| text.push(txn, ", hush"));
    title(&|text, txn| text.remove_range(txn, 0, text.len(txn)));
    let item = bin(&circle)[0].id;
    assert!(circle.log_holds("hush"));
    circle.does(1, Command::EraseFromBin { items: vec![item] }).unwrap();
    circle.pass_ms(2_000);
    assert!(circle.room.session().bin.erasing().is_empty(), "no version has it");
    assert!(!circle.log_holds("hush"));
}

#[test]
fn everybody_hears_who_put_back_what() {
    let mut circle = with_notes(false, 1);
    let tell = Command::TellPutBack { count: 12, at_ms: Some(7) };
    assert_eq!(circle.does(2, tell.clone()), Err(RefusalCode::NotAllowed));
    circle.does(1, tell).unwrap();
    let message = ServerMessage::PutBack { count: 12, by: who(1), at_ms: Some(7) };
    for number in 1..=3 {
        assert_eq!(told(&circle, number), std::slice::from_ref(&message), "{number}");
    }
}

#[test]
fn a_facilitator_who_was_away_hears_of_it_when_they_are_back() {
    let mut circle = with_notes(false, 12);
    circle.leave(1);
    circle.wipe(3);
    circle.come(1, Role::Facilitator);
    let [ServerMessage::TakenAway { count: 12, .. }] = &told(&circle, 1)[..] else {
        panic!("{:?}", told(&circle, 1));
    };
    // What was put back by then is told to nobody.
    for number in 0..12 {
        circle.write_note(1, &format!("n{number:02}"), [0.0, 0.0]);
    }
    circle.leave(1);
    circle.come(1, Role::Facilitator);
    assert!(told(&circle, 1).is_empty());
}

#[test]
fn who_asked_to_erase_what_power_took_from_the_bin_erases_nothing_else() {
    let mut circle = with_notes(false, 2);
    circle.delete_note(2, "n00");
    let asked_for = bin(&circle)[0].id;
    // Power is lost, and with it the record of that; the facilitator's page asks again when it is back.
    circle.records.pop_last();
    circle.restart();
    assert!(bin(&circle).is_empty());
    circle.pass_ms(1_000);
    circle.delete_note(1, "n01");
    circle.does(1, Command::EraseFromBin { items: vec![asked_for] }).unwrap();
    assert_eq!(keys(&circle), ["n01"]);
}
