//! How long what is here is kept, as the room is now: one in which nobody ever wrote goes sooner, and is told so.

use picnic_protocol::session::{KeptFor, ServerMessage};

use crate::room::{Effect, Room};

/// Whether anybody wrote here.
#[derive(Debug)]
pub(super) struct Use {
    /// Somebody may have, before the room was opened.
    was_used: bool,
    /// Somebody has since, but for the names of those who came.
    is_written: bool,
    /// Those who are here were told for how long a used room is kept.
    is_told: bool,
}

impl Use {
    /// Of a room that is opened.
    pub(super) const fn opened(was_used: bool) -> Self {
        Self { was_used, is_written: false, is_told: was_used }
    }

    /// Somebody wrote something.
    pub(super) const fn write(&mut self) {
        self.is_written = true;
    }
}

impl Room {
    /// How long what is here is kept.
    pub(super) fn kept(&self) -> KeptFor {
        let kept = self.limits.kept;
        let is_used = self.used.was_used || self.used.is_written;
        KeptFor { empty_room_hours: kept.empty_room_hours.filter(|_| !is_used), ..kept }
    }

    /// Tells those who are here that the room is kept for longer, once: somebody wrote something, and the log has it.
    pub(super) fn tell_kept(&mut self, effects: &mut Vec<Effect>) {
        if self.used.is_written && !self.used.is_told {
            self.used.is_told = true;
            self.tell_all(&ServerMessage::Kept { kept: self.kept() }, effects);
        }
    }

    /// Whether anybody wrote anything since it was opened, but for the names of those who came.
    #[must_use]
    pub const fn is_written_in(&self) -> bool {
        self.used.is_written
    }
}
