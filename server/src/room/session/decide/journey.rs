//! The journey through the phases: going on and back, the clock, turns.

use picnic_protocol::ids::{ElementId, ParticipantId};
use picnic_protocol::session::plan::{Phase, PhaseId, PhaseKind, PhaseLength, Reveal};
use picnic_protocol::session::view::Timer;

use crate::room::session::Session;
use crate::room::session::board_seen::BoardSeen;
use crate::room::session::decide::{
    Decided, Decision, NOT_NOW, NOT_THERE, NOT_YOUR_TURN, STALE, Scene,
};
use crate::room::session::event::Event;
use crate::room::session::random::Random;
use crate::room::session::state::Turns;

const MS_A_SECOND: u64 = 1_000;
const MS_A_MINUTE: u64 = 60 * MS_A_SECOND;

impl Session {
    pub(super) fn go_to(
        &self,
        from: Option<&PhaseId>,
        to: Option<&PhaseId>,
        scene: &mut Scene<'_>,
    ) -> Decided {
        if from != self.current.as_ref() {
            return Err(STALE);
        }
        let to = match to {
            None => None,
            Some(id) => Some(self.find(id).ok_or(NOT_THERE)?.1),
        };
        if to.map(|phase| &phase.id) == self.current.as_ref() {
            return Ok(Decision::default());
        }
        Ok(self.move_to_phase(to, scene))
    }

    /// Leaves the phase that runs and starts another, with all that belongs to it.
    pub(super) fn move_to_phase(&self, to: Option<&Phase>, scene: &mut Scene<'_>) -> Decision {
        let mut events = Vec::new();
        if self.anonymous && !self.check_in.answers.is_empty() {
            events.push(Event::AnswersSealed {});
        }
        let opens = to.is_some_and(|phase| self.opens_a_vote(phase));
        if self.vote.is_some() && (opens || self.passes_the_vote(to)) {
            events.push(Event::VoteClosed {});
        }
        events.push(Event::Moved {
            to: to.map(|phase| phase.id.clone()),
            at_ms: scene.now_ms,
            timer: to.map_or(Timer::Stopped, |phase| timer_for(phase.length, scene.now_ms)),
            turns: to.and_then(|phase| self.turns_for(phase, scene.random, scene.now_ms)),
        });
        if let Some(phase @ Phase { kind: PhaseKind::Vote { on, budget, per_item_max }, .. }) = to
            && opens
        {
            let items = scene.board.items(*on);
            if !items.is_empty() {
                events.push(self.vote_on(phase, *on, items, *budget, *per_item_max));
            }
        }
        let laid = to.map(|phase| self.lay_for(phase, scene)).unwrap_or_default();
        events.extend(laid.events);
        Decision { events, notes: laid.notes, ..Decision::default() }
    }

    /// Lays what is laid as this phase begins.
    fn lay_for(&self, phase: &Phase, scene: &mut Scene<'_>) -> Decision {
        match phase.kind {
            PhaseKind::Lay { reveal, .. } if self.anonymous || reveal != Reveal::Rounds => {
                self.lay_all(self.area_of(Some(phase)), scene)
            }
            // Others lay theirs in turn, or by hand where the reveal was left out.
            _ if !self.anonymous && self.is_laid_in(&phase.id) => {
                self.lay_of_merged(self.area_of(Some(phase)), scene)
            }
            _ => Decision::default(),
        }
    }

    /// Whether a vote opens when this phase starts: not where one rests or was held.
    fn opens_a_vote(&self, phase: &Phase) -> bool {
        matches!(phase.kind, PhaseKind::Vote { .. })
            && self.vote.as_ref().is_none_or(|vote| vote.phase != phase.id)
            && self.results.iter().all(|result| result.phase != phase.id)
    }

    /// Whether going there leaves the open vote behind. Going back lets it rest: that may have
    /// been a slip.
    fn passes_the_vote(&self, to: Option<&Phase>) -> bool {
        let place = |id: &PhaseId| self.find(id).map(|(index, _)| index);
        let Some(vote) = &self.vote else { return false };
        match to {
            None => true,
            Some(phase) => place(&phase.id) > place(&vote.phase),
        }
    }

    fn turns_for(&self, phase: &Phase, random: &mut Random, now_ms: u64) -> Option<Turns> {
        let (mut order, seconds): (Vec<_>, _) = match &phase.kind {
            PhaseKind::Arrive { in_turn: true, .. } if !self.anonymous => {
                (self.people().map(|(who, _)| who).collect(), None)
            }
            PhaseKind::Lay { reveal: Reveal::Rounds, turn_seconds } if !self.anonymous => {
                (self.people().map(|(who, _)| who).collect(), *turn_seconds)
            }
            PhaseKind::Lay { reveal: Reveal::WalkThrough, turn_seconds } if !self.anonymous => {
                let writes =
                    |who: &ParticipantId| self.writers.contains(who) || self.packed(*who) > 0;
                (self.people().map(|(who, _)| who).filter(writes).collect(), *turn_seconds)
            }
            _ => return None,
        };
        random.shuffle(&mut order);
        let rounds = matches!(phase.kind, PhaseKind::Lay { reveal: Reveal::Rounds, .. });
        let first = order.iter().position(|who| !rounds || self.packed(*who) > 0);
        Some(Turns {
            at: first.and_then(|first| u32::try_from(first).ok()),
            order,
            done: 0,
            deadline_ms: seconds.map(|seconds| deadline(u64::from(seconds), now_ms)),
        })
    }

    pub(super) fn next_turn(
        &self,
        who: ParticipantId,
        is_facilitator: bool,
        from: ParticipantId,
        now_ms: u64,
    ) -> Decided {
        let turns = self.turns.as_ref().ok_or(NOT_NOW)?;
        let current = turns.who().ok_or(STALE)?;
        if current != from {
            return Err(STALE);
        }
        if current != who && !is_facilitator {
            return Err(NOT_YOUR_TURN);
        }
        let rounds = self.lays_in_rounds();
        // Who passes has their turn again in the next round.
        Ok(self.turn_after(turns, now_ms, |other| !rounds || self.packed(other) > 0).into())
    }

    /// The turn after this one: in rounds anyone's again who has something left.
    pub(super) fn turn_after(
        &self,
        turns: &Turns,
        now_ms: u64,
        has_something: impl Fn(ParticipantId) -> bool,
    ) -> Event {
        let count = turns.order.len();
        let at = turns.at.and_then(|at| usize::try_from(at).ok()).unwrap_or(count);
        let reach = if self.lays_in_rounds() { count } else { count.saturating_sub(at + 1) };
        let next = (1..=reach).map(|step| (at + step) % count.max(1)).find(|index| {
            turns.order.get(*index).is_some_and(|who| {
                self.member(*who).is_some_and(|member| member.takes_part()) && has_something(*who)
            })
        });
        let seconds = match self.kind() {
            Some(PhaseKind::Lay { turn_seconds, .. }) => *turn_seconds,
            _ => None,
        };
        Event::TurnMoved {
            at: next.and_then(|next| u32::try_from(next).ok()),
            deadline_ms: seconds
                .filter(|_| next.is_some())
                .map(|seconds| deadline(u64::from(seconds), now_ms)),
        }
    }

    pub(super) fn pause(&self, now_ms: u64) -> Decision {
        match self.timer {
            Timer::Running { deadline_ms } => {
                let timer = Timer::Paused { left_ms: deadline_ms.saturating_sub(now_ms) };
                Event::TimerSet { timer }.into()
            }
            Timer::Stopped | Timer::Paused { .. } => Decision::default(),
        }
    }

    pub(super) fn resume(&self, now_ms: u64) -> Decision {
        match self.timer {
            Timer::Paused { left_ms } => {
                let timer = Timer::Running { deadline_ms: now_ms.saturating_add(left_ms) };
                Event::TimerSet { timer }.into()
            }
            Timer::Stopped | Timer::Running { .. } => Decision::default(),
        }
    }

    pub(super) fn extend(&self, seconds: u32, now_ms: u64) -> Decision {
        let more_ms = u64::from(seconds) * MS_A_SECOND;
        let timer = match self.timer {
            Timer::Stopped => Timer::Running { deadline_ms: now_ms.saturating_add(more_ms) },
            // A minute more is a minute from now where the time was up.
            Timer::Running { deadline_ms } => {
                Timer::Running { deadline_ms: deadline_ms.max(now_ms).saturating_add(more_ms) }
            }
            Timer::Paused { left_ms } => Timer::Paused { left_ms: left_ms.saturating_add(more_ms) },
        };
        Event::TimerSet { timer }.into()
    }

    pub(super) fn set_ready(&self, who: ParticipantId, ready: bool) -> Decided {
        if self.current.is_none() {
            return Err(NOT_NOW);
        }
        Ok(Decision::when(ready != self.ready.contains(&who), Event::ReadySet { who, ready }))
    }

    pub(super) fn spotlight(&self, note: Option<&ElementId>, board: &dyn BoardSeen) -> Decided {
        if note.is_some_and(|note| !board.has_note(note)) {
            return Err(NOT_THERE);
        }
        let changes = note != self.spotlight.as_ref();
        Ok(Decision::when(changes, Event::Spotlit { note: note.cloned() }))
    }

    pub(super) fn lead(&self, who: ParticipantId, on: bool) -> Decision {
        let by = on.then_some(who);
        Decision::when(by != self.leader, Event::Led { by })
    }
}

/// The clock of a phase that starts now.
pub(super) fn timer_for(length: PhaseLength, now_ms: u64) -> Timer {
    match length {
        PhaseLength::Open => Timer::Stopped,
        PhaseLength::Minutes(minutes) => {
            let deadline_ms = now_ms.saturating_add(u64::from(minutes) * MS_A_MINUTE);
            Timer::Running { deadline_ms }
        }
        PhaseLength::Until { unix_ms } => Timer::Running { deadline_ms: unix_ms },
    }
}

const fn deadline(seconds: u64, now_ms: u64) -> u64 {
    now_ms.saturating_add(seconds * MS_A_SECOND)
}
