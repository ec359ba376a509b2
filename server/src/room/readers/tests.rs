use yrs::updates::decoder::Decode;
use yrs::updates::encoder::Encode;
use yrs::{ClientID, Doc, Map, ReadTxn, StateVector, Transact};

use super::*;
use crate::limits::{EFFORT_MS_MAX, EFFORT_SECONDS_TO_RECOVER};

const ONE: ConnectionId = ConnectionId(1);
const OTHER: ConnectionId = ConnectionId(2);
const FOREIGN: ConnectionId = ConnectionId(3);

/// Two pages and a client of another protocol, each with the board and, if they are pages, the session.
fn readers() -> Readers {
    let mut readers = Readers::default();
    for (id, session) in [(ONE, true), (OTHER, true), (FOREIGN, false)] {
        readers.enter(id, session);
        readers.ask_for_board(id, &[]);
        let (to, _) = readers.next_reply(0, 0).expect("it waits");
        assert_eq!(readers.answer(to, Duration::ZERO), Some(AlongWithBoard::Nothing));
    }
    for id in readers.take_views_wanted() {
        assert!(readers.mark_view_sent(id));
    }
    readers
}

/// Two frames of a client that writes one block in each, and its clock after each.
fn frames(client: ClientId) -> [(Bytes, Clock); 2] {
    let doc = Doc::with_client_id(client);
    let map = doc.get_or_insert_map("any");
    [1, 2].map(|value| {
        let before = doc.transact().state_vector().encode_v1();
        map.insert(&mut doc.transact_mut(), "key", value);
        let before = StateVector::decode_v1(&before).expect("a state vector");
        let txn = doc.transact();
        let frame = frame::sync_update(&txn.encode_state_as_update_v1(&before)).into();
        (frame, Clock::from(txn.state_vector().get(&ClientID::new(client))))
    })
}

#[test]
fn a_newcomer_gets_changes_only_after_the_board_it_asks_for() {
    let mut readers = Readers::default();
    readers.enter(ONE, true);
    assert_eq!(readers.send_change(Bytes::new(), None), []);
    readers.ask_for_board(ONE, &[]);
    assert_eq!(readers.send_change(Bytes::new(), None), []);
    readers.answer(ONE, Duration::ZERO);
    assert_eq!(readers.send_change(Bytes::new(), None), [ONE]);
    assert_eq!(readers.send_change(Bytes::new(), Some(ONE)), [], "its sole author has it");
}

#[test]
fn who_falls_behind_hears_nothing_and_then_all_at_once() {
    let mut readers = readers();
    readers.fall_behind(ONE, false, Vec::new, None);
    assert!(readers.is_behind(ONE));
    assert_eq!(readers.send_change(Bytes::new(), None), [OTHER, FOREIGN]);
    assert_eq!(
        (readers.who_speak_session(), readers.who_follow_the_session()),
        (vec![OTHER], vec![OTHER])
    );
    assert!(!readers.follows_session(ONE) && !readers.count_saved(ONE, 3));
    assert!(!readers.are_waiting(), "its queue is full yet");
    assert!(readers.drained(ONE));
    assert_eq!(readers.next_reply(0, 0), Some((ONE, Vec::new())));
    assert_eq!(readers.answer(ONE, Duration::ZERO), Some(AlongWithBoard::Everything));
    assert_eq!(readers.told_saved(ONE), 3, "it goes with the diff");
    assert!(!readers.is_behind(ONE) && !readers.drained(ONE));
    assert_eq!(readers.send_change(Bytes::new(), None), [ONE, OTHER, FOREIGN]);
}

#[test]
fn a_diff_goes_on_from_before_the_frames_that_may_not_have_fitted() {
    let [(first, had), (second, has)] = frames(7);
    for (sent, in_flight, expected) in [
        (Bytes::new(), None, vec![(7, has), (8, 5)]),
        (second.clone(), None, vec![(7, had), (8, 5)]),
        // What was sent last and what is about to be.
        (first.clone(), Some(&second), vec![(8, 5)]),
    ] {
        let mut readers = readers();
        readers.send_change(sent, None);
        readers.fall_behind(ONE, false, || vec![(7, has), (8, 5)], in_flight);
        // A second frame that does not fit changes nothing.
        readers.fall_behind(ONE, false, || vec![(7, 99)], None);
        readers.drained(ONE);
        assert_eq!(readers.next_reply(0, 0), Some((ONE, expected)));
    }
}

#[test]
fn whose_board_did_not_fit_gets_it_from_what_they_asked_with() {
    let mut readers = readers();
    readers.ask_for_board(ONE, &[(7, 3)]);
    readers.next_reply(0, 0);
    readers.answer(ONE, Duration::ZERO);
    readers.fall_behind(ONE, true, || vec![(7, 99)], None);
    readers.drained(ONE);
    assert_eq!(readers.next_reply(0, 0), Some((ONE, vec![(7, 3)])));
}

#[test]
fn who_asks_twice_gets_one_answer_that_is_enough_for_both() {
    let mut readers = readers();
    readers.ask_for_board(ONE, &[(7, 3), (8, 1)]);
    readers.ask_for_board(ONE, &[(7, 5), (9, 1)]);
    assert_eq!(readers.asked_with(ONE, 7), Some(3));
    assert_eq!(readers.asked_with(ONE, 8), None);
    assert_eq!(readers.next_reply(0, 0), Some((ONE, vec![(7, 3)])));
    assert_eq!(readers.next_reply(0, 0), None);
}

#[test]
fn so_many_bytes_are_answered_at_once_and_the_rest_in_the_next_look() {
    let mut readers = readers();
    readers.ask_for_board(ONE, &[]);
    assert_eq!(readers.next_reply(REPLY_BYTES_AT_ONCE, 0), None);
    assert!(readers.are_waiting());
    assert_eq!(readers.next_reply_ms(), Some(0));
    assert_eq!(readers.next_reply(REPLY_BYTES_AT_ONCE - 1, 0), Some((ONE, Vec::new())));
}

#[test]
fn who_made_the_room_encode_for_long_waits_and_holds_up_nobody() {
    let mut readers = readers();
    readers.ask_for_board(ONE, &[]);
    readers.next_reply(0, 0);
    readers.answer(ONE, Duration::from_millis(EFFORT_MS_MAX));
    readers.ask_for_board(ONE, &[]);
    readers.ask_for_board(OTHER, &[]);
    assert_eq!(readers.next_reply(0, 0), Some((OTHER, Vec::new())));
    assert_eq!(readers.next_reply(0, 0), None);
    let later = readers.next_reply_ms().expect("it waits");
    assert!(0 < later && later <= EFFORT_SECONDS_TO_RECOVER * 1_000);
    assert_eq!(readers.next_reply(0, later), Some((ONE, Vec::new())));
}

#[test]
fn a_client_of_another_protocol_hears_of_presence_once_it_has_spoken_and_never_of_the_session() {
    let mut readers = readers();
    assert_eq!(readers.who_hear_presence(), [ONE, OTHER]);
    assert!(!readers.begins_to_hear_presence(ONE));
    assert!(readers.begins_to_hear_presence(FOREIGN));
    assert!(!readers.begins_to_hear_presence(FOREIGN));
    assert_eq!(readers.who_hear_presence(), [ONE, OTHER, FOREIGN]);
    assert!(!readers.hears_session(FOREIGN) && !readers.count_saved(FOREIGN, 1));
    readers.fall_behind(FOREIGN, false, Vec::new, None);
    assert_eq!(readers.answer(FOREIGN, Duration::ZERO), Some(AlongWithBoard::Presence));
}

#[test]
fn the_same_frames_are_told_as_saved_once() {
    let mut readers = readers();
    assert!(readers.count_saved(ONE, 2));
    assert!(!readers.count_saved(ONE, 2) && !readers.count_saved(ONE, 1));
    assert_eq!(readers.told_saved(ONE), 2);
}

#[test]
fn a_socket_that_is_gone_waits_for_nothing() {
    let mut readers = readers();
    readers.ask_for_board(ONE, &[]);
    readers.want_view(ONE);
    readers.leave(ONE);
    assert!(!readers.are_waiting() && readers.take_views_wanted().is_empty());
    assert!(!readers.mark_view_sent(ONE));
    readers.fall_behind(ONE, false, Vec::new, None);
    assert!(!readers.drained(ONE) && readers.answer(ONE, Duration::ZERO).is_none());
}
