//! What drawing a picture takes, estimated from what lies on it: known at once, so that what is too much is said before
//! anything is drawn, and what would be too large a file is drawn smaller.

use crate::document::content::Stroke;
use crate::document::fitting::{Fit, LINE_HEIGHT};
use crate::document::measures::{NOTE_SIDE, Rect};
use crate::harvest::picture::fonts::Fonts;
use crate::harvest::picture::scale::Scale;
use crate::harvest::picture::{Item, Picture, Placed};
use crate::limits::PNG_BYTES_MAX;

// Measured on boards of 1,000 to 20,000 notes, on two cores that others used too, and rounded up.

/// Of each thing, in each band that it meets.
const ITEM_US: f64 = 50.0;

/// Of each letter, the same way.
const LETTER_US: f64 = 3.5;

/// Of each point of a stroke, the same way.
const POINT_US: f64 = 5.0;

/// Of each dash of a hem, the same way.
const DASH_US: f64 = 0.1;

/// Of each pixel that a stroke is long.
const LENGTH_US: f64 = 0.04;

/// Of each pixel that a thing covers.
const COVERED_US: f64 = 0.001;

/// Of each pixel of the picture, the most of it for the file.
const PIXEL_US: f64 = 0.03;

/// Layers that lie over each other where one note is: its paper, and three shadows.
const NOTE_LAYERS: f64 = 4.0;

/// Board units from dash to dash.
const DASH: f64 = 6.0;

/// Bytes that a pixel of written text takes in the file. Of plain paper a pixel takes next to none.
const WRITTEN_BYTES: f64 = 2.0;

/// Bytes that a pixel along an edge takes: it is some pixels wide.
const EDGE_BYTES: f64 = 6.0;

/// Bytes of a pixel that is not compressed.
const PIXEL_BYTES: f64 = 3.0;

/// How wide a letter is, in ems, about.
const LETTER_WIDTH: f64 = 0.5;

/// How much smaller a picture is drawn at a time until its file is not too large.
const SMALLER: f64 = 0.9;

/// What one thing takes, lengths and areas in board units.
struct Work {
    /// In each band that it meets.
    band_us: f64,
    /// Edges: each pixel of them is looked at.
    length: f64,
    /// What it covers, as often as it is painted.
    covered: f64,
    /// What is written of it.
    written: f64,
}

impl Scale {
    /// As [`Scale::of`], and so small that the file is not too large, by what is written on the board.
    #[must_use]
    pub fn of_picture(picture: &Picture) -> Self {
        let mut scale = Self::of(picture.bounds);
        // It ends: a picture of a pixel takes three bytes.
        while scale.bytes(picture) > PNG_BYTES_MAX as f64 {
            scale = Self::by(scale.factor * SMALLER, picture.bounds);
        }
        scale
    }

    /// Bytes of a picture's file at this scale, about.
    #[must_use]
    pub fn bytes(self, picture: &Picture) -> f64 {
        let (mut written, mut edges) = (0.0, 0.0);
        for placed in &picture.items {
            let work = Work::of(&placed.item, None);
            written += work.written * self.factor.powi(2);
            edges += work.length * self.factor;
        }
        (written * WRITTEN_BYTES + edges * EDGE_BYTES).min(self.pixels() * PIXEL_BYTES)
    }

    /// Milliseconds that drawing a picture takes at this scale, about.
    #[must_use]
    pub fn milliseconds(self, picture: &Picture) -> f64 {
        let (fonts, band_rows) = (picture.fonts(), self.band_rows());
        let of_all = picture.items.iter().map(|placed| {
            let work = Work::of(&placed.item, Some(fonts));
            let bands = placed.bounds.height * self.factor / f64::from(band_rows) + 1.0;
            let bands = bands.min(f64::from(self.height.div_ceil(band_rows)));
            bands * work.band_us + work.pixels_us(self.factor)
        });
        (self.pixels() * PIXEL_US + of_all.sum::<f64>()) / 1e3
    }

    fn pixels(self) -> f64 {
        f64::from(self.width) * f64::from(self.height)
    }
}

/// Milliseconds that a thing takes in a band, about.
pub(super) fn milliseconds_in_band(
    Placed { item, bounds }: &Placed,
    band: Rect,
    factor: f64,
    fonts: &Fonts,
) -> f64 {
    let work = Work::of(item, Some(fonts));
    let share = (band.height / bounds.height.max(1.0)).min(1.0);
    (work.band_us + share * work.pixels_us(factor)) / 1e3
}

impl Work {
    fn of(item: &Item, fonts: Option<&Fonts>) -> Self {
        match item {
            Item::Section { title, rect, .. } => Self::area(title, *rect, 0.0, fonts),
            Item::Cluster { title, rect, .. } => {
                Self::area(title, *rect, around(*rect) / DASH, fonts)
            }
            Item::Stacked { under, .. } => Self {
                band_us: under.len() as f64 * ITEM_US,
                length: 0.0,
                covered: under.len() as f64 * NOTE_LAYERS * NOTE_SIDE.powi(2),
                written: 0.0,
            },
            Item::Note { fit, .. } => Self::note(fit, fonts),
            Item::Stroke(stroke) => Self::stroke(stroke),
            Item::Connector(arrow) => Self {
                band_us: 2.0 * ITEM_US + 8.0 * POINT_US,
                length: arrow.length(),
                covered: arrow.length() * 2.5,
                written: 0.0,
            },
        }
    }

    fn area(title: &str, rect: Rect, dashes: f64, fonts: Option<&Fonts>) -> Self {
        Self {
            band_us: ITEM_US + shaped(title, fonts) * LETTER_US + dashes * DASH_US,
            length: around(rect),
            covered: rect.width * rect.height,
            written: 0.0,
        }
    }

    fn note(fit: &Fit, fonts: Option<&Fonts>) -> Self {
        let letters = fit.lines.iter().map(|line| line.chars().count()).sum::<usize>() as f64;
        Self {
            band_us: ITEM_US
                + fit.lines.iter().map(|line| shaped(line, fonts)).sum::<f64>() * LETTER_US,
            length: 0.0,
            covered: NOTE_LAYERS * fit.width * fit.height,
            written: letters * LETTER_WIDTH * LINE_HEIGHT * fit.font_px.powi(2),
        }
    }

    fn stroke(stroke: &Stroke) -> Self {
        let points: Vec<_> = stroke.path.chunks_exact(2).map(|at| [at[0], at[1]]).collect();
        let steps = points.windows(2).map(|ends| {
            let [from, to] = [ends[0], ends[1]];
            (to[0] - from[0]).hypot(to[1] - from[1])
        });
        let length = steps.sum::<f64>();
        Self {
            band_us: ITEM_US + points.len() as f64 * POINT_US,
            length,
            covered: length * stroke.width,
            written: 0.0,
        }
    }

    fn pixels_us(&self, factor: f64) -> f64 {
        self.length * factor * LENGTH_US + self.covered * factor.powi(2) * COVERED_US
    }
}

/// Letters that are shaped for a line: the drawing library shapes the whole of it for each of its runs.
fn shaped(line: &str, fonts: Option<&Fonts>) -> f64 {
    let runs = fonts.map_or(1, |fonts| fonts.run_count(line));
    line.chars().count() as f64 * runs as f64
}

fn around(rect: Rect) -> f64 {
    2.0 * (rect.width + rect.height)
}
