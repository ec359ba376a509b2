//! The ids of phases and sections, readable in a model's file.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Longest [`PhaseId`], in characters.
pub const PHASE_ID_CHARS_MAX: usize = 32;

/// The text was not a phase's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an id is 1 to {PHASE_ID_CHARS_MAX} characters of a–z, 0–9 and -")]
pub struct InvalidPhaseId;

/// A phase in its plan; unique there, kept when phases are reordered.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "types", ts(type = "string", export_to = "session.ts"))]
pub struct PhaseId(String);

impl PhaseId {
    /// The id's characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A readable id made of a title's words; `otherwise` where none of its letters can stand.
    #[must_use]
    pub fn of_title(title: &str, otherwise: &Self) -> Self {
        let plain = |letter: char| match letter {
            'ä' | 'å' | 'à' | 'á' => 'a',
            'ö' | 'ø' | 'ó' => 'o',
            'é' | 'è' => 'e',
            'ü' => 'u',
            'š' => 's',
            'ž' => 'z',
            letter if letter.is_ascii_alphanumeric() => letter,
            _ => ' ',
        };
        let words: String = title.to_lowercase().chars().map(plain).collect();
        let mut id = String::new();
        for word in words.split_whitespace() {
            let longer = id.len().saturating_add(word.len()).saturating_add(1);
            if longer > PHASE_ID_CHARS_MAX && !id.is_empty() {
                break;
            }
            if !id.is_empty() {
                id.push('-');
            }
            id.extend(word.chars().take(PHASE_ID_CHARS_MAX));
        }
        Self::try_from(id).unwrap_or_else(|_| otherwise.clone())
    }
}

impl fmt::Display for PhaseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for PhaseId {
    type Error = InvalidPhaseId;

    fn try_from(text: String) -> Result<Self, InvalidPhaseId> {
        let fits = (1..=PHASE_ID_CHARS_MAX).contains(&text.len());
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if fits && text.bytes().all(allowed) { Ok(Self(text)) } else { Err(InvalidPhaseId) }
    }
}

impl FromStr for PhaseId {
    type Err = InvalidPhaseId;

    fn from_str(text: &str) -> Result<Self, InvalidPhaseId> {
        text.to_owned().try_into()
    }
}

impl From<PhaseId> for String {
    fn from(id: PhaseId) -> Self {
        id.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_gives_a_readable_id() {
        let otherwise: PhaseId = "model".parse().unwrap();
        for (title, id) in [
            ("Kesäpäivän piknik 2026", "kesapaivan-piknik-2026"),
            ("", "model"),
            ("🧺🧺", "model"),
            ("Pitkä otsikko jossa on aivan liian monta sanaa", "pitka-otsikko-jossa-on-aivan"),
            ("kuntaorganisaatiouudistussuunnittelutyöpaja", "kuntaorganisaatiouudistussuunnit"),
        ] {
            assert_eq!(PhaseId::of_title(title, &otherwise).as_str(), id, "{title}");
        }
    }

    #[test]
    fn a_phase_id_is_short_and_plain() {
        for id in ["", "Vote", "a b", &"x".repeat(33)] {
            assert!(id.parse::<PhaseId>().is_err(), "{id:?}");
        }
        assert!("pack-2".parse::<PhaseId>().is_ok());
    }
}
