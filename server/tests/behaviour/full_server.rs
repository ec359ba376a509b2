//! A server whose open rooms take all the memory there is for them.

use std::sync::Arc;
use std::time::{Duration, Instant};

use picnic::log::memory::MemoryLog;
use picnic::metrics::Metrics;
use picnic::room::links::ServerKey;
use picnic::rooms::{Beginning, OpenError, Rooms, Settings};
use picnic_protocol::ids::RoomId;

use crate::settings::SETTINGS;

const FIRST: RoomId = RoomId::from_bytes([1; 16]);
const SECOND: RoomId = RoomId::from_bytes([2; 16]);

#[tokio::test]
async fn no_further_room_is_opened_until_one_is_put_away_and_those_that_are_open_go_on() {
    let idle = Duration::from_millis(300);
    let settings = Settings { memory_max: 1, idle, ..SETTINGS };
    let metrics = Arc::<Metrics>::default();
    let log = Arc::new(MemoryLog::default());
    let key = ServerKey::from_bytes([7; 32]);
    let rooms = Rooms::new(log, key, settings, metrics.clone()).unwrap();
    for room in [FIRST, SECOND] {
        rooms.create(room, Beginning::default()).await.unwrap();
    }
    let first = rooms.open(FIRST).await.unwrap();
    let end = Instant::now() + Duration::from_secs(20);
    // What it takes is known when its task has begun.
    while first.facts().await.is_err() || rooms.memory().used() == 0 {
        assert!(Instant::now() < end, "nobody knows what it takes");
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    assert!(matches!(rooms.open(SECOND).await, Err(OpenError::NoMemory)));
    let told = metrics.encode(1, true, Duration::ZERO);
    assert!(told.contains("{kind=\"Memory\"} 1"), "{told}");
    assert!(rooms.open(FIRST).await.is_ok(), "whoever has a room keeps it");
    while rooms.open(SECOND).await.is_err() {
        assert!(Instant::now() < end, "it stays shut though the first was put away");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
