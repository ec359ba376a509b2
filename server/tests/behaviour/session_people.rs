//! People: names that last, roles handed on, somebody put out, a locked board, a closed door, and
//! those who are here without a device.

use crate::circle::{Circle, comment_id, draft, element, phase_id, picnic, put, who};
use picnic::room::CloseCause;
use picnic::room::session::door::Shut;
use picnic_protocol::ids::Role;
use picnic_protocol::session::ServerMessage;
use picnic_protocol::session::command::{Command, RefusalCode};

fn grant(to: u8, role: Role) -> Command {
    Command::Grant { to: who(to), role }
}

fn remove(number: u8) -> Command {
    Command::Remove { participant: who(number) }
}

#[test]
fn a_name_is_known_when_its_owner_comes_back() {
    let mut circle = Circle::with(picnic(false), 2);
    circle.say_name(2, "Aino");
    assert_eq!(circle.view(3).people[&who(2)].name, "Aino");
    circle.leave(2);
    circle.restart();
    let here = circle.told(3, |message| match message {
        ServerMessage::Hello(hello) => Some(hello.participants.clone()),
        _ => None,
    });
    assert!(here.unwrap().iter().any(|person| person.id == who(2) && person.name == "Aino"));
    assert_eq!(circle.view(3).people[&who(2)].name, "Aino");
}

#[test]
fn pages_are_told_the_boards_form_by_the_server_whatever_somebody_writes_in_the_board() {
    let mut circle = Circle::with(picnic(false), 2);
    circle.write_about(2, "schema", 99.0);
    circle.come(4, Role::Participant);
    let told = circle.seats[&4].messages.iter().find_map(|message| match message {
        ServerMessage::Hello(hello) => Some(hello.schema),
        _ => None,
    });
    assert_eq!(told, Some(1));
}

#[test]
fn a_newcomer_to_a_busy_room_is_told_what_is_their_own_once_they_are_in() {
    let mut circle = Circle::with(picnic(false), 2);
    // It has just flushed, so they are shown the session before it takes them in.
    let raise = Command::RaiseHand { raised: true };
    let id = circle.next_command_id();
    circle.send_command(2, id, None, raise);
    circle.come(4, Role::Participant);
    assert!(circle.view(4).own.contains_key(&who(4)));
}

#[test]
fn a_role_is_handed_on_and_taken_back() {
    let mut circle = Circle::with(picnic(false), 2);
    assert_eq!(circle.does(2, grant(3, Role::Facilitator)), Err(RefusalCode::NotAllowed));
    circle.does(1, grant(2, Role::Facilitator)).unwrap();
    let told = circle.told(2, |message| match message {
        ServerMessage::Role { role, tokens } => Some((*role, tokens.facilitate.is_some())),
        _ => None,
    });
    assert_eq!(told, Some((Role::Facilitator, false)), "and no secret with it");
    assert_eq!(circle.view(3).people[&who(2)].role, Role::Facilitator);
    circle.does(2, Command::PauseTimer {}).unwrap();
    // It holds when they come again, by the link that makes participants.
    circle.restart();
    // Who has it for a while hands it on to nobody, and takes it from nobody whose own it is.
    let remove = Command::Remove { participant: who(1) };
    for command in [grant(1, Role::Participant), grant(3, Role::Facilitator), remove] {
        assert_eq!(circle.does(2, command), Err(RefusalCode::NotAllowed));
    }
    circle.does(1, grant(2, Role::Participant)).unwrap();
    assert_eq!(circle.does(2, Command::PauseTimer {}), Err(RefusalCode::NotAllowed));
    assert_eq!(circle.room.facts().door.role(who(2), Role::Participant), Role::Participant);
    // Somebody stays facilitator.
    let last = grant(1, Role::Participant);
    assert_eq!(circle.does(1, last), Err(RefusalCode::LastFacilitator));
}

#[test]
fn a_viewer_by_grant_changes_nothing() {
    let mut circle = Circle::with(picnic(false), 1);
    circle.does(1, grant(2, Role::Viewer)).unwrap();
    circle.write_note(2, "n", [0.0, 0.0]);
    assert!(circle.texts(1).is_empty());
    assert_eq!(circle.does(2, put(&[draft(1, "x")])), Err(RefusalCode::NotKnown));
}

#[test]
fn what_was_not_taken_of_a_viewer_is_asked_for_when_they_may_edit_again() {
    let mut circle = Circle::with(picnic(false), 1);
    circle.does(1, grant(2, Role::Viewer)).unwrap();
    // On its way while the role was handed on.
    circle.write_note(2, "n", [0.0, 0.0]);
    assert!(circle.seats[&2].saved < circle.seats[&2].sent, "it is not called saved");
    circle.does(1, grant(2, Role::Participant)).unwrap();
    circle.pass_ms(300);
    circle.pass_ms(300);
    assert_eq!(circle.texts(1), ["note n"]);
    assert_eq!(circle.seats[&2].saved, circle.seats[&2].sent);
}

#[test]
fn who_is_put_out_stays_out_until_let_in_again() {
    let mut circle = Circle::with(picnic(false), 2);
    circle.does(1, remove(2)).unwrap();
    assert_eq!(circle.seats[&2].closed, Some(CloseCause::Removed));
    assert!(circle.view(3).people[&who(2)].removed);
    circle.come(2, Role::Participant);
    assert_eq!(circle.seats[&2].closed, Some(CloseCause::Removed));
    circle.restart();
    circle.come(2, Role::Facilitator);
    assert_eq!(circle.seats[&2].closed, Some(CloseCause::Removed), "by whatever link");
    assert_eq!(circle.room.facts().door.admit(who(2), true, Role::Viewer), Err(Shut::Removed));
    circle.does(1, Command::Readmit { participant: who(2) }).unwrap();
    circle.come(2, Role::Participant);
    assert_eq!(circle.seats[&2].closed, None);
    assert_eq!(circle.does(1, remove(1)), Err(RefusalCode::NotAllowed));
}

#[test]
fn a_locked_board_takes_nothing_from_participants_and_all_of_it_when_it_opens() {
    let mut circle = Circle::with(picnic(false), 2);
    circle.does(1, Command::SetLocked { locked: true }).unwrap();
    circle.write_note(2, "n", [0.0, 0.0]);
    assert!(circle.texts(3).is_empty());
    assert_eq!(circle.seats[&2].refused_changes, 1);
    assert!(circle.seats[&2].saved < circle.seats[&2].sent, "it is not called saved");
    circle.write_note(1, "facilitators", [300.0, 0.0]);
    assert_eq!(circle.texts(3), ["note facilitators"]);
    circle.does(2, put(&[draft(1, "own basket")])).unwrap();
    circle.does(1, Command::SetLocked { locked: false }).unwrap();
    circle.pass_ms(300);
    circle.pass_ms(300);
    assert_eq!(circle.texts(3), ["note facilitators", "note n"], "nothing was lost");
    assert_eq!(circle.seats[&2].saved, circle.seats[&2].sent);
}

#[test]
fn who_only_reads_is_saved_also_while_the_board_is_locked() {
    let mut circle = Circle::with(picnic(false), 1);
    circle.write_note(1, "n", [0.0, 0.0]);
    circle.does(1, Command::SetLocked { locked: true }).unwrap();
    circle.come(7, Role::Participant);
    assert_eq!(circle.texts(7), ["note n"]);
    assert_eq!(circle.seats[&7].refused_changes, 0);
    assert_eq!(circle.seats[&7].saved, circle.seats[&7].sent);
}

#[test]
fn a_closed_door_keeps_newcomers_out_and_lets_the_known_back_in() {
    let mut circle = Circle::with(picnic(false), 1);
    circle.does(1, Command::SetJoiningClosed { closed: true }).unwrap();
    circle.come(7, Role::Participant);
    assert_eq!(circle.seats[&7].closed, Some(CloseCause::JoiningClosed));
    circle.open(8, Role::Participant, false);
    assert_eq!(circle.seats[&8].closed, Some(CloseCause::JoiningClosed));
    circle.leave(2);
    circle.come(2, Role::Participant);
    assert_eq!(circle.seats[&2].closed, None);
    circle.come(5, Role::Viewer);
    assert_eq!(circle.seats[&5].closed, None, "the harvest can still be read");
    circle.come(6, Role::Facilitator);
    assert_eq!(circle.seats[&6].closed, None);
    circle.does(1, Command::SetJoiningClosed { closed: false }).unwrap();
    circle.come(7, Role::Participant);
    assert_eq!(circle.seats[&7].closed, None);
}

#[test]
fn the_facilitator_packs_and_votes_for_those_without_a_device() {
    let mut circle = Circle::with(picnic(false), 1);
    circle.come(9, Role::Facilitator);
    let proxy = Some(who(50));
    let name = "Martta".to_owned();
    circle.does(1, Command::PutProxy { participant: who(50), name }).unwrap();
    assert_eq!(circle.view(2).people[&who(50)].keeper, Some(who(1)));
    circle.go("pack");
    circle.does_for(1, proxy, put(&[draft(1, "her idea")])).unwrap();
    assert_eq!(circle.view(1).mine(who(50)).basket[0].text, "her idea");
    for other in [2, 9] {
        assert!(!circle.has_heard(other, "her idea"), "{other}");
        let theirs = circle.does_for(other, proxy, put(&[draft(2, "forged")]));
        assert_eq!(theirs, Err(RefusalCode::NotYourProxy));
    }
    let for_another = circle.does_for(1, Some(who(2)), put(&[draft(3, "forged")]));
    assert_eq!(for_another, Err(RefusalCode::NotYourProxy));
    let leading = circle.does_for(1, proxy, Command::PauseTimer {});
    assert_eq!(leading, Err(RefusalCode::NotYourProxy));
    circle.go("lay");
    let note = circle.notes(2).into_keys().next().unwrap();
    circle.go("vote");
    let vote = |count| Command::Vote { round: 1, item: element(&note), count };
    // Held to the same budget, beside the facilitator's own.
    assert_eq!(circle.does_for(1, proxy, vote(2)), Err(RefusalCode::OverBudget));
    circle.does_for(1, proxy, vote(1)).unwrap();
    circle.does(1, vote(1)).unwrap();
    circle.go("take");
    assert_eq!(circle.view(2).results[0].items[0].votes, 2);
    assert_eq!(circle.view(2).results[0].voters, 2);
}

#[test]
fn what_is_said_for_somebody_without_a_device_is_theirs_and_nobody_elses() {
    let mut circle = Circle::with(picnic(false), 1);
    let (proxy, name) = (who(50), "Martta".to_owned());
    circle.does(1, Command::PutProxy { participant: proxy, name }).unwrap();
    circle.go("pack");
    circle.does(2, put(&[draft(1, "an idea")])).unwrap();
    circle.go("lay");
    let note = circle.notes(2).into_keys().next().unwrap();
    circle.go("taste");
    let comment = Command::Comment {
        comment: comment_id(1),
        note: element(&note),
        text: "she likes it".to_owned(),
    };
    let forged = circle.does_for(2, Some(proxy), comment.clone());
    assert_eq!(forged, Err(RefusalCode::NotYourProxy));
    circle.does_for(1, Some(proxy), comment).unwrap();
    let said: Vec<_> = circle.view(2).comments.iter().map(|one| one.by).collect();
    assert_eq!(said, [Some(proxy)]);
    assert_eq!(circle.view(1).mine(proxy).comments, 1);
    assert_eq!(circle.view(1).mine(who(1)).comments, 0);
}

#[test]
fn a_proxy_is_handed_over_with_their_basket() {
    let mut circle = Circle::with(picnic(false), 0);
    circle.come(9, Role::Facilitator);
    let name = || "Martta".to_owned();
    circle.does(1, Command::PutProxy { participant: who(50), name: name() }).unwrap();
    circle.go("pack");
    circle.does_for(1, Some(who(50)), put(&[draft(1, "her idea")])).unwrap();
    circle.does(9, Command::PutProxy { participant: who(50), name: name() }).unwrap();
    assert_eq!(circle.view(9).mine(who(50)).basket[0].text, "her idea");
    circle.does_for(9, Some(who(50)), put(&[draft(2, "another")])).unwrap();
    let no_more = circle.does_for(1, Some(who(50)), put(&[draft(3, "x")]));
    assert_eq!(no_more, Err(RefusalCode::NotYourProxy));
    let of_a_person = Command::PutProxy { participant: who(9), name: name() };
    assert_eq!(circle.does(1, of_a_person), Err(RefusalCode::Taken));
}

#[test]
fn a_proxy_who_is_let_in_again_is_shown_to_their_keeper_as_before() {
    let mut circle = Circle::with(picnic(false), 0);
    let name = "Martta".to_owned();
    circle.does(1, Command::PutProxy { participant: who(50), name }).unwrap();
    circle.go("pack");
    circle.does_for(1, Some(who(50)), put(&[draft(1, "her idea")])).unwrap();
    circle.does(1, remove(50)).unwrap();
    assert!(circle.view(1).mine(who(50)).basket.is_empty());
    circle.does(1, Command::Readmit { participant: who(50) }).unwrap();
    assert_eq!(circle.view(1).mine(who(50)).basket[0].text, "her idea");
    circle.does_for(1, Some(who(50)), put(&[draft(2, "another")])).unwrap();
    assert_eq!(circle.view(1).mine(who(50)).basket.len(), 2);
}

#[test]
fn a_raised_hand_is_seen() {
    let mut circle = Circle::with(picnic(false), 1);
    circle.does(2, Command::RaiseHand { raised: true }).unwrap();
    assert!(circle.view(1).people[&who(2)].hand);
    circle.does(2, Command::RaiseHand { raised: false }).unwrap();
    assert!(!circle.view(1).people[&who(2)].hand);
}

#[test]
fn a_promise_of_anonymity_is_not_taken_back_from_those_who_trusted_it() {
    let mut circle = Circle::with(picnic(true), 1);
    circle.go("pack");
    let open = Command::SetAnonymous { anonymous: false };
    circle.does(2, put(&[draft(1, "trusting")])).unwrap();
    assert_eq!(circle.does(1, open.clone()), Err(RefusalCode::Promised));
    circle.go("lay");
    circle.does(1, open).unwrap();
    assert!(circle.notes(1).values().all(|note| note.by.is_none()));
    assert_eq!(circle.view(2).journey.as_ref().unwrap().current, Some(phase_id("lay")));
}

#[test]
fn what_was_sent_without_a_name_does_not_come_with_one_after_names_are_shown() {
    let mut circle = Circle::with(picnic(true), 1);
    circle.write_note(2, "n", [0.0, 0.0]);
    circle.go("taste");
    let comment = |number| Command::Comment {
        comment: comment_id(number),
        note: element("n"),
        text: "unkind".to_owned(),
    };
    circle.does_unnamed(2, comment(1)).unwrap();
    circle.does(1, Command::SetAnonymous { anonymous: false }).unwrap();
    // On their way when names were shown.
    for command in [comment(2), put(&[draft(1, "trusting")])] {
        assert_eq!(
            circle.does_unnamed(2, command.clone()),
            Err(RefusalCode::NamesShown),
            "{command:?}"
        );
    }
    assert_eq!(
        circle.view(1).comments.iter().map(|comment| comment.by).collect::<Vec<_>>(),
        [None]
    );
    circle.does_unnamed(2, Command::Ready { ready: true }).unwrap();
    circle.does(2, comment(2)).unwrap();
    // Nobody is kept from anything by having thought that names are not shown while they are not.
    circle.does(1, Command::SetAnonymous { anonymous: true }).unwrap();
    circle.does_unnamed(2, comment(3)).unwrap();
}

#[test]
fn the_log_of_an_anonymous_session_does_not_say_who_writes_under_which_client_id() {
    let mut circle = Circle::with(picnic(true), 1);
    circle.write_note(2, "n", [0.0, 0.0]);
    assert!(!circle.log_holds("\"claims\""));
    let mut open = Circle::with(picnic(false), 1);
    open.write_note(2, "n", [0.0, 0.0]);
    assert!(open.log_holds("\"claims\""));
    // Made anonymous, it forgets.
    open.does(1, Command::SetAnonymous { anonymous: true }).unwrap();
    assert!(!open.log_holds("\"claims\":[["));
    assert!(open.log_holds("\"claims\":{}"));
}

#[test]
fn nobody_acts_for_somebody_who_was_put_out_or_once_they_lead_no_more() {
    let mut circle = Circle::with(picnic(false), 0);
    circle.come(9, Role::Facilitator);
    for (participant, name) in [(who(50), "Martta"), (who(51), "Eino")] {
        let name = name.to_owned();
        circle.does(9, Command::PutProxy { participant, name }).unwrap();
    }
    circle.go("pack");
    circle.does(1, remove(50)).unwrap();
    let for_one_put_out = circle.does_for(9, Some(who(50)), put(&[draft(1, "x")]));
    assert_eq!(for_one_put_out, Err(RefusalCode::NotYourProxy));
    circle.does_for(9, Some(who(51)), put(&[draft(2, "x")])).unwrap();
    circle.does(1, grant(9, Role::Participant)).unwrap();
    let by_one_who_leads_no_more = circle.does_for(9, Some(who(51)), put(&[draft(3, "x")]));
    assert_eq!(by_one_who_leads_no_more, Err(RefusalCode::NotYourProxy));
}

#[test]
fn who_was_put_out_leads_nobody_and_counts_in_no_harvest() {
    let mut circle = Circle::with(picnic(false), 2);
    circle.come(9, Role::Facilitator);
    circle.go("pack");
    circle.does(9, Command::Lead { on: true }).unwrap();
    let people = |circle: &Circle| circle.room.session().harvest(circle.now.unix_ms).people;
    assert_eq!(people(&circle), Some(4));
    circle.does(1, remove(9)).unwrap();
    assert_eq!(circle.room.session().leader, None);
    assert_eq!(people(&circle), Some(3));
}
