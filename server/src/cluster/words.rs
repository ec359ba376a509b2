//! A note as words: tokens, stop words, Snowball stems and the pieces of stems.

use rust_stemmers::{Algorithm, Stemmer};

use super::language::Language;
use crate::limits::{CLUSTER_PIECES_MAX, CLUSTER_TEXT_CHARS_MAX};

/// Lengths of the pieces of stems, in characters with the marks of a stem's ends: long enough to
/// mean something, short enough to be shared by a compound and its parts (`intra`, `intranet`).
const PIECE_CHARS: std::ops::RangeInclusive<usize> = 4..=6;

/// One word of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// As it was written, but without the capital of a sentence's beginning.
    pub written: String,
    /// Its stem.
    pub stem: String,
    /// Whether it can be the name of a cluster.
    pub names: bool,
}

/// Words of a text in lower case: runs of letters and digits. Only the beginning of a long text.
pub fn split(text: &str) -> impl Iterator<Item = String> {
    runs(text).map(str::to_lowercase)
}

fn runs(text: &str) -> impl Iterator<Item = &str> {
    let end = text.char_indices().nth(CLUSTER_TEXT_CHARS_MAX).map_or(text.len(), |(at, _)| at);
    text[..end].split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// The words of a text that say something about its subject.
#[must_use]
pub fn read(text: &str, language: Language) -> Vec<Word> {
    let stemmer = Stemmer::create(match language {
        Language::Finnish => Algorithm::Finnish,
        Language::Swedish => Algorithm::Swedish,
        Language::English => Algorithm::English,
    });
    runs(text)
        .enumerate()
        .filter_map(|(at, word)| {
            let lower = word.to_lowercase();
            if lower.chars().nth(1).is_none() || language.is_stop_word(&lower) {
                return None;
            }
            let stem = stemmer.stem(&lower).into_owned();
            let titled = at == 0 && word.chars().skip(1).all(char::is_lowercase);
            let names = language.can_name(&lower);
            Some(Word { written: if titled { lower } else { word.to_owned() }, stem, names })
        })
        .collect()
}

/// The pieces of a note's stems, so that words with a part in common have something in common.
#[must_use]
pub fn pieces(words: &[Word]) -> Vec<String> {
    let mut pieces = Vec::new();
    for word in words {
        let marked: Vec<char> =
            std::iter::once('^').chain(word.stem.chars()).chain(std::iter::once('$')).collect();
        for length in PIECE_CHARS {
            pieces.extend(marked.windows(length).map(|window| window.iter().collect::<String>()));
        }
        if pieces.len() >= CLUSTER_PIECES_MAX {
            pieces.truncate(CLUSTER_PIECES_MAX);
            break;
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflected_words_meet_in_their_stem() {
        let stems = |text, language| -> Vec<String> {
            read(text, language).into_iter().map(|word| word.stem).collect()
        };
        assert_eq!(
            stems("kirjastossa", Language::Finnish),
            stems("Kirjastoon!", Language::Finnish)
        );
        assert_eq!(stems("cheferna", Language::Swedish), stems("Chefen", Language::Swedish));
        assert_eq!(stems("lanes", Language::English), stems("the lane", Language::English));
    }

    #[test]
    fn a_compound_shares_pieces_with_its_part() {
        let of = |text| pieces(&read(text, Language::Finnish));
        let (whole, part) = (of("äänikirjoja"), of("kirja"));
        assert!(part.iter().any(|piece| whole.contains(piece)), "{whole:?} {part:?}");
    }

    #[test]
    fn a_text_without_words_has_none() {
        for text in ["", "🎉🎉", "\u{0}\u{7}", "…?!", "a"] {
            assert_eq!(read(text, Language::English), [], "{text:?}");
        }
    }
}
