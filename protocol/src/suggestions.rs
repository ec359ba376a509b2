//! Cluster suggestions: what a facilitator asks for, and what is proposed. Nothing of it is on the
//! board until they say so.

use serde::{Deserialize, Serialize};

use crate::ids::ElementId;

/// What to suggest. Without clusters to sort into, clusters are looked for. Notes that are in clusters on the
/// board stay there, unless one to sort into names them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "types", ts(export_to = "suggestions.ts", optional_fields))]
pub struct Ask {
    /// Clusters that people began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub into: Option<Vec<Begun>>,
}

/// A cluster that people began: by a title, by some notes, or by both.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "types", ts(export_to = "suggestions.ts"))]
pub struct Begun {
    /// Its title; empty for none.
    pub title: String,
    /// Notes that are in it already. Each of them teaches the rest.
    pub notes: Vec<ElementId>,
}

/// What suggestions stand on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "types", ts(export_to = "suggestions.ts"))]
pub enum Basis {
    /// Shared words alone.
    Words,
    /// Shared words and the embedding model.
    Model,
}

/// What is proposed. Notes are numbers in the list of notes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "types", ts(export_to = "suggestions.ts"))]
pub struct Suggestions {
    /// What it stands on.
    pub basis: Basis,
    /// From here on a note is one of «the sure ones», in hundredths.
    pub sure_from: u8,
    /// The notes that were looked at.
    pub notes: Vec<ElementId>,
    /// From fewer clusters to more, to choose from; one where they were sorted into clusters that people
    /// began.
    pub cuts: Vec<Cut>,
    /// The cut in which clusters hold together best.
    pub best: u32,
    /// Notes that say nearly the same, the largest group first.
    pub alike: Vec<Vec<u32>>,
}

/// One way to part the notes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "types", ts(export_to = "suggestions.ts"))]
pub struct Cut {
    /// Clusters: the largest first, or in the order in which they were asked for.
    #[serde(rename = "piles")]
    pub clusters: Vec<SuggestedCluster>,
    /// Notes that are better left alone.
    pub alone: Vec<u32>,
}

/// A suggested cluster: notes that may belong together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(
    feature = "types",
    ts(export_to = "suggestions.ts", rename = "Pile"),
    schemars(rename = "Pile")
)]
pub struct SuggestedCluster {
    /// A proposed title, or the one that people gave.
    pub title: String,
    /// Notes proposed for it, with how sure each is, in hundredths; the surest first where they
    /// were sorted.
    pub members: Vec<(u32, u8)>,
    /// Words that tie it, the most telling first, with how many of its notes have them. None: it
    /// is what they mean that ties it.
    pub words: Vec<(String, u32)>,
    /// The note in its middle.
    pub middle: Option<u32>,
}
