//! How quickly one socket is read: at its pace, slower when it sends more, and no more when it
//! insists. Pure.

use std::time::{Duration, Instant};

use crate::limits::SOCKET_INSISTS_SECONDS;
use crate::net::bounds::SocketBounds;
use crate::net::pace::Bucket;

/// Who has this much of the pace in hand again has paused. Less than that a busy machine gives
/// to everyone, by reading late.
const PAUSE: Duration = Duration::from_secs(1);

/// What one socket has sent lately.
#[derive(Debug, Default)]
pub struct Throttle {
    frames: Bucket,
    bytes: Bucket,
    /// Since when messages have to wait, with no pause in between.
    over_since: Option<Instant>,
}

/// When to read on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// At once.
    Go,
    /// Not before this: until then the sender's own queue fills.
    Wait(Instant),
    /// It was made to wait for long, and sends as much as ever.
    Insists,
}

impl Throttle {
    /// Counts bytes of a message that was too large, and is passed over: its sender cannot send less of it, so that
    /// it is read slowly and nothing is held against them.
    pub fn pass(&mut self, bounds: &SocketBounds, bytes: usize, now: Instant) -> Option<Instant> {
        let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
        let wait = self.bytes.take(&bounds.bytes, bytes, now);
        (!wait.is_zero()).then(|| now + wait)
    }

    /// Counts what came: frames of the protocol, or of the WebSocket where those are more.
    pub fn count(
        &mut self,
        bounds: &SocketBounds,
        frames: usize,
        bytes: usize,
        now: Instant,
    ) -> Verdict {
        let frames = u64::try_from(frames).unwrap_or(u64::MAX);
        let frames = self.frames.take(&bounds.frames, frames, now);
        let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
        let wait = frames.max(self.bytes.take(&bounds.bytes, bytes, now));
        if wait.is_zero() {
            let rested = self.frames.has(&bounds.frames, PAUSE, now)
                && self.bytes.has(&bounds.bytes, PAUSE, now);
            if rested {
                self.over_since = None;
            }
            return Verdict::Go;
        }
        let since = *self.over_since.get_or_insert(now);
        if now.duration_since(since) > Duration::from_secs(SOCKET_INSISTS_SECONDS) {
            return Verdict::Insists;
        }
        Verdict::Wait(now + wait)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::pace::Pace;

    const SECOND: Duration = Duration::from_secs(1);
    const BOUNDS: SocketBounds = SocketBounds {
        frames: Pace::new(100, SECOND, Duration::from_secs(2)),
        bytes: Pace::new(1_000, SECOND, Duration::from_secs(2)),
    };

    /// Sends `bytes` every `every` for `seconds`, waiting as told; returns what it got through.
    fn send(bytes: usize, every: Duration, seconds: u32) -> (usize, bool) {
        let (start, mut throttle) = (Instant::now(), Throttle::default());
        let (mut now, mut sent) = (start, 0);
        while now < start + seconds * SECOND {
            match throttle.count(&BOUNDS, 1, bytes, now) {
                Verdict::Go => now += every,
                Verdict::Wait(until) => now = until.max(now + every),
                Verdict::Insists => return (sent, true),
            }
            sent += bytes;
        }
        (sent, false)
    }

    #[test]
    fn who_keeps_to_the_pace_never_waits() {
        assert_eq!(send(10, Duration::from_millis(10), 120), (120_000, false));
    }

    #[test]
    fn who_sends_too_much_is_slowed_and_then_closed() {
        let (sent, closed) = send(1_000, Duration::from_millis(1), 120);
        assert!(closed);
        let at_pace = 1_000 * (usize::try_from(SOCKET_INSISTS_SECONDS).unwrap() + 3);
        assert!(sent <= at_pace, "{sent} bytes");
    }

    #[test]
    fn who_is_read_late_still_insists() {
        let (start, mut throttle) = (Instant::now(), Throttle::default());
        let (mut now, mut late) = (start, false);
        loop {
            match throttle.count(&BOUNDS, 1, 100, now) {
                Verdict::Insists => return,
                Verdict::Go => {}
                Verdict::Wait(until) => now = until,
            }
            late = !late;
            if late {
                now += Duration::from_millis(50);
            }
            assert!(now < start + 120 * SECOND, "it goes on for ever");
        }
    }

    #[test]
    fn who_pauses_may_send_much_again() {
        let (mut now, mut throttle) = (Instant::now(), Throttle::default());
        for _ in 0..20 {
            for _ in 0..8 {
                match throttle.count(&BOUNDS, 1, 1_000, now) {
                    Verdict::Go => {}
                    Verdict::Wait(until) => now = until,
                    Verdict::Insists => panic!("it paused"),
                }
            }
            now += 3 * SECOND;
        }
    }

    #[test]
    fn who_sends_a_message_that_is_far_too_large_is_slowed_for_as_long_as_it_comes() {
        let (start, mut throttle) = (Instant::now(), Throttle::default());
        let mut now = start;
        for _ in 0..500 {
            now = throttle.pass(&BOUNDS, 1_000, now).unwrap_or(now);
        }
        assert!(now > start + 4 * Duration::from_secs(SOCKET_INSISTS_SECONDS), "it is slowed");
        assert!(matches!(throttle.count(&BOUNDS, 1, 10, now), Verdict::Go | Verdict::Wait(_)));
    }

    #[test]
    fn a_message_counts_as_many_as_its_frames() {
        let (now, mut throttle) = (Instant::now(), Throttle::default());
        for _ in 0..20 {
            assert_eq!(throttle.count(&BOUNDS, 10, 0, now), Verdict::Go);
        }
        assert!(matches!(throttle.count(&BOUNDS, 10, 0, now), Verdict::Wait(_)));
    }

    #[test]
    fn a_large_upload_that_ends_is_only_slowed() {
        let (_, closed) = send(1_000, Duration::from_millis(1), 20);
        assert!(!closed);
    }
}
