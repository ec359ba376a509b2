//! Presence: who is here, pointing where. Last write wins a client; never logged (rule 5).

mod entries;
mod people;
mod stamp;

pub use entries::{Presence, Verdict, keepalive, removal};
pub use people::People;
pub use stamp::{Part, Stamp, is_signed};
