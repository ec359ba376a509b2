//! How rooms are kept, for tests to which it does not matter.

use std::sync::Arc;
use std::time::Duration;

use picnic::log::Log;
use picnic::metrics::Metrics;
use picnic::room::fullness::RoomBounds;
use picnic::room::links::ServerKey;
use picnic::rooms::{Rooms, Settings};
use picnic_protocol::session::{KeptFor, Limits};

pub(crate) const LIMITS: Limits = Limits {
    frame_bytes: 262_144,
    note_chars: 2_000,
    title_chars: 200,
    name_chars: 80,
    kept: KeptFor { empty_room_hours: Some(72), ..KeptFor::FOR_GOOD },
};

pub(super) const SETTINGS: Settings = Settings {
    limits: LIMITS,
    idle: Duration::from_secs(60),
    page: None,
    bounds: RoomBounds {
        sockets_max: 10,
        drawn_max: usize::MAX,
        notes_max: 5_000,
        bytes_max: 1 << 24,
        memory_max: 32 << 20,
        client_ids_max: usize::MAX,
    },
    memory_max: 1 << 30,
    disk_max: u64::MAX,
};

/// Rooms of a log, kept so.
pub(super) fn rooms(log: Arc<dyn Log>) -> Arc<Rooms> {
    rooms_with(log, SETTINGS)
}

/// The same, kept otherwise.
pub(super) fn rooms_with(log: Arc<dyn Log>, settings: Settings) -> Arc<Rooms> {
    let key = ServerKey::from_bytes([7; 32]);
    Rooms::new(log, key, settings, Arc::new(Metrics::default())).unwrap()
}
