//! People: roles handed on, somebody put out, somebody without a device.

use picnic_protocol::ids::{ParticipantId, Role};
use picnic_protocol::session::command::{DoorState, Refusal, RefusalCode};

use crate::room::session::Session;
use crate::room::session::decide::{Decided, Decision, NOT_THERE, Scene, TAKEN, TOO_MANY};
use crate::room::session::event::Event;
use crate::room::session::state::Member;

const LAST: Refusal = Refusal::new(RefusalCode::LastFacilitator, "somebody must facilitate");
const ONESELF: Refusal =
    Refusal::new(RefusalCode::NotAllowed, "nobody puts themselves out of the room");
const FOR_A_WHILE: Refusal = Refusal::new(
    RefusalCode::NotAllowed,
    "who was handed the role does not hand it on, nor puts out those whose own it is",
);
const NO_DEVICE: Refusal =
    Refusal::new(RefusalCode::NotAllowed, "somebody without a device has no other role");

impl Session {
    pub(super) fn grant(&self, by: ParticipantId, to: ParticipantId, role: Role) -> Decided {
        let member = self.member(to).filter(|_| self.knows(to)).ok_or(NOT_THERE)?;
        if member.keeper.is_some() {
            return Err(NO_DEVICE);
        }
        if role < Role::Facilitator && self.is_last_facilitator(to) {
            return Err(LAST);
        }
        // Who facilitates for a while hands that on to nobody, and takes it from nobody whose own it is.
        if self.facilitates_for_a_while(by) && to != by {
            let is_own = member.came_as == Role::Facilitator;
            if role == Role::Facilitator || is_own {
                return Err(FOR_A_WHILE);
            }
        }
        Ok(Decision::when(member.role() != role, Event::Granted { to, role }))
    }

    pub(super) fn remove(
        &self,
        by: ParticipantId,
        who: ParticipantId,
        scene: &Scene<'_>,
    ) -> Decided {
        let member = self.member(who).filter(|member| member.merged.is_none()).ok_or(NOT_THERE)?;
        if by == who {
            return Err(ONESELF);
        }
        if member.removed {
            return Ok(Decision::default());
        }
        if self.facilitates_for_a_while(by) && member.came_as == Role::Facilitator {
            return Err(FOR_A_WHILE);
        }
        let mut events = vec![Event::Removed { who }];
        events.extend(renewed_after(member, scene));
        if let Some(turns) = &self.turns
            && turns.who() == Some(who)
        {
            let rounds = self.lays_in_rounds();
            events.push(self.turn_after(turns, scene.now_ms, |other| {
                other != who && (!rounds || self.packed(other) > 0)
            }));
        }
        Ok(events.into())
    }

    pub(super) fn set_door_to(&self, door: DoorState) -> Decision {
        Decision::when(door != self.door_state(), Event::DoorSet { door })
    }

    /// Somebody who knocks comes in, and is known from then on.
    pub(super) fn let_in(&self, who: ParticipantId, scene: &Scene<'_>) -> Decided {
        if self.member(who).is_some_and(|member| member.let_in.is_some()) {
            return Ok(Decision::default());
        }
        let name = scene.door.knocker(who).ok_or(NOT_THERE)?;
        let mut events = self.place_for(who, scene).ok_or(TOO_MANY)?;
        let generation = scene.door.generation(Role::Participant);
        events.push(Event::LetIn { who, name, generation });
        Ok(events.into())
    }

    pub(super) fn turn_away(who: ParticipantId, scene: &Scene<'_>) -> Decided {
        // Whoever is gone, or was turned away by somebody else, is not there: as it was asked to be.
        let turned_away = scene.door.knocker(who).map(|_| who);
        Ok(Decision { turned_away, ..Decision::default() })
    }

    pub(super) fn merge_people(
        &self,
        by: ParticipantId,
        from: ParticipantId,
        into: ParticipantId,
        scene: &mut Scene<'_>,
    ) -> Decided {
        let one = self.member(from).ok_or(NOT_THERE)?;
        if one.merged == Some(into) {
            return Ok(Decision::default());
        }
        if from == into || !self.knows(from) || !self.knows(into) {
            return Err(NOT_THERE);
        }
        if self.is_last_facilitator(from) {
            return Err(LAST);
        }
        // Whoever is merged is out by the pass that they came with, for good.
        if self.facilitates_for_a_while(by) {
            return Err(FOR_A_WHILE);
        }
        let has_device = |who| self.member(who).is_some_and(|member| member.keeper.is_none());
        if has_device(from) && !has_device(into) {
            return Err(NO_DEVICE);
        }
        let mut decision = Decision::default();
        // Of whoever has no device the other goes on with the basket, and sees it.
        if has_device(from) {
            decision = self.lay_of_one_merged(from, into, scene);
        }
        decision.events.insert(0, Event::Merged { from, into });
        Ok(decision)
    }

    pub(super) fn readmit(&self, who: ParticipantId) -> Decided {
        let member = self.member(who).ok_or(NOT_THERE)?;
        Ok(Decision::when(member.removed, Event::Readmitted { who }))
    }

    pub(super) fn put_proxy(
        &self,
        by: ParticipantId,
        who: ParticipantId,
        name: &str,
        scene: &Scene<'_>,
    ) -> Decided {
        let mut events = self.place_for(who, scene).ok_or(TOO_MANY)?;
        match self.member(who) {
            Some(member) if member.keeper.is_none() => return Err(TAKEN),
            Some(member) if member.merged.is_some() => return Err(NOT_THERE),
            Some(_) | None => {}
        }
        let same =
            self.member(who).is_some_and(|member| member.keeper == Some(by) && member.name == name);
        if same {
            return Ok(Decision::default());
        }
        events.push(Event::ProxyPut { who, name: name.to_owned(), keeper: by });
        Ok(events.into())
    }

    pub(super) fn raise_hand(&self, who: ParticipantId, raised: bool) -> Decision {
        let changes = self.member(who).is_some_and(|member| member.hand != raised);
        Decision::when(changes, Event::HandSet { who, raised })
    }

    /// Whether somebody facilitates by what they were handed, and not by their link.
    fn facilitates_for_a_while(&self, who: ParticipantId) -> bool {
        self.member(who).is_some_and(|member| member.came_as < Role::Facilitator)
    }

    fn is_last_facilitator(&self, who: ParticipantId) -> bool {
        let is_one = |role| role == Role::Facilitator;
        self.people().any(|(id, member)| id == who && is_one(member.role()))
            && !self.people().any(|(id, member)| id != who && is_one(member.role()))
    }
}

/// The links that are made anew when somebody is put out: that to join, and that by which they came. Those below they may know
/// too, but nobody writes by them.
fn renewed_after(member: &Member, scene: &Scene<'_>) -> impl Iterator<Item = Event> {
    let has_device = member.keeper.is_none();
    let roles = [Role::Participant, Role::Facilitator].map(|role| {
        let renewed = has_device && role <= member.came_as.max(Role::Participant);
        let generation = scene.door.generation(role).saturating_add(1);
        renewed.then_some(Event::LinkRenewed { role, generation })
    });
    roles.into_iter().flatten()
}
