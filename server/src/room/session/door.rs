//! The room's door: who is let in, and as what, beyond what their link says.

use std::collections::{BTreeMap, BTreeSet};

use picnic_protocol::ids::{ParticipantId, Role};

use crate::room::session::Session;
use crate::room::session::apply::newcomer;

/// Why somebody with a right link is not let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shut {
    /// A facilitator put them out.
    Removed,
    /// Joining is closed, and they are new.
    JoiningClosed,
}

/// What the door knows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Door {
    granted: BTreeMap<ParticipantId, Role>,
    removed: BTreeSet<ParticipantId>,
    /// While joining is closed: everybody who is known.
    closed_to_all_but: Option<BTreeSet<ParticipantId>>,
}

impl Door {
    /// What `who` may do: what they were handed, else what their link says.
    #[must_use]
    pub fn role(&self, who: ParticipantId, by_link: Role) -> Role {
        self.granted.get(&who).copied().unwrap_or(by_link)
    }

    /// Whether `who` is let in. A closed door stays open to facilitators and viewers: the one
    /// must be able to come and help, the other only reads.
    ///
    /// # Errors
    /// Why not.
    pub fn admit(&self, who: ParticipantId, lasting: bool, by_link: Role) -> Result<(), Shut> {
        if self.removed.contains(&who) {
            return Err(Shut::Removed);
        }
        match &self.closed_to_all_but {
            Some(known) if by_link == Role::Participant => {
                let comes_back = lasting && known.contains(&who);
                if comes_back { Ok(()) } else { Err(Shut::JoiningClosed) }
            }
            _ => Ok(()),
        }
    }
}

impl Session {
    /// Holds to what the log kept of the door by itself, where the rest of the session may be older.
    pub fn keep_to(
        &mut self,
        removed: &BTreeSet<ParticipantId>,
        granted: &BTreeMap<ParticipantId, Role>,
        joining_closed: bool,
    ) {
        self.joining_closed = joining_closed;
        for who in removed.iter().chain(granted.keys()) {
            self.roster.entry(*who).or_insert_with(|| newcomer(Role::Participant));
        }
        for (who, member) in &mut self.roster {
            member.removed = removed.contains(who);
            member.granted = granted.get(who).copied();
        }
    }

    /// The door as it stands.
    #[must_use]
    pub fn door(&self) -> Door {
        let members = || self.roster.iter();
        Door {
            granted: members().filter_map(|(who, member)| Some((*who, member.granted?))).collect(),
            removed: members().filter(|(_, member)| member.removed).map(|(who, _)| *who).collect(),
            closed_to_all_but: self
                .joining_closed
                .then(|| members().map(|(who, _)| *who).collect()),
        }
    }
}
