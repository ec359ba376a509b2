//! Near-duplicates: notes that say nearly the same, in nearly the same words.

use std::collections::HashMap;

use super::space::{Basis, Space};
use super::words::split;

/// Pairs with less in common than this are not looked at closer.
const LOOKED_AT: f32 = 0.15;
/// Share of letters in a row (three at a time) that two notes have in common when they are alike:
/// another ending or a typing error leaves more, another word in five leaves less.
const ALIKE_LETTERS: f32 = 0.75;
/// Two notes with so much in common, words and meaning taken together, say the same. Without the model
/// only the letters tell: words alone do not say what is said about them.
const ALIKE: f32 = 0.85;

/// Groups of notes that say nearly the same, the largest first; notes ascending.
#[must_use]
pub fn alike(space: &Space) -> Vec<Vec<usize>> {
    let notes = space.notes();
    let plain: Vec<String> = (0..notes).map(|note| plain(space.text(note))).collect();
    let letters: Vec<Vec<[char; 3]>> = plain.iter().map(|text| threes(text)).collect();
    let mut group: Vec<usize> = (0..notes).collect();
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for (note, text) in plain.iter().enumerate() {
        if text.is_empty() {
            continue;
        }
        let first = *seen.entry(text).or_insert(note);
        if first != note {
            group[note] = first;
            continue;
        }
        for other in 0..note {
            if group[other] == group[note] {
                continue;
            }
            let like = space.like().at(note, other);
            let same = space.basis() == Basis::Model && like >= ALIKE
                || like >= LOOKED_AT && in_common(&letters[note], &letters[other]) >= ALIKE_LETTERS;
            if same {
                let (from, to) = (group[note].max(group[other]), group[note].min(group[other]));
                for member in &mut group[..=note] {
                    if *member == from {
                        *member = to;
                    }
                }
            }
        }
    }
    let mut groups: HashMap<usize, Vec<usize>> = HashMap::new();
    for note in (0..notes).filter(|note| !plain[*note].is_empty()) {
        // The group of a copy is the group of its original, which may have joined another since.
        let original = group[note];
        groups.entry(group[original]).or_default().push(note);
    }
    let mut groups: Vec<Vec<usize>> =
        groups.into_values().filter(|notes| notes.len() > 1).collect();
    groups.sort_by_key(|notes| (std::cmp::Reverse(notes.len()), notes[0]));
    groups
}

/// Letters only; a text with none, such as an emoji, as it is.
fn plain(text: &str) -> String {
    let words: Vec<String> = split(text).collect();
    if words.is_empty() {
        text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).take(32).collect()
    } else {
        words.join(" ")
    }
}

fn threes(text: &str) -> Vec<[char; 3]> {
    let chars: Vec<char> = format!(" {text} ").chars().collect();
    let mut threes: Vec<[char; 3]> =
        chars.windows(3).map(|window| [window[0], window[1], window[2]]).collect();
    threes.sort_unstable();
    threes
}

/// Share of two sorted lists that they have in common (Dice).
fn in_common(one: &[[char; 3]], other: &[[char; 3]]) -> f32 {
    let (mut a, mut b, mut common) = (0, 0, 0_usize);
    while a < one.len() && b < other.len() {
        match one[a].cmp(&other[b]) {
            std::cmp::Ordering::Less => a += 1,
            std::cmp::Ordering::Greater => b += 1,
            std::cmp::Ordering::Equal => {
                common += 1;
                a += 1;
                b += 1;
            }
        }
    }
    2.0 * common as f32 / (one.len() + other.len()).max(1) as f32
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::*;
    use crate::cluster::Text;

    fn alike_of(notes: &[&str]) -> Vec<Vec<usize>> {
        let notes: Vec<Text<'_>> = notes.iter().copied().map(Text::from).collect();
        alike(&Space::lay(&notes, &[], None, &AtomicBool::new(false)).unwrap())
    }

    #[test]
    fn notes_that_say_nearly_the_same_are_pointed_out() {
        let groups = alike_of(&[
            "Lisää kasvisruokaa",
            "lisää kasvisruokaa!!",
            "Lisää kasvisruokia",
            "Kasvisruokaa päiväkoteihin ja kouluihin",
            "🎉",
            "🎉 ",
            "",
            "",
        ]);
        assert_eq!(groups, [vec![0, 1, 2], vec![4, 5]]);
    }

    #[test]
    fn a_copy_follows_its_original_into_a_group() {
        let notes = ["Secure bike parking", "Ducks", "Ducks", "Secure bike parkings", "Ducks."];
        assert_eq!(alike_of(&notes), [vec![1, 2, 4], vec![0, 3]]);
    }

    #[test]
    fn notes_on_one_subject_are_not_the_same() {
        assert_eq!(
            alike_of(&["Bike racks at the station", "Bike racks at every bus stop"]).len(),
            0
        );
    }
}
