//! What somebody erased leaves the versions however the server ends, and nobody sees it there meanwhile.

use std::sync::Arc;

use picnic::log::memory::MemoryLog;
use picnic::log::{Log, Versions};
use picnic::rooms::Beginning;
use picnic::versions::packed::unpack;
use picnic_protocol::ids::{LogPosition, RoomId};
use picnic_protocol::session::command::Command;

use crate::facilitator::{Facilitator, until};
use crate::settings::rooms;

const ROOM: RoomId = RoomId::from_bytes([1; 16]);

fn tell(versions: &Versions, text: &str) -> bool {
    versions.kept.iter().any(|row| {
        let frames = unpack(row.bytes.as_deref().unwrap(), row.people.as_deref()).unwrap();
        serde_json::to_string(&frames).unwrap().contains(text)
    })
}

/// Whether the room's records or snapshots hold a text.
fn log_holds(log: &MemoryLog, text: &str) -> bool {
    let records = log.tail(ROOM, LogPosition::START).unwrap().sound;
    let snapshots = log.snapshots(ROOM).unwrap();
    let parts = snapshots.iter().flat_map(|snapshot| snapshot.parts.iter().flatten());
    let mut all = records.iter().map(|record| &record.bytes).chain(parts);
    all.any(|bytes| bytes.windows(text.len()).any(|window| window == text.as_bytes()))
}

#[tokio::test]
async fn what_was_erased_while_versions_could_not_be_written_leaves_them_after_a_kill() {
    let log = Arc::new(MemoryLog::default());
    let served = rooms(log.clone());
    served.create(ROOM, Beginning::default()).await.unwrap();
    let mut facilitator = Facilitator::enter(&served, ROOM).await;
    facilitator.lay("note", "hush").await;
    facilitator.lay("other", "hello").await;
    until("the notes are in a version", async || {
        tell(&served.versions(ROOM).await.unwrap(), "hello")
    })
    .await;
    facilitator.delete("note").await;
    until("it is in the bin", async || facilitator.room.bin().await.unwrap().len() == 1).await;
    let item = facilitator.room.bin().await.unwrap()[0].id;

    log.refuse_versions(true);
    facilitator.says(Command::EraseFromBin { items: vec![item] }).await;
    until("it left the bin", async || facilitator.room.bin().await.unwrap().is_empty()).await;
    let seen = served.versions(ROOM).await.unwrap();
    assert!(!tell(&seen, "hush") && tell(&seen, "hello"), "nobody sees it");
    assert!(tell(&log.versions(ROOM).unwrap(), "hush"), "it is there still");

    let after_kill = Arc::new(log.after_a_kill());
    let again = rooms(after_kill.clone());
    let _room = again.open(ROOM).await.unwrap();
    let gone = async || !tell(&after_kill.versions(ROOM).unwrap(), "hush");
    until("it left the versions", gone).await;
    let forgotten = async || !log_holds(&after_kill, "erasing");
    until("the room need not remember it any more", forgotten).await;
    assert!(tell(&after_kill.versions(ROOM).unwrap(), "hello"));
}
