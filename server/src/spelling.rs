//! Which known name a misspelt one was meant to be.

use strsim::osa_distance;

/// Shorter names are too alike by chance: `et` is no misspelt `en`.
const CHARS_MIN: usize = 3;

/// Longer names are no misspelt ones, and comparing them would take long.
const CHARS_MAX: usize = 40;

/// The known name that is most like this one, if one is like it: the same but for capitals and what
/// stands between words, or with a letter in three wrong, missing, too many or changed with its neighbour.
pub(crate) fn closest_name<'a>(
    name: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let written = letters(name);
    let fits = |letters: &str| (CHARS_MIN..=CHARS_MAX).contains(&letters.chars().count());
    let apart = |known: &'a str| {
        let letters = letters(known);
        let most = written.chars().count().max(letters.chars().count()) / 3;
        let apart = fits(&letters).then(|| osa_distance(&written, &letters))?;
        (apart <= most).then_some((apart, known))
    };
    let known = known.into_iter().filter(|_| fits(&written)).filter_map(apart);
    known.min_by_key(|(apart, _)| *apart).map(|(_, known)| known)
}

fn letters(name: &str) -> String {
    let letters = name.chars().filter(|letter| !matches!(letter, '_' | '-' | ' '));
    letters.flat_map(char::to_lowercase).take(CHARS_MAX + 1).collect()
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
            assert_eq!(closest_name(written, known), expected, "{written}");
        }
        assert_eq!(closest_name(&"phases".repeat(10_000), known), None);
    }
}
