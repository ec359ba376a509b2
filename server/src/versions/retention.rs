//! How long something is kept.

/// A day, ms.
pub const DAY_MS: u64 = 24 * 60 * 60 * 1_000;

/// Whether what is from `at_ms` is kept, where it is for so many days; for good where nobody says how many.
#[must_use]
pub fn is_kept(at_ms: u64, now_ms: u64, days: Option<u32>) -> bool {
    days.is_none_or(|days| now_ms.saturating_sub(at_ms) <= u64::from(days) * DAY_MS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_older_than_so_many_days_is_not_kept() {
        assert!(is_kept(1, 1 + 2 * DAY_MS, Some(2)));
        assert!(!is_kept(1, 2 + 2 * DAY_MS, Some(2)));
        assert!(is_kept(0, u64::MAX, None));
        assert!(is_kept(9, 1, Some(0)), "a clock that was set back takes nothing away");
    }
}
