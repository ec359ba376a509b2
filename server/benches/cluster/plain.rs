//! The baseline: plain words by TF-IDF, average linkage, the cut of the best silhouette; sorting to the
//! nearest mean of a title and its examples.

use std::collections::HashMap;

use crate::boards::Board;

pub(crate) fn find(board: &Board) -> Vec<usize> {
    let vectors = vectors(&board.notes);
    let count = vectors.len();
    let distance = |a: usize, b: usize| 1.0 - dot(&vectors[a], &vectors[b]);
    let mut groups: Vec<Vec<usize>> = (0..count).map(|note| vec![note]).collect();
    let mut best = (f64::NEG_INFINITY, groups.clone());
    while groups.len() > 2 {
        let mean = |a: &[usize], b: &[usize]| {
            let sum: f64 = a
                .iter()
                .flat_map(|x| b.iter().map(move |y| (*x, *y)))
                .map(|(x, y)| distance(x, y))
                .sum();
            sum / (a.len() * b.len()) as f64
        };
        let mut nearest = (f64::INFINITY, 0, 0);
        for b in 0..groups.len() {
            for a in 0..b {
                let far = mean(&groups[a], &groups[b]);
                if far < nearest.0 {
                    nearest = (far, a, b);
                }
            }
        }
        let joined = groups.swap_remove(nearest.2);
        groups[nearest.1].extend(joined);
        if groups.len() > count / 2 {
            continue;
        }
        let mut total = 0.0;
        for (own, group) in groups.iter().enumerate().filter(|(_, group)| group.len() > 1) {
            for note in group {
                let near = group.iter().map(|other| distance(*note, *other)).sum::<f64>()
                    / (group.len() - 1) as f64;
                let next = groups.iter().enumerate().filter(|(at, _)| *at != own);
                let next =
                    next.map(|(_, other)| mean(&[*note], other)).fold(f64::INFINITY, f64::min);
                total += (next - near) / near.max(next).max(1e-9);
            }
        }
        if total > best.0 {
            best = (total, groups.clone());
        }
    }
    let mut label = vec![0; count];
    for (name, group) in best.1.iter().enumerate() {
        for note in group {
            label[*note] = name;
        }
    }
    label
}

pub(crate) fn sort(board: &Board, given: &[Vec<usize>]) -> Vec<(usize, usize)> {
    let texts: Vec<String> = board.notes.iter().chain(&board.titles).cloned().collect();
    let vectors = vectors(&texts);
    let notes = board.notes.len();
    let means: Vec<HashMap<usize, f64>> = given
        .iter()
        .enumerate()
        .map(|(cluster, examples)| {
            let mut mean = HashMap::new();
            for at in examples.iter().copied().chain([notes + cluster]) {
                for (word, weight) in &vectors[at] {
                    *mean.entry(*word).or_insert(0.0) += weight;
                }
            }
            let length = dot(&mean, &mean).sqrt().max(1e-9);
            mean.values_mut().for_each(|weight| *weight /= length);
            mean
        })
        .collect();
    let mut proposals: Vec<(f64, usize, usize)> = (0..notes)
        .filter(|note| !given.iter().any(|examples| examples.contains(note)))
        .map(|note| {
            let mut near: Vec<(f64, usize)> = means
                .iter()
                .enumerate()
                .map(|(cluster, mean)| (dot(&vectors[note], mean), cluster))
                .collect();
            near.sort_by(|one, other| other.0.total_cmp(&one.0));
            let next = near.get(1).map_or(0.0, |near| near.0);
            (near[0].0 - next, note, near[0].1)
        })
        .collect();
    proposals.sort_by(|one, other| other.0.total_cmp(&one.0));
    proposals.into_iter().map(|(_, note, cluster)| (note, cluster)).collect()
}

fn vectors(texts: &[String]) -> Vec<HashMap<usize, f64>> {
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let mut notes: Vec<f64> = Vec::new();
    let mut vectors: Vec<HashMap<usize, f64>> = Vec::new();
    for text in texts {
        let mut vector = HashMap::new();
        let lower = text.to_lowercase();
        for word in lower.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 1) {
            let next = numbers.len();
            *vector.entry(*numbers.entry(word.to_owned()).or_insert(next)).or_insert(0.0) += 1.0;
        }
        notes.resize(numbers.len(), 0.0);
        vector.keys().for_each(|word| notes[*word] += 1.0);
        vectors.push(vector);
    }
    for vector in &mut vectors {
        for (word, weight) in vector.iter_mut() {
            *weight *= ((1.0 + texts.len() as f64) / (1.0 + notes[*word])).ln() + 1.0;
        }
        let length = dot(vector, vector).sqrt().max(1e-9);
        vector.values_mut().for_each(|weight| *weight /= length);
    }
    vectors
}

fn dot(one: &HashMap<usize, f64>, other: &HashMap<usize, f64>) -> f64 {
    one.iter().filter_map(|(word, weight)| other.get(word).map(|other| weight * other)).sum()
}
