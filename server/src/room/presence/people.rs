//! The people of a room: one entry a participant, however many sockets they have open.

use std::collections::{BTreeMap, BTreeSet};

use picnic_protocol::ids::{ParticipantId, Role};
use picnic_protocol::session::{Participant, ServerMessage};

#[derive(Debug)]
struct Person {
    name: String,
    /// One a socket.
    roles: Vec<Role>,
    /// What they were handed in place of those.
    granted: Option<Role>,
}

impl Person {
    fn role(&self) -> Role {
        self.granted.or_else(|| self.roles.iter().copied().max()).unwrap_or(Role::Viewer)
    }
}

/// Who is here, and what changed since others were told.
#[derive(Debug, Default)]
pub(super) struct People {
    here: BTreeMap<ParticipantId, Person>,
    changed: BTreeSet<ParticipantId>,
}

impl People {
    /// A socket of `participant` opened.
    pub(super) fn enter(&mut self, participant: ParticipantId, role: Role) {
        let person = self.here.entry(participant).or_insert_with(|| Person {
            name: String::new(),
            roles: Vec::new(),
            granted: None,
        });
        let before = (!person.roles.is_empty()).then(|| person.role());
        person.roles.push(role);
        if before != Some(person.role()) {
            self.changed.insert(participant);
        }
    }

    /// A socket of `participant` closed.
    pub(super) fn leave(&mut self, participant: ParticipantId, role: Role) {
        let Some(person) = self.here.get_mut(&participant) else { return };
        let before = person.role();
        if let Some(index) = person.roles.iter().position(|open| *open == role) {
            person.roles.swap_remove(index);
        }
        if person.roles.is_empty() {
            self.here.remove(&participant);
            self.changed.insert(participant);
        } else if person.role() != before {
            self.changed.insert(participant);
        }
    }

    /// `participant` was handed a role.
    pub(super) fn grant(&mut self, participant: ParticipantId, role: Role) {
        if let Some(person) = self.here.get_mut(&participant)
            && person.granted.replace(role) != Some(role)
        {
            self.changed.insert(participant);
        }
    }

    /// `participant` goes by `name` now.
    pub(super) fn rename(&mut self, participant: ParticipantId, name: String) {
        if let Some(person) = self.here.get_mut(&participant)
            && person.name != name
        {
            person.name = name;
            self.changed.insert(participant);
        }
    }

    /// The name `participant` gave; empty when none.
    pub(super) fn name(&self, participant: ParticipantId) -> &str {
        self.here.get(&participant).map_or("", |person| &person.name)
    }

    /// Others are told of these again, of those who are here.
    pub(super) fn tell_anew(&mut self, who: &BTreeSet<ParticipantId>) {
        self.changed.extend(who.iter().filter(|who| self.here.contains_key(who)));
    }

    /// How many people are here.
    pub(super) fn count(&self) -> usize {
        self.here.len()
    }

    /// Everyone, for a newcomer.
    pub(super) fn everyone(&self) -> Vec<Participant> {
        self.here.iter().map(|(id, person)| participant(*id, person)).collect()
    }

    /// Those of them who facilitate.
    pub(super) fn facilitators(&self) -> impl Iterator<Item = ParticipantId> {
        let facilitates = |(_, person): &(_, &Person)| person.role() == Role::Facilitator;
        self.here.iter().filter(facilitates).map(|(id, _)| *id)
    }

    /// Whether others have something to be told.
    pub(super) fn is_changed(&self) -> bool {
        !self.changed.is_empty()
    }

    /// What changed since the last time.
    pub(super) fn changes(&mut self) -> ServerMessage {
        let mut here = Vec::new();
        let mut left = Vec::new();
        for id in std::mem::take(&mut self.changed) {
            match self.here.get(&id) {
                Some(person) => here.push(participant(id, person)),
                None => left.push(id),
            }
        }
        ServerMessage::Participants { here, left }
    }
}

fn participant(id: ParticipantId, person: &Person) -> Participant {
    Participant { id, name: person.name.clone(), role: person.role() }
}
