//! Versions: the board as it was at a moment, kept as frames that each hold what changed since the one before.
//!
//! Pure: knows no clock, no log and no room. The room says when a frame is made, [`crate::rooms`] keeps it.

pub mod erasing;
pub mod fields;
pub mod film;
pub mod frame;
pub mod gaps;
pub mod much;
pub mod packed;
pub mod retention;
pub mod rows;
pub mod thinning;
pub mod told;

pub use erasing::Erased;
pub use frame::{Elements, Frame};
pub use told::Told;
