//! A workshop model: a session's plan with the sections of its board, to be chosen for a room, and
//! what is wrong with a file that should hold one.
//!
//! A model is one readable file, TOML or JSON; the server reads it (`server/src/models/`).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::session::Language;
use crate::session::plan::{Phase, PhaseId, PhaseLength, Plan, Section, Texts};

/// The version of the file's form, its field `schema`.
pub const MODEL_SCHEMA: u32 = 1;

/// Longest description of a model, in characters, in each language.
pub const DESCRIPTION_CHARS_MAX: usize = 2_000;

/// Longest text on whom a model is for, in characters, in each language.
pub const AUDIENCE_CHARS_MAX: usize = 1_000;

/// Most sources of a model.
pub const SOURCES_MAX: usize = 20;

/// Longest source, in characters.
pub const SOURCE_CHARS_MAX: usize = 500;

/// Smallest side of a section, in board units: a note has room in it.
pub const SECTION_SIDE_MIN: f64 = 192.0;

/// Largest side of a section, in board units: a hundred notes in a row.
pub const SECTION_SIDE_MAX: f64 = 19_200.0;

/// A workshop model.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "types", ts(export_to = "model.ts"))]
pub struct Model {
    /// [`MODEL_SCHEMA`].
    pub schema: u32,
    /// Its name in links and requests.
    pub id: PhaseId,
    /// Its title; the languages it has are those that all other texts have.
    pub title: Texts,
    /// What happens, for the facilitator.
    #[serde(skip_serializing_if = "Texts::is_empty")]
    pub description: Texts,
    /// Whom it is for.
    #[serde(skip_serializing_if = "Texts::is_empty")]
    pub audience: Texts,
    /// Where the method comes from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// Whether nobody ever learns who wrote which note.
    pub anonymous: bool,
    /// The areas laid on the board when a room is made.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<Section>,
    /// The session's phases in their order; none for an open board.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub phases: Vec<Phase>,
}

/// A model as the home page shows it, in one language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "types", ts(export_to = "model.ts"))]
pub struct ModelCard {
    /// Its id.
    pub id: PhaseId,
    /// Its title.
    pub title: String,
    /// What happens.
    pub description: String,
    /// Whom it is for.
    pub audience: String,
    /// Whether nobody ever learns who wrote which note.
    pub anonymous: bool,
    /// Its phases, for a small picture of the way.
    pub phases: Vec<PhaseCard>,
    /// Its sections, for a small picture of the board.
    pub sections: Vec<SectionCard>,
}

/// A phase on a model's card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema))]
#[cfg_attr(feature = "types", ts(export_to = "model.ts"))]
pub struct PhaseCard {
    /// Its kind, as a plan names it.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// How many minutes it is meant to last; null when it is open.
    pub minutes: Option<u16>,
}

/// A section on a model's card.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema))]
#[cfg_attr(feature = "types", ts(export_to = "model.ts"))]
pub struct SectionCard {
    /// Its title.
    pub title: String,
    /// Its upper left corner, in board units.
    pub at: [f64; 2],
    /// Its width and height, in board units.
    pub size: [f64; 2],
    /// Its colour's English name.
    pub color: String,
}

/// The models that a room can be made from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "types", ts(export_to = "model.ts"))]
pub struct ModelCards {
    /// The model to offer first.
    pub default: PhaseId,
    /// All of them, in the order to show them.
    pub models: Vec<ModelCard>,
}

impl Model {
    /// What a room made from this model begins with.
    #[must_use]
    pub fn plan(&self) -> Plan {
        Plan {
            anonymous: self.anonymous,
            phases: self.phases.clone(),
            sections: self.sections.clone(),
        }
    }

    /// The card of this model.
    #[must_use]
    pub fn card(&self, language: Language) -> ModelCard {
        let text = |texts: &Texts| texts.in_language(language).to_owned();
        let phase = |phase: &Phase| PhaseCard {
            kind: phase.kind.name().to_owned(),
            title: text(&phase.title),
            minutes: match phase.length {
                PhaseLength::Minutes(minutes) => Some(minutes),
                PhaseLength::Open | PhaseLength::Until { .. } => None,
            },
        };
        let section = |section: &Section| SectionCard {
            title: text(&section.title),
            at: section.at,
            size: section.size,
            color: section.color.clone(),
        };
        ModelCard {
            id: self.id.clone(),
            title: text(&self.title),
            description: text(&self.description),
            audience: text(&self.audience),
            anonymous: self.anonymous,
            phases: self.phases.iter().map(phase).collect(),
            sections: self.sections.iter().map(section).collect(),
        }
    }
}

/// One thing that is wrong with a model's file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema))]
#[cfg_attr(feature = "types", ts(export_to = "model.ts"))]
pub struct Fault {
    /// The line it stands on, from 1.
    pub line: u32,
    /// The field, such as `phases.2.length`; phases and sections count from 1. Empty for the file
    /// as a whole.
    pub field: String,
    /// What is wrong.
    #[serde(flatten)]
    pub kind: FaultKind,
}

/// What can be wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(tag = "code", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[cfg_attr(feature = "types", ts(export_to = "model.ts"))]
pub enum FaultKind {
    /// The file is neither TOML nor JSON.
    #[error("the file cannot be read here: {detail}")]
    Syntax {
        /// What the parser says, in English.
        detail: String,
    },
    /// The file is of a later form than this server knows.
    #[error("this server reads schema {MODEL_SCHEMA}; a newer picnic made this file")]
    NewerSchema,
    /// No such field here.
    #[error("there is no such field{}", .meant.as_ref().map(|meant| format!("; did you mean {meant}?")).unwrap_or_default())]
    UnknownField {
        /// The field that it may be a misspelt name of.
        meant: Option<String>,
    },
    /// The same field twice.
    #[error("this field is there twice")]
    RepeatedField,
    /// A field that must be there.
    #[error("this must be given")]
    Missing,
    /// A value of the wrong kind.
    #[error("this must be {expected}")]
    WrongKind {
        /// What it must be.
        expected: Expected,
    },
    /// A word that is none of those allowed.
    #[error("this must be one of {}", .allowed.join(", "))]
    UnknownWord {
        /// Those allowed.
        allowed: Vec<String>,
    },
    /// Not formed like an id.
    #[error("an id is 1 to 32 characters of a–z, 0–9 and -")]
    NotAnId,
    /// A text with nothing in it.
    #[error("this must not be empty")]
    Empty,
    /// A text that is too long.
    #[error("this has more than {max} characters")]
    TooLong {
        /// Most characters.
        max: u32,
    },
    /// A list that is too long.
    #[error("this has more than {max} entries")]
    TooMany {
        /// Most entries.
        max: u32,
    },
    /// A number outside its range.
    #[error("this must be from {min} to {max}")]
    OutOfRange {
        /// Smallest.
        min: i32,
        /// Largest.
        max: i32,
    },
    /// A text that lacks a language the title has.
    #[error("this is missing in {language}, which the title has", language = english(*.language))]
    MissingLanguage {
        /// The language.
        language: Language,
    },
    /// An id that an earlier phase or section has.
    #[error("another one before it has the same id")]
    DuplicateId,
    /// A section over another.
    #[error("this section lies over the section {other}")]
    Overlaps {
        /// The other's id.
        other: PhaseId,
    },
    /// A section that reaches past the board's edge.
    #[error("this section reaches past the edge of the board")]
    OffBoard,
}

/// What a value must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "types", ts(export_to = "model.ts"))]
pub enum Expected {
    /// A text.
    Text,
    /// A whole number.
    WholeNumber,
    /// Two numbers in a list.
    TwoNumbers,
    /// True or false.
    TrueOrFalse,
    /// A list.
    List,
    /// A table of fields.
    Table,
    /// `"open"`, `{minutes = …}` or `{until = {unixMs = …}}`.
    Length,
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "a text",
            Self::WholeNumber => "a whole number",
            Self::TwoNumbers => "two numbers, such as [0, 0]",
            Self::TrueOrFalse => "true or false",
            Self::List => "a list",
            Self::Table => "a table of fields",
            Self::Length => "\"open\", { minutes = 10 } or { until = { unixMs = … } }",
        })
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}", self.line)?;
        if !self.field.is_empty() {
            write!(f, ", {}", self.field)?;
        }
        write!(f, ": {}", self.kind)
    }
}

const fn english(language: Language) -> &'static str {
    match language {
        Language::Fi => "Finnish",
        Language::Sv => "Swedish",
        Language::En => "English",
    }
}
