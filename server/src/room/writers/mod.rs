//! Which client id each socket writes under, whose it is, and what happens when two want the same (rule 7).

pub(super) mod claims;
mod disputes;
mod left;
pub(super) mod proofs;
pub(super) mod standing;
mod writing;

/// Why blocks are not taken, for a developer.
pub(super) const TAKEN: &str = "this client id belongs to another participant";
