//! Connections that go by events and posts, found by what names them.

use std::sync::Arc;

use dashmap::DashMap;
use picnic_protocol::ids::RoomId;

use crate::net::posted::Posted;

/// Open connections by what names them.
#[derive(Debug, Default)]
pub struct Lines(pub(super) DashMap<String, Line>);

/// One of them.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) room: RoomId,
    pub(super) posted: Arc<Posted>,
}
