//! What participants may do on the board: for all of it, and for each section.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::session::phase_id::PhaseId;

/// What participants may do where it holds. Facilitators may do everything, viewers nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "types", ts(export_to = "session.ts"))]
pub enum Right {
    /// Everything.
    #[default]
    All,
    /// Add, and change, move and delete one's own.
    Own,
    /// Add, and write in one's own.
    Add,
    /// Offer notes, which a facilitator lets onto the board.
    Approve,
    /// Look.
    Look,
}

impl Right {
    /// Whether participants may add to the board by themselves where it holds.
    #[must_use]
    pub const fn adds(self) -> bool {
        matches!(self, Self::All | Self::Own | Self::Add)
    }

    /// Every right, by its name in a model's file.
    pub const NAMES: [(&'static str, Self); 5] = [
        ("all", Self::All),
        ("own", Self::Own),
        ("add", Self::Add),
        ("approve", Self::Approve),
        ("look", Self::Look),
    ];
}

/// Rights on the board, and those of sections where they differ.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "types", ts(export_to = "session.ts"))]
pub struct Rights {
    /// On the board, outside the sections named below.
    #[serde(default)]
    pub board: Right,
    /// In sections, by their key on the board.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<BTreeMap<PhaseId, Right>>"))]
    pub sections: BTreeMap<PhaseId, Right>,
}

impl Rights {
    /// The same everywhere.
    #[must_use]
    pub const fn everywhere(right: Right) -> Self {
        Self { board: right, sections: BTreeMap::new() }
    }

    /// Whether somewhere what is new waits for a facilitator's nod.
    #[must_use]
    pub fn asks_first(&self) -> bool {
        self.board == Right::Approve || self.sections.values().any(|right| *right == Right::Approve)
    }

    /// What holds in a section; on the board where none is named.
    #[must_use]
    pub fn right_in(&self, section: Option<&str>) -> Right {
        let in_section = |section: &str| {
            self.sections.iter().find(|(id, _)| id.as_str() == section).map(|(_, right)| *right)
        };
        section.and_then(in_section).unwrap_or(self.board)
    }

    /// Whether everything is allowed everywhere.
    #[must_use]
    pub fn are_all(&self) -> bool {
        self.board == Right::All && self.sections.values().all(|right| *right == Right::All)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_right_goes_by_its_name_in_files_and_on_the_wire() {
        for (name, right) in Right::NAMES {
            assert_eq!(serde_json::to_value(right).unwrap(), name);
        }
    }

    #[test]
    fn rights_left_out_are_all() {
        let rights: Rights = serde_json::from_str("{}").unwrap();
        assert!(rights.are_all());
        let rights: Rights = serde_json::from_str(r#"{"sections":{"stand":"own"}}"#).unwrap();
        assert!(!rights.are_all());
    }
}
