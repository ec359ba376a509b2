//! How large a picture is drawn.

use crate::document::measures::Rect;
use crate::limits::{PNG_BAND_PIXELS, PNG_PIXELS_MAX, PNG_SHARP_PIXELS_MAX, PNG_SIDE_MAX};

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

    /// Rows drawn at once: the fewer bands, the less often a note that lies in two is drawn.
    pub(super) fn band_rows(self) -> u32 {
        (PNG_BAND_PIXELS / self.width).clamp(1, self.height)
    }

    pub(super) fn by(factor: f64, bounds: Rect) -> Self {
        // Within the limits above, and at least a pixel.
        let whole = |length: f64| ((length * factor).round() as u32).clamp(1, PNG_SIDE_MAX);
        Self { factor, width: whole(bounds.width), height: whole(bounds.height) }
    }
}
