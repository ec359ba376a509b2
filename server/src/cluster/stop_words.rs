//! Which words say nothing about a note's subject, and which can name none.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::language::Language;
use super::nameless::nameless;

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

static STOP_WORDS: LazyLock<[HashSet<&'static str>; 3]> = LazyLock::new(|| {
    Language::ALL.map(|language| {
        let listed = stop_words::lookup(language.code()).unwrap_or_default();
        listed.iter().chain(WISHES[language as usize]).copied().collect()
    })
});

static NAMELESS: LazyLock<[HashSet<&'static str>; 3]> =
    LazyLock::new(|| Language::ALL.map(|language| nameless(language).collect()));

impl Language {
    /// Whether a word, in lower case, says nothing about a note's subject.
    #[must_use]
    pub fn is_stop_word(self, word: &str) -> bool {
        STOP_WORDS[self as usize].contains(word)
    }

    /// Whether a word, in lower case, can be the name of a cluster.
    #[must_use]
    pub fn can_name(self, word: &str) -> bool {
        !self.is_stop_word(word) && !NAMELESS[self as usize].contains(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adverbs_and_wishes_name_no_cluster_and_nouns_do() {
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
}
