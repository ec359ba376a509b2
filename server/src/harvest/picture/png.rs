//! A picture as PNG, drawn band by band, so that a large board needs little memory and the file
//! streams while it is drawn.

use std::io::{self, Write};
use std::ops::Range;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg;

use crate::document::face::FAMILY;
use crate::document::measures::Rect;
use crate::harvest::picture::fonts::Fonts;
use crate::harvest::picture::scale::Scale;
use crate::harvest::picture::svg::layers;
use crate::harvest::picture::{GoOn, Picture};
use crate::limits::PNG_MS_MAX;

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
    let fonts = picture.fonts();
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
