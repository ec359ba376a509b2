//! Clusters found where nobody named any: a tree of notes (average linkage), cut where clusters hold
//! together best, or anywhere else without computing it anew.

use std::sync::atomic::AtomicBool;

use super::space::Space;
use super::square::Square;
use super::titles::title;
use super::why::{Reasons, Why};
use super::{Cancelled, check, sureness};

/// How much it counts against a cut that it has twice (or half) as many clusters as is usual, ln 2 times.
/// Weak: it decides only where the notes leave it open.
const USUAL_WEIGHT: f32 = 0.05;
/// Clusters that people make of n notes: about this times √n, loners counted.
const USUAL_CLUSTERS: f32 = 1.3;
/// Half as many groups as notes are plenty, and in a small board so many more, for its loners.
const MORE_GROUPS: usize = 2;
/// Cuts up to this many groups are all tried; beyond, each a tenth larger.
const TRIED_EACH: usize = 64;
/// Rounds in which notes may change to a nearer cluster after a cut.
const ROUNDS: usize = 5;
/// Distance between own and next cluster at which a note is about two thirds sure.
const SURE_SCALE: f32 = 0.15;
/// Groups joined at this similarity or less have nothing in common.
const NOTHING: f32 = 0.005;
/// Cuts to choose from, to each side of the best one, and by how much each has more groups.
const CHOICES_EACH_WAY: i32 = 6;
const CHOICE_STEP: f32 = 1.25;

/// Two groups that became one. Each is named by one of its notes.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Merge {
    a: usize,
    b: usize,
    distance: f32,
}

/// The tree of notes: cut it anywhere.
#[derive(Debug, Clone)]
pub struct Found {
    space: Space,
    like: Square,
    merges: Vec<Merge>,
    best: usize,
}

/// One cluster of notes that belong together.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundCluster {
    /// A proposed title.
    pub title: String,
    /// Its notes, ascending.
    pub members: Vec<usize>,
    /// How sure each of them is, 0 to 1.
    pub sure: Vec<f32>,
    /// What ties it.
    pub why: Why,
}

/// Clusters, largest first, and notes that stand alone.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cut {
    /// Clusters of two notes or more.
    pub clusters: Vec<FoundCluster>,
    /// Notes that stand alone.
    pub alone: Vec<usize>,
}

/// Finds clusters among the notes of a space; its titles play no part.
///
/// # Errors
/// [`Cancelled`].
pub fn find(space: Space, stop: &AtomicBool) -> Result<Found, Cancelled> {
    let like = notes_of(&space);
    let merges = link(&like, stop)?;
    let best = choose(&like, &merges, stop)?;
    Ok(Found { space, like, merges, best })
}

impl Found {
    /// The number of groups, loners counted, at which clusters hold together best.
    #[must_use]
    pub const fn best(&self) -> usize {
        self.best
    }

    /// The largest number of groups there is: every note alone.
    #[must_use]
    pub const fn most(&self) -> usize {
        self.space.notes()
    }

    /// The space it was found in.
    #[must_use]
    pub const fn space(&self) -> &Space {
        &self.space
    }

    /// Cuts the tree into so many groups, loners counted.
    #[must_use]
    pub fn cut(&self, groups: usize) -> Cut {
        self.describe(&self.part(groups), &mut Reasons::of(&self.space))
    }

    /// Cuts to choose from, from few clusters to many, and which of them is the best one.
    ///
    /// # Errors
    /// [`Cancelled`].
    pub fn cuts(&self, stop: &AtomicBool) -> Result<(Vec<Cut>, usize), Cancelled> {
        let mut reasons = Reasons::of(&self.space);
        let best = self.part(self.best);
        let mut parts = vec![best.clone()];
        for groups in choices(self.best, self.most()) {
            check(stop)?;
            let part = self.part(groups);
            // Two that differ by loners only are one choice.
            if !part.is_empty() && parts.iter().all(|other| other.len() != part.len()) {
                parts.push(part);
            }
        }
        parts.sort_by_key(Vec::len);
        let at = parts.iter().position(|part| *part == best).unwrap_or(0);
        let cuts = parts.iter().map(|part| {
            check(stop)?;
            Ok(self.describe(part, &mut reasons))
        });
        Ok((cuts.collect::<Result<_, _>>()?, at))
    }

    /// Clusters of two notes or more, the largest first.
    fn part(&self, groups: usize) -> Vec<Vec<usize>> {
        let mut label = cut(self.like.side(), &self.merges, groups);
        settle(&self.like, &mut label);
        let mut clusters: Vec<Vec<usize>> = vec![Vec::new(); label.len()];
        for (note, group) in label.iter().enumerate() {
            clusters[*group].push(note);
        }
        clusters.retain(|cluster| cluster.len() > 1);
        clusters.sort_by_key(|cluster| (std::cmp::Reverse(cluster.len()), cluster[0]));
        clusters
    }

    fn describe(&self, clusters: &[Vec<usize>], reasons: &mut Reasons<'_>) -> Cut {
        let mut is_alone = vec![true; self.like.side()];
        for note in clusters.iter().flatten() {
            is_alone[*note] = false;
        }
        let alone = (0..is_alone.len()).filter(|note| is_alone[*note]).collect();
        let means = means(&self.like, clusters);
        let clusters = clusters
            .iter()
            .enumerate()
            .map(|(at, members)| {
                let sure = members.iter().map(|note| {
                    let next = (0..clusters.len()).filter(|other| *other != at);
                    let next = next.map(|other| means[other][*note]).fold(0.0, f32::max);
                    sureness(means[at][*note] - next, SURE_SCALE)
                });
                let sure = sure.collect();
                let why = reasons.why(members);
                let title = title(&self.space, members.len(), &why);
                FoundCluster { title, sure, members: members.clone(), why }
            })
            .collect();
        Cut { clusters, alone }
    }
}

/// Numbers of groups to choose from, around the best: each step is a quarter more or fewer.
fn choices(best: usize, most: usize) -> Vec<usize> {
    let step = |of: i32| {
        let groups = best as f32 * CHOICE_STEP.powi(of);
        (groups.round() as usize).clamp(1, most.max(1))
    };
    let mut choices: Vec<usize> =
        (-CHOICES_EACH_WAY..=CHOICES_EACH_WAY).filter(|of| *of != 0).map(step).collect();
    choices.dedup();
    choices
}

/// How much notes have in common, without the titles.
fn notes_of(space: &Space) -> Square {
    let notes: Vec<usize> = (0..space.notes()).collect();
    space.like().part(&notes)
}

/// For each cluster, how much each note has in common with its (other) members, on average.
fn means(like: &Square, clusters: &[Vec<usize>]) -> Vec<Vec<f32>> {
    clusters
        .iter()
        .map(|cluster| {
            let mut sums = vec![0.0; like.side()];
            for member in cluster {
                for (sum, cell) in sums.iter_mut().zip(like.row(*member)) {
                    *sum += cell;
                }
            }
            let size = cluster.len() as f32;
            let mut means: Vec<f32> = sums.iter().map(|sum| sum / size).collect();
            for member in cluster {
                let others = (size - 1.0).max(1.0);
                means[*member] = (sums[*member] - like.at(*member, *member)) / others;
            }
            means
        })
        .collect()
}

/// Joins the two nearest groups until one is left, nearest first. Walks chains of nearest
/// neighbours, which finds the same tree in n² steps.
fn link(like: &Square, stop: &AtomicBool) -> Result<Vec<Merge>, Cancelled> {
    let count = like.side();
    let mut distance = like.clone();
    for row in 0..count {
        for cell in distance.row_mut(row) {
            *cell = 1.0 - *cell;
        }
    }
    let mut alive = vec![true; count];
    let mut size = vec![1.0_f32; count];
    let mut merges = Vec::with_capacity(count.saturating_sub(1));
    let mut chain: Vec<usize> = Vec::new();
    while merges.len() + 1 < count {
        check(stop)?;
        if chain.is_empty() {
            chain.extend(alive.iter().position(|alive| *alive));
        }
        let Some(&top) = chain.last() else { break };
        let before = chain.len().checked_sub(2).map(|at| chain[at]);
        // The one before wins a tie, so that a chain always ends.
        let mut nearest = before;
        for other in (0..count).filter(|other| alive[*other] && *other != top) {
            let nearer =
                nearest.is_none_or(|best| distance.at(top, other) < distance.at(top, best));
            if nearer {
                nearest = Some(other);
            }
        }
        let Some(nearest) = nearest else { break };
        if Some(nearest) != before {
            chain.push(nearest);
            continue;
        }
        chain.truncate(chain.len() - 2);
        let (a, b) = (top.min(nearest), top.max(nearest));
        merges.push(Merge { a, b, distance: distance.at(a, b) });
        for other in (0..count).filter(|other| alive[*other] && *other != a && *other != b) {
            let joined = size[a] * distance.at(a, other) + size[b] * distance.at(b, other);
            distance.set(a, other, joined / (size[a] + size[b]));
        }
        size[a] += size[b];
        alive[b] = false;
    }
    merges.sort_by(|one, other| one.distance.total_cmp(&other.distance));
    Ok(merges)
}

/// The group of each note when so many groups are left; a group is named by its least note.
fn cut(count: usize, merges: &[Merge], groups: usize) -> Vec<usize> {
    let mut parent: Vec<usize> = (0..count).collect();
    let joined = count.saturating_sub(groups.max(1)).min(merges.len());
    for merge in &merges[..joined] {
        let (a, b) = (root(&mut parent, merge.a), root(&mut parent, merge.b));
        parent[a.max(b)] = a.min(b);
    }
    (0..count).map(|note| root(&mut parent, note)).collect()
}

fn root(parent: &mut [usize], mut note: usize) -> usize {
    while parent[note] != note {
        parent[note] = parent[parent[note]];
        note = parent[note];
    }
    note
}

/// Lets each note of a cluster change to the cluster it has most in common with. Loners stay alone.
fn settle(like: &Square, label: &mut [usize]) {
    let mut groups: Vec<Vec<usize>> = vec![Vec::new(); label.len()];
    for (note, group) in label.iter().enumerate() {
        groups[*group].push(note);
    }
    groups.retain(|group| !group.is_empty());
    groups.sort_by_key(|group| group.len() < 2);
    let mut clusters = groups.partition_point(|group| group.len() > 1);
    for _ in 0..ROUNDS {
        let means = means(like, &groups[..clusters]);
        let mut moved: Vec<Vec<usize>> = vec![Vec::new(); clusters];
        let mut changed = false;
        for (own, cluster) in groups[..clusters].iter().enumerate() {
            for note in cluster {
                let nearest = (0..clusters).fold(own, |best, other| {
                    if means[other][*note] > means[best][*note] { other } else { best }
                });
                changed |= nearest != own;
                moved[nearest].push(*note);
            }
        }
        // A cluster that is left with one note, or none, is a cluster no more.
        let loners = groups.split_off(clusters);
        moved.retain(|cluster| !cluster.is_empty());
        groups = moved;
        groups.extend(loners);
        groups.sort_by_key(|group| group.len() < 2);
        clusters = groups.partition_point(|group| group.len() > 1);
        if !changed {
            break;
        }
    }
    for (name, group) in groups.iter().enumerate() {
        for note in group {
            label[*note] = name;
        }
    }
}

/// The number of groups at which notes are nearest to their own and farthest from the next one
/// (the mean silhouette), with a slight leaning to the number that is usual.
fn choose(like: &Square, merges: &[Merge], stop: &AtomicBool) -> Result<usize, Cancelled> {
    let count = like.side();
    if count < 2 {
        return Ok(count);
    }
    let usual = USUAL_CLUSTERS * (count as f32).sqrt();
    let leaning = |groups: usize| USUAL_WEIGHT * (groups as f32 / usual).ln().abs();
    let pairs = (count * (count - 1)) as f32;
    let mean = ((0..count).map(|row| like.row(row).iter().sum::<f32>()).sum::<f32>()
        - count as f32)
        / pairs;
    // One cluster of all when they are all alike; no cluster at all when nothing holds together.
    let mut best = if mean > 0.5 { (1, mean - 0.5) } else { (count, -leaning(count)) };
    // Sums of distances from each note to each group; groups are folded in as the tree joins them.
    let mut sums = like.clone();
    for row in 0..count {
        for cell in sums.row_mut(row) {
            *cell = 1.0 - *cell;
        }
        sums.row_mut(row)[row] = 0.0;
    }
    let mut size = vec![1.0_f32; count];
    let mut own: Vec<usize> = (0..count).collect();
    let mut alive: Vec<usize> = (0..count).collect();
    let mut next = count;
    for (done, merge) in merges.iter().enumerate() {
        if 1.0 - merge.distance <= NOTHING {
            break;
        }
        let (a, b) = (own[merge.a], own[merge.b]);
        for row in 0..count {
            let row = sums.row_mut(row);
            row[a] += row[b];
        }
        for group in &mut own {
            if *group == b {
                *group = a;
            }
        }
        size[a] += size[b];
        alive.retain(|group| *group != b);
        let groups = count - done - 1;
        if groups < 2 {
            break;
        }
        if groups > count / 2 + MORE_GROUPS || groups > next {
            continue;
        }
        next = if groups > TRIED_EACH { groups - groups / 10 } else { groups - 1 };
        check(stop)?;
        let score = silhouette(&sums, &own, &size, &alive) - leaning(groups);
        if score > best.1 {
            best = (groups, score);
        }
    }
    Ok(best.0)
}

fn silhouette(sums: &Square, own: &[usize], size: &[f32], alive: &[usize]) -> f32 {
    let mut total = 0.0;
    for (note, group) in own.iter().enumerate() {
        if size[*group] < 2.0 {
            continue;
        }
        let row = sums.row(note);
        let near = row[*group] / (size[*group] - 1.0);
        let next = alive
            .iter()
            .filter(|other| *other != group)
            .map(|other| row[*other] / size[*other])
            .fold(f32::INFINITY, f32::min);
        let far = near.max(next);
        if far > 1e-6 && far.is_finite() {
            total += (next - near) / far;
        }
    }
    total / own.len() as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::Text;

    fn found(notes: &[&str]) -> Found {
        let notes: Vec<Text<'_>> = notes.iter().copied().map(Text::from).collect();
        let stop = AtomicBool::new(false);
        find(Space::lay(&notes, &[], None, &stop).unwrap(), &stop).unwrap()
    }

    const BOARD: [&str; 8] = [
        "Bike racks at every bus stop",
        "Racks you can lock a bike to",
        "Plough the snow before the roads",
        "Snow gets dumped on the path",
        "Mirrors at the crossing",
        "Raised crossings so cars slow down",
        "Ducks",
        "Secure racks at the station",
    ];

    #[test]
    fn clusters_are_found_and_loners_stand_alone() {
        let found = found(&BOARD);
        let cut = found.cut(found.best());
        let members: Vec<_> = cut.clusters.iter().map(|cluster| cluster.members.clone()).collect();
        assert_eq!(members, [vec![0, 1, 7], vec![2, 3], vec![4, 5]]);
        assert_eq!(cut.alone, [6]);
    }

    #[test]
    fn any_cut_holds_every_note_once() {
        let found = found(&BOARD);
        for groups in 0..=found.most() + 1 {
            let cut = found.cut(groups);
            let mut all: Vec<usize> = cut
                .clusters
                .iter()
                .flat_map(|cluster| cluster.members.clone())
                .chain(cut.alone)
                .collect();
            all.sort_unstable();
            assert_eq!(all, (0..8).collect::<Vec<_>>());
        }
        assert_eq!(found.cut(1).clusters.len(), 1);
        assert_eq!(found.cut(8).alone.len(), 8);
    }

    #[test]
    fn copies_of_one_text_are_one_cluster() {
        let found = found(&["Sama teksti"; 40]);
        let cut = found.cut(found.best());
        assert_eq!((cut.clusters.len(), cut.alone.len()), (1, 0));
    }

    #[test]
    fn finding_ends_when_told_to() {
        let space = found(&BOARD).space().clone();
        assert_eq!(find(space, &AtomicBool::new(true)).err(), Some(Cancelled));
    }

    #[test]
    fn no_notes_are_no_clusters() {
        for board in [&[][..], &["yksi"][..], &["", ""][..]] {
            let found = found(board);
            assert_eq!(found.cut(found.best()).clusters, [], "{board:?}");
        }
    }
}
