//! Who is let in: links made anew for who was put out, newcomers who knock, two entries that are one person, places.

use std::net::IpAddr;

use crate::circle::{
    Circle, comment_id, commitment_id, draft, element, participant, picnic, put, who,
};
use crate::people::{Person, RoomUnderTest};
use picnic::room::CloseCause;
use picnic::room::knocking::{Answer, Knock};
use picnic::room::links::{Links, ServerKey};
use picnic_protocol::ids::{Role, RoomId};
use picnic_protocol::session::command::{Command, Commitment, DoorState, Reaction, RefusalCode};
use picnic_protocol::session::{Knocker, ServerMessage, Tokens};

fn remove(number: u8) -> Command {
    Command::Remove { participant: who(number) }
}

fn merge(from: u8, into: u8) -> Command {
    Command::MergePeople { from: who(from), into: who(into) }
}

/// What somebody was told last of the links that they may pass on.
fn tokens(circle: &Circle, number: u8) -> Tokens {
    let told = circle.told(number, |message| match message {
        ServerMessage::Role { tokens, .. } => Some(tokens.clone()),
        ServerMessage::Hello(hello) => Some(hello.tokens.clone()),
        _ => None,
    });
    told.unwrap()
}

fn secret(role: Role, generation: u32) -> Option<String> {
    let mut links = Links::new(ServerKey::from_bytes([1; 32]), RoomId::from_bytes([7; 16]));
    links.rotate(role, generation);
    Some(links.secret(role).reveal())
}

#[test]
fn putting_out_makes_the_join_link_anew_and_leaves_in_who_is_in() {
    let mut circle = Circle::with(picnic(false), 3);
    circle.open(9, Role::Participant, false);
    circle.open(8, Role::Viewer, false);
    assert_eq!(tokens(&circle, 3).join, secret(Role::Participant, 0));
    circle.does(1, remove(2)).unwrap();
    assert_eq!(circle.seats[&2].closed, Some(CloseCause::Removed));
    assert_eq!(circle.seats[&9].closed, Some(CloseCause::Revoked), "it came by the same link");
    for number in [1, 3, 4, 8] {
        assert_eq!(circle.seats[&number].closed, None);
    }
    for number in [1, 3, 4] {
        assert_eq!(tokens(&circle, number).join, secret(Role::Participant, 1), "told at once");
    }
    circle.restart();
    assert_eq!(circle.seats[&3].closed, None, "whoever is known comes back by the earlier link");
    assert_eq!(circle.does(3, put(&[draft(1, "still here")])), Ok(()));
    // A new browser with the old link, a new one with the new link, and who only looks.
    circle.come(7, Role::Participant);
    assert_eq!(circle.seats[&7].closed, Some(CloseCause::Revoked));
    circle.open(9, Role::Participant, false);
    assert_eq!(circle.seats[&9].closed, Some(CloseCause::Revoked));
    circle.open_by(6, Role::Participant, true, 1);
    circle.come(8, Role::Viewer);
    assert_eq!((circle.seats[&6].closed, circle.seats[&8].closed), (None, None));
    circle.does(1, Command::Readmit { participant: who(2) }).unwrap();
    circle.come(2, Role::Participant);
    assert_eq!(circle.seats[&2].closed, None, "let in again, by what they have");
}

#[test]
fn a_facilitator_who_is_put_out_comes_back_by_no_link_they_had() {
    let mut circle = Circle::with(picnic(false), 1);
    circle.come(5, Role::Facilitator);
    circle.does(1, remove(5)).unwrap();
    assert_eq!(tokens(&circle, 1).facilitate, secret(Role::Facilitator, 1));
    circle.come(6, Role::Facilitator);
    assert_eq!(circle.seats[&6].closed, Some(CloseCause::Revoked));
    circle.come(1, Role::Facilitator);
    assert_eq!(circle.seats[&1].closed, None);
}

#[test]
fn a_proxy_who_is_put_out_has_no_link_that_would_be_made_anew() {
    let mut circle = Circle::with(picnic(false), 1);
    let proxy = Command::PutProxy { participant: who(50), name: "Matti".to_owned() };
    circle.does(1, proxy).unwrap();
    circle.does(1, remove(50)).unwrap();
    assert_eq!(tokens(&circle, 1).join, secret(Role::Participant, 0));
}

#[test]
fn who_facilitates_for_a_while_learns_no_secret_of_facilitators() {
    let mut circle = Circle::with(picnic(false), 1);
    circle.does(1, Command::Grant { to: who(2), role: Role::Facilitator }).unwrap();
    let lent = tokens(&circle, 2);
    assert!(lent.join.is_some() && lent.view.is_some());
    circle.restart();
    assert_eq!(tokens(&circle, 2), lent);
    let secret = secret(Role::Facilitator, 0).unwrap();
    assert!(!circle.has_heard(2, &secret) && circle.has_heard(1, &secret));
    circle.does(2, Command::PauseTimer {}).unwrap();
    circle.does(1, Command::Grant { to: who(2), role: Role::Participant }).unwrap();
    circle.restart();
    assert_eq!(circle.does(2, Command::PauseTimer {}), Err(RefusalCode::NotAllowed));
}

fn knock(circle: &mut Circle, number: u8, name: &str) -> Answer {
    let from = IpAddr::from([192, 0, 2, number]);
    let knock = Knock { who: who(number), name: name.to_owned(), from, again: false };
    let answer = circle.room.knock(circle.now, knock);
    circle.pass_ms(300);
    answer
}

/// Who knocks, as somebody was told last.
fn knocking(circle: &Circle, number: u8) -> Option<Vec<String>> {
    circle.told(number, |message| match message {
        ServerMessage::Knocking { waiting } => {
            Some(waiting.iter().map(|Knocker { name, .. }| name.clone()).collect())
        }
        _ => None,
    })
}

#[test]
fn newcomers_knock_and_a_facilitator_lets_them_in_for_good() {
    let mut circle = Circle::with(picnic(false), 2);
    circle.does(1, Command::SetDoor { door: DoorState::Knock }).unwrap();
    circle.come(7, Role::Participant);
    assert_eq!(circle.seats[&7].closed, Some(CloseCause::KnockFirst));
    circle.open(8, Role::Participant, false);
    assert_eq!(circle.seats[&8].closed, Some(CloseCause::KnockFirst), "a token is no pass");
    circle.come(2, Role::Participant);
    assert_eq!(circle.seats[&2].closed, None, "whoever is known comes in as before");
    assert_eq!(knock(&mut circle, 7, "Aino"), Answer::Waiting);
    assert_eq!(knock(&mut circle, 6, "Pekka"), Answer::Waiting);
    assert_eq!(knocking(&circle, 1), Some(vec!["Aino".to_owned(), "Pekka".to_owned()]));
    assert_eq!(knocking(&circle, 2), None, "nobody else hears of it");
    let let_in = Command::LetIn { participant: who(7) };
    assert_eq!(circle.does(2, let_in.clone()), Err(RefusalCode::NotAllowed));
    circle.does(1, let_in.clone()).unwrap();
    circle.does(1, Command::TurnAway { participant: who(6) }).unwrap();
    circle.pass_ms(300);
    assert_eq!(knocking(&circle, 1), Some(vec![]));
    assert_eq!(knock(&mut circle, 7, "Aino"), Answer::LetIn);
    assert_eq!(knock(&mut circle, 6, "Pekka"), Answer::TurnedAway);
    circle.restart();
    assert_eq!(circle.room.facts().door.let_in(who(7)), Some(0));
    circle.come(7, Role::Participant);
    assert_eq!(circle.does(7, put(&[draft(1, "hello")])), Ok(()));
    assert_eq!(circle.view(1).people[&who(7)].name, "Aino");
    assert_eq!(circle.does(1, let_in), Ok(()), "twice is once");
}

#[test]
fn whoever_becomes_facilitator_hears_who_knocks() {
    let mut circle = Circle::with(picnic(false), 2);
    knock(&mut circle, 7, "Aino");
    circle.does(1, Command::Grant { to: who(2), role: Role::Facilitator }).unwrap();
    assert_eq!(knocking(&circle, 2), Some(vec!["Aino".to_owned()]));
    circle.come(9, Role::Facilitator);
    assert_eq!(knocking(&circle, 9), Some(vec!["Aino".to_owned()]));
    circle.does(1, Command::SetDoor { door: DoorState::Closed }).unwrap();
    assert_eq!(knock(&mut circle, 8, "Pekka"), Answer::Closed);
}

#[test]
fn an_old_page_still_closes_and_opens_the_door() {
    let mut circle = Circle::with(picnic(false), 1);
    let closed = |closed| Command::SetJoiningClosed { closed };
    circle.does(1, Command::SetDoor { door: DoorState::Knock }).unwrap();
    circle.does(1, closed(false)).unwrap();
    assert_eq!(circle.view(1).journey.as_ref().unwrap().door, DoorState::Knock, "it saw it so");
    circle.does(1, closed(true)).unwrap();
    let journey = circle.view(1).journey.clone().unwrap();
    assert_eq!((journey.door, journey.joining_closed), (DoorState::Closed, true));
    circle.does(1, closed(false)).unwrap();
    circle.restart();
    assert_eq!(circle.view(1).journey.as_ref().unwrap().door, DoorState::Open);
}

#[test]
fn two_entries_that_are_one_person_become_one_with_all_they_have() {
    let mut circle = Circle::with(picnic(false), 3);
    circle.write_note(4, "n", [0.0, 0.0]);
    circle.go("pack");
    circle.does(2, put(&[draft(1, "from the phone")])).unwrap();
    circle.does(3, put(&[draft(2, "from the laptop")])).unwrap();
    circle.go("taste");
    circle
        .does(2, Command::React { note: element("n"), reaction: Reaction::Heart, on: true })
        .unwrap();
    circle
        .does(3, Command::React { note: element("n"), reaction: Reaction::Heart, on: true })
        .unwrap();
    let comment =
        Command::Comment { comment: comment_id(1), note: element("n"), text: "so".to_owned() };
    circle.does(2, comment).unwrap();
    circle.go("take");
    let commitment = Commitment {
        id: commitment_id(1),
        what: "I will".to_owned(),
        who: String::new(),
        by_when: None,
        target: None,
    };
    circle.does(2, Command::PutCommitment { commitment }).unwrap();
    assert_eq!(circle.does(3, merge(2, 3)), Err(RefusalCode::NotAllowed));
    assert_eq!(circle.does(1, merge(2, 2)), Err(RefusalCode::NotThere));
    circle.does(1, merge(2, 3)).unwrap();
    assert_eq!(circle.seats[&2].closed, Some(CloseCause::Merged));
    let session = circle.room.session();
    let texts: Vec<_> = session.basket(who(3)).iter().map(|draft| draft.text.as_str()).collect();
    assert_eq!(
        texts,
        ["from the laptop"],
        "nobody is shown what another packed, whoever says that they are one"
    );
    assert_eq!(session.progress().packed, 1);
    assert!(session.basket(who(2)).is_empty(), "it lies on the board, for the reveal is over");
    assert_eq!((session.reaction_count, session.comments[0].by), (1, Some(who(3))));
    assert_eq!(session.commitments[0].by, who(3));
    assert_eq!(session.people().filter(|(id, _)| *id == who(2)).count(), 0);
    let own = &circle.view(3).own[&who(3)];
    assert_eq!(own.basket.len(), 1);
    assert_eq!(circle.view(4).people[&who(2)].merged, Some(who(3)));
    circle.does(1, merge(3, 4)).unwrap();
    let counts_as = [2, 3, 4].map(|number| circle.room.session().counts_as(who(number)));
    assert_eq!(counts_as, [who(4); 3], "whoever turned out to be somebody turned out to be them");
    // Nobody comes as the one any more, after a restart too; the folded room is the same.
    assert_eq!(circle.restored().session(), circle.room.session());
    circle.restart();
    circle.come(2, Role::Participant);
    assert_eq!(circle.seats[&2].closed, Some(CloseCause::Merged));
    assert_eq!(circle.does(1, merge(2, 4)), Ok(()), "twice is once");
}

#[test]
fn who_was_told_apart_from_themselves_by_a_number_has_their_name_back_once_the_two_are_one() {
    let mut circle = Circle::with(picnic(false), 4);
    for number in [2, 3, 4] {
        circle.say_name(number, "Ida");
    }
    let told = |circle: &Circle, number: u8| circle.view(1).people[&who(number)].name.clone();
    assert_eq!([2, 3, 4].map(|number| told(&circle, number)), ["Ida", "Ida 2", "Ida 3"]);
    circle.does(1, merge(2, 3)).unwrap();
    assert_eq!([3, 4].map(|number| told(&circle, number)), ["Ida", "Ida 3"]);
    assert_eq!(circle.restored().session(), circle.room.session());
}

#[test]
fn of_two_ballots_of_one_person_only_one_counts() {
    let mut circle = Circle::with(picnic(false), 4);
    circle.write_note(1, "a", [0.0, 0.0]);
    circle.write_note(1, "b", [300.0, 0.0]);
    circle.go("vote");
    let vote = |item: &str| Command::Vote { round: 1, item: element(item), count: 1 };
    for number in [2, 3, 4] {
        circle.does(number, vote("a")).unwrap();
    }
    // One with a ballot into one with another, and one with a ballot into one with none.
    circle.does(1, merge(2, 3)).unwrap();
    circle.does(1, merge(4, 5)).unwrap();
    let ballots = circle.room.session().vote.as_ref().unwrap().ballots.clone();
    assert_eq!(ballots.keys().copied().collect::<Vec<_>>(), [who(3), who(4)]);
    // It counts, and whoever has it now is not shown it.
    assert!(
        circle.view(5).own[&who(5)].ballot.as_ref().is_none_or(|ballot| ballot.votes.is_empty())
    );
    // And all of them one person: the ballot that counted as the one's is none of the other's.
    circle.does(1, merge(5, 3)).unwrap();
    circle.does(1, Command::CloseVote { round: 1 }).unwrap();
    let results = circle.view(1).results.clone();
    assert_eq!((results[0].voters, results[0].items[0].votes), (1, 1));
}

#[test]
fn whoever_gave_no_votes_is_told_that_what_they_gave_elsewhere_counts_until_they_do_and_never_whether_they_did()
 {
    let mut circle = Circle::with(picnic(false), 5);
    circle.write_note(1, "a", [0.0, 0.0]);
    circle.go("vote");
    let vote = || Command::Vote { round: 1, item: element("a"), count: 1 };
    let elsewhere = |circle: &Circle, number| {
        let own = circle.view(number).mine(who(number));
        own.ballot.is_some_and(|ballot| ballot.elsewhere)
    };
    circle.does(2, vote()).unwrap();
    circle.does(1, merge(2, 3)).unwrap();
    circle.does(1, merge(4, 5)).unwrap();
    assert_eq!([3, 5].map(|number| elsewhere(&circle, number)), [true, true], "gave and gave not");
    circle.does(1, merge(3, 5)).unwrap();
    assert!(elsewhere(&circle, 5));
    assert_eq!(circle.room.session().vote.as_ref().unwrap().voters(), 1);
    circle.does(5, vote()).unwrap();
    assert!(!elsewhere(&circle, 5));
    circle.does(6, vote()).unwrap();
    circle.does(1, merge(6, 5)).unwrap();
    assert!(!elsewhere(&circle, 5), "their own counts");
    assert_eq!(circle.restored().session(), circle.room.session());
}

#[test]
fn in_an_anonymous_room_nothing_that_is_shown_changes_by_a_merge_but_how_many_people_there_are() {
    let mut circle = Circle::with(picnic(true), 3);
    circle.write_note(1, "n", [0.0, 0.0]);
    circle.go("arrive");
    for number in [2, 3] {
        circle.does(number, Command::Answer { text: format!("answer {number}") }).unwrap();
    }
    circle.go("taste");
    for number in [2, 3] {
        let heart = Command::React { note: element("n"), reaction: Reaction::Heart, on: true };
        circle.does(number, heart).unwrap();
    }
    // Another note, to which only one of the two reacts.
    circle.write_note(1, "alone", [300.0, 0.0]);
    let spark = Command::React { note: element("alone"), reaction: Reaction::Spark, on: true };
    circle.does(2, spark).unwrap();
    let shown = |circle: &Circle| {
        let whole = circle.room.session().shared_whole();
        (whole.reactions, whole.answers, whole.comments)
    };
    let before = shown(&circle);
    let heard = circle.seats[&4].heard.len();
    circle.does(1, merge(2, 3)).unwrap();
    assert_eq!(shown(&circle), before);
    assert_eq!(circle.room.session().progress().people, 3);
    // Nor which notes they are that somebody reacted to who is somebody else now.
    let since = String::from_utf8_lossy(&circle.seats[&4].heard[heard..]).into_owned();
    assert!(since.contains("\"merged\"") && !since.contains("\"reactions\""), "{since}");
}

#[test]
fn two_thousand_passes_of_one_link_leave_a_place_for_whoever_comes_later() {
    let mut circle = Circle::with(picnic(false), 2);
    circle.does(2, put(&[draft(1, "I am somebody")])).unwrap();
    circle.leave(2);
    for number in 0..2_060 {
        circle.visit(participant(number));
    }
    circle.come(7, Role::Participant);
    assert_eq!(circle.does(7, put(&[draft(2, "later, and known")])), Ok(()));
    circle.come(2, Role::Participant);
    assert_eq!(circle.room.session().basket(who(2)).len(), 1, "who did something keeps the place");
    assert!(circle.room.session().roster.len() <= 2_000);
    assert_eq!(circle.restored().session(), circle.room.session());
}

#[test]
fn two_people_of_one_name_are_told_apart_for_as_long_as_they_are_there() {
    let mut circle = Circle::with(picnic(false), 4);
    let name = |circle: &Circle, number: u8| circle.view(1).people[&who(number)].name.clone();
    circle.say_name(4, "Matti\u{202e}");
    circle.say_name(2, "matti");
    circle.say_name(3, "Matti 2");
    assert_eq!([4, 2, 3].map(|number| name(&circle, number)), ["Matti", "matti 2", "Matti 2 2"]);
    // Whoever says it again, also after a restart, keeps it.
    circle.restart();
    circle.say_name(2, "matti");
    assert_eq!(name(&circle, 2), "matti 2");
    circle.come(6, Role::Participant);
    let here = circle.told(6, |message| match message {
        ServerMessage::Hello(hello) => Some(hello.participants.clone()),
        _ => None,
    });
    let told = here.unwrap().into_iter().find(|person| person.id == who(2)).map(|one| one.name);
    assert_eq!(told.as_deref(), Some("matti 2"), "in presence, too");
    circle.say_name(4, "Pekka");
    circle.say_name(5, "Matti");
    assert_eq!([2, 5].map(|number| name(&circle, number)), ["matti 2", "Matti"]);
    circle.say_name(5, "\u{200b}\u{202e} ");
    assert_eq!(name(&circle, 5), "", "a name of nothing that shows is none");
}

#[test]
fn one_person_leaves_sockets_of_a_room_to_others() {
    let mut room = RoomUnderTest::new();
    for number in 1..=24 {
        Person::alone(number).open(&mut room, number, Role::Participant, Some(77));
    }
    Person::alone(25).open(&mut room, 25, Role::Participant, Some(77));
    assert_eq!(room.closed(), [(25, CloseCause::Full)]);
    Person::alone(26).open(&mut room, 26, Role::Participant, Some(78));
    assert_eq!(room.closed().len(), 1);
}

#[test]
fn viewers_are_told_the_names_that_what_they_see_needs_and_no_others() {
    let mut circle = Circle::with(picnic(false), 4);
    circle.come(9, Role::Viewer);
    for (number, name) in [(1, "Anna"), (2, "Secret Bo"), (3, "Secret Cecilia"), (4, "Dan")] {
        circle.say_name(number, name);
    }
    circle.come(8, Role::Viewer);
    circle.write_note(4, "n", [0.0, 0.0]);
    let comment =
        Command::Comment { comment: comment_id(1), note: element("n"), text: "so".to_owned() };
    circle.go("taste");
    circle.pass_ms(300);
    for viewer in [8, 9] {
        assert_eq!(circle.view(viewer).people[&who(1)].name, "Anna");
        assert!(circle.has_heard(viewer, "Dan"), "who wrote a note");
        assert!(!circle.has_heard(viewer, "Secret"), "nobody else");
    }
    circle.does(3, comment).unwrap();
    circle.pass_ms(300);
    for viewer in [8, 9] {
        assert_eq!(circle.view(viewer).people[&who(3)].name, "Secret Cecilia", "who commented");
        assert!(!circle.has_heard(viewer, "Secret Bo"));
    }
    assert_eq!(circle.view(4).people[&who(2)].name, "Secret Bo");
    // Whoever looked on and takes part from now on is told all of them.
    circle.does(1, Command::Grant { to: who(4), role: Role::Viewer }).unwrap();
    circle.say_name(5, "Secret Eva");
    assert!(!circle.has_heard(4, "Secret Eva"));
    circle.does(1, Command::Grant { to: who(4), role: Role::Participant }).unwrap();
    circle.pass_ms(300);
    assert_eq!(circle.view(4).people[&who(5)].name, "Secret Eva");
}
