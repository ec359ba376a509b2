//! Rooms that nobody uses go when the operator says so, and never one that is open.

use std::sync::Arc;
use std::time::{Duration, Instant};

use picnic::log::memory::MemoryLog;
use picnic::log::{Log, RoomUse};
use picnic::metrics::Metrics;
use picnic::room::links::ServerKey;
use picnic::rooms::retention::Retention;
use picnic::rooms::{Beginning, OpenError, Rooms, Settings};
use picnic_protocol::ids::RoomId;

use crate::log::DEADLINE;
use crate::settings::SETTINGS;

const ROOM: RoomId = RoomId::from_bytes([1; 16]);
const OTHER: RoomId = RoomId::from_bytes([2; 16]);

const fn keeping(unused_rooms_days: Option<u32>, empty_rooms_hours: Option<u32>) -> Retention {
    Retention { versions_days: None, bin_days: None, unused_rooms_days, empty_rooms_hours }
}

fn rooms(log: &Arc<MemoryLog>, retention: Retention, idle: Duration) -> Arc<Rooms> {
    let settings = Settings { retention, idle, ..SETTINGS };
    let key = ServerKey::from_bytes([7; 32]);
    Rooms::new(log.clone(), key, settings, Arc::new(Metrics::default())).unwrap()
}

async fn until(what: &str, check: impl Fn() -> bool) {
    let end = Instant::now() + DEADLINE;
    while !check() {
        assert!(Instant::now() < end, "{what}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
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
    until("it is put away", || rooms.count() == 0).await;
    until("it counts as used", || used() > 1).await;
    assert!(log.rooms_after(None, 1).unwrap()[0].is_empty, "nobody wrote anything");
}
