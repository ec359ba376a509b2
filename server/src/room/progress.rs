//! How far people are, as they were last told: at intervals, and of each only what is new.

use std::collections::BTreeMap;

use picnic_protocol::ids::ParticipantId;
use picnic_protocol::session::view::{PersonProgress, Progress};

use crate::limits::PROGRESS_INTERVAL_MS;
use crate::room::Now;

/// What was told of how far people are, and when more of it is.
#[derive(Debug, Default)]
pub(super) struct ProgressTold {
    changed: bool,
    at_ms: u64,
    each: BTreeMap<ParticipantId, PersonProgress>,
}

impl ProgressTold {
    /// Something changed by which people are further, or not.
    pub(super) const fn touch(&mut self, changed: bool) {
        self.changed |= changed;
    }

    /// When people are next told; never while nothing changed.
    pub(super) fn next_ms(&self) -> Option<u64> {
        self.changed.then_some(self.at_ms)
    }

    /// Whether they are told now.
    pub(super) fn begin(&mut self, now: Now) -> bool {
        let is_due = self.next_ms().is_some_and(|at_ms| now.monotonic_ms >= at_ms);
        if is_due {
            self.changed = false;
            self.at_ms = now.monotonic_ms.saturating_add(PROGRESS_INTERVAL_MS);
        }
        is_due
    }

    /// What is told of `progress`: of each person only what they were not told already.
    pub(super) fn news_of(&mut self, mut progress: Progress) -> Progress {
        let each = progress.each.take();
        let told = std::mem::take(&mut self.each);
        progress.each = each.map(|each| {
            let is_new = |person: &&PersonProgress| told.get(&person.who) != Some(*person);
            let news = each.iter().filter(is_new).cloned().collect();
            self.each = each.into_iter().map(|person| (person.who, person)).collect();
            news
        });
        progress
    }

    /// A newcomer was shown `progress`: whoever is further than the others were told must be told of next, also when they
    /// are by then as the others know them.
    pub(super) fn shown(&mut self, progress: &Progress) {
        for person in progress.each.iter().flatten() {
            if self.each.get(&person.who) != Some(person) {
                self.each.remove(&person.who);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(each: Option<&[(u8, u32)]>) -> Progress {
        let of = |(number, packed): &(u8, u32)| {
            let who = ParticipantId::from_bytes([*number; 16]);
            PersonProgress { who, packed: *packed, ready: false }
        };
        let each = each.map(|each| each.iter().map(of).collect());
        Progress { people: 2, packed: 0, packers: 0, ready: 0, voters: 0, answered: 0, each }
    }

    const fn at(monotonic_ms: u64) -> Now {
        Now { monotonic_ms, unix_ms: 0 }
    }

    #[test]
    fn people_are_told_at_intervals_and_only_when_something_changed() {
        let mut told = ProgressTold::default();
        told.touch(false);
        assert!(told.next_ms().is_none() && !told.begin(at(u64::MAX)));
        told.touch(true);
        told.touch(false);
        assert!(told.begin(at(5)) && !told.begin(at(u64::MAX)));
        told.touch(true);
        assert_eq!(told.next_ms(), Some(5 + PROGRESS_INTERVAL_MS));
        assert!(
            !told.begin(at(4 + PROGRESS_INTERVAL_MS)) && told.begin(at(5 + PROGRESS_INTERVAL_MS))
        );
    }

    #[test]
    fn of_each_person_only_what_is_new_is_told() {
        let mut told = ProgressTold::default();
        let both = with(Some(&[(1, 1), (2, 1)]));
        assert_eq!(told.news_of(both.clone()), both);
        assert_eq!(told.news_of(with(Some(&[(1, 1), (2, 2)]))), with(Some(&[(2, 2)])));
        assert_eq!(told.news_of(with(Some(&[(1, 1), (2, 2)]))), with(Some(&[])));
        // Where nobody may know, nobody is told of; and then all anew.
        assert_eq!(told.news_of(with(None)), with(None));
        assert_eq!(told.news_of(both.clone()), both);
    }

    #[test]
    fn who_was_shown_to_a_newcomer_as_further_is_told_of_though_they_went_back() {
        let mut told = ProgressTold::default();
        told.news_of(with(Some(&[(1, 1), (2, 1)])));
        told.shown(&with(Some(&[(1, 2), (2, 1)])));
        assert_eq!(told.news_of(with(Some(&[(1, 1), (2, 1)]))), with(Some(&[(1, 1)])));
    }
}
