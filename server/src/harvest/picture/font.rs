//! The page's font for pictures: how wide words are in it, and which letters it has.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use harfrust::{FontRef, ShapeOptions, ShaperData, UnicodeBuffer};
use resvg::usvg::fontdb::{Database, ID, Style};
use skrifa::MetadataProvider as _;

/// Its name, as the page has it.
pub const FAMILY: &str = "Atkinson Hyperlegible Next";

/// A weight of the font, as the page loads it: two subsets, of which the second has the letters
/// that the first lacks.
pub(super) struct Weight {
    pub(super) number: u16,
    latin: &'static [u8],
    latin_ext: &'static [u8],
    /// The same compressed, to be carried inside an SVG.
    pub(super) latin_web: &'static [u8],
    pub(super) latin_ext_web: &'static [u8],
}

macro_rules! font {
    ($name:literal) => {
        include_bytes!(concat!("../../../fonts/atkinson-hyperlegible-next-", $name))
    };
}

pub(super) const REGULAR: Weight = Weight {
    number: 400,
    latin: font!("latin-regular.ttf"),
    latin_ext: font!("latin-ext-regular.ttf"),
    latin_web: font!("latin-regular.woff2"),
    latin_ext_web: font!("latin-ext-regular.woff2"),
};

pub(super) const SEMIBOLD: Weight = Weight {
    number: 600,
    latin: font!("latin-semibold.ttf"),
    latin_ext: font!("latin-ext-semibold.ttf"),
    latin_web: font!("latin-semibold.woff2"),
    latin_ext_web: font!("latin-ext-semibold.woff2"),
};

/// The letters for which a page takes the second subset, as CSS writes them (`look/font.css`).
pub(super) const LATIN_EXT_RANGE: &str = "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,\
    U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,\
    U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF";

/// From a line's top to where its letters stand, in ems; the line is as high as the font.
pub(super) const ASCENT: f64 = 0.984;

/// Word widths remembered while one board is laid out.
const WORDS_MAX: usize = 20_000;

/// Letters whose face is remembered.
const LETTERS_MAX: usize = 50_000;

/// Measures text in one weight of the font, and remembers.
pub(super) struct Face {
    subsets: [Subset; 2],
    widths: HashMap<String, f64>,
}

struct Subset {
    font: FontRef<'static>,
    data: ShaperData,
}

impl Subset {
    fn of(bytes: &'static [u8]) -> Self {
        #[expect(clippy::expect_used, reason = "the fonts are in the binary; tests use each")]
        let font = FontRef::new(bytes).expect("the font that picnic brings is one");
        Self { data: ShaperData::new(&font), font }
    }

    fn has(&self, letter: char) -> bool {
        self.font.charmap().map(letter).is_some()
    }

    fn width(&self, piece: &str) -> f64 {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(piece);
        buffer.guess_segment_properties();
        let shaper = self.data.shaper(&self.font).build();
        let units = f64::from(shaper.units_per_em());
        let glyphs = shaper.shape(buffer, ShapeOptions::new());
        let advances = glyphs.glyph_positions().iter().map(|glyph| f64::from(glyph.x_advance));
        advances.sum::<f64>() / units
    }
}

impl Face {
    pub(super) fn of(weight: &Weight) -> Self {
        let subsets = [Subset::of(weight.latin), Subset::of(weight.latin_ext)];
        Self { subsets, widths: HashMap::new() }
    }

    pub(super) fn regular() -> Self {
        Self::of(&REGULAR)
    }

    pub(super) fn semibold() -> Self {
        Self::of(&SEMIBOLD)
    }

    /// How wide a piece of text is, in ems.
    pub(super) fn width(&mut self, piece: &str) -> f64 {
        if let Some(width) = self.widths.get(piece) {
            return *width;
        }
        let width = self.measured(piece);
        if self.widths.len() >= WORDS_MAX {
            self.widths.clear();
        }
        self.widths.insert(piece.to_owned(), width);
        width
    }

    /// The sum of its runs, each in the subset that has its letters.
    fn measured(&self, piece: &str) -> f64 {
        let subset_of = |letter| self.subsets.iter().position(|subset| subset.has(letter));
        let mut width = 0.0;
        let mut rest = piece;
        while let Some(first) = rest.chars().next() {
            let subset = subset_of(first);
            let run = rest.find(|letter| subset_of(letter) != subset).unwrap_or(rest.len());
            let (run, after) = rest.split_at(run);
            width += match subset.and_then(|index| self.subsets.get(index)) {
                Some(subset) => subset.width(run),
                None => run.chars().map(foreign_width).sum(),
            };
            rest = after;
        }
        width
    }
}

/// About how wide other fonts draw a letter that this one lacks, in ems.
fn foreign_width(letter: char) -> f64 {
    match u32::from(letter) {
        // Joiners, variation selectors and skin tones draw nothing of their own.
        0x200b..=0x200f | 0xfe00..=0xfe0f | 0x1f3fb..=0x1f3ff => 0.0,
        // Emoji.
        0x2600..=0x27bf | 0x1f000..=0x1faff => 1.3,
        // Chinese, Japanese, Korean.
        0x1100..=0x115f
        | 0x2e80..=0xa4cf
        | 0xac00..=0xd7a3
        | 0xf900..=0xfaff
        | 0xfe30..=0xfe4f
        | 0xff00..=0xff60
        | 0x20000..=0x3fffd => 1.0,
        _ => 0.6,
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_as_wide_as_the_browser_draws_them() {
        // canvas.measureText in Chromium, at 100 px in the client's own variable font.
        let measured = [
            ("Piknik", 265.0, 283.8),
            ("AVATAR", 346.3, 363.1),
            ("Työpaja", 338.8, 354.8),
            (" ", 28.0, 30.3),
            ("kuntalaisten", 533.5, 565.0),
            ("šakki", 222.2, 238.8),
            ("—", 82.4, 83.0),
            ("To.", 122.6, 132.2),
        ];
        let (mut regular, mut semibold) = (Face::regular(), Face::semibold());
        for (word, thin, thick) in measured {
            let widths = [regular.width(word) * 100.0, semibold.width(word) * 100.0];
            for (width, expected) in widths.into_iter().zip([thin, thick]) {
                assert!((width - expected).abs() < 0.5, "{word}: {width}, not {expected}");
            }
        }
    }
}
