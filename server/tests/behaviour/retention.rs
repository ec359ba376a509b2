//! Rooms that nobody uses go when the operator says so, and never one that is open.

use std::sync::Arc;
use std::time::Duration;

use picnic::log::memory::MemoryLog;
use picnic::log::{Log, RoomUse};
use picnic::room::record::Record;
use picnic::room::session::event::Event;
use picnic::rooms::{Beginning, OpenError, Rooms, Settings};
use picnic_protocol::ids::{LogPosition, ParticipantId, Role, RoomId};
use picnic_protocol::session::{KeptFor, Limits};
use yrs::{ClientID, Doc, Map as _, MapPrelim, Options, Transact as _, WriteTxn as _};

use crate::ears::ears;
use crate::facilitator::until;
use crate::settings::{LIMITS, SETTINGS, rooms_with};

const ROOM: RoomId = RoomId::from_bytes([1; 16]);
const OTHER: RoomId = RoomId::from_bytes([2; 16]);

const fn keeping(room_days: Option<u32>, empty_room_hours: Option<u32>) -> KeptFor {
    KeptFor { room_days, empty_room_hours, ..KeptFor::FOR_GOOD }
}

fn rooms(log: &Arc<MemoryLog>, kept: KeptFor, idle: Duration) -> Arc<Rooms> {
    let settings = Settings { limits: Limits { kept, ..LIMITS }, idle, ..SETTINGS };
    rooms_with(log.clone(), settings)
}

#[tokio::test]
async fn a_room_in_which_nobody_was_for_so_long_goes_wholly_and_another_stays() {
    let log = Arc::new(MemoryLog::default());
    let rooms = rooms(&log, keeping(Some(30), None), Duration::from_secs(60));
    for room in [ROOM, OTHER] {
        rooms.create(room, Beginning::default()).await.unwrap();
    }
    // A day of 1970.
    log.use_room(ROOM, 1, RoomUse::Written);
    rooms.forget_old().await.unwrap();
    assert!(matches!(rooms.open(ROOM).await, Err(OpenError::Unknown)));
    assert!(rooms.open(OTHER).await.is_ok());
    assert_eq!(log.bytes_of(ROOM).unwrap(), 0);
}

#[tokio::test]
async fn a_room_that_is_open_is_never_removed() {
    let log = Arc::new(MemoryLog::default());
    let rooms = rooms(&log, keeping(Some(30), Some(72)), Duration::from_secs(60));
    rooms.create(ROOM, Beginning::default()).await.unwrap();
    let open = rooms.open(ROOM).await.unwrap();
    log.use_room(ROOM, 1, RoomUse::Entered);
    rooms.forget_old().await.unwrap();
    assert!(open.facts().await.is_ok());
    assert!(log.bytes_of(ROOM).unwrap() > 0);
}

#[tokio::test]
async fn an_empty_room_goes_sooner_and_one_in_which_something_was_written_or_of_which_nothing_is_known_stays()
 {
    let log = Arc::new(MemoryLog::default());
    let rooms = rooms(&log, keeping(None, Some(72)), Duration::from_secs(60));
    for number in 1..=3 {
        let room = RoomId::from_bytes([number; 16]);
        rooms.create(room, Beginning::default()).await.unwrap();
    }
    log.use_room(ROOM, 1, RoomUse::Entered);
    log.use_room(OTHER, 1, RoomUse::Written);
    rooms.forget_old().await.unwrap();
    let there: Vec<_> =
        log.rooms_after(None, 9).unwrap().iter().map(|known| known.room.as_bytes()[0]).collect();
    assert_eq!(there, [2, 3]);
}

/// A log with a room of which it was told that it is empty, and in which this came after its beginning.
async fn told_empty(records: Vec<Record>) -> Arc<MemoryLog> {
    let log = Arc::new(MemoryLog::default());
    let rooms = rooms(&log, keeping(None, Some(72)), Duration::from_secs(60));
    rooms.create(ROOM, Beginning::default()).await.unwrap();
    for (position, record) in (2..).zip(records) {
        let bytes = record.encode().into();
        log.append(ROOM, LogPosition(position), bytes, None, ears().0);
    }
    log.use_room(ROOM, 1, RoomUse::Entered);
    assert!(log.rooms_after(None, 1).unwrap()[0].is_empty);
    log
}

fn session(event: Event) -> Record {
    let aino = ParticipantId::from_bytes([7; 16]);
    let events = vec![Event::Joined { who: aino, role: Role::Participant }, event];
    let (claims, done) = (Vec::new(), Vec::new());
    Record::Session { claims, events, done, servers: Some(Vec::new()), pen: None, update: None }
}

fn note() -> Record {
    let doc = Doc::with_options(Options { client_id: ClientID::new(7), ..Options::default() });
    let mut txn = doc.transact_mut();
    let notes = txn.get_or_insert_map("notes");
    notes.insert(&mut txn, "n", MapPrelim::from([("text", "hers")]));
    Record::Changed { claims: Vec::new(), pen: None, update: txn.encode_update_v1() }
}

#[tokio::test]
async fn a_room_that_is_told_to_be_empty_and_is_not_stays_and_is_told_so_from_then_on() {
    let aino = ParticipantId::from_bytes([7; 16]);
    let came = || session(Event::Named { who: aino, name: "Aino".to_owned() });
    for (record, stays) in [
        (note(), true),
        (session(Event::LockedSet { locked: true }), true),
        (session(Event::AnonymousSet { anonymous: true }), true),
        (came(), false),
    ] {
        let case = format!("{record:?}");
        let log = told_empty(vec![record]).await;
        let rooms = rooms(&log, keeping(None, Some(72)), Duration::from_secs(60));
        rooms.forget_old().await.unwrap();
        let known = log.rooms_after(None, 1).unwrap();
        let [known] = known[..] else {
            assert!(!stays, "{case}");
            continue;
        };
        assert!(stays, "{case}");
        assert!(!known.is_empty, "{case}");
        assert_eq!(known.used_ms, Some(1), "it counts as used when it was: {case}");
        assert!(rooms.open(ROOM).await.is_ok(), "{case}");
    }
}

#[tokio::test]
async fn a_room_that_cannot_be_read_wholly_is_not_removed_as_empty() {
    let log = told_empty(Vec::new()).await;
    let lost = LogPosition(3);
    log.append(ROOM, lost, note().encode().into(), None, ears().0);
    let rooms = rooms(&log, keeping(None, Some(72)), Duration::from_secs(60));
    rooms.forget_old().await.unwrap();
    assert_eq!(log.rooms_after(None, 9).unwrap().len(), 1, "the record before it is missing");
}

#[tokio::test]
async fn nothing_goes_where_the_operator_says_nothing() {
    let log = Arc::new(MemoryLog::default());
    let rooms = rooms(&log, keeping(None, None), Duration::from_secs(60));
    rooms.create(ROOM, Beginning::default()).await.unwrap();
    log.use_room(ROOM, 1, RoomUse::Entered);
    rooms.forget_old().await.unwrap();
    assert!(rooms.open(ROOM).await.is_ok());
}

#[tokio::test]
async fn a_room_counts_as_used_when_it_is_opened_and_when_it_is_put_away() {
    let log = Arc::new(MemoryLog::default());
    let rooms = rooms(&log, keeping(Some(1), None), Duration::from_millis(10));
    rooms.create(ROOM, Beginning::default()).await.unwrap();
    let used = || log.rooms_after(None, 1).unwrap()[0].used_ms.unwrap();
    log.use_room(ROOM, 1, RoomUse::Entered);
    rooms.open(ROOM).await.unwrap();
    assert!(used() > 1);
    log.use_room(ROOM, 1, RoomUse::Entered);
    until("it is put away", async || rooms.count() == 0).await;
    until("it counts as used", async || used() > 1).await;
    assert!(log.rooms_after(None, 1).unwrap()[0].is_empty, "nobody wrote anything");
}
