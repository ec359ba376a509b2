//! The fonts that a picture is drawn with: which letters they have.

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use resvg::usvg::fontdb::{Database, ID, Style};
use skrifa::MetadataProvider as _;

use crate::document::face::{FAMILY, REGULAR, SEMIBOLD, foreign_width};

/// Letters whose face is remembered.
const LETTERS_MAX: usize = 50_000;

/// The fonts that a picture is drawn with.
pub(super) struct Fonts {
    pub(super) database: Arc<Database>,
    own: Vec<ID>,
    /// Which letters each face has. Read once: a face is a file, and a board may hold letters that none has.
    letters: HashMap<ID, Letters>,
    known: Mutex<Known>,
}

/// What was asked already.
#[derive(Default)]
struct Known {
    /// Which face has a letter; by letter and weight.
    faces: HashMap<(char, u16), Option<ID>>,
    /// The faces by how alike they are to the page's own of a weight.
    likeness: HashMap<u16, Vec<ID>>,
}

/// The page's font alone: enough for most boards.
static OWN: LazyLock<Fonts> = LazyLock::new(|| Fonts::load(false));

/// The page's font and those of the machine, for other scripts and emoji.
static ALL: LazyLock<Fonts> = LazyLock::new(|| Fonts::load(true));

impl Fonts {
    fn load(with_system: bool) -> Self {
        let mut database = Database::new();
        for weight in [REGULAR, SEMIBOLD] {
            // A face of the same name and weight is found by what was loaded first.
            database.load_font_data(weight.latin.to_vec());
            database.load_font_data(weight.latin_ext.to_vec());
        }
        let own = database.faces().map(|face| face.id).collect();
        if with_system {
            database.load_system_fonts();
        }
        let letters = database.faces().map(|face| (face.id, Letters::of(&database, face.id)));
        let letters = letters.collect();
        Self { database: Arc::new(database), own, letters, known: Mutex::default() }
    }

    /// The fonts needed for these texts.
    pub(super) fn for_texts<'a>(mut texts: impl Iterator<Item = &'a str>) -> &'static Self {
        let has =
            |letter: char| letter.is_control() || OWN.face_of(letter, REGULAR.number).is_some();
        if texts.all(|text| text.chars().all(has)) { &OWN } else { &ALL }
    }

    /// A face that has the letter, the page's own of this weight first.
    pub(super) fn face_of(&self, letter: char, weight: u16) -> Option<ID> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let Known { faces, likeness } = &mut *known;
        if faces.len() >= LETTERS_MAX {
            faces.clear();
        }
        *faces.entry((letter, weight)).or_insert_with(|| {
            let by_likeness = likeness.entry(weight).or_insert_with(|| self.by_likeness(weight));
            by_likeness.iter().copied().find(|id| self.has(*id, letter))
        })
    }

    /// The page's own faces of this weight, and then the machine's, upright ones of about this weight first.
    fn by_likeness(&self, weight: u16) -> Vec<ID> {
        let own = self.own.iter().copied().filter(|id| self.weight_of(*id) == Some(weight));
        let others = self.database.faces().filter(|face| !self.own.contains(&face.id));
        let mut others: Vec<_> = others
            .map(|face| (face.style != Style::Normal, face.weight.0.abs_diff(weight), face.id))
            .collect();
        others.sort_by_key(|(slanted, difference, _)| (*slanted, *difference));
        own.chain(others.into_iter().map(|(_, _, id)| id)).collect()
    }

    pub(super) fn weight_of(&self, face: ID) -> Option<u16> {
        self.database.face(face).map(|face| face.weight.0)
    }

    fn has(&self, face: ID, letter: char) -> bool {
        self.letters.get(&face).is_some_and(|letters| letters.have(letter))
    }

    /// The text in runs, each with the family that has its letters where it is not the page's
    /// own. What draws nothing where no font has it is left out: joiners, variation selectors,
    /// skin tones. Any other letter that no font has is drawn as the page's font's empty box, in a
    /// run of its own, for it would spoil the others'.
    pub(super) fn runs(&self, text: &str) -> Vec<(Option<String>, String)> {
        let mut runs: Vec<(Option<String>, String)> = Vec::new();
        for letter in text.chars() {
            // Of each run, the drawing library shapes the whole line: a space between two foreign words is no run.
            if letter.is_whitespace()
                && let Some((_, run)) = runs.last_mut()
            {
                run.push(letter);
                continue;
            }
            let face = self.face_of(letter, REGULAR.number);
            if face.is_none() && foreign_width(letter) == 0.0 {
                continue;
            }
            let family = match face {
                Some(face) if self.own.contains(&face) => None,
                Some(face) => self.family_of(face),
                None => Some(FAMILY.to_owned()),
            };
            match runs.last_mut() {
                Some((last, run)) if *last == family => run.push(letter),
                _ => runs.push((family, letter.to_string())),
            }
        }
        runs
    }

    /// How many runs a text has.
    pub(super) fn run_count(&self, text: &str) -> usize {
        // Most have letters of the page's font alone.
        if text.is_ascii() { 1 } else { self.runs(text).len() }
    }

    fn family_of(&self, face: ID) -> Option<String> {
        let families = &self.database.face(face)?.families;
        families.first().map(|(name, _)| name.clone())
    }
}

/// The letters that a face has: from the first to the last of each row of neighbours, in order.
struct Letters(Vec<RangeInclusive<u32>>);

impl Letters {
    fn of(database: &Database, face: ID) -> Self {
        let numbers = |data: &[u8], index: u32| {
            let font = skrifa::FontRef::from_index(data, index).ok()?;
            let drawn = font.charmap().mappings().filter(|(_, glyph)| glyph.to_u32() != 0);
            Some(drawn.map(|(letter, _)| letter).collect::<Vec<_>>())
        };
        Self::in_rows(database.with_face_data(face, numbers).flatten().unwrap_or_default())
    }

    fn in_rows(mut letters: Vec<u32>) -> Self {
        letters.sort_unstable();
        let mut rows: Vec<RangeInclusive<u32>> = Vec::new();
        for letter in letters {
            match rows.last_mut() {
                Some(row) if letter <= row.end().saturating_add(1) => {
                    *row = *row.start()..=letter;
                }
                _ => rows.push(letter..=letter),
            }
        }
        Self(rows)
    }

    fn have(&self, letter: char) -> bool {
        let letter = u32::from(letter);
        let after = self.0.partition_point(|row| *row.start() <= letter);
        after.checked_sub(1).and_then(|at| self.0.get(at)).is_some_and(|row| row.contains(&letter))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_face_has_the_letters_that_its_table_names() {
        let letters = Letters::in_rows(vec![7, 3, 4, 5, 4, 9]);
        assert_eq!(letters.0, [3..=5, 7..=7, 9..=9]);
        let has = |number: u32| letters.have(char::from_u32(number).expect("a letter"));
        assert_eq!((0..12).filter(|number| has(*number)).collect::<Vec<_>>(), [3, 4, 5, 7, 9]);
        assert!(!Letters::in_rows(Vec::new()).have('a'));
    }

    #[test]
    fn what_is_remembered_is_what_the_file_says() {
        for (index, id) in ALL.database.faces().map(|face| face.id).enumerate() {
            let differs = |data: &[u8], index: u32| {
                let font = skrifa::FontRef::from_index(data, index).ok()?;
                let charmap = font.charmap();
                let says =
                    |letter: char| charmap.map(letter).is_some_and(|glyph| glyph.to_u32() != 0);
                ('\0'..='\u{1ffff}').find(|letter| says(*letter) != ALL.has(id, *letter))
            };
            let differs = ALL.database.with_face_data(id, differs).flatten();
            assert_eq!(differs, None, "face {index}");
        }
    }
}
