//! Changing the plan, before the session and during it.

use picnic_protocol::session::command::{Refusal, RefusalCode};
use picnic_protocol::session::plan::{PHASES_MAX, Phase, PhaseId};

use crate::room::session::Session;
use crate::room::session::decide::journey::timer_for;
use crate::room::session::decide::{Decided, Decision, NOT_NOW, NOT_THERE, TAKEN, TOO_MANY};
use crate::room::session::event::Event;

const PROMISED: Refusal =
    Refusal::new(RefusalCode::Promised, "people wrote trusting that nobody will know who");

impl Session {
    pub(super) fn add_phase(&self, phase: &Phase, before: Option<&PhaseId>) -> Decided {
        if let Some((_, there)) = self.find(&phase.id) {
            return if there == phase { Ok(Decision::default()) } else { Err(TAKEN) };
        }
        if self.plan.len() >= PHASES_MAX {
            return Err(TOO_MANY);
        }
        self.check_place(before)?;
        Ok(Event::PhaseAdded { phase: phase.clone(), before: before.cloned() }.into())
    }

    pub(super) fn change_phase(&self, phase: &Phase) -> Decided {
        let (_, there) = self.find(&phase.id).ok_or(NOT_THERE)?;
        let runs = self.current.as_ref() == Some(&phase.id);
        let same_kind = std::mem::discriminant(&there.kind) == std::mem::discriminant(&phase.kind);
        if !same_kind && (runs || self.holds_the_vote(&phase.id)) {
            return Err(NOT_NOW);
        }
        if there == phase {
            return Ok(Decision::default());
        }
        let mut events = vec![Event::PhaseChanged { phase: phase.clone() }];
        if runs && there.length != phase.length {
            let started_ms = self.stays.last().map_or(0, |stay| stay.started_ms);
            events.push(Event::TimerSet { timer: timer_for(phase.length, started_ms) });
        }
        Ok(events.into())
    }

    pub(super) fn move_phase(&self, phase: &PhaseId, before: Option<&PhaseId>) -> Decided {
        self.find(phase).ok_or(NOT_THERE)?;
        self.check_place(before)?;
        let changes = before != Some(phase);
        let event = Event::PhaseMoved { phase: phase.clone(), before: before.cloned() };
        Ok(Decision::when(changes, event))
    }

    pub(super) fn remove_phase(&self, phase: &PhaseId) -> Decided {
        self.find(phase).ok_or(NOT_THERE)?;
        if self.current.as_ref() == Some(phase) || self.holds_the_vote(phase) {
            return Err(NOT_NOW);
        }
        Ok(Event::PhaseRemoved { phase: phase.clone() }.into())
    }

    pub(super) fn set_anonymous(&self, anonymous: bool) -> Decided {
        if !anonymous && self.anonymous {
            let trusted = self.baskets.values().any(|basket| !basket.is_empty())
                || !self.check_in.answers.is_empty();
            if trusted {
                return Err(PROMISED);
            }
        }
        let changes = anonymous != self.anonymous;
        Ok(Decision::when(changes, Event::AnonymousSet { anonymous }))
    }

    fn holds_the_vote(&self, phase: &PhaseId) -> bool {
        self.vote.as_ref().is_some_and(|vote| vote.phase == *phase)
    }

    fn check_place(&self, before: Option<&PhaseId>) -> Result<(), Refusal> {
        match before {
            Some(before) if self.find(before).is_none() => Err(NOT_THERE),
            _ => Ok(()),
        }
    }
}
