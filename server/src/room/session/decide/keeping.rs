//! What becomes of the room as a whole: archived, taken away, and brought back.

use crate::room::session::Session;
use crate::room::session::decide::Decision;
use crate::room::session::event::Event;

/// What shall become of a room; nothing is said of what stays.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RoomKeeping {
    /// Whether it is archived.
    pub archived: Option<bool>,
    /// Whether it is taken away.
    pub taken_away: Option<bool>,
}

impl RoomKeeping {
    /// Whether a room that is so is as was asked.
    #[must_use]
    pub fn is_done(self, archived: bool, taken_away: bool) -> bool {
        self.archived.is_none_or(|asked| asked == archived)
            && self.taken_away.is_none_or(|asked| asked == taken_away)
    }
}

impl Session {
    /// A facilitator says what becomes of the room. Where nobody writes, no clock moves the phases on.
    #[must_use]
    pub fn keep(&self, keeping: RoomKeeping, now_ms: u64) -> Decision {
        let RoomKeeping { archived, taken_away } = keeping;
        let mut events = Vec::new();
        if let Some(archived) = archived.filter(|archived| *archived != self.archived) {
            events.push(Event::ArchivedSet { archived });
        }
        if let Some(taken) = taken_away.filter(|taken| *taken != self.taken_away_ms.is_some()) {
            events.push(Event::TakenAwaySet { at_ms: taken.then_some(now_ms) });
        }
        let ends = |event: &Event| {
            matches!(
                event,
                Event::ArchivedSet { archived: true } | Event::TakenAwaySet { at_ms: Some(_) }
            )
        };
        if events.iter().any(ends) {
            events.extend(self.pause(now_ms).events);
        }
        events.into()
    }
}

#[cfg(test)]
mod tests {
    use picnic_protocol::session::view::Timer;

    use super::*;
    use crate::room::session::touched::Touched;

    fn after(session: &mut Session, keeping: RoomKeeping) -> usize {
        let Decision { events, .. } = session.keep(keeping, 5);
        for event in &events {
            session.apply(event, &mut Touched::default());
        }
        events.len()
    }

    #[test]
    fn where_nobody_writes_the_clock_stands_still_and_asked_twice_nothing_more_happens() {
        let running = Timer::Running { deadline_ms: 65 };
        for keeping in [
            RoomKeeping { archived: Some(true), taken_away: None },
            RoomKeeping { archived: None, taken_away: Some(true) },
        ] {
            let mut session = Session { timer: running, ..Session::default() };
            assert_eq!(after(&mut session, keeping), 2, "{keeping:?}");
            assert_eq!(session.timer, Timer::Paused { left_ms: 60 });
            assert_eq!(after(&mut session, keeping), 0);
            assert!(keeping.is_done(session.archived, session.taken_away_ms.is_some()));
        }
    }

    #[test]
    fn a_room_that_is_brought_back_is_as_it_was_archived_or_not() {
        let mut session = Session { archived: true, ..Session::default() };
        after(&mut session, RoomKeeping { archived: None, taken_away: Some(true) });
        assert_eq!(session.taken_away_ms, Some(5));
        after(&mut session, RoomKeeping { archived: None, taken_away: Some(false) });
        assert_eq!((session.archived, session.taken_away_ms), (true, None));
    }
}
