//! Changes of a socket that are never taken: where they are, and whether what is left of them once deleted is.
//!
//! Nothing tells which blocks a change holds that nobody could read. What its sender writes next goes on from them, but
//! for what came meanwhile and waits.

use picnic_protocol::update::Run;

use crate::limits::{CAME_RUNS_MAX, REFUSED_ANSWERS_MAX};
use crate::room::runs::{join, without};

/// What was refused of one socket for good.
#[derive(Debug, Default)]
pub(super) struct Refusals {
    refused: Refused,
    /// What came and was set aside since all that it has was here: its sender has that still.
    set_aside_runs: Vec<Run>,
}

/// Changes of a socket that are not taken for good.
#[derive(Debug, Default, PartialEq, Eq)]
enum Refused {
    #[default]
    Nothing,
    /// Which blocks they hold, what is written next tells: it goes on from them.
    Unlocated,
    /// Its sender was told to delete these, and is asked for what is left of them; so many answers were not taken either.
    AsksForRest { gaps: Vec<Run>, answers: u8 },
}

/// What comes of one more change that is not taken for good.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct NeverTaken {
    /// Whether its sender is told.
    pub(super) is_told: bool,
    /// In whose place something collected is to stand: also what was left of these was not taken.
    pub(super) gaps: Vec<Run>,
}

/// What a sender is to delete.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct ToDelete {
    pub(super) gaps: Vec<Run>,
    /// Whether one of them was refused without a word: it was taken for an answer.
    pub(super) is_untold: bool,
}

impl Refusals {
    /// These came, and cannot be applied now.
    pub(super) fn remember_set_aside(&mut self, runs: impl Iterator<Item = Run>) {
        for run in runs {
            join(&mut self.set_aside_runs, run, CAME_RUNS_MAX);
        }
    }

    /// One more change is not taken for good. It may be told `again`, unless it may be an answer, which repeats what was
    /// refused.
    pub(super) fn never_take(&mut self, again: bool, may_be_answer: bool) -> NeverTaken {
        match &mut self.refused {
            Refused::Nothing => {
                self.refused = Refused::Unlocated;
                NeverTaken { is_told: true, gaps: Vec::new() }
            }
            Refused::Unlocated => NeverTaken { is_told: again && !may_be_answer, gaps: Vec::new() },
            Refused::AsksForRest { gaps, answers } => {
                *answers += 1;
                if *answers < REFUSED_ANSWERS_MAX {
                    return NeverTaken::default();
                }
                let gaps = std::mem::take(gaps);
                self.refused = Refused::Nothing;
                NeverTaken { is_told: false, gaps }
            }
        }
    }

    pub(super) const fn are_any(&self) -> bool {
        !matches!(self.refused, Refused::Nothing)
    }

    /// Whether it is not known where they are: asking brings them again and again.
    pub(super) const fn are_unlocated(&self) -> bool {
        matches!(self.refused, Refused::Unlocated)
    }

    /// A change goes on from these, which the board lacks: what of them never came is to be deleted, and asked for.
    pub(super) fn ask_for_rest(&mut self, gaps: &[Run]) -> ToDelete {
        let gaps = without(gaps, &self.set_aside_runs);
        match &mut self.refused {
            Refused::Unlocated if !gaps.is_empty() => {
                self.refused = Refused::AsksForRest { gaps: gaps.clone(), answers: 0 };
                ToDelete { gaps, is_untold: false }
            }
            Refused::AsksForRest { gaps: asked, answers } => {
                let gaps = without(&gaps, asked);
                asked.extend(&gaps);
                let is_untold = !gaps.is_empty() && *answers > 0;
                if !gaps.is_empty() {
                    *answers = 0;
                }
                ToDelete { gaps, is_untold }
            }
            Refused::Nothing | Refused::Unlocated => ToDelete::default(),
        }
    }

    /// These never come either, and cannot be filled yet: something that came stands before them.
    pub(super) fn ask_for_rest_again(&mut self, gaps: Vec<Run>) {
        self.refused = Refused::AsksForRest { gaps, answers: REFUSED_ANSWERS_MAX - 1 };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn run(start: u32, end: u32) -> Run {
        Run { client: 7, start, end }
    }

    #[test]
    fn what_is_left_is_filled_where_two_answers_are_not_taken_either() {
        let mut refusals = Refusals::default();
        assert!(refusals.never_take(true, false).is_told && refusals.are_unlocated());
        refusals.ask_for_rest(&[run(1, 3)]);
        assert!(!refusals.are_unlocated());
        // That answer may have been on its way.
        assert_eq!(refusals.never_take(true, true), NeverTaken::default());
        let filled = refusals.never_take(true, true);
        assert_eq!(filled, NeverTaken { is_told: false, gaps: vec![run(1, 3)] });
        assert!(!refusals.are_any() && refusals.never_take(true, true).is_told);
    }

    #[test]
    fn what_came_between_two_that_never_come_is_never_given_up() {
        let mut refusals = Refusals::default();
        refusals.never_take(true, false);
        assert_eq!(refusals.ask_for_rest(&[run(0, 4)]).gaps, [run(0, 4)]);
        refusals.remember_set_aside([run(4, 6)].into_iter());
        refusals.never_take(true, true);
        let second = refusals.ask_for_rest(&[run(0, 9)]);
        assert_eq!(second, ToDelete { gaps: vec![run(6, 9)], is_untold: true });
        assert_eq!(refusals.ask_for_rest(&[run(0, 9)]), ToDelete::default());
    }

    #[test]
    fn another_is_told_again_and_what_may_be_an_answer_is_not() {
        let mut refusals = Refusals::default();
        refusals.never_take(false, false);
        assert!(!refusals.never_take(false, false).is_told, "told once");
        assert!(!refusals.never_take(true, true).is_told);
        assert!(refusals.never_take(true, false).is_told);
    }
}
