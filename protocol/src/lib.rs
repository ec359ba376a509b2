//! What travels between a picnic server and its clients, as pure types and functions.
//!
//! Board bytes are y-websocket frames ([`frame`]); every update, state vector and presence frame
//! from outside is walked by a structural check ([`update`], [`block`],
//! [`content`], [`json`], [`awareness`]) before anything else
//! may see it. Session messages ([`session`]) are JSON inside one more frame kind. Nothing here
//! knows sockets, clocks, disks or tasks.

#![deny(clippy::indexing_slicing, clippy::arithmetic_side_effects)]

pub mod awareness;
pub mod block;
pub mod content;
pub mod firm_order;
pub mod frame;
pub mod hocuspocus;
pub mod ids;
pub mod json;
mod mended;
pub mod model;
pub mod not_held;
pub mod parts;
pub mod piece;
mod rewriting;
pub mod session;
pub mod suggestions;
pub mod update;
pub mod varint;
pub mod words;
