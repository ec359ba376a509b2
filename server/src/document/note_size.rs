//! The three sizes of notes: one is another seen larger, so that a text's lines end at the same words on each.

use serde::{Deserialize, Serialize};

use crate::document::measures::NOTE_SIDE;

/// How large a note is; what a document says else is the middle one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema), ts(export_to = "harvest.ts"))]
#[serde(rename_all = "lowercase")]
pub enum NoteSize {
    /// Three quarters as wide.
    S,
    /// Two gingham squares wide.
    #[default]
    M,
    /// One and a half times as wide.
    L,
}

impl NoteSize {
    /// Of the name that documents have for it.
    #[must_use]
    pub fn named(name: Option<&str>) -> Self {
        match name {
            Some("s") => Self::S,
            Some("l") => Self::L,
            _ => Self::M,
        }
    }

    /// Its name in documents.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::S => "s",
            Self::M => "m",
            Self::L => "l",
        }
    }

    /// What everything on it is larger by.
    #[must_use]
    pub const fn factor(self) -> f64 {
        match self {
            Self::S => 0.75,
            Self::M => 1.0,
            Self::L => 1.5,
        }
    }

    /// Its width, and its height unless its text needs more.
    #[must_use]
    pub const fn side(self) -> f64 {
        NOTE_SIDE * self.factor()
    }

    /// How high a note of this size is whose text needs that much on the middle one.
    #[must_use]
    pub const fn height(self, of_middle: f64) -> f64 {
        (of_middle * self.factor()).ceil()
    }

    /// Whether it goes without saying.
    #[must_use]
    pub fn is_middle(&self) -> bool {
        *self == Self::M
    }
}
