//! Why a connection is closed, in codes of WebSockets' and words for people.

use crate::metrics::{Metrics, Refusal};
use crate::net::other_protocol::OTHER_PROTOCOL;
use crate::rooms::outbox::Farewell;

pub(super) const COME_LATER: Farewell =
    Farewell { code: 1013, reason: "too much is on its way to this server now; try again" };
pub(super) const HALTED: Farewell =
    Farewell { code: 1008, reason: "the rest of a message did not come in time" };
pub(super) const UNDECODABLE: Farewell =
    Farewell { code: 1007, reason: "a frame could not be decoded" };
pub(super) const UNEXPECTED: Farewell =
    Farewell { code: 1002, reason: "what was sent is not the WebSocket protocol" };
pub(super) const INSISTS: Farewell =
    Farewell { code: 1008, reason: "this socket sends more than the server takes; send less" };
pub(super) const AWAY: Farewell =
    Farewell { code: 1013, reason: "the room is not here now; try again" };
pub(super) const SILENT: Farewell =
    Farewell { code: 1001, reason: "nothing was heard for too long" };

/// Counts what was refused with a farewell.
pub(super) fn count(metrics: &Metrics, farewell: Farewell) {
    match farewell {
        COME_LATER | HALTED => metrics.refused(Refusal::Receiving, 1),
        UNDECODABLE | UNEXPECTED | OTHER_PROTOCOL => metrics.refused(Refusal::Undecodable, 1),
        INSISTS => metrics.refused(Refusal::Pace, 1),
        _ => {}
    }
}
