//! When a room notes a version of its board, and of whom it tells then.

use picnic::room::Input;
use picnic::room::session::bin::Erasing;
use picnic::versions::thinning::thin;
use picnic::versions::{Erased, Frame};
use picnic_protocol::ids::Role;
use picnic_protocol::session::ServerMessage;
use picnic_protocol::session::command::Command;
use yrs::{Map as _, MapPrelim, Text as _, WriteTxn as _};

use crate::circle::board::text_of;
use crate::circle::{Circle, draft, picnic, put, who};
use crate::people::{Person, RoomUnderTest};

const MINUTE_MS: u64 = 60_000;

fn fold(frames: &[Frame]) -> Frame {
    frames.iter().cloned().reduce(Frame::then).unwrap_or_default()
}

/// The keys of the notes that a frame tells, with whether each is there.
fn notes(frame: &Frame) -> Vec<(&str, bool)> {
    frame.notes.iter().map(|(key, fields)| (key.as_str(), fields.is_some())).collect()
}

#[test]
fn a_version_is_noted_a_minute_after_the_first_change_and_tells_only_what_changed() {
    let mut circle = Circle::with(picnic(false), 2);
    circle.write_note(2, "a", [0.0, 0.0]);
    circle.write_note(3, "b", [300.0, 0.0]);
    circle.pass_ms(MINUTE_MS - 200);
    assert_eq!(circle.frames, []);
    circle.pass_ms(200);
    assert_eq!(circle.frames.len(), 1);
    let first = circle.frames[0].clone();
    assert!(first.whole);
    assert_eq!(notes(&first), [("a", true), ("b", true)]);
    assert_eq!(first.people, [who(2), who(3)].into());
    assert_eq!(first.at_ms, circle.now.unix_ms);
    circle.pass_ms(10 * MINUTE_MS);
    assert_eq!(circle.frames.len(), 1, "nothing changed");
    circle.delete_note(2, "a");
    circle.pass_ms(MINUTE_MS);
    assert_eq!(circle.frames.len(), 2);
    assert_eq!(notes(&circle.frames[1]), [("a", false)]);
    assert_eq!(circle.frames[1].people, [who(2)].into());
    assert_eq!(notes(&fold(&circle.frames)), [("b", true)]);
}

#[test]
fn a_version_says_since_when_it_counts_unless_it_may_tell_what_was_before_the_room_was_opened() {
    let mut circle = Circle::with(picnic(false), 1);
    circle.write_note(2, "a", [0.0, 0.0]);
    circle.pass_ms(MINUTE_MS);
    circle.pass_ms(10 * MINUTE_MS);
    circle.write_note(2, "b", [300.0, 0.0]);
    let first_ms = circle.now.unix_ms;
    circle.pass_ms(MINUTE_MS / 2);
    circle.write_note(2, "c", [600.0, 0.0]);
    circle.pass_ms(MINUTE_MS);
    let from_ms: Vec<_> = circle.frames.iter().map(|frame| frame.from_ms).collect();
    let [None, Some(from_ms)] = from_ms[..] else { panic!("{from_ms:?}") };
    assert!((first_ms - 100..=first_ms).contains(&from_ms), "{from_ms} for {first_ms}");
}

#[test]
fn a_phases_end_is_noted_at_once_with_the_phase_that_ran() {
    let mut circle = Circle::with(picnic(false), 1);
    circle.go("taste");
    circle.write_note(2, "a", [0.0, 0.0]);
    assert_eq!(circle.frames, []);
    circle.go("take");
    circle.pass_ms(100);
    let [frame] = &circle.frames[..] else { panic!("{:?}", circle.frames) };
    assert_eq!((frame.phase.as_deref(), frame.ends_phase), (Some("taste"), true));
    assert_eq!(notes(frame), [("a", true)]);
    // Also where nothing changed in it.
    circle.go("taste");
    circle.pass_ms(100);
    assert_eq!(circle.frames.len(), 2);
    assert_eq!(
        (circle.frames[1].phase.as_deref(), circle.frames[1].ends_phase),
        (Some("take"), true)
    );
    assert!(circle.frames[1].is_empty());
}

#[test]
fn what_changed_is_noted_when_somebody_looks_and_before_the_room_is_put_away() {
    let mut circle = Circle::with(picnic(false), 1);
    circle.input(Input::LookAtVersions);
    assert_eq!(circle.frames.len(), 1, "there was none");
    circle.input(Input::LookAtVersions);
    assert_eq!(circle.frames.len(), 1, "nothing changed");
    circle.write_note(2, "a", [0.0, 0.0]);
    circle.input(Input::LookAtVersions);
    assert_eq!(notes(&circle.frames[1]), [("a", true)]);
    circle.write_note(2, "b", [300.0, 0.0]);
    circle.leave(1);
    circle.leave(2);
    circle.input(Input::PutAway);
    assert_eq!(notes(&circle.frames[2]), [("b", true)]);
    circle.input(Input::PutAway);
    assert_eq!(circle.frames.len(), 3);
}

#[test]
fn a_room_that_was_opened_again_tells_everything_first() {
    let mut circle = Circle::with(picnic(false), 1);
    circle.write_note(2, "a", [0.0, 0.0]);
    circle.pass_ms(MINUTE_MS);
    circle.restart();
    circle.come(2, Role::Participant);
    circle.write_note(2, "b", [300.0, 0.0]);
    circle.pass_ms(MINUTE_MS);
    assert!(circle.frames[1].whole);
    assert_eq!(notes(&circle.frames[1]), [("a", true), ("b", true)]);
    assert_eq!(notes(&circle.frames[1].clone().since(&circle.frames[0]).unwrap()), [("b", true)]);
}

#[test]
fn no_version_is_noted_of_what_the_log_does_not_have() {
    let mut room = RoomUnderTest::new();
    let mut aino = Person::join(&mut room, 1, Role::Participant);
    room.append_done();
    aino.write_note(&mut room, "a", "first");
    let noted = |room: &RoomUnderTest| {
        let kept = |effect: &&picnic::room::Effect| {
            matches!(effect, picnic::room::Effect::KeepVersion { .. })
        };
        room.record().iter().filter(kept).count()
    };
    assert!(room.has_append_in_flight());
    room.input(Input::LookAtVersions);
    room.wait_ms(2 * MINUTE_MS);
    assert!(room.has_append_in_flight() && room.room().owes_version());
    assert_eq!(noted(&room), 0);
    room.append_done();
    assert_eq!(noted(&room), 1);
    assert!(!room.room().owes_version());
    // While the log takes nothing there are none either, and nobody waits for one.
    aino.write_note(&mut room, "b", "second");
    room.append_fails();
    room.input(Input::LookAtVersions);
    assert_eq!(noted(&room), 1);
    assert!(!room.room().owes_version());
}

#[test]
fn an_anonymous_room_names_nobody() {
    let mut circle = Circle::with(picnic(true), 2);
    circle.write_note(2, "a", [0.0, 0.0]);
    circle.pass_ms(MINUTE_MS);
    assert_eq!(notes(&circle.frames[0]), [("a", true)]);
    assert!(circle.frames.iter().all(|frame| frame.people.is_empty() && frame.writers.is_empty()));
}

#[test]
fn whoever_changed_something_before_the_room_became_anonymous_is_in_no_version_after_it() {
    let mut circle = Circle::with(picnic(false), 2);
    circle.go("pack");
    circle.does(2, put(&[draft(1, "an idea")])).unwrap();
    circle.go("lay");
    circle.pass_ms(100);
    let laid = circle.frames.last().unwrap();
    assert_eq!(laid.writers.values().collect::<Vec<_>>(), [&who(2)], "it says whose it is");
    circle.write_note(3, "b", [900.0, 900.0]);
    let before = circle.frames.len();
    circle.does(1, Command::SetAnonymous { anonymous: true }).unwrap();
    circle.pass_ms(MINUTE_MS);
    let after = &circle.frames[before..];
    assert!(after.iter().any(|frame| frame.notes.contains_key("b")));
    assert!(after.iter().all(|frame| frame.people.is_empty() && frame.writers.is_empty()));
}

#[test]
fn what_a_seal_took_from_the_versions_of_a_named_room_is_told_anew_of_notes_and_not_of_changes() {
    let mut circle = Circle::with(picnic(false), 2);
    circle.go("pack");
    circle.does(2, put(&[draft(1, "an idea")])).unwrap();
    circle.go("lay");
    circle.pass_ms(2 * MINUTE_MS);
    let before = circle.frames.len();
    circle.write_note(3, "b", [900.0, 900.0]);
    // Somebody lays what they held back, which ends that secret.
    circle.does(2, put(&[draft(2, "another")])).unwrap();
    circle.does(2, Command::Lay { drafts: vec![draft(2, "another").id] }).unwrap();
    circle.pass_ms(2 * MINUTE_MS);
    let after = &circle.frames[before..];
    let writers: Vec<_> = after.iter().flat_map(|frame| frame.writers.values()).collect();
    assert_eq!(writers, [&who(2), &who(2)], "of both notes, also of the one that was told");
    assert!(after.iter().all(|frame| !frame.people.contains(&who(3))), "{after:?}");
}

#[test]
fn what_was_erased_is_told_no_more_not_even_that_it_is_gone() {
    let mut circle = Circle::with(picnic(false), 1);
    circle.write_note(2, "a", [0.0, 0.0]);
    circle.pass_ms(MINUTE_MS);
    circle.delete_note(2, "a");
    let mut effects = Vec::new();
    let what = Erased::Element("a".to_owned());
    circle.room.erase_from_versions(&[Erasing { id: 0, what }], &mut effects);
    assert_eq!(effects.len(), 1);
    circle.write_note(2, "b", [300.0, 0.0]);
    circle.pass_ms(MINUTE_MS);
    assert_eq!(notes(&circle.frames[1]), [("b", true)]);
}

fn says(frames: &[Frame], words: &str) -> bool {
    serde_json::to_string(frames).unwrap().contains(words)
}

#[test]
fn what_was_made_again_since_it_was_erased_is_in_versions_however_late_the_erasure_comes() {
    let mut circle = Circle::with(picnic(false), 1);
    circle.write_note(2, "a", [0.0, 0.0]);
    circle.write_note(2, "b", [300.0, 0.0]);
    circle.pass_ms(MINUTE_MS);
    circle.delete_note(2, "a");
    circle.erasing = Some(Vec::new());
    let items: Vec<_> = circle.room.session().bin.items().map(|item| item.id).collect();
    circle.does(1, Command::EraseFromBin { items }).unwrap();
    // Another under the same key, in versions that are noted before and after the room was opened again.
    circle.write_note(2, "a", [0.0, 300.0]);
    circle.write_in_note(2, "a", "anew");
    circle.pass_ms(MINUTE_MS);
    circle.restart();
    circle.input(Input::LookAtVersions);
    circle.erase_late();
    assert!(!says(&circle.frames, "note a"), "{:?}", circle.frames);
    circle.pass_ms(2 * MINUTE_MS);
    let board = fold(&circle.frames);
    assert!(board.notes["b"].is_some());
    assert_eq!(board.notes["a"].as_ref().map(|note| note.json().contains("anew")), Some(true));
    assert!(circle.frames.iter().all(|frame| !notes(frame).contains(&("a", false))));
}

#[test]
fn words_that_were_written_again_since_they_were_erased_are_in_versions_likewise() {
    let mut circle = Circle::with(picnic(false), 2);
    let write = |circle: &mut Circle, number, words: &str| {
        circle.edit(number, |txn| {
            let text = text_of(txn, "a");
            text.remove_range(txn, 0, text.len(txn));
            text.push(txn, words);
        });
    };
    circle.write_note(2, "a", [0.0, 0.0]);
    circle.pass_ms(MINUTE_MS);
    write(&mut circle, 3, "");
    circle.erasing = Some(Vec::new());
    let items: Vec<_> = circle.room.session().bin.items().map(|item| item.id).collect();
    circle.does(1, Command::EraseFromBin { items }).unwrap();
    circle.pass_ms(MINUTE_MS);
    write(&mut circle, 2, "note a");
    circle.pass_ms(MINUTE_MS);
    circle.erase_late();
    assert!(!says(&circle.frames, "note a"), "{:?}", circle.frames);
    circle.pass_ms(2 * MINUTE_MS);
    assert!(says(&[fold(&circle.frames)], "note a"));
}

fn with_notes(count: u8) -> Circle {
    let mut circle = Circle::with(picnic(false), 2);
    for number in 0..count {
        circle.write_note(2, &format!("n{number}"), [f64::from(number) * 200.0, 0.0]);
    }
    circle
}

#[test]
fn whoever_looks_right_after_a_wipe_sees_the_full_board_before_it() {
    let mut circle = with_notes(12);
    assert_eq!(circle.frames, []);
    circle.wipe(3);
    circle.input(Input::LookAtVersions);
    let [full, wiped] = &circle.frames[..] else { panic!("{:?}", circle.frames) };
    assert_eq!(full.notes.values().filter(|note| note.is_some()).count(), 12);
    assert!(wiped.notes.values().all(Option::is_none));
    let kept = thin(circle.frames.clone(), circle.now.unix_ms);
    assert_eq!(kept.len(), 2, "though both are of one minute");
    let after_an_hour = thin(circle.frames.clone(), circle.now.unix_ms + 61 * MINUTE_MS);
    assert_eq!(after_an_hour.len(), 1);
}

#[test]
fn what_went_long_ago_is_not_much_when_a_page_says_once_more_that_it_did() {
    let mut circle = with_notes(12);
    circle.write_section(1, "place", [0.0, 0.0], [500.0, 500.0]);
    for number in 0..6 {
        circle.delete_note(2, &format!("n{number}"));
    }
    circle.edit(1, |txn| {
        txn.get_or_insert_map("sections").remove(txn, "place");
    });
    circle.pass_ms(2 * MINUTE_MS);
    let noted = circle.frames.len();
    circle.write_note(2, "new", [0.0, 500.0]);
    circle.say_all(2);
    assert_eq!(circle.frames.len(), noted, "nothing goes");
    circle.pass_ms(40_000);
    circle.wipe(3);
    assert_eq!(circle.frames.len(), noted + 1, "the board before the wipe is noted");
    let full = fold(&circle.frames);
    assert_eq!(full.notes.values().filter(|note| note.is_some()).count(), 7);
}

#[test]
fn the_board_is_noted_before_a_section_goes_and_not_before_a_few_notes_do() {
    let mut circle = with_notes(5);
    circle.write_section(1, "place", [0.0, 0.0], [500.0, 500.0]);
    circle.wipe(3);
    assert_eq!(circle.frames, []);
    circle.edit(3, |txn| {
        txn.get_or_insert_map("sections").remove(txn, "place");
    });
    let [before] = &circle.frames[..] else { panic!("{:?}", circle.frames) };
    assert!(before.sections["place"].is_some());
}

/// What 6 of something are, once they were made, and how somebody takes them away.
type Wipe = (fn(&mut Circle), fn(&mut Circle));

const WIPES: [Wipe; 3] = [
    (
        |circle| {
            for number in 0..6 {
                circle.edit(2, |txn| {
                    let strokes = txn.get_or_insert_map("strokes");
                    let stroke = strokes.insert(txn, format!("s{number}"), MapPrelim::default());
                    stroke.insert(txn, "path", vec![0.0, 0.0, f64::from(number), 5.0]);
                });
            }
        },
        |circle| {
            circle.edit(3, |txn| txn.get_or_insert_map("strokes").clear(txn));
        },
    ),
    (
        |circle| {
            for number in 0..6 {
                circle.group(2, &format!("c{number}"), &[]);
            }
        },
        |circle| {
            circle.edit(3, |txn| txn.get_or_insert_map("clusters").clear(txn));
        },
    ),
    (
        |circle| {
            for number in 0..6 {
                circle.write_note(2, &format!("n{number}"), [f64::from(number) * 200.0, 0.0]);
            }
        },
        |circle| {
            circle.edit(3, |txn| {
                for number in 0..6 {
                    let text = text_of(txn, &format!("n{number}"));
                    text.remove_range(txn, 0, text.len(txn));
                }
            });
        },
    ),
];

#[test]
fn six_strokes_clusters_or_texts_of_others_are_as_much_as_six_notes() {
    for (number, (make, wipe)) in WIPES.iter().enumerate() {
        let mut circle = Circle::with(picnic(false), 2);
        make(&mut circle);
        assert_eq!(circle.frames, [], "{number}");
        wipe(&mut circle);
        circle.input(Input::LookAtVersions);
        assert_eq!(circle.frames.len(), 2, "{number}: one of before it, and one of after");
        let is_told = |message: &ServerMessage| {
            matches!(message, ServerMessage::TakenAway { count: 6, .. }).then_some(())
        };
        assert!(circle.told(1, is_told).is_some(), "{number}: facilitators are told");
        let (frames, now_ms) = (circle.frames.clone(), circle.now.unix_ms);
        assert_eq!(thin(frames.clone(), now_ms).len(), 2, "{number}: both are kept");
        // Also where the second begins a row, and holds everything.
        let [before, after] = &frames[..] else { panic!("{frames:?}") };
        let whole = before.clone().then(after.clone());
        assert_eq!(thin(vec![before.clone(), whole], now_ms).len(), 2, "{number}");
    }
}

#[test]
fn texts_that_are_written_anew_letter_by_letter_are_not_much() {
    let mut circle = with_notes(9);
    for number in 0..9 {
        circle.edit(3, |txn| {
            let text = text_of(txn, &format!("n{number}"));
            text.remove_range(txn, 0, text.len(txn) - 1);
            text.push(txn, "more");
        });
    }
    circle.say_all(3);
    circle.edit(3, |txn| {
        for number in 0..9 {
            let text = text_of(txn, &format!("n{number}"));
            text.remove_range(txn, 0, 2);
        }
    });
    assert_eq!(circle.frames, []);
}

#[test]
fn whoever_wipes_and_puts_back_all_the_time_makes_one_version_a_minute_more_than_others() {
    let mut circle = with_notes(6);
    let start_ms = circle.now.unix_ms;
    for _ in 0..40 {
        circle.wipe(3);
        circle.pass_ms(5_000);
        for number in 0..6 {
            circle.write_note(2, &format!("n{number}"), [f64::from(number) * 200.0, 0.0]);
        }
    }
    let minutes = (circle.now.unix_ms - start_ms) / MINUTE_MS;
    let frames = circle.frames.len() as u64;
    assert!((minutes + 1..=2 * (minutes + 1)).contains(&frames), "{frames} in {minutes} minutes");
}
