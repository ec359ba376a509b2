//! Notes (and titles) laid out by how much they have in common.

use std::borrow::Cow;
use std::sync::atomic::AtomicBool;

use ndarray::{Array1, Array2, Axis};

use super::language::Language;
use super::language_of_notes::tell;
use super::square::Square;
use super::whiten::{to_unit, whiten};
use super::words::{Word, pieces, read};
use super::{Cancelled, check, terms};
use crate::limits::CLUSTER_TEXTS_MAX;

/// What the model says counts this many times what the words say: it knows what words mean, and words
/// are exact where they are shared.
const MODEL_WEIGHT: f32 = 4.0;

/// Of all that is said of a pair, the model's share.
const MODEL_SHARE: f32 = MODEL_WEIGHT / (1.0 + MODEL_WEIGHT);

/// Notes a language needs before its own mean is trusted as much as the board's.
const LANGUAGE_NOTES: f32 = 2.0;

/// One text, and its vector if the model has read it. A vector that is missing, or not like the
/// others, leaves that text to its words.
#[derive(Debug, Clone, Copy)]
pub struct Text<'a> {
    /// The text.
    pub text: &'a str,
    /// Its vector (`picnic_embedding::EmbeddingModel::embed`).
    pub vector: Option<&'a [f32]>,
}

impl<'a> From<&'a str> for Text<'a> {
    fn from(text: &'a str) -> Self {
        Self { text, vector: None }
    }
}

/// What similarities stand on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// Shared words alone.
    Words,
    /// Shared words and the model.
    Model,
}

/// More texts than can be weighed against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} notes are too many to cluster; at most {CLUSTER_TEXTS_MAX}")]
pub struct TooMany(pub usize);

/// Notes, then titles, and how much each pair has in common.
#[derive(Debug, Clone)]
pub struct Space {
    notes: usize,
    texts: Vec<String>,
    words: Vec<Vec<Word>>,
    like: Square,
    meaning: Option<Meaning>,
}

/// What the model adds to the words that are shared.
#[derive(Debug, Clone)]
struct Meaning {
    /// Its vectors, centred.
    vectors: Array2<f32>,
    /// How much each pair has in common by words alone.
    shared: Square,
}

impl Space {
    /// Lays out notes and titles. The language of each is told unless it is given.
    ///
    /// # Errors
    /// [`Cancelled`]. Texts beyond the limit must be refused before: see [`Space::fits`].
    pub fn lay(
        notes: &[Text<'_>],
        titles: &[Text<'_>],
        language: Option<Language>,
        stop: &AtomicBool,
    ) -> Result<Self, Cancelled> {
        let all: Vec<Text<'_>> =
            notes.iter().chain(titles).copied().take(CLUSTER_TEXTS_MAX).collect();
        let texts: Vec<&str> = all.iter().map(|text| text.text).collect();
        // Titles are told among themselves: whoever writes them writes all in one language.
        let languages = language.map_or_else(
            || {
                let (notes, titles) = texts.split_at(notes.len().min(texts.len()));
                [tell(notes), tell(titles)].concat()
            },
            |language| vec![language; texts.len()],
        );
        check(stop)?;
        let words: Vec<Vec<Word>> =
            texts.iter().zip(&languages).map(|(text, language)| read(text, *language)).collect();
        check(stop)?;
        let stems: Vec<Vec<&str>> = words
            .iter()
            .map(|words| words.iter().map(|word| word.stem.as_str()).collect())
            .collect();
        let pieces: Vec<Vec<String>> = words.iter().map(|words| pieces(words)).collect();
        let pieces: Vec<Vec<&str>> =
            pieces.iter().map(|pieces| pieces.iter().map(String::as_str).collect()).collect();
        let mut shared = terms::weigh(&stems, stop)?;
        shared.blend(0.5, &terms::weigh(&pieces, stop)?, 0.5);
        // That a word is shared at all says more than how much of the notes it is.
        shared.each(f32::sqrt);
        for at in 0..shared.side() {
            shared.set(at, at, 1.0);
        }
        let notes = notes.len().min(all.len());
        let (like, meaning) = match centre(&all, notes, &languages) {
            Some(vectors) => {
                check(stop)?;
                (blended(&shared, &vectors), Some(Meaning { vectors, shared }))
            }
            None => (shared, None),
        };
        let texts = texts.into_iter().map(str::to_owned).collect();
        Ok(Self { notes, texts, words, like, meaning })
    }

    /// Whether so many texts can be laid out.
    ///
    /// # Errors
    /// [`TooMany`].
    pub const fn fits(texts: usize) -> Result<(), TooMany> {
        if texts > CLUSTER_TEXTS_MAX { Err(TooMany(texts)) } else { Ok(()) }
    }

    /// How many notes there are.
    #[must_use]
    pub const fn notes(&self) -> usize {
        self.notes
    }

    /// How many titles there are.
    #[must_use]
    pub const fn titles(&self) -> usize {
        self.texts.len() - self.notes
    }

    /// What similarities stand on.
    #[must_use]
    pub const fn basis(&self) -> Basis {
        if self.meaning.is_some() { Basis::Model } else { Basis::Words }
    }

    /// How much each pair has in common: notes first, then titles.
    #[must_use]
    pub const fn like(&self) -> &Square {
        &self.like
    }

    /// The same for clusters that notes were placed in: with what varies over the whole board held back.
    ///
    /// # Errors
    /// [`Cancelled`].
    pub(super) fn like_whitened(&self, stop: &AtomicBool) -> Result<Cow<'_, Square>, Cancelled> {
        let Some(Meaning { vectors, shared }) = &self.meaning else {
            return Ok(Cow::Borrowed(&self.like));
        };
        let white = whiten(vectors, self.notes);
        check(stop)?;
        Ok(Cow::Owned(blended(shared, &white)))
    }

    /// The text of a note, as written.
    #[must_use]
    pub fn text(&self, note: usize) -> &str {
        &self.texts[note]
    }

    /// The words of a note that say something.
    #[must_use]
    pub fn words(&self, note: usize) -> &[Word] {
        &self.words[note]
    }
}

/// What shared words say of each pair, and what vectors of length 1 say, for its share.
fn blended(shared: &Square, vectors: &Array2<f32>) -> Square {
    let mut like = shared.clone();
    let meant = vectors.dot(&vectors.t());
    for (row, meant) in meant.axis_iter(Axis(0)).enumerate() {
        for (cell, meant) in like.row_mut(row).iter_mut().zip(meant) {
            *cell = (1.0 - MODEL_SHARE) * *cell + MODEL_SHARE * meant;
        }
        like.set(row, row, 1.0);
    }
    like
}

/// A text's vector, if it says anything and is like the others.
fn usable<'a>(text: &Text<'a>, width: usize) -> Option<&'a [f32]> {
    let says = text.text.chars().any(char::is_alphanumeric);
    let vector = text.vector.filter(|vector| says && vector.len() == width)?;
    let finite = vector.iter().all(|cell| cell.is_finite());
    (finite && vector.iter().any(|cell| *cell != 0.0)).then_some(vector)
}

/// The vectors as rows of length 1, seen from the middle of the board, and from the middle of their
/// language: what all notes share ties none of them, and neither does the language they are in.
fn centre(texts: &[Text<'_>], notes: usize, languages: &[Language]) -> Option<Array2<f32>> {
    let width = texts.iter().find_map(|text| text.vector)?.len();
    let mut rows = Array2::<f32>::zeros((texts.len(), width));
    let mut read = vec![false; texts.len()];
    for (at, text) in texts.iter().enumerate() {
        if let Some(vector) = usable(text, width) {
            rows.row_mut(at).assign(&ndarray::ArrayView1::from(vector));
            read[at] = true;
        }
    }
    let mean = |rows: &Array2<f32>, among: &dyn Fn(usize) -> bool| {
        let mut sum = Array1::<f32>::zeros(width);
        let mut count = 0.0;
        for at in (0..notes).filter(|at| read[*at] && among(*at)) {
            sum += &rows.row(at);
            count += 1.0;
        }
        if count > 0.0 {
            sum /= count;
        }
        (sum, count)
    };
    let (middle, all) = mean(&rows, &|_| true);
    for at in (0..texts.len()).filter(|at| read[*at]) {
        let mut row = rows.row_mut(at);
        row -= &middle;
    }
    for language in Language::ALL {
        let (own, count) = mean(&rows, &|at| languages[at] == language);
        if count == 0.0 || count == all {
            continue;
        }
        let own = own * (count / (count + LANGUAGE_NOTES));
        for at in (0..texts.len()).filter(|at| read[*at] && languages[*at] == language) {
            let mut row = rows.row_mut(at);
            row -= &own;
        }
    }
    to_unit(&mut rows);
    Some(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lay(notes: &[&str]) -> Space {
        let notes: Vec<Text<'_>> = notes.iter().copied().map(Text::from).collect();
        Space::lay(&notes, &[], None, &AtomicBool::new(false)).unwrap()
    }

    #[test]
    fn notes_with_words_in_common_lie_nearer() {
        let space = lay(&[
            "Intranetiin oma palsta hyville käytännöille",
            "Lyhyt video onnistumisesta intraan",
            "Kissa kirjastoon",
        ]);
        assert!(space.like().at(0, 1) > space.like().at(0, 2));
        assert_eq!(space.basis(), Basis::Words);
    }

    #[test]
    fn vectors_tie_notes_that_share_no_word() {
        let vectors = [[1.0, 0.1, 0.0], [1.0, 0.0, 0.1], [0.0, 1.0, 0.0], [0.0, 0.9, 0.2]];
        let words = ["koira", "hund", "tomat", "kurkku"];
        let notes: Vec<Text<'_>> = words
            .iter()
            .zip(&vectors)
            .map(|(text, vector)| Text { text, vector: Some(vector) })
            .collect();
        let space = Space::lay(&notes, &[], None, &AtomicBool::new(false)).unwrap();
        assert_eq!(space.basis(), Basis::Model);
        assert!(space.like().at(0, 1) > 0.3, "{:?}", space.like());
        assert!(space.like().at(0, 2) < 0.0);
    }

    #[test]
    fn vectors_that_cannot_be_used_leave_the_words() {
        let broken: [&[f32]; 3] = [&[f32::NAN, 1.0], &[0.0, 0.0], &[1.0]];
        let notes: Vec<Text<'_>> =
            broken.iter().map(|vector| Text { text: "same words", vector: Some(vector) }).collect();
        let space = Space::lay(&notes, &[], None, &AtomicBool::new(false)).unwrap();
        assert!(space.like().row(0).iter().all(|cell| cell.is_finite()));
        assert!(space.like().at(0, 1) > 0.15);
    }
}
