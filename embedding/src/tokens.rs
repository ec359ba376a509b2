//! Texts as the model's tokens: the most likely split into known pieces (SentencePiece's Unigram).

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization as _;

/// Characters that are split into tokens: more than the tokens that are read hold.
const CHARS_MAX: usize = 2_048;

/// Stands for a space, and for the beginning.
const SPACE: char = '\u{2581}';
/// A character that is in no piece costs so much more than the least likely piece.
const UNKNOWN_COST: f32 = 10.0;

/// The pieces and how likely each is.
#[derive(Debug)]
pub(super) struct Tokens {
    pieces: HashMap<String, (usize, f32)>,
    longest_chars: usize,
    unknown_score: f32,
    special: Special,
}

/// Tokens that no text is split into.
#[derive(Debug, Clone, Copy)]
pub(super) struct Special {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) unknown: usize,
}

impl Tokens {
    /// Takes pieces with their scores (logarithms of how likely they are), in the order of their
    /// numbers. None, when a special token is not among them.
    pub(super) fn take(
        pieces: impl Iterator<Item = (String, f32)>,
        special: Special,
    ) -> Option<Self> {
        let mut known = HashMap::new();
        let mut longest_chars = 1;
        let mut least = 0.0_f32;
        let mut count = 0;
        for (number, (piece, score)) in pieces.enumerate() {
            count = number + 1;
            let score = if score.is_finite() { score } else { 0.0 };
            least = least.min(score);
            if ![special.start, special.end, special.unknown].contains(&number) && !piece.is_empty()
            {
                longest_chars = longest_chars.max(piece.chars().count());
                known.insert(piece, (number, score));
            }
        }
        let all = [special.start, special.end, special.unknown].iter().all(|token| *token < count);
        all.then_some(Self {
            pieces: known,
            longest_chars,
            unknown_score: least - UNKNOWN_COST,
            special,
        })
    }

    pub(super) const fn start(&self) -> usize {
        self.special.start
    }

    pub(super) const fn end(&self) -> usize {
        self.special.end
    }

    /// The tokens of a text, without those of its beginning and end.
    pub(super) fn read(&self, text: &str) -> Vec<usize> {
        let text = normalize(text);
        let starts: Vec<usize> =
            text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let count = starts.len() - 1;
        // The best split up to each character: its score, and the last piece and where it begins.
        let mut best = vec![(f32::NEG_INFINITY, 0, self.special.unknown); count + 1];
        best[0].0 = 0.0;
        for from in 0..count {
            let score = best[from].0;
            for to in from + 1..=(from + self.longest_chars).min(count) {
                let known = self.pieces.get(&text[starts[from]..starts[to]]);
                let (token, likely) = match known {
                    Some((token, likely)) => (*token, *likely),
                    None if to == from + 1 => (self.special.unknown, self.unknown_score),
                    None => continue,
                };
                if score + likely > best[to].0 {
                    best[to] = (score + likely, from, token);
                }
            }
        }
        let mut tokens = Vec::new();
        let mut at = count;
        while at > 0 {
            let (_, from, token) = best[at];
            // Characters in a row that are in no piece are one unknown.
            if token != self.special.unknown || tokens.last() != Some(&token) {
                tokens.push(token);
            }
            at = from;
        }
        tokens.reverse();
        tokens
    }
}

/// As the model was trained: compatibility forms composed (NFKC), no control characters, one space
/// between words and one before the first.
fn normalize(text: &str) -> String {
    let mut plain = String::with_capacity(text.len() + 3);
    let mut gap = true;
    for c in text.chars().take(CHARS_MAX).nfkc() {
        let space = c.is_whitespace()
            || matches!(c, SPACE | '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{FFFD}');
        if space {
            gap = true;
        } else if !c.is_control() {
            if gap {
                plain.push(SPACE);
            }
            gap = false;
            plain.push(c);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens() -> Tokens {
        let pieces = [
            ("<s>", 0.0),
            ("</s>", 0.0),
            ("<unk>", 0.0),
            ("▁kirja", -5.0),
            ("▁", -3.0),
            ("kirjasto", -9.0),
            ("sto", -4.0),
            ("▁kir", -6.0),
            ("jasto", -8.0),
            ("!", -2.0),
        ];
        let pieces = pieces.map(|(piece, score)| (piece.to_owned(), score));
        Tokens::take(pieces.into_iter(), Special { start: 0, end: 1, unknown: 2 }).unwrap()
    }

    #[test]
    fn the_most_likely_split_is_taken() {
        assert_eq!(tokens().read("kirjasto!"), [3, 6, 9]);
        assert_eq!(tokens().read("  kirja \n kirja\u{0}"), [3, 3]);
    }

    #[test]
    fn what_is_unknown_is_one_token() {
        assert_eq!(tokens().read("kirja 日本語!"), [3, 4, 2, 9]);
        assert!(tokens().read("").is_empty());
    }

    #[test]
    fn nobody_writes_a_special_token() {
        assert!(!tokens().read("<s></s>").iter().any(|token| *token < 2));
    }

    #[test]
    fn letters_and_their_marks_are_composed() {
        assert_eq!(normalize("a\u{308}ﬁ"), "▁äfi");
    }
}
