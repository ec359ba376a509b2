//! Whether the other side of a connection has been silent for too long. Pure.

use std::time::{Duration, Instant};

use crate::limits::{DEAD_SECONDS, PING_SECONDS};

const PING: Duration = Duration::from_secs(PING_SECONDS);
const DEAD: Duration = Duration::from_secs(DEAD_SECONDS);

/// A look that comes so much after its time came to a process that was held up.
pub(super) const LATE: Duration = Duration::from_secs(5);

/// When somebody was last heard of, and is next looked after.
#[derive(Debug)]
pub(super) struct Silence {
    heard: Instant,
    received: u64,
    look_at: Instant,
}

impl Silence {
    /// Nothing is to be heard yet.
    pub(super) fn begins(now: Instant) -> Self {
        Self { heard: now, received: 0, look_at: now + PING }
    }

    /// Something was heard.
    pub(super) const fn heard(&mut self, now: Instant) {
        self.heard = now;
    }

    /// When to look, and to ask for a sign of life unless it is too late for one.
    pub(super) const fn look_at(&self) -> Instant {
        self.look_at
    }

    /// Whether it has been silent for too long, where so many bytes came in all, and nothing is read of it or something.
    pub(super) fn is_too_long(&mut self, now: Instant, received: u64, is_read: bool) -> bool {
        // Half a message is a sign of life too; and of whom nothing is read nothing can be heard.
        let came = std::mem::replace(&mut self.received, received) != received;
        if came || !is_read {
            self.heard = now;
        }
        if now.saturating_duration_since(self.look_at) > LATE {
            // Such a look says that this process stood still, and nothing of the other side: it is asked first.
            self.heard = now.checked_sub(PING).unwrap_or(now);
        } else if now.saturating_duration_since(self.heard) >= DEAD {
            return true;
        }
        self.look_at = (now + PING).min(self.heard + DEAD);
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How long somebody is kept who is heard of as told; an hour at most.
    fn kept(
        mut received: impl FnMut(Duration) -> u64,
        is_read: impl Fn(Duration) -> bool,
    ) -> Duration {
        let (start, hour) = (Instant::now(), Duration::from_secs(3_600));
        let mut silence = Silence::begins(start);
        loop {
            let now = silence.look_at();
            let after = now - start;
            if after > hour || silence.is_too_long(now, received(after), is_read(after)) {
                return after;
            }
        }
    }

    #[test]
    fn who_says_nothing_is_dead_after_a_while() {
        assert_eq!(kept(|_| 0, |_| true), DEAD);
    }

    #[test]
    fn half_a_message_is_a_sign_of_life() {
        assert!(kept(|after| after.as_secs(), |_| true) > Duration::from_secs(3_600));
    }

    #[test]
    fn nobody_is_silent_while_nothing_is_read_of_them() {
        let feeds_until = Duration::from_secs(600);
        let kept = kept(|_| 0, |after| after > feeds_until);
        assert!(kept > feeds_until + DEAD - PING, "{kept:?}");
        assert!(kept <= feeds_until + DEAD, "{kept:?}");
    }

    #[test]
    fn a_look_that_comes_late_says_nothing_of_the_other_side() {
        let start = Instant::now();
        let mut silence = Silence::begins(start);
        let late = start + DEAD + LATE;
        assert!(!silence.is_too_long(late, 0, true));
        assert!(silence.is_too_long(silence.look_at().max(late + DEAD - PING), 0, true));
    }
}
