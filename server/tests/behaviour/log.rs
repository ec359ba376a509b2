//! Every log keeps the same promises: in memory and in SQLite.

use std::path::Path;
use std::time::{Duration, Instant};

use bytes::Bytes;
use picnic::log::memory::MemoryLog;
use picnic::log::sqlite::SqliteLog;
use picnic::log::{Door, Log, UnusableRows, WriteOutcome};
use picnic_protocol::ids::{LogPosition, RoomId};

use crate::ears::ears;

pub(crate) const ROOM: RoomId = RoomId::from_bytes([1; 16]);
pub(crate) const OTHER: RoomId = RoomId::from_bytes([2; 16]);
pub(crate) const DEADLINE: Duration = Duration::from_secs(10);

pub(crate) fn append(log: &dyn Log, room: RoomId, position: u64, text: &str) {
    let (ears, events) = ears();
    log.append(room, LogPosition(position), Bytes::copy_from_slice(text.as_bytes()), None, ears);
    assert_eq!(
        events.recv_timeout(DEADLINE).unwrap(),
        WriteOutcome::Appended(LogPosition(position))
    );
    assert_eq!(events.recv_timeout(DEADLINE).unwrap(), WriteOutcome::OnDisk(LogPosition(position)));
}

fn put_snapshot(log: &dyn Log, room: RoomId, position: u64, text: &str) {
    let (ears, events) = ears();
    log.put_snapshot(room, LogPosition(position), parts(text), door(position), ears);
    let stored = WriteOutcome::SnapshotStored(LogPosition(position));
    assert_eq!(events.recv_timeout(DEADLINE).unwrap(), stored);
}

fn tail(log: &dyn Log, room: RoomId, after: u64) -> Vec<(u64, String)> {
    let records = log.tail(room, LogPosition(after)).unwrap();
    let text = |bytes: &Bytes| String::from_utf8(bytes.to_vec()).unwrap();
    assert_eq!(records.corrupt, []);
    records.sound.iter().map(|record| (record.position.0, text(&record.bytes))).collect()
}

fn snapshots(log: &dyn Log) -> Vec<u64> {
    log.snapshots(ROOM).unwrap().iter().map(|generation| generation.position.0).collect()
}

/// A snapshot's parts: a few.
fn parts(text: &str) -> Vec<Bytes> {
    let parts = [text, "board", "deletions"];
    parts.iter().map(|part| Bytes::copy_from_slice(part.as_bytes())).collect()
}

/// What a snapshot says first; none when that does not hold.
fn heads(log: &dyn Log) -> Vec<Option<Bytes>> {
    let snapshots = log.snapshots(ROOM).unwrap();
    snapshots.into_iter().map(|generation| generation.parts[0].clone()).collect()
}

fn door(position: u64) -> Bytes {
    format!("door {position}").into()
}

/// Waits until no file of a folder holds any of these, which is soon.
pub(crate) fn until_gone(folder: &Path, needles: &[&[u8]], what: &str) {
    let start = Instant::now();
    while needles.iter().any(|needle| holds(folder, needle)) {
        assert!(start.elapsed() < DEADLINE, "{what} is still in a file");
        std::thread::sleep(Duration::from_millis(20));
    }
}

pub(crate) fn on_every_log(promise: impl Fn(&dyn Log)) {
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
fn what_a_room_takes_is_told_and_grows_and_shrinks_with_its_rows() {
    on_every_log(|log| {
        let of = |room| log.bytes_of(room).unwrap();
        assert_eq!((of(ROOM), of(OTHER)), (0, 0));
        append(log, ROOM, 1, &"x".repeat(10_000));
        append(log, OTHER, 1, "other");
        assert_eq!((of(ROOM), of(OTHER)), (10_000, 5));
        put_snapshot(log, ROOM, 1, "one");
        append(log, ROOM, 2, "two");
        put_snapshot(log, ROOM, 2, "two");
        assert!((1..1_000).contains(&of(ROOM)), "the record is gone: {}", of(ROOM));
        assert_eq!(of(OTHER), 5);
        assert!(log.bytes().unwrap() >= of(ROOM) + of(OTHER));
    });
}

#[test]
fn a_seal_leaves_one_snapshot_and_nothing_from_before_it() {
    on_every_log(|log| {
        for position in 1..=4 {
            append(log, ROOM, position, &format!("secret {position}"));
            append(log, OTHER, position, "other");
        }
        put_snapshot(log, ROOM, 3, "secret snapshot");
        seal(log, ROOM, 5, "sealed");
        assert!(tail(log, ROOM, 0).is_empty());
        assert!(snapshots(log).iter().all(|position| *position == 5));
        assert_eq!(heads(log), [Some(Bytes::from("sealed"))]);
        append(log, ROOM, 6, "after");
        assert_eq!(tail(log, ROOM, 5), [(6, "after".into())]);
        put_snapshot(log, ROOM, 6, "six");
        assert_eq!(snapshots(log), [6, 5]);
        assert_eq!(tail(log, OTHER, 0).len(), 4);
    });
}

#[test]
fn a_snapshot_that_comes_after_a_newer_one_is_not_stored() {
    on_every_log(|log| {
        append(log, ROOM, 1, "secret");
        append(log, ROOM, 2, "secret");
        seal(log, ROOM, 3, "sealed");
        // It was compacted meanwhile, and holds what was sealed away.
        put_snapshot(log, ROOM, 2, "secret snapshot");
        assert!(snapshots(log).iter().all(|position| *position == 3));
    });
}

#[test]
fn a_seal_that_comes_after_a_newer_one_takes_nothing_of_it() {
    on_every_log(|log| {
        append(log, ROOM, 1, "secret");
        put_snapshot(log, ROOM, 1, "secret snapshot");
        seal(log, ROOM, 3, "newer");
        append(log, ROOM, 4, "after");
        // Both were given to threads at once; this one holds what the other sealed away.
        seal(log, ROOM, 2, "older, with a secret");
        assert_eq!(snapshots(log), [3]);
        assert_eq!(heads(log), [Some(Bytes::from("newer"))]);
        assert_eq!(tail(log, ROOM, 0), [(4, "after".into())]);
        assert_eq!(log.door(ROOM).unwrap(), Door::Sound(door(3)));
    });
}

#[test]
fn a_row_that_does_not_hold_keeps_no_snapshot_from_being_stored() {
    let folder = tempfile::tempdir().unwrap();
    {
        let log = SqliteLog::open(folder.path()).unwrap();
        append(&log, ROOM, 1, "a");
        put_snapshot(&log, ROOM, 1, "one");
    }
    spoil(folder.path(), "UPDATE parts SET position = 1025 WHERE part = 1");
    let log = SqliteLog::open(folder.path()).unwrap();
    append(&log, ROOM, 2, "b");
    put_snapshot(&log, ROOM, 2, "two");
    assert_eq!(heads(&log), [None, Some(Bytes::from("two")), Some(Bytes::from("one"))]);
    seal(&log, ROOM, 3, "sealed");
    assert_eq!(heads(&log), [Some(Bytes::from("sealed"))]);
}

#[test]
fn what_was_set_aside_is_sealed_away_too() {
    let folder = tempfile::tempdir().unwrap();
    let log = SqliteLog::open(folder.path()).unwrap();
    append(&log, ROOM, 1, &format!("{:1024}|hush|", ""));
    let aside = UnusableRows { records: vec![LogPosition(1)], ..UnusableRows::default() };
    log.set_aside(ROOM, aside).unwrap();
    assert!(holds(folder.path(), b"|hush|"));
    seal(&log, ROOM, 2, "sealed");
    until_gone(folder.path(), &[b"|hush|"], "what was set aside");
}

#[test]
fn a_sealed_snapshot_outlives_the_corruption_of_its_first_copy() {
    let folder = tempfile::tempdir().unwrap();
    {
        let log = SqliteLog::open(folder.path()).unwrap();
        append(&log, ROOM, 1, "secret");
        seal(&log, ROOM, 2, "sealed");
    }
    spoil_all(folder.path(), "UPDATE parts SET bytes = x'00' WHERE copy = 0");
    let log = SqliteLog::open(folder.path()).unwrap();
    assert_eq!(log.snapshots(ROOM).unwrap()[0].whole().unwrap(), parts("sealed"));
}

#[test]
fn a_snapshots_first_part_outlives_the_corruption_of_either_copy_and_no_part_costs_another() {
    for copy in [0, 1] {
        let folder = tempfile::tempdir().unwrap();
        {
            let log = SqliteLog::open(folder.path()).unwrap();
            append(&log, ROOM, 1, "a");
            put_snapshot(&log, ROOM, 1, "one");
        }
        spoil(
            folder.path(),
            &format!("UPDATE parts SET bytes = x'00' WHERE part = 0 AND copy = {copy}"),
        );
        spoil(folder.path(), "UPDATE parts SET position = 0 WHERE part = 1");
        let log = SqliteLog::open(folder.path()).unwrap();
        let snapshot = &log.snapshots(ROOM).unwrap()[0];
        let [head, board, deletions] = &snapshot.parts[..] else { panic!("{snapshot:?}") };
        assert_eq!(head.as_deref(), Some(&b"one"[..]));
        assert_eq!((board, deletions.as_deref()), (&None, Some(&b"deletions"[..])));
    }
}

#[test]
fn a_door_is_told_as_it_was_given_last_whatever_comes_late() {
    on_every_log(|log| {
        assert_eq!(log.door(ROOM).unwrap(), Door::Untold);
        append(log, ROOM, 1, "a");
        assert_eq!(log.door(ROOM).unwrap(), Door::Untold);
        let (ears, events) = ears();
        log.append(ROOM, LogPosition(2), Bytes::from("b"), Some(door(2)), ears);
        assert_eq!(events.recv_timeout(DEADLINE).unwrap(), WriteOutcome::Appended(LogPosition(2)));
        assert_eq!(log.door(ROOM).unwrap(), Door::Sound(door(2)));
        // It was compacted while the door changed.
        put_snapshot(log, ROOM, 1, "one");
        assert_eq!(log.door(ROOM).unwrap(), Door::Sound(door(2)));
        seal(log, ROOM, 3, "sealed");
        assert_eq!(log.door(ROOM).unwrap(), Door::Sound(door(3)));
        assert_eq!(log.door(OTHER).unwrap(), Door::Untold);
    });
}

#[test]
fn a_door_outlives_the_corruption_of_either_row_and_both_are_said() {
    for (tables, told) in [
        (&["doors"][..], Door::Sound(door(1))),
        (&["spare_doors"], Door::Sound(door(1))),
        (&["doors", "spare_doors"], Door::Corrupt),
    ] {
        let folder = tempfile::tempdir().unwrap();
        {
            let log = SqliteLog::open(folder.path()).unwrap();
            put_snapshot(&log, ROOM, 1, "one");
        }
        for table in tables {
            spoil(folder.path(), &format!("UPDATE {table} SET bytes = x'00'"));
        }
        let log = SqliteLog::open(folder.path()).unwrap();
        assert_eq!(log.door(ROOM).unwrap(), told, "{tables:?}");
    }
}

/// Neighbouring rooms fill and split the same pages of the database, which is where SQLite leaves
/// copies of a row's beginning behind: of these rows without their padding, a few are found.
#[test]
fn no_file_keeps_a_byte_of_what_was_sealed_away() {
    let folder = tempfile::tempdir().unwrap();
    let log = SqliteLog::open(folder.path()).unwrap();
    let room = |number: u64| RoomId::from_bytes([u8::try_from(number * 83 % 251).unwrap(); 16]);
    let (ears, events) = ears();
    let mut positions = [0; 60];
    // Draws an order in which some are left behind when the padding is taken away.
    let mut drawn: u64 = 4;
    for _ in 0..6_000 {
        drawn = drawn.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let number = (drawn >> 33) % 60;
        let filler = "x".repeat(usize::try_from((drawn >> 40) % 280).unwrap() + 20);
        // As a room's secret records are: behind their padding.
        let secret = number.is_multiple_of(3);
        let text = if secret { format!("{:1024}|hush|{filler}", "") } else { filler };
        let position = &mut positions[usize::try_from(number).unwrap()];
        *position += 1;
        log.append(room(number), LogPosition(*position), text.into(), None, ears.clone());
    }
    let snapshot = format!("{:4096}|hush|", "");
    for (number, position) in (0..).zip(positions).step_by(3) {
        let parts = vec![snapshot.clone().into(), Bytes::from("board")];
        log.put_snapshot(room(number), LogPosition(position), parts, door(position), ears.clone());
    }
    let stored = || events.recv_timeout(DEADLINE).unwrap();
    let mut snapshots = 0;
    while snapshots < 20 {
        snapshots += usize::from(matches!(stored(), WriteOutcome::SnapshotStored(_)));
    }
    assert!(holds(folder.path(), b"|hush|"));
    for (number, position) in (0..).zip(positions).step_by(3) {
        seal(&log, room(number), position + 1, "sealed");
    }
    until_gone(folder.path(), &[b"|hush|"], "something sealed away");
    assert_eq!(tail(&log, room(1), 0).len() as u64, positions[1]);
}

#[test]
fn what_was_sealed_away_is_gone_when_the_folder_is_opened_after_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let log = SqliteLog::open(folder.path()).unwrap();
    append(&log, ROOM, 1, &format!("{:1024}|hush|", ""));
    // A reader keeps the write-ahead file from being emptied, until the process is gone.
    let reader = rusqlite::Connection::open(folder.path().join("picnic.db")).unwrap();
    reader.execute_batch("BEGIN; SELECT count(*) FROM records").unwrap();
    let count: i64 =
        reader.query_row("SELECT count(*) FROM records", [], |row| row.get(0)).unwrap();
    assert_eq!(count, 1);
    seal(&log, ROOM, 2, "sealed");
    let copy = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, copy.path().join(path.file_name().unwrap())).unwrap();
    }
    assert!(holds(copy.path(), b"|hush|"));
    let again = SqliteLog::open(copy.path()).unwrap();
    assert!(!holds(copy.path(), b"|hush|"));
    assert_eq!(heads(&again), [Some(Bytes::from("sealed"))]);
}

pub(crate) fn holds(folder: &Path, needle: &[u8]) -> bool {
    std::fs::read_dir(folder).unwrap().any(|file| {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        bytes.windows(needle.len()).any(|window| window == needle)
    })
}

pub(crate) fn seal(log: &dyn Log, room: RoomId, position: u64, text: &str) {
    let (ears, events) = ears();
    log.seal(room, LogPosition(position), parts(text), door(position), ears);
    let sealed = WriteOutcome::Sealed(LogPosition(position));
    assert_eq!(events.recv_timeout(DEADLINE).unwrap(), sealed);
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
    spoil_all(folder.path(), "UPDATE parts SET bytes = x'00' WHERE part = 0");
    let log = SqliteLog::open(folder.path()).unwrap();
    assert_eq!(log.tail(ROOM, LogPosition::START).unwrap().corrupt, [LogPosition(1)]);
    assert_eq!(heads(&log), [None]);
    assert_eq!(tail(&log, OTHER, 0), [(1, "other".into())]);
}

#[test]
fn what_is_set_aside_is_gone_from_the_room_and_kept() {
    on_every_log(|log| {
        append(log, ROOM, 1, "a");
        append(log, ROOM, 2, "b");
        append(log, OTHER, 2, "other");
        put_snapshot(log, ROOM, 2, "two");
        let aside = UnusableRows {
            records: vec![LogPosition(2)],
            snapshots: vec![LogPosition(2), LogPosition(9)],
            torn: Vec::new(),
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
    log.set_aside(ROOM, UnusableRows { records: vec![LogPosition(1)], ..UnusableRows::default() })
        .unwrap();
    let database = rusqlite::Connection::open(folder.path().join("picnic.db")).unwrap();
    let kept = "SELECT bytes FROM quarantine WHERE origin = 'records' AND position = 1";
    let bytes: Vec<u8> = database.query_row(kept, [], |row| row.get(0)).unwrap();
    assert_eq!(bytes, b"a");
}

fn spoil_all(folder: &Path, sql: &str) {
    let database = rusqlite::Connection::open(folder.join("picnic.db")).unwrap();
    assert!(database.execute(sql, []).unwrap() > 1);
}

pub(crate) fn spoil(folder: &Path, sql: &str) {
    let database = rusqlite::Connection::open(folder.join("picnic.db")).unwrap();
    assert_eq!(database.execute(sql, []).unwrap(), 1);
}

#[test]
fn a_record_whose_place_is_taken_is_stored_and_what_stood_there_and_after_is_set_aside() {
    let folder = tempfile::tempdir().unwrap();
    let log = SqliteLog::open(folder.path()).unwrap();
    for (position, text) in [(1, "a"), (2, "led past"), (3, "led past, too")] {
        append(&log, ROOM, position, text);
    }
    // The room was read as if it ended at 1, which damage does. It must not be «not saved» for good.
    append(&log, ROOM, 2, "b");
    assert!(log.works() && log.is_damaged(), "the next start looks through all of it");
    assert_eq!(tail(&log, ROOM, 0), [(1, "a".into()), (2, "b".into())]);
    drop(log);
    let database = rusqlite::Connection::open(folder.path().join("picnic.db")).unwrap();
    let set_aside = "SELECT count(*) FROM quarantine WHERE position IN (2, 3)";
    assert_eq!(database.query_row(set_aside, [], |row| row.get::<_, i64>(0)).unwrap(), 2);
}

#[test]
fn a_log_does_not_work_while_one_rooms_writes_fail_though_others_go() {
    let folder = tempfile::tempdir().unwrap();
    let log = SqliteLog::open(folder.path()).unwrap();
    append(&log, ROOM, 1, "a");
    let database = rusqlite::Connection::open(folder.path().join("picnic.db")).unwrap();
    // As what is large does on a disk that is nearly full.
    let refuse = "CREATE TRIGGER full BEFORE INSERT ON records WHEN NEW.room = x'01010101010101010101010101010101'
        BEGIN SELECT RAISE(FAIL, 'full'); END";
    database.execute_batch(refuse).unwrap();
    let (told, events) = ears();
    log.append(ROOM, LogPosition(2), Bytes::from_static(b"large"), None, told);
    assert_eq!(events.recv_timeout(DEADLINE).unwrap(), WriteOutcome::AppendFailed);
    append(&log, OTHER, 1, "small");
    assert!(!log.works(), "people in the one room are told that nothing is saved");
    put_snapshot(&log, ROOM, 2, "everything");
    assert!(log.works());
}
