//! A title for a cluster: the word that ties it, as people wrote it, or the note nearest its middle where
//! no word ties enough of it.

use super::space::Space;
use super::why::Why;
use crate::limits::CLUSTER_TITLE_CHARS_MAX;

/// A word is a title when it is in this share of the notes at least.
const NAMING_SHARE: f32 = 0.4;

/// Proposes a title for so many notes of a space, from what ties them. Empty for none.
#[must_use]
pub fn title(space: &Space, notes: usize, why: &Why) -> String {
    let enough = (notes as f32 * NAMING_SHARE).max(2.0);
    if let Some(tie) = why.words.first().filter(|tie| tie.notes as f32 >= enough) {
        return capital(&tie.word);
    }
    why.middle.map(|note| shorten(space.text(note))).unwrap_or_default()
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The first line, cut between words.
fn shorten(text: &str) -> String {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    let line: String = line.chars().filter(|c| !c.is_control()).collect();
    if line.chars().count() <= CLUSTER_TITLE_CHARS_MAX {
        return line;
    }
    let start: String = line.chars().take(CLUSTER_TITLE_CHARS_MAX - 1).collect();
    let words = start.rfind(' ').filter(|at| *at > 0).map_or(start.as_str(), |at| &start[..at]);
    format!("{}…", words.trim_end_matches(|c: char| !c.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::*;
    use crate::cluster::{Reasons, Text};

    fn title_of(notes: &[&str], members: &[usize]) -> String {
        let notes: Vec<Text<'_>> = notes.iter().copied().map(Text::from).collect();
        let space = Space::lay(&notes, &[], None, &AtomicBool::new(false)).unwrap();
        title(&space, members.len(), &Reasons::of(&space).why(members))
    }

    #[test]
    fn a_word_that_ties_the_cluster_is_its_title_as_people_wrote_it() {
        let notes = [
            "Inspiraatiopiknik puistossa kerran keväässä",
            "Eväät mukaan ja ideat jakoon, piknik toimialoittain",
            "Järjestetään piknik naapuriyksikön kanssa",
            "Kissa kirjastoon",
        ];
        assert_eq!(title_of(&notes, &[0, 1, 2]), "Piknik");
        assert_eq!(title_of(&["Get VPN access", "No VPN at home"], &[0, 1]), "VPN");
    }

    #[test]
    fn an_adverb_is_no_title() {
        let notes = ["Myös sunnuntaisin auki", "Auki myös iltaisin", "Myös kesällä auki"];
        assert_eq!(title_of(&notes, &[0, 1, 2]), "Auki");
        let notes = ["Myös kissat sisään", "Lapsille myös oma nurkka"];
        assert!(notes.contains(&title_of(&notes, &[0, 1]).as_str()));
    }

    #[test]
    fn the_note_in_the_middle_is_the_title_where_no_word_is() {
        let notes = ["Hiljainen lukusali", "Lisää pistorasioita"];
        assert!(notes.contains(&title_of(&notes, &[0, 1]).as_str()));
    }

    #[test]
    fn a_long_note_is_cut_between_words() {
        let long = "Kuntien yhteinen kehittäjäverkosto tapaa joka kuukausi, aina uudessa paikassa";
        let title = title_of(&[long], &[0]);
        assert!(title.ends_with('…') && title.chars().count() <= CLUSTER_TITLE_CHARS_MAX);
        assert!(long.starts_with(title.trim_end_matches('…')), "{title}");
        assert_eq!(title_of(&[], &[]), "");
    }
}
