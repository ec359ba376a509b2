//! Two clocks: people's, which somebody may set, and one that never jumps.
//!
//! Deadlines are told in people's time. When that jumps while the room is open, what runs keeps what is left of it: an
//! event in the log moves every deadline by the jump. While the machine sleeps the other clock stands still, and so does what
//! runs: nobody could do anything. Over a restart nothing tells a jump from the time that passed, so people's
//! clock counts; but no phase has more left than it had when it began.

use picnic_protocol::session::ServerMessage;
use picnic_protocol::session::plan::PhaseLength;
use picnic_protocol::session::view::Timer;

use crate::limits::CLOCK_JUMP_MS;
use crate::room::session::Session;
use crate::room::session::decide::Decision;
use crate::room::session::event::Event;
use crate::room::session::outcome::Wish;
use crate::room::{Effect, Now, Room};

impl Room {
    /// Looks at both clocks, before anything is decided by either.
    pub(super) fn follow_clock(&mut self, now: Now, effects: &mut Vec<Effect>) {
        self.damage.date(now);
        let by_ms = match std::mem::replace(&mut self.seen, now) {
            seen if seen == Now::default() => self.session.set_back_ms(now.unix_ms),
            seen => jump_ms(seen, now),
        };
        if by_ms != 0 {
            self.tell_all(&ServerMessage::Time { now_ms: now.unix_ms }, effects);
        }
        if by_ms != 0 && !self.session.moved_by(by_ms).events.is_empty() {
            self.batch.wish_before_all(Wish::ClockMoves { by_ms });
        }
    }
}

/// How far people's clock went beside the other; 0 where that is no more than clocks drift.
fn jump_ms(seen: Now, now: Now) -> i64 {
    let people = apart(seen.unix_ms, now.unix_ms);
    let by_ms = people.saturating_sub(apart(seen.monotonic_ms, now.monotonic_ms));
    if by_ms.abs() > CLOCK_JUMP_MS { by_ms } else { 0 }
}

fn apart(from_ms: u64, to_ms: u64) -> i64 {
    i64::try_from(i128::from(to_ms) - i128::from(from_ms)).unwrap_or(0)
}

impl Session {
    /// How far people's clock stands before the beginning of the phase that runs, ms, as a move of it; 0 when it does not.
    fn set_back_ms(&self, now_ms: u64) -> i64 {
        let began = self.stays.last().filter(|stay| stay.ended_ms.is_none());
        let by_ms = began.map_or(0, |stay| apart(stay.started_ms, now_ms));
        if by_ms < -CLOCK_JUMP_MS { by_ms } else { 0 }
    }

    /// What a move of people's clock changes: nothing while nothing runs.
    pub(super) fn moved_by(&self, by_ms: i64) -> Decision {
        let runs = self.stays.last().is_some_and(|stay| stay.ended_ms.is_none())
            || matches!(self.timer, Timer::Running { .. });
        if runs { Event::ClockMoved { by_ms }.into() } else { Decision::default() }
    }

    /// Moves what runs along with people's clock, but for a phase that lasts until a date.
    pub(super) fn move_clock(&mut self, by_ms: i64) {
        let until_a_date =
            self.running().is_some_and(|phase| matches!(phase.length, PhaseLength::Until { .. }));
        if let Timer::Running { deadline_ms } = &mut self.timer
            && !until_a_date
        {
            *deadline_ms = deadline_ms.saturating_add_signed(by_ms);
        }
        let turn = self.turns.as_mut().and_then(|turns| turns.deadline_ms.as_mut());
        let stay = self.stays.last_mut().filter(|stay| stay.ended_ms.is_none());
        for at_ms in turn.into_iter().chain(stay.map(|stay| &mut stay.started_ms)) {
            *at_ms = at_ms.saturating_add_signed(by_ms);
        }
    }
}
