//! Data folders as released versions left them, kept as files (`tests/src/bin/released_data.rs` makes
//! them): each is opened, holds what was put in, and goes on.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use picnic::access::key;
use picnic::document::content::BoardContent;
use picnic::log::sqlite::SqliteLog;
use picnic::log::{Door, Log, WriteOutcome as Told};
use picnic::metrics::Metrics;
use picnic::room::Room;
use picnic::room::kept_door::KeptDoor;
use picnic::room::links::ServerKey;
use picnic::rooms::load::load;
use picnic::rooms::{Rooms, Settings};
use picnic_protocol::ids::{ElementId, LogPosition, ParticipantId, Role, RoomId, Secret};
use picnic_protocol::session::command::Reaction;
use picnic_protocol::session::view::Timer;
use serde_json::Value;
use tempfile::TempDir;

use crate::ears::ears;
use crate::settings::SETTINGS;

/// The folders that are kept, by the format of their records.
const FORMATS: [&str; 1] = ["0"];

/// A copy of such a folder, and what was told when it was made.
fn released(format: &str) -> (TempDir, Value) {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(format);
    let copy = tempfile::tempdir().unwrap();
    for name in ["key", "picnic.db", "picnic.db-wal"] {
        std::fs::copy(kept.join(name), copy.path().join(name)).unwrap();
    }
    // A checkout does not keep it to its owner.
    let own = std::os::unix::fs::PermissionsExt::from_mode(0o600);
    std::fs::set_permissions(copy.path().join("key"), own).unwrap();
    let told = std::fs::read(kept.join("told.json")).unwrap();
    (copy, serde_json::from_slice(&told).unwrap())
}

/// One of its rooms: its id, and its people, the facilitator first.
fn room(told: &Value, number: usize) -> (RoomId, [ParticipantId; 3]) {
    let room = &told["rooms"][number];
    let person = |index: usize| room["people"][index]["id"].as_str().unwrap().parse().unwrap();
    (room["id"].as_str().unwrap().parse().unwrap(), [0, 1, 2].map(person))
}

fn opened(log: &SqliteLog, id: RoomId, key: &ServerKey) -> Room {
    load(log, id, key.clone(), SETTINGS, [0; 32]).unwrap()
}

fn notes(room: &Room) -> Vec<String> {
    let board = BoardContent::read(&room.board().encode()).unwrap();
    let mut texts: Vec<_> = board.notes.into_iter().map(|note| note.text).collect();
    texts.sort();
    texts
}

#[test]
fn what_each_released_format_wrote_is_there() {
    for format in FORMATS {
        let (folder, told) = released(format);
        let key = key::read_or_make(folder.path(), || true).unwrap();
        let log = SqliteLog::open(folder.path()).unwrap();

        let (id, [leader, aino, bertil]) = room(&told, 0);
        let packs = opened(&log, id, &key);
        let session = packs.session();
        let texts =
            |who| session.basket(who).iter().map(|draft| &draft.text[..]).collect::<Vec<_>>();
        assert_eq!(texts(aino), ["before 1", "before 2", "after"], "format {format}");
        assert_eq!(texts(bertil), ["before 1", "before 2"]);
        assert!(session.joining_closed);
        assert!(session.is_removed(bertil) && !session.is_removed(aino));
        assert_eq!(session.member(leader).unwrap().came_as, Role::Facilitator);
        assert_eq!(notes(&packs), ["Straight onto the board"]);
        let facts = packs.facts();
        assert_eq!(facts.title, "Packs");
        let secret = |text: &Value| text.as_str().unwrap().parse::<Secret>().unwrap();
        assert_eq!(facts.links.role_of(&secret(&told["newLink"])), Some(Role::Participant));
        assert_eq!(
            facts.links.role_of(&secret(&told["rooms"][0]["join"])),
            None,
            "it was withdrawn"
        );

        let (id, [_, aino, bertil]) = room(&told, 1);
        let votes = opened(&log, id, &key);
        let session = votes.session();
        let kept: ElementId = "kept".parse().unwrap();
        let vote = session.vote.as_ref().unwrap();
        assert_eq!((vote.ballots[&aino][&kept], vote.ballots[&bertil][&kept]), (2, 1));
        assert!(session.reactions[&"one".parse().unwrap()][&Reaction::Heart].contains(&aino));
        assert_eq!(session.comments[0].text, "A comment");
        assert!(matches!(session.timer, Timer::Running { .. }));
        let board = BoardContent::read(&votes.board().encode()).unwrap();
        assert_eq!(board.clusters[0].title, "A pile");
        assert_eq!(board.notes.iter().filter(|note| note.cluster.is_some()).count(), 2);

        let (id, people) = room(&told, 2);
        let anonymous = opened(&log, id, &key);
        assert_eq!(
            notes(&anonymous),
            ["Written after the reveal", "nobody's 1", "nobody's 1", "nobody's 2", "nobody's 2"]
        );
        assert!(people.iter().all(|who| anonymous.session().basket(*who).is_empty()));
    }
}

#[tokio::test]
async fn what_each_released_format_wrote_goes_on() {
    for format in FORMATS {
        let (folder, told) = released(format);
        let key = key::read_or_make(folder.path(), || true).unwrap();
        for generation in 1..=3 {
            let log = Arc::new(SqliteLog::open(folder.path()).unwrap());
            let rooms = Rooms::new(log, key.clone(), SETTINGS, Arc::<Metrics>::default()).unwrap();
            for number in 0..3 {
                let handle = rooms.open(room(&told, number).0).await.unwrap();
                let facts = handle.rotate(Role::Viewer).await.unwrap();
                assert_eq!(facts.links.generation(Role::Viewer), generation);
            }
            // Each end leaves a snapshot of this version's.
            rooms.stop().await;
        }
        let log = SqliteLog::open(folder.path()).unwrap();
        let packs = opened(&log, room(&told, 0).0, &key);
        assert_eq!(packs.session().basket(room(&told, 0).1[1]).len(), 3);
        assert_eq!(packs.facts().links.generation(Role::Viewer), 3);
        assert_eq!(notes(&opened(&log, room(&told, 1).0, &key)).len(), 3);
        assert_eq!(notes(&opened(&log, room(&told, 2).0, &key)).len(), 5);
    }
}

/// What anyone can read of a folder: its files' names and bytes.
fn bytes_of(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap())
        .map(|file| (file.file_name().into_string().unwrap(), std::fs::read(file.path()).unwrap()))
        // SQLite's own, empty when nothing waits there.
        .filter(|(name, bytes)| !name.ends_with("-shm") && !bytes.is_empty())
        .collect();
    files.sort();
    files
}

/// A folder that a later version of picnic has written in.
fn of_a_later_version(sql: &str) -> (TempDir, Value) {
    let (folder, told) = released("0");
    drop(SqliteLog::open(folder.path()).unwrap());
    let database = rusqlite::Connection::open(folder.path().join("picnic.db")).unwrap();
    database.execute_batch(sql).unwrap();
    (folder, told)
}

#[test]
fn a_database_of_a_later_version_is_refused_and_nothing_is_written() {
    let (folder, _) = of_a_later_version(
        "PRAGMA user_version = 900;
         UPDATE about SET value = '900' WHERE name = 'schema';
         UPDATE about SET value = '9.2.0' WHERE name = 'picnic';",
    );
    let before = bytes_of(folder.path());
    let Err(error) = SqliteLog::open(folder.path()) else { panic!("it opens") };
    let said = error.to_string();
    assert!(said.contains("picnic 9.2.0") && said.contains("version 900"), "{said}");
    assert!(bytes_of(folder.path()) == before, "something was written");
}

#[test]
fn one_of_the_two_places_that_say_the_version_may_be_damaged() {
    for sql in ["PRAGMA user_version = 900", "UPDATE about SET value = '900' WHERE name = 'schema'"]
    {
        let (folder, told) = of_a_later_version(sql);
        let key = key::read_or_make(folder.path(), || true).unwrap();
        let log = SqliteLog::open(folder.path()).unwrap();
        assert_eq!(notes(&opened(&log, room(&told, 0).0, &key)).len(), 1, "{sql}");
    }
}

#[test]
fn a_room_of_which_no_door_was_kept_has_one_when_it_was_put_away_once() {
    let (folder, told) = released("0");
    let key = key::read_or_make(folder.path(), || true).unwrap();
    let log = Arc::new(SqliteLog::open(folder.path()).unwrap());
    let (id, _) = room(&told, 1);
    assert_eq!(log.door(id).unwrap(), Door::Untold);
    let settings = Settings { idle: Duration::from_millis(1), ..SETTINGS };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let rooms = Rooms::new(log.clone(), key, settings, Arc::new(Metrics::default())).unwrap();
        let end = Instant::now() + Duration::from_secs(20);
        rooms.open(id).await.unwrap();
        while log.door(id).unwrap() == Door::Untold {
            assert!(Instant::now() < end, "strangers have it folded again and again");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        assert!(rooms.door_unless_open(id).await.is_ok());
    });
    assert!(matches!(log.door(id).unwrap(), Door::Sound(door) if KeptDoor::decode(&door).is_ok()));
}

fn append(log: &dyn Log, room: RoomId, position: LogPosition, record: Bytes) {
    let (ears, told) = ears();
    log.append(room, position, record, None, ears);
    assert_eq!(told.recv_timeout(Duration::from_secs(20)).unwrap(), Told::Appended(position));
    assert_eq!(told.recv_timeout(Duration::from_secs(20)).unwrap(), Told::OnDisk(position));
}

/// All that a database keeps of a room, table by table.
fn rows_of(folder: &Path, room: RoomId) -> Vec<(&'static str, i64, Vec<u8>)> {
    let database = rusqlite::Connection::open(folder.join("picnic.db")).unwrap();
    let tables = ["records", "snapshots", "parts", "spares", "doors", "spare_doors", "quarantine"];
    let rows = tables.into_iter().flat_map(|table| {
        let select = format!(
            "SELECT position, bytes FROM {table} WHERE room = ?1 ORDER BY position, checksum"
        );
        let mut select = database.prepare(&select).unwrap();
        let rows =
            select.query_map([&room.as_bytes()[..]], |row| Ok((table, row.get(0)?, row.get(1)?)));
        rows.unwrap().map(Result::unwrap).collect::<Vec<_>>()
    });
    rows.collect()
}

#[tokio::test]
async fn a_record_of_a_later_version_keeps_its_room_shut_and_as_it_is_also_beside_a_damaged_one() {
    for is_damaged in [false, true] {
        let (folder, told) = released("0");
        let key = key::read_or_make(folder.path(), || true).unwrap();
        let log = Arc::new(SqliteLog::open(folder.path()).unwrap());
        let (id, _) = room(&told, 0);
        let written = log.tail(id, LogPosition::START).unwrap().sound;
        let last = written.last().unwrap().position;
        let later = br#"v1 {"session":{"events":[{"tableSeated":{"table":1}}]}}"#;
        let bytes = Bytes::from([&later[..], b"\n"].concat());
        append(&*log, id, LogPosition(last.0 + 1), bytes);
        if is_damaged {
            let database = rusqlite::Connection::open(folder.path().join("picnic.db")).unwrap();
            let at = i64::try_from(last.0).unwrap();
            let spoilt = "UPDATE records SET bytes = x'00' WHERE room = ?1 AND position = ?2";
            assert_eq!(database.execute(spoilt, (&id.as_bytes()[..], at)).unwrap(), 1);
        }
        let before = rows_of(folder.path(), id);
        let rooms = Rooms::new(log, key, SETTINGS, Arc::<Metrics>::default()).unwrap();
        for _ in 0..2 {
            let Err(error) = rooms.open(id).await else { panic!("it opens") };
            let said = error.to_string();
            assert!(
                said.contains("later version of picnic") && said.contains("does not know"),
                "{said}"
            );
        }
        rooms.open(room(&told, 1).0).await.unwrap();
        rooms.stop().await;
        assert!(rows_of(folder.path(), id) == before, "damaged: {is_damaged}");
    }
}
