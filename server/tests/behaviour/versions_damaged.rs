//! A damaged row of versions costs what follows it up to the next frame that holds everything, which the room makes at once.

use std::sync::Arc;

use picnic::log::memory::MemoryLog;
use picnic::rooms::Beginning;
use picnic::versions::packed::unpack;
use picnic_protocol::ids::RoomId;

use crate::settings::rooms;

const ROOM: RoomId = RoomId::from_bytes([1; 16]);

#[tokio::test]
async fn whoever_looks_at_damaged_versions_has_the_room_tell_everything_anew() {
    let log = Arc::new(MemoryLog::default());
    let rooms = rooms(log.clone());
    let title = "Picnic".to_owned();
    rooms.create(ROOM, Beginning { title, ..Beginning::default() }).await.unwrap();
    assert_eq!(rooms.versions(ROOM).await.unwrap().kept.len(), 1);
    log.damage_versions(ROOM, 1);
    let damaged = rooms.versions(ROOM).await.unwrap().kept;
    assert!(damaged.iter().all(|row| row.bytes.is_none()), "nobody changed anything since");
    let kept = rooms.versions(ROOM).await.unwrap().kept;
    let [row] = &kept[..] else { panic!("{} rows", kept.len()) };
    let frames = unpack(row.bytes.as_deref().unwrap(), None).unwrap();
    assert!(frames[0].whole);
    assert_eq!(frames[0].title.as_deref(), Some("Picnic"));
}
