use picnic_protocol::awareness::check_awareness;

use super::*;

const AINO: ParticipantId = ParticipantId::from_bytes([1; 16]);
const BERTIL: ParticipantId = ParticipantId::from_bytes([2; 16]);

const fn at(monotonic_ms: u64) -> Now {
    Now { monotonic_ms, unix_ms: 0 }
}

fn join(connection: u64, participant: ParticipantId) -> Join {
    let connection = ConnectionId(connection);
    let role = Role::Participant;
    Join { connection, participant, lasting: true, role, generation: 0, session: true }
}

fn entry(client: ClientId, clock: u32, state: &str) -> Entry<'_> {
    Entry { client, clock, state: Some(state) }
}

/// What everyone is shown of each, as text.
fn shown(presence: &mut Presence) -> Vec<String> {
    let Some(frame) = presence.everyone() else { return Vec::new() };
    let checked = check_awareness(&frame[2..]).expect("its own frame");
    checked.entries().filter_map(|entry| entry.state.map(str::to_owned)).collect()
}

#[test]
fn what_is_new_goes_out_at_intervals_as_one_frame_each() {
    let mut presence = Presence::default();
    let session = Session::default();
    assert_eq!((presence.next_ms(), presence.news(at(5))), (None, News::default()));
    presence.enter(at(5), &join(1, AINO), false);
    let news = presence.news(at(5));
    assert!(news.people.is_some() && news.shown.is_none() && news.asked.is_none());
    let told_at = 5 + PRESENCE_INTERVAL_MS;
    for clock in 1..4 {
        presence.show(&join(1, AINO), &entry(7, clock, "{}"), &session, false);
    }
    presence.ask(ConnectionId(1));
    presence.ask(ConnectionId(1));
    assert_eq!(presence.next_ms(), Some(told_at));
    assert_eq!(presence.news(at(told_at - 1)), News::default());
    let News { asked, people, shown } = presence.news(at(told_at));
    assert_eq!(asked.map(|(who, _)| who), Some(BTreeSet::from([ConnectionId(1)])));
    assert_eq!(people, None);
    let frame = shown.expect("what she shows");
    let checked = check_awareness(&frame[2..]).expect("its own frame");
    assert_eq!(checked.entries().map(|entry| entry.clock).collect::<Vec<_>>(), [3]);
}

#[test]
fn a_quiet_room_says_nothing_but_that_it_is_there() {
    let mut presence = Presence::default();
    presence.enter(at(0), &join(1, AINO), false);
    presence.news(at(0));
    assert_eq!(presence.next_ms(), Some(KEEPALIVE_INTERVAL_MS));
    assert_eq!(presence.news(at(KEEPALIVE_INTERVAL_MS)).shown, Some(keepalive()));
    assert_eq!(presence.next_ms(), Some(2 * KEEPALIVE_INTERVAL_MS));
    presence.leave(&join(1, AINO));
    let news = presence.news(at(2 * KEEPALIVE_INTERVAL_MS));
    assert_eq!((news.shown, presence.next_ms()), (None, None), "nobody is there to hear it");
}

#[test]
fn whoever_asks_hears_also_that_nobody_shows_anything_unless_they_are_gone() {
    let mut presence = Presence::default();
    presence.enter(at(0), &join(1, AINO), false);
    presence.enter(at(0), &join(2, BERTIL), false);
    presence.ask(ConnectionId(1));
    presence.ask(ConnectionId(2));
    presence.leave(&join(2, BERTIL));
    let asked = presence.news(at(0)).asked;
    assert_eq!(asked, Some((BTreeSet::from([ConnectionId(1)]), keepalive())));
    assert_eq!(presence.count(), 1);
}

#[test]
fn a_new_name_is_said_of_what_is_shown_already() {
    let mut presence = Presence::default();
    let (session, join) = (Session::default(), join(1, AINO));
    presence.enter(at(0), &join, false);
    presence.show(&join, &entry(7, 1, r#"{"cursor":[1,2]}"#), &session, false);
    presence.rename(&join, "Aino".to_owned(), &session, |_| false);
    assert!(shown(&mut presence)[0].contains("Aino"));
    // What somebody wrote under while nobody was named leads to nobody, whatever they are called.
    presence.rename(&join, "Aino K".to_owned(), &session, |client| client == 7);
    assert!(shown(&mut presence).is_empty());
}

#[test]
fn what_a_page_shows_has_no_name_until_it_says_that_it_knows_of_names_again() {
    let mut presence = Presence::default();
    let (session, join) = (Session::default(), join(1, AINO));
    presence.enter(at(0), &join, true);
    presence.rename(&join, "Aino".to_owned(), &session, |_| false);
    presence.show(&join, &entry(7, 1, r#"{"cursor":[1,2]}"#), &session, false);
    assert!(shown(&mut presence).is_empty(), "it may have begun this while nobody was named");
    presence.show(&join, &entry(7, 2, r#"{"named":true,"cursor":[1,2]}"#), &session, false);
    assert!(shown(&mut presence)[0].contains("Aino"));
    presence.show(&join, &entry(7, 3, r#"{"cursor":[3,4]}"#), &session, false);
    assert!(shown(&mut presence)[0].contains("Aino"));
    let anonymous = Session { anonymous: true, ..Session::default() };
    presence.show(&join, &entry(7, 4, r#"{"named":true}"#), &anonymous, false);
    presence.show(&join, &entry(7, 5, r#"{"cursor":[3,4]}"#), &session, false);
    assert!(shown(&mut presence).is_empty(), "nobody was named meanwhile");
}

#[test]
fn whom_the_session_knows_has_their_name_there_unless_they_gave_another() {
    let mut presence = Presence::default();
    let member = |name: &str, granted| Member {
        name: name.to_owned(),
        came_as: Role::Participant,
        granted,
        keeper: None,
        hand: false,
        removed: false,
        namesake: None,
        let_in: None,
        merged: None,
    };
    presence.enter(at(0), &join(1, AINO), false);
    presence.recognize(AINO, &member("Aino", Some(Role::Facilitator)));
    presence.recognize(AINO, &member("Aina", None));
    let [person] = &presence.people()[..] else { panic!("she alone is here") };
    assert_eq!((person.name.as_str(), person.role), ("Aino", Role::Facilitator));
}
