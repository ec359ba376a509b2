//! Every log keeps the same promises: in memory and in SQLite.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use bytes::Bytes;
use picnic::log::memory::MemoryLog;
use picnic::log::sqlite::SqliteLog;
use picnic::log::{Aside, Event, Log, Observer};
use picnic_protocol::ids::{LogPosition, RoomId};

const ROOM: RoomId = RoomId::from_bytes([1; 16]);
const OTHER: RoomId = RoomId::from_bytes([2; 16]);
const DEADLINE: Duration = Duration::from_secs(10);

struct Ears(Sender<Event>);

impl Observer for Ears {
    fn notify(&self, event: Event) {
        self.0.send(event).unwrap();
    }
}

fn ears() -> (Arc<Ears>, Receiver<Event>) {
    let (sender, events) = channel();
    (Arc::new(Ears(sender)), events)
}

fn append(log: &dyn Log, room: RoomId, position: u64, text: &str) {
    let (ears, events) = ears();
    log.append(room, LogPosition(position), Bytes::copy_from_slice(text.as_bytes()), ears);
    assert_eq!(events.recv_timeout(DEADLINE).unwrap(), Event::Appended(LogPosition(position)));
    assert_eq!(events.recv_timeout(DEADLINE).unwrap(), Event::OnDisk(LogPosition(position)));
}

fn put_snapshot(log: &dyn Log, room: RoomId, position: u64, text: &str) {
    let (ears, events) = ears();
    log.put_snapshot(room, LogPosition(position), Bytes::copy_from_slice(text.as_bytes()), ears);
    let stored = Event::SnapshotStored(LogPosition(position));
    assert_eq!(events.recv_timeout(DEADLINE).unwrap(), stored);
}

fn tail(log: &dyn Log, room: RoomId, after: u64) -> Vec<(u64, String)> {
    let records = log.tail(room, LogPosition(after)).unwrap();
    let text = |bytes: &Bytes| String::from_utf8(bytes.to_vec()).unwrap();
    assert_eq!(records.corrupt, []);
    records.sound.iter().map(|record| (record.position.0, text(&record.bytes))).collect()
}

fn snapshots(log: &dyn Log) -> Vec<u64> {
    log.snapshots(ROOM).unwrap().sound.iter().map(|stored| stored.position.0).collect()
}

fn on_every_log(promise: impl Fn(&dyn Log)) {
    promise(&MemoryLog::default());
    let folder = tempfile::tempdir().unwrap();
    promise(&SqliteLog::open(folder.path()).unwrap());
}

#[test]
fn records_come_back_in_order_and_each_room_has_its_own() {
    on_every_log(|log| {
        append(log, ROOM, 1, "a");
        append(log, OTHER, 1, "other");
        append(log, ROOM, 2, "b");
        append(log, ROOM, 3, "c");
        assert_eq!(tail(log, ROOM, 0), [(1, "a".into()), (2, "b".into()), (3, "c".into())]);
        assert_eq!(tail(log, ROOM, 2), [(3, "c".into())]);
        assert_eq!(tail(log, OTHER, 0), [(1, "other".into())]);
        assert!(tail(log, RoomId::from_bytes([9; 16]), 0).is_empty());
    });
}

#[test]
fn two_generations_of_snapshots_are_kept_and_the_records_after_the_older() {
    on_every_log(|log| {
        for position in 1..=6 {
            append(log, ROOM, position, &position.to_string());
        }
        put_snapshot(log, ROOM, 2, "two");
        assert_eq!(tail(log, ROOM, 0).len(), 6, "one snapshot alone may be corrupt");
        put_snapshot(log, ROOM, 4, "four");
        assert_eq!(snapshots(log), [4, 2]);
        assert_eq!(tail(log, ROOM, 0).first().unwrap().0, 3);
        put_snapshot(log, ROOM, 6, "six");
        assert_eq!(snapshots(log), [6, 4]);
        assert_eq!(tail(log, ROOM, 0).first().unwrap().0, 5);
    });
}

#[test]
fn what_was_appended_is_there_when_the_folder_is_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    {
        let log = SqliteLog::open(folder.path()).unwrap();
        append(&log, ROOM, 1, "a");
        put_snapshot(&log, ROOM, 1, "one");
    }
    let log = SqliteLog::open(folder.path()).unwrap();
    assert_eq!(tail(&log, ROOM, 0), [(1, "a".into())]);
    assert_eq!(snapshots(&log), [1]);
}

#[test]
fn a_change_of_a_stored_byte_is_found_out() {
    let folder = tempfile::tempdir().unwrap();
    {
        let log = SqliteLog::open(folder.path()).unwrap();
        append(&log, ROOM, 1, "a");
        append(&log, OTHER, 1, "other");
        put_snapshot(&log, ROOM, 1, "one");
    }
    spoil(folder.path(), "UPDATE records SET bytes = x'62' WHERE bytes = x'61'");
    spoil(folder.path(), "UPDATE snapshots SET bytes = x'00'");
    let log = SqliteLog::open(folder.path()).unwrap();
    assert_eq!(log.tail(ROOM, LogPosition::START).unwrap().corrupt, [LogPosition(1)]);
    assert_eq!(log.snapshots(ROOM).unwrap().corrupt, [LogPosition(1)]);
    assert_eq!(tail(&log, OTHER, 0), [(1, "other".into())]);
}

#[test]
fn what_is_set_aside_is_gone_from_the_room_and_kept() {
    on_every_log(|log| {
        append(log, ROOM, 1, "a");
        append(log, ROOM, 2, "b");
        append(log, OTHER, 2, "other");
        put_snapshot(log, ROOM, 2, "two");
        let aside = Aside {
            records: vec![LogPosition(2)],
            snapshots: vec![LogPosition(2), LogPosition(9)],
        };
        log.set_aside(ROOM, aside).unwrap();
        assert_eq!(tail(log, ROOM, 0), [(1, "a".into())]);
        assert_eq!(tail(log, OTHER, 0), [(2, "other".into())]);
        assert!(snapshots(log).is_empty());
        append(log, ROOM, 2, "again");
    });
    let folder = tempfile::tempdir().unwrap();
    let log = SqliteLog::open(folder.path()).unwrap();
    append(&log, ROOM, 1, "a");
    log.set_aside(ROOM, Aside { records: vec![LogPosition(1)], snapshots: vec![] }).unwrap();
    let database = rusqlite::Connection::open(folder.path().join("picnic.db")).unwrap();
    let kept = "SELECT bytes FROM quarantine WHERE origin = 'records' AND position = 1";
    let bytes: Vec<u8> = database.query_row(kept, [], |row| row.get(0)).unwrap();
    assert_eq!(bytes, b"a");
}

fn spoil(folder: &Path, sql: &str) {
    let database = rusqlite::Connection::open(folder.join("picnic.db")).unwrap();
    assert_eq!(database.execute(sql, []).unwrap(), 1);
}

#[test]
fn a_record_that_is_already_there_is_refused_and_the_log_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let log = SqliteLog::open(folder.path()).unwrap();
    append(&log, ROOM, 1, "a");
    let (ears, events) = ears();
    log.append(ROOM, LogPosition(1), Bytes::from_static(b"again"), ears);
    assert_eq!(events.recv_timeout(DEADLINE).unwrap(), Event::AppendFailed);
    assert!(!log.works());
    append(&log, ROOM, 2, "b");
    assert!(log.works());
    assert_eq!(tail(&log, ROOM, 0), [(1, "a".into()), (2, "b".into())]);
}
