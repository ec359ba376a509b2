//! Writing on a board, field by field as the page does: in one order, for a map given whole would be written in another
//! each time, and what is folded anew has to be the same bytes (rule 3).

use std::sync::Arc;

use yrs::{Any, Map as _, MapPrelim, MapRef, Out, TextPrelim, TransactionMut, WriteTxn as _};

use crate::document::content::{Connector, Stroke};
use crate::document::element::Element;
use crate::document::note_size::NoteSize;
use crate::document::roots::{CLUSTERS, CONNECTORS, META, NOTES, SECTIONS, STROKES};
use crate::limits::STACKING_MAX;

/// The form of boards that this version writes: told to pages, and in `meta.schema` when a room is made.
pub const SCHEMA: u32 = 1;

/// A note to be laid.
#[derive(Debug, Clone, Copy)]
pub struct NoteToLay<'a> {
    /// Its key.
    pub id: &'a str,
    /// What it says.
    pub text: &'a str,
    /// Its upper left corner.
    pub at: [f64; 2],
    /// Higher lies over lower.
    pub z: f64,
    /// Its colour's name.
    pub color: &'a str,
    /// How large it is.
    pub size: NoteSize,
    /// Held where and as it is.
    pub locked: bool,
    /// The cluster that it is in.
    pub cluster: Option<&'a str>,
    /// The note that it lies under.
    pub under: Option<&'a str>,
    /// Whose it is.
    pub by: Option<&'a str>,
    /// When it was made, ms since 1970.
    pub made_ms: u64,
}

/// A cluster to be laid.
#[derive(Debug, Clone, Copy)]
pub struct ClusterToLay<'a> {
    /// Its key.
    pub id: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Where its corner is while it has no notes.
    pub at: [f64; 2],
    /// Its colour's name.
    pub color: &'a str,
    /// Collapsed into a stack.
    pub folded: bool,
}

/// A section to be laid.
#[derive(Debug, Clone, Copy)]
pub struct SectionToLay<'a> {
    /// Its key.
    pub id: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Its upper left corner.
    pub at: [f64; 2],
    /// Its width and height.
    pub size: [f64; 2],
    /// Its colour's name.
    pub color: &'a str,
}

/// Writes what a new board says of itself.
pub fn begin(txn: &mut TransactionMut<'_>, title: &str) {
    let meta = txn.get_or_insert_map(META);
    meta.insert(txn, "title", title);
    meta.insert(txn, "schema", SCHEMA);
}

/// Lays a note.
pub fn lay_note(txn: &mut TransactionMut<'_>, note: &NoteToLay<'_>) {
    let entry = entry(txn, NOTES, note.id);
    entry.insert(txn, "text", TextPrelim::new(note.text));
    entry.insert(txn, "at", numbers(&note.at));
    entry.insert(txn, "z", note.z.clamp(-STACKING_MAX, STACKING_MAX));
    entry.insert(txn, "color", note.color);
    entry.insert(txn, "cluster", named(note.cluster));
    entry.insert(txn, "by", named(note.by));
    entry.insert(txn, "made", note.made_ms as f64);
    if let Some(top) = note.under {
        entry.insert(txn, "under", top);
    }
    if !note.size.is_middle() {
        entry.insert(txn, "size", note.size.name());
    }
    if note.locked {
        entry.insert(txn, "locked", true);
    }
}

/// Lays a cluster.
pub fn lay_cluster(txn: &mut TransactionMut<'_>, cluster: &ClusterToLay<'_>) {
    let entry = entry(txn, CLUSTERS, cluster.id);
    entry.insert(txn, "title", TextPrelim::new(cluster.title));
    entry.insert(txn, "at", numbers(&cluster.at));
    entry.insert(txn, "color", cluster.color);
    if cluster.folded {
        entry.insert(txn, "folded", true);
    }
}

/// Lays a section.
pub fn lay_section(txn: &mut TransactionMut<'_>, section: &SectionToLay<'_>) {
    let entry = entry(txn, SECTIONS, section.id);
    entry.insert(txn, "title", TextPrelim::new(section.title));
    entry.insert(txn, "at", numbers(&section.at));
    entry.insert(txn, "size", numbers(&section.size));
    entry.insert(txn, "color", section.color);
}

/// Makes a section this high, and leaves it as it is otherwise. False where there is none.
pub fn heighten_section(txn: &mut TransactionMut<'_>, id: &str, height: f64) -> bool {
    let Some(element) = Element::read(txn, SECTIONS, id) else { return false };
    let [width, _] = element.pair("size");
    let Some(Out::YMap(entry)) = txn.get_or_insert_map(SECTIONS).get(txn, id) else { return false };
    entry.insert(txn, "size", numbers(&[width, height]));
    true
}

/// Lays a stroke.
pub fn lay_stroke(txn: &mut TransactionMut<'_>, stroke: &Stroke) {
    let entry = entry(txn, STROKES, &stroke.id);
    entry.insert(txn, "path", numbers(&stroke.path));
    entry.insert(txn, "color", stroke.color.as_str());
    entry.insert(txn, "width", stroke.width.clamp(1.0, 64.0));
    if !stroke.pressure.is_empty() {
        entry.insert(txn, "pressure", numbers(&stroke.pressure));
    }
}

/// Lays a connector.
pub fn lay_connector(txn: &mut TransactionMut<'_>, connector: &Connector) {
    let entry = entry(txn, CONNECTORS, &connector.id);
    entry.insert(txn, "from", connector.from.as_str());
    entry.insert(txn, "to", connector.to.as_str());
}

/// Takes a note away.
pub fn remove_note(txn: &mut TransactionMut<'_>, id: &str) {
    let notes = txn.get_or_insert_map(NOTES);
    notes.remove(txn, id);
}

fn entry(txn: &mut TransactionMut<'_>, root: &str, id: &str) -> MapRef {
    let map = txn.get_or_insert_map(root);
    map.insert(txn, id, MapPrelim::default())
}

fn named(id: Option<&str>) -> Any {
    id.map_or(Any::Null, |id| Any::String(Arc::from(id)))
}

fn numbers(numbers: &[f64]) -> Any {
    Any::Array(numbers.iter().map(|number| Any::from(*number)).collect())
}
