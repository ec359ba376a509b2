//! Every log knows which rooms there are and when somebody was there, and lets one go wholly: in memory and in SQLite.

use bytes::Bytes;
use picnic::log::sqlite::SqliteLog;
use picnic::log::{Door, KnownRoom, Log, NewVersions, RoomUse, Versions, VersionsChange};
use picnic_protocol::ids::{LogPosition, RoomId};

use crate::log::{OTHER, ROOM, append, holds, on_every_log, seal, until_gone};

/// What a log knows once it has written what it was given.
fn known(log: &dyn Log) -> Vec<(RoomId, Option<u64>, bool)> {
    let known = |KnownRoom { room, used_ms, is_empty }| (room, used_ms, is_empty);
    log.rooms_after(None, 9).unwrap().into_iter().map(known).collect()
}

#[test]
fn rooms_are_known_with_when_somebody_was_there() {
    on_every_log(|log| {
        append(log, OTHER, 1, "b");
        append(log, ROOM, 1, "a");
        assert_eq!(known(log), [(ROOM, None, false), (OTHER, None, false)]);
        // A write that is waited for comes after those that are not.
        let used = |room, at_ms, what, position| {
            log.use_room(room, at_ms, what);
            append(log, room, position, "and so this is written");
            let known = known(log).into_iter().find(|(of, ..)| *of == room);
            known.map(|(_, used_ms, is_empty)| (used_ms, is_empty))
        };
        assert_eq!(used(ROOM, 5, RoomUse::Made, 2), Some((Some(5), true)));
        assert_eq!(used(ROOM, 6, RoomUse::Entered, 3), Some((Some(6), true)));
        assert_eq!(used(ROOM, 7, RoomUse::Written, 4), Some((Some(7), false)));
        assert_eq!(used(ROOM, 8, RoomUse::Entered, 5), Some((Some(8), false)));
        assert_eq!(used(OTHER, 9, RoomUse::Entered, 2), Some((Some(9), false)));
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
            log.use_room(room, 8, RoomUse::Entered);
        }
        assert!(!log.remove_room(ROOM, 7).unwrap());
        assert_eq!(known(log).len(), 2, "somebody was there");
        assert!(log.remove_room(ROOM, 8).unwrap());
        assert_eq!(known(log), [(OTHER, Some(8), false)]);
        assert!(log.tail(ROOM, LogPosition::START).unwrap().tells_nothing());
        assert_eq!(log.snapshots(ROOM).unwrap(), []);
        assert_eq!(log.door(ROOM).unwrap(), Door::Untold);
        assert_eq!(log.versions(ROOM).unwrap(), Versions::default());
        assert_eq!(log.bytes_of(ROOM).unwrap(), 0);
        assert_eq!(log.versions(OTHER).unwrap().kept.len(), 1);
        // Of its id a new one may be made, as of any other.
        append(log, ROOM, 1, "anew");
        assert_eq!(known(log)[0], (ROOM, None, false));
        assert!(!log.remove_room(ROOM, u64::MAX).unwrap());
        assert_eq!(known(log).len(), 2, "nothing tells when somebody was there");
    });
}

#[test]
fn no_file_keeps_a_byte_of_a_room_that_went() {
    let folder = tempfile::tempdir().unwrap();
    let log = SqliteLog::open(folder.path()).unwrap();
    append(&log, ROOM, 1, &format!("{:1024}|hush|", ""));
    append(&log, OTHER, 1, "b");
    assert!(holds(folder.path(), b"|hush|"));
    log.use_room(ROOM, 0, RoomUse::Entered);
    log.remove_room(ROOM, 0).unwrap();
    until_gone(folder.path(), &[b"|hush|"], "something of the room");
}

#[test]
fn a_room_that_went_is_not_missed_after_a_crash() {
    let folder = tempfile::tempdir().unwrap();
    let log = SqliteLog::open(folder.path()).unwrap();
    append(&log, OTHER, 1, "b");
    append(&log, ROOM, 1, "what was saved last");
    log.use_room(ROOM, 0, RoomUse::Entered);
    log.remove_room(ROOM, 0).unwrap();
    let crashed = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, crashed.path().join(path.file_name().unwrap())).unwrap();
    }
    assert!(crashed.path().join("picnic.db-saved").exists());
    let again = SqliteLog::open(crashed.path()).unwrap();
    assert_eq!(again.lost_before_ms(), None);
    assert_eq!(known(&again).len(), 1);
}
