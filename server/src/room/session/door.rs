//! The room's door: who is let in, and as what, beyond what their link says.

use std::collections::{BTreeMap, BTreeSet};

use picnic_protocol::ids::{ParticipantId, Role};
use picnic_protocol::session::command::DoorState;

use crate::room::session::Session;
use crate::room::session::apply::newcomer;

/// Why somebody with a right link is not let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shut {
    /// A facilitator put them out.
    Removed,
    /// They turned out to be somebody else of the room's, and come as that one.
    Merged,
    /// They are new, and newcomers knock.
    KnockFirst,
    /// Joining is closed, and they are new.
    JoiningClosed,
}

/// What the door knows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Door {
    state: DoorState,
    taken_away_ms: Option<u64>,
    granted: BTreeMap<ParticipantId, Role>,
    removed: BTreeSet<ParticipantId>,
    merged: BTreeSet<ParticipantId>,
    known: BTreeSet<ParticipantId>,
    let_in: BTreeMap<ParticipantId, u32>,
}

impl Door {
    /// What `who` may do: what they were handed, else what their link says.
    #[must_use]
    pub fn role(&self, who: ParticipantId, by_link: Role) -> Role {
        self.granted.get(&who).copied().unwrap_or(by_link)
    }

    /// What becomes of newcomers.
    #[must_use]
    pub const fn state(&self) -> DoorState {
        self.state
    }

    /// When the room was taken away, ms since 1970: then nobody comes in.
    #[must_use]
    pub const fn taken_away_ms(&self) -> Option<u64> {
        self.taken_away_ms
    }

    /// Whether `who` is of the room, and not put out.
    #[must_use]
    pub fn knows(&self, who: ParticipantId) -> bool {
        self.known.contains(&who)
    }

    /// Whether `who` is told, whatever link they have, that they are let in no more.
    #[must_use]
    pub fn keeps_out(&self, who: ParticipantId) -> bool {
        self.removed.contains(&who) || self.is_merged(who)
    }

    /// Whether `who` turned out to be somebody else.
    #[must_use]
    pub fn is_merged(&self, who: ParticipantId) -> bool {
        self.merged.contains(&who)
    }

    /// As which generation of the join link somebody counts whom a facilitator let in when they knocked.
    #[must_use]
    pub fn let_in(&self, who: ParticipantId) -> Option<u32> {
        self.let_in.get(&who).copied()
    }

    /// Whether `who` is let in. A door that is not open stays so to facilitators and viewers: the one
    /// must be able to come and help, the other only reads.
    ///
    /// # Errors
    /// Why not.
    pub fn admit(&self, who: ParticipantId, lasting: bool, by_link: Role) -> Result<(), Shut> {
        if self.removed.contains(&who) {
            return Err(Shut::Removed);
        }
        if self.merged.contains(&who) {
            return Err(Shut::Merged);
        }
        let is_new = by_link == Role::Participant && !(lasting && self.knows(who));
        match self.state {
            DoorState::Knock if is_new => Err(Shut::KnockFirst),
            DoorState::Closed if is_new => Err(Shut::JoiningClosed),
            DoorState::Open | DoorState::Knock | DoorState::Closed => Ok(()),
        }
    }
}

impl Session {
    /// What becomes of newcomers.
    #[must_use]
    pub const fn door_state(&self) -> DoorState {
        DoorState::of(self.joining_closed, self.knocking)
    }

    pub(super) const fn set_door(&mut self, door: DoorState) {
        self.joining_closed = matches!(door, DoorState::Closed);
        self.knocking = matches!(door, DoorState::Knock);
    }

    /// Whether `who` is of the room, and not put out.
    #[must_use]
    pub fn knows(&self, who: ParticipantId) -> bool {
        self.member(who).is_some_and(|member| !member.removed && member.merged.is_none())
    }

    /// Holds to what the log kept of the door by itself, where the rest of the session may be older.
    pub fn keep_to(
        &mut self,
        removed: &BTreeSet<ParticipantId>,
        granted: &BTreeMap<ParticipantId, Role>,
        merged: &BTreeMap<ParticipantId, ParticipantId>,
        (door, taken_away_ms): (DoorState, Option<u64>),
    ) {
        self.set_door(door);
        self.taken_away_ms = taken_away_ms;
        for who in removed.iter().chain(granted.keys()).chain(merged.keys()) {
            self.roster.entry(*who).or_insert_with(|| newcomer(Role::Participant));
        }
        for (who, member) in &mut self.roster {
            member.removed = removed.contains(who);
            member.granted = granted.get(who).copied();
            member.merged = merged.get(who).copied();
        }
    }

    /// The door as it stands.
    #[must_use]
    pub fn door(&self) -> Door {
        let members = || self.roster.iter();
        Door {
            state: self.door_state(),
            taken_away_ms: self.taken_away_ms,
            granted: members().filter_map(|(who, member)| Some((*who, member.granted?))).collect(),
            removed: members().filter(|(_, member)| member.removed).map(|(who, _)| *who).collect(),
            merged: members()
                .filter(|(_, member)| member.merged.is_some())
                .map(|(who, _)| *who)
                .collect(),
            known: members().map(|(who, _)| *who).filter(|who| self.knows(*who)).collect(),
            let_in: members().filter_map(|(who, member)| Some((*who, member.let_in?))).collect(),
        }
    }
}
