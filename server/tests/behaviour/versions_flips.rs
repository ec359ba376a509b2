//! A flipped bit in an index that leads to versions takes nothing of another room away.

use std::path::Path;

use bytes::Bytes;
use picnic::log::sqlite::SqliteLog;
use picnic::log::{Log, NewVersions, RoomUse, VersionsChange};
use picnic_protocol::ids::{LogPosition, RoomId};
use tempfile::TempDir;

use crate::damage::pages_of;
use crate::log::{append, seal};

const ROOMS: u8 = 20;

/// What takes rows of a room away.
type Takes = fn(&dyn Log);

/// The one that is written on.
const WRITTEN: RoomId = RoomId::from_bytes([9; 16]);

/// Of each room's versions, so that a row's number is one byte in the index.
const NUMBER: u64 = 2;

fn folder_of_versions() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let log = SqliteLog::open(folder.path()).unwrap();
    for number in 0..ROOMS {
        let room = RoomId::from_bytes([number; 16]);
        append(&log, room, 1, "a");
        let (bytes, people) = (Bytes::from("frame"), Some(Bytes::from("aino")));
        let puts = vec![NewVersions { number: NUMBER, from_ms: 1, bytes, people }];
        let position = LogPosition(1);
        let change = VersionsChange { puts, position, ..VersionsChange::default() };
        log.change_versions(room, change).unwrap();
        log.use_room(room, 1, RoomUse::Entered);
    }
    folder
}

/// How many rows other rooms have in the tables, whatever an index says.
fn rows_of_others(database: &Path) -> [u32; 2] {
    let reader = rusqlite::Connection::open(database).unwrap();
    ["versions", "version_people"].map(|table| {
        let count = format!("SELECT count(*) FROM {table} NOT INDEXED WHERE room != ?1");
        reader.query_row(&count, [WRITTEN.as_bytes()], |row| row.get(0)).unwrap()
    })
}

#[test]
fn a_flipped_bit_in_an_index_of_versions_takes_no_other_rooms_away() {
    let folder = folder_of_versions();
    let original = std::fs::read(folder.path().join("picnic.db")).unwrap();
    let takings: [(&str, Takes); 3] = [
        ("remove", |log| log.remove_room(WRITTEN, 1).map(|_| ()).unwrap()),
        ("change", |log| {
            let change = VersionsChange { removes_from: Some(0), ..VersionsChange::default() };
            log.change_versions(WRITTEN, change).unwrap();
        }),
        ("seal", |log| seal(log, WRITTEN, 2, "sealed")),
    ];
    // In the index a row's room stands before its number, and that before where it stands in the table.
    let key = [WRITTEN.as_bytes().as_slice(), &[u8::try_from(NUMBER).unwrap()]].concat();
    for index in ["versions_of_rooms", "version_people_of_rooms"] {
        let pages = pages_of(&folder.path().join("picnic.db"), index);
        let [page] = pages[..] else { panic!("{pages:?}") };
        let at = original[page..page + 4_096].windows(key.len()).position(|bytes| bytes == key);
        let at = page + at.unwrap() + key.len();
        for (bit, (name, take)) in (0..4).flat_map(|bit| takings.map(|taking| (bit, taking))) {
            let flipped = tempfile::tempdir().unwrap();
            let database = flipped.path().join("picnic.db");
            let mut bytes = original.clone();
            bytes[at] ^= 1 << bit;
            std::fs::write(&database, bytes).unwrap();
            take(&SqliteLog::open(flipped.path()).unwrap());
            let others = u32::from(ROOMS) - 1;
            assert_eq!(rows_of_others(&database), [others; 2], "{index}, {name}, bit {bit}");
        }
    }
}
