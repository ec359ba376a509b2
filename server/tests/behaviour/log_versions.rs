//! Every log keeps versions, and takes away what they tell of people with a seal: in memory and in SQLite.

use std::sync::Arc;

use bytes::Bytes;
use picnic::log::sqlite::SqliteLog;
use picnic::log::{KeptVersions, Log, NewVersions, RoomUse, VersionsChange};
use picnic::rooms::Beginning;
use picnic::versions::packed::unpack;
use picnic_protocol::ids::{LogPosition, RoomId};

use crate::log::{OTHER, ROOM, append, holds, on_every_log, seal, spoil, until_gone};
use crate::settings::rooms;

fn new(number: u64, text: &str, people: Option<&str>) -> NewVersions {
    let bytes = |text: &str| Bytes::copy_from_slice(text.as_bytes());
    NewVersions { number, from_ms: 10 * number, bytes: bytes(text), people: people.map(bytes) }
}

fn put(log: &dyn Log, room: RoomId, position: u64, new: NewVersions) {
    let change = VersionsChange {
        puts: vec![new],
        position: LogPosition(position),
        ..VersionsChange::default()
    };
    log.change_versions(room, change).unwrap();
}

/// What is kept, as text: the number, the versions and people.
fn kept(log: &dyn Log, room: RoomId) -> Vec<(u64, Option<String>, Option<String>)> {
    let text = |bytes: Option<Bytes>| bytes.map(|bytes| String::from_utf8(bytes.to_vec()).unwrap());
    let kept = |KeptVersions { number, bytes, people }| (number, text(bytes), text(people));
    log.versions(room).unwrap().kept.into_iter().map(kept).collect()
}

fn some(number: u64, text: &str, people: Option<&str>) -> (u64, Option<String>, Option<String>) {
    (number, Some(text.to_owned()), people.map(str::to_owned))
}

#[test]
fn versions_come_back_in_order_and_the_end_of_them_is_replaced_in_one_step() {
    on_every_log(|log| {
        append(log, ROOM, 1, "a");
        append(log, OTHER, 1, "a");
        put(log, OTHER, 1, new(1, "other", None));
        for number in 1..=4 {
            put(log, ROOM, 1, new(number, &format!("frame {number}"), Some("aino")));
        }
        let change = VersionsChange {
            removes_from: Some(2),
            puts: vec![new(5, "frames 2 to 4", Some("bertil"))],
            position: LogPosition(1),
            erases: false,
        };
        log.change_versions(ROOM, change).unwrap();
        // A write that is waited for comes after those that are not.
        log.use_room(ROOM, 7, RoomUse::Entered);
        append(log, ROOM, 2, "b");
        let left = [some(1, "frame 1", Some("aino")), some(5, "frames 2 to 4", Some("bertil"))];
        assert_eq!(kept(log, ROOM), left);
        assert_eq!(kept(log, OTHER), [some(1, "other", None)]);
        let all = log.versions_of_all().unwrap();
        let of = |room| all.iter().find(|of| of.room == room).map(|of| (of.from_ms, of.bytes));
        assert_eq!((of(ROOM), of(OTHER)), (Some((10, 30)), Some((10, 5))));
        let used = |room| all.iter().find(|of| of.room == room).and_then(|of| of.used_ms);
        assert_eq!((used(ROOM), used(OTHER)), (Some(7), None));
        let all = VersionsChange { removes_from: Some(0), ..VersionsChange::default() };
        log.change_versions(ROOM, all).unwrap();
        assert_eq!(kept(log, ROOM), []);
    });
}

#[test]
fn a_seal_takes_away_what_versions_tell_of_people_and_nothing_of_it_comes_back() {
    on_every_log(|log| {
        append(log, ROOM, 1, "a");
        append(log, OTHER, 1, "a");
        put(log, OTHER, 1, new(1, "frame", Some("aino")));
        put(log, ROOM, 1, new(1, "frame", Some("aino")));
        seal(log, ROOM, 3, "sealed");
        assert_eq!(kept(log, ROOM), [some(1, "frame", None)]);
        assert_eq!(log.versions(ROOM).unwrap().sealed, LogPosition(3));
        // They were made before it, and come late.
        put(log, ROOM, 3, new(2, "late", Some("aino")));
        put(log, ROOM, 4, new(3, "new", Some("bertil")));
        let left = [some(1, "frame", None), some(2, "late", None), some(3, "new", Some("bertil"))];
        assert_eq!(kept(log, ROOM), left);
        assert_eq!(kept(log, OTHER), [some(1, "frame", Some("aino"))]);
    });
}

#[test]
fn a_room_that_is_not_there_has_no_versions() {
    on_every_log(|log| {
        put(log, ROOM, 1, new(1, "frame", Some("aino")));
        assert_eq!(kept(log, ROOM), []);
    });
}

#[test]
fn a_disk_that_cannot_be_asked_is_taken_to_have_space_for_versions() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    std::fs::create_dir(&data).unwrap();
    let log = SqliteLog::open(&data).unwrap();
    std::fs::remove_dir_all(&data).unwrap();
    assert!(log.has_space_for_versions());
}

#[test]
fn damaged_versions_cost_no_others_and_damaged_people_no_versions() {
    let folder = tempfile::tempdir().unwrap();
    {
        let log = SqliteLog::open(folder.path()).unwrap();
        append(&log, ROOM, 1, "a");
        for number in 1..=3 {
            put(&log, ROOM, 1, new(number, "frame", Some("aino")));
        }
    }
    spoil(folder.path(), "UPDATE versions SET bytes = x'00' WHERE number = 2");
    spoil(folder.path(), "UPDATE version_people SET bytes = x'00' WHERE number = 3");
    let log = SqliteLog::open(folder.path()).unwrap();
    let left =
        [some(1, "frame", Some("aino")), (2, None, Some("aino".into())), some(3, "frame", None)];
    assert_eq!(kept(&log, ROOM), left);
}

/// Neighbouring rooms fill and split the same pages, which is where SQLite leaves copies of a row's beginning behind.
#[test]
fn no_file_keeps_a_byte_of_versions_that_were_erased_or_of_people_that_were_sealed_away() {
    let folder = tempfile::tempdir().unwrap();
    let log = SqliteLog::open(folder.path()).unwrap();
    let room = |number: u8| RoomId::from_bytes([number.wrapping_mul(83); 16]);
    let padded = |text: &str| format!("{:4096}{text}", "");
    let mut drawn: u64 = 4;
    for number in 0..20 {
        append(&log, room(number), 1, "a");
    }
    for frame in 1..=12 {
        for number in 0..20 {
            drawn = drawn.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let filler = "x".repeat(usize::try_from((drawn >> 40) % 2_800).unwrap());
            let text = if number % 3 == 0 { padded("|hush|") } else { String::new() } + &filler;
            let people = padded(if number % 3 == 1 { "|aino|" } else { "" });
            put(&log, room(number), 1, new(frame, &text, Some(&people)));
        }
    }
    assert!(holds(folder.path(), b"|hush|") && holds(folder.path(), b"|aino|"));
    for number in 0..20 {
        match number % 3 {
            0 => {
                let puts = vec![new(13, "without it", None)];
                let (removes_from, position) = (Some(0), LogPosition(1));
                let change = VersionsChange { removes_from, puts, position, erases: true };
                log.change_versions(room(number), change).unwrap();
            }
            1 => seal(&log, room(number), 2, "sealed"),
            _ => {}
        }
    }
    until_gone(folder.path(), &[b"|hush|", b"|aino|"], "something erased");
    assert_eq!(kept(&log, room(2)).len(), 12);
}

#[tokio::test]
async fn a_damaged_row_costs_what_it_told_and_a_room_that_is_opened_again_tells_everything_anew() {
    let folder = tempfile::tempdir().unwrap();
    let open = || rooms(Arc::new(SqliteLog::open(folder.path()).unwrap()));
    let rooms = open();
    let beginning = Beginning { title: "Summer".to_owned(), ..Beginning::default() };
    rooms.create(ROOM, beginning).await.unwrap();
    let first = rooms.versions(ROOM).await.unwrap();
    assert_eq!(first.kept.len(), 1);
    rooms.stop().await;
    drop(rooms);
    spoil(folder.path(), "UPDATE versions SET bytes = x'00'");
    let rooms = open();
    let again = rooms.versions(ROOM).await.unwrap();
    let [kept] = &again.kept[..] else { panic!("{again:?}") };
    let frames = unpack(kept.bytes.as_ref().unwrap(), None).unwrap();
    assert_eq!(frames[0].title.as_deref(), Some("Summer"));
    assert!(frames[0].whole);
    rooms.stop().await;
}

#[test]
fn versions_are_there_when_a_damaged_database_was_written_anew() {
    let folder = tempfile::tempdir().unwrap();
    {
        let log = SqliteLog::open(folder.path()).unwrap();
        append(&log, ROOM, 1, "a");
        put(&log, ROOM, 1, new(1, "frame", Some("aino")));
        seal(&log, OTHER, 1, "sealed");
        log.use_room(ROOM, 7, RoomUse::Entered);
    }
    std::fs::write(folder.path().join("picnic.db.salvage"), "").unwrap();
    let log = SqliteLog::open(folder.path()).unwrap();
    assert_eq!(kept(&log, ROOM), [some(1, "frame", Some("aino"))]);
    put(&log, OTHER, 1, new(1, "late", Some("aino")));
    assert_eq!(kept(&log, OTHER), [some(1, "late", None)]);
    assert_eq!(log.rooms_after(None, 9).unwrap()[0].used_ms, Some(7));
    assert!(!folder.path().join("picnic.db.salvage").exists());
}
