//! A room of whose door nothing is left: no link that was given away opens it, those who are known come back, and its
//! facilitators hear of it.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::http::{HeaderMap, header};
use picnic::access::pass::{COOKIE, Pass};
use picnic::config::Config;
use picnic::link::link;
use picnic::log::sqlite::SqliteLog;
use picnic::log::{Log, WriteOutcome as Told};
use picnic::metrics::Metrics;
use picnic::net::admission::{admit, pass_of, refuse_strangers};
use picnic::room::links::{Links, ServerKey};
use picnic::room::record::{Created, Record};
use picnic::room::session::event::Event;
use picnic::room::{ConnectionId, Effect, Facts, Input, Join, Now, Room};
use picnic::rooms::Rooms;
use picnic::rooms::load::load;
use picnic_protocol::ids::{LogPosition, ParticipantId, Role, RoomId};
use tempfile::TempDir;

use crate::ears::ears;
use crate::settings::SETTINGS;

const ROOM: RoomId = RoomId::from_bytes([5; 16]);
const FACILITATOR: ParticipantId = ParticipantId::from_bytes([1; 16]);
const PARTICIPANT: ParticipantId = ParticipantId::from_bytes([2; 16]);
const PUT_OUT: ParticipantId = ParticipantId::from_bytes([3; 16]);
const STRANGER: ParticipantId = ParticipantId::from_bytes([4; 16]);

fn key() -> ServerKey {
    ServerKey::from_bytes([7; 32])
}

/// A folder with a room whose link to facilitate was made anew once, and whose last record, and its door, are lost.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let log = SqliteLog::open(folder.path()).unwrap();
    let session = |events| Record::Session {
        claims: Vec::new(),
        events,
        done: Vec::new(),
        servers: Some(Vec::new()),
        pen: None,
        update: None,
    };
    let records = [
        Record::Created(Created::default()),
        Record::Rotated { role: Role::Facilitator, generation: 1 },
        session(vec![
            Event::Joined { who: FACILITATOR, role: Role::Facilitator },
            Event::Joined { who: PARTICIPANT, role: Role::Participant },
            Event::Joined { who: PUT_OUT, role: Role::Participant },
            Event::Removed { who: PUT_OUT },
        ]),
        session(vec![Event::LockedSet { locked: true }]),
    ];
    for (position, record) in (1..).zip(records) {
        let (ears, events) = ears();
        let door = (position == 1).then(|| "spoiled below".into());
        let record = record.encode().into();
        log.append(ROOM, LogPosition(position), record, door, ears);
        let told = events.recv_timeout(Duration::from_secs(20)).unwrap();
        assert_eq!(told, Told::Appended(LogPosition(position)));
    }
    drop(log);
    let database = rusqlite::Connection::open(folder.path().join("picnic.db")).unwrap();
    let spoil = "UPDATE records SET bytes = zeroblob(9) WHERE position = 4;
        UPDATE doors SET bytes = zeroblob(9); UPDATE spare_doors SET bytes = zeroblob(9);";
    database.execute_batch(spoil).unwrap();
    std::fs::write(folder.path().join("key"), [7; 32]).unwrap();
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o600);
    std::fs::set_permissions(folder.path().join("key"), mode).unwrap();
    folder
}

fn opened(folder: &Path, seed: u8) -> Room {
    load(&SqliteLog::open(folder).unwrap(), ROOM, key(), SETTINGS, [seed; 32]).unwrap()
}

fn cookie(participant: ParticipantId, role: Role, generation: u32) -> HeaderMap {
    let pass = Pass { participant, role, generation }.seal(&key(), ROOM);
    let mut headers = HeaderMap::new();
    headers.insert(header::COOKIE, format!("{COOKIE}={pass}").parse().unwrap());
    headers
}

/// What they are let in as.
fn comes_in(facts: &Facts, who: ParticipantId, role: Role, generation: u32) -> Option<Role> {
    let headers = cookie(who, role, generation);
    let pass =
        pass_of(&headers, &key(), ROOM, &facts.links, facts.returning.as_ref(), Some(&facts.door));
    let admission = admit(facts, pass, None).ok()?;
    assert_eq!(admission.pass.generation, facts.links.generation(admission.pass.role));
    Some(admission.pass.role)
}

#[test]
fn no_link_given_away_before_opens_a_room_whose_door_is_lost_and_those_who_are_known_come_back() {
    let folder = folder();
    let facts = opened(folder.path(), 9).facts();
    for generation in 0..3 {
        for role in Role::ALL {
            let mut before = Links::new(key(), ROOM);
            before.rotate(role, generation);
            assert_eq!(facts.links.role_of(&before.secret(role)), None, "{role:?} {generation}");
        }
    }
    let (facilitator, participant) = (Role::Facilitator, Role::Participant);
    assert_eq!(comes_in(&facts, FACILITATOR, facilitator, 1), Some(facilitator));
    assert_eq!(comes_in(&facts, PARTICIPANT, participant, 0), Some(participant));
    // By a link that was withdrawn for certain; as more than they came as; put out; never seen.
    assert_eq!(comes_in(&facts, FACILITATOR, facilitator, 0), None);
    assert_eq!(comes_in(&facts, PARTICIPANT, facilitator, 1), Some(participant));
    assert_eq!(comes_in(&facts, PUT_OUT, participant, 0), None);
    assert_eq!(comes_in(&facts, STRANGER, participant, 0), None);
    assert_eq!(comes_in(&facts, STRANGER, facilitator, 1), None);
}

#[tokio::test]
async fn links_made_anew_for_a_lost_door_stay_until_somebody_makes_them_anew_and_the_operator_can_print_one()
 {
    let folder = folder();
    let config = Config { data: folder.path().to_owned(), ..Config::default() };
    assert!(link(&config, &ROOM.to_string()).unwrap_err().to_string().contains("open its address"));
    let rooms = |folder: &Path| {
        let log = Arc::new(SqliteLog::open(folder).unwrap());
        Rooms::new(log, key(), SETTINGS, Arc::<Metrics>::default()).unwrap()
    };
    let first = rooms(folder.path());
    let facts = first.open(ROOM).await.unwrap().facts().await.unwrap();
    first.stop().await;
    drop(first);

    let again = rooms(folder.path());
    let door = again.door_unless_open(ROOM).await.unwrap().unwrap();
    let let_in = |who, role, generation| {
        refuse_strangers(&door, &key(), ROOM, &cookie(who, role, generation), None).is_ok()
    };
    assert!(let_in(FACILITATOR, Role::Facilitator, 1), "known of a room that is not open, too");
    assert!(!let_in(STRANGER, Role::Facilitator, 1) && !let_in(PUT_OUT, Role::Participant, 0));
    let secret = facts.links.secret(Role::Facilitator).reveal();
    let printed = link(&config, &ROOM.to_string()).unwrap();
    assert!(printed.ends_with(&format!("/r/{ROOM}#facilitate={secret}")), "{printed}");

    let handle = again.open(ROOM).await.unwrap();
    let kept = handle.facts().await.unwrap();
    for role in Role::ALL {
        assert_eq!(kept.links.generation(role), facts.links.generation(role), "{role:?}");
    }
    assert!(comes_in(&kept, PARTICIPANT, Role::Participant, 0).is_some());
    let after = handle.rotate(Role::Participant).await.unwrap();
    assert_eq!(comes_in(&after, PARTICIPANT, Role::Participant, 0), None, "they were put out");
    assert!(comes_in(&after, FACILITATOR, Role::Facilitator, 1).is_some());
    again.stop().await;
    drop(again);
    let last = opened(folder.path(), 3).facts();
    assert_eq!(comes_in(&last, PARTICIPANT, Role::Participant, 0), None);
    assert!(comes_in(&last, FACILITATOR, Role::Facilitator, 1).is_some());
}

#[test]
fn facilitators_hear_that_the_links_are_new_and_others_do_not() {
    let folder = folder();
    let mut room = opened(folder.path(), 9);
    let links = room.facts().links;
    let mut hears = |number, participant, role| {
        let join = Join {
            connection: ConnectionId(number),
            participant,
            lasting: true,
            role,
            generation: links.generation(role),
            session: true,
        };
        let mut effects = Vec::new();
        room.handle(Now::default(), Input::Join(join), &mut effects);
        let stores = effects.iter().any(|effect| matches!(effect, Effect::Snapshot { .. }));
        let said = effects.iter().any(|effect| match effect {
            Effect::Send { frame, .. } => {
                String::from_utf8_lossy(frame).contains(r#""linksMadeAnew":true"#)
            }
            _ => false,
        });
        (said, stores)
    };
    // Stored at once: who was given a new link keeps it.
    assert_eq!(hears(1, PARTICIPANT, Role::Participant), (false, true));
    assert!(hears(2, FACILITATOR, Role::Facilitator).0);
}
