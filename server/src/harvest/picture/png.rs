//! A picture as PNG, drawn band by band, so that a large board needs little memory and the file
//! streams while it is drawn.

use std::io::{self, Write};
use std::ops::Range;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg;

use crate::document::face::FAMILY;
use crate::document::measures::Rect;
use crate::harvest::picture::fonts::Fonts;
use crate::harvest::picture::svg::layers;
use crate::harvest::picture::{GoOn, Item, Picture, need};
use crate::limits::{
    PNG_BAND_PIXELS, PNG_BYTES_MAX, PNG_MS_MAX, PNG_PIXELS_MAX, PNG_SHARP_PIXELS_MAX, PNG_SIDE_MAX,
};

/// How much smaller a picture is drawn at a time until its file is not too large.
const SMALLER: f64 = 0.9;

/// Why a picture was not drawn to its end.
#[derive(Debug, thiserror::Error)]
pub enum CannotDraw {
    /// It would take too long.
    #[error("the picture would take about {0:.0} ms")]
    TooMuch(f64),
    /// The reader is gone.
    #[error("the picture's reader is gone: {0}")]
    Gone(#[from] io::Error),
    /// The file could not be encoded.
    #[error("the picture cannot be encoded: {0}")]
    Encoding(#[from] png::EncodingError),
    /// The drawing library did not take what it was given.
    #[error("the picture cannot be drawn: {0}")]
    Drawing(String),
}

/// How large a picture is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// Pixels a board unit.
    pub factor: f64,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

impl Scale {
    /// Two pixels a unit where that stays small, one where it can be, less for a large board.
    #[must_use]
    pub fn of(bounds: Rect) -> Self {
        let area = bounds.width * bounds.height;
        let side = bounds.width.max(bounds.height);
        let pixels = |max: u32| (f64::from(max) / area).sqrt();
        let factor = if pixels(PNG_SHARP_PIXELS_MAX) >= 2.0 { 2.0 } else { 1.0_f64 };
        let factor = factor.min(pixels(PNG_PIXELS_MAX)).min(f64::from(PNG_SIDE_MAX) / side);
        Self::by(factor, bounds)
    }

    /// The same, and so small that the file is not too large, by what is written on the board.
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
        need::bytes(picture, self)
    }

    /// Milliseconds that drawing a picture takes at this scale, about.
    #[must_use]
    pub fn milliseconds(self, picture: &Picture) -> f64 {
        need::milliseconds(picture, self, self.band_rows(), fonts_of(picture))
    }

    /// Rows drawn at once: the fewer bands, the less often a note that lies in two is drawn.
    fn band_rows(self) -> u32 {
        (PNG_BAND_PIXELS / self.width).clamp(1, self.height)
    }

    fn by(factor: f64, bounds: Rect) -> Self {
        // Within the limits above, and at least a pixel.
        let whole = |length: f64| ((length * factor).round() as u32).clamp(1, PNG_SIDE_MAX);
        Self { factor, width: whole(bounds.width), height: whole(bounds.height) }
    }
}

/// Draws a picture and writes its PNG, for as long as `go_on` says.
///
/// # Errors
/// When it would take too long, before anything is drawn; when `to` takes no more, or the picture cannot be drawn.
pub fn draw(picture: &Picture, to: impl Write, go_on: GoOn<'_>) -> Result<(), CannotDraw> {
    let scale = Scale::of_picture(picture);
    let milliseconds = scale.milliseconds(picture);
    if milliseconds > PNG_MS_MAX {
        return Err(CannotDraw::TooMuch(milliseconds));
    }
    let mut encoder = png::Encoder::new(to, scale.width, scale.height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header()?;
    let mut rows = writer.stream_writer()?;
    let fonts = fonts_of(picture);
    let options = options(fonts);
    let mut opaque = Vec::new();
    let band_rows = scale.band_rows();
    for top in (0..scale.height).step_by(band_rows as usize) {
        let height = band_rows.min(scale.height - top);
        let band = draw_band(picture, scale, top..top + height, fonts, &options, go_on)?;
        opaque.clear();
        opaque.extend(band.pixels().iter().flat_map(|pixel| {
            // The blanket covers everything: no pixel lets anything through.
            [pixel.red(), pixel.green(), pixel.blue()]
        }));
        rows.write_all(&opaque)?;
    }
    rows.finish()?;
    Ok(())
}

fn fonts_of(picture: &Picture) -> &'static Fonts {
    Fonts::for_texts(picture.items.iter().flat_map(|placed| texts(&placed.item)))
}

fn texts(item: &Item) -> Vec<&str> {
    match item {
        Item::Section { title, .. } | Item::Cloth { title, .. } => vec![title],
        Item::Paper { fit, .. } => fit.lines.iter().map(String::as_str).collect(),
        Item::Sheets { .. } | Item::Stroke(_) => Vec::new(),
    }
}

fn options(fonts: &'static Fonts) -> usvg::Options<'static> {
    let mut options = usvg::Options {
        font_family: FAMILY.to_owned(),
        fontdb: fonts.database.clone(),
        ..usvg::Options::default()
    };
    options.font_resolver.select_fallback = Box::new(|letter, used, _| {
        let weight = used.first().and_then(|face| fonts.weight_of(*face)).unwrap_or(400);
        fonts.face_of(letter, weight).filter(|face| !used.contains(face))
    });
    options
}

fn draw_band(
    picture: &Picture,
    scale: Scale,
    rows: Range<u32>,
    fonts: &Fonts,
    options: &usvg::Options<'_>,
    go_on: GoOn<'_>,
) -> Result<Pixmap, CannotDraw> {
    let height = rows.end - rows.start;
    let area = Rect {
        y: picture.bounds.y + f64::from(rows.start) / scale.factor,
        height: f64::from(height) / scale.factor,
        ..picture.bounds
    };
    let drawing = |error: String| CannotDraw::Drawing(error);
    let mut pixmap =
        Pixmap::new(scale.width, height).ok_or_else(|| drawing("it has no pixels".to_owned()))?;
    // The factor is at most 2, and exact enough as f32 over the width of the largest picture.
    let across = (f64::from(scale.width) / area.width) as f32;
    let transform = Transform::from_scale(across, scale.factor as f32);
    // The whole board may lie in one band.
    for svg in layers(picture, area, scale.factor, fonts) {
        go_on()?;
        let tree =
            usvg::Tree::from_str(&svg, options).map_err(|error| drawing(error.to_string()))?;
        resvg::render(&tree, transform, &mut pixmap.as_mut());
    }
    Ok(pixmap)
}
