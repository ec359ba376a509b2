//! The fonts that a picture is drawn with: which letters they have.

use std::collections::HashMap;
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
    /// Which face has a letter, as far as it was asked; by letter and weight.
    known: Mutex<HashMap<(char, u16), Option<ID>>>,
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
        Self { database: Arc::new(database), own, known: Mutex::new(HashMap::new()) }
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
        if known.len() >= LETTERS_MAX {
            known.clear();
        }
        *known.entry((letter, weight)).or_insert_with(|| {
            let weighs = |id: &ID| self.weight_of(*id) == Some(weight);
            let has = |id: &ID| self.has(*id, letter);
            let mut own = self.own.iter().copied().filter(weighs);
            own.find(has).or_else(|| self.others_by_likeness(weight).into_iter().find(has))
        })
    }

    /// The machine's faces, upright ones of about this weight first.
    fn others_by_likeness(&self, weight: u16) -> Vec<ID> {
        let others = self.database.faces().filter(|face| !self.own.contains(&face.id));
        let mut others: Vec<_> = others
            .map(|face| (face.style != Style::Normal, face.weight.0.abs_diff(weight), face.id))
            .collect();
        others.sort_by_key(|(slanted, difference, _)| (*slanted, *difference));
        others.into_iter().map(|(_, _, id)| id).collect()
    }

    pub(super) fn weight_of(&self, face: ID) -> Option<u16> {
        self.database.face(face).map(|face| face.weight.0)
    }

    fn has(&self, face: ID, letter: char) -> bool {
        let has = |data: &[u8], index: u32| {
            let font = skrifa::FontRef::from_index(data, index).ok()?;
            font.charmap().map(letter)
        };
        self.database.with_face_data(face, has).flatten().is_some()
    }

    /// The text in runs, each with the family that has its letters where it is not the page's
    /// own. What draws nothing where no font has it is left out: joiners, variation selectors,
    /// skin tones. Any other letter that no font has is drawn as the page's font's empty box, in a
    /// run of its own, for it would spoil the others'.
    pub(super) fn runs(&self, text: &str) -> Vec<(Option<String>, String)> {
        let mut runs: Vec<(Option<String>, String)> = Vec::new();
        for letter in text.chars() {
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

    fn family_of(&self, face: ID) -> Option<String> {
        let families = &self.database.face(face)?.families;
        families.first().map(|(name, _)| name.clone())
    }
}
