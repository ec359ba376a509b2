//! What ties a pile: the words its notes share, and the note in its middle (class-based TF-IDF).

use std::collections::HashMap;

use super::space::Space;
use super::words::Word;
use crate::limits::CLUSTER_TIES_MAX;

/// Stems this long are looked for inside longer ones too: `piknik` in `inspiraatiopiknik`.
const INSIDE_CHARS: usize = 4;
/// Stems weighed for a pile, the most frequent first: many more than are shown.
const WEIGHED_MAX: usize = 40;

/// A word that ties notes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// As people wrote it.
    pub word: String,
    /// Notes of the pile that have it, in any form or inside another word.
    pub notes: usize,
}

/// What ties a pile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// Shared words, the most telling first. None: it is meaning that ties it, not words.
    pub words: Vec<Tie>,
    /// The note nearest the middle.
    pub middle: Option<usize>,
}

/// Says what ties some notes of a space.
#[must_use]
pub fn why(space: &Space, members: &[usize]) -> Why {
    Why { words: ties_of(space, members), middle: middle_of(space, members) }
}

/// The note that has most in common with the others; of equals, the shortest.
fn middle_of(space: &Space, members: &[usize]) -> Option<usize> {
    let common =
        |note: usize| -> f32 { members.iter().map(|other| space.like().at(note, *other)).sum() };
    let length = |note: usize| space.text(note).chars().count();
    members.iter().copied().max_by(|one, other| {
        common(*one).total_cmp(&common(*other)).then(length(*other).cmp(&length(*one)))
    })
}

/// Words in two notes at least, the most telling first: in many of these notes, in few others.
fn ties_of(space: &Space, members: &[usize]) -> Vec<Tie> {
    let mut exact: HashMap<&str, usize> = HashMap::new();
    for note in members {
        let mut stems: Vec<&str> = stems(space.words(*note)).collect();
        stems.sort_unstable();
        stems.dedup();
        for stem in stems {
            *exact.entry(stem).or_default() += 1;
        }
    }
    let mut candidates: Vec<(&str, usize)> = exact.into_iter().collect();
    candidates.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(other.0)));
    // Where most words are in one note each, a part of another word may still tie: shortest first.
    candidates.sort_by_key(|(stem, count)| {
        (std::cmp::Reverse(*count), if *count == 1 { stem.chars().count() } else { 0 })
    });
    candidates.truncate(WEIGHED_MAX);
    let all = space.notes() as f32;
    let mut weighed: Vec<(f32, usize, &str)> = candidates
        .into_iter()
        .filter_map(|(stem, _)| {
            let within = members.iter().filter(|note| has(space.words(**note), stem)).count();
            if within < 2 {
                return None;
            }
            let notes = (0..space.notes()).filter(|note| has(space.words(*note), stem)).count();
            let rare = (1.0 + all / notes.max(1) as f32).ln();
            Some((within as f32 / members.len() as f32 * rare, within, stem))
        })
        .collect();
    weighed.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.2.cmp(other.2)));
    let mut ties: Vec<Tie> = Vec::new();
    let mut taken: Vec<&str> = Vec::new();
    for (_, notes, stem) in weighed {
        // A word inside one that is named already, or around it, adds nothing.
        if taken.iter().any(|taken| taken.contains(stem) || stem.contains(taken)) {
            continue;
        }
        taken.push(stem);
        ties.push(Tie { word: written(space, members, stem), notes });
        if ties.len() == CLUSTER_TIES_MAX {
            break;
        }
    }
    ties
}

fn stems(words: &[Word]) -> impl Iterator<Item = &str> {
    words.iter().map(|word| word.stem.as_str())
}

fn has(words: &[Word], stem: &str) -> bool {
    let inside = stem.chars().count() >= INSIDE_CHARS;
    stems(words).any(|other| other == stem || inside && other.contains(stem))
}

/// The form of a word that most of the notes have; of equals, the shortest.
fn written(space: &Space, members: &[usize], stem: &str) -> String {
    let mut forms: HashMap<&str, usize> = HashMap::new();
    for word in members.iter().flat_map(|note| space.words(*note)) {
        if word.stem == stem {
            *forms.entry(&word.written).or_default() += 1;
        }
    }
    let best = forms.into_iter().max_by(|(one, count), (other, others)| {
        let length = |form: &str| form.chars().count();
        count.cmp(others).then(length(other).cmp(&length(one))).then(other.cmp(one))
    });
    best.map_or_else(|| stem.to_owned(), |(form, _)| form.to_owned())
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::*;
    use crate::cluster::Text;

    #[test]
    fn shared_words_and_the_middle_say_why() {
        let notes = [
            "Snow gets dumped on the cycle path",
            "Plough the snow first",
            "Heated path on the hill",
            "Snow",
        ];
        let notes = notes.map(Text::from);
        let space = Space::lay(&notes, &[], None, &AtomicBool::new(false)).unwrap();
        let why = why(&space, &[0, 1, 2]);
        let words: Vec<&str> = why.words.iter().map(|tie| tie.word.as_str()).collect();
        assert_eq!(words, ["path", "snow"]);
        assert_eq!(why.words[0].notes, 2);
        assert_eq!(why.middle, Some(0));
    }

    #[test]
    fn a_pile_without_shared_words_says_so() {
        let notes = ["Ducks", "Ramps"].map(Text::from);
        let space = Space::lay(&notes, &[], None, &AtomicBool::new(false)).unwrap();
        assert_eq!(why(&space, &[0, 1]).words, []);
    }
}
