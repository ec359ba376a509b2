//! Damaged bytes on disk, and what a log makes of them: real files, spoiled.

use std::fs::File;
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::time::{Duration, Instant};

use bytes::Bytes;
use picnic::access::key::{MARK, mark, refuse_another};
use picnic::log::sqlite::SqliteLog;
use picnic::log::{Door, Log, LogError, WriteOutcome};
use picnic::room::links::ServerKey;
use picnic_protocol::ids::{LogPosition, RoomId};
use tempfile::TempDir;

use crate::ears::ears;

const ROOM: RoomId = RoomId::from_bytes([1; 16]);
const OTHER: RoomId = RoomId::from_bytes([2; 16]);
const DEADLINE: Duration = Duration::from_secs(20);
const RECORDS: u64 = 60;

fn append(log: &dyn Log, room: RoomId, position: u64) -> bool {
    let (ears, events) = ears();
    log.append(room, LogPosition(position), record(position), None, ears);
    matches!(events.recv_timeout(DEADLINE), Ok(WriteOutcome::Appended(_)))
}

fn put_snapshot(log: &dyn Log, position: u64) {
    let (ears, events) = ears();
    let parts = vec!["head".into(), record(position)];
    log.put_snapshot(ROOM, LogPosition(position), parts, "door".into(), ears);
    let stored = WriteOutcome::SnapshotStored(LogPosition(position));
    assert_eq!(events.recv_timeout(DEADLINE).unwrap(), stored);
}

/// Some larger than a page of the database, some smaller.
fn record(position: u64) -> Bytes {
    format!("<{position}>").repeat(if position.is_multiple_of(3) { 2_000 } else { 20 }).into()
}

/// A folder with two rooms, closed well. Snapshots have freed pages.
fn folder() -> TempDir {
    folder_of(RECORDS)
}

/// The same with so many records in each.
fn folder_of(records: u64) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let log = SqliteLog::open(folder.path()).unwrap();
    for position in 1..=records {
        assert!(append(&log, ROOM, position) && append(&log, OTHER, position));
    }
    put_snapshot(&log, 30);
    put_snapshot(&log, 40);
    folder
}

/// Everything of the two rooms is there, and only that.
fn is_whole(log: &dyn Log) {
    for (room, after) in [(ROOM, 30), (OTHER, 0)] {
        let records = log.tail(room, LogPosition::START).unwrap();
        assert_eq!(records.corrupt, []);
        let positions: Vec<_> = records.sound.iter().map(|record| record.position.0).collect();
        assert_eq!(positions, (after + 1..=RECORDS).collect::<Vec<_>>());
        assert!(records.sound.iter().all(|stored| stored.bytes == record(stored.position.0)));
    }
    let snapshots = log.snapshots(ROOM).unwrap();
    assert!(snapshots.iter().all(|snapshot| snapshot.whole().is_some()));
    assert_eq!(snapshots.iter().map(|snapshot| snapshot.position.0).collect::<Vec<_>>(), [40, 30]);
    assert_eq!(log.door(ROOM).unwrap(), Door::Sound("door".into()));
}

fn flip(path: &Path, at: usize, mask: u8) {
    let mut bytes = std::fs::read(path).unwrap();
    bytes[at] ^= mask;
    std::fs::write(path, bytes).unwrap();
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    // What SQLite has while it is open.
    names
        .retain(|name| !matches!(&name[..], "picnic.db-wal" | "picnic.db-shm" | "picnic.db-saved"));
    names.sort_unstable();
    names
}

#[test]
fn a_flipped_byte_anywhere_in_the_databases_header_loses_nothing() {
    // Each mostly waits for the disk.
    const AT_ONCE: usize = 10;
    let original = std::fs::read(folder().path().join("picnic.db")).unwrap();
    std::thread::scope(|scope| {
        for first in 0..AT_ONCE {
            let original = &original;
            scope.spawn(move || {
                for at in (first..100).step_by(AT_ONCE) {
                    survives_a_flip(original, at, 0x01);
                    survives_a_flip(original, at, 0xff);
                }
            });
        }
    });
}

fn survives_a_flip(original: &[u8], at: usize, mask: u8) {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("picnic.db");
    std::fs::write(&database, original).unwrap();
    flip(&database, at, mask);
    let log = SqliteLog::open(folder.path())
        .unwrap_or_else(|error| panic!("byte {at} ^ {mask:#x}: {error}"));
    is_whole(&log);
    // It takes new records too: at once, or after it has mended itself.
    let end = Instant::now() + DEADLINE;
    let more = RECORDS + 1..RECORDS + 20;
    for position in more.clone() {
        while !append(&log, OTHER, position) {
            assert!(Instant::now() < end, "byte {at} ^ {mask:#x}: never writes again");
        }
    }
    drop(log);
    let log = SqliteLog::open(folder.path()).unwrap();
    let tail = log.tail(OTHER, LogPosition(RECORDS)).unwrap();
    assert_eq!(tail.sound.len(), more.count(), "byte {at} ^ {mask:#x}");
}

#[test]
fn a_database_that_cannot_be_opened_is_kept_beside_the_new_one() {
    let folder = folder();
    let database = folder.path().join("picnic.db");
    flip(&database, 3, 0x10);
    let damaged = std::fs::read(&database).unwrap();
    is_whole(&SqliteLog::open(folder.path()).unwrap());
    let names = names(folder.path());
    let [new, kept] = &names[..] else { panic!("{names:?}") };
    assert_eq!(new, "picnic.db");
    assert!(kept.starts_with("picnic.db.damaged-"), "{kept}");
    assert_eq!(std::fs::read(folder.path().join(kept)).unwrap(), damaged, "it is as it was");
    // The next start finds nothing wrong.
    is_whole(&SqliteLog::open(folder.path()).unwrap());
    assert_eq!(self::names(folder.path()), names);
}

#[test]
fn what_the_write_ahead_file_has_is_salvaged_too() {
    let folder = folder();
    let (database, copy) = (folder.path().join("picnic.db"), tempfile::tempdir().unwrap());
    let log = SqliteLog::open(folder.path()).unwrap();
    assert!(append(&log, OTHER, RECORDS + 1));
    // As `kill -9` leaves it.
    for name in ["picnic.db", "picnic.db-wal"] {
        std::fs::copy(folder.path().join(name), copy.path().join(name)).unwrap();
    }
    drop(log);
    assert!(database.exists());
    flip(&copy.path().join("picnic.db"), 0, 0xff);
    let log = SqliteLog::open(copy.path()).unwrap();
    let tail = log.tail(OTHER, LogPosition::START).unwrap();
    assert_eq!(tail.sound.last().unwrap().position, LogPosition(RECORDS + 1));
}

#[test]
fn an_unreadable_page_in_the_middle_costs_what_stands_on_it_and_is_said() {
    let folder = folder();
    let database = folder.path().join("picnic.db");
    let mut bytes = std::fs::read(&database).unwrap();
    // A leaf of the records: the header's damage brings it to light.
    let leaf = bytes.chunks(4_096).rposition(|page| page[0] == 10).unwrap();
    bytes[leaf * 4_096..][..64].fill(0xee);
    bytes[0] = 0;
    std::fs::write(&database, &bytes).unwrap();
    let log = SqliteLog::open(folder.path()).unwrap();
    let found = log.tail(ROOM, LogPosition::START).unwrap().sound.len()
        + log.tail(OTHER, LogPosition::START).unwrap().sound.len();
    let all = usize::try_from(RECORDS + 30).unwrap();
    assert!(found < all, "a page was lost");
    assert!(found > all / 2, "{found} of {all}: more than a page was lost");
}

#[test]
fn a_database_cut_in_half_gives_what_its_half_holds() {
    let folder = folder();
    let database = folder.path().join("picnic.db");
    let bytes = std::fs::read(&database).unwrap();
    std::fs::write(&database, &bytes[..bytes.len() / 2]).unwrap();
    let log = SqliteLog::open(folder.path()).unwrap();
    let mut found = 0;
    for (room, after) in [(ROOM, 30), (OTHER, 0)] {
        let records = log.tail(room, LogPosition(after)).unwrap().sound;
        assert!(records.iter().all(|stored| stored.bytes == record(stored.position.0)));
        found += records.len();
    }
    let all = usize::try_from(RECORDS + 30).unwrap();
    assert!(found > all / 4, "{found} of {all}");
    assert!(append(&log, OTHER, RECORDS + 1), "it goes on");
}

#[test]
fn a_database_cut_after_a_crash_gives_what_is_left_of_it_and_of_its_write_ahead_file() {
    // So many that the tables' own first pages, which stand before all rows, are a small part of the database.
    const MANY: u64 = 80;
    for part in [4, 3, 2] {
        let left = folder_of(MANY);
        // A crash left it: its last commits stand in the write-ahead file alone.
        let crashed = tempfile::tempdir().unwrap();
        {
            let log = SqliteLog::open(left.path()).unwrap();
            assert!(append(&log, OTHER, MANY + 1));
            for name in ["picnic.db", "picnic.db-wal"] {
                std::fs::copy(left.path().join(name), crashed.path().join(name)).unwrap();
            }
        }
        let database = crashed.path().join("picnic.db");
        assert!(std::fs::metadata(crashed.path().join("picnic.db-wal")).unwrap().len() > 0);
        let bytes = std::fs::read(&database).unwrap();
        std::fs::write(&database, &bytes[..bytes.len() / part]).unwrap();
        let log = SqliteLog::open(crashed.path()).unwrap();
        let found = log.tail(ROOM, LogPosition(30)).unwrap().sound.len()
            + log.tail(OTHER, LogPosition::START).unwrap().sound.len();
        let all = usize::try_from(2 * MANY - 30).unwrap();
        assert!(found > all / (2 * part), "{found} of {all} in 1/{part}");
        assert!(log.lost_before_ms().is_some(), "it is told");
        assert!(append(&log, OTHER, MANY + 2), "it goes on");
    }
}

#[test]
fn a_damaged_fork_of_a_table_costs_no_row_that_stands_below_it() {
    let folder = folder();
    let database = folder.path().join("picnic.db");
    let mut bytes = std::fs::read(&database).unwrap();
    let forks: Vec<_> = (1..bytes.len() / 4_096)
        .map(|page| page * 4_096)
        .filter(|at| matches!(bytes[*at], 0x02 | 0x05))
        .collect();
    assert!(!forks.is_empty());
    for at in forks {
        // It counts no children any more, and the last is said to be elsewhere.
        bytes[at] = 0x05;
        bytes[at + 8..at + 12].fill(0xff);
    }
    std::fs::write(&database, &bytes).unwrap();
    let log = SqliteLog::open(folder.path()).unwrap();
    let found = log.tail(OTHER, LogPosition::START).unwrap().sound.len()
        + log.tail(ROOM, LogPosition::START).unwrap().sound.len();
    let all = usize::try_from(RECORDS + 30).unwrap();
    // What stood in the fork itself is lost.
    assert!(found > all * 9 / 10, "{found} of {all}");
    drop(log);
    // The next start has written the database anew.
    let log = SqliteLog::open(folder.path()).unwrap();
    assert!(append(&log, OTHER, RECORDS + 1));
    assert!(names(folder.path()).iter().any(|name| name.starts_with("picnic.db.damaged-")));
}

#[test]
fn a_database_of_which_nothing_can_be_read_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("picnic.db");
    let noise: Vec<u8> =
        (0..20_000_u32).map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[0]).collect();
    std::fs::write(&database, &noise).unwrap();
    let Err(error) = SqliteLog::open(folder.path()) else { panic!("it opens") };
    assert!(matches!(error, LogError::Lost(..)), "{error}");
    assert!(error.to_string().contains("Put a backup in its place"), "{error}");
    assert_eq!(names(folder.path()), ["picnic.db"]);
    assert_eq!(std::fs::read(&database).unwrap(), noise);
}

#[test]
fn a_salvage_for_which_there_is_no_room_keeps_nobody_from_what_can_be_read() {
    let folder = folder();
    std::fs::write(folder.path().join("picnic.db.salvage"), "").unwrap();
    // Where a copy would be made, nothing can be.
    let in_the_way = folder.path().join("picnic.db.copy");
    std::fs::create_dir(&in_the_way).unwrap();
    let log = SqliteLog::open(folder.path()).unwrap();
    is_whole(&log);
    drop(log);
    assert!(folder.path().join("picnic.db.salvage").exists(), "the next start tries again");
    std::fs::remove_dir(&in_the_way).unwrap();
    is_whole(&SqliteLog::open(folder.path()).unwrap());
    assert!(!folder.path().join("picnic.db.salvage").exists());
}

#[test]
fn a_salvage_cut_off_between_its_last_steps_is_finished() {
    let folder = folder();
    let database = folder.path().join("picnic.db");
    std::fs::rename(&database, folder.path().join("picnic.db.salvaged")).unwrap();
    is_whole(&SqliteLog::open(folder.path()).unwrap());
    assert_eq!(names(folder.path()), ["picnic.db"]);
}

#[test]
fn a_flipped_byte_in_the_middle_of_the_write_ahead_file_is_found_out_and_the_file_kept() {
    let folder = folder();
    let log = SqliteLog::open(folder.path()).unwrap();
    for position in RECORDS + 1..=RECORDS + 9 {
        assert!(append(&log, OTHER, position));
    }
    let written = std::fs::read(folder.path().join("picnic.db-wal")).unwrap();
    let database = std::fs::read(folder.path().join("picnic.db")).unwrap();
    drop(log);
    let mut found = 0;
    let mut seed = 0x2545_f491_u32;
    for _ in 0..40 {
        let copy = tempfile::tempdir().unwrap();
        std::fs::write(copy.path().join("picnic.db"), &database).unwrap();
        let mut spoiled = written.clone();
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let at = seed as usize % spoiled.len();
        spoiled[at] ^= 0x08;
        std::fs::write(copy.path().join("picnic.db-wal"), &spoiled).unwrap();
        let log = SqliteLog::open(copy.path()).unwrap();
        let last = log.tail(OTHER, LogPosition::START).unwrap().sound.last().unwrap().position;
        let is_whole = last == LogPosition(RECORDS + 9);
        // Only the very last commit is no more than torn.
        assert!(
            is_whole || log.lost_before_ms().is_some() || last == LogPosition(RECORDS + 8),
            "byte {at}"
        );
        if log.lost_before_ms().is_some() {
            found += 1;
            let kept = names(copy.path());
            let kept = kept.iter().find(|name| name.starts_with("picnic.db.damaged-")).unwrap();
            assert_eq!(std::fs::read(copy.path().join(kept)).unwrap(), spoiled);
        }
    }
    assert!(found > 30, "{found} of 40");
}

#[test]
fn a_log_that_was_closed_or_killed_has_lost_nothing() {
    let folder = folder();
    assert!(!folder.path().join("picnic.db-wal").exists(), "it was folded back");
    let log = SqliteLog::open(folder.path()).unwrap();
    assert!(log.lost_before_ms().is_none());
    let copy = tempfile::tempdir().unwrap();
    for round in 1..=20 {
        assert!(append(&log, OTHER, RECORDS + round));
        for name in ["picnic.db", "picnic.db-wal"] {
            std::fs::copy(folder.path().join(name), copy.path().join(name)).unwrap();
        }
        assert!(SqliteLog::open(copy.path()).unwrap().lost_before_ms().is_none());
    }
}

#[test]
fn a_write_ahead_file_that_is_missing_after_a_kill_is_said() {
    let folder = folder();
    let log = SqliteLog::open(folder.path()).unwrap();
    let (ears, events) = ears();
    let position = LogPosition(RECORDS + 1);
    log.append(OTHER, position, record(position.0), None, ears);
    while events.recv_timeout(DEADLINE).unwrap() != WriteOutcome::OnDisk(position) {}
    // As `kill -9` leaves it, and somebody who copies the database alone.
    let copy = tempfile::tempdir().unwrap();
    for name in ["picnic.db", "picnic.db-saved"] {
        std::fs::copy(folder.path().join(name), copy.path().join(name)).unwrap();
    }
    drop(log);
    let again = SqliteLog::open(copy.path()).unwrap();
    let lost_before_ms = again.lost_before_ms();
    assert!(lost_before_ms.is_some());
    drop(again);
    let later = SqliteLog::open(copy.path()).unwrap();
    assert_eq!(later.lost_before_ms(), lost_before_ms, "a room may be opened no sooner than now");
    assert!(
        SqliteLog::open(folder.path()).unwrap().lost_before_ms().is_none(),
        "it was closed well"
    );
}

#[test]
fn a_torn_end_of_the_write_ahead_file_costs_only_what_was_torn() {
    let folder = folder();
    let copy = tempfile::tempdir().unwrap();
    let log = SqliteLog::open(folder.path()).unwrap();
    for position in RECORDS + 1..=RECORDS + 3 {
        assert!(append(&log, OTHER, position));
    }
    for name in ["picnic.db", "picnic.db-wal"] {
        std::fs::copy(folder.path().join(name), copy.path().join(name)).unwrap();
    }
    drop(log);
    let write_ahead = copy.path().join("picnic.db-wal");
    let length = std::fs::metadata(&write_ahead).unwrap().len();
    std::fs::File::options().write(true).open(&write_ahead).unwrap().set_len(length - 7).unwrap();
    let log = SqliteLog::open(copy.path()).unwrap();
    let tail = log.tail(OTHER, LogPosition::START).unwrap();
    assert_eq!(tail.sound.last().unwrap().position, LogPosition(RECORDS + 2));
    assert!(log.lost_before_ms().is_none(), "nothing that was saved");
    assert!(append(&log, OTHER, RECORDS + 3), "it goes on where it was torn");
}

#[test]
fn a_room_whose_records_cannot_be_written_is_saved_whole_and_the_damage_is_said() {
    let folder = folder();
    let database = folder.path().join("picnic.db");
    let mut bytes = std::fs::read(&database).unwrap();
    // Leaves with records of that room, of which the tree finds that they are none.
    let leaves: Vec<_> = (1..bytes.len() / 4_096)
        .map(|page| page * 4_096)
        .filter(|at| {
            let page = &bytes[*at..at + 4_096];
            page[0] == 10 && page.windows(18).any(|cell| cell.ends_with(&[2; 16]))
        })
        .collect();
    assert!(leaves.len() > 3, "{leaves:?}");
    for at in leaves {
        bytes[at..at + 64].fill(0xee);
    }
    // While it runs, for a start would mend it.
    let log = SqliteLog::open(folder.path()).unwrap();
    File::options().write(true).open(&database).unwrap().write_all_at(&bytes, 0).unwrap();
    assert!(!log.is_damaged());
    assert!(!append(&log, OTHER, RECORDS + 1), "it is not said to be appended");
    assert!(log.is_damaged());
    for position in RECORDS + 1..=RECORDS + 5 {
        let (ears, events) = ears();
        let parts = vec!["head".into(), record(position)];
        let door = "door of the other".into();
        log.put_snapshot(OTHER, LogPosition(position), parts, door, ears);
        let stored = WriteOutcome::SnapshotStored(LogPosition(position));
        assert_eq!(events.recv_timeout(DEADLINE).unwrap(), stored);
    }
    let is_kept = |log: &SqliteLog| {
        let newest = &log.snapshots(OTHER).unwrap()[0];
        assert_eq!(newest.position.0, RECORDS + 5);
        assert_eq!(newest.whole().unwrap()[1], record(RECORDS + 5));
        assert!(log.tail(OTHER, newest.position).unwrap().sound.is_empty());
    };
    is_kept(&log);
    drop(log);
    let log = SqliteLog::open(folder.path()).unwrap();
    is_kept(&log);
    assert!(!log.is_damaged() && append(&log, OTHER, RECORDS + 6), "the start has mended it");
}

#[test]
fn a_door_is_told_by_either_of_its_tables_where_a_page_of_the_other_is_damaged() {
    let folder = folder();
    let database = rusqlite::Connection::open(folder.path().join("picnic.db")).unwrap();
    let root = |table: &str| {
        let find = "SELECT rootpage FROM sqlite_schema WHERE name = ?1";
        database.query_row(find, [table], |row| row.get::<_, u32>(0)).unwrap() as usize
    };
    let roots = [root("doors"), root("spare_doors")];
    drop(database);
    let original = std::fs::read(folder.path().join("picnic.db")).unwrap();
    for root in roots {
        let copy = tempfile::tempdir().unwrap();
        let mut bytes = original.clone();
        bytes[(root - 1) * 4_096..][..64].fill(0xee);
        std::fs::write(copy.path().join("picnic.db"), bytes).unwrap();
        let log = SqliteLog::open(copy.path()).unwrap();
        assert_eq!(log.door(ROOM).unwrap(), Door::Sound("door".into()));
        assert!(!log.is_damaged(), "nothing was read past the tree for it");
    }
}

#[test]
fn a_database_cut_to_a_few_bytes_is_said_to_be_so_and_left() {
    let folder = folder();
    let database = folder.path().join("picnic.db");
    std::fs::File::options().write(true).open(&database).unwrap().set_len(10).unwrap();
    let Err(error) = SqliteLog::open(folder.path()) else { panic!("it opens") };
    assert!(error.to_string().contains("it has 10 bytes left"), "{error}");
    assert_eq!(names(folder.path()), ["picnic.db"]);
}

/// A folder like the above, the first page of an index or table damaged.
fn folder_with_damaged(name: &str) -> TempDir {
    let folder = folder();
    let path = folder.path().join("picnic.db");
    let database = rusqlite::Connection::open(&path).unwrap();
    let find = "SELECT rootpage FROM sqlite_schema WHERE name = ?1";
    let root: u32 = database.query_row(find, [name], |row| row.get(0)).unwrap();
    drop(database);
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[(root as usize - 1) * 4_096..][..64].fill(0xee);
    std::fs::write(&path, bytes).unwrap();
    folder
}

fn stores(log: &SqliteLog, position: u64) -> bool {
    let (ears, events) = ears();
    let parts = vec!["head".into(), record(position)];
    log.put_snapshot(ROOM, LogPosition(position), parts, "door".into(), ears);
    events.recv_timeout(DEADLINE).unwrap() == WriteOutcome::SnapshotStored(LogPosition(position))
}

#[test]
fn a_page_that_could_be_mended_while_running_is_said_to_be_damaged_no_more() {
    let folder = folder_with_damaged("sqlite_autoindex_snapshots_1");
    let log = SqliteLog::open(folder.path()).unwrap();
    assert_eq!(log.snapshots(ROOM).unwrap().len(), 2, "read past the tree");
    assert!(log.is_damaged());
    assert!((RECORDS + 1..RECORDS + 4).any(|position| stores(&log, position)));
    assert!(!log.is_damaged());
    assert_eq!(names(folder.path()), ["picnic.db"]);
    assert_eq!(log.snapshots(ROOM).unwrap().len(), 2);
}

#[test]
fn a_room_whose_snapshots_cannot_be_written_where_they_belong_is_saved_elsewhere() {
    let folder = folder_with_damaged("parts_of_rooms");
    let log = SqliteLog::open(folder.path()).unwrap();
    for position in RECORDS + 1..RECORDS + 4 {
        assert!(stores(&log, position), "{position}");
        let newest = &log.snapshots(ROOM).unwrap()[0];
        assert_eq!(newest.position.0, position);
        assert_eq!(newest.whole().unwrap()[1], record(position));
    }
    assert!(log.is_damaged());
    drop(log);
    let log = SqliteLog::open(folder.path()).unwrap();
    let newest = &log.snapshots(ROOM).unwrap()[0];
    assert_eq!(newest.whole().unwrap()[1], record(RECORDS + 3));
    assert!(!log.is_damaged() && stores(&log, RECORDS + 4), "the start has mended it");
}

/// Of so many rooms, so many parts each.
const ROOMS: u8 = 4;
const PARTS: u64 = 90;

fn parts_at(position: u64) -> Vec<Bytes> {
    (0..PARTS).map(|part| format!("part {part} at {position}").into()).collect()
}

fn put_parts(log: &dyn Log, room: RoomId, position: u64) -> bool {
    let (ears, events) = ears();
    let door = format!("door at {position}").into();
    log.put_snapshot(room, LogPosition(position), parts_at(position), door, ears);
    events.recv_timeout(DEADLINE).unwrap() == WriteOutcome::SnapshotStored(LogPosition(position))
}

fn put_parts_or_not(log: &dyn Log, room: RoomId, position: u64) -> bool {
    let (ears, events) = ears();
    let parts = parts_at(position);
    log.put_snapshot(room, LogPosition(position), parts, "door".into(), ears);
    matches!(events.recv_timeout(DEADLINE), Ok(WriteOutcome::SnapshotStored(_)))
}

/// A folder with rooms of two snapshots each, every other sealed into one, closed well.
fn folder_of_many_parts() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let log = SqliteLog::open(folder.path()).unwrap();
    for number in 0..ROOMS {
        let room = RoomId::from_bytes([number; 16]);
        for position in 1..=3 {
            assert!(append(&log, room, position));
        }
        if number % 2 == 0 {
            assert!(put_parts(&log, room, 1) && put_parts(&log, room, 2));
        } else {
            let (ears, events) = ears();
            let (parts, door) = (parts_at(3), "door at 3".into());
            log.seal(room, LogPosition(3), parts, door, ears);
            while events.recv_timeout(DEADLINE).unwrap() != WriteOutcome::Sealed(LogPosition(3)) {}
        }
    }
    folder
}

/// The pages of an index or table, from its first.
pub(crate) fn pages_of(database: &Path, name: &str) -> Vec<usize> {
    let connection = rusqlite::Connection::open(database).unwrap();
    let find = "SELECT rootpage FROM sqlite_schema WHERE name = ?1";
    let root: u32 = connection.query_row(find, [name], |row| row.get(0)).unwrap();
    drop(connection);
    let bytes = std::fs::read(database).unwrap();
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
    let (mut pages, mut next) = (vec![root], 0);
    while let Some(page) = pages.get(next) {
        let start = (*page as usize - 1) * 4_096;
        if matches!(bytes[start], 0x02 | 0x05) {
            let cells = usize::from(u16::from_be_bytes([bytes[start + 3], bytes[start + 4]]));
            for cell in (0..cells).map(|cell| start + 12 + 2 * cell) {
                let at = usize::from(u16::from_be_bytes([bytes[cell], bytes[cell + 1]]));
                pages.push(number(start + at));
            }
            pages.push(number(start + 8));
        }
        next += 1;
    }
    pages.into_iter().map(|page| (page as usize - 1) * 4_096).collect()
}

/// What a room has whole: its newest snapshot's position, and the last record after.
fn newest(log: &dyn Log, room: RoomId) -> Option<u64> {
    let snapshots = log.snapshots(room).ok()?;
    let whole = snapshots.iter().find(|snapshot| snapshot.whole().is_some())?;
    assert_eq!(whole.whole().unwrap(), parts_at(whole.position.0));
    let tail = log.tail(room, whole.position).ok()?;
    Some(tail.sound.last().map_or(whole.position.0, |record| record.position.0))
}

fn loses_by(original: &[u8], flip: (usize, u8)) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let mut bytes = original.to_vec();
    bytes[flip.0] ^= flip.1;
    std::fs::write(folder.path().join("picnic.db"), bytes).unwrap();
    let rooms = || (0..ROOMS).map(|number| RoomId::from_bytes([number; 16]));
    let log = SqliteLog::open(folder.path()).unwrap();
    for room in rooms() {
        if newest(&log, room) != Some(3) || log.bytes_of(room).is_err() {
            return Some(format!("{flip:?}: room {room} at first: {:?}", newest(&log, room)));
        }
    }
    // One room is written on, which costs the others nothing.
    let written = RoomId::from_bytes([2; 16]);
    let last = |room| if room == written { 6 } else { 3 };
    if !(4..=6).all(|position| put_parts(&log, written, position)) {
        return Some(format!("{flip:?}: a snapshot is not stored"));
    }
    if let Some(room) = rooms().find(|room| newest(&log, *room) != Some(last(*room))) {
        return Some(format!("{flip:?}: room {room} after snapshots: {:?}", newest(&log, room)));
    }
    drop(log);
    let log = SqliteLog::open(folder.path()).unwrap();
    let room = rooms().find(|room| newest(&log, *room) != Some(last(*room)))?;
    Some(format!("{flip:?}: room {room} after a start: {:?}", newest(&log, room)))
}

#[test]
fn a_flipped_bit_anywhere_in_an_index_loses_nothing() {
    const AT_ONCE: usize = 8;
    let folder = folder_of_many_parts();
    let database = folder.path().join("picnic.db");
    let pages = pages_of(&database, "parts_of_rooms");
    assert!(pages.len() > 3, "{pages:?}");
    let original = std::fs::read(&database).unwrap();
    // All of each page's header, and some of the rest where there is something.
    let flips: Vec<_> = pages
        .iter()
        .flat_map(|page| (0..4_096).map(move |at| (*page, at)))
        .filter(|(page, at)| original[page + at] != 0 || *at < 12)
        .enumerate()
        .filter(|(number, (_, at))| *at < 12 || number % 97 == 0)
        .map(|(number, (page, at))| (page + at, 1 << (number % 8)))
        .collect();
    let lost: Vec<_> = std::thread::scope(|scope| {
        let (flips, original) = (&flips, &original);
        let look = |first: usize| {
            let mine = flips.iter().skip(first).step_by(AT_ONCE);
            mine.filter_map(|flip| loses_by(original, *flip)).collect::<Vec<_>>()
        };
        let workers: Vec<_> = (0..AT_ONCE).map(|first| scope.spawn(move || look(first))).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    assert!(lost.is_empty(), "{} of {}:\n{}", lost.len(), flips.len(), lost.join("\n"));
}

#[test]
fn a_database_knows_its_key_again_also_killed_and_one_of_an_earlier_version_learns_it() {
    let folder = folder();
    assert_eq!(SqliteLog::told_in(folder.path(), MARK), None, "nothing told it yet");
    let own = mark(&ServerKey::from_bytes([1; 32]));
    let log = SqliteLog::open(folder.path()).unwrap();
    log.tell(MARK, &own).unwrap();
    // As `kill -9` leaves it.
    let copy = tempfile::tempdir().unwrap();
    for name in ["picnic.db", "picnic.db-wal"] {
        std::fs::copy(folder.path().join(name), copy.path().join(name)).unwrap();
    }
    drop(log);
    for folder in [folder.path(), copy.path()] {
        let known = SqliteLog::told_in(folder, MARK);
        assert_eq!(known.as_deref(), Some(&own[..]));
        let refused = |key: u8| {
            let (key, known) = (ServerKey::from_bytes([key; 32]), known.as_deref());
            let result = refuse_another(folder, &key, known, || SqliteLog::holds_rooms(folder));
            result.err().map(|error| error.to_string())
        };
        assert_eq!(refused(1), None);
        assert!(refused(2).unwrap().contains("Restore the key"), "another was put in its place");
    }
    is_whole(&SqliteLog::open(copy.path()).unwrap());
}

const OTHER_THAN_THOSE: RoomId = RoomId::from_bytes([0x77; 16]);

/// The database with its list of free pages damaged, so that nothing can be written as ever.
fn with_damaged_free_pages(mut bytes: Vec<u8>) -> Vec<u8> {
    let first = u32::from_be_bytes(bytes[32..36].try_into().unwrap()) as usize;
    assert!(first > 1, "some pages are free");
    bytes[(first - 1) * 4_096..][..8].fill(0xee);
    bytes
}

#[test]
fn a_flipped_bit_above_rows_costs_none_of_them_while_what_is_damaged_beside_it_is_mended() {
    let folder = folder_of_many_parts();
    let log = SqliteLog::open(folder.path()).unwrap();
    for position in 1..=30 {
        assert!(append(&log, OTHER_THAN_THOSE, position));
    }
    drop(log);
    let database = folder.path().join("picnic.db");
    let connection = rusqlite::Connection::open(&database).unwrap();
    let free = "DELETE FROM records WHERE room = ?1";
    connection.execute(free, [OTHER_THAN_THOSE.as_bytes()]).unwrap();
    drop(connection);
    let original = with_damaged_free_pages(std::fs::read(&database).unwrap());
    let pages = pages_of(&database, "parts");
    let fork = pages[0];
    assert_eq!(original[fork], 0x05, "it has children");
    let cells = usize::from(u16::from_be_bytes([original[fork + 3], original[fork + 4]]));
    let mut tried = 0;
    for cell in 0..cells {
        let at = fork + 12 + 2 * cell;
        let at = fork + usize::from(u16::from_be_bytes([original[at], original[at + 1]])) + 3;
        // One bit by which it leads to another child.
        let leads = |mask: u8| usize::from(original[at] ^ mask).saturating_sub(1) * 4_096;
        let Some(mask) = (0..8).map(|bit| 1 << bit).find(|mask| pages[1..].contains(&leads(*mask)))
        else {
            continue;
        };
        let folder = tempfile::tempdir().unwrap();
        let mut bytes = original.clone();
        bytes[at] ^= mask;
        std::fs::write(folder.path().join("picnic.db"), bytes).unwrap();
        let written = RoomId::from_bytes([2; 16]);
        let others = || [0, 1, 3].map(|number| RoomId::from_bytes([number; 16]));
        for start in 0..3 {
            let log = SqliteLog::open(folder.path()).unwrap();
            if start == 0 {
                // Whether it is stored or not: nothing can be written as ever.
                let _ = put_parts_or_not(&log, written, 4);
            }
            for room in others() {
                assert_eq!(newest(&log, room), Some(3), "cell {cell}, start {start}");
            }
        }
        tried += 1;
    }
    assert!(tried > 0);
}

/// So many rooms as versions before parts left them, each snapshot whole in one row.
const EARLIER_ROOMS: u16 = 120;

fn earlier_room(number: u16) -> RoomId {
    // No two but for a bit, as none of those are that are drawn.
    let bytes = [number.to_be_bytes(); 8].concat();
    RoomId::from_bytes(bytes.try_into().unwrap())
}

fn earlier_snapshot(number: u16, position: u64) -> Bytes {
    format!("room {number} at {position}").into()
}

fn newest_earlier(log: &dyn Log, number: u16) -> Option<u64> {
    let snapshots = log.snapshots(earlier_room(number)).ok()?;
    let newest = snapshots.first()?;
    let [bytes] = &newest.whole()?[..] else { return None };
    if *bytes != earlier_snapshot(number, newest.position.0) {
        return None;
    }
    let tail = log.tail(earlier_room(number), newest.position).ok()?;
    Some(tail.sound.last().map_or(newest.position.0, |record| record.position.0))
}

/// A folder of such rooms: every other with two generations and the record between them, the others with one in two tables.
fn folder_of_an_earlier_version() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    drop(SqliteLog::open(folder.path()).unwrap());
    let mut database = rusqlite::Connection::open(folder.path().join("picnic.db")).unwrap();
    let txn = database.transaction().unwrap();
    for number in 0..EARLIER_ROOMS {
        let put = |table: &str, position: u64| {
            let bytes = earlier_snapshot(number, position);
            let sum = crc32c::crc32c_append(crc32c::crc32c(&position.to_le_bytes()), &bytes);
            let room = earlier_room(number);
            let row = rusqlite::params![
                room.as_bytes(),
                position.cast_signed(),
                i64::from(sum),
                bytes.as_ref()
            ];
            let put = format!(
                "INSERT INTO {table} (room, position, checksum, bytes) VALUES (?1, ?2, ?3, ?4)"
            );
            txn.execute(&put, row).unwrap();
        };
        if number % 2 == 0 {
            put("snapshots", 1);
            put("snapshots", 2);
            put("records", 2);
        } else {
            put("snapshots", 2);
            put("spares", 2);
        }
    }
    txn.commit().unwrap();
    folder
}

#[test]
fn a_flipped_bit_in_an_index_of_an_earlier_version_loses_nothing_and_shows_no_other_rooms() {
    const AT_ONCE: usize = 4;
    let folder = folder_of_an_earlier_version();
    let database = folder.path().join("picnic.db");
    let original = std::fs::read(&database).unwrap();
    let pages: Vec<_> = ["sqlite_autoindex_snapshots_1", "sqlite_autoindex_spares_1"]
        .iter()
        .flat_map(|index| pages_of(&database, index))
        .collect();
    assert!(pages.len() > 2, "{pages:?}");
    let flips: Vec<_> = pages
        .iter()
        .flat_map(|page| (0..4_096).map(move |at| (*page, at)))
        .filter(|(page, at)| original[page + at] != 0 || *at < 12)
        .enumerate()
        .filter(|(number, (_, at))| *at < 8 || number % 61 == 0)
        .map(|(number, (page, at))| (page + at, 1 << (number % 8)))
        .collect();
    let loses = |(at, mask): (usize, u8)| {
        let folder = tempfile::tempdir().unwrap();
        let mut bytes = original.clone();
        bytes[at] ^= mask;
        std::fs::write(folder.path().join("picnic.db"), bytes).unwrap();
        for start in 0..2 {
            let log = SqliteLog::open(folder.path()).unwrap();
            // Two rooms are written on and sealed, which costs the others nothing.
            let written = [71, 72];
            if start == 0 {
                for (number, position) in
                    written.into_iter().flat_map(|number| [(number, 3), (number, 4)])
                {
                    put_parts_or_not(&log, earlier_room(number), position);
                }
            }
            let lost = |number: &u16| {
                !written.contains(number) && newest_earlier(&log, *number) != Some(2)
            };
            if let Some(number) = (0..EARLIER_ROOMS).find(lost) {
                let found = log.snapshots(earlier_room(number));
                return Some(format!("{at} ^ {mask:#x}: room {number}, start {start}: {found:?}"));
            }
        }
        None
    };
    let lost: Vec<_> = std::thread::scope(|scope| {
        let (flips, loses) = (&flips, &loses);
        let look = |first: usize| {
            flips
                .iter()
                .skip(first)
                .step_by(AT_ONCE)
                .filter_map(|flip| loses(*flip))
                .collect::<Vec<_>>()
        };
        let workers: Vec<_> = (0..AT_ONCE).map(|first| scope.spawn(move || look(first))).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    assert!(lost.is_empty(), "{} of {}:\n{}", lost.len(), flips.len(), lost.join("\n"));
}

#[test]
fn a_flipped_bit_in_the_key_of_a_part_loses_nothing() {
    let folder = folder_of_many_parts();
    let database = folder.path().join("picnic.db");
    let original = std::fs::read(&database).unwrap();
    let number = |at: usize| usize::from(u16::from_be_bytes([original[at], original[at + 1]]));
    // What tells of a row's id, room and place, of some rows of each page.
    let heads = pages_of(&database, "parts").into_iter().flat_map(|page| {
        let header = if original[page] == 0x05 { 12 } else { 8 };
        let cells = (0..number(page + 3)).step_by(3);
        cells.map(move |cell| page + number(page + header + 2 * cell)).collect::<Vec<_>>()
    });
    let flips: Vec<_> = heads
        .flat_map(|at| (at..at + 32).map(move |byte| (byte, 1 << (byte % 8))))
        .step_by(127)
        .take(40)
        .collect();
    let lost: Vec<_> = flips.iter().filter_map(|flip| loses_by(&original, *flip)).collect();
    assert!(lost.is_empty(), "{} of {}:\n{}", lost.len(), flips.len(), lost.join("\n"));
}

#[test]
fn what_other_tools_left_in_the_database_is_no_damage() {
    let folder = folder();
    let path = folder.path().join("picnic.db");
    let database = rusqlite::Connection::open(&path).unwrap();
    let left = "ANALYZE; CREATE TABLE _copied_elsewhere (id INTEGER PRIMARY KEY);
                CREATE VIEW sizes AS SELECT room, length(bytes) FROM records;";
    database.execute_batch(left).unwrap();
    drop(database);
    let before = names(folder.path());
    let log = SqliteLog::open(folder.path()).unwrap();
    is_whole(&log);
    assert!(!log.is_damaged());
    assert_eq!(names(folder.path()), before, "nothing was salvaged");
}
