//! What a room's log keeps of its door beside records and snapshots, twice, so that damage to those opens it to
//! nobody: how often each link was made anew, who was put out, what was handed on, whether joining is closed.
//!
//! It is written in the step that changes it, so it is as new as the room; whoever only wants to know whether a
//! link is the present one need not fold the room.

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;
use picnic_protocol::ids::{ParticipantId, Role};
use picnic_protocol::session::command::DoorState;
use serde::{Deserialize, Serialize};

use crate::room::links::{Links, ServerKey};
use crate::room::record::{Unreadable, header_line, read_header};
use crate::room::session::Session;
use crate::room::session::apply::kinds::{of_baskets, of_the_bin, of_the_plan, of_votes, of_words};
use crate::room::session::event::Event;

/// A room's door, as its log keeps it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KeptDoor {
    /// Generations of the links that were made anew.
    pub generations: BTreeMap<Role, u32>,
    /// Of those, the least whose passes stay good in the hands of who is known.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub honoured: BTreeMap<Role, u32>,
    /// Who was put out.
    pub removed: BTreeSet<ParticipantId>,
    /// Roles that were handed on.
    pub granted: BTreeMap<ParticipantId, Role>,
    /// Who turned out to be whom.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub merged: BTreeMap<ParticipantId, ParticipantId>,
    /// Whether newcomers are not let in.
    pub joining_closed: bool,
    /// Whether they knock.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub knocking: bool,
    /// When the room was taken away, ms since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_away_ms: Option<u64>,
    /// Who comes back by a link that is no more, where nothing told what the door was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returning: Option<Returning>,
}

/// Who is let in by the pass of an earlier link, after all links had to be made anew because nothing told what they were.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Returning {
    /// The generation that each link had at least, until it is made anew by somebody: a pass from before that
    /// was withdrawn for certain.
    pub generations: BTreeMap<Role, u32>,
    /// Everybody who was known and not known to be put out, and what they had come as.
    pub people: BTreeMap<ParticipantId, Role>,
    /// Whether no facilitator has heard yet that the links are new.
    pub untold: bool,
}

impl Returning {
    /// What somebody may come back as who has a pass of this role and generation, if they may.
    #[must_use]
    pub fn role_of(&self, who: ParticipantId, role: Role, generation: u32) -> Option<Role> {
        let is_high_enough = self.generations.get(&role).is_some_and(|least| generation >= *least);
        let came_as = self.people.get(&who)?;
        is_high_enough.then(|| role.min(*came_as))
    }

    /// A link was made anew: who came by the earlier ones is out.
    pub fn end(&mut self, role: Role) {
        self.generations.remove(&role);
    }
}

impl KeptDoor {
    /// The door of a room with these links and this session.
    #[must_use]
    pub fn of(links: &Links, session: &Session, returning: Option<&Returning>) -> Self {
        let members = || session.roster.iter();
        Self {
            generations: links.generations().collect(),
            honoured: links.honoured().collect(),
            removed: members().filter(|(_, one)| one.removed).map(|(who, _)| *who).collect(),
            granted: members().filter_map(|(who, one)| Some((*who, one.granted?))).collect(),
            merged: members().filter_map(|(who, one)| Some((*who, one.merged?))).collect(),
            joining_closed: session.joining_closed,
            knocking: session.knocking,
            taken_away_ms: session.taken_away_ms,
            returning: returning.cloned(),
        }
    }

    /// Whether an event changes it.
    #[must_use]
    pub const fn is_changed_by(event: &Event) -> bool {
        match event {
            Event::Granted { .. }
            | Event::Removed { .. }
            | Event::Readmitted { .. }
            | Event::LinkRenewed { .. }
            | Event::Merged { .. }
            | Event::Left { .. }
            | Event::DoorSet { .. }
            | Event::TakenAwaySet { .. }
            | Event::JoiningClosedSet { .. } => true,
            // Named, so that a new one of these does not compile before somebody has said whether it opens the door.
            Event::Joined { .. }
            | Event::LetIn { .. }
            | Event::Named { .. }
            | Event::ProxyPut { .. }
            | Event::HandSet { .. }
            | Event::AnonymousSet { .. }
            | Event::Moved { .. }
            | Event::TimerSet { .. }
            | Event::ClockMoved { .. }
            | Event::TurnMoved { .. }
            | Event::LockedSet { .. }
            | Event::ArchivedSet { .. }
            | Event::Spotlit { .. }
            | Event::Brought { .. }
            | Event::Led { .. }
            | Event::ReadySet { .. } => false,
            of_the_plan!() | of_baskets!() | of_words!() | of_votes!() | of_the_bin!() => false,
        }
    }

    /// What becomes of newcomers.
    #[must_use]
    pub const fn state(&self) -> DoorState {
        DoorState::of(self.joining_closed, self.knocking)
    }

    /// The room's links, by which secrets and passes are known.
    #[must_use]
    pub fn links(&self, key: ServerKey, room: picnic_protocol::ids::RoomId) -> Links {
        let mut links = Links::new(key, room);
        for (role, generation) in &self.generations {
            links.rotate(*role, *generation);
        }
        for (role, since) in &self.honoured {
            links.honour(*role, *since);
        }
        links
    }

    /// The bytes for the log.
    #[must_use]
    pub fn encode(&self) -> Bytes {
        header_line(self).into()
    }

    /// Reads it back.
    ///
    /// # Errors
    /// When it is not this version's to read.
    pub fn decode(bytes: &[u8]) -> Result<Self, Unreadable> {
        read_header(bytes)
    }
}
