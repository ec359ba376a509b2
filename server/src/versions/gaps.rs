//! Frames of which some are lost: what only says what changed since them would fold onto a board that never was.

use crate::versions::frame::Frame;

/// Whether something is lost since the last frame that holds everything.
#[derive(Debug, Default)]
pub struct Gaps {
    is_open: bool,
}

impl Gaps {
    /// What comes now is lost.
    pub const fn lose(&mut self) {
        self.is_open = true;
    }

    /// Whether the next frame is left out, as all are up to one that holds everything.
    pub const fn leaves_out(&mut self, frame: &Frame) -> bool {
        self.is_open = self.is_open && !frame.whole;
        self.is_open
    }

    /// Whether nothing that holds everything came since something was lost.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.is_open
    }
}
