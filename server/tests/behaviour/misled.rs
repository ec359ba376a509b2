//! What a flipped bit costs that leads past rows which are whole: SQLite finds nothing amiss, and a room lacks its last
//! records, its first, or all.

use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::time::Duration;

use picnic::log::sqlite::SqliteLog;
use picnic::log::{Log, LogError, WriteOutcome as Told};
use picnic::room::kept_door::KeptDoor;
use picnic::room::links::ServerKey;
use picnic::room::record::{Created, Record};
use picnic::room::session::event::Event;
use picnic::room::{ConnectionId, Effect, Input, Join, Now, Room};
use picnic::rooms::OpenError;
use picnic::rooms::load::load;
use picnic_protocol::ids::{LogPosition, ParticipantId, Role, RoomId};
use tempfile::TempDir;

use crate::ears::ears;
use crate::settings::SETTINGS;

const PAGE: usize = 4_096;
/// The first, one in the middle and the last in their table's order.
const ROOMS: [RoomId; 3] = [
    RoomId::from_bytes([0x11; 16]),
    RoomId::from_bytes([0x5a; 16]),
    RoomId::from_bytes([0xc3; 16]),
];
const PUT_OUT: ParticipantId = ParticipantId::from_bytes([3; 16]);
/// Records of each room, of which the door is written last with the one before the three last.
const RECORDS: u64 = 14;
const DOOR_AT: u64 = RECORDS - 3;

fn key() -> ServerKey {
    ServerKey::from_bytes([7; 32])
}

fn session(events: Vec<Event>) -> Record {
    // As long as what people write in a moment.
    let done = (0..20).map(|number| number << 40).collect();
    Record::Session {
        claims: Vec::new(),
        events,
        done,
        servers: Some(Vec::new()),
        pen: None,
        update: None,
    }
}

fn record(position: u64) -> Record {
    match position {
        1 => Record::Created(Created { made_ms: 1, ..Created::default() }),
        2 => session(vec![Event::Joined { who: PUT_OUT, role: Role::Participant }]),
        9 => session(vec![Event::Removed { who: PUT_OUT }]),
        10 => Record::Rotated { role: Role::Viewer, generation: 1 },
        DOOR_AT => Record::Rotated { role: Role::Facilitator, generation: 1 },
        _ => session(vec![Event::LockedSet { locked: position.is_multiple_of(2) }]),
    }
}

fn door(position: u64) -> KeptDoor {
    let mut door = KeptDoor::default();
    if position >= 9 {
        door.removed.insert(PUT_OUT);
    }
    for (role, at) in [(Role::Viewer, 10), (Role::Facilitator, DOOR_AT)] {
        if position >= at {
            door.generations.insert(role, 1);
        }
    }
    door
}

fn append(log: &dyn Log, room: RoomId, position: u64) -> bool {
    let (ears, events) = ears();
    let bytes = record(position).encode().into();
    let opens = matches!(position, 1 | 9..=DOOR_AT).then(|| door(position).encode());
    log.append(room, LogPosition(position), bytes, opens, ears);
    matches!(events.recv_timeout(Duration::from_secs(20)), Ok(Told::Appended(_)))
}

fn is_saved_whole(log: &dyn Log, room: RoomId, position: u64) -> bool {
    let (ears, events) = ears();
    let parts = vec!["head".into(), "board".into()];
    let position = LogPosition(position);
    log.put_snapshot(room, position, parts, door(RECORDS).encode(), ears);
    events.recv_timeout(Duration::from_secs(20)) == Ok(Told::SnapshotStored(position))
}

/// Rooms of which there are records only, closed well.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let log = SqliteLog::open(folder.path()).unwrap();
    for position in 1..=RECORDS {
        assert!(ROOMS.iter().all(|room| append(&log, *room, position)));
    }
    folder
}

/// A byte of the database, and the bit in it.
type Flip = (usize, u8);

/// When a bit flips.
#[derive(Debug, Clone, Copy)]
enum When {
    BeforeTheStart,
    WhileItRuns,
}

/// A log on a copy of the database with a bit flipped.
fn spoiled(database: &[u8], flip: Flip, when: When) -> (TempDir, Result<SqliteLog, LogError>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("picnic.db");
    let mut bytes = database.to_vec();
    bytes[flip.0] ^= flip.1;
    let log = match when {
        When::BeforeTheStart => {
            std::fs::write(path, &bytes).unwrap();
            SqliteLog::open(folder.path())
        }
        When::WhileItRuns => {
            std::fs::write(&path, database).unwrap();
            let log = SqliteLog::open(folder.path());
            let file = std::fs::File::options().write(true).open(path).unwrap();
            file.write_all_at(&bytes[flip.0..=flip.0], flip.0 as u64).unwrap();
            log
        }
    };
    (folder, log)
}

/// Where the rows of a table begin, each with how far to behind its key: the page that holds them, and its forks.
fn rows_of(database: &Path, table: &str) -> Vec<std::ops::Range<usize>> {
    let bytes = std::fs::read(database).unwrap();
    let number = |at: usize| usize::from(u16::from_be_bytes([bytes[at], bytes[at + 1]]));
    let mut rows = Vec::new();
    for page in crate::damage::pages_of(database, table) {
        let header = if bytes[page] == 0x02 { 12 } else { 8 };
        for cell in 0..number(page + 3) {
            let start = page + number(page + header + 2 * cell);
            let ids = (start..start + 32)
                .find(|at| ROOMS.iter().any(|room| bytes[*at..].starts_with(room.as_bytes())));
            // The room, the position or the copy, and some of the checksum.
            rows.push(start..ids.unwrap() + 19);
        }
    }
    rows
}

fn flips(rows: &[std::ops::Range<usize>]) -> Vec<Flip> {
    let at = rows.iter().flat_map(|row| row.clone());
    at.flat_map(|at| (0..8).map(move |bit| (at, 1 << bit))).collect()
}

/// Of so many flips one is tried, for each writes to the disk. `MISLED_EVERY=1` tries all.
fn every() -> usize {
    std::env::var("MISLED_EVERY").map_or(61, |every| every.parse().unwrap())
}

/// Whether whoever comes at this time is told of damage.
fn is_told(room: &mut Room) -> bool {
    let join = Join {
        connection: ConnectionId(1),
        participant: ParticipantId::from_bytes([1; 16]),
        lasting: true,
        role: Role::Participant,
        generation: room.facts().links.generation(Role::Participant),
        session: true,
    };
    let mut effects = Vec::new();
    room.handle(Now { monotonic_ms: 1, unix_ms: 1 }, Input::Join(join), &mut effects);
    let hello = effects.iter().find_map(|effect| match effect {
        Effect::Send { frame, .. } => Some(String::from_utf8_lossy(frame).into_owned()),
        _ => None,
    });
    hello.unwrap().contains(r#""damaged":true"#)
}

/// What is wrong with a room after damage.
fn wrong_with(log: &dyn Log, id: RoomId) -> Option<String> {
    let records = match log.tail(id, LogPosition::START) {
        Ok(records) => records,
        Err(error) => return Some(error.to_string()),
    };
    let found: Vec<_> = records.sound.iter().map(|record| record.position.0).collect();
    let lost = (1..=RECORDS).filter(|position| !found.contains(position)).count();
    if lost > 1 {
        return Some(format!("of its records there are {found:?}"));
    }
    let mut room = match load(log, id, key(), SETTINGS, [9; 32]) {
        Ok(room) => room,
        Err(error) => return Some(error.to_string()),
    };
    let facts = room.facts();
    for role in [Role::Viewer, Role::Facilitator] {
        if facts.links.generation(role) != 1 {
            return Some(format!("a withdrawn link opens it to {role:?}"));
        }
    }
    if facts.door.admit(PUT_OUT, true, Role::Participant).is_ok() {
        return Some("who was put out comes in".to_owned());
    }
    if lost > 0 && !is_told(&mut room) {
        return Some(format!("nothing is said of what is lost: {found:?}"));
    }
    None
}

/// What is wrong with how a room goes on after damage.
fn goes_wrong(log: &dyn Log, id: RoomId) -> Option<String> {
    let records = log.tail(id, LogPosition::START).ok()?;
    let found = records.sound.iter().map(|record| record.position.0);
    let last = records.corrupt.iter().map(|at| at.0).chain(found).max().unwrap_or(0);
    let last = last.max(records.reaches.0);
    // One whose records cannot be written is saved whole.
    let is_saved =
        |more: &u64| append(log, id, last + more) || is_saved_whole(log, id, last + more);
    (1..=3).find(|more| !is_saved(more)).map(|more| format!("{more} is not saved"))
}

fn wrong_by(database: &[u8], flips: &[Flip], when: When) -> Vec<String> {
    // Each mostly waits for the disk.
    const AT_ONCE: usize = 8;
    let look = |flip: Flip| {
        let (_folder, log) = spoiled(database, flip, when);
        let log = match log {
            Ok(log) => log,
            Err(error) => return Some(format!("{flip:?}: {error}")),
        };
        let wrong = |with: fn(&dyn Log, RoomId) -> Option<String>| {
            ROOMS.iter().find_map(|room| Some((room, with(&log, *room)?)))
        };
        // What is read first: SQLite may spoil what stands beside where it writes.
        let wrong = wrong(wrong_with).or_else(|| wrong(goes_wrong));
        wrong.map(|(room, wrong)| {
            format!("{when:?} {flip:?} (page {}): {room}: {wrong}", flip.0 / PAGE + 1)
        })
    };
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..AT_ONCE)
            .map(|first| {
                let mine = flips.iter().skip(first).step_by(AT_ONCE);
                scope.spawn(move || mine.filter_map(|flip| look(*flip)).collect::<Vec<_>>())
            })
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    })
}

#[test]
fn a_flipped_bit_in_the_key_of_any_record_costs_that_record_at_most_and_opens_no_door() {
    let folder = folder();
    let database = folder.path().join("picnic.db");
    let rows = rows_of(&database, "records");
    assert_eq!(rows.len() as u64, RECORDS * ROOMS.len() as u64);
    let (flips, database) = (flips(&rows), std::fs::read(&database).unwrap());
    for (first, when) in [(0, When::WhileItRuns), (3, When::BeforeTheStart)] {
        let flips: Vec<_> = flips.iter().copied().skip(first).step_by(every()).collect();
        let wrong = wrong_by(&database, &flips, when);
        assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), flips.len(), wrong.join("\n"));
    }
}

#[test]
fn a_start_finds_a_key_out_of_its_place_and_gives_the_record_back() {
    let folder = folder();
    let database = folder.path().join("picnic.db");
    let rows = rows_of(&database, "records");
    let database = std::fs::read(&database).unwrap();
    // The first bit of a room's id.
    let flip = (rows[rows.len() / 2].end - 19, 0x80);
    let (folder, log) = spoiled(&database, flip, When::BeforeTheStart);
    let log = log.unwrap();
    assert!(!log.is_damaged() && log.lost_before_ms().is_none());
    for room in ROOMS {
        let records = log.tail(room, LogPosition::START).unwrap();
        assert_eq!(records.sound.len() as u64, RECORDS);
        assert!(!records.tree_skipped_rows && records.corrupt.is_empty());
    }
    let kept = std::fs::read_dir(folder.path()).unwrap();
    assert!(kept.into_iter().any(|file| {
        file.unwrap().file_name().to_string_lossy().starts_with("picnic.db.damaged-")
    }));
}

#[test]
fn a_flipped_bit_in_what_the_database_says_of_its_tables_loses_nothing() {
    let folder = folder();
    let database = std::fs::read(folder.path().join("picnic.db")).unwrap();
    // Letters of names and kinds, and the first pages of tables.
    let is_said = |at: &usize| database[*at].is_ascii_alphanumeric() || database[*at] < 0x20;
    let said: Vec<_> = (108..PAGE).filter(|at| database[*at] != 0).filter(is_said).collect();
    let flips: Vec<_> = said
        .into_iter()
        .flat_map(|at| (0..7).map(move |bit| (at, 1 << bit)))
        .step_by(every())
        .collect();
    let wrong = wrong_by(&database, &flips, When::BeforeTheStart);
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), flips.len(), wrong.join("\n"));
    let lost = flips.iter().filter(|flip| {
        let (_folder, log) = spoiled(&database, **flip, When::BeforeTheStart);
        let found = ROOMS.map(|room| log.as_ref().unwrap().tail(room, LogPosition::START).unwrap());
        found.iter().any(|records| records.sound.len() as u64 != RECORDS)
    });
    assert_eq!(lost.collect::<Vec<_>>(), Vec::<&Flip>::new());
}

#[test]
fn a_table_that_loses_a_column_while_the_server_runs_costs_nothing_and_is_said() {
    let folder = folder();
    let database = std::fs::read(folder.path().join("picnic.db")).unwrap();
    let text = b"position INTEGER NOT NULL,\n        checksum";
    let at = database[..PAGE].windows(text.len()).rposition(|said| said == text).unwrap();
    // «qosition», of the records.
    let (_folder, log) = spoiled(&database, (at, 0x01), When::WhileItRuns);
    let log = log.unwrap();
    assert!(!log.reads() && log.is_damaged());
    for room in ROOMS {
        assert_eq!(log.tail(room, LogPosition::START).unwrap().sound.len() as u64, RECORDS);
    }
}

#[test]
fn a_flipped_bit_in_the_key_of_a_door_costs_no_record_and_opens_no_door() {
    let folder = folder();
    let path = folder.path().join("picnic.db");
    let database = std::fs::read(&path).unwrap();
    for table in ["doors", "spare_doors"] {
        let flips: Vec<_> = flips(&rows_of(&path, table)).into_iter().step_by(every()).collect();
        for when in [When::WhileItRuns, When::BeforeTheStart] {
            let wrong = wrong_by(&database, &flips, when);
            assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), flips.len(), wrong.join("\n"));
        }
    }
}

#[test]
fn whoever_asks_for_a_room_whose_id_is_nearly_anothers_gets_nothing_of_it() {
    let original = folder();
    let path = original.path().join("picnic.db");
    let database = std::fs::read(&path).unwrap();
    let of_middle = rows_of(&path, "records").into_iter().nth(RECORDS as usize + 4).unwrap();
    let in_key = of_middle.end - 17;
    for is_damaged in [false, true] {
        let flip = if is_damaged { (in_key, 1) } else { (in_key, 0) };
        let (folder, log) = spoiled(&database, flip, When::WhileItRuns);
        let log = log.unwrap();
        for room in ROOMS {
            assert!(load(&log, room, key(), SETTINGS, [0; 32]).is_ok());
        }
        assert_eq!(log.is_damaged(), is_damaged);
        for bit in 0..128 {
            for room in ROOMS {
                let nearly = u128::from_be_bytes(*room.as_bytes()) ^ (1 << bit);
                let nearly = RoomId::from_bytes(nearly.to_be_bytes());
                let opened = load(&log, nearly, key(), SETTINGS, [0; 32]);
                assert!(matches!(opened, Err(OpenError::Unknown)), "bit {bit} of {room}");
                if is_damaged && bit % 16 != 0 {
                    // All pages are read for each.
                    break;
                }
            }
        }
        assert_eq!(log.is_damaged(), is_damaged, "nobody's question calls a database damaged");
        drop(log);
        let log = SqliteLog::open(folder.path()).unwrap();
        for room in ROOMS {
            let records = log.tail(room, LogPosition::START).unwrap();
            assert_eq!(records.sound.len() as u64, RECORDS, "{room}");
        }
    }
}
