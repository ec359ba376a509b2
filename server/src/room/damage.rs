//! That a part of what was stored of a room could not be read: said to whoever comes, for a while after it was found (rule 8).
//!
//! The room goes on with what is left, and its next opening finds nothing amiss; what is lost stays lost. So snapshots keep
//! when damage was found last, and restarts do not end the telling. Nobody has to confirm it: it ends by itself, when those
//! who may still have a page with what is missing have been there or will not come.

use crate::limits::DAMAGE_TOLD_MS;
use crate::room::Now;

/// What is known of damage to a room's log.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Damage {
    /// When some was found last, ms since 1970.
    found_ms: Option<u64>,
    /// Whether this opening found some, at a time that its first input tells.
    is_new: bool,
}

impl Damage {
    /// As a snapshot tells it.
    pub(super) const fn found_before(found_ms: Option<u64>) -> Self {
        Self { found_ms, is_new: false }
    }

    /// This opening finds some.
    pub(super) const fn find(&mut self) {
        self.is_new = true;
    }

    /// Whether some was found since then.
    pub(super) fn is_found_since(self, ms: u64) -> bool {
        self.found_ms.is_some_and(|found_ms| found_ms >= ms)
    }

    /// Whether this opening found some.
    pub(super) const fn is_new(self) -> bool {
        self.is_new
    }

    /// The time is known.
    pub(super) fn date(&mut self, now: Now) {
        if std::mem::take(&mut self.is_new) {
            self.found_ms = Some(now.unix_ms);
        }
    }

    /// When some was found last, for a snapshot.
    pub(super) const fn found_ms(self) -> Option<u64> {
        self.found_ms
    }

    /// Whether whoever comes now hears of it. A clock that was set back does not end it.
    pub(super) fn is_told(self, now: Now) -> bool {
        let since_ms = self.found_ms.map(|found_ms| now.unix_ms.saturating_sub(found_ms));
        since_ms.is_some_and(|since_ms| since_ms < DAMAGE_TOLD_MS)
    }
}
