//! The plan of a session: an ordered list of phases, as a workshop model lays it out and the
//! facilitator changes it.
//!
//! A model's file (TOML or JSON) holds the same types, so field names here are what people write.

use serde::{Deserialize, Serialize};

pub use crate::session::phase_id::{InvalidPhaseId, PHASE_ID_CHARS_MAX, PhaseId};

use crate::session::Language;
use crate::session::refusal::{Refusal, RefusalCode};
use crate::session::rights::Rights;

/// Most phases in one plan: a series of workshops, not a database.
pub const PHASES_MAX: usize = 40;

/// Longest title of a phase or section, in characters, in each language.
pub const PHASE_TITLE_CHARS_MAX: usize = 120;

/// Longest instructions of a phase, in characters, in each language.
pub const INSTRUCTIONS_CHARS_MAX: usize = 4_000;

/// Longest phase, in minutes: a day. Longer ones are open until a date.
pub const PHASE_MINUTES_MAX: u16 = 24 * 60;

/// Most votes a person may have in one vote.
pub const VOTES_MAX: u16 = 100;

/// Most sections on one board.
pub const SECTIONS_MAX: usize = 40;

/// A text in the languages it was written in; at least one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "types", ts(export_to = "session.ts", optional_fields))]
pub struct Texts {
    /// In Finnish.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fi: Option<String>,
    /// In Swedish.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sv: Option<String>,
    /// In English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

impl Texts {
    /// The text in this language alone.
    #[must_use]
    pub fn only(language: Language, text: String) -> Self {
        let mut texts = Self::default();
        *texts.slot(language) = Some(text);
        texts
    }

    /// The text in `language`, else in English, Finnish or Swedish, whichever there is; empty
    /// when there is none.
    #[must_use]
    pub fn in_language(&self, language: Language) -> &str {
        let Self { fi, sv, en } = self;
        let wanted = match language {
            Language::Fi => fi,
            Language::Sv => sv,
            Language::En => en,
        };
        [wanted, en, fi, sv].into_iter().find_map(|text| text.as_deref()).unwrap_or_default()
    }

    /// Whether no language has a text.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        let Self { fi, sv, en } = self;
        fi.is_none() && sv.is_none() && en.is_none()
    }

    /// Characters of the longest of them.
    #[must_use]
    pub fn chars_max(&self) -> usize {
        let Self { fi, sv, en } = self;
        [fi, sv, en].into_iter().flatten().map(|text| text.chars().count()).max().unwrap_or(0)
    }

    /// The place of the text in one language.
    pub const fn slot(&mut self, language: Language) -> &mut Option<String> {
        match language {
            Language::Fi => &mut self.fi,
            Language::Sv => &mut self.sv,
            Language::En => &mut self.en,
        }
    }
}

/// What a session starts with: its phases, its board's sections, and whether it is anonymous.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "types", ts(export_to = "session.ts"))]
pub struct Plan {
    /// Whether who wrote what stays unknown.
    #[serde(default)]
    pub anonymous: bool,
    /// In order; none for an open board.
    #[serde(default)]
    pub phases: Vec<Phase>,
    /// Laid on the board when the room is made.
    #[serde(default)]
    pub sections: Vec<Section>,
}

impl Plan {
    /// Checks what the server must be sure of before it holds a plan.
    ///
    /// # Errors
    /// The first thing that does not hold.
    pub fn check(&self) -> Result<(), Refusal> {
        if self.phases.len() > PHASES_MAX || self.sections.len() > SECTIONS_MAX {
            return Err(Refusal::new(
                RefusalCode::TooMany,
                "a plan has too many phases or sections",
            ));
        }
        self.phases.iter().try_for_each(Phase::check)?;
        self.sections.iter().try_for_each(Section::check)?;
        let mut phases: Vec<_> = self.phases.iter().map(|phase| &phase.id).collect();
        let mut sections: Vec<_> = self.sections.iter().map(|section| &section.id).collect();
        phases.sort_unstable();
        sections.sort_unstable();
        let twice = |ids: &[&PhaseId]| ids.windows(2).any(|pair| pair.first() == pair.last());
        if twice(&phases) || twice(&sections) {
            return Err(Refusal::new(RefusalCode::Taken, "two phases or sections have one id"));
        }
        Ok(())
    }
}

/// One phase of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "types", ts(export_to = "session.ts"))]
pub struct Phase {
    /// Tells it from the plan's others.
    pub id: PhaseId,
    /// What people do in it, with that kind's own settings.
    #[serde(flatten)]
    pub kind: PhaseKind,
    /// Its title.
    pub title: Texts,
    /// What to do now, in Markdown.
    #[serde(default)]
    pub instructions: Texts,
    /// How long it lasts.
    #[serde(default)]
    pub length: PhaseLength,
    /// Whether the next phase starts by itself when this one's time is up.
    #[serde(default)]
    pub moves_on: bool,
    /// What participants may do on the board; none for everything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub rights: Option<Rights>,
    /// The section that the phase is about: what is written in it lands there, unless its writer chose another. None for anywhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub area: Option<PhaseId>,
}

impl Phase {
    /// Checks its limits.
    ///
    /// # Errors
    /// The first that does not hold.
    pub fn check(&self) -> Result<(), Refusal> {
        let question = match &self.kind {
            PhaseKind::Arrive { question, .. } => question.as_ref().map_or(0, Texts::chars_max),
            _ => 0,
        };
        if self.title.chars_max() > PHASE_TITLE_CHARS_MAX
            || question > PHASE_TITLE_CHARS_MAX
            || self.instructions.chars_max() > INSTRUCTIONS_CHARS_MAX
        {
            return Err(Refusal::new(RefusalCode::TooLong, "a phase's text is too long"));
        }
        let votes = match self.kind {
            PhaseKind::Vote { budget, per_item_max, .. } => [budget, per_item_max],
            _ => [None, None],
        };
        if votes.into_iter().flatten().any(|votes| votes > VOTES_MAX) {
            return Err(Refusal::new(RefusalCode::TooMany, "a vote gives too many votes"));
        }
        if votes.into_iter().flatten().any(|votes| votes == 0) {
            return Err(Refusal::new(RefusalCode::Empty, "a vote gives no votes"));
        }
        let sections = self.rights.as_ref().map_or(0, |rights| rights.sections.len());
        if sections > SECTIONS_MAX {
            return Err(Refusal::new(RefusalCode::TooMany, "a phase names too many sections"));
        }
        match self.length {
            PhaseLength::Minutes(0) => {
                Err(Refusal::new(RefusalCode::Empty, "a phase lasts at least a minute"))
            }
            PhaseLength::Minutes(minutes) if minutes > PHASE_MINUTES_MAX => {
                Err(Refusal::new(RefusalCode::TooLong, "a phase lasts a day at most"))
            }
            _ => Ok(()),
        }
    }
}

/// How long a phase lasts. Only the facilitator, or `moves_on`, ends it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
#[cfg_attr(feature = "types", ts(export_to = "session.ts"))]
pub enum PhaseLength {
    /// Until the facilitator moves on.
    #[default]
    Open,
    /// So many minutes from its start; at most [`PHASE_MINUTES_MAX`].
    Minutes(u16),
    /// Until a date; people come when they can.
    Until {
        /// Ms since 1970.
        #[cfg_attr(feature = "types", ts(type = "number"))]
        unix_ms: u64,
    },
}

impl PhaseLength {
    /// As long as it was planned, for a phase that is to be run anew elsewhere: a date was the room's own, and is over.
    #[must_use]
    pub const fn anew(self) -> Self {
        match self {
            Self::Until { .. } => Self::Open,
            Self::Open | Self::Minutes(_) => self,
        }
    }
}

/// What people do in a phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[cfg_attr(feature = "types", ts(export_to = "session.ts"))]
pub enum PhaseKind {
    /// Names, and one question that everyone answers in a line.
    Arrive {
        /// The check-in question; none for names alone.
        #[serde(default)]
        question: Option<Texts>,
        /// Whether people answer in turn, each turn shown, or all at once.
        #[serde(default)]
        in_turn: bool,
    },
    /// Everyone writes into their own basket.
    Pack {},
    /// Baskets are emptied onto the board.
    Lay {
        /// How.
        #[serde(default)]
        reveal: Reveal,
        /// In a walk-through or in rounds: seconds for each person's turn; none for no limit.
        #[serde(default)]
        turn_seconds: Option<u16>,
    },
    /// Read, react, comment.
    Taste {
        /// Whether people may comment on notes.
        #[serde(default = "yes")]
        comments: bool,
    },
    /// Group notes on the board.
    Cluster {},
    /// Secret ballots.
    Vote {
        /// What is voted on.
        #[serde(default)]
        on: VoteOn,
        /// Votes a person has, at most [`VOTES_MAX`]; none for a default from the number of items.
        #[serde(default)]
        budget: Option<u16>,
        /// Most votes a person may give one item; none for a default from the budget.
        #[serde(default)]
        per_item_max: Option<u16>,
    },
    /// Commitments: what, who, by when.
    Take {},
    /// The outcome.
    Harvest {},
}

impl PhaseKind {
    /// The kind's name, as plans write it.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Arrive { .. } => "arrive",
            Self::Pack {} => "pack",
            Self::Lay { .. } => "lay",
            Self::Taste { .. } => "taste",
            Self::Cluster {} => "cluster",
            Self::Vote { .. } => "vote",
            Self::Take {} => "take",
            Self::Harvest {} => "harvest",
        }
    }
}

const fn yes() -> bool {
    true
}

/// How baskets are emptied.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "types", ts(export_to = "session.ts"))]
pub enum Reveal {
    /// All at once, shuffled.
    #[default]
    Together,
    /// In rounds: each lays one in turn until baskets are empty.
    Rounds,
    /// All at once, and then walked through writer by writer. Open sessions only: an anonymous
    /// one is laid together.
    WalkThrough,
}

/// What is voted on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "types", ts(export_to = "session.ts"))]
pub enum VoteOn {
    /// Clusters, and the notes that are in none.
    #[default]
    Clusters,
    /// Every note by itself.
    Notes,
}

/// A titled area that a model lays on the board.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema))]
#[cfg_attr(feature = "types", ts(export_to = "session.ts"))]
#[cfg_attr(feature = "types", schemars(rename = "PlanSection"))]
pub struct Section {
    /// Its key in the board's `sections`, formed like a phase's id.
    pub id: PhaseId,
    /// Its title.
    pub title: Texts,
    /// Its upper left corner on the board, in board units.
    pub at: [f64; 2],
    /// Its width and height, in board units.
    pub size: [f64; 2],
    /// One of the eight colours of notes, by its English name.
    pub color: String,
}

/// Farthest a section reaches from the board's middle, in board units, as far as the page shows.
pub const SECTION_REACH_MAX: f64 = 100_000.0;

impl Section {
    /// Checks its limits.
    ///
    /// # Errors
    /// The first that does not hold.
    pub fn check(&self) -> Result<(), Refusal> {
        let far = |value: &f64| !value.is_finite() || value.abs() > SECTION_REACH_MAX;
        if self.title.chars_max() > PHASE_TITLE_CHARS_MAX {
            return Err(Refusal::new(RefusalCode::TooLong, "a section's title is too long"));
        }
        if self.at.iter().chain(&self.size).any(far) || self.size.iter().any(|side| *side < 1.0) {
            return Err(Refusal::new(
                RefusalCode::TooLong,
                "a section is too large or too far out",
            ));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_falls_back_to_a_language_that_has_it() {
        let texts = Texts::only(Language::Sv, "Lapp".to_owned());
        assert_eq!(texts.in_language(Language::Fi), "Lapp");
        assert_eq!(Texts::default().in_language(Language::En), "");
    }

    #[test]
    fn a_phase_reads_as_people_write_it() {
        let json = r#"{"id": "vote", "kind": "vote", "title": {"en": "Vote"}, "budget": 3}"#;
        let phase: Phase = serde_json::from_str(json).unwrap();
        let vote = PhaseKind::Vote { on: VoteOn::Clusters, budget: Some(3), per_item_max: None };
        assert_eq!((phase.kind, phase.length), (vote, PhaseLength::Open));
        let timed = r#"{"id": "pack", "kind": "pack", "title": {"fi": "Pakkaa kori"}, "length": {"minutes": 10}}"#;
        let phase: Phase = serde_json::from_str(timed).unwrap();
        assert_eq!(phase.length, PhaseLength::Minutes(10));
    }
}
