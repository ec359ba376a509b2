//! What the room lacks of a socket's changes, and when it is asked for.
//!
//! A change that cannot be taken as it is costs nothing but patience: its sender is asked for what the board lacks, ever
//! more seldom, and nothing of it counts as saved before it has sent that whole.

use picnic_protocol::ids::{ClientId, Clock};
use picnic_protocol::update::Run;

use crate::limits::{ASK_AGAIN_INTERVAL_MS, ASK_AGAIN_MAX, ASK_DOUBLINGS_MAX, ASK_QUICKLY};
use crate::room::Now;
use crate::room::refusals::{NeverTaken, Refusals, ToDelete};

/// What the room lacks of one socket's changes.
#[derive(Debug, Default)]
pub(super) struct Missing {
    /// Since a change was set aside, nothing counts as saved until a whole one replaces it.
    waits_for_whole: bool,
    /// Up to where, under its own id or that of the first such block, what was set aside of it goes.
    awaits: Option<(ClientId, Clock)>,
    /// A change of it was refused for want of room, and is asked for when there is some.
    waits_for_space: bool,
    /// Whether something of it was not taken while the board was locked.
    locked_out: bool,
    /// Changes of it that are not taken for good, so that later ones stand on what never comes.
    refusals: Refusals,
    /// Whether something collected stands in the place of such a change.
    stands_on_footing: bool,
    /// Requests in a row for what the board lacks, and when the last went out.
    asked: u32,
    asked_at_ms: u64,
    ask_again: bool,
    /// When what it wrote is compared with what the board has, and whether it was asked for that.
    compare_at_ms: Option<u64>,
    compares: bool,
    /// Whether further parts follow of the change that came last.
    more_comes: bool,
    /// Whether a part of that change was set aside or refused.
    part_left_out: bool,
}

/// Whether a socket is asked for what the board lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AskNow {
    NotNow,
    Due,
    /// It answered each time with what stands on others that never came: it is told so, and asked no more.
    InVain,
}

impl Missing {
    /// A change comes, or a part of one of which more comes.
    pub(super) const fn begin_part(&mut self, more: bool) {
        // Where a change begins, what was left out of the one before it counts no more.
        self.part_left_out &= self.more_comes;
        self.more_comes = more;
    }

    /// Whether further parts follow of the change that came last.
    pub(super) const fn more_comes(&self) -> bool {
        self.more_comes
    }

    /// A part of a change in parts is not taken: the last does not make the change a whole one.
    pub(super) const fn leave_part_out(&mut self) {
        self.part_left_out |= self.more_comes;
    }

    /// Nothing of a change is taken, which would have changed the board or not. Whether its sender is told: with its
    /// last part, whatever that one holds.
    pub(super) fn turn_away(&mut self, changes: bool) -> Option<bool> {
        self.waits_for_whole |= changes;
        if self.more_comes {
            self.part_left_out |= changes;
            return None;
        }
        Some(std::mem::take(&mut self.part_left_out) || changes)
    }

    /// Whether nothing of it counts as saved until it has sent what it has whole.
    pub(super) const fn is_waited_for(&self) -> bool {
        self.waits_for_whole
    }

    /// Nothing counts as saved until a whole change comes.
    pub(super) const fn wait_for_whole(&mut self) {
        self.waits_for_whole = true;
    }

    /// What was missing may come now.
    pub(super) const fn ask_if_waited_for(&mut self) {
        self.ask_again |= self.waits_for_whole;
    }

    /// A part of what it waits for came: what stands on that is asked for, however often it was asked in vain.
    pub(super) fn ask_soon_again(&mut self) {
        if self.waits_for_whole && !self.waits_for_space && !self.has_refusals() {
            self.asked = self.asked.min(ASK_QUICKLY + ASK_DOUBLINGS_MAX);
            self.ask_again = true;
        }
    }

    /// These came, and cannot be applied now.
    pub(super) fn remember_set_aside(&mut self, runs: impl Iterator<Item = Run>) {
        self.refusals.remember_set_aside(runs);
    }

    /// A change cannot be applied now; `lacks` says up to where it goes, if the board lacks that.
    pub(super) fn set_aside(&mut self, now: Now, lacks: Option<(ClientId, Clock)>) {
        self.waits_for_whole = true;
        self.awaits = lacks.or(self.awaits);
        if !self.ask_again && self.will_answer() {
            self.ask_again = true;
            if self.asked == 0 {
                self.asked_at_ms = now.monotonic_ms.saturating_sub(ASK_AGAIN_INTERVAL_MS);
            }
        }
    }

    /// All that it has came, in answer to a request or unasked. Whether nothing is missing any more: who sends
    /// something unasked and lacks something is asked once more.
    pub(super) fn whole_came(
        &mut self,
        is_answer: bool,
        is_here: impl Fn((ClientId, Clock)) -> bool,
    ) -> bool {
        if self.more_comes || std::mem::take(&mut self.part_left_out) {
            return false;
        }
        if !is_answer || !self.awaits.is_none_or(is_here) {
            self.ask_again |= self.waits_for_whole && self.will_answer();
            return false;
        }
        self.waits_for_whole = false;
        self.awaits = None;
        self.ask_again = false;
        self.asked = 0;
        self.refusals = Refusals::default();
        true
    }

    /// It brought something that is new: it is asked as quickly as at first.
    pub(super) const fn be_patient_again(&mut self) {
        self.asked = 0;
    }

    /// The board is locked for it.
    pub(super) const fn lock_out(&mut self) {
        self.locked_out = true;
    }

    /// The board is open again.
    pub(super) fn unlock(&mut self) {
        self.ask_again |= std::mem::take(&mut self.locked_out);
    }

    /// There is no room for a change of it. Whether that is news.
    pub(super) fn wait_for_space(&mut self) -> bool {
        self.waits_for_whole = true;
        !std::mem::replace(&mut self.waits_for_space, true)
    }

    /// There is some.
    pub(super) fn space_is_free(&mut self) {
        self.ask_again |= std::mem::take(&mut self.waits_for_space);
    }

    /// A change of it is not taken for good, and not asked for. It may be told `again`, unless it may be an answer, which
    /// repeats what was refused.
    pub(super) fn never_take(&mut self, again: bool, may_be_answer: bool) -> NeverTaken {
        self.waits_for_whole = true;
        self.awaits = None;
        let never = self.refusals.never_take(again, may_be_answer);
        // Where what is left of it is asked for, or something stands in its place.
        self.ask_again = self.will_answer();
        never
    }

    /// Whether what it sends may stand on what never comes.
    pub(super) const fn has_refusals(&self) -> bool {
        self.refusals.are_any()
    }

    /// A change goes on from these, which the board lacks. What of them never came its sender is told to delete, and asked
    /// for what is left of it.
    pub(super) fn ask_for_rest(&mut self, gaps: &[Run]) -> ToDelete {
        self.refusals.ask_for_rest(gaps)
    }

    /// These never come either, and cannot be filled yet: something that came stands before them.
    pub(super) fn ask_for_rest_again(&mut self, gaps: Vec<Run>) {
        self.refusals.ask_for_rest_again(gaps);
    }

    /// Something collected stands in the place of what never comes.
    pub(super) const fn mark_footing(&mut self) {
        self.stands_on_footing = true;
    }

    /// Whether what it writes may stand on that.
    pub(super) const fn stands_on_footing(&self) -> bool {
        self.stands_on_footing
    }

    /// Whether asking may bring what is missing: what waits for room is asked for when there is some, and what never
    /// comes not at all.
    const fn will_answer(&self) -> bool {
        !self.waits_for_space && !self.refusals.are_unlocated() && !self.gave_up()
    }

    /// Whether it was asked so often in vain that it is asked no more.
    const fn gave_up(&self) -> bool {
        self.asked > ASK_AGAIN_MAX
    }

    /// Whether it is asked now: not amid an answer, and ever more seldom.
    pub(super) fn ask(&mut self, now: Now) -> AskNow {
        if self.next_ask_ms().is_none_or(|at_ms| now.monotonic_ms < at_ms) {
            return AskNow::NotNow;
        }
        self.ask_again = false;
        self.asked_at_ms = now.monotonic_ms;
        self.asked += 1;
        if self.gave_up() { AskNow::InVain } else { AskNow::Due }
    }

    /// When that is next: each time twice as long after the last.
    pub(super) fn next_ask_ms(&self) -> Option<u64> {
        let twice = self.asked.saturating_sub(ASK_QUICKLY).min(ASK_DOUBLINGS_MAX);
        let at_ms = self.asked_at_ms.saturating_add(ASK_AGAIN_INTERVAL_MS << twice);
        (self.ask_again && !self.more_comes).then_some(at_ms)
    }

    /// It wrote something, which is compared with what the board has when that is due. Whether that is not due already.
    pub(super) fn compare_later(&mut self, due_ms: u64) -> bool {
        let is_first = self.compare_at_ms.is_none();
        self.compare_at_ms.get_or_insert(due_ms);
        is_first
    }

    /// When what it wrote is compared.
    pub(super) const fn compare_at_ms(&self) -> Option<u64> {
        self.compare_at_ms
    }

    /// Whether it is asked for that now. Who is asked anyway, or hears nothing now, is not. What is new in the answer of
    /// one that is waited for was not lost.
    pub(super) fn compare(&mut self, now: Now, is_behind: bool) -> bool {
        if self.compare_at_ms.take_if(|at_ms| now.monotonic_ms >= *at_ms).is_none() {
            return false;
        }
        let asks = !self.ask_again && !self.waits_for_space && !self.has_refusals() && !is_behind;
        self.compares |= asks && !self.waits_for_whole;
        asks
    }

    /// An answer came. Whether it was asked for that, and what is new in it was lost before.
    pub(super) fn end_comparison(&mut self) -> bool {
        std::mem::take(&mut self.compares) && !self.waits_for_whole
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(monotonic_ms: u64) -> Now {
        Now { monotonic_ms, unix_ms: 0 }
    }

    #[test]
    fn what_is_set_aside_is_asked_for_at_once_and_then_ever_more_seldom() {
        let mut missing = Missing::default();
        let mut now_ms = 100_000;
        missing.set_aside(at(now_ms), Some((7, 3)));
        assert_eq!(missing.next_ask_ms(), Some(now_ms));
        let mut before = 0;
        for _ in 0..ASK_AGAIN_MAX {
            assert_eq!(missing.ask(at(now_ms)), AskNow::Due);
            missing.set_aside(at(now_ms), None);
            let next_ms = missing.next_ask_ms().expect("it is asked again");
            assert!(next_ms - now_ms >= before.max(ASK_AGAIN_INTERVAL_MS));
            assert_eq!(missing.ask(at(next_ms - 1)), AskNow::NotNow);
            before = next_ms - now_ms;
            now_ms = next_ms;
        }
        assert!(before > ASK_AGAIN_INTERVAL_MS);
        assert_eq!(missing.ask(at(now_ms)), AskNow::InVain);
        missing.set_aside(at(now_ms), None);
        assert_eq!(missing.next_ask_ms(), None, "it was told so");
    }

    #[test]
    fn a_whole_change_ends_the_waiting_only_as_an_answer_that_brings_what_was_set_aside() {
        let mut missing = Missing::default();
        missing.set_aside(at(0), Some((7, 3)));
        missing.ask(at(ASK_AGAIN_INTERVAL_MS));
        assert!(!missing.whole_came(false, |_| true), "unasked");
        assert!(!missing.whole_came(true, |up_to| up_to != (7, 3)), "it is not here yet");
        assert!(missing.is_waited_for() && missing.next_ask_ms().is_some());
        assert!(missing.whole_came(true, |_| true));
        assert!(!missing.is_waited_for() && missing.next_ask_ms().is_none());
    }

    #[test]
    fn of_a_change_in_parts_the_last_tells_and_one_part_left_out_makes_it_no_whole_one() {
        let mut missing = Missing::default();
        missing.begin_part(true);
        assert_eq!(missing.turn_away(true), None);
        missing.begin_part(false);
        assert_eq!(missing.turn_away(false), Some(true));
        missing.begin_part(true);
        missing.leave_part_out();
        assert!(!missing.whole_came(true, |_| true), "more comes");
        missing.begin_part(false);
        assert!(!missing.whole_came(true, |_| true), "a part was left out");
        missing.begin_part(false);
        assert!(missing.whole_came(true, |_| true), "the next is whole again");
    }

    #[test]
    fn nobody_is_asked_amid_an_answer() {
        let mut missing = Missing::default();
        missing.begin_part(true);
        missing.set_aside(at(0), None);
        assert_eq!((missing.next_ask_ms(), missing.ask(at(u64::MAX))), (None, AskNow::NotNow));
        missing.begin_part(false);
        assert_eq!(missing.ask(at(u64::MAX)), AskNow::Due);
    }

    #[test]
    fn what_waits_for_room_or_for_the_lock_is_asked_for_when_that_is_over() {
        let mut missing = Missing::default();
        assert!(missing.wait_for_space() && !missing.wait_for_space());
        missing.set_aside(at(0), None);
        assert_eq!(missing.next_ask_ms(), None);
        missing.space_is_free();
        assert!(missing.next_ask_ms().is_some());
        let mut missing = Missing::default();
        missing.unlock();
        assert_eq!(missing.next_ask_ms(), None, "nothing of it was turned away");
        missing.lock_out();
        missing.unlock();
        assert!(missing.next_ask_ms().is_some());
    }

    const fn run(start: Clock, end: Clock) -> Run {
        Run { client: 7, start, end }
    }

    #[test]
    fn what_never_comes_is_not_asked_for_until_it_is_known_where_it_is() {
        let mut missing = Missing::default();
        missing.set_aside(at(0), Some((7, 3)));
        assert!(missing.never_take(false, false).is_told);
        assert!(
            !missing.never_take(false, false).is_told && !missing.never_take(true, true).is_told
        );
        assert!(missing.never_take(true, false).is_told, "it is another one");
        missing.set_aside(at(0), None);
        assert_eq!(missing.next_ask_ms(), None);
        let gaps = vec![run(1, 3)];
        assert_eq!(missing.ask_for_rest(&gaps), ToDelete { gaps, is_untold: false });
        assert_eq!(missing.ask_for_rest(&[run(1, 3)]), ToDelete::default(), "it is asked for");
        missing.set_aside(at(0), None);
        assert!(missing.next_ask_ms().is_some());
        missing.ask(at(ASK_AGAIN_INTERVAL_MS));
        assert!(missing.whole_came(true, |_| true) && missing.never_take(false, true).is_told);
    }

    #[test]
    fn what_somebody_wrote_is_compared_once_unless_they_are_asked_anyway() {
        let mut missing = Missing::default();
        assert!(missing.compare_later(10) && !missing.compare_later(20));
        assert!(!missing.compare(at(9), false));
        assert_eq!(missing.compare_at_ms(), Some(10));
        assert!(missing.compare(at(10), false) && !missing.compare(at(10), false));
        assert!(missing.end_comparison() && !missing.end_comparison());
        missing.compare_later(10);
        assert!(!missing.compare(at(10), true), "it hears nothing now");
        missing.compare_later(10);
        missing.wait_for_whole();
        assert!(missing.compare(at(10), false), "it is asked once more");
        assert!(!missing.end_comparison(), "and nothing counts as lost");
        assert_eq!(missing.compare_at_ms(), None);
    }
}
