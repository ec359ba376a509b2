//! Which language a note is written in, told note by note, since boards mix them.

use std::collections::HashSet;
use std::sync::LazyLock;

use whatlang::{Detector, Lang};

use super::nameless::nameless;
use super::words::split;

/// The languages that words are known in. A note in another one is read as the nearest of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// Finnish.
    Finnish,
    /// Swedish.
    Swedish,
    /// English.
    English,
}

/// Words that carry no subject in a brainstorm, beside the usual stop words: wishes, amounts.
const WISHES: [&[&str]; 3] = [
    &[
        "pitäisi",
        "pitää",
        "voisi",
        "voi",
        "saisi",
        "saada",
        "lisää",
        "enemmän",
        "vähemmän",
        "kaikki",
        "kaikille",
        "aina",
        "liian",
        "parempi",
        "paremmin",
        "edes",
        "yksi",
        "jotta",
        "kun",
        "vain",
        "sekä",
        "kanssa",
        "kerran",
        "joka",
        "hyvä",
    ],
    &[
        "borde", "bör", "måste", "ska", "skulle", "kunna", "få", "får", "mer", "mera", "fler",
        "färre", "mindre", "alltid", "också", "bättre", "bra", "gör", "göra", "finns",
    ],
    &[
        "should", "could", "would", "must", "need", "needs", "let", "get", "make", "less",
        "better", "always", "every", "everyone", "also", "us", "can", "may",
    ],
];

/// A stop word found, against a whole verdict by trigrams: function words tell more in a few words.
const STOP_WORD_WEIGHT: f32 = 1.0;
/// A letter that only some of the languages have.
const LETTER_WEIGHT: f32 = 1.0;
/// Letters from which trigrams can be believed; fewer are believed less.
const TRIGRAM_LETTERS: f32 = 12.0;
/// The language of the board, for notes of which nothing else can be said.
const BOARD_WEIGHT: f32 = 0.9;

static STOP_WORDS: LazyLock<[HashSet<&'static str>; 3]> = LazyLock::new(|| {
    Language::ALL.map(|language| {
        let listed = stop_words::lookup(language.code()).unwrap_or_default();
        listed.iter().chain(WISHES[language as usize]).copied().collect()
    })
});

static NAMELESS: LazyLock<[HashSet<&'static str>; 3]> =
    LazyLock::new(|| Language::ALL.map(|language| nameless(language).collect()));

static DETECTOR: LazyLock<Detector> =
    LazyLock::new(|| Detector::with_allowlist(vec![Lang::Fin, Lang::Swe, Lang::Eng]));

impl Language {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Finnish, Self::Swedish, Self::English];

    /// Its ISO 639-1 code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Finnish => "fi",
            Self::Swedish => "sv",
            Self::English => "en",
        }
    }

    /// The language with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// Whether a word, in lower case, says nothing about a note's subject.
    #[must_use]
    pub fn is_stop_word(self, word: &str) -> bool {
        STOP_WORDS[self as usize].contains(word)
    }

    /// Whether a word, in lower case, can be the name of a pile.
    #[must_use]
    pub fn can_name(self, word: &str) -> bool {
        !self.is_stop_word(word) && !NAMELESS[self as usize].contains(word)
    }
}

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
    fn adverbs_and_wishes_name_no_pile_and_nouns_do() {
        for (language, words, subjects) in [
            (
                Language::Finnish,
                "myös usein vielä enemmän yhdessä pitäisi ehkä",
                "aika kirjasto kokous",
            ),
            (Language::Swedish, "också ofta ännu mer tillsammans borde kanske", "dag beslut möte"),
            (
                Language::English,
                "also often still more together should maybe",
                "room page group work",
            ),
        ] {
            assert!(!words.split(' ').any(|word| language.can_name(word)), "{words}");
            assert!(subjects.split(' ').all(|word| language.can_name(word)), "{subjects}");
        }
    }

    #[test]
    fn a_note_that_tells_nothing_is_in_the_language_of_the_board() {
        let told = tell(&["🎉", "", "VPN", "Kirjasto auki myös sunnuntaisin", "Kissa kirjastoon"]);
        assert!(told.iter().all(|language| *language == Language::Finnish), "{told:?}");
    }
}
