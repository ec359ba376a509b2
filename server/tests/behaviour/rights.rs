//! What participants may do by phase and by section: held by the server, and what they may not is taken back at once.

use crate::circle::board::text_of;
use crate::circle::{Circle, OPEN, draft, draft_id, phase_id, plan, put, who};
use picnic::limits::{KEPT_ASIDE_BYTES_MAX, KEPT_ASIDE_MS};
use picnic::room::Input;
use picnic_protocol::ids::Role;
use picnic_protocol::session::command::{Command, Draft, RefusalCode};
use picnic_protocol::session::{ErrorCode, ServerMessage};

fn phase(id: &str, rights: &str) -> String {
    format!(r#"{{"id":"{id}","kind":"cluster","title":{{"en":"{id}"}},"rights":{rights}}}"#)
}

/// A facilitator (1) and participants (2, 3) in a phase with these rights, after each has written a note.
fn held_to(rights: &str) -> Circle {
    let mut circle = Circle::with(plan(false, &[OPEN, &phase("held", rights)]), 2);
    circle.go("open");
    for number in 1..=3 {
        circle.write_note(number, &format!("of{number}"), [f64::from(number) * 300.0, 0.0]);
    }
    circle.go("held");
    circle
}

fn errors(circle: &Circle, number: u8) -> Vec<ErrorCode> {
    let messages = circle.seats[&number].messages.iter();
    messages
        .filter_map(|message| match message {
            ServerMessage::Error { code, .. } => Some(*code),
            _ => None,
        })
        .collect()
}

fn kept_aside(circle: &Circle, number: u8) -> Vec<String> {
    let messages = circle.seats[&number].messages.iter();
    messages
        .filter_map(|message| match message {
            ServerMessage::KeptAside { texts, .. } => Some(texts.clone()),
            _ => None,
        })
        .flatten()
        .collect()
}

#[test]
fn under_own_one_adds_changes_moves_and_deletes_ones_own() {
    let mut circle = held_to(r#"{"board":"own"}"#);
    circle.move_note(2, "of2", [900.0, 900.0]);
    circle.write_in_note(2, "of2", "!");
    circle.write_note(2, "new", [0.0, 600.0]);
    circle.delete_note(3, "of3");
    assert_eq!(circle.texts(1), ["note new", "note of1", "note of2!"]);
    assert_eq!(circle.notes(1)["of2"].at, [900.0, 900.0]);
    assert!(errors(&circle, 2).is_empty() && errors(&circle, 3).is_empty());
    circle.assert_all_have_the_rooms_board();
}

#[test]
fn under_own_what_is_anothers_is_put_back_at_once_on_every_board() {
    let mut circle = held_to(r#"{"board":"own"}"#);
    let before = circle.notes(1);
    circle.move_note(2, "of3", [900.0, 900.0]);
    circle.write_in_note(2, "of1", " scribbled");
    circle.delete_note(2, "of3");
    assert_eq!(circle.notes(1), before);
    circle.assert_all_have_the_rooms_board();
    assert_eq!(errors(&circle, 2), [ErrorCode::NoRight], "once, not with every change");
    let named = circle.seats[&2].messages.iter().find_map(|message| match message {
        ServerMessage::Error { message, .. } => Some(message.as_str()),
        _ => None,
    });
    assert!(named.unwrap().contains("notes/of3"), "{named:?}");
    assert_eq!(kept_aside(&circle, 2), ["note of1 scribbled"]);
    circle.restart();
    assert_eq!(circle.notes(1), before, "the log says so, too");
    circle.assert_all_have_the_rooms_board();
}

#[test]
fn that_words_are_kept_is_all_that_is_told_of_their_change_and_what_comes_next_is_told_by_itself() {
    let mut circle = held_to(r#"{"board":"own"}"#);
    circle.write_in_note(2, "of1", " scribbled");
    assert_eq!(kept_aside(&circle, 2), ["note of1 scribbled"]);
    assert_eq!(errors(&circle, 2), []);
    circle.move_note(2, "of3", [900.0, 900.0]);
    assert_eq!(errors(&circle, 2), [ErrorCode::NoRight]);
}

#[test]
fn under_add_one_adds_and_writes_in_ones_own_and_moves_nothing() {
    let mut circle = held_to(r#"{"board":"add"}"#);
    circle.write_note(2, "new", [0.0, 600.0]);
    circle.write_in_note(2, "new", " and more");
    circle.move_note(2, "new", [900.0, 900.0]);
    circle.delete_note(2, "new");
    circle.write_in_note(2, "of3", " scribbled");
    let note = &circle.notes(3)["new"];
    assert_eq!((note.text.as_str(), note.at), ("note new and more", [0.0, 600.0]));
    assert_eq!(circle.notes(3)["of3"].text, "note of3");
    circle.assert_all_have_the_rooms_board();
}

#[test]
fn under_look_nothing_stays_and_words_are_their_writers() {
    let mut circle = held_to(r#"{"board":"look"}"#);
    let before = circle.notes(1);
    circle.write_note(2, "new", [0.0, 600.0]);
    circle.move_note(2, "of2", [1.0, 1.0]);
    assert_eq!(circle.notes(2), before);
    assert_eq!(kept_aside(&circle, 2), ["note new"]);
    circle.assert_all_have_the_rooms_board();
    // The facilitator is not bound.
    circle.move_note(1, "of2", [700.0, 700.0]);
    assert_eq!(circle.notes(2)["of2"].at, [700.0, 700.0]);
}

#[test]
fn a_section_has_its_own_right() {
    let mut circle = held_to(r#"{"board":"look","sections":{"stand":"own"}}"#);
    circle.write_section(1, "stand", [5_000.0, 0.0], [1_000.0, 1_000.0]);
    circle.write_note(2, "in", [5_100.0, 100.0]);
    circle.write_note(2, "out", [0.0, 600.0]);
    assert!(circle.notes(3).contains_key("in") && !circle.notes(3).contains_key("out"));
    circle.move_note(2, "in", [5_300.0, 300.0]);
    assert_eq!(circle.notes(3)["in"].at, [5_300.0, 300.0]);
    // Out of it is not in it.
    circle.move_note(2, "in", [0.0, 600.0]);
    circle.move_note(3, "in", [5_400.0, 300.0]);
    assert_eq!(circle.notes(3)["in"].at, [5_300.0, 300.0]);
    // Nor may they move the section itself.
    circle.edit(2, |txn| {
        use yrs::{Map, WriteTxn};
        txn.get_or_insert_map("sections").remove(txn, "stand");
    });
    circle.write_note(2, "still", [5_100.0, 400.0]);
    assert!(circle.notes(3).contains_key("still"));
    circle.assert_all_have_the_rooms_board();
}

#[test]
fn no_note_goes_into_a_cluster_of_a_section_in_which_nothing_may_be_added() {
    use yrs::{Map, MapPrelim, Out, ReadTxn, TextPrelim, Transact, WriteTxn};
    let mut circle = held_to(r#"{"board":"own","sections":{"stand":"look"}}"#);
    circle.write_section(1, "stand", [8_500.0, 8_500.0], [1_000.0, 1_000.0]);
    circle.write_note(1, "first", [9_100.0, 9_100.0]);
    circle.group(1, "closed", &["first"]);
    let cluster_of = |circle: &Circle, id: &str| {
        let txn = circle.seats[&1].doc.transact();
        let Some(Out::YMap(note)) = txn.get_map("notes")?.get(&txn, id) else { return None };
        note.get(&txn, "cluster").map(|cluster| cluster.to_string(&txn))
    };
    circle.edit(2, |txn| {
        let notes = txn.get_or_insert_map("notes");
        if let Some(Out::YMap(note)) = notes.get(txn, "of2") {
            note.insert(txn, "cluster", "closed");
        }
        let note = notes.insert(txn, "new", MapPrelim::default());
        note.insert(txn, "text", TextPrelim::new("new"));
        note.insert(txn, "at", vec![0.0, 600.0]);
        note.insert(txn, "cluster", "closed");
    });
    assert_eq!((cluster_of(&circle, "of2"), cluster_of(&circle, "new")), (None, None));
    assert_eq!(cluster_of(&circle, "first").as_deref(), Some("closed"));
    assert_eq!(circle.notes(1)["new"].text, "new");
    circle.assert_all_have_the_rooms_board();
}

#[test]
fn what_was_laid_for_somebody_is_theirs() {
    let phases = [
        r#"{"id":"pack","kind":"pack","title":{"en":"Pack"}}"#.to_owned(),
        r#"{"id":"lay","kind":"lay","title":{"en":"Lay"}}"#.to_owned(),
        phase("held", r#"{"board":"own"}"#),
    ];
    let phases: Vec<&str> = phases.iter().map(String::as_str).collect();
    let mut circle = Circle::with(plan(false, &phases), 2);
    circle.go("pack");
    circle.does(2, put(&[draft(1, "mine")])).unwrap();
    circle.go("lay");
    circle.go("held");
    let id = circle.notes(2).into_keys().next().unwrap();
    circle.move_note(3, &id, [900.0, 900.0]);
    assert_ne!(circle.notes(1)[&id].at, [900.0, 900.0]);
    circle.move_note(2, &id, [900.0, 900.0]);
    assert_eq!(circle.notes(1)[&id].at, [900.0, 900.0]);
    circle.assert_all_have_the_rooms_board();
}

#[test]
fn what_was_written_offline_and_comes_after_the_right_ended_is_kept_aside() {
    let mut circle = Circle::with(plan(false, &[OPEN, &phase("held", r#"{"board":"look"}"#)]), 2);
    circle.go("open");
    circle.leave(2);
    circle.write_offline(2, "late", [0.0, 0.0]);
    circle.go("held");
    circle.come_back(2);
    assert_eq!(kept_aside(&circle, 2), ["note late"]);
    assert!(circle.notes(1).is_empty() && circle.notes(2).is_empty());
    circle.assert_all_have_the_rooms_board();
}

#[test]
fn a_note_waits_for_a_nod_and_is_laid_by_it_or_handed_back() {
    let mut circle = held_to(r#"{"board":"approve"}"#);
    let before = circle.notes(1).len();
    circle.write_note(2, "straight", [0.0, 600.0]);
    assert_eq!(circle.notes(1).len(), before, "nothing comes straight onto the board");
    circle.does(2, put(&[draft(1, "may I"), draft(2, "and this")])).unwrap();
    let offer = Command::Offer { drafts: vec![draft_id(1), draft_id(2)] };
    circle.does(2, offer.clone()).unwrap();
    assert_eq!(
        circle.does(2, Command::Lay { drafts: vec![draft_id(1)] }),
        Err(RefusalCode::NotNow)
    );
    let waiting = |circle: &Circle, number: u8| {
        let offers = &circle.view(number).offers;
        offers.iter().map(|offer| (offer.draft.text.clone(), offer.by)).collect::<Vec<_>>()
    };
    assert_eq!(
        waiting(&circle, 1),
        [("may I".to_owned(), Some(who(2))), ("and this".to_owned(), Some(who(2)))]
    );
    assert!(!circle.has_heard(3, "may I"), "nobody else hears of it");
    circle.restart();
    assert_eq!(waiting(&circle, 1).len(), 2, "also who comes later");
    // A nod is for what was read: what its writer wrote on since waits no more.
    circle.does(2, put(&[draft(2, "something else")])).unwrap();
    assert_eq!(waiting(&circle, 1), [("may I".to_owned(), Some(who(2)))]);
    circle.does(2, Command::Offer { drafts: vec![draft_id(2)] }).unwrap();
    assert_eq!(waiting(&circle, 1).len(), 2);
    let nod = |drafts| Command::Approve { drafts };
    assert_eq!(circle.does(3, nod(vec![draft_id(1)])), Err(RefusalCode::NotAllowed));
    circle.does(1, nod(vec![draft_id(1)])).unwrap();
    circle.does(1, Command::HandBack { drafts: vec![draft_id(2)] }).unwrap();
    assert!(circle.texts(3).contains(&"may I".to_owned()));
    assert!(waiting(&circle, 1).is_empty());
    let basket = circle.view(2).mine(who(2)).basket;
    assert_eq!(
        basket.iter().map(|draft| (draft.id, draft.offered)).collect::<Vec<_>>(),
        [(draft_id(2), false)]
    );
    circle.assert_all_have_the_rooms_board();
}

#[test]
fn nothing_is_offered_where_people_add_by_themselves() {
    let mut circle = held_to(r#"{"board":"own"}"#);
    circle.does(2, put(&[draft(1, "x")])).unwrap();
    let offer = Command::Offer { drafts: vec![draft_id(1)] };
    assert_eq!(circle.does(2, offer), Err(RefusalCode::NotNow));
}

#[test]
fn a_client_without_a_pass_is_refused_with_a_word_and_comes_to_what_the_room_holds() {
    let mut circle = held_to(r#"{"board":"own"}"#);
    circle.open(4, Role::Participant, false);
    circle.delete_note(4, "of1");
    assert_eq!(errors(&circle, 4), [ErrorCode::NoRight]);
    circle.write_note(4, "mine", [0.0, 600.0]);
    circle.move_note(4, "mine", [10.0, 600.0]);
    assert_eq!(circle.notes(1)["mine"].at, [10.0, 600.0]);
    circle.assert_all_have_the_rooms_board();
    assert!(circle.notes(4).contains_key("of1"));
}

#[test]
fn who_moves_or_hides_a_section_does_not_get_round_its_right() {
    use yrs::{Map, MapPrelim, WriteTxn};
    let mut circle = held_to(r#"{"board":"all","sections":{"wall":"look"}}"#);
    circle.write_section(1, "wall", [5_000.0, 0.0], [1_000.0, 1_000.0]);
    circle.write_note(1, "kept", [5_100.0, 100.0]);
    let before = circle.notes(1);
    // The section and its note go in one change.
    circle.edit(2, |txn| {
        txn.get_or_insert_map("sections").remove(txn, "wall");
        txn.get_or_insert_map("notes").remove(txn, "kept");
    });
    assert_eq!(circle.notes(1), before);
    // Another section is laid over it, and is read first.
    circle.edit(2, |txn| {
        let section = txn.get_or_insert_map("sections").insert(txn, "a", MapPrelim::default());
        section.insert(txn, "at", vec![4_900.0, -100.0]);
        section.insert(txn, "size", vec![2_000.0, 2_000.0]);
    });
    circle.delete_note(2, "kept");
    assert_eq!(circle.notes(1), before);
    circle.assert_all_have_the_rooms_board();
}

#[test]
fn nothing_is_laid_out_of_a_basket_where_a_nod_is_needed() {
    let sections = r#"{"board":"own","sections":{"stand":"approve"}}"#;
    let phases =
        [r#"{"id":"lay","kind":"lay","title":{"en":"Lay"}}"#.to_owned(), phase("held", sections)];
    let phases: Vec<&str> = phases.iter().map(String::as_str).collect();
    let mut circle = Circle::with(plan(false, &phases), 1);
    circle.write_section(1, "stand", [5_000.0, 0.0], [1_000.0, 1_000.0]);
    circle.go("lay");
    circle.go("held");
    let into = Draft { section: Some(phase_id("stand")), ..draft(1, "straight in") };
    circle.does(2, put(&[into, draft(2, "beside it")])).unwrap();
    let lay = |number| Command::Lay { drafts: vec![draft_id(number)] };
    assert_eq!(circle.does(2, lay(1)), Err(RefusalCode::NotNow));
    circle.does(2, lay(2)).unwrap();
    circle.does(2, Command::Offer { drafts: vec![draft_id(1)] }).unwrap();
    assert_eq!(circle.does(2, lay(1)), Err(RefusalCode::NotNow));
    assert_eq!(circle.texts(1), ["beside it"]);
}

#[test]
fn a_refused_deletion_takes_no_note_from_whoever_made_it_also_where_nobody_is_named() {
    let mut circle = Circle::with(plan(true, &[OPEN, &phase("held", r#"{"board":"own"}"#)]), 2);
    circle.go("open");
    circle.write_note(2, "mine", [0.0, 0.0]);
    circle.go("held");
    circle.delete_note(3, "mine");
    circle.move_note(3, "mine", [10.0, 10.0]);
    assert_eq!(circle.notes(1)["mine"].at, [0.0, 0.0]);
    circle.move_note(2, "mine", [900.0, 900.0]);
    assert_eq!(circle.notes(1)["mine"].at, [900.0, 900.0]);
    circle.delete_note(3, "mine");
    circle.delete_note(2, "mine");
    assert!(circle.notes(1).is_empty());
    circle.assert_all_have_the_rooms_board();
}

#[test]
fn a_note_that_names_somebody_is_theirs_whoever_brought_it_back() {
    let mut circle = held_to(r#"{"board":"own"}"#);
    circle.go("open");
    let of3 = who(3).to_string();
    circle.edit(2, |txn| {
        use yrs::{Map, MapPrelim, TextPrelim, WriteTxn};
        let notes = txn.get_or_insert_map("notes");
        let note = notes.insert(txn, "of3", MapPrelim::default());
        note.insert(txn, "text", TextPrelim::new("brought back"));
        note.insert(txn, "at", vec![0.0, 0.0]);
        note.insert(txn, "by", of3.as_str());
    });
    circle.go("held");
    circle.move_note(2, "of3", [900.0, 900.0]);
    assert_eq!(circle.notes(1)["of3"].at, [0.0, 0.0]);
    circle.move_note(3, "of3", [900.0, 900.0]);
    assert_eq!(circle.notes(1)["of3"].at, [900.0, 900.0]);
}

#[test]
fn words_that_are_kept_aside_are_told_to_whoever_was_gone_by_then() {
    let mut circle = held_to(r#"{"board":"look"}"#);
    let connection = circle.connection(2);
    circle.dropping.push(connection);
    circle.write_note(2, "new", [0.0, 600.0]);
    assert!(kept_aside(&circle, 2).is_empty(), "what was told did not arrive");
    circle.leave(2);
    circle.come(2, Role::Participant);
    assert_eq!(kept_aside(&circle, 2), ["note new"]);
}

#[test]
fn words_that_are_taken_back_late_are_told_to_a_writer_who_came_back_meanwhile() {
    let mut circle = held_to(r#"{"board":"look"}"#);
    circle.room.hold_next_flush(true);
    circle.write_note(2, "new", [0.0, 600.0]);
    // Their line is dead, which the room does not know, and their next is there before the change is looked at.
    circle.come_back(2);
    assert!(kept_aside(&circle, 2).is_empty());
    circle.room.hold_next_flush(false);
    circle.pass_ms(20);
    assert!(!circle.notes(2).contains_key("new"));
    assert_eq!(kept_aside(&circle, 2), ["note new"]);
}

#[test]
fn whoever_made_a_note_first_goes_on_being_its_maker_when_the_room_was_put_away() {
    let held = phase("held", r#"{"board":"own"}"#);
    let mut circle = Circle::with(plan(true, &[OPEN, &held]), 2);
    circle.go("open");
    circle.write_note(2, "mine", [0.0, 0.0]);
    circle.write_note(3, "theirs", [300.0, 0.0]);
    circle.delete_note(3, "mine");
    circle.write_note(3, "mine", [0.0, 0.0]);
    circle.go("held");
    for number in 1..=3 {
        circle.leave(number);
    }
    circle.input(Input::PutAway);
    circle.room = circle.restored();
    for number in 1..=3 {
        circle.come_back(number);
    }
    circle.move_note(2, "mine", [900.0, 900.0]);
    assert_eq!(circle.notes(1)["mine"].at, [900.0, 900.0], "it was theirs first");
    circle.move_note(3, "mine", [0.0, 900.0]);
    assert_eq!(circle.notes(1)["mine"].at, [900.0, 900.0], "who put it back only did so");
}

fn write_saying(circle: &mut Circle, number: u8, id: &str, text: &str) {
    circle.edit(number, |txn| {
        use yrs::{Map, MapPrelim, TextPrelim, WriteTxn};
        let notes = txn.get_or_insert_map("notes");
        let note = notes.insert(txn, id, MapPrelim::default());
        note.insert(txn, "text", TextPrelim::new(text));
    });
}

#[test]
fn of_words_kept_aside_what_is_too_long_is_told_once_and_the_rest_as_far_as_there_is_room() {
    let mut circle = held_to(r#"{"board":"look"}"#);
    let long = "a".repeat(KEPT_ASIDE_BYTES_MAX);
    write_saying(&mut circle, 2, "long", &long);
    let page = "b".repeat(4 << 10);
    let pages = 2 * KEPT_ASIDE_BYTES_MAX / page.len();
    for number in 0..pages {
        write_saying(&mut circle, 2, &format!("page{number}"), &page);
    }
    let told = kept_aside(&circle, 2);
    assert!(told.contains(&long) && told.len() == 1 + pages, "all of it is told once");
    circle.leave(2);
    circle.come(2, Role::Participant);
    let again = kept_aside(&circle, 2);
    assert!(again.iter().all(|text| *text == page), "the long one is not kept");
    assert!(again.len() > pages / 4 && again.len() * page.len() < KEPT_ASIDE_BYTES_MAX);
}

#[test]
fn what_is_kept_aside_counts_as_the_rooms_memory_until_it_is_let_go() {
    let mut circle = held_to(r#"{"board":"look"}"#);
    let page = "b".repeat(4 << 10);
    for number in 0..8 {
        write_saying(&mut circle, 2, &format!("page{number}"), &page);
    }
    let kept = circle.room.memory();
    circle.pass_ms(KEPT_ASIDE_MS);
    circle.write_note(3, "new", [0.0, 600.0]);
    assert!(circle.room.memory() + 7 * page.len() < kept);
}

#[test]
fn a_new_note_that_is_taken_back_before_its_first_letter_is_named_to_its_page() {
    let mut circle = held_to(r#"{"board":"look"}"#);
    circle.edit(2, |txn| {
        use yrs::{Map, MapPrelim, TextPrelim, WriteTxn};
        let notes = txn.get_or_insert_map("notes");
        let note = notes.insert(txn, "new", MapPrelim::default());
        note.insert(txn, "text", TextPrelim::new(""));
    });
    circle.write_in_note(2, "of1", " scribbled");
    let messages = circle.seats[&2].messages.iter();
    let aside: Vec<_> = messages
        .filter_map(|message| match message {
            ServerMessage::KeptAside { texts, of } => Some((of.concat(), texts.concat())),
            _ => None,
        })
        .collect();
    let named = |of: &str, text: &str| (of.to_owned(), text.to_owned());
    assert_eq!(aside, [named("new", ""), named("of1", "note of1 scribbled")]);
}

#[test]
fn who_types_in_a_note_loses_no_word_to_a_deletion_that_is_refused() {
    let mut circle = held_to(r#"{"board":"own"}"#);
    for word in 0..20 {
        circle.write_in_note(2, "of2", &format!(" w{word}"));
        circle.delete_note(3, "of2");
        circle.pass_ms(100);
    }
    let written: String = (0..20).map(|word| format!(" w{word}")).collect();
    assert_eq!(circle.notes(1)["of2"].text, format!("note of2{written}"));
    assert_eq!(circle.notes(2)["of2"].text, format!("note of2{written}"));
    // Whoever has no note there now has it again when its writer pauses.
    assert!(!circle.notes(3).contains_key("of2"));
    circle.assert_all_have_the_rooms_board();
    assert!(circle.notes(3).contains_key("of2"));
    circle.write_in_note(2, "of2", " and on");
    assert!(circle.notes(1)["of2"].text.ends_with("and on"));
}

#[test]
fn letters_that_somebody_may_not_delete_stay_in_their_order() {
    use yrs::Text;
    let mut circle = held_to(r#"{"board":"own"}"#);
    for word in 0..10 {
        circle.write_in_note(2, "of2", &format!(" w{word}"));
        circle.edit(3, |txn| {
            let text = text_of(txn, "of2");
            if text.len(txn) > 3 {
                text.remove_range(txn, 0, 3);
            }
        });
    }
    let written: String = (0..10).map(|word| format!(" w{word}")).collect();
    assert_eq!(circle.notes(1)["of2"].text, format!("note of2{written}"));
    circle.assert_all_have_the_rooms_board();
}

#[test]
fn what_other_clients_share_within_a_note_is_held_to_rights_too() {
    use yrs::{Array, Map, Out, WriteTxn};
    let mut circle = held_to(r#"{"board":"look"}"#);
    circle.write_note_in_arrays(1, "arrays", [0.0, 600.0]);
    let before = circle.notes_with_places_in_arrays(1);
    circle.edit(2, |txn| {
        let note = txn.get_or_insert_map("notes").get(txn, "arrays");
        let Some(Out::YMap(note)) = note else { panic!("no note") };
        let Some(Out::YArray(at)) = note.get(txn, "at") else { panic!("no place") };
        at.remove(txn, 0);
        at.insert(txn, 0, -9_999.0);
    });
    assert_eq!(circle.notes_with_places_in_arrays(1), before);
    assert_eq!(errors(&circle, 2), [ErrorCode::NoRight]);
}

/// Another text or note put under a key: put back, on its sender's replica too, whatever its id and whoever writes there next.
#[test]
fn what_is_put_in_the_place_of_anothers_note_is_put_back_on_every_replica() {
    use yrs::{Map, MapPrelim, Out, TextPrelim, WriteTxn};
    let mut circle = held_to(r#"{"board":"own"}"#);
    for word in 0..6 {
        circle.write_in_note(2, "of2", &format!(" w{word}"));
        circle.edit(3, |txn| {
            let notes = txn.get_or_insert_map("notes");
            if word % 2 == 0 {
                let Some(Out::YMap(note)) = notes.get(txn, "of2") else { panic!("no note") };
                note.insert(txn, "text", TextPrelim::new("mine"));
                note.insert(txn, "text", "plainly mine");
            } else {
                let note = notes.insert(txn, "of2", MapPrelim::default());
                note.insert(txn, "text", TextPrelim::new("all mine"));
                note.insert(txn, "at", vec![1.0, 2.0]);
            }
        });
        circle.write_in_note(2, "of2", &format!("+{word}"));
    }
    let written: String = (0..6).map(|word| format!(" w{word}+{word}")).collect();
    for number in 1..=3 {
        assert_eq!(circle.notes(number)["of2"].text, format!("note of2{written}"));
    }
    assert_eq!(kept_aside(&circle, 3)[..2], ["plainly mine", "all mine"]);
    // Its owner takes it away and back, then everybody may do everything, and whoever had put another there comes back.
    circle.delete_note(2, "of2");
    circle.write_note(2, "of2", [0.0, 0.0]);
    circle.go("open");
    circle.come_back(3);
    circle.pass_ms(30_000);
    assert_eq!(circle.notes(1)["of2"].text, "note of2");
    circle.assert_all_have_the_rooms_board();
    circle.restart();
    circle.assert_all_have_the_rooms_board();
}

#[test]
fn nothing_is_formatted_or_embedded_where_nothing_may_be_written_and_no_letter_is_lost_to_it() {
    use yrs::types::Attrs;
    use yrs::{Any, Text};
    let mut circle = held_to(r#"{"board":"look"}"#);
    circle.edit(1, |txn| {
        let text = text_of(txn, "of1");
        text.insert_embed(txn, 0, Any::from("a picture"));
        text.insert_embed(txn, 0, Any::from("another"));
    });
    let pieces = |circle: &Circle, number: u8| {
        use yrs::Transact;
        use yrs::types::text::YChange;
        let txn = circle.seats[&number].doc.transact();
        let text = text_of(&txn, "of1");
        text.diff(&txn, YChange::identity)
            .into_iter()
            .map(|piece| (piece.insert.to_string(&txn), piece.attributes.is_some()))
            .collect::<Vec<_>>()
    };
    let before = pieces(&circle, 1);
    for at in 0..3 {
        circle.edit(2, |txn| {
            let text = text_of(txn, "of1");
            let end = text.len(txn);
            text.insert(txn, end - at, "!!!");
            text.insert_embed(txn, end - at, Any::from("spam"));
            text.format(txn, 2, 4, Attrs::from([("bold".into(), Any::from(true))]));
        });
    }
    for number in 1..=3 {
        assert_eq!(pieces(&circle, number), before, "{number}");
    }
    circle.assert_all_have_the_rooms_board();
}

#[test]
fn who_writes_offline_in_what_is_laid_anew_meanwhile_keeps_their_words() {
    use yrs::{Text, Transact};
    for now_open in [false, true] {
        let mut circle = held_to(r#"{"board":"own"}"#);
        circle.leave(2);
        circle.delete_note(3, "of2");
        circle.pass_ms(30_000);
        assert!(circle.notes(3).contains_key("of2"), "it was laid anew");
        if now_open {
            circle.go("open");
        }
        {
            let mut txn = circle.seats[&2].doc.transact_mut();
            let text = text_of(&txn, "of2");
            text.push(&mut txn, " from the tunnel");
        }
        circle.come_back(2);
        circle.pass_ms(30_000);
        assert_eq!(circle.notes(1)["of2"].text, "note of2");
        assert_eq!(kept_aside(&circle, 2), [" from the tunnel"], "open: {now_open}");
        circle.assert_all_have_the_rooms_board();
    }
}

#[test]
fn who_may_write_nothing_on_the_board_writes_nothing_beside_it() {
    use yrs::{GetString, ReadTxn, Text, Transact, WriteTxn};
    let write = |circle: &mut Circle, number: u8, words: &str| {
        circle.edit(number, |txn| {
            let text = txn.get_or_insert_text("of another client");
            let end = text.len(txn);
            text.insert(txn, end, words);
        });
    };
    let read = |circle: &Circle, number: u8| {
        let txn = circle.seats[&number].doc.transact();
        txn.get_text("of another client").map(|text| text.get_string(&txn)).unwrap_or_default()
    };
    for (rights, may) in [("look", false), ("approve", false), ("add", true)] {
        let mut circle = held_to(&format!(r#"{{"board":"{rights}"}}"#));
        write(&mut circle, 1, "the facilitator’s");
        write(&mut circle, 2, ", and mine");
        write(&mut circle, 2, ", and more");
        let words =
            if may { "the facilitator’s, and mine, and more" } else { "the facilitator’s" };
        assert_eq!(read(&circle, 1), words, "{rights}");
        assert_eq!(read(&circle, 2), words, "{rights}");
        circle.go("open");
        write(&mut circle, 2, " again");
        assert_eq!(read(&circle, 1), format!("{words} again"), "{rights}");
    }
}

#[test]
fn the_server_writes_under_one_id_also_once_the_board_was_made_small() {
    use picnic::room::compact;
    let mut circle = held_to(r#"{"board":"own"}"#);
    circle.move_note(2, "of3", [900.0, 900.0]);
    let pen = circle.room.pen().expect("it put a note back");
    circle.delete_note(1, "of1");
    let items = circle.room.session().bin.items().map(|item| item.id).collect();
    circle.does(1, Command::EraseFromBin { items }).unwrap();
    circle.pass_ms(60_000);
    let (position, snapshot) = circle.snapshot.clone().expect("it was sealed");
    let (_, compacted) = compact(position, &snapshot, 0, circle.room.pen()).unwrap();
    circle.room.adopt(compacted);
    circle.move_note(2, "of3", [900.0, 900.0]);
    assert_eq!(circle.room.pen(), Some(pen));
    circle.assert_all_have_the_rooms_board();
    circle.restart();
    circle.assert_all_have_the_rooms_board();
}

#[test]
fn what_was_refused_a_moment_ago_does_not_go_once_everybody_may_do_everything() {
    let mut circle = held_to(r#"{"board":"look"}"#);
    circle.delete_note(3, "of2");
    circle.go("open");
    circle.say_all(3);
    assert!(circle.notes(1).contains_key("of2"));
    circle.pass_ms(30_000);
    assert!(circle.notes(3).contains_key("of2"), "it was laid anew");
    circle.delete_note(3, "of2");
    assert!(!circle.notes(1).contains_key("of2"), "and goes when they mean it");
    circle.assert_all_have_the_rooms_board();
}

/// Which of letters that look alike are whose no comparison of texts tells.
#[test]
fn the_very_letters_that_somebody_may_not_write_are_taken_out_again() {
    use yrs::Text;
    let mut circle = held_to(r#"{"board":"own"}"#);
    circle.leave(2);
    for _ in 0..2 {
        circle.edit(3, |txn| {
            let text = text_of(txn, "of2");
            text.insert(txn, 0, "note ");
        });
    }
    // Its writer deletes their own letters while away: those, and no others that look alike, are there.
    {
        use yrs::Transact;
        let mut txn = circle.seats[&2].doc.transact_mut();
        let text = text_of(&txn, "of2");
        text.remove_range(&mut txn, 0, 4);
    }
    circle.come_back(2);
    circle.say_all(2);
    assert_eq!(circle.notes(1)["of2"].text, " of2");
    circle.assert_all_have_the_rooms_board();
}

/// What waits to be laid anew is in memory alone.
#[test]
fn what_waits_to_be_laid_anew_is_laid_before_the_room_is_put_away() {
    let mut circle = held_to(r#"{"board":"own"}"#);
    circle.delete_note(3, "of1");
    circle.delete_note(3, "of2");
    assert_eq!(circle.notes(3).len(), 1);
    circle.leave(1);
    circle.leave(2);
    circle.leave(3);
    circle.pass_ms(1_000);
    circle.input(Input::PutAway);
    circle.pass_ms(100);
    let records = circle.records.clone();
    circle.lose_power(records);
    circle.come_back(3);
    assert_eq!(circle.notes(3).len(), 3);
    circle.come_back(1);
    circle.come_back(2);
    circle.assert_all_have_the_rooms_board();
}

#[test]
fn nobody_takes_all_the_places_of_notes_that_wait_for_a_nod() {
    use picnic::limits::OFFERS_OF_ONE_MAX;
    let mut circle = held_to(r#"{"board":"approve"}"#);
    let most = u32::try_from(OFFERS_OF_ONE_MAX).unwrap();
    let drafts: Vec<_> = (0..=most).map(|number| draft(number, "mine")).collect();
    circle.does(2, put(&drafts)).unwrap();
    let offer =
        |numbers: std::ops::Range<u32>| Command::Offer { drafts: numbers.map(draft_id).collect() };
    assert_eq!(circle.does(2, offer(0..most + 1)), Err(RefusalCode::TooMany));
    circle.does(2, offer(0..most)).unwrap();
    assert_eq!(circle.does(2, offer(most..most + 1)), Err(RefusalCode::TooMany));
    circle.does(2, offer(0..most)).unwrap();
    circle.does(3, put(&[draft(most + 1, "another’s")])).unwrap();
    circle.does(3, offer(most + 1..most + 2)).unwrap();
}

#[test]
fn a_note_in_which_nothing_shows_is_no_draft() {
    let mut circle = held_to(r#"{"board":"approve"}"#);
    for blank in ["", " ", "\u{2800}", "\u{3164}\u{115f}", "\u{ffa0}\u{200b} \u{202e}"] {
        assert_eq!(circle.does(2, put(&[draft(1, blank)])), Err(RefusalCode::Empty), "{blank:?}");
    }
}

/// After power was lost whoever comes first brings what they saw, also of others.
#[test]
fn words_that_power_took_and_somebody_else_brings_without_a_right_are_kept_for_who_wrote_them() {
    let mut circle = held_to(r#"{"board":"look"}"#);
    let records = circle.records.clone();
    circle.write_note(1, "hers", [0.0, 600.0]);
    circle.write_in_note(1, "of1", " and more");
    circle.lose_power(records);
    circle.come_back(2);
    assert!(!circle.notes(2).contains_key("hers"));
    assert!(kept_aside(&circle, 2).is_empty(), "they are not theirs");
    circle.come_back(1);
    assert_eq!(kept_aside(&circle, 1), ["note hers", "note of1 and more"]);
}

#[test]
fn of_words_that_two_wrote_in_one_note_each_is_given_all() {
    let mut circle = held_to(r#"{"board":"look"}"#);
    let records = circle.records.clone();
    circle.write_in_note(1, "of1", " of hers");
    circle.lose_power(records);
    {
        use yrs::{Text, Transact};
        let mut txn = circle.seats[&2].doc.transact_mut();
        text_of(&txn, "of1").push(&mut txn, " and mine");
    }
    circle.come_back(2);
    circle.come_back(1);
    assert_eq!(kept_aside(&circle, 2), ["note of1 of hers and mine"]);
    assert_eq!(kept_aside(&circle, 1), ["note of1 of hers and mine"]);
}

#[test]
fn words_that_power_took_are_kept_for_who_writes_under_their_id_where_nobody_is_named() {
    let mut circle = Circle::with(plan(true, &[OPEN, &phase("held", r#"{"board":"look"}"#)]), 3);
    circle.go("open");
    circle.write_note(2, "first", [0.0, 0.0]);
    circle.go("held");
    let records = circle.records.clone();
    circle.write_note(1, "hers", [0.0, 600.0]);
    circle.lose_power(records);
    circle.come_back(2);
    assert!(!circle.notes(2).contains_key("hers"));
    circle.come_back(1);
    assert_eq!(kept_aside(&circle, 1), ["note hers"]);
    // Whoever says the same of an id that is somebody else's is told nothing of what was written under it.
    let client = circle.seats[&1].doc.client_id().get();
    circle.says_it_writes_under(3, client);
    assert!(kept_aside(&circle, 3).is_empty());
}
