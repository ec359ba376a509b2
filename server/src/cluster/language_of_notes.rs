//! Which language a note is written in, told note by note, since boards mix them.

use std::sync::LazyLock;

use whatlang::{Detector, Lang};

use super::language::Language;
use super::words::split;

/// A stop word found, against a whole verdict by trigrams: function words tell more in a few words.
const STOP_WORD_WEIGHT: f32 = 1.0;
/// A letter that only some of the languages have.
const LETTER_WEIGHT: f32 = 1.0;
/// Letters from which trigrams can be believed; fewer are believed less.
const TRIGRAM_LETTERS: f32 = 12.0;
/// The language of the board, for notes of which nothing else can be said.
const BOARD_WEIGHT: f32 = 0.9;

static DETECTOR: LazyLock<Detector> =
    LazyLock::new(|| Detector::with_allowlist(vec![Lang::Fin, Lang::Swe, Lang::Eng]));

/// The language of each text. Short texts that tell nothing are taken to be in the language that
/// most of the others are in.
#[must_use]
pub fn tell(texts: &[&str]) -> Vec<Language> {
    let votes: Vec<[f32; 3]> = texts.iter().map(|text| weigh(text)).collect();
    let mut board = [0.0_f32; 3];
    for vote in &votes {
        let sum: f32 = vote.iter().sum();
        if sum > 0.0 {
            for (share, weight) in board.iter_mut().zip(vote) {
                *share += weight / sum;
            }
        }
    }
    let known: f32 = board.iter().sum::<f32>().max(1.0);
    votes
        .iter()
        .map(|vote| {
            let total = |language: &Language| {
                vote[*language as usize] + BOARD_WEIGHT * board[*language as usize] / known
            };
            let best = Language::ALL.into_iter().max_by(|a, b| total(a).total_cmp(&total(b)));
            best.unwrap_or(Language::English)
        })
        .collect()
}

/// What speaks for each language in one text.
fn weigh(text: &str) -> [f32; 3] {
    let mut votes = [0.0; 3];
    for word in split(text) {
        for language in Language::ALL {
            if language.is_stop_word(&word) {
                votes[language as usize] += STOP_WORD_WEIGHT;
            }
        }
        // Words of Finnish and Swedish have letters of their own; å is in no Finnish word.
        if word.contains('å') {
            votes[Language::Swedish as usize] += LETTER_WEIGHT;
        } else if word.contains(['ä', 'ö']) {
            votes[Language::Finnish as usize] += LETTER_WEIGHT / 2.0;
            votes[Language::Swedish as usize] += LETTER_WEIGHT / 2.0;
        }
    }
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if let Some(info) = DETECTOR.detect(text).filter(|_| letters > 0) {
        let language = match info.lang() {
            Lang::Fin => Some(Language::Finnish),
            Lang::Swe => Some(Language::Swedish),
            Lang::Eng => Some(Language::English),
            _ => None,
        };
        if let Some(language) = language {
            #[expect(clippy::cast_possible_truncation, reason = "a confidence from 0 to 1")]
            let confidence = info.confidence() as f32;
            let enough = (letters as f32 / TRIGRAM_LETTERS).min(1.0);
            votes[language as usize] += (0.5 + confidence) * enough;
        }
    }
    votes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_note_of_a_mixed_board_is_told_by_itself() {
        let told = tell(&[
            "Verkosto tapaa kerran kuussa etänä",
            "Nätverket träffas på distans varje månad",
            "The network meets online once a month",
            "Kokeiluraha ilman raskasta hakemusta",
            "Vad säger facket?",
            "Is the dress code still a thing?",
        ]);
        use Language::{English, Finnish, Swedish};
        assert_eq!(told, [Finnish, Swedish, English, Finnish, Swedish, English]);
    }

    #[test]
    fn a_note_that_tells_nothing_is_in_the_language_of_the_board() {
        let told = tell(&["🎉", "", "VPN", "Kirjasto auki myös sunnuntaisin", "Kissa kirjastoon"]);
        assert!(told.iter().all(|language| *language == Language::Finnish), "{told:?}");
    }
}
