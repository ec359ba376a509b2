//! How rooms are kept, for tests to which it does not matter.

use std::time::Duration;

use picnic::room::fullness::RoomBounds;
use picnic::rooms::Settings;
use picnic::rooms::retention::Retention;
use picnic_protocol::session::{KeptFor, Limits};

pub(super) const SETTINGS: Settings = Settings {
    limits: Limits {
        frame_bytes: 1_000,
        note_chars: 1,
        title_chars: 1,
        name_chars: 1,
        kept: KeptFor::FOR_GOOD,
    },
    idle: Duration::from_secs(60),
    page: None,
    bounds: RoomBounds {
        sockets_max: 10,
        notes_max: 5_000,
        bytes_max: 1 << 24,
        memory_max: 32 << 20,
        client_ids_max: usize::MAX,
    },
    memory_max: 1 << 30,
    disk_max: u64::MAX,
    retention: Retention { kept: KeptFor::FOR_GOOD, empty_rooms_hours: None },
};
