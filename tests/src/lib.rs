//! What picnic's whole-system tests stand on: real servers, a small y-websocket client, a bare
//! relay to measure beside, and readings of a process' cost.

pub mod board;
pub mod client;
pub mod cost;
pub mod events;
pub mod faults;
pub mod http;
pub mod relay;
pub mod seen;
pub mod server;
pub mod taking_part;

use std::time::Duration;

/// Longest that a test waits for anything: far past what a loaded machine of two cores needs,
/// so that reaching it means that the thing will not happen.
pub const DEADLINE: Duration = Duration::from_secs(60);

/// The seed of this run: `PICNIC_SEED`, or a new one; printed, so that a failure can be run again.
#[must_use]
pub fn seed() -> u64 {
    let seed = std::env::var("PICNIC_SEED")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or_else(|| fastrand::u64(..));
    println!("PICNIC_SEED={seed}");
    seed
}
