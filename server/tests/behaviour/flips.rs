//! What flipped bits cost a room: a part of a board and not the board; of its door nothing, or everyone's way in.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use picnic::document::content::BoardContent;
use picnic::log::sqlite::SqliteLog;
use picnic::metrics::Metrics;
use picnic::room::Room;
use picnic::room::links::ServerKey;
use picnic::rooms::load::load;
use picnic::rooms::{Beginning, Rooms};
use picnic_protocol::ids::{Role, RoomId};
use tempfile::TempDir;
use yrs::updates::decoder::Decode as _;
use yrs::{
    Any, ClientID, Doc, Map as _, MapPrelim, Options, ReadTxn as _, StateVector, TextPrelim,
    Transact as _, Update, WriteTxn as _,
};

use crate::settings::SETTINGS;

const ROOM: RoomId = RoomId::from_bytes([5; 16]);
const NOTES: usize = 1_500;

fn key() -> ServerKey {
    ServerKey::from_bytes([7; 32])
}

/// Notes by so many writers, each after the other's, a few at a time.
fn board(writers: usize) -> Vec<u8> {
    let mut whole = vec![0, 0];
    for first in (0..NOTES).step_by(25) {
        let client = ClientID::new(1_000 + (first / 25 % writers) as u64);
        let doc = Doc::with_options(Options { client_id: client, ..Options::default() });
        let mut txn = doc.transact_mut();
        txn.apply_update(Update::decode_v1(&whole).unwrap()).unwrap();
        let notes = txn.get_or_insert_map("notes");
        for number in first..NOTES.min(first + 25) {
            let note = notes.insert(&mut txn, format!("note-{number}"), MapPrelim::default());
            let text = format!("Note {number}: what somebody thought of, in a line or two");
            note.insert(&mut txn, "text", TextPrelim::new(text));
            let place: Vec<Any> = vec![(number as f64).into(), 0.0.into()];
            note.insert(&mut txn, "at", Any::Array(place.into()));
            note.insert(&mut txn, "color", "yellow");
        }
        whole = txn.encode_state_as_update_v1(&StateVector::default());
    }
    whole
}

/// A folder with the room in two generations of snapshots, the link to join made anew before the first of them.
async fn folder(writers: usize) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for turn in 0..2 {
        let log = Arc::new(SqliteLog::open(folder.path()).unwrap());
        let rooms = Rooms::new(log, key(), SETTINGS, Arc::<Metrics>::default()).unwrap();
        if turn == 0 {
            let first_change = Some(board(writers));
            rooms.create(ROOM, Beginning { first_change, ..Beginning::default() }).await.unwrap();
        }
        let role = if turn == 0 { Role::Participant } else { Role::Viewer };
        rooms.open(ROOM).await.unwrap().rotate(role).await.unwrap();
        rooms.stop().await;
        drop(rooms);
        // The database is whole once its last connection folded the write-ahead file back.
        let write_ahead = folder.path().join("picnic.db-wal");
        let deadline = Instant::now() + Duration::from_secs(20);
        while write_ahead.exists() {
            assert!(Instant::now() < deadline, "the log was not closed");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
    folder
}

/// The room of a copy of the folder in which this was done.
fn after(folder: &Path, sql: &str) -> (Room, TempDir) {
    let copy = tempfile::tempdir().unwrap();
    std::fs::copy(folder.join("picnic.db"), copy.path().join("picnic.db")).unwrap();
    let database = rusqlite::Connection::open(copy.path().join("picnic.db")).unwrap();
    database.execute_batch(sql).unwrap();
    drop(database);
    let log = SqliteLog::open(copy.path()).unwrap();
    (load(&log, ROOM, key(), SETTINGS, [9; 32]).unwrap(), copy)
}

fn notes(room: &Room) -> usize {
    let board = BoardContent::read(&room.board().encode()).unwrap();
    assert!(board.notes.iter().all(|note| note.text.is_empty() || note.text.starts_with("Note ")));
    board.notes.iter().filter(|note| !note.text.is_empty()).count()
}

const SPOIL: &str = "UPDATE parts SET bytes = zeroblob(length(bytes)) WHERE";

#[tokio::test]
async fn the_same_part_lost_of_both_generations_costs_its_notes_and_no_others() {
    for writers in [1, 12] {
        let folder = folder(writers).await;
        let whole = after(folder.path(), "").0;
        assert_eq!(notes(&whole), NOTES);
        let database = rusqlite::Connection::open(folder.path().join("picnic.db")).unwrap();
        let parts: u32 =
            database.query_row("SELECT max(parts) FROM parts", [], |row| row.get(0)).unwrap();
        drop(database);
        assert!(parts > 40, "{parts}");
        for part in [1, 2, parts / 3, parts / 2, parts - 3, parts - 2, parts - 1] {
            let (room, _copy) = after(folder.path(), &format!("{SPOIL} part = {part}"));
            let kept = notes(&room);
            assert!(kept * 100 >= NOTES * 96, "{writers} writers, part {part}: {kept} of {NOTES}");
            let facts = room.facts();
            assert_eq!(facts.links.generation(Role::Participant), 1);
            assert_eq!(facts.links.generation(Role::Viewer), 1);
        }
    }
}

#[tokio::test]
async fn a_part_lost_of_one_generation_costs_nothing() {
    let folder = folder(12).await;
    for which in ["max(position)", "min(position)"] {
        let sql = format!("{SPOIL} part % 3 = 1 AND position = (SELECT {which} FROM parts)");
        let (room, _copy) = after(folder.path(), &sql);
        assert_eq!(notes(&room), NOTES, "{which}");
    }
    // Other parts of the one than of the other.
    let sql = format!(
        "{SPOIL} part > 0 AND (part + (position = (SELECT max(position) FROM parts))) % 2 = 0"
    );
    let (room, _copy) = after(folder.path(), &sql);
    assert_eq!(notes(&room), NOTES);
}

#[tokio::test]
async fn a_withdrawn_link_stays_withdrawn_whatever_is_lost() {
    let folder = folder(1).await;
    let whole = after(folder.path(), "").0;
    let (join, view) = (Role::Participant, Role::Viewer);
    let links = whole.facts().links;
    let secrets = [join, view, Role::Facilitator].map(|role| links.secret(role));
    // Of the session nothing is left: the door, which is kept apart, tells.
    let lost = format!("{SPOIL} part = 0; DELETE FROM records;");
    for one in ["doors", "spare_doors"] {
        let (room, _copy) = after(folder.path(), &format!("{lost} DELETE FROM {one};"));
        let facts = room.facts();
        assert_eq!(facts.links.generation(join), 1);
        assert_eq!(facts.links.generation(view), 1);
        assert_eq!(notes(&room), NOTES);
    }
    // Nothing tells: nobody comes in by any link that was ever given away.
    let sql = format!("{lost} DELETE FROM doors; DELETE FROM spare_doors;");
    let (room, _copy) = after(folder.path(), &sql);
    let facts = room.facts();
    let roles = secrets.map(|secret| facts.links.role_of(&secret));
    assert_eq!(roles, [None, None, None]);
    let first = picnic::room::links::Links::new(key(), ROOM);
    assert_eq!(facts.links.role_of(&first.secret(join)), None);
    assert_eq!(notes(&room), NOTES);
}
