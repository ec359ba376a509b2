//! What the answer of a room's history is, for its description.

use std::collections::BTreeMap;

use picnic_protocol::ids::ParticipantId;
use picnic_protocol::session::command::Color;
use schemars::JsonSchema;
use serde::Serialize;

use crate::document::note_size::NoteSize;

/// The board as it was, frame by frame.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct History {
    /// Oldest first. The first holds everything, each later one what changed since the one before.
    frames: Vec<HistoryFrame>,
    /// How many days frames are kept; for good where it is null.
    kept_days: Option<u32>,
}

/// What changed on the board. An element that is null is gone.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct HistoryFrame {
    /// When the first was done of what it tells, ms since 1970; of the first frame, which tells everything, when the board was so.
    from_ms: u64,
    /// When the board was so, ms since 1970.
    at_ms: u64,
    /// The phase that ran.
    phase: Option<String>,
    /// Who changed something since the frame before; nobody in an anonymous room, from before a secret ended, and for viewers.
    people: Vec<ParticipantId>,
    /// The room's title, where it changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    notes: BTreeMap<String, Option<NoteFields>>,
    clusters: BTreeMap<String, Option<ClusterFields>>,
    sections: BTreeMap<String, Option<SectionFields>>,
    strokes: BTreeMap<String, Option<StrokeFields>>,
    connectors: BTreeMap<String, Option<ConnectorFields>>,
}

/// A note's fields.
#[derive(Serialize, JsonSchema)]
struct NoteFields {
    text: String,
    at: [f64; 2],
    z: i64,
    color: Color,
    /// How large it is, unless of the middle size.
    #[serde(skip_serializing_if = "Option::is_none")]
    size: Option<NoteSize>,
    /// Whether it is held where and as it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    locked: Option<bool>,
    cluster: Option<String>,
    under: Option<String>,
    /// When it was made, ms since 1970.
    made: u64,
    /// Whose it is; null where nobody is told.
    by: Option<ParticipantId>,
}

/// A cluster's fields.
#[derive(Serialize, JsonSchema)]
struct ClusterFields {
    title: String,
    at: [f64; 2],
    color: Color,
    folded: bool,
}

/// A section's fields.
#[derive(Serialize, JsonSchema)]
struct SectionFields {
    title: String,
    at: [f64; 2],
    size: [f64; 2],
    color: Color,
}

/// A stroke's fields.
#[derive(Serialize, JsonSchema)]
struct StrokeFields {
    path: Vec<f64>,
    color: String,
    width: f64,
    /// One for each point, where a pen told it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pressure: Vec<f64>,
}

/// A connector's fields.
#[derive(Serialize, JsonSchema)]
struct ConnectorFields {
    /// The key of the note, else of the cluster, that it leads from.
    from: String,
    to: String,
}
