//! What is proposed for the notes of a board. Pure, but for the model's reader.

use std::collections::HashMap;
use std::sync::atomic::AtomicBool;

use picnic_protocol::ids::ElementId;
use picnic_protocol::suggestions::{self as wire, Ask, Suggestions};

use crate::cluster::reading::{Reading, Vector};
use crate::cluster::{
    Basis, Begun, Cancelled, Reasons, SURE, Space, Text, TooMany, UNSURE, Why, alike, find, sort,
};
use crate::document::content::Unreadable;
use crate::suggestions::board::{WrittenNote, written_notes};

/// Why nothing is proposed.
#[derive(Debug, thiserror::Error)]
pub enum NoAnswer {
    /// More notes than can be weighed against each other.
    #[error("{0}")]
    TooMany(#[from] TooMany),
    /// Nobody waits for it any more.
    #[error("{0}")]
    Cancelled(#[from] Cancelled),
    /// The bytes are no board.
    #[error("{0}")]
    Unreadable(#[from] Unreadable),
}

/// Proposes clusters for an encoded board.
///
/// # Errors
/// [`NoAnswer`].
pub fn answer(
    board: &[u8],
    ask: &Ask,
    reading: &Reading,
    stop: &AtomicBool,
) -> Result<Suggestions, NoAnswer> {
    let into = ask.into.as_deref();
    let named: HashMap<&ElementId, usize> = into
        .iter()
        .flat_map(|clusters| clusters.iter().enumerate())
        .flat_map(|(cluster, begun)| begun.notes.iter().map(move |note| (note, cluster)))
        .collect();
    let mut notes = written_notes(board)?;
    notes.retain(|note| !note.is_clustered || named.contains_key(&note.id));
    let titles: Vec<&str> = into
        .iter()
        .flat_map(|clusters| clusters.iter())
        .map(|begun| begun.title.as_str())
        .collect();
    Space::fits(notes.len() + titles.len())?;
    let space = lay(&notes, &titles, reading, stop)?;
    let groups = alike(&space);
    let basis = match space.basis() {
        Basis::Words => wire::Basis::Words,
        Basis::Model => wire::Basis::Model,
    };
    let (cuts, best) = match into {
        None => {
            let found = find(space, stop)?;
            let (cuts, best) = found.cuts(stop)?;
            (cuts.into_iter().map(cut).collect(), best)
        }
        Some(clusters) => {
            let mut begun: Vec<Begun> = clusters
                .iter()
                .enumerate()
                .map(|(title, cluster)| Begun {
                    title: Some(title).filter(|_| !cluster.title.trim().is_empty()),
                    members: Vec::new(),
                })
                .collect();
            for (note, written) in notes.iter().enumerate() {
                if let Some(cluster) = named.get(&written.id) {
                    begun[*cluster].members.push(note);
                }
            }
            (vec![sorted(&space, clusters, &begun, stop)?], 0)
        }
    };
    Ok(Suggestions {
        basis,
        sure_from: hundredths(SURE),
        notes: notes.into_iter().map(|note| note.id).collect(),
        cuts,
        best: number(best),
        alike: groups.into_iter().map(|group| group.into_iter().map(number).collect()).collect(),
    })
}

fn lay(
    notes: &[WrittenNote],
    titles: &[&str],
    reading: &Reading,
    stop: &AtomicBool,
) -> Result<Space, Cancelled> {
    let notes: Vec<&str> = notes.iter().map(|note| note.text.as_str()).collect();
    let vectors = [reading.vectors(&notes, stop)?, reading.vectors(titles, stop)?];
    let [notes, titles] = [(&notes[..], &vectors[0]), (titles, &vectors[1])].map(pairs);
    Space::lay(&notes, &titles, None, stop)
}

fn pairs<'a>((texts, vectors): (&[&'a str], &'a Vec<Option<Vector>>)) -> Vec<Text<'a>> {
    let pairs = texts.iter().zip(vectors);
    pairs.map(|(text, vector)| Text { text, vector: vector.as_deref() }).collect()
}

fn sorted(
    space: &Space,
    clusters: &[wire::Begun],
    begun: &[Begun],
    stop: &AtomicBool,
) -> Result<wire::Cut, Cancelled> {
    let mut members: Vec<Vec<(u32, u8)>> = vec![Vec::new(); clusters.len()];
    let mut alone = Vec::new();
    for proposal in sort(space, begun, stop)? {
        if proposal.sure >= UNSURE {
            members[proposal.cluster].push((number(proposal.note), hundredths(proposal.sure)));
        } else {
            alone.push(number(proposal.note));
        }
    }
    if clusters.is_empty() {
        alone = (0..space.notes()).map(number).collect();
    }
    alone.sort_unstable();
    let mut reasons = Reasons::of(space);
    let clusters = clusters
        .iter()
        .zip(members)
        .zip(begun)
        .map(|((cluster, members), begun)| {
            let proposed = members.iter().map(|(note, _)| *note as usize);
            let all: Vec<usize> = begun.members.iter().copied().chain(proposed).collect();
            wire::SuggestedCluster {
                title: cluster.title.clone(),
                members,
                ..tied(reasons.why(&all))
            }
        })
        .collect();
    Ok(wire::Cut { clusters, alone })
}

fn cut(cut: crate::cluster::Cut) -> wire::Cut {
    let clusters = cut.clusters.into_iter().map(|cluster| {
        let sure = cluster.sure.into_iter().map(hundredths);
        let members = cluster.members.into_iter().map(number).zip(sure).collect();
        wire::SuggestedCluster { title: cluster.title, members, ..tied(cluster.why) }
    });
    let clusters = clusters.collect();
    wire::Cut { clusters, alone: cut.alone.into_iter().map(number).collect() }
}

fn tied(why: Why) -> wire::SuggestedCluster {
    let words = why.words.into_iter().map(|tie| (tie.word, number(tie.notes))).collect();
    wire::SuggestedCluster {
        words,
        middle: why.middle.map(number),
        ..wire::SuggestedCluster::default()
    }
}

/// Notes are counted up to a limit that is far smaller.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[expect(clippy::cast_sign_loss, clippy::cast_possible_truncation, reason = "0 to 100")]
fn hundredths(share: f32) -> u8 {
    (share.clamp(0.0, 1.0) * 100.0).round() as u8
}
