//! What of the room's door and of who is here a session sees when it decides.

use std::collections::BTreeSet;

use picnic_protocol::ids::{ParticipantId, Role};

/// The door, and who stands before it and inside.
pub trait DoorSeen {
    /// How often the link of a role was made anew.
    fn generation(&self, role: Role) -> u32;

    /// The name of somebody who knocks and was not turned away.
    fn knocker(&self, who: ParticipantId) -> Option<String>;

    /// Who has a socket here, or wrote on the board.
    fn who_stays(&self) -> BTreeSet<ParticipantId>;
}
