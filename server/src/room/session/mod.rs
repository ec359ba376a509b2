//! The session plane: a facilitated run, decided by the server and folded from events.
//!
//! Pure: [`decide`] says what a command brings about or why it is refused, [`apply`] folds that
//! into the [`state`], [`view`] says who is shown what of it. [`crate::room`] calls them on the one
//! path of every change.

pub mod ballot;
pub mod bin;
pub mod board_seen;
pub mod decide;
pub mod door;
pub mod door_seen;
pub mod event;
pub mod harvest;
pub mod outcome;
pub mod placing;
pub mod random;
pub mod state;
pub mod touched;
pub mod view;

pub(super) mod apply;

pub use state::Session;
