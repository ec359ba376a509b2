//! What viewers are told of people: the names of those who facilitate, and of those whom what they see names. All others they
//! see come and go under no name.

use std::collections::BTreeSet;

use bytes::Bytes;
use picnic_protocol::awareness::{Entry, check_awareness, encode_awareness};
use picnic_protocol::frame;
use picnic_protocol::ids::{ParticipantId, Role};
use picnic_protocol::session::view::SessionView;
use picnic_protocol::session::{Participant, ServerMessage};
use serde_json::Value;

use crate::room::{ConnectionId, Effect, Join, Room};

/// Those whose names viewers are told.
pub(super) type Named = BTreeSet<ParticipantId>;

/// The list of people without the names that viewers need not have.
fn without_names(mut people: Vec<Participant>, named: &Named) -> Vec<Participant> {
    for person in &mut people {
        if !named.contains(&person.id) {
            person.name.clear();
        }
    }
    people
}

/// A part of the session without those names.
pub(super) fn view_without_names(mut view: SessionView, named: &Named) -> SessionView {
    for person in &mut view.people {
        if !named.contains(&person.id) {
            person.name.clear();
        }
    }
    view
}

/// A frame of presence without those names.
fn presence_without_names(frame: &Bytes, named: &Named) -> Bytes {
    let told = |state: &str| -> Option<String> {
        let mut state: Value = serde_json::from_str(state).ok()?;
        let user = state.get_mut("user")?.as_object_mut()?;
        let who = user.get("id")?.as_str()?.parse().ok()?;
        if named.contains(&who) {
            return None;
        }
        user.remove("name")?;
        Some(state.to_string())
    };
    // Its kind and its length stand before it; what the server wrote it can read.
    let mut reader = picnic_protocol::varint::Reader::new(frame);
    let payload = reader.varint().and_then(|_| reader.buffer());
    let Ok(Ok(shown)) = payload.map(check_awareness) else { return frame.clone() };
    let states: Vec<_> = shown.entries().map(|entry| entry.state.and_then(told)).collect();
    let entries: Vec<_> = shown
        .entries()
        .zip(&states)
        .map(|(entry, state)| Entry {
            client: entry.client,
            clock: entry.clock,
            state: state.as_deref().or(entry.state),
        })
        .collect();
    frame::awareness(&encode_awareness(entries.into_iter())).into()
}

impl Room {
    /// Whether somebody only looks.
    pub(super) fn is_viewer(&self, join: &Join) -> bool {
        self.session.role(join.participant, join.role) == Role::Viewer
    }

    fn is_viewers(&self, id: ConnectionId) -> bool {
        self.connections.get(id).is_some_and(|connection| self.is_viewer(&connection.join))
    }

    /// Whether anybody here only looks.
    pub(super) fn has_viewers(&self) -> bool {
        self.connections.iter().any(|(_, connection)| self.is_viewer(&connection.join))
    }

    /// Those whose names viewers are told now.
    pub(super) fn named_to_viewers(&self) -> Named {
        let mut named = self.session.named_to_all();
        if !self.session.anonymous {
            named.extend(self.writers.logged().values());
        }
        named.extend(self.presence.facilitators());
        named
    }

    /// Everyone's presence, as somebody may see it.
    pub(super) fn presence_for(&mut self, join: &Join) -> Option<Bytes> {
        let frame = self.presence.everyone()?;
        if !self.is_viewer(join) {
            return Some(frame);
        }
        Some(self.presence_for_viewers(&frame))
    }

    /// A frame of presence, as viewers may see it.
    pub(super) fn presence_for_viewers(&self, frame: &Bytes) -> Bytes {
        presence_without_names(frame, &self.named_to_viewers())
    }

    /// Everyone who is here, as somebody may see them.
    pub(super) fn people_for(&self, join: &Join) -> Vec<Participant> {
        let people = self.presence.people();
        if !self.is_viewer(join) {
            return people;
        }
        let named = self.named_to_viewers().into_iter().chain([join.participant]).collect();
        without_names(people, &named)
    }

    /// Sends a frame of presence to these, to viewers without the names that they need not have.
    pub(super) fn send_presence(
        &self,
        to: Vec<ConnectionId>,
        frame: Bytes,
        effects: &mut Vec<Effect>,
    ) {
        let (viewers, to) = self.apart_from_viewers(to);
        if !viewers.is_empty() {
            let frame = self.presence_for_viewers(&frame);
            effects.push(Effect::Broadcast { to: viewers, frame });
        }
        if !to.is_empty() {
            effects.push(Effect::Broadcast { to, frame });
        }
    }

    /// Tells who is here, likewise.
    pub(super) fn send_people(&self, people: ServerMessage, effects: &mut Vec<Effect>) {
        let (viewers, to) = self.apart_from_viewers(self.readers.who_speak_session());
        if !to.is_empty() {
            effects.push(Effect::Broadcast { to, frame: frame::session(&people).into() });
        }
        let ServerMessage::Participants { here, left } = people else { return };
        if viewers.is_empty() {
            return;
        }
        let named = self.named_to_viewers();
        let frame_for = |named: &Named| -> Bytes {
            let here = without_names(here.clone(), named);
            frame::session(&ServerMessage::Participants { here, left: left.clone() }).into()
        };
        let mut others = Vec::new();
        for id in viewers {
            let own = self.connections.get(id).map(|connection| connection.join.participant);
            match own.filter(|own| here.iter().any(|person| person.id == *own)) {
                // Their own name they know.
                Some(own) => {
                    let named = named.iter().copied().chain([own]).collect();
                    effects.push(Effect::Broadcast { to: vec![id], frame: frame_for(&named) });
                }
                None => others.push(id),
            }
        }
        if !others.is_empty() {
            effects.push(Effect::Broadcast { to: others, frame: frame_for(&named) });
        }
    }

    /// Splits sockets: those of viewers, and the others.
    pub(super) fn apart_from_viewers(
        &self,
        mut to: Vec<ConnectionId>,
    ) -> (Vec<ConnectionId>, Vec<ConnectionId>) {
        let viewers = to.extract_if(.., |id| self.is_viewers(*id)).collect();
        (viewers, to)
    }
}
