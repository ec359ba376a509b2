//! Before the room's door and at its links: who knocks is heard, facilitators are told, and all are told of links made anew.

use std::collections::BTreeSet;

use picnic_protocol::frame;
use picnic_protocol::ids::{ParticipantId, Role};
use picnic_protocol::session::ServerMessage;
use picnic_protocol::session::command::DoorState;

use crate::room::entrance::Entrance;
use crate::room::knocking::{Answer, Knock, Knocking};
use crate::room::presence::Presence;
use crate::room::session::door_seen::DoorSeen;
use crate::room::session::event::Event;
use crate::room::session::outcome::Outcome;
use crate::room::writers::Writers;
use crate::room::{ConnectionId, Effect, Now, Room};

/// The door as a session sees it.
pub(super) struct AtDoor<'a> {
    pub(super) entrance: &'a Entrance,
    pub(super) knocking: &'a Knocking,
    pub(super) presence: &'a Presence,
    pub(super) writers: &'a Writers,
}

impl DoorSeen for AtDoor<'_> {
    fn generation(&self, role: Role) -> u32 {
        self.entrance.links().generation(role)
    }

    fn knocker(&self, who: ParticipantId) -> Option<String> {
        self.knocking.name_of(who).map(str::to_owned)
    }

    fn who_stays(&self) -> BTreeSet<ParticipantId> {
        let here = self.presence.people().into_iter().map(|person| person.id);
        here.chain(self.writers.logged().values().copied()).collect()
    }
}

impl Room {
    /// Somebody knocks, or still does.
    pub fn knock(&mut self, now: Now, knock: Knock) -> Answer {
        if self.session.member(knock.who).is_some_and(|member| member.let_in.is_some()) {
            return Answer::LetIn;
        }
        if self.session.door_state() == DoorState::Closed || self.session.taken_away_ms.is_some() {
            return Answer::Closed;
        }
        self.knocking.hear(now, knock)
    }

    /// Does before the door what the session decided.
    pub(super) fn follow_at_door(&mut self, now: Now, outcome: &Outcome) {
        self.entrance.follow(&outcome.events);
        for event in &outcome.events {
            if let Event::LetIn { who, .. } = event {
                self.knocking.forget(*who);
            }
        }
        for who in &outcome.turned_away {
            self.knocking.turn_away(now, *who);
        }
    }

    /// Tells facilitators who knocks, at intervals.
    pub(super) fn tell_knocking(&mut self, now: Now, effects: &mut Vec<Effect>) {
        if !self.knocking.is_news(now) {
            return;
        }
        let facilitates = |id: &ConnectionId| {
            let join = self.connections.get(*id).map(|connection| &connection.join);
            join.is_some_and(|join| {
                self.session.role(join.participant, join.role) == Role::Facilitator
            })
        };
        let mut to = self.readers.who_speak_session();
        to.retain(facilitates);
        if !to.is_empty() {
            let frame = frame::session(&self.knocking.told()).into();
            effects.push(Effect::Broadcast { to, frame });
        }
    }

    /// Tells a socket who knocks, if it is a facilitator's and anybody does.
    pub(super) fn tell_who_knocks(&self, to: ConnectionId, role: Role, effects: &mut Vec<Effect>) {
        if role == Role::Facilitator && !self.knocking.is_empty() {
            let frame = frame::session(&self.knocking.told()).into();
            effects.push(Effect::Broadcast { to: vec![to], frame });
        }
    }

    /// A link was made anew: whoever is not known and came by it is out too, and all others who may
    /// pass it on have the new one.
    pub(super) fn show_links(&self, effects: &mut Vec<Effect>) {
        self.close_revoked(effects);
        for (id, connection) in self.connections.iter() {
            let join = &connection.join;
            let role = self.session.role(join.participant, join.role);
            let is_in = self.entrance.is_open_to(join, &self.session);
            if !is_in || !join.session || role < Role::Participant {
                continue;
            }
            let tokens = self.entrance.tokens(role, join.role);
            let frame = frame::session(&ServerMessage::Role { role, tokens }).into();
            effects.push(Effect::Broadcast { to: vec![id], frame });
        }
    }
}
