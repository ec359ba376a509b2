//! What people say: answers, reactions, comments and commitments, each in its phase.

use crate::circle::{Circle, comment_id, commitment_id, element, picnic, plan, who};
use picnic::room::session::Session;
use picnic::room::session::event::Event;
use picnic::room::session::touched::Touched;
use picnic_protocol::ids::{CommentId, CommentKey, Role};
use picnic_protocol::session::command::{Command, Commitment, Reaction, RefusalCode};

fn answer(text: &str) -> Command {
    Command::Answer { text: text.to_owned() }
}

fn react(note: &str, reaction: Reaction, on: bool) -> Command {
    Command::React { note: element(note), reaction, on }
}

fn comment(number: u32, note: &str, text: &str) -> Command {
    let text = text.to_owned();
    Command::Comment { comment: comment_id(number), note: element(note), text }
}

fn commit(number: u32, what: &str) -> Command {
    Command::PutCommitment {
        commitment: Commitment {
            id: commitment_id(number),
            what: what.to_owned(),
            who: String::new(),
            by_when: "2027-01-31".to_owned().try_into().ok(),
            target: None,
        },
    }
}

fn tasting(anonymous: bool) -> Circle {
    let mut circle = Circle::with(picnic(anonymous), 2);
    circle.write_note(1, "n", [0.0, 0.0]);
    circle.go("taste");
    circle
}

#[test]
fn everyone_answers_the_check_in_and_may_change_their_answer() {
    let mut circle = Circle::with(picnic(false), 2);
    assert_eq!(circle.does(2, answer("well")), Err(RefusalCode::NotNow));
    circle.go("arrive");
    circle.does(2, answer("well")).unwrap();
    circle.does(3, answer("tired")).unwrap();
    circle.does(2, answer("very well")).unwrap();
    let answers: Vec<_> = circle
        .view(1)
        .answers
        .iter()
        .map(|answer| (answer.by.unwrap(), answer.text.as_str()))
        .collect();
    assert_eq!(answers, [(who(2), "very well"), (who(3), "tired")]);
    circle.go("pack");
    assert_eq!(circle.does(3, answer("late")), Err(RefusalCode::NotNow));
    assert_eq!(circle.view(1).answers.len(), 2, "they can still be read");
}

#[test]
fn anonymous_answers_are_nobodys_on_the_wire_and_in_the_log() {
    let mut circle = Circle::with(picnic(true), 3);
    circle.go("arrive");
    for (number, text) in [(2, "zebra"), (3, "apple"), (4, "mango")] {
        circle.does(number, answer(text)).unwrap();
    }
    let answers = &circle.view(1).answers;
    assert!(answers.iter().all(|answer| answer.by.is_none()));
    let texts: Vec<_> = answers.iter().map(|answer| answer.text.as_str()).collect();
    assert_eq!(texts, ["apple", "mango", "zebra"], "not in the order of the people");
    assert_eq!(circle.view(2).mine(who(2)).answer, "zebra");
    circle.go("pack");
    assert!(!circle.log_holds("answered"), "whose they were is gone");
    assert_eq!(circle.view(2).mine(who(2)).answer, "", "also to their own page");
    assert_eq!(circle.view(1).answers.len(), 3);
}

#[test]
fn in_turn_everyone_answers_when_it_is_their_turn() {
    let phases = [
        r#"{"id":"arrive","kind":"arrive","title":{"en":"A"},"question":{"en":"?"},"inTurn":true}"#,
    ];
    let mut circle = Circle::with(plan(false, &phases), 2);
    circle.go("arrive");
    let mut answered = 0;
    loop {
        let Some(turn) = circle.view(1).journey.clone().unwrap().turn else { panic!("turns") };
        let Some(whose) = turn.who else { break };
        let number = (1..=4).find(|number| who(*number) == whose).unwrap();
        circle.does(number, answer("here")).unwrap();
        if answered == 0 {
            let waiting = (1..=3).find(|other| *other != number).unwrap();
            let early = circle.does(waiting, answer("early"));
            assert_eq!(early, Err(RefusalCode::NotYourTurn));
            // Who comes meanwhile has the last turn.
            circle.come(4, Role::Participant);
        }
        circle.does(number, Command::NextTurn { from: whose }).unwrap();
        answered += 1;
    }
    assert_eq!(answered, 4);
}

#[test]
fn one_reaction_of_each_kind_a_person_a_note() {
    let mut circle = tasting(false);
    for _ in 0..3 {
        circle.does(2, react("n", Reaction::Heart, true)).unwrap();
    }
    circle.does(2, react("n", Reaction::Spark, true)).unwrap();
    circle.does(3, react("n", Reaction::Heart, true)).unwrap();
    assert_eq!(circle.does(2, react("gone", Reaction::Heart, true)), Err(RefusalCode::NotThere));
    let counts = &circle.view(1).reactions[&element("n")];
    assert_eq!((counts[&Reaction::Heart], counts[&Reaction::Spark]), (2, 1));
    circle.does(2, react("n", Reaction::Heart, false)).unwrap();
    assert_eq!(circle.view(1).reactions[&element("n")][&Reaction::Heart], 1);
    assert_eq!(circle.view(2).mine(who(2)).reactions[&element("n")], [Reaction::Spark]);
    circle.go("vote");
    assert_eq!(circle.does(3, react("n", Reaction::Agree, true)), Err(RefusalCode::NotNow));
}

#[test]
fn comments_are_threads_on_notes() {
    let mut circle = tasting(false);
    circle.does(2, comment(1, "n", "how?")).unwrap();
    circle.does(3, comment(2, "n", "like this")).unwrap();
    circle.does(2, comment(1, "n", "how?")).unwrap();
    assert_eq!(circle.does(3, comment(1, "n", "other")), Err(RefusalCode::Taken));
    let texts: Vec<_> = circle.view(1).comments.iter().map(|there| there.text.as_str()).collect();
    assert_eq!(texts, ["how?", "like this"]);
    assert_eq!(circle.view(1).comments[0].by, Some(who(2)));
    let drop = Command::DropComment { comment: comment_id(1), key: None };
    assert_eq!(circle.does(3, drop.clone()), Err(RefusalCode::NotAllowed));
    circle.does(2, drop).unwrap();
    circle.does(1, Command::DropComment { comment: comment_id(2), key: None }).unwrap();
    assert!(circle.view(3).comments.is_empty());
}

#[test]
fn a_comment_in_an_anonymous_session_is_nobodys() {
    let mut circle = tasting(true);
    circle.does(2, comment(1, "n", "how?")).unwrap();
    assert_eq!(circle.view(1).comments[0].by, None);
    assert!(!circle.log_holds(&format!("\"by\":\"{}\"", who(2))));
    let drop = Command::DropComment { comment: comment_id(1), key: None };
    assert_eq!(circle.does(2, drop.clone()), Err(RefusalCode::NotAllowed), "nobody knows");
    circle.does(1, drop).unwrap();
}

#[test]
fn whoever_wrote_a_comment_without_a_name_takes_it_back_by_its_key() {
    let mut circle = tasting(true);
    let key = CommentKey::from_bytes(*b"picnic's own key");
    // As the page makes it (`comment_keys.test.ts`).
    let made: CommentId = "_Onet_tms6El_2N6_HBxPg".parse().unwrap();
    let said = Command::Comment { comment: made, note: element("n"), text: "how?".to_owned() };
    circle.does(2, said).unwrap();
    let drop = |key| Command::DropComment { comment: made, key };
    let wrong = CommentKey::from_bytes(*b"another's own ke");
    assert_eq!(circle.does(3, drop(Some(wrong))), Err(RefusalCode::NotAllowed));
    assert_eq!(circle.does(3, drop(None)), Err(RefusalCode::NotAllowed));
    circle.does(2, drop(Some(key))).unwrap();
    assert!(circle.view(3).comments.is_empty());
    assert!(!circle.log_holds(&key.to_string()));
    assert!(!circle.log_holds(&format!("\"by\":\"{}\"", who(2))));
}

#[test]
fn commitments_are_changed_by_who_made_them_and_the_facilitator() {
    let mut circle = Circle::with(picnic(false), 2);
    assert_eq!(circle.does(2, commit(1, "bake")), Err(RefusalCode::NotNow));
    circle.go("take");
    circle.does(2, commit(1, "bake")).unwrap();
    circle.does(2, commit(1, "bake two")).unwrap();
    assert_eq!(circle.does(3, commit(1, "forge")), Err(RefusalCode::NotAllowed));
    circle.go("harvest");
    circle.does(1, commit(1, "bake three")).unwrap();
    circle.does(2, commit(1, "bake four")).unwrap();
    assert_eq!(circle.view(3).commitments[&commitment_id(1)].what, "bake four");
    assert_eq!(circle.view(2).mine(who(2)).commitments, [commitment_id(1)]);
    let drop = Command::DropCommitment { commitment: commitment_id(1) };
    assert_eq!(circle.does(3, drop.clone()), Err(RefusalCode::NotAllowed));
    circle.does(2, drop).unwrap();
    assert!(circle.view(3).commitments.is_empty());
    assert_eq!(circle.restored().session(), circle.room.session());
}

#[test]
fn the_spotlight_falls_on_a_note_that_is_there() {
    let mut circle = tasting(false);
    let light = |note: &str| Command::Spotlight { note: Some(element(note)) };
    circle.does(1, light("n")).unwrap();
    assert_eq!(circle.view(2).journey.as_ref().unwrap().spotlight, Some(element("n")));
    assert_eq!(circle.does(1, light("gone")), Err(RefusalCode::NotThere));
    circle.go("vote");
    assert_eq!(circle.view(2).journey.as_ref().unwrap().spotlight, None);
}

#[test]
fn the_session_leaves_a_harvest_without_anything_private() {
    let mut circle = tasting(false);
    circle.say_name(2, "Aino");
    circle.does(2, react("n", Reaction::Spark, true)).unwrap();
    circle.does(2, comment(1, "n", "how?")).unwrap();
    circle.pass_ms(120_000);
    circle.go("vote");
    circle.does(3, Command::Vote { round: 1, item: element("n"), count: 1 }).unwrap();
    circle.go("take");
    circle.does(3, commit(1, "bake")).unwrap();
    let harvest = circle.room.session().harvest(circle.now.unix_ms);
    assert_eq!((harvest.people, harvest.finished_ms), (Some(3), None));
    assert_eq!(harvest.reactions[&element("n")][&Reaction::Spark], 1);
    assert_eq!(harvest.comments, [(element("n"), "how?".to_owned(), Some("Aino".to_owned()))]);
    assert_eq!((harvest.results[0].items[0].votes, harvest.commitments.len()), (1, 1));
    let minutes: Vec<_> = harvest
        .phases
        .iter()
        .map(|(phase, ms)| (phase.id.as_str(), ms.map(|ms| ms / 60_000)))
        .collect();
    assert_eq!(minutes[3], ("taste", Some(2)));
    assert_eq!(minutes[0], ("arrive", None));
}

#[test]
fn sealed_answers_stand_in_no_order_of_the_people_who_gave_them() {
    let mut circle = Circle::with(picnic(true), 3);
    circle.go("arrive");
    for (number, text) in [(2, "zebra"), (3, "apple"), (4, "mango")] {
        circle.does(number, answer(text)).unwrap();
    }
    circle.go("pack");
    assert_eq!(circle.room.session().check_in.sealed, ["apple", "mango", "zebra"]);
}

#[test]
fn a_reaction_taken_back_leaves_room_for_another() {
    let mut circle = tasting(false);
    circle.does(2, react("n", Reaction::Heart, true)).unwrap();
    circle.does(3, react("n", Reaction::Heart, true)).unwrap();
    circle.does(2, react("n", Reaction::Heart, false)).unwrap();
    assert_eq!(circle.room.session().reaction_count, 1);
}

#[test]
fn a_commitment_dropped_and_put_again_in_one_tick_is_not_told_as_gone() {
    let Command::PutCommitment { commitment } = commit(1, "call them") else { unreachable!() };
    let put = Event::CommitmentPut { by: who(2), commitment: commitment.clone() };
    let mut session = Session::new(picnic(false));
    session.apply(&put, &mut Touched::default());
    let mut touched = Touched::default();
    session.apply(&Event::CommitmentDropped { commitment: commitment.id }, &mut touched);
    assert_eq!(session.shared_parts(&touched).commitments_gone, [commitment.id]);
    session.apply(&put, &mut touched);
    let told = session.shared_parts(&touched);
    assert_eq!((told.commitments, told.commitments_gone), (vec![commitment], vec![]));
}
