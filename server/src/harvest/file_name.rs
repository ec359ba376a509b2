//! The name under which an export is saved: the room's title, as far as file systems take it.

use picnic_protocol::session::Language;

use crate::harvest::words::Words;

/// Longest name without its ending, in characters: long paths trouble some file systems.
const NAME_CHARS_MAX: usize = 80;

/// The header that says under which name to save (RFC 6266): the name as it is (RFC 8187), and
/// for old programs the same in ASCII.
#[must_use]
pub fn content_disposition(title: &str, language: Language, ending: &str) -> String {
    let name = file_name(title, language);
    let ascii: String = name.chars().filter_map(plain).collect();
    let ascii = ascii.trim();
    let ascii = if ascii.is_empty() { "picnic" } else { ascii };
    let exact = percent_encoded(&format!("{name}.{ending}"));
    format!("attachment; filename=\"{ascii}.{ending}\"; filename*=UTF-8''{exact}")
}

/// The title without what a file's name may not have.
fn file_name(title: &str, language: Language) -> String {
    let allowed = |letter: char| match letter {
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => ' ',
        letter if letter.is_control() => ' ',
        // Marks that turn the direction of writing would hide the ending.
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => ' ',
        letter => letter,
    };
    let clean: String = title.chars().map(allowed).collect();
    let words: Vec<_> = clean.split_whitespace().collect();
    let short: String = words.join(" ").chars().take(NAME_CHARS_MAX).collect();
    let name = short.trim_matches(['.', ' ', '~', '-']);
    if name.is_empty() { Words::of(language).file.to_owned() } else { name.to_owned() }
}

/// The nearest letter in ASCII; none where there is none near.
fn plain(letter: char) -> Option<char> {
    match letter {
        'ä' | 'å' => Some('a'),
        'Ä' | 'Å' => Some('A'),
        'ö' => Some('o'),
        'Ö' => Some('O'),
        'é' => Some('e'),
        '–' | '—' => Some('-'),
        '%' | ';' => Some(' '),
        letter if letter.is_ascii() => Some(letter),
        _ => None,
    }
}

/// RFC 8187: everything but letters, digits and a few marks as percent and two digits.
fn percent_encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_name_that_file_systems_take() {
        let header = |title| content_disposition(title, Language::Fi, "md");
        assert_eq!(
            header("Kesäpäivä: mitä/miten?"),
            "attachment; filename=\"Kesapaiva mita miten.md\"; \
             filename*=UTF-8''Kes%C3%A4p%C3%A4iv%C3%A4%20mit%C3%A4%20miten.md"
        );
        assert_eq!(header(""), "attachment; filename=\"Piknik.md\"; filename*=UTF-8''Piknik.md");
        assert_eq!(header("../.."), header(""));
        assert!(header("漢字").starts_with("attachment; filename=\"picnic.md\""));
        let hostile = header("a\"; x=\"\r\nSet-Cookie: b\u{202e}gpj");
        assert!(hostile.is_ascii() && !hostile.contains(['\r', '\n', ':']), "{hostile}");
        assert_eq!(hostile.matches('"').count(), 2, "{hostile}");
    }
}
