//! Has the model read notes soon after they are written, so that a suggestion is ready when it is
//! asked for. Costs a room one encoding of its board in a while, and only while it changes.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use picnic_protocol::ids::RoomId;

use crate::cluster::Basis;
use crate::cluster::reading::Reading;
use crate::limits::READ_AHEAD_SECONDS;
use crate::pool::Pool;
use crate::rooms::Rooms;
use crate::suggestions::board::written_notes;

/// Reads ahead for as long as it is polled; at once at its end without a model.
pub async fn read_ahead(rooms: Arc<Rooms>, reading: Arc<Reading>, pool: Arc<Pool>) {
    if reading.basis() == Basis::Words {
        return;
    }
    let mut read: HashMap<RoomId, u64> = HashMap::new();
    let mut turns = tokio::time::interval(Duration::from_secs(READ_AHEAD_SECONDS));
    turns.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        turns.tick().await;
        let open = rooms.open_now();
        read.retain(|room, _| open.iter().any(|(open, _)| open == room));
        for (room, handle) in open {
            let changes = handle.changes();
            if read.get(&room) == Some(&changes) {
                continue;
            }
            // A room that was put away meanwhile is read when it is open again.
            let Ok(contents) = handle.contents().await else { continue };
            let board = contents.board;
            let reading = reading.clone();
            let done = pool.work(move |_| {
                for note in written_notes(&board).unwrap_or_default() {
                    reading.read_soon(&note.text);
                }
            });
            if done.await.is_ok() {
                read.insert(room, changes);
            }
        }
    }
}
