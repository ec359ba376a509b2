//! What is in a bin for longer than it is kept is read by nobody, and leaves it.

use std::sync::Arc;

use picnic::log::Log;
use picnic::log::memory::MemoryLog;
use picnic::rooms::{Beginning, Rooms, Settings};
use picnic_protocol::ids::{LogPosition, RoomId};
use picnic_protocol::session::{KeptFor, Limits};

use crate::facilitator::{Facilitator, until};
use crate::settings::{LIMITS, SETTINGS, rooms_with};

const ROOM: RoomId = RoomId::from_bytes([1; 16]);

fn rooms(log: &Arc<MemoryLog>, bin_days: Option<u32>) -> Arc<Rooms> {
    let kept = KeptFor { bin_days, ..KeptFor::FOR_GOOD };
    let settings = Settings { limits: Limits { kept, ..LIMITS }, ..SETTINGS };
    rooms_with(log.clone(), settings)
}

/// Whether the room wrote such a record.
fn wrote(log: &MemoryLog, event: &str) -> bool {
    let records = log.tail(ROOM, LogPosition::START).unwrap().sound;
    let holds = |bytes: &[u8]| bytes.windows(event.len()).any(|window| window == event.as_bytes());
    records.iter().any(|record| holds(&record.bytes))
}

async fn with_a_deleted_note(log: &Arc<MemoryLog>, bin_days: Option<u32>) -> Facilitator {
    let rooms = rooms(log, bin_days);
    rooms.create(ROOM, Beginning::default()).await.unwrap();
    let facilitator = Facilitator::enter(&rooms, ROOM).await;
    facilitator.lay("note", "old").await;
    facilitator.delete("note").await;
    until("it is in the bin", async || wrote(log, "binned")).await;
    facilitator
}

#[tokio::test]
async fn what_is_too_old_in_a_closed_rooms_bin_leaves_it_when_the_room_is_opened() {
    let log = Arc::new(MemoryLog::default());
    let facilitator = with_a_deleted_note(&log, None).await;
    assert_eq!(facilitator.room.bin().await.unwrap().len(), 1);
    // Not a day.
    let after_kill = Arc::new(log.after_a_kill());
    let again = rooms(&after_kill, Some(0));
    let room = again.open(ROOM).await.unwrap();
    assert!(room.bin().await.unwrap().is_empty(), "nobody reads it");
    until("it leaves the bin", async || wrote(&after_kill, "leftBin")).await;
}

#[tokio::test]
async fn what_is_too_old_in_an_open_rooms_bin_is_looked_for_from_time_to_time() {
    let log = Arc::new(MemoryLog::default());
    let rooms = rooms(&log, Some(0));
    rooms.create(ROOM, Beginning::default()).await.unwrap();
    let facilitator = Facilitator::enter(&rooms, ROOM).await;
    facilitator.lay("note", "old").await;
    facilitator.delete("note").await;
    until("it is in the bin", async || wrote(&log, "binned")).await;
    until("nobody reads it", async || facilitator.room.bin().await.unwrap().is_empty()).await;
    assert!(!wrote(&log, "leftBin"), "nothing looked for it");
    until("it leaves the bin", async || {
        rooms.forget_old().await.unwrap();
        wrote(&log, "leftBin")
    })
    .await;
}
