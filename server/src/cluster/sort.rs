//! Notes sorted into clusters that people began: by a title, by a few notes, or by both. Every note
//! placed by hand teaches the rest.

use std::borrow::Cow;
use std::sync::atomic::AtomicBool;

use super::space::{Basis, Space};
use super::square::Square;
use super::{Cancelled, check, sureness};

/// A title says as much about its cluster as this many notes in it.
const TITLE_WEIGHT: f32 = 2.5;
/// How fast trust in the best cluster falls with its lead over the others.
const TEMPERATURE: f32 = 0.1;
/// What a whole guess teaches, against a note placed by hand: guesses are spread over the clusters, and
/// together they know more of a cluster's words than its title does.
const GUESS_WEIGHT: f32 = 1.5;
/// Rounds in which guesses teach.
const ROUNDS: usize = 5;
/// How far clusters are thought to be of one size, 0 to 1: a title that many notes are a little near to
/// must not swallow them all.
const EVENNESS: f32 = 0.5;
/// Steps in which the leanings toward even clusters settle.
const LEANING_STEPS: usize = 20;
/// How much more the lead counts that a cluster had at first sight, before guesses taught each other.
const FIRST_WEIGHT: f32 = 2.0;
/// Leads at which a proposal is about two thirds sure. So that what is called sure is right about as
/// often whatever it stands on: shared words lead further, and mislead more often.
const SURE_SCALE_WORDS: f32 = 0.9;
const SURE_SCALE_MODEL: f32 = 0.45;

/// A cluster that people began: a title of the space (by its number), notes, or both.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Begun {
    /// Its title, as a number among the titles of the space.
    pub title: Option<usize>,
    /// Notes placed in it by hand.
    pub members: Vec<usize>,
}

/// Where a note might go.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Proposal {
    /// The note.
    pub note: usize,
    /// The cluster, as a number among those begun.
    pub cluster: usize,
    /// How sure that is, 0 to 1. Below [`super::UNSURE`] the note is better left alone.
    pub sure: f32,
}

/// A proposal for every note that is in no cluster yet, the sure ones first.
///
/// # Errors
/// [`Cancelled`].
pub fn sort(space: &Space, begun: &[Begun], stop: &AtomicBool) -> Result<Vec<Proposal>, Cancelled> {
    let clusters = begun.len();
    let notes = space.notes();
    if clusters == 0 || notes == 0 {
        return Ok(Vec::new());
    }
    let has_examples = begun.iter().any(|begun| !begun.members.is_empty());
    let like = if has_examples { space.like_whitened(stop)? } else { Cow::Borrowed(space.like()) };
    let mut given = Table::new(like.side(), clusters);
    let mut placed = vec![false; notes];
    for (cluster, begun) in begun.iter().enumerate() {
        if let Some(title) = begun.title.filter(|title| *title < space.titles()) {
            given.row_mut(notes + title)[cluster] = TITLE_WEIGHT;
        }
        for note in begun.members.iter().filter(|note| **note < notes) {
            placed[*note] = true;
            given.row_mut(*note)[cluster] = 1.0;
        }
    }
    let mut leaning = vec![0.0; clusters];
    let mut taught = given.clone();
    let mut first = None;
    let mut nearness = Table::new(0, clusters);
    // A lone cluster would teach itself that all belong to it.
    let rounds = if clusters > 1 { ROUNDS } else { 0 };
    for _ in 0..=rounds {
        check(stop)?;
        nearness = near(&like, &taught, notes, stop)?;
        first.get_or_insert_with(|| nearness.clone());
        lean(&nearness, &mut leaning);
        taught = given.clone();
        for note in (0..notes).filter(|note| !placed[*note]) {
            let guess = trust(nearness.row(note), &leaning);
            for (cell, guess) in taught.row_mut(note).iter_mut().zip(guess) {
                *cell += GUESS_WEIGHT * guess;
            }
        }
    }
    let scale = match space.basis() {
        Basis::Words => SURE_SCALE_WORDS,
        Basis::Model => SURE_SCALE_MODEL,
    };
    let first = first.unwrap_or_else(|| nearness.clone());
    let mut proposals: Vec<Proposal> = (0..notes)
        .filter(|note| !placed[*note])
        .map(|note| {
            let last: Vec<f32> =
                nearness.row(note).iter().zip(&leaning).map(|(near, lean)| near + lean).collect();
            let cluster = (0..clusters)
                .fold(0, |best, cluster| if last[cluster] > last[best] { cluster } else { best });
            // What was near at first sight, and still is after all have taught each other, is sure.
            let lead = lead(&last, cluster) + FIRST_WEIGHT * lead(first.row(note), cluster);
            let says = !space.words(note).is_empty()
                || space.like().row(note).iter().filter(|cell| **cell != 0.0).count() > 1;
            let sure = if says { sureness(lead, scale) } else { 0.0 };
            Proposal { note, cluster, sure }
        })
        .collect();
    proposals.sort_by(|one, other| other.sure.total_cmp(&one.sure).then(one.note.cmp(&other.note)));
    Ok(proposals)
}

/// How far ahead of the others a cluster is; a lone one, of what it is to notes in general.
fn lead(row: &[f32], cluster: usize) -> f32 {
    let next = row.iter().enumerate().filter(|(other, _)| *other != cluster);
    row[cluster] - next.map(|(_, cell)| *cell).reduce(f32::max).unwrap_or(0.0)
}

/// How near each note is to the middle of what each cluster was taught, less what the cluster is near to
/// notes in general.
fn near(
    like: &Square,
    taught: &Table,
    notes: usize,
    stop: &AtomicBool,
) -> Result<Table, Cancelled> {
    let clusters = taught.width;
    let mut sums = Table::new(like.side(), clusters);
    for at in 0..like.side() {
        check(stop)?;
        let weights = taught.row(at);
        if weights.iter().all(|weight| *weight == 0.0) {
            continue;
        }
        for (other, cell) in like.row(at).iter().enumerate() {
            for (sum, weight) in sums.row_mut(other).iter_mut().zip(weights) {
                *sum += cell * weight;
            }
        }
    }
    let mut lengths = vec![0.0_f32; clusters];
    for at in 0..like.side() {
        for ((length, sum), weight) in lengths.iter_mut().zip(sums.row(at)).zip(taught.row(at)) {
            *length += sum * weight;
        }
    }
    let mut near = Table::new(notes, clusters);
    let mut general = vec![0.0_f32; clusters];
    for note in 0..notes {
        for cluster in 0..clusters {
            let cell = sums.row(note)[cluster] / lengths[cluster].max(1e-6).sqrt();
            near.row_mut(note)[cluster] = cell;
            general[cluster] += cell / notes as f32;
        }
    }
    for note in 0..notes {
        for (cell, general) in near.row_mut(note).iter_mut().zip(&general) {
            *cell -= general;
        }
    }
    Ok(near)
}

/// How much each cluster is believed in, summing to 1.
fn trust(near: &[f32], leaning: &[f32]) -> Vec<f32> {
    let most = near
        .iter()
        .zip(leaning)
        .map(|(near, leaning)| near + leaning)
        .fold(f32::NEG_INFINITY, f32::max);
    let mut trust: Vec<f32> = near
        .iter()
        .zip(leaning)
        .map(|(near, leaning)| ((near + leaning - most) / TEMPERATURE).exp())
        .collect();
    let sum: f32 = trust.iter().sum();
    for cell in &mut trust {
        *cell /= sum;
    }
    trust
}

/// Moves the leanings so that clusters come out more even in size.
fn lean(near: &Table, leaning: &mut [f32]) {
    let notes = near.height();
    let clusters = leaning.len() as f32;
    for _ in 0..LEANING_STEPS {
        let mut share = vec![0.0_f32; leaning.len()];
        for note in 0..notes {
            for (share, trust) in share.iter_mut().zip(trust(near.row(note), leaning)) {
                *share += trust / notes as f32;
            }
        }
        for (lean, share) in leaning.iter_mut().zip(share) {
            let uneven = (share * clusters).max(1e-6).ln() * EVENNESS;
            *lean -= 0.5 * (TEMPERATURE * uneven + *lean * (1.0 - EVENNESS));
        }
    }
}

/// Numbers by text and cluster.
#[derive(Debug, Clone)]
struct Table {
    width: usize,
    cells: Vec<f32>,
}

impl Table {
    fn new(height: usize, width: usize) -> Self {
        Self { width, cells: vec![0.0; height * width] }
    }

    fn height(&self) -> usize {
        self.cells.len() / self.width.max(1)
    }

    fn row(&self, row: usize) -> &[f32] {
        &self.cells[row * self.width..(row + 1) * self.width]
    }

    fn row_mut(&mut self, row: usize) -> &mut [f32] {
        &mut self.cells[row * self.width..(row + 1) * self.width]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::{Text, UNSURE};

    const NOTES: [&str; 7] = [
        "Bike racks at every bus stop",
        "Secure parking at the station",
        "Locked garage downtown for parking",
        "Snow gets dumped on the path",
        "Grit after freezing rain in winter",
        "Plough the snow first",
        "🎉",
    ];

    fn sorted(titles: &[&str], begun: &[Begun]) -> Vec<Proposal> {
        let notes: Vec<Text<'_>> = NOTES.iter().copied().map(Text::from).collect();
        let titles: Vec<Text<'_>> = titles.iter().copied().map(Text::from).collect();
        let stop = AtomicBool::new(false);
        sort(&Space::lay(&notes, &titles, None, &stop).unwrap(), begun, &stop).unwrap()
    }

    fn cluster_of(proposals: &[Proposal], note: usize) -> usize {
        proposals.iter().find(|proposal| proposal.note == note).unwrap().cluster
    }

    #[test]
    fn a_title_gathers_the_notes_that_share_its_words() {
        let begun = [0, 1].map(|title| Begun { title: Some(title), members: vec![] });
        let proposals = sorted(&["parking", "winter"], &begun);
        assert_eq!(cluster_of(&proposals, 1), 0);
        assert_eq!(cluster_of(&proposals, 2), 0);
        assert_eq!(cluster_of(&proposals, 4), 1);
        assert_eq!(proposals.len(), NOTES.len());
        assert!(proposals.is_sorted_by(|one, other| one.sure >= other.sure));
    }

    #[test]
    fn a_note_placed_by_hand_teaches_the_rest() {
        let begun =
            [Begun { title: Some(0), members: vec![] }, Begun { title: Some(1), members: vec![3] }];
        let proposals = sorted(&["parking", "winter"], &begun);
        assert_eq!(cluster_of(&proposals, 5), 1);
        assert!(proposals.iter().all(|proposal| proposal.note != 3), "it is placed already");
    }

    #[test]
    fn a_lone_title_gathers_what_is_near_it() {
        let proposals = sorted(&["parking"], &[Begun { title: Some(0), members: vec![] }]);
        let gathered: Vec<usize> = proposals
            .iter()
            .filter(|proposal| proposal.sure >= UNSURE)
            .map(|proposal| proposal.note)
            .collect();
        assert!(gathered.contains(&1) && gathered.contains(&2), "{proposals:?}");
        assert!(!gathered.contains(&3) && !gathered.contains(&5), "{proposals:?}");
    }

    #[test]
    fn a_note_that_says_nothing_is_not_placed_for_sure() {
        let begun = [0, 1].map(|title| Begun { title: Some(title), members: vec![] });
        let proposals = sorted(&["parking", "winter"], &begun);
        let party = proposals.iter().find(|proposal| proposal.note == 6).unwrap();
        assert!(party.sure < UNSURE, "{party:?}");
    }

    #[test]
    fn clusters_that_are_not_there_are_passed_over() {
        assert_eq!(sorted(&[], &[]), []);
        let begun = [Begun { title: Some(9), members: vec![99] }, Begun::default()];
        assert_eq!(sorted(&[], &begun).len(), NOTES.len());
    }
}
