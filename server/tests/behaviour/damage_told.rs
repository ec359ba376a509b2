//! That a part of what was stored of a room could not be read is said to whoever comes, past restarts, and for so long (rule 8).

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::ears::ears;
use crate::settings::SETTINGS;
use picnic::limits::DAMAGE_TOLD_MS;
use picnic::log::sqlite::SqliteLog;
use picnic::log::{Log, WriteOutcome as Told};
use picnic::metrics::Metrics;
use picnic::room::kept_door::KeptDoor;
use picnic::room::links::ServerKey;
use picnic::room::record::{Created, Record};
use picnic::room::session::event::Event;
use picnic::room::{ConnectionId, Effect, Input, Join, Now};
use picnic::rooms::Rooms;
use picnic::rooms::load::load;
use picnic_protocol::ids::{LogPosition, ParticipantId, Role, RoomId};

const ROOM: RoomId = RoomId::from_bytes([5; 16]);
const MADE_LATER: RoomId = RoomId::from_bytes([6; 16]);
const MINUTE_MS: u64 = 60_000;

fn key() -> ServerKey {
    ServerKey::from_bytes([7; 32])
}

fn now_ms() -> u64 {
    u64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis()).unwrap()
}

fn append(log: &SqliteLog, room: RoomId, position: u64, record: &Record) {
    let (ears, events) = ears();
    let door = (position == 1).then(|| KeptDoor::default().encode());
    let position = LogPosition(position);
    log.append(room, position, record.encode().into(), door, ears);
    while events.recv_timeout(Duration::from_secs(20)).unwrap() != Told::OnDisk(position) {}
}

fn made(made_ms: u64) -> Record {
    Record::Created(Created { made_ms, ..Created::default() })
}

fn locked(locked: bool) -> Record {
    Record::Session {
        claims: Vec::new(),
        events: vec![Event::LockedSet { locked }],
        done: Vec::new(),
        servers: None,
        pen: None,
        update: None,
    }
}

/// Whether whoever comes at this time is told.
fn is_told(folder: &Path, id: RoomId, at_ms: u64) -> bool {
    let log = SqliteLog::open(folder).unwrap();
    let mut room = load(&log, id, key(), SETTINGS, [9; 32]).unwrap();
    let generation = room.facts().links.generation(Role::Participant);
    let join = Join {
        connection: ConnectionId(1),
        participant: ParticipantId::from_bytes([1; 16]),
        lasting: true,
        role: Role::Participant,
        generation,
        session: true,
    };
    let mut effects = Vec::new();
    room.handle(Now { monotonic_ms: 1, unix_ms: at_ms }, Input::Join(join), &mut effects);
    let hello = effects.iter().find_map(|effect| match effect {
        Effect::Send { frame, .. } => Some(String::from_utf8_lossy(frame).into_owned()),
        _ => None,
    });
    hello.unwrap().contains(r#""damaged":true"#)
}

/// The server opens the rooms and ends well.
async fn serve(folder: &Path, ids: &[RoomId]) -> Arc<Metrics> {
    let metrics = Arc::<Metrics>::default();
    let log = Arc::new(SqliteLog::open_counted(folder, Arc::clone(&metrics)).unwrap());
    let rooms = Rooms::new(log, key(), SETTINGS, Arc::clone(&metrics)).unwrap();
    for id in ids {
        rooms.open(*id).await.unwrap();
    }
    rooms.stop().await;
    metrics
}

#[tokio::test]
async fn damage_to_a_room_is_told_past_a_restart_and_for_thirty_days() {
    let folder = tempfile::tempdir().unwrap();
    let log = SqliteLog::open(folder.path()).unwrap();
    for (position, record) in (1..).zip([made(1), locked(true), locked(false)]) {
        append(&log, ROOM, position, &record);
    }
    drop(log);
    let database = rusqlite::Connection::open(folder.path().join("picnic.db")).unwrap();
    database.execute_batch("UPDATE records SET bytes = zeroblob(9) WHERE position = 2").unwrap();
    drop(database);
    let metrics = serve(folder.path(), &[ROOM]).await;
    assert_eq!(metrics.set_aside.get(), 1, "an operator sees it, too");
    // Twice, for the next snapshot has to tell it as well.
    for _ in 0..2 {
        assert!(is_told(folder.path(), ROOM, now_ms()));
        let metrics = serve(folder.path(), &[ROOM]).await;
        assert_eq!(metrics.set_aside.get(), 0, "it was set aside once");
    }
    assert!(is_told(folder.path(), ROOM, 1), "a clock that was set back ends nothing");
    assert!(is_told(folder.path(), ROOM, now_ms() + DAMAGE_TOLD_MS - MINUTE_MS));
    assert!(!is_told(folder.path(), ROOM, now_ms() + DAMAGE_TOLD_MS));
}

#[tokio::test]
async fn what_the_write_ahead_file_lost_is_told_past_a_restart_of_rooms_that_were_there() {
    let folder = tempfile::tempdir().unwrap();
    let log = SqliteLog::open(folder.path()).unwrap();
    append(&log, ROOM, 1, &made(1));
    append(&log, MADE_LATER, 1, &made(now_ms() + 60 * MINUTE_MS));
    drop(log);
    let log = SqliteLog::open(folder.path()).unwrap();
    append(&log, ROOM, 2, &locked(true));
    let copy = tempfile::tempdir().unwrap();
    for name in ["picnic.db", "picnic.db-saved"] {
        std::fs::copy(folder.path().join(name), copy.path().join(name)).unwrap();
    }
    drop(log);
    serve(copy.path(), &[ROOM, MADE_LATER]).await;
    assert!(is_told(copy.path(), ROOM, now_ms()));
    assert!(!is_told(copy.path(), MADE_LATER, now_ms()), "it was made after the loss");
    assert!(!is_told(folder.path(), ROOM, now_ms()), "there nothing was lost");
}

#[tokio::test]
async fn what_a_cut_database_lost_is_told_also_where_a_room_is_opened_no_sooner_than_a_later_start()
{
    // Its rows stand before the other's, on pages that stay.
    let made_later = RoomId::from_bytes([1; 16]);
    let folder = tempfile::tempdir().unwrap();
    let log = SqliteLog::open(folder.path()).unwrap();
    append(&log, made_later, 1, &made(now_ms() + 60 * MINUTE_MS));
    append(&log, ROOM, 1, &made(1));
    for position in 2..200 {
        append(&log, ROOM, position, &locked(position % 2 == 0));
    }
    drop(log);
    let path = folder.path().join("picnic.db");
    let bytes = std::fs::read(&path).unwrap();
    std::fs::write(&path, &bytes[..bytes.len() - 2 * 4_096]).unwrap();
    // A start at which nobody comes.
    serve(folder.path(), &[]).await;
    serve(folder.path(), &[ROOM, made_later]).await;
    assert!(is_told(folder.path(), ROOM, now_ms()));
    assert!(!is_told(folder.path(), made_later, now_ms()), "it was made after the loss");
}
