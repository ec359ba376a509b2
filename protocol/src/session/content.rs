//! What is in commands and views alike: drafts, colours, reactions, commitments, days.

use serde::{Deserialize, Serialize};

use crate::ids::{CommitmentId, DraftId, ElementId};
use crate::session::plan::PhaseId;

/// One of the eight colours of notes, clusters and sections.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "types", ts(export_to = "session.ts"))]
pub enum Color {
    /// Yellow.
    #[default]
    Yellow,
    /// Orange.
    Orange,
    /// Pink.
    Pink,
    /// Purple.
    Purple,
    /// Blue.
    Blue,
    /// Teal.
    Teal,
    /// Green.
    Green,
    /// White.
    White,
}

impl Color {
    /// Every colour.
    pub const ALL: [Self; 8] = [
        Self::Yellow,
        Self::Orange,
        Self::Pink,
        Self::Purple,
        Self::Blue,
        Self::Teal,
        Self::Green,
        Self::White,
    ];

    /// Its name on the board.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Yellow => "yellow",
            Self::Orange => "orange",
            Self::Pink => "pink",
            Self::Purple => "purple",
            Self::Blue => "blue",
            Self::Teal => "teal",
            Self::Green => "green",
            Self::White => "white",
        }
    }

    /// The colour whose [`name`](Self::name) this is.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|color| color.name() == name)
    }
}

/// How a person may react to a note. One of each kind a person a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "types", ts(export_to = "session.ts"))]
pub enum Reaction {
    /// I like it.
    Heart,
    /// I agree.
    Agree,
    /// It gives me an idea.
    Spark,
    /// Tell me more.
    Question,
}

impl Reaction {
    /// Every reaction, in the order in which counts are given.
    pub const ALL: [Self; 4] = [Self::Heart, Self::Agree, Self::Spark, Self::Question];

    /// Its name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Heart => "heart",
            Self::Agree => "agree",
            Self::Spark => "spark",
            Self::Question => "question",
        }
    }
}

/// A private note in a basket, as its writer has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "types", ts(export_to = "session.ts"))]
pub struct Draft {
    /// Drawn at random by the writer's page; not the id of the note it becomes.
    pub id: DraftId,
    /// At most [`NOTE_CHARS_MAX`](crate::session::NOTE_CHARS_MAX) characters.
    pub text: String,
    /// The note's colour.
    #[serde(default)]
    pub color: Color,
    /// The section it shall lie in; none for free space.
    #[serde(default)]
    pub section: Option<PhaseId>,
    /// Kept back when baskets are emptied.
    #[serde(default)]
    pub held: bool,
    /// It waits for a facilitator's nod. Said by the server alone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<bool>"))]
    pub offered: bool,
}

/// A part of the board, in board units, that every screen fits into itself as it can.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[cfg_attr(feature = "types", ts(export_to = "session.ts"))]
pub struct BoardView {
    /// Its middle.
    pub center: [i32; 2],
    /// Its width and height.
    pub size: [i32; 2],
}

/// What somebody promises to take along.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "types", ts(export_to = "session.ts"))]
pub struct Commitment {
    /// Drawn at random by the maker's page.
    pub id: CommitmentId,
    /// What is promised.
    pub what: String,
    /// By whom, in their own words; may be empty.
    #[serde(default)]
    pub who: String,
    /// By when.
    #[serde(default)]
    pub by_when: Option<Day>,
    /// The note or cluster it is for.
    #[serde(default)]
    pub target: Option<ElementId>,
}

/// The text was not a day as `2027-01-31`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a day is written like 2027-01-31")]
pub struct InvalidDay;

/// A day as people write it to a machine: `2027-01-31`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "types", ts(type = "string", export_to = "session.ts"))]
pub struct Day(String);

impl Day {
    /// The day's ten characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Day {
    type Error = InvalidDay;

    fn try_from(text: String) -> Result<Self, InvalidDay> {
        let is_digit_or_dash = |(index, byte): (usize, u8)| match index {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        };
        let formed = text.len() == 10 && text.bytes().enumerate().all(is_digit_or_dash);
        let within = |range, most| {
            text.get(range)
                .and_then(|part: &str| part.parse::<u8>().ok())
                .is_some_and(|n| (1..=most).contains(&n))
        };
        if formed && within(5..7, 12) && within(8..10, 31) {
            Ok(Self(text))
        } else {
            Err(InvalidDay)
        }
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.0
    }
}

/// What becomes of newcomers who come by the join link. Facilitators and viewers come in by theirs all the same.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "types", ts(export_to = "session.ts"))]
pub enum DoorState {
    /// They come in.
    #[default]
    Open,
    /// They knock, and a facilitator lets them in.
    Knock,
    /// Nobody new comes in.
    Closed,
}

impl DoorState {
    /// Where joining is closed, or newcomers knock. Where it is closed they do not knock either.
    #[must_use]
    pub const fn of(joining_closed: bool, knocking: bool) -> Self {
        match (joining_closed, knocking) {
            (true, _) => Self::Closed,
            (false, true) => Self::Knock,
            (false, false) => Self::Open,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reaction_is_in_the_list_of_all_by_its_name() {
        let error = serde_json::from_str::<Reaction>("\"none\"").unwrap_err().to_string();
        let names = Reaction::ALL.map(|reaction| format!("`{}`", reaction.name())).join(", ");
        // What it names is what serde knows.
        assert!(error.contains(&format!("expected one of {names} at")), "{error}");
    }

    #[test]
    fn a_day_is_a_day() {
        assert!(Day::try_from("2027-01-31".to_owned()).is_ok());
        for text in ["2027-13-01", "2027-01-00", "27-01-31", "2027/01/31", "2027-01-3x", "ääääää"]
        {
            assert!(Day::try_from(text.to_owned()).is_err(), "{text}");
        }
    }
}
