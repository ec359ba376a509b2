//! Names and titles as others read them: of visible characters, in the order in which they are written.

use std::borrow::Cow;

/// Characters that show nothing and are no word's: controls, and what turns the direction of the text around them.
const fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\u{0}'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{61c}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{206f}'
            | '\u{fff9}'..='\u{fffb}'
    )
}

/// Of the hidden ones, those that stand between words.
const fn is_break(c: char) -> bool {
    matches!(c, '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Characters that join or fill others and are no name by themselves.
const fn is_filler(c: char) -> bool {
    matches!(
        c,
        '\u{34f}'
            | '\u{115f}'
            | '\u{1160}'
            | '\u{17b4}'
            | '\u{17b5}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200d}'
            | '\u{2060}'..='\u{2065}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
    )
}

/// Whether nothing of a text shows: there are spaces in it at most, and what only joins or fills.
#[must_use]
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| is_hidden(c) || is_filler(c) || c.is_whitespace())
}

/// A name or title without characters that are hidden; empty where nothing else is left.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if is_blank(text) {
        return Cow::Borrowed("");
    }
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let shown = text.chars().filter(|c| is_break(*c) || !is_hidden(*c));
    Cow::Owned(shown.map(|c| if is_break(c) { ' ' } else { c }).collect())
}

/// A name as it reads, to be compared with others: what fills or joins shows nothing, and nobody tells small letters from large.
#[must_use]
pub fn as_read(name: &str) -> String {
    let shows = |c: &char| !is_filler(*c) && !is_hidden(*c) && *c != '\u{ad}';
    name.trim().chars().filter(shows).collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_go_and_breaks_become_spaces() {
        for (written, read) in [
            ("Aino", "Aino"),
            ("Ai\u{202e}no\u{0}", "Aino"),
            ("two\nlines\tand\u{2028}more", "two lines and more"),
            ("\u{2066}Matti\u{2069}", "Matti"),
            // What joins letters and faces stays.
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
            ("👩\u{200d}🌾", "👩\u{200d}🌾"),
        ] {
            assert_eq!(visible(written), read);
        }
    }

    #[test]
    fn a_name_of_nothing_that_shows_is_none() {
        for nothing in ["", " \u{a0}", "\u{202e}\u{200b}", "\u{3164}\u{200d}", "\u{2800}\n"] {
            assert_eq!(visible(nothing), "", "{nothing:?}");
        }
    }

    #[test]
    fn names_that_read_alike_are_alike() {
        for other in ["Bob\u{200b}", "\u{feff}Bob", "B\u{ad}ob", "bob ", "Bob\u{3164}"] {
            assert_eq!(as_read(other), as_read("Bob"), "{other:?}");
        }
        assert_ne!(as_read("Bob"), as_read("Bob 2"));
    }
}
