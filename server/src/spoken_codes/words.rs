//! The words of spoken codes: a list a language, plain, and told from each other also where no dots and rings are typed.

use picnic_protocol::session::Language;

/// How many words a code has: of a thousand each, one in a thousand millions is guessed by chance.
pub(super) const CODE_WORDS: usize = 3;

const fn list(language: Language) -> &'static str {
    match language {
        Language::Fi => include_str!("fi.txt"),
        Language::Sv => include_str!("sv.txt"),
        Language::En => include_str!("en.txt"),
    }
}

/// The words that these numbers, drawn at random, stand for.
pub(super) fn words_of(language: Language, drawn: [u64; CODE_WORDS]) -> String {
    let words: Vec<_> = list(language).lines().collect();
    // A list of a thousand in 2⁶⁴ numbers: none is drawn noticeably more often.
    let word = |number: u64| words[usize::try_from(number % words.len() as u64).unwrap_or(0)];
    drawn.map(word).join(" ")
}

/// What somebody typed, as codes are compared: by letters alone, without case, dots and rings.
pub(super) fn folded(typed: &str) -> String {
    let plain = |letter: char| match letter {
        'à'..='å' => 'a',
        'è'..='ë' => 'e',
        'ò'..='ö' | 'ø' => 'o',
        'ù'..='ü' => 'u',
        other => other,
    };
    // A dot or ring that was typed by itself is no letter.
    let letters =
        typed.split(|c: char| !c.is_alphabetic() && !('\u{300}'..='\u{36f}').contains(&c));
    let word = |word: &str| -> String {
        word.chars().flat_map(char::to_lowercase).filter(|c| c.is_alphabetic()).map(plain).collect()
    };
    letters.map(word).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_language_has_a_thousand_words_or_more_of_which_no_two_are_typed_alike() {
        for language in [Language::Fi, Language::Sv, Language::En] {
            let words: Vec<_> = list(language).lines().collect();
            assert!(words.len() >= 1_000, "{language:?}: {}", words.len());
            let typed: BTreeSet<_> = words.iter().map(|word| folded(word)).collect();
            assert_eq!(typed.len(), words.len(), "{language:?}");
            for word in words {
                assert!((3..=12).contains(&word.chars().count()), "{word}");
                assert!(word.chars().all(|c| c.is_alphabetic() && c.is_lowercase()), "{word}");
            }
        }
    }

    #[test]
    fn what_is_typed_is_read_without_case_dots_and_signs() {
        for typed in
            ["Äiti  öljy, ÅR", "äiti-öljy-år", "aiti oljy ar", "a\u{308}iti o\u{308}ljy a\u{30a}r."]
        {
            assert_eq!(folded(typed), "aiti oljy ar", "{typed}");
        }
    }
}
