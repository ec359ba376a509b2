//! A panic in one room is that room's alone, and what anyone saw outlives it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use bytes::Bytes;
use picnic_protocol::frame::{read_message, sync_update};
use picnic_protocol::ids::{ParticipantId, Role, RoomId};
use picnic_protocol::session::{KeptFor, Limits};
use tokio::sync::Mutex;
use tokio::time::timeout;
use yrs::{Doc, Map as _, Transact as _, WriteTxn as _};

use crate::limits::ROOM_TRIES_MAX;
use crate::log::sqlite::SqliteLog;
use crate::metrics::Metrics;
use crate::panics;
use crate::room::fullness::RoomBounds;
use crate::room::links::ServerKey;
use crate::room::{ConnectionId, Join};
use crate::rooms::message::Message;
use crate::rooms::outbox::{Farewell, Next, Outbox};
use crate::rooms::{Beginning, OpenError, RoomHandle, Rooms, Settings};

const DEADLINE: Duration = Duration::from_secs(20);
const POISONED: RoomId = RoomId::from_bytes([1; 16]);
const OTHER: RoomId = RoomId::from_bytes([2; 16]);
const LIMITS: Limits = Limits {
    frame_bytes: 262_144,
    note_chars: 2_000,
    title_chars: 200,
    name_chars: 80,
    kept: KeptFor::FOR_GOOD,
};

/// Panics are counted for the whole process, so that the tests that bring them about come one by one.
static TURN: Mutex<()> = Mutex::const_new(());

const SETTINGS: Settings = Settings {
    limits: LIMITS,
    idle: Duration::from_secs(60),
    bounds: RoomBounds {
        sockets_max: usize::MAX,
        drawn_max: usize::MAX,
        notes_max: usize::MAX,
        bytes_max: usize::MAX,
        memory_max: usize::MAX,
        client_ids_max: usize::MAX,
    },
    page: None,
    memory_max: usize::MAX,
    disk_max: u64::MAX,
};

struct Visitor {
    connection: ConnectionId,
    outbox: Arc<Outbox>,
    room: RoomHandle,
}

impl Visitor {
    async fn enter(rooms: &Arc<Rooms>, room: RoomId) -> Self {
        let connection = rooms.next_connection();
        let join = Join {
            connection,
            participant: ParticipantId::from_bytes([u8::try_from(connection.0).unwrap(); 16]),
            lasting: false,
            role: Role::Participant,
            generation: 0,
            session: false,
        };
        let outbox = Arc::new(Outbox::default());
        loop {
            let handle = rooms.open(room).await.unwrap();
            // One that just ends is opened again, as sockets do.
            if handle.join(join.clone(), Arc::clone(&outbox)).await.is_ok() {
                let visitor = Self { connection, outbox, room: handle };
                visitor.ask_for_board().await;
                return visitor;
            }
        }
    }

    async fn frame(&self, bytes: &[u8]) {
        for frame in read_message(bytes).unwrap() {
            self.room.frame(self.connection, frame).await.unwrap();
        }
    }

    /// Lays a note, under a client id of its own.
    async fn add(&self, client: u64, note: &str) {
        let doc = Doc::with_client_id(client);
        let mut txn = doc.transact_mut();
        let notes = txn.get_or_insert_map("notes");
        notes.insert(&mut txn, note, true);
        let update = txn.encode_update_v1();
        drop(txn);
        self.frame(&sync_update(&update)).await;
    }

    /// The frames that come until one holds this text.
    async fn until_seen(&self, text: &str) {
        let seen = async {
            loop {
                match self.outbox.next() {
                    Next::Frames(frames) if holds(&frames, text) => return,
                    Next::Wait => self.outbox.ready().await,
                    Next::Close(farewell) => panic!("closed: {farewell:?}"),
                    Next::Frames(_) | Next::Drained => {}
                }
            }
        };
        timeout(DEADLINE, seen).await.unwrap_or_else(|_| panic!("{text} never comes"));
    }

    async fn until_closed(&self) -> Farewell {
        let closed = async {
            loop {
                match self.outbox.next() {
                    Next::Close(farewell) => return farewell,
                    Next::Wait => self.outbox.ready().await,
                    Next::Frames(_) | Next::Drained => {}
                }
            }
        };
        timeout(DEADLINE, closed).await.unwrap()
    }

    /// Changes come to those who have asked for what is there.
    async fn ask_for_board(&self) {
        const STEP_1_OF_NOTHING: [u8; 4] = [0, 0, 1, 0];
        self.frame(&STEP_1_OF_NOTHING).await;
    }
}

fn holds(frames: &[Bytes], text: &str) -> bool {
    frames.iter().any(|frame| frame.windows(text.len()).any(|window| window == text.as_bytes()))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_room_that_panics_is_opened_from_its_log_and_no_other_notices() {
    let _turn = TURN.lock().await;
    let folder = tempfile::tempdir().unwrap();
    let metrics = Arc::new(Metrics::default());
    let (panics, shown) = (metrics.panics.clone(), std::panic::take_hook());
    std::panic::set_hook(Box::new(move |panic| {
        panics::report(panic, &panics);
        shown(panic);
    }));
    let log = Arc::new(SqliteLog::open_counted(folder.path(), metrics.clone()).unwrap());
    let rooms = Rooms::new(log, ServerKey::from_bytes([7; 32]), SETTINGS, metrics.clone()).unwrap();
    for room in [POISONED, OTHER] {
        let title = "A picnic".to_owned();
        rooms.create(room, Beginning { title, ..Beginning::default() }).await.unwrap();
    }
    let author = Visitor::enter(&rooms, POISONED).await;
    let reader = Visitor::enter(&rooms, POISONED).await;
    let neighbour = Visitor::enter(&rooms, OTHER).await;
    let watcher = Visitor::enter(&rooms, OTHER).await;
    author.add(11, "seen-before").await;
    reader.until_seen("seen-before").await;

    // This one is under way to the log, or waits for the next flush, when the room breaks.
    author.add(12, "under-way").await;
    assert!(author.room.mailbox.send(Box::new(Message::Panic)).await.is_ok());

    for visitor in [&author, &reader] {
        assert_eq!(visitor.until_closed().await.code, 1012);
    }
    neighbour.add(13, "elsewhere").await;
    watcher.until_seen("elsewhere").await;
    let back = Visitor::enter(&rooms, POISONED).await;
    back.until_seen("seen-before").await;
    let other = Visitor::enter(&rooms, POISONED).await;
    back.add(14, "afterwards").await;
    other.until_seen("afterwards").await;
    assert_eq!(metrics.panics.get(), 1);
    assert!(rooms.open(OTHER).await.unwrap().facts().await.is_ok());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_room_that_breaks_each_time_is_given_up() {
    let _turn = TURN.lock().await;
    let folder = tempfile::tempdir().unwrap();
    let metrics = Arc::new(Metrics::default());
    let log = Arc::new(SqliteLog::open_counted(folder.path(), metrics.clone()).unwrap());
    let rooms = Rooms::new(log, ServerKey::from_bytes([7; 32]), SETTINGS, metrics).unwrap();
    rooms.create(POISONED, Beginning::default()).await.unwrap();
    let tries = AtomicU32::new(0);
    let entered = rooms.while_open(POISONED, |room| {
        tries.fetch_add(1, Ordering::Relaxed);
        async move {
            let _ = room.mailbox.send(Box::new(Message::Panic)).await;
            room.facts().await
        }
    });
    let entered = timeout(DEADLINE, entered).await.unwrap();
    assert!(matches!(entered, Err(OpenError::Breaks)));
    assert_eq!(tries.load(Ordering::Relaxed), ROOM_TRIES_MAX);
}
