//! What strangers have the server read of rooms that are not open.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use bytes::Bytes;
use picnic::limits::DOORS_READ_AT_ONCE;
use picnic::log::memory::MemoryLog;
use picnic::log::{
    Door, Generation, KnownRoom, Log, LogError, Observer, Records, RoomUse, UnusableRows, Versions,
    VersionsChange, VersionsOfRoom,
};
use picnic::metrics::Metrics;
use picnic::room::links::ServerKey;
use picnic::rooms::Rooms;
use picnic_protocol::ids::{LogPosition, RoomId};

use crate::settings::SETTINGS;

const DEADLINE: Duration = Duration::from_secs(20);

/// A log whose disk hangs while it is asked for a door.
#[derive(Default)]
struct Hanging {
    log: MemoryLog,
    reading: AtomicUsize,
    most: AtomicUsize,
    goes_on: Mutex<bool>,
    changed: Condvar,
}

impl Log for Hanging {
    fn append(
        &self,
        room: RoomId,
        position: LogPosition,
        record: Bytes,
        door: Option<Bytes>,
        observer: Arc<dyn Observer>,
    ) {
        self.log.append(room, position, record, door, observer);
    }

    fn put_snapshot(
        &self,
        room: RoomId,
        position: LogPosition,
        parts: Vec<Bytes>,
        door: Bytes,
        observer: Arc<dyn Observer>,
    ) {
        self.log.put_snapshot(room, position, parts, door, observer);
    }

    fn seal(
        &self,
        room: RoomId,
        position: LogPosition,
        parts: Vec<Bytes>,
        door: Bytes,
        observer: Arc<dyn Observer>,
    ) {
        self.log.seal(room, position, parts, door, observer);
    }

    fn door(&self, room: RoomId) -> Result<Door, LogError> {
        let reading = self.reading.fetch_add(1, Ordering::SeqCst) + 1;
        self.most.fetch_max(reading, Ordering::SeqCst);
        let goes_on = self.goes_on.lock().unwrap();
        drop(self.changed.wait_while(goes_on, |goes_on| !*goes_on).unwrap());
        self.reading.fetch_sub(1, Ordering::SeqCst);
        self.log.door(room)
    }

    fn tail(&self, room: RoomId, after: LogPosition) -> Result<Records, LogError> {
        self.log.tail(room, after)
    }

    fn bytes_of(&self, room: RoomId) -> Result<u64, LogError> {
        self.log.bytes_of(room)
    }

    fn bytes(&self) -> Result<u64, LogError> {
        self.log.bytes()
    }

    fn works(&self) -> bool {
        self.log.works()
    }

    fn set_aside(&self, room: RoomId, aside: UnusableRows) -> Result<(), LogError> {
        self.log.set_aside(room, aside)
    }

    fn snapshots(&self, room: RoomId) -> Result<Vec<Generation>, LogError> {
        self.log.snapshots(room)
    }

    fn change_versions(&self, room: RoomId, change: VersionsChange) -> Result<(), LogError> {
        self.log.change_versions(room, change)
    }

    fn versions(&self, room: RoomId) -> Result<Versions, LogError> {
        self.log.versions(room)
    }

    fn versions_of_all(&self) -> Result<Vec<VersionsOfRoom>, LogError> {
        self.log.versions_of_all()
    }

    fn use_room(&self, room: RoomId, at_ms: u64, what: RoomUse) {
        self.log.use_room(room, at_ms, what);
    }

    fn rooms_after(&self, after: Option<RoomId>, count: usize) -> Result<Vec<KnownRoom>, LogError> {
        self.log.rooms_after(after, count)
    }

    fn remove_room(&self, room: RoomId, unless_used_after_ms: u64) -> Result<bool, LogError> {
        self.log.remove_room(room, unless_used_after_ms)
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn strangers_have_so_many_doors_read_at_once_also_when_they_do_not_wait() {
    let log = Arc::new(Hanging::default());
    let key = ServerKey::from_bytes([7; 32]);
    let rooms = Rooms::new(log.clone(), key, SETTINGS, Arc::new(Metrics::default())).unwrap();
    let ask = |number: usize| {
        let rooms = Arc::clone(&rooms);
        let room = RoomId::from_bytes([u8::try_from(number).unwrap(); 16]);
        tokio::spawn(async move { rooms.door_unless_open(room).await.is_ok() })
    };
    let asking: Vec<_> = (0..100).map(ask).collect();
    let end = Instant::now() + DEADLINE;
    while log.reading.load(Ordering::SeqCst) < DOORS_READ_AT_ONCE {
        assert!(Instant::now() < end, "fewer are read than may be");
        tokio::task::yield_now().await;
    }
    // Half of them give up, while their disk hangs; others come.
    for given_up in &asking[..50] {
        given_up.abort();
    }
    let later: Vec<_> = (100..150).map(ask).collect();
    for asked in asking.into_iter().take(50) {
        assert!(asked.await.is_err());
    }
    *log.goes_on.lock().unwrap() = true;
    log.changed.notify_all();
    for asked in later {
        assert!(tokio::time::timeout(DEADLINE, asked).await.unwrap().unwrap());
    }
    assert_eq!(log.most.load(Ordering::SeqCst), DOORS_READ_AT_ONCE);
}
