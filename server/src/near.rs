//! Which known name a misspelt one was meant to be.

/// Shorter names are too alike by chance: `et` is no misspelt `en`.
const CHARS_MIN: usize = 3;

/// Longer names are no misspelt ones, and comparing them would take long.
const CHARS_MAX: usize = 40;

/// The known name that is most like this one, if one is like it: the same but for capitals and what
/// stands between words, or with a letter in three wrong, missing, too many or changed with its neighbour.
pub(crate) fn meant<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let written = letters(name);
    let fits = |letters: &[char]| (CHARS_MIN..=CHARS_MAX).contains(&letters.len());
    let apart = |known: &'a str| {
        let letters = letters(known);
        let most = written.len().max(letters.len()) / 3;
        let apart = fits(&letters).then(|| apart(&written, &letters))?;
        (apart <= most).then_some((apart, known))
    };
    let known = known.into_iter().filter(|_| fits(&written)).filter_map(apart);
    known.min_by_key(|(apart, _)| *apart).map(|(_, known)| known)
}

fn letters(name: &str) -> Vec<char> {
    let letters = name.chars().filter(|letter| !matches!(letter, '_' | '-' | ' '));
    letters.flat_map(char::to_lowercase).take(CHARS_MAX + 1).collect()
}

/// Letters to change, put in, take out or change with their neighbour until one name is the other
/// (optimal string alignment).
pub(crate) fn distance(one: &str, other: &str) -> usize {
    let letters = |name: &str| name.chars().collect::<Vec<_>>();
    apart(&letters(one), &letters(other))
}

fn apart(one: &[char], other: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (row, letter) in one.iter().enumerate() {
        let mut next = vec![row + 1];
        for (column, other_letter) in other.iter().enumerate() {
            let changed = last[column] + usize::from(letter != other_letter);
            let mut least = changed.min(last[column + 1] + 1).min(next[column] + 1);
            let is_swapped = row > 0
                && column > 0
                && one[row - 1] == *other_letter
                && other[column - 1] == *letter;
            if is_swapped {
                least = least.min(before[column - 1] + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut last, next);
    }
    last.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_known_and_another_word_is_not() {
        let known = ["id", "title", "phases", "sections", "color", "movesOn", "perItemMax", "fi"];
        for (written, expected) in [
            ("phase", Some("phases")),
            ("Phases", Some("phases")),
            ("pahses", Some("phases")),
            ("section", Some("sections")),
            ("titel", Some("title")),
            ("colour", Some("color")),
            ("moves_on", Some("movesOn")),
            ("per-item-max", Some("perItemMax")),
            ("parts", None),
            ("budget", None),
            ("de", None),
            ("fii", None),
            ("", None),
        ] {
            assert_eq!(meant(written, known), expected, "{written}");
        }
        assert_eq!(meant(&"phases".repeat(10_000), known), None);
    }
}
