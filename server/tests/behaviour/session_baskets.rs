//! Baskets and the reveal: written in private, laid together, and nobody's where that is promised.

use crate::circle::{Circle, draft, draft_id, element, picnic, plan, put, who};
use picnic::document::content::BoardContent;
use picnic::limits::ANSWERS_OWED_MAX;
use picnic_protocol::ids::Role;
use picnic_protocol::session::ServerMessage;
use picnic_protocol::session::command::{Command, Draft, RefusalCode};
use picnic_protocol::session::plan::{PhaseId, Plan};

fn basket(circle: &Circle, number: u8) -> Vec<String> {
    let mine = circle.view(number).mine(who(number));
    mine.basket.into_iter().map(|draft| draft.text).collect()
}

fn packing(anonymous: bool, participants: u8) -> Circle {
    let mut circle = Circle::with(picnic(anonymous), participants);
    circle.go("pack");
    circle
}

#[test]
fn a_draft_is_seen_by_nobody_but_its_writer() {
    let mut circle = packing(false, 3);
    circle.open(9, Role::Viewer, false);
    assert_eq!(circle.does(2, put(&[draft(1, "cherry pie")])), Ok(()));
    assert_eq!(basket(&circle, 2), ["cherry pie"]);
    circle.pass_ms(300);
    circle.does(3, put(&[draft(1, "x"), draft(2, "y")])).unwrap();
    circle.pass_ms(300);
    circle.come(10, Role::Participant);
    for other in [1, 4, 9, 10] {
        assert!(!circle.has_heard(other, "cherry pie"), "{other}");
        let progress = circle.view(other).progress.clone().unwrap();
        assert_eq!(progress.packed, 3);
        // In an open session it is seen who is how far.
        let each: Vec<_> = progress.each.unwrap().iter().map(|one| one.packed).collect();
        assert_eq!(each[..4], [0, 1, 2, 0]);
    }
}

#[test]
fn who_comes_between_two_tellings_hears_also_of_what_is_as_before() {
    let mut circle = packing(false, 1);
    circle.pass_ms(300);
    let thrown = || Command::DropDrafts { drafts: vec![draft_id(1)] };
    circle.does(2, put(&[draft(1, "a")])).unwrap();
    circle.does(2, thrown()).unwrap();
    circle.pass_ms(300);
    circle.does(2, put(&[draft(2, "b")])).unwrap();
    circle.does(2, put(&[draft(1, "a")])).unwrap();
    circle.come(3, Role::Participant);
    circle.does(2, thrown()).unwrap();
    circle.pass_ms(300);
    for number in [1, 3] {
        let each = circle.view(number).progress.clone().unwrap().each.unwrap();
        let packed = each.iter().find(|one| one.who == who(2)).map(|one| one.packed);
        assert_eq!(packed, Some(1), "{number}");
    }
}

#[test]
fn drafts_are_changed_moved_and_thrown_away() {
    let mut circle = packing(false, 1);
    circle.does(2, put(&[draft(1, "a"), draft(2, "b"), draft(3, "c")])).unwrap();
    circle.does(2, put(&[draft(2, "bee")])).unwrap();
    circle.does(2, Command::MoveDraft { draft: draft_id(3), before: Some(draft_id(1)) }).unwrap();
    assert_eq!(basket(&circle, 2), ["c", "a", "bee"]);
    circle.does(2, Command::DropDrafts { drafts: vec![draft_id(1), draft_id(77)] }).unwrap();
    assert_eq!(basket(&circle, 2), ["c", "bee"]);
    let nowhere = Command::MoveDraft { draft: draft_id(1), before: None };
    assert_eq!(circle.does(2, nowhere), Err(RefusalCode::NotThere));
}

#[test]
fn a_reload_and_a_restart_keep_the_basket() {
    let mut circle = packing(false, 1);
    circle.does(2, put(&[draft(1, "a"), Draft { held: true, ..draft(2, "b") }])).unwrap();
    circle.leave(2);
    circle.come(2, Role::Participant);
    assert_eq!(basket(&circle, 2), ["a", "b"]);
    circle.restart();
    assert_eq!(basket(&circle, 2), ["a", "b"]);
    assert!(circle.view(2).mine(who(2)).basket[1].held);
}

#[test]
fn two_pages_of_one_person_show_one_basket() {
    let mut circle = packing(false, 1);
    circle.does(2, put(&[draft(1, "a")])).unwrap();
    // The second page is the same person's.
    let first = circle.seats.remove(&2).unwrap();
    circle.come(2, Role::Participant);
    circle.seats.insert(20, first);
    assert_eq!(basket(&circle, 2), ["a"]);
    circle.does(20, put(&[draft(2, "b")])).unwrap();
    assert_eq!(basket(&circle, 2), ["a", "b"]);
}

#[test]
fn the_reveal_lays_every_draft_that_is_not_held_once_and_over_nothing() {
    let mut circle = packing(false, 3);
    circle.write_note(1, "there", [0.0, 0.0]);
    circle.does(2, put(&[draft(1, "a"), Draft { held: true, ..draft(2, "held") }])).unwrap();
    circle.does(3, put(&[draft(1, "b"), draft(2, "c")])).unwrap();
    circle.go("lay");
    assert_eq!(circle.texts(4), ["a", "b", "c", "note there"]);
    assert_eq!(basket(&circle, 2), ["held"]);
    let notes: Vec<_> = circle.notes(4).into_values().collect();
    for (index, one) in notes.iter().enumerate() {
        for other in &notes[index + 1..] {
            let apart = |axis: usize| (one.at[axis] - other.at[axis]).abs() >= 192.0;
            assert!(apart(0) || apart(1), "{one:?} lies over {other:?}");
        }
    }
    let by = |text: &str| notes.iter().find(|note| note.text == text).unwrap().by.clone();
    assert_eq!(by("a"), Some(who(2).to_string()));
    assert_eq!(by("c"), Some(who(3).to_string()));
    // The room folds to the same from its log.
    assert_eq!(circle.restored().board().encode(), circle.room.board().encode());
    assert_eq!(circle.restored().session(), circle.room.session());
}

#[test]
fn an_anonymous_reveal_tells_nobody_who_wrote_what() {
    let mut circle = packing(true, 3);
    for number in 2..=4 {
        let text = format!("secret of {number}");
        circle.does(number, put(&[draft(1, &text), draft(2, &format!("{text} too"))])).unwrap();
    }
    let progress = circle.view(1).progress.clone();
    circle.pass_ms(300);
    assert!(circle.view(1).progress.as_ref().unwrap().each.is_none(), "{progress:?}");
    circle.go("lay");
    let notes = circle.notes(1);
    assert_eq!(notes.len(), 6);
    assert!(notes.values().all(|note| note.by.is_none()));
    let made: Vec<_> = notes.values().map(|note| note.made).collect();
    assert!(made.iter().all(|one| *one == made[0]), "one time for all");
    let order: Vec<_> = circle.notes(1).into_keys().collect();
    assert!(order.iter().all(|id| id.len() == 22), "ids are drawn, not made of anything");
}

#[test]
fn the_log_does_not_tell_who_wrote_what_after_a_reveal() {
    for anonymous in [true, false] {
        let mut circle = packing(anonymous, 3);
        for number in 2..=4 {
            let thrown = format!("thrown away by {number}");
            circle.does(number, put(&[draft(1, "idea"), draft(2, &thrown)])).unwrap();
            circle.does(number, Command::DropDrafts { drafts: vec![draft_id(2)] }).unwrap();
        }
        assert!(circle.log_holds("thrown away by 3"));
        circle.go("lay");
        assert!(!circle.log_holds("thrown away"));
        assert!(!circle.log_holds(&draft_id(1).to_string()), "draft ids are gone");
        assert!(circle.records.is_empty(), "the reveal's own record is a snapshot");
    }
}

#[test]
fn a_failing_log_still_forgets_at_the_reveal_once_it_works_again() {
    let mut circle = packing(true, 2);
    circle.does(2, put(&[draft(1, "idea"), draft(2, "thrown away")])).unwrap();
    circle.does(2, Command::DropDrafts { drafts: vec![draft_id(2)] }).unwrap();
    circle.log_works = false;
    let id = circle.next_command_id();
    let lay = Command::GoTo { from: "pack".parse().ok(), to: "lay".parse().ok() };
    circle.send_command(1, id, None, lay.clone());
    circle.pass_ms(20);
    assert_eq!(circle.texts(3), ["idea"], "people go on");
    assert!(circle.log_holds("thrown away"));
    // Sent again, it is no more done than before.
    circle.send_command(1, id, None, lay);
    circle.pass_ms(20);
    assert_eq!(circle.seats[&1].answers.get(&id), None, "what the log does not have is not done");
    circle.log_works = true;
    circle.pass_ms(1_500);
    assert_eq!(circle.seats[&1].answers[&id], Ok(()));
    assert!(!circle.log_holds("thrown away"));
    assert_eq!(circle.restored().session(), circle.room.session());
}

#[test]
fn a_failing_log_owes_each_command_one_answer_and_no_more_than_a_page_needs() {
    let mut circle = packing(false, 2);
    circle.log_works = false;
    let first = circle.next_command_id();
    for _ in 0..5 {
        circle.send_command(2, first, None, put(&[draft(1, "idea")]));
        circle.pass_ms(20);
    }
    let rest: Vec<_> = (0..300).map(|_| circle.next_command_id()).collect();
    for id in &rest {
        circle.send_command(3, *id, None, put(&[draft(1, "idea")]));
        circle.pass_ms(20);
    }
    let before = circle.seats[&3].messages.len();
    circle.log_works = true;
    circle.pass_ms(1_500);
    let done = |number: u8| {
        let messages = &circle.seats[&number].messages;
        messages.iter().filter(|message| matches!(message, ServerMessage::Done { .. })).count()
    };
    assert_eq!(done(2), 1);
    assert_eq!(done(3), ANSWERS_OWED_MAX);
    let whole =
        |message: &ServerMessage| matches!(message, ServerMessage::Session(view) if view.whole);
    let after = &circle.seats[&3].messages[before..];
    assert_eq!(after.iter().filter(|message| whole(message)).count(), 1);
    // At which the page sends again what was not answered.
    let unanswered = *rest.last().unwrap();
    circle.send_command(3, unanswered, None, put(&[draft(1, "idea")]));
    circle.pass_ms(20);
    assert_eq!(circle.seats[&3].answers[&unanswered], Ok(()));
}

#[test]
fn a_draft_that_comes_after_the_reveal_waits_in_the_basket_and_can_be_laid() {
    let mut circle = packing(true, 2);
    circle.go("lay");
    circle.does(2, put(&[draft(1, "late")])).unwrap();
    assert_eq!(basket(&circle, 2), ["late"]);
    circle.go("taste");
    circle.does(2, Command::Lay { drafts: vec![draft_id(1)] }).unwrap();
    assert_eq!(circle.texts(3), ["late"]);
    assert!(circle.notes(3).values().all(|note| note.by.is_none()));
    assert!(basket(&circle, 2).is_empty());
    // Sent again by a page that did not hear the answer, it is not laid twice.
    assert_eq!(circle.does(2, put(&[draft(1, "late")])), Err(RefusalCode::AlreadyLaid));
}

#[test]
fn what_came_while_nobody_packed_is_laid_by_no_later_reveal_but_by_its_writer() {
    for anonymous in [true, false] {
        let mut circle = Circle::with(picnic(anonymous), 2);
        circle.go("arrive");
        circle.does(2, put(&[draft(1, "early")])).unwrap();
        circle.go("pack");
        circle.does(2, put(&[draft(2, "packed"), draft(3, "packed and changed")])).unwrap();
        circle.go("taste");
        circle.does(2, put(&[draft(3, "changed"), draft(4, "late")])).unwrap();
        // Sent again by a page that did not hear the answer, what was packed stays packed.
        circle.does(2, put(&[draft(2, "packed")])).unwrap();
        circle.go("lay");
        circle.does(2, put(&[draft(5, "kept to oneself")])).unwrap();
        circle.go("taste");
        circle.go("lay");
        assert_eq!(circle.texts(3), ["packed"]);
        assert_eq!(basket(&circle, 2), ["early", "changed", "late", "kept to oneself"]);
        assert_eq!(circle.view(1).progress.as_ref().unwrap().packed, 0);
        circle.does(2, Command::Lay { drafts: vec![draft_id(4)] }).unwrap();
        assert_eq!(circle.texts(3), ["late", "packed"]);
        assert_eq!(circle.restored().session(), circle.room.session());
    }
}

#[test]
fn what_is_written_while_rounds_go_on_has_its_turn_and_after_them_stays_in_the_basket() {
    let mut circle = Circle::with(plan(false, &ROUNDS), 1);
    circle.go("pack");
    circle.does(2, put(&[draft(1, "first")])).unwrap();
    circle.go("lay");
    circle.does(2, put(&[draft(2, "second")])).unwrap();
    let whose = |circle: &Circle| circle.view(1).journey.clone().unwrap().turn.unwrap().who;
    circle.does(2, Command::Lay { drafts: vec![draft_id(1)] }).unwrap();
    assert_eq!(whose(&circle), Some(who(2)));
    circle.does(2, Command::Lay { drafts: vec![draft_id(2)] }).unwrap();
    assert_eq!(whose(&circle), None);
    circle.does(2, put(&[draft(3, "third")])).unwrap();
    assert!(circle.view(2).mine(who(2)).basket[0].held);
}

#[test]
fn what_people_lay_by_themselves_is_forgotten_within_a_second_and_after_a_crash() {
    let mut circle = packing(true, 2);
    circle.go("lay");
    let lays = |circle: &mut Circle, number: u32| {
        circle.does(2, put(&[draft(number, &format!("late {number}"))])).unwrap();
        circle.does(2, Command::Lay { drafts: vec![draft_id(number)] }).unwrap();
    };
    circle.pass_ms(2_000);
    lays(&mut circle, 1);
    assert!(!circle.log_holds("laidOwn"));
    // Anyone could have the whole board written again and again.
    lays(&mut circle, 2);
    lays(&mut circle, 3);
    assert!(circle.log_holds("laidOwn"));
    circle.pass_ms(1_000);
    assert!(!circle.log_holds("laidOwn"));
    circle.pass_ms(2_000);
    lays(&mut circle, 4);
    lays(&mut circle, 5);
    assert!(circle.log_holds("laidOwn"));
    circle.restart();
    assert!(!circle.log_holds("laidOwn"), "the restore sees that it is owed");
    assert_eq!(circle.texts(3).len(), 5);
    assert_eq!(circle.restored().session(), circle.room.session());
}

#[test]
fn what_two_lay_at_the_same_moment_lies_side_by_side() {
    let mut circle = packing(false, 2);
    circle.go("lay");
    for number in [2, 3] {
        circle.does(number, put(&[draft(u32::from(number), "late")])).unwrap();
    }
    // This one is decided at once; the two after it wait, and are decided together.
    let hand = circle.next_command_id();
    circle.send_command(1, hand, None, Command::RaiseHand { raised: true });
    let before = circle.records.len();
    for number in [2, 3] {
        let id = circle.next_command_id();
        let drafts = vec![draft_id(u32::from(number))];
        circle.send_command(number, id, None, Command::Lay { drafts });
    }
    assert_eq!(circle.records.len(), before);
    circle.pass_ms(20);
    let notes: Vec<_> = circle.notes(1).into_values().collect();
    let [one, other] = &notes[..] else { panic!("{notes:?}") };
    assert!((0..2).any(|axis| (one.at[axis] - other.at[axis]).abs() >= 192.0), "{notes:?}");
}

#[test]
fn nothing_is_laid_by_oneself_before_the_reveal() {
    let mut circle = packing(false, 1);
    circle.does(2, put(&[draft(1, "early")])).unwrap();
    let lay = Command::Lay { drafts: vec![draft_id(1)] };
    assert_eq!(circle.does(2, lay), Err(RefusalCode::NotNow));
}

#[test]
fn drafts_go_into_the_section_their_writer_chose() {
    let mut plan = picnic(false);
    plan.sections = serde_json::from_str(
        r#"[{"id":"near","title":{"en":"Near"},"at":[2000,0],"size":[900,700],"color":"blue"},
            {"id":"far","title":{"en":"Far"},"at":[4000,0],"size":[900,700],"color":"green"}]"#,
    )
    .unwrap();
    let mut circle = Circle::with(plan, 1);
    circle.go("pack");
    let section = |id: &str| id.parse::<PhaseId>().ok();
    let drafts: Vec<_> = (0..6)
        .map(|n| Draft { section: section(["near", "far"][n % 2]), ..draft(n as u32, "x") })
        .collect();
    circle.does(2, put(&drafts)).unwrap();
    circle.go("lay");
    let near = circle.notes(2).values().filter(|note| note.at[0] < 2_900.0).count();
    let far = circle.notes(2).values().filter(|note| note.at[0] >= 4_000.0).count();
    assert_eq!((near, far), (3, 3));
    assert_eq!(circle.restored().board().encode(), circle.room.board().encode());
}

const ROUNDS: [&str; 2] = [
    r#"{"id":"pack","kind":"pack","title":{"en":"Pack"}}"#,
    r#"{"id":"lay","kind":"lay","title":{"en":"Lay"},"reveal":"rounds","turnSeconds":60}"#,
];

#[test]
fn in_rounds_each_lays_one_in_turn_until_baskets_are_empty() {
    let mut circle = Circle::with(plan(false, &ROUNDS), 2);
    circle.go("pack");
    circle.does(2, put(&[draft(1, "a1"), draft(2, "a2"), draft(3, "a3")])).unwrap();
    circle.does(3, put(&[draft(1, "b1")])).unwrap();
    circle.go("lay");
    assert!(circle.texts(1).is_empty());
    let turn = |circle: &Circle| circle.view(1).journey.clone().unwrap().turn.unwrap();
    let mut laid = Vec::new();
    while let Some(whose) = turn(&circle).who {
        let number = if whose == who(2) { 2 } else { 3 };
        let other = if number == 2 { 3 } else { 2 };
        if let Some(theirs) = circle.view(other).mine(who(other)).basket.first() {
            let theirs = Command::Lay { drafts: vec![theirs.id] };
            assert_eq!(circle.does(other, theirs), Err(RefusalCode::NotYourTurn));
        }
        let next = circle.view(number).mine(who(number)).basket[0].id;
        circle.does(number, Command::Lay { drafts: vec![next] }).unwrap();
        laid.push(number);
    }
    assert_eq!(circle.texts(1), ["a1", "a2", "a3", "b1"]);
    assert_eq!(laid.iter().filter(|number| **number == 2).count(), 3);
    assert!(laid[..2].contains(&3), "the rounds go round: {laid:?}");
    assert_eq!(circle.restored().session(), circle.room.session());
}

#[test]
fn what_somebody_packed_as_two_is_laid_in_rounds_too_though_nobody_has_a_turn_for_it() {
    let merge = |from, into| Command::MergePeople { from: who(from), into: who(into) };
    let held = |number, text: &str| Draft { held: true, ..draft(number, text) };
    let mut circle = Circle::with(plan(false, &ROUNDS), 4);
    circle.go("pack");
    circle.does(2, put(&[draft(1, "on the phone"), held(2, "kept")])).unwrap();
    circle.does(3, put(&[draft(1, "on the laptop")])).unwrap();
    circle.does(4, put(&[draft(1, "of another")])).unwrap();
    circle.does(1, merge(2, 3)).unwrap();
    assert!(circle.texts(1).is_empty());
    circle.go("lay");
    assert_eq!(circle.texts(1), ["on the phone"]);
    // And of whom that is seen while the rounds go on.
    circle.does(1, merge(3, 4)).unwrap();
    assert_eq!(circle.texts(1), ["on the laptop", "on the phone"]);
    assert_eq!(circle.room.session().progress().packed, 1);
    let mine = circle.view(4).mine(who(4)).basket[0].id;
    circle.does(4, Command::Lay { drafts: vec![mine] }).unwrap();
    assert_eq!(circle.texts(1), ["of another", "on the laptop", "on the phone"]);
    let mut names: Vec<_> = circle.notes(1).values().filter_map(|note| note.by.clone()).collect();
    names.sort();
    assert_eq!(names, [who(3), who(4), who(4)].map(|who| who.to_string()));
    assert_eq!(circle.restored().session(), circle.room.session());
}

fn rounds_then_taste() -> Plan {
    let taste = r#"{"id":"taste","kind":"taste","title":{"en":"Taste"}}"#;
    plan(false, &[ROUNDS[0], ROUNDS[1], taste])
}

#[test]
fn what_somebody_packed_as_two_is_laid_at_once_after_the_reveal_but_for_what_they_held_back() {
    let merge = |from, into| Command::MergePeople { from: who(from), into: who(into) };
    let held = |number, text: &str| Draft { held: true, ..draft(number, text) };
    for leaves_rounds in [false, true] {
        let mut circle = Circle::with(rounds_then_taste(), 3);
        circle.go("pack");
        circle.does(2, put(&[draft(1, "one"), held(2, "held back"), draft(3, "two")])).unwrap();
        circle.does(3, put(&[draft(1, "of another")])).unwrap();
        if leaves_rounds {
            circle.go("lay");
        }
        circle.go("taste");
        assert!(circle.texts(1).is_empty());
        circle.does(1, merge(2, 3)).unwrap();
        assert_eq!(circle.texts(1), ["one", "two"]);
        circle.pass_ms(1_000);
        assert_eq!(circle.view(1).progress.as_ref().unwrap().packed, 1);
        assert!(circle.notes(1).values().all(|note| note.by == Some(who(3).to_string())));
        assert!([1, 3, 4].iter().all(|number| !circle.has_heard(*number, "held back")));
        assert_eq!(circle.restored().session(), circle.room.session());
    }
}

#[test]
fn what_somebody_packed_as_two_does_not_wait_for_a_reveal_that_is_left_out() {
    let mut circle = Circle::with(rounds_then_taste(), 2);
    circle.go("pack");
    circle.does(2, put(&[draft(1, "on the phone")])).unwrap();
    circle.does(3, put(&[draft(1, "of another")])).unwrap();
    circle.does(1, Command::MergePeople { from: who(2), into: who(3) }).unwrap();
    assert!(circle.texts(1).is_empty());
    circle.go("taste");
    assert_eq!(circle.texts(1), ["on the phone"], "the other lays theirs by hand");
}

#[test]
fn in_an_anonymous_room_a_merge_lays_nothing_for_that_would_tell_whose_it_is() {
    let merge = |from, into| Command::MergePeople { from: who(from), into: who(into) };
    let mut circle = Circle::with(rounds_then_taste(), 3);
    circle.go("pack");
    for person in 2..=4 {
        circle.does(person, put(&[draft(1, &format!("of {person}"))])).unwrap();
    }
    circle.go("lay");
    circle.does(1, Command::SetAnonymous { anonymous: true }).unwrap();
    circle.does(1, merge(2, 3)).unwrap();
    circle.go("taste");
    circle.does(1, merge(3, 4)).unwrap();
    assert!(circle.texts(1).is_empty());
    circle.go("lay");
    assert_eq!(circle.texts(1), ["of 2", "of 3", "of 4"]);
}

#[test]
fn an_anonymous_session_lays_together_whatever_its_plan_says() {
    let mut circle = Circle::with(plan(true, &ROUNDS), 2);
    circle.go("pack");
    circle.does(2, put(&[draft(1, "a")])).unwrap();
    circle.go("lay");
    assert_eq!(circle.texts(3), ["a"]);
    assert!(circle.view(3).journey.as_ref().unwrap().turn.is_none());
}

#[test]
fn a_walk_through_goes_writer_by_writer() {
    let phases = [
        r#"{"id":"pack","kind":"pack","title":{"en":"Pack"}}"#,
        r#"{"id":"lay","kind":"lay","title":{"en":"Lay"},"reveal":"walkThrough","turnSeconds":90}"#,
    ];
    let mut circle = Circle::with(plan(false, &phases), 3);
    circle.go("pack");
    circle.does(2, put(&[draft(1, "a")])).unwrap();
    circle.does(4, put(&[draft(1, "b")])).unwrap();
    circle.go("lay");
    assert_eq!(circle.texts(3), ["a", "b"]);
    // Who comes late has laid nothing to explain.
    circle.come(9, Role::Participant);
    let mut turns = Vec::new();
    while let Some(turn) = circle.view(3).journey.clone().unwrap().turn
        && let Some(whose) = turn.who
    {
        assert_eq!(turn.deadline_ms.unwrap() / 1_000, circle.now.unix_ms / 1_000 + 90);
        assert_eq!(
            circle.does(3, Command::NextTurn { from: whose }),
            Err(RefusalCode::NotYourTurn)
        );
        circle.does(1, Command::NextTurn { from: whose }).unwrap();
        assert_eq!(circle.does(1, Command::NextTurn { from: whose }), Err(RefusalCode::Stale));
        turns.push(whose);
    }
    turns.sort();
    assert_eq!(turns, [who(2), who(4)]);
}

#[test]
fn a_person_put_out_leaves_their_basket_closed() {
    let mut circle = packing(true, 2);
    circle.does(2, put(&[draft(1, "theirs")])).unwrap();
    circle.does(1, Command::Remove { participant: who(2) }).unwrap();
    circle.go("lay");
    assert!(circle.texts(3).is_empty());
    assert!(!circle.has_heard(3, "theirs"));
}

#[test]
fn no_reveal_is_made_of_one_persons_notes_by_leaving_them_out_of_the_one_before() {
    let viewer = || Command::Grant { to: who(2), role: Role::Viewer };
    let participant = || Command::Grant { to: who(2), role: Role::Participant };
    let out = || Command::Remove { participant: who(2) };
    let back = || Command::Readmit { participant: who(2) };
    for (leave, come) in [(viewer(), participant()), (out(), back())] {
        let mut circle = packing(true, 3);
        for person in 2..=4 {
            circle.does(person, put(&[draft(1, &format!("of {person}"))])).unwrap();
        }
        circle.does(1, leave).unwrap();
        circle.go("lay");
        assert_eq!(circle.texts(3), ["of 3", "of 4"]);
        circle.does(1, come).unwrap();
        circle.go("pack");
        circle.go("lay");
        assert_eq!(circle.texts(3), ["of 3", "of 4"]);
    }
}

#[test]
fn a_basket_has_so_much_room_and_no_more() {
    let mut circle = packing(false, 1);
    for page in 0..2 {
        let drafts: Vec<_> = (0..100).map(|n| draft(page * 100 + n, "x")).collect();
        circle.does(2, put(&drafts)).unwrap();
    }
    assert_eq!(circle.does(2, put(&[draft(900, "x")])), Err(RefusalCode::TooMany));
    assert_eq!(circle.does(2, put(&[draft(5, "changed")])), Ok(()));
}

#[test]
fn reactions_to_a_laid_note_find_it() {
    let mut circle = packing(true, 1);
    circle.does(2, put(&[draft(1, "a")])).unwrap();
    circle.go("lay");
    circle.go("taste");
    let note = circle.notes(2).into_keys().next().unwrap();
    let spotlight = Command::Spotlight { note: Some(element(&note)) };
    assert_eq!(circle.does(1, spotlight), Ok(()));
    // What people then do to it on the board stands on what the server wrote.
    circle.delete_note(2, &note);
    assert!(circle.texts(1).is_empty());
}

#[test]
fn a_basket_that_would_be_somebodys_for_sure_is_not_laid_by_the_clock_in_an_anonymous_room() {
    let phases = [
        r#"{"id":"pack","kind":"pack","title":{"en":"Pack"},"length":{"minutes":1},"movesOn":true}"#,
        r#"{"id":"lay","kind":"lay","title":{"en":"Lay"}}"#,
    ];
    let current = |circle: &Circle| circle.view(2).journey.clone().unwrap().current;
    let at = |id: &str| Some(id.parse::<PhaseId>().unwrap());
    for (anonymous, goes_on) in [(true, "pack"), (false, "lay")] {
        let mut circle = Circle::with(plan(anonymous, &phases), 2);
        circle.go("pack");
        circle.does(2, put(&[draft(1, "unkind")])).unwrap();
        circle.pass_ms(61_000);
        assert_eq!(current(&circle), at(goes_on));
        if anonymous {
            assert!(circle.texts(1).is_empty());
            // Another's first draft does not start it, and the facilitator's own way still leads on.
            circle.does(3, put(&[draft(2, "begun")])).unwrap();
            circle.pass_ms(1_000);
            assert_eq!(current(&circle), at("pack"));
            assert!(circle.room.next_tick().is_none_or(|at| at > circle.now.monotonic_ms));
            circle.go("lay");
        }
        assert!(circle.texts(1).contains(&"unkind".to_owned()));
    }
}

#[test]
fn the_order_in_which_a_reveal_lays_tells_nothing_of_whose_the_notes_are() {
    let mut circle = packing(true, 4);
    for writer in 2..=5 {
        for number in 0..3 {
            let number = u32::from(writer) * 10 + number;
            circle.does(writer, put(&[draft(number, &number.to_string())])).unwrap();
        }
    }
    let baskets: Vec<_> = (2..=5).flat_map(|writer| basket(&circle, writer)).collect();
    circle.go("lay");
    let board = circle.room.contents(circle.now).unwrap().board;
    let mut notes = BoardContent::read(&board).unwrap().notes;
    notes.sort_by_key(|note| note.z);
    let laid: Vec<_> = notes.into_iter().map(|note| note.text).collect();
    assert_eq!(laid.len(), baskets.len());
    let is_next = |pair: &[String]| {
        let places = [0, 1].map(|at| baskets.iter().position(|text| *text == pair[at]).unwrap());
        places[0] + 1 == places[1]
    };
    let kept = laid.windows(2).filter(|pair| is_next(pair)).count();
    assert!(kept < 6, "{laid:?} lie as they stood in baskets, {baskets:?}");
}

#[test]
fn what_was_changed_or_thrown_away_takes_no_room_from_what_is_packed_later() {
    let mut circle = packing(false, 1);
    let bytes_of_all = |circle: &Circle| {
        let baskets = circle.room.session().baskets.values();
        baskets.flatten().map(|draft| draft.text.len()).sum::<usize>()
    };
    for text in ["an idea", "a much longer idea", "less"] {
        circle.does(2, put(&[draft(1, text), draft(2, text)])).unwrap();
        assert_eq!(circle.room.session().draft_bytes, bytes_of_all(&circle), "{text}");
    }
    circle.does(2, Command::DropDrafts { drafts: vec![draft_id(1)] }).unwrap();
    assert_eq!(circle.room.session().draft_bytes, "less".len());
    circle.go("lay");
    assert_eq!(circle.room.session().draft_bytes, 0);
}
