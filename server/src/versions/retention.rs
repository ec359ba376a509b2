//! How long something is kept.

/// An hour, ms.
pub const HOUR_MS: u64 = 60 * 60 * 1_000;

/// A day, ms.
pub const DAY_MS: u64 = 24 * HOUR_MS;

/// The time since which something must be to be kept, ms since 1970, where it is for so many days; none where nobody says how
/// many.
#[must_use]
pub fn kept_since_ms(now_ms: u64, days: Option<u32>) -> Option<u64> {
    days.map(|days| now_ms.saturating_sub(u64::from(days) * DAY_MS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_older_than_so_many_days_is_not_kept() {
        assert_eq!(kept_since_ms(1 + 2 * DAY_MS, Some(2)), Some(1));
        assert_eq!(kept_since_ms(u64::MAX, None), None);
        assert_eq!(
            kept_since_ms(1, Some(2)),
            Some(0),
            "a clock that was set back takes nothing away"
        );
    }
}
