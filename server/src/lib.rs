//! The picnic server: rooms of sticky notes, folded from a durable log, served over WebSockets.
//!
//! Arrows point one way: [`net`] → [`rooms`] → [`room`] → `picnic_protocol`, and [`log`] →
//! `picnic_protocol`. ARCHITECTURE.md has the map.

pub mod access;
pub mod cluster;
pub mod cluster_file;
pub mod config;
pub mod document;
pub mod harvest;
pub mod limits;
pub mod link;
pub mod log;
pub mod metrics;
pub mod models;
pub mod net;
pub mod panics;
pub mod pool;
pub mod process;
pub mod room;
pub mod rooms;
pub mod serve;
mod spelling;
pub mod spoken_codes;
pub mod suggestions;
pub mod trial_start;
pub mod versions;
