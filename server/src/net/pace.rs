//! How often something may happen: a token bucket kept as one moment, pure.
//!
//! The bucket is the moment at which it will be full again (the generic cell rate algorithm):
//! taking tokens moves it ahead, and time passing catches up with it.

use std::time::{Duration, Instant};

/// A rate and how much of it may come at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Tokens that come in `period`; none when there is no limit.
    rate: Option<u64>,
    period: Duration,
    /// Time in which an empty bucket fills.
    burst: Duration,
}

impl Pace {
    /// No limit.
    pub const UNLIMITED: Self = Self { rate: None, period: Duration::ZERO, burst: Duration::ZERO };

    /// `rate` tokens a `period`, and a bucket of as many as come in `burst`.
    #[must_use]
    pub const fn new(rate: u64, period: Duration, burst: Duration) -> Self {
        Self { rate: Some(rate), period, burst }
    }

    fn time_of(&self, tokens: u64) -> Duration {
        let Some(rate) = self.rate else { return Duration::ZERO };
        let ns = self.period.as_nanos() * u128::from(tokens) / u128::from(rate.max(1));
        Duration::from_nanos(u64::try_from(ns).unwrap_or(u64::MAX))
    }
}

/// What is left of one pace.
#[derive(Debug, Clone, Copy, Default)]
pub struct Bucket {
    /// None while it is full.
    full_at: Option<Instant>,
}

impl Bucket {
    /// Takes tokens, more than there are if need be, and returns how long to wait for them.
    pub fn take(&mut self, pace: &Pace, tokens: u64, now: Instant) -> Duration {
        if pace.rate.is_none() {
            return Duration::ZERO;
        }
        let full_at = self.full_at.map_or(now, |at| at.max(now)) + pace.time_of(tokens);
        self.full_at = Some(full_at);
        full_at.saturating_duration_since(now).saturating_sub(pace.burst)
    }

    /// Takes one token if there is one.
    ///
    /// # Errors
    /// How long until there is one; nothing is taken then.
    pub fn try_take(&mut self, pace: &Pace, now: Instant) -> Result<(), Duration> {
        let mut after = *self;
        match after.take(pace, 1, now) {
            Duration::ZERO => {
                *self = after;
                Ok(())
            }
            wait => Err(wait),
        }
    }

    /// Gives one token back that was taken.
    pub fn give_back(&mut self, pace: &Pace) {
        self.full_at = self.full_at.and_then(|at| at.checked_sub(pace.time_of(1)));
    }

    /// Whether it has as many tokens again as come in this time.
    #[must_use]
    pub fn has(&self, pace: &Pace, of: Duration, now: Instant) -> bool {
        self.full_at.is_none_or(|at| at.saturating_duration_since(now) + of <= pace.burst)
    }

    /// Whether it is full, so that nothing need be remembered of it.
    #[must_use]
    pub fn is_full(&self, now: Instant) -> bool {
        self.full_at.is_none_or(|at| at <= now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PACE: Pace = Pace::new(10, Duration::from_secs(1), Duration::from_secs(2));

    #[test]
    fn a_burst_passes_at_once_and_what_follows_at_the_rate() {
        let mut bucket = Bucket::default();
        let now = Instant::now();
        assert_eq!(bucket.take(&PACE, 20, now), Duration::ZERO);
        assert_eq!(bucket.take(&PACE, 1, now), Duration::from_millis(100));
        assert_eq!(bucket.take(&PACE, 1, now), Duration::from_millis(200));
        let later = now + Duration::from_millis(200);
        assert_eq!(bucket.take(&PACE, 1, later), Duration::from_millis(100));
    }

    #[test]
    fn a_refused_token_is_not_taken() {
        let mut bucket = Bucket::default();
        let now = Instant::now();
        for _ in 0..20 {
            bucket.try_take(&PACE, now).unwrap();
        }
        for _ in 0..3 {
            assert_eq!(bucket.try_take(&PACE, now), Err(Duration::from_millis(100)));
        }
        bucket.try_take(&PACE, now + Duration::from_millis(100)).unwrap();
        assert!(!bucket.is_full(now));
        assert!(bucket.is_full(now + Duration::from_secs(3)));
    }

    #[test]
    fn no_limit_never_waits() {
        let mut bucket = Bucket::default();
        let now = Instant::now();
        assert_eq!(bucket.take(&Pace::UNLIMITED, u64::MAX, now), Duration::ZERO);
        assert!(bucket.is_full(now));
    }

    #[test]
    fn over_any_stretch_no_more_than_burst_and_rate_passes() {
        let start = Instant::now();
        let mut bucket = Bucket::default();
        let passed = (0..10_000_u64)
            .filter(|ms| bucket.try_take(&PACE, start + Duration::from_millis(*ms)).is_ok())
            .count();
        assert!((119..=120).contains(&passed), "{passed} in ten seconds");
    }
}
