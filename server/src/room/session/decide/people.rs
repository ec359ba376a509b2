//! People: roles handed on, somebody put out, somebody without a device.

use picnic_protocol::ids::{ParticipantId, Role};
use picnic_protocol::session::command::{Refusal, RefusalCode};

use crate::limits::ROSTER_MAX;
use crate::room::session::Session;
use crate::room::session::decide::{Decided, Decision, NOT_THERE, TAKEN, TOO_MANY};
use crate::room::session::event::Event;

const LAST: Refusal = Refusal::new(RefusalCode::LastFacilitator, "somebody must facilitate");
const ONESELF: Refusal =
    Refusal::new(RefusalCode::NotAllowed, "nobody puts themselves out of the room");
const NO_DEVICE: Refusal =
    Refusal::new(RefusalCode::NotAllowed, "somebody without a device has no other role");

impl Session {
    pub(super) fn grant(&self, to: ParticipantId, role: Role) -> Decided {
        let member = self.member(to).filter(|member| !member.removed).ok_or(NOT_THERE)?;
        if member.keeper.is_some() {
            return Err(NO_DEVICE);
        }
        if role < Role::Facilitator && self.is_last_facilitator(to) {
            return Err(LAST);
        }
        Ok(Decision::when(member.role() != role, Event::Granted { to, role }))
    }

    pub(super) fn remove(&self, by: ParticipantId, who: ParticipantId, now_ms: u64) -> Decided {
        let member = self.member(who).ok_or(NOT_THERE)?;
        if by == who {
            return Err(ONESELF);
        }
        if member.removed {
            return Ok(Decision::default());
        }
        let mut events = vec![Event::Removed { who }];
        if let Some(turns) = &self.turns
            && turns.who() == Some(who)
        {
            let rounds = self.lays_in_rounds();
            events.push(self.turn_after(turns, now_ms, |other| {
                other != who && (!rounds || self.packed(other) > 0)
            }));
        }
        Ok(events.into())
    }

    pub(super) fn readmit(&self, who: ParticipantId) -> Decided {
        let member = self.member(who).ok_or(NOT_THERE)?;
        Ok(Decision::when(member.removed, Event::Readmitted { who }))
    }

    pub(super) fn put_proxy(&self, by: ParticipantId, who: ParticipantId, name: &str) -> Decided {
        match self.member(who) {
            Some(member) if member.keeper.is_none() => return Err(TAKEN),
            None if self.roster.len() >= ROSTER_MAX => return Err(TOO_MANY),
            _ => {}
        }
        let same =
            self.member(who).is_some_and(|member| member.keeper == Some(by) && member.name == name);
        let event = Event::ProxyPut { who, name: name.to_owned(), keeper: by };
        Ok(Decision::when(!same, event))
    }

    pub(super) fn raise_hand(&self, who: ParticipantId, raised: bool) -> Decision {
        let changes = self.member(who).is_some_and(|member| member.hand != raised);
        Decision::when(changes, Event::HandSet { who, raised })
    }

    fn is_last_facilitator(&self, who: ParticipantId) -> bool {
        let is_one = |role| role == Role::Facilitator;
        self.people().any(|(id, member)| id == who && is_one(member.role()))
            && !self.people().any(|(id, member)| id != who && is_one(member.role()))
    }
}
