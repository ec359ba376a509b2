//! Suggestions for a blanket full of notes: which belong together, what to call them, which say
//! nearly the same. People decide; this only proposes.
//!
//! Pure: texts in, plain values out. It knows no room, no socket, no log and no clock. Whoever calls
//! it does so away from the async threads and passes a flag that ends the work early.
//!
//! The way of a suggestion: [`Space::lay`] reads the notes ([`language_of_notes`], [`words`]) and weighs them
//! against each other, by the words they share and, where there is a model, by its vectors.
//! [`find()`] looks for clusters in it, [`sort()`] sorts notes into clusters that people began.
//! [`title`] names a cluster, [`Reasons`] say what ties it, [`alike()`] points out near-duplicates.
//! [`reading`] has the model read notes in the background, so that their vectors wait when asked for.

mod alike;
mod find;
mod language;
pub mod language_of_notes;
mod nameless;
pub mod reading;
mod sort;
mod space;
mod square;
mod stop_words;
mod terms;
mod titles;
mod whiten;
mod why;
pub mod words;

use std::sync::atomic::{AtomicBool, Ordering};

pub use alike::alike;
pub use find::{Cut, Found, FoundCluster, find};
pub use language::Language;
pub use sort::{Begun, Proposal, sort};
pub use space::{Basis, Space, Text, TooMany};
pub use square::Square;
pub use titles::title;
pub use why::{Reasons, Tie, Why};

/// From here on a proposal is one of «the sure ones». With the model and plain titles, half of all are, and
/// about nine in ten of them are right on the boards it was made with; on harder ones two in five are, and
/// three in four of them right (`make bench-cluster`).
pub const SURE: f32 = 0.7;

/// Below this a note is left alone: a guess would be as good.
pub const UNSURE: f32 = 0.03;

/// The work was ended early, because nobody waits for it any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("ended early")]
pub struct Cancelled;

/// Looks whether to go on.
fn check(stop: &AtomicBool) -> Result<(), Cancelled> {
    if stop.load(Ordering::Relaxed) { Err(Cancelled) } else { Ok(()) }
}

/// How sure a proposal is, 0 to 1, from the distance between the best and the second best.
fn sureness(margin: f32, scale: f32) -> f32 {
    if margin.is_finite() { 1.0 - (-margin.max(0.0) / scale).exp() } else { 0.0 }
}
