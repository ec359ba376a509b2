//! What is much: facilitators are told that it went, and the board before it is a version of its own.

use crate::document::roots::{NOTES, SECTIONS};
use crate::limits::TAKEN_AWAY_UNTOLD_MAX;

/// How much goes in one go.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Amount {
    elements: usize,
    has_section: bool,
}

impl Amount {
    /// One more, of the map `root`: all of it, or its words alone, which of a note are what it was.
    pub fn add(&mut self, root: &str, whole: bool) {
        self.elements += usize::from(whole || root == NOTES);
        self.has_section |= whole && root == SECTIONS;
    }

    /// Whether that is much.
    #[must_use]
    pub const fn is_much(self) -> bool {
        self.elements > TAKEN_AWAY_UNTOLD_MAX || self.has_section
    }

    /// Whether it would be with so many elements more.
    #[must_use]
    pub const fn is_much_with(self, more: usize) -> bool {
        Self { elements: self.elements.saturating_add(more), ..self }.is_much()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::roots::{CLUSTERS, META, STROKES};

    #[test]
    fn more_than_a_few_elements_are_much_whichever_they_are_and_one_section() {
        let of = |gone: &[(&str, bool)]| {
            let mut amount = Amount::default();
            for (root, whole) in gone {
                amount.add(root, *whole);
            }
            amount.is_much()
        };
        let few = [(NOTES, true), (NOTES, false), (CLUSTERS, true), (STROKES, true), (NOTES, true)];
        assert!(!of(&few));
        assert!(of(&[&few[..], &[(STROKES, true)]].concat()));
        assert!(!of(&[&few[..], &[(CLUSTERS, false), (META, false)]].concat()), "titles alone");
        assert!(of(&[(SECTIONS, true)]) && !of(&[(SECTIONS, false)]));
    }
}
