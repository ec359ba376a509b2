//! Every log knows which rooms there are and when somebody was there, and lets one go wholly: in memory and in SQLite.

use std::time::{Duration, Instant};

use bytes::Bytes;
use picnic::log::sqlite::SqliteLog;
use picnic::log::{Door, KnownRoom, Log, NewVersions, VersionsChange};
use picnic_protocol::ids::{LogPosition, RoomId};

use crate::log::{DEADLINE, OTHER, ROOM, append, holds, on_every_log, seal};

/// What a log knows once it has written what it was given.
fn known(log: &dyn Log) -> Vec<(RoomId, Option<u64>, bool)> {
    let known = |KnownRoom { room, used_ms, is_empty }| (room, used_ms, is_empty);
    log.rooms_after(None, 9).unwrap().into_iter().map(known).collect()
}

#[test]
fn rooms_are_known_with_when_somebody_was_there() {
    on_every_log(|log| {
        append(log, OTHER, 1, "b");
        log.use_room(ROOM, 1, false);
        append(log, ROOM, 1, "a");
        log.use_room(ROOM, 5, true);
        log.use_room(ROOM, 7, false);
        append(log, ROOM, 2, "and so this is written");
        assert_eq!(known(log)[0], (ROOM, Some(7), false));
        assert_eq!((known(log)[1].0, known(log)[1].1), (OTHER, None));
        let rooms = |after, count| {
            let known = log.rooms_after(after, count).unwrap();
            known.into_iter().map(|known| known.room).collect::<Vec<_>>()
        };
        assert_eq!(rooms(None, 1), [ROOM]);
        assert_eq!(rooms(Some(ROOM), 9), [OTHER]);
        assert_eq!(rooms(Some(OTHER), 9), []);
    });
}

#[test]
fn a_room_goes_wholly_unless_somebody_was_there_meanwhile() {
    on_every_log(|log| {
        for room in [ROOM, OTHER] {
            append(log, room, 1, "a");
            seal(log, room, 2, "sealed");
            append(log, room, 3, "b");
            let bytes = Bytes::from("frame");
            let puts = vec![NewVersions { number: 1, from_ms: 1, bytes, people: None }];
            let position = LogPosition(3);
            let change = VersionsChange { puts, position, ..VersionsChange::default() };
            log.change_versions(room, change).unwrap();
            log.use_room(room, 8, false);
        }
        log.remove_room(ROOM, 7).unwrap();
        assert_eq!(known(log).len(), 2, "somebody was there");
        log.remove_room(ROOM, 8).unwrap();
        assert_eq!(known(log), [(OTHER, Some(8), false)]);
        assert!(log.tail(ROOM, LogPosition::START).unwrap().tells_nothing());
        assert_eq!(log.snapshots(ROOM).unwrap(), []);
        assert_eq!(log.door(ROOM).unwrap(), Door::Untold);
        assert_eq!(log.versions(ROOM).unwrap(), []);
        assert_eq!(log.bytes_of(ROOM).unwrap(), 0);
        assert_eq!(log.versions(OTHER).unwrap().len(), 1);
        // Of its id a new one may be made, as of any other.
        append(log, ROOM, 1, "anew");
        assert_eq!(known(log)[0], (ROOM, None, false));
    });
}

#[test]
fn no_file_keeps_a_byte_of_a_room_that_went() {
    let folder = tempfile::tempdir().unwrap();
    let log = SqliteLog::open(folder.path()).unwrap();
    append(&log, ROOM, 1, &format!("{:1024}|hush|", ""));
    append(&log, OTHER, 1, "b");
    assert!(holds(folder.path(), b"|hush|"));
    log.remove_room(ROOM, 0).unwrap();
    let start = Instant::now();
    while holds(folder.path(), b"|hush|") {
        assert!(start.elapsed() < DEADLINE, "something of the room is still in a file");
        std::thread::sleep(Duration::from_millis(20));
    }
}
