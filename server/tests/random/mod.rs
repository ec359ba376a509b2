//! A seeded source of randomness that is the same everywhere, for runs that can be replayed.

#![allow(dead_code, unreachable_pub, reason = "each test uses its own part")]

use std::io::Write as _;
use std::time::SystemTime;

/// Before the first seed of any day: fixed seeds are smaller.
const DAYS_FROM: u64 = 1 << 40;

/// The first of `count` seeds that only this day has, in UTC, so that each day tries others. `PICNIC_DAY`, in
/// days since 1970, tries those of another day again.
pub fn first_of_the_day(count: u64) -> u64 {
    let told = std::env::var("PICNIC_DAY").ok().and_then(|day| day.parse().ok());
    let today = || SystemTime::UNIX_EPOCH.elapsed().map_or(0, |since| since.as_secs() / 86_400);
    let day: u64 = told.unwrap_or_else(today);
    let first = DAYS_FROM + day * count;
    // Past what holds back the output of tests that pass: a green run, too, says what it tried.
    let _ = writeln!(
        std::io::stderr(),
        "the seeds of day {day} begin at {first}; PICNIC_DAY={day} tries them again"
    );
    first
}

/// SplitMix64 (Steele, Lea, Flood 2014).
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 to `limit`, which is left out.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit.max(1)
    }

    /// An index into something of `length`.
    pub fn index(&mut self, length: usize) -> usize {
        usize::try_from(self.below(length as u64)).unwrap_or(0)
    }

    pub fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.index(from.len())]
    }

    pub fn byte(&mut self) -> u8 {
        self.next().to_le_bytes()[0]
    }
}
