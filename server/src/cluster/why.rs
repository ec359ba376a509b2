//! What ties a cluster: the words its notes share, and the note in its middle (class-based TF-IDF).

use std::collections::HashMap;

use super::space::Space;
use super::words::Word;
use crate::limits::CLUSTER_TIES_MAX;

/// Stems this long are looked for inside longer ones too: `piknik` in `inspiraatiopiknik`.
const INSIDE_CHARS: usize = 4;
/// Stems weighed for a cluster, the most frequent first: many more than are shown.
const WEIGHED_MAX: usize = 40;

/// So many letters in a row.
type Run = [char; INSIDE_CHARS];

/// A word that ties notes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// As people wrote it.
    pub word: String,
    /// Notes of the cluster that have it, in any form or inside another word.
    pub notes: usize,
}

/// What ties a cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// Shared words, the most telling first. None: it is meaning that ties it, not words.
    pub words: Vec<Tie>,
    /// The note nearest the middle.
    pub middle: Option<usize>,
}

/// What ties clusters of one space. What it learns for one cluster it knows for the next: clusters of several
/// cuts are often the same, and their words always are.
#[derive(Debug)]
pub struct Reasons<'a> {
    space: &'a Space,
    /// The notes that have a stem itself, ascending.
    exact: HashMap<&'a str, Vec<usize>>,
    /// Stems by every run of letters inside them, sorted.
    around: Vec<(Run, &'a str)>,
    /// The notes that have a stem itself or inside another, ascending; as far as it was asked for.
    having: HashMap<&'a str, Vec<usize>>,
    told: HashMap<Vec<usize>, Why>,
}

impl<'a> Reasons<'a> {
    /// For the notes of a space.
    #[must_use]
    pub fn of(space: &'a Space) -> Self {
        let mut exact: HashMap<&str, Vec<usize>> = HashMap::new();
        for note in 0..space.notes() {
            for stem in stems_of(space.words(note)) {
                exact.entry(stem).or_default().push(note);
            }
        }
        let mut around: Vec<(Run, &str)> =
            exact.keys().flat_map(|stem| runs(stem).map(move |run| (run, *stem))).collect();
        around.sort_unstable();
        around.dedup();
        Self { space, exact, around, having: HashMap::new(), told: HashMap::new() }
    }

    /// Says what ties some notes.
    #[must_use]
    pub fn why(&mut self, members: &[usize]) -> Why {
        if let Some(why) = self.told.get(members) {
            return why.clone();
        }
        let why = Why { words: self.ties_of(members), middle: middle_of(self.space, members) };
        self.told.insert(members.to_vec(), why.clone());
        why
    }

    /// Words in two notes at least, the most telling first: in many of these notes, in few others.
    fn ties_of(&mut self, members: &[usize]) -> Vec<Tie> {
        let space = self.space;
        let mut exact: HashMap<&str, usize> = HashMap::new();
        for stem in members.iter().flat_map(|note| stems_of(space.words(*note))) {
            *exact.entry(stem).or_default() += 1;
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
                let having = self.having(stem);
                let within = members.iter().filter(|note| having.binary_search(note).is_ok());
                let within = within.count();
                if within < 2 {
                    return None;
                }
                let rare = (1.0 + all / having.len().max(1) as f32).ln();
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

    /// The notes that have a stem itself or, where it is long enough, inside another.
    fn having(&mut self, stem: &'a str) -> &[usize] {
        self.having.entry(stem).or_insert_with(|| {
            let notes_of = |stem: &str| self.exact.get(stem).into_iter().flatten().copied();
            let Some(first) = runs(stem).next() else { return notes_of(stem).collect() };
            let start = self.around.partition_point(|(run, _)| *run < first);
            let near = self.around[start..].iter().take_while(|(run, _)| *run == first);
            let longer = near.map(|(_, other)| *other).filter(|other| other.contains(stem));
            let mut notes: Vec<usize> = longer.flat_map(notes_of).collect();
            notes.sort_unstable();
            notes.dedup();
            notes
        })
    }
}

/// The note that has most in common with the others; of equals, the shortest.
fn middle_of(space: &Space, members: &[usize]) -> Option<usize> {
    let common =
        |note: usize| -> f32 { members.iter().map(|other| space.like().at(note, *other)).sum() };
    let length = |note: usize| space.text(note).chars().count();
    let weighed = members.iter().map(|note| (common(*note), length(*note), *note));
    let middle = weighed.max_by(|one, other| one.0.total_cmp(&other.0).then(other.1.cmp(&one.1)));
    middle.map(|(_, _, note)| note)
}

/// The stems of a note that can name a cluster, each once.
fn stems_of(words: &[Word]) -> Vec<&str> {
    let naming = words.iter().filter(|word| word.names);
    let mut stems: Vec<&str> = naming.map(|word| word.stem.as_str()).collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// Every run of letters inside a stem; none in one that is too short to be looked for.
fn runs(stem: &str) -> impl Iterator<Item = Run> + use<> {
    let letters: Vec<char> = stem.chars().collect();
    let ends = letters.len().saturating_sub(INSIDE_CHARS - 1);
    (0..ends).filter_map(move |at| letters[at..].first_chunk().copied())
}

/// The form of a word that most of the notes have; of equals, the shortest.
fn written(space: &Space, members: &[usize], stem: &str) -> String {
    let mut forms: HashMap<&str, usize> = HashMap::new();
    for word in members.iter().flat_map(|note| space.words(*note)) {
        if word.names && word.stem == stem {
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

    use proptest::prelude::*;

    use super::*;
    use crate::cluster::Text;

    /// Whether a note has a stem itself or inside another, looked for in each of its words.
    fn has(words: &[Word], stem: &str) -> bool {
        let inside = stem.chars().count() >= INSIDE_CHARS;
        let mut naming = words.iter().filter(|word| word.names);
        naming.any(|word| word.stem == stem || inside && word.stem.contains(stem))
    }

    proptest! {
        #[test]
        fn the_index_finds_what_looking_through_all_notes_finds(
            notes in proptest::collection::vec("([aå☕]{1,3}[kä]{0,3}[aå]{0,3} ?){0,5}", 1..14),
            clusters in proptest::collection::vec(proptest::collection::btree_set(0_usize..14, 1..14), 1..6),
        ) {
            let texts: Vec<Text<'_>> = notes.iter().map(|note| Text::from(note.as_str())).collect();
            let space = Space::lay(&texts, &[], None, &AtomicBool::new(false)).unwrap();
            let mut reasons = Reasons::of(&space);
            for cluster in clusters {
                let members: Vec<usize> =
                    cluster.into_iter().filter(|note| *note < notes.len()).collect();
                // What was learned for other clusters changes nothing.
                let why = reasons.why(&members);
                prop_assert_eq!(&why, &Reasons::of(&space).why(&members));
                prop_assert_eq!(&why, &reasons.why(&members));
                for stem in members.iter().flat_map(|note| stems_of(space.words(*note))) {
                    let plain: Vec<usize> =
                        (0..notes.len()).filter(|note| has(space.words(*note), stem)).collect();
                    prop_assert_eq!(reasons.having(stem), plain);
                }
            }
        }
    }

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
        let why = Reasons::of(&space).why(&[0, 1, 2]);
        let words: Vec<&str> = why.words.iter().map(|tie| tie.word.as_str()).collect();
        assert_eq!(words, ["path", "snow"]);
        assert_eq!(why.words[0].notes, 2);
        assert_eq!(why.middle, Some(0));
    }

    #[test]
    fn a_cluster_without_shared_words_says_so() {
        let notes = ["Ducks", "Ramps"].map(Text::from);
        let space = Space::lay(&notes, &[], None, &AtomicBool::new(false)).unwrap();
        assert_eq!(Reasons::of(&space).why(&[0, 1]).words, []);
    }
}
