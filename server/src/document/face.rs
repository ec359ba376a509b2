//! The page's font: how wide words are in it.

use std::collections::HashMap;
use std::sync::LazyLock;

use harfrust::{FontRef, ShapeOptions, ShaperData, UnicodeBuffer};
use skrifa::MetadataProvider as _;

/// Its name, as the page has it.
pub const FAMILY: &str = "Atkinson Hyperlegible Next";

/// A weight of the font, as the page loads it: two subsets, of which the second has the letters
/// that the first lacks.
pub(crate) struct Weight {
    pub(crate) number: u16,
    pub(crate) latin: &'static [u8],
    pub(crate) latin_ext: &'static [u8],
    /// The same compressed, to be carried inside an SVG.
    pub(crate) latin_web: &'static [u8],
    pub(crate) latin_ext_web: &'static [u8],
}

macro_rules! font {
    ($name:literal) => {
        include_bytes!(concat!("../../fonts/atkinson-hyperlegible-next-", $name))
    };
}

pub(crate) const REGULAR: Weight = Weight {
    number: 400,
    latin: font!("latin-regular.ttf"),
    latin_ext: font!("latin-ext-regular.ttf"),
    latin_web: font!("latin-regular.woff2"),
    latin_ext_web: font!("latin-ext-regular.woff2"),
};

pub(crate) const SEMIBOLD: Weight = Weight {
    number: 600,
    latin: font!("latin-semibold.ttf"),
    latin_ext: font!("latin-ext-semibold.ttf"),
    latin_web: font!("latin-semibold.woff2"),
    latin_ext_web: font!("latin-ext-semibold.woff2"),
};

/// The letters for which a page takes the second subset, as CSS writes them (`look/font.css`).
pub(crate) const LATIN_EXT_RANGE: &str = "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,\
    U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,\
    U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF";

/// From a line's top to where its letters stand, in ems; the line is as high as the font.
pub(crate) const ASCENT: f64 = 0.984;

/// Word widths remembered while one board is laid out.
const WORDS_MAX: usize = 20_000;

/// Measures text in one weight of the font, and remembers.
pub struct Face {
    subsets: &'static [Subset; 2],
    widths: HashMap<String, f64>,
}

/// Read once.
static REGULAR_SUBSETS: LazyLock<[Subset; 2]> = LazyLock::new(|| Subset::both(&REGULAR));
static SEMIBOLD_SUBSETS: LazyLock<[Subset; 2]> = LazyLock::new(|| Subset::both(&SEMIBOLD));

struct Subset {
    font: FontRef<'static>,
    data: ShaperData,
}

impl Subset {
    fn both(weight: &Weight) -> [Self; 2] {
        [weight.latin, weight.latin_ext].map(Self::of)
    }

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
    /// Of the weight that notes are written in.
    #[must_use]
    pub fn regular() -> Self {
        Self { subsets: &REGULAR_SUBSETS, widths: HashMap::new() }
    }

    pub(crate) fn semibold() -> Self {
        Self { subsets: &SEMIBOLD_SUBSETS, widths: HashMap::new() }
    }

    /// How wide a piece of text is, in ems.
    pub(crate) fn width(&mut self, piece: &str) -> f64 {
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
pub(crate) fn foreign_width(letter: char) -> f64 {
    match u32::from(letter) {
        // Joiners, variation selectors and skin tones draw nothing of their own.
        0x200b..=0x200f | 0xfe00..=0xfe0f | 0x1f3fb..=0x1f3ff => 0.0,
        // Emoji: between Apple's and Windows', as wide as Noto's.
        0x2600..=0x27bf | 0x1f000..=0x1faff => 1.25,
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
