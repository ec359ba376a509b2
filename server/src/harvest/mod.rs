//! The harvest: what a room's people gathered, as one plain value that every export is written
//! from.
//!
//! Pure: a [`Harvest`] is made of the board and the session's part, and the writers turn it
//! into pieces of Markdown, CSV, JSON, SVG or PNG, one after the other, so that a large board is
//! never in memory twice.

pub mod csv;
pub mod file_name;
pub mod from_room;
pub mod import;
pub mod json;
pub mod markdown;
pub mod picture;

mod dates;
mod from_session;
mod words;

#[cfg(test)]
mod typescript_test;

use std::collections::HashMap;
use std::iter::once;

use picnic_protocol::session::Language;
use picnic_protocol::session::plan::Phase;
use serde::{Deserialize, Serialize};

use crate::document::content::{Color, Connector, Stroke};
use crate::document::note_size::NoteSize;

/// Names the form of a harvest's JSON.
pub const FORMAT: &str = "picnic-harvest";

/// The version of a harvest's JSON; a later one may not be read by an earlier picnic.
pub const VERSION: u32 = 1;

/// What a room's people gathered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema), ts(export_to = "harvest.ts"))]
#[serde(rename_all = "camelCase")]
pub struct Harvest {
    /// [`FORMAT`].
    pub format: String,
    /// [`VERSION`].
    pub version: u32,
    /// The room's title; may be empty.
    pub title: String,
    /// The room's language.
    pub language: Language,
    /// When the room was made, ms since 1970.
    #[cfg_attr(test, ts(type = "number"))]
    pub made_ms: u64,
    /// When the session ended, ms since 1970.
    #[cfg_attr(test, ts(type = "number | null"))]
    #[serde(default)]
    pub finished_ms: Option<u64>,
    /// How many people took part; none where nobody counted.
    #[serde(default)]
    pub people: Option<u32>,
    /// Whether who wrote what stayed unknown.
    #[serde(default)]
    pub anonymous: bool,
    /// The board's areas, from left to right and from the top.
    #[serde(default)]
    pub sections: Vec<Section>,
    /// Clusters with their notes, most votes first, and then in the order of the board.
    #[serde(default)]
    pub clusters: Vec<Cluster>,
    /// Notes in no cluster, most votes first, and then in the order of the board.
    #[serde(default)]
    pub lone: Vec<Note>,
    /// What was drawn with a pen.
    #[serde(default)]
    pub strokes: Vec<Stroke>,
    /// What leads from one note or cluster to another: both are in the harvest.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(as = "Option<Vec<Connector>>", optional))]
    pub connectors: Vec<Connector>,
    /// The votes that were closed, in their order.
    #[serde(default)]
    pub votes: Vec<Vote>,
    /// What people promised to take home.
    #[serde(default)]
    pub commitments: Vec<Commitment>,
    /// How the time went.
    #[serde(default)]
    pub phases: Vec<PhaseTime>,
}

/// An area of the board and what lies in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema), ts(export_to = "harvest.ts"))]
pub struct Section {
    /// Its key on the board.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its upper left corner.
    pub at: [f64; 2],
    /// Its width and height.
    pub size: [f64; 2],
    /// Its colour.
    pub color: Color,
    /// Ids of the notes whose middle lies in it, in the order they are read.
    #[serde(default)]
    pub notes: Vec<String>,
}

/// A cluster and its notes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema), ts(export_to = "harvest.ts"))]
pub struct Cluster {
    /// Its key on the board.
    pub id: String,
    /// Its title; empty while nobody has named it.
    pub title: String,
    /// Where it is while it has no notes.
    pub at: [f64; 2],
    /// Its colour.
    pub color: Color,
    /// Collapsed into a stack.
    #[serde(default)]
    pub folded: bool,
    /// What the last vote on it gave; none where it stood in none.
    #[serde(default)]
    pub result: Option<Standing>,
    /// Its notes, in the order they are read.
    #[serde(default)]
    pub notes: Vec<Note>,
}

/// A note and what people said of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema), ts(export_to = "harvest.ts"))]
#[serde(rename_all = "camelCase")]
pub struct Note {
    /// Its key on the board.
    pub id: String,
    /// Its text.
    pub text: String,
    /// Its upper left corner.
    pub at: [f64; 2],
    /// Higher lies over lower.
    #[cfg_attr(test, ts(type = "number"))]
    pub z: i64,
    /// Its colour.
    pub color: Color,
    /// How large it is; the middle size goes without saying.
    #[serde(default, skip_serializing_if = "NoteSize::is_middle")]
    pub size: NoteSize,
    /// Held where and as it is.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub locked: bool,
    /// When it was made, ms since 1970; 0 where nobody noted it.
    #[cfg_attr(test, ts(type = "number"))]
    #[serde(default)]
    pub made_ms: u64,
    /// How many notes it stands for, itself included: those that say the same were stacked on it.
    #[serde(default = "one")]
    pub stack: u32,
    /// Those others, which have none under them.
    #[serde(default)]
    pub under: Vec<Note>,
    /// What the last vote on it gave; none where it stood in none.
    #[serde(default)]
    pub result: Option<Standing>,
    /// How often it was reacted to, kind by kind.
    #[serde(default)]
    pub reactions: Vec<ReactionCount>,
    /// What was said of it.
    #[serde(default)]
    pub comments: Vec<Comment>,
}

const fn one() -> u32 {
    1
}

/// How an item stands in a vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema), ts(export_to = "harvest.ts"))]
pub struct Standing {
    /// Its votes.
    pub votes: u32,
    /// Its rank from 1; as many votes, the same rank.
    pub rank: u32,
}

impl Standing {
    /// Its rank, for people: what nobody voted for has none.
    #[must_use]
    pub fn place(self) -> Option<u32> {
        (self.votes > 0).then_some(self.rank)
    }
}

/// How often a note was reacted to in one way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema), ts(export_to = "harvest.ts"))]
pub struct ReactionCount {
    /// The kind, by its name in the session.
    pub kind: String,
    /// How often.
    pub count: u32,
}

/// A comment on a note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema), ts(export_to = "harvest.ts"))]
pub struct Comment {
    /// What it says.
    pub text: String,
    /// The name of who said it; none in an anonymous session.
    #[serde(default)]
    pub by: Option<String>,
}

/// A vote that was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema), ts(export_to = "harvest.ts"))]
pub struct Vote {
    /// The title of the phase it was held in.
    pub title: String,
    /// Votes a person had.
    pub budget: u16,
    /// How many people voted.
    pub voters: u32,
    /// Everything that stood in it and is still there, most votes first.
    pub items: Vec<VoteItem>,
}

/// What a vote gave one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema), ts(export_to = "harvest.ts"))]
pub struct VoteItem {
    /// The id of a cluster or note.
    pub id: String,
    /// How it stands.
    #[serde(flatten)]
    pub standing: Standing,
}

/// What somebody promised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema), ts(export_to = "harvest.ts"))]
#[serde(rename_all = "camelCase")]
pub struct Commitment {
    /// What is done.
    pub what: String,
    /// Who does it; may be empty.
    #[serde(default)]
    pub who: String,
    /// By when, as `2027-01-31`.
    #[serde(default)]
    pub by_when: Option<String>,
    /// The id of the cluster or note it is for.
    #[serde(default)]
    pub target: Option<String>,
}

/// How the time of a phase went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema), ts(export_to = "harvest.ts"))]
#[serde(rename_all = "camelCase")]
pub struct PhaseTime {
    /// Its title.
    pub title: String,
    /// Its kind, as a plan names it.
    pub kind: String,
    /// How long it was meant to last; none when it was open.
    #[serde(default)]
    pub planned_minutes: Option<u32>,
    /// How long it lasted, all its runs together; none when it never ran.
    #[cfg_attr(test, ts(type = "number | null"))]
    #[serde(default)]
    pub actual_seconds: Option<u64>,
    /// The phase as the plan has it, for a room that is made of this; none in files of earlier versions.
    #[serde(default)]
    pub phase: Option<Phase>,
}

/// The same without what people laid on the board: the plan and the areas.
#[must_use]
pub fn only_structure(harvest: Harvest) -> Harvest {
    Harvest { clusters: Vec::new(), lone: Vec::new(), strokes: Vec::new(), ..harvest }
}

impl Harvest {
    /// Every note with the cluster it is in, clusters first.
    pub fn notes(&self) -> impl Iterator<Item = (Option<&Cluster>, &Note)> {
        let clustered = self
            .clusters
            .iter()
            .flat_map(|cluster| cluster.notes.iter().map(move |note| (Some(cluster), note)));
        clustered.chain(self.lone.iter().map(|note| (None, note)))
    }

    /// Every note of the board with its cluster and the note it lies under, each after that one.
    pub fn laid(&self) -> impl Iterator<Item = (Option<&Cluster>, Option<&Note>, &Note)> {
        self.notes().flat_map(|(cluster, note)| {
            let under = note.under.iter().map(move |under| (cluster, Some(note), under));
            once((cluster, None, note)).chain(under)
        })
    }

    /// What a person calls each cluster and note: its title, or the beginning of its text.
    #[must_use]
    pub fn names(&self) -> HashMap<&str, &str> {
        fn first_line(note: &Note) -> &str {
            note.text.lines().next().unwrap_or_default()
        }
        let notes = self.laid().map(|(_, _, note)| (note.id.as_str(), first_line(note)));
        let mut names: HashMap<&str, &str> = HashMap::new();
        for (id, name) in notes {
            names.entry(id).or_insert(name);
        }
        names.extend(self.clusters.iter().map(|cluster| {
            let title = Some(cluster.title.as_str()).filter(|title| !title.is_empty());
            let name = title.or_else(|| cluster.notes.first().map(first_line));
            (cluster.id.as_str(), name.unwrap_or_default())
        }));
        names
    }
}
