//! Notes weighed against each other by the terms they share (TF-IDF), from an inverted index.

use std::collections::HashMap;
use std::sync::atomic::AtomicBool;

use super::square::Square;
use super::{Cancelled, check};

/// A term that one note alone has ties it to nothing; it keeps this share of its weight, so that it
/// still tells a long note from a short one, and does not drown what is shared.
const LONE_SHARE: f32 = 0.4;

/// The similarity (cosine of TF-IDF) of every pair of documents, each given by its terms. A document
/// without terms is like no other.
///
/// # Errors
/// [`Cancelled`].
pub(super) fn weigh(documents: &[Vec<&str>], stop: &AtomicBool) -> Result<Square, Cancelled> {
    let vectors = vectors(documents);
    let mut index: HashMap<usize, Vec<(usize, f32)>> = HashMap::new();
    let mut similarities = Square::new(documents.len());
    for (at, vector) in vectors.iter().enumerate() {
        check(stop)?;
        let row = similarities.row_mut(at);
        for (term, weight) in vector {
            let list = index.entry(*term).or_default();
            for (other, other_weight) in list.iter() {
                row[*other] += weight * other_weight;
            }
            list.push((at, *weight));
        }
        row[at] = 1.0;
    }
    similarities.mirror();
    Ok(similarities)
}

/// Each document as (term, weight), of length 1.
fn vectors(documents: &[Vec<&str>]) -> Vec<Vec<(usize, f32)>> {
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    let mut shared: Vec<u32> = Vec::new();
    let counted: Vec<Vec<(usize, u32)>> = documents
        .iter()
        .map(|document| {
            let mut terms: Vec<usize> = document
                .iter()
                .map(|term| {
                    let next = numbers.len();
                    *numbers.entry(term).or_insert(next)
                })
                .collect();
            terms.sort_unstable();
            let counts: Vec<(usize, u32)> = terms
                .chunk_by(|a, b| a == b)
                .map(|run| (run[0], u32::try_from(run.len()).unwrap_or(u32::MAX)))
                .collect();
            shared.resize(numbers.len(), 0);
            for (term, _) in &counts {
                shared[*term] += 1;
            }
            counts
        })
        .collect();
    let all = 1.0 + documents.len() as f32;
    counted
        .into_iter()
        .map(|counts| {
            let mut vector: Vec<(usize, f32)> = counts
                .into_iter()
                .map(|(term, count)| {
                    let rare = (all / (1.0 + shared[term] as f32)).ln() + 1.0;
                    let lone = if shared[term] > 1 { 1.0 } else { LONE_SHARE };
                    (term, (1.0 + (count as f32).ln()) * rare * lone)
                })
                .collect();
            let length = vector.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
            for (_, weight) in &mut vector {
                *weight /= length.max(f32::MIN_POSITIVE);
            }
            vector
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weigh_all(documents: &[Vec<&str>]) -> Square {
        weigh(documents, &AtomicBool::new(false)).unwrap()
    }

    #[test]
    fn the_same_words_are_alike_and_others_are_not() {
        let like = weigh_all(&[vec!["a", "b"], vec!["b", "a"], vec!["c"], vec![]]);
        assert!((like.at(0, 1) - 1.0).abs() < 1e-6);
        assert_eq!(like.at(0, 2), 0.0);
        assert_eq!(like.at(3, 0), 0.0);
        assert_eq!(like.at(2, 1), like.at(1, 2));
    }

    #[test]
    fn a_rare_word_ties_more_than_a_common_one() {
        let like = weigh_all(&[
            vec!["rare", "x"],
            vec!["rare", "y"],
            vec!["common", "z"],
            vec!["common", "w"],
            vec!["common"],
            vec!["common"],
        ]);
        assert!(like.at(0, 1) > like.at(2, 3));
    }

    #[test]
    fn weighing_ends_when_told_to() {
        let documents = vec![vec!["a"]; 3];
        assert_eq!(weigh(&documents, &AtomicBool::new(true)).err(), Some(Cancelled));
    }
}
