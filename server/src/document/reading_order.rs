//! The order in which people read a board: as the page goes through it by keyboard (the client's
//! `board/document/reading_order.ts` and `items.ts`). Ballots and exports keep to it.

use std::cmp::Ordering;

use crate::document::content::{BoardCluster, BoardNote, by_cluster};
use crate::document::fields::cmp_ids;
use crate::document::measures::{NOTE_SIDE, cluster_corner};

/// What lies with its top in one band is read as one row: half a note.
const ROW: f64 = NOTE_SIDE / 2.0;

/// Something that is read, with its upper left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place<'a> {
    /// Its key.
    pub id: &'a str,
    /// Where it lies.
    pub at: [f64; 2],
}

impl Place<'_> {
    /// By rows from the top, each from the left. A total order.
    #[must_use]
    pub fn cmp_reading(&self, other: &Self) -> Ordering {
        let row = |place: &Self| (place.at[1] / ROW).floor();
        row(self)
            .total_cmp(&row(other))
            .then(self.at[0].total_cmp(&other.at[0]))
            .then(self.at[1].total_cmp(&other.at[1]))
            .then_with(|| cmp_ids(self.id, other.id))
    }
}

/// In reading order.
#[must_use]
pub fn by_reading(one: &BoardNote, other: &BoardNote) -> Ordering {
    place_of(one).cmp_reading(&place_of(other))
}

fn place_of(note: &BoardNote) -> Place<'_> {
    Place { id: &note.id, at: note.at }
}

/// What is read one after another: a cluster, or a note in none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Item<'a> {
    /// Its key and its corner; a cluster's is the upper left one.
    pub place: Place<'a>,
    /// What it is.
    pub kind: ItemKind,
}

/// What can be read by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemKind {
    /// A note in no cluster.
    Note,
    /// A cluster, whether it has notes or none.
    Cluster {
        /// It has none.
        is_empty: bool,
    },
}

/// Clusters and the notes in none, in reading order; `notes` are those in sight.
#[must_use]
pub fn items<'a>(notes: &'a [BoardNote], clusters: &'a [BoardCluster]) -> Vec<Item<'a>> {
    let (members, lone) = by_cluster(notes, clusters);
    let of_note = |note: &'a BoardNote| Item { place: place_of(note), kind: ItemKind::Note };
    let of_cluster = |(cluster, notes): (&'a BoardCluster, Vec<&BoardNote>)| {
        let corner = cluster_corner(notes.iter().map(|note| note.at));
        let place = Place { id: &cluster.id, at: corner.unwrap_or(cluster.at) };
        Item { place, kind: ItemKind::Cluster { is_empty: corner.is_none() } }
    };
    let notes = lone.into_iter().map(of_note);
    let mut items: Vec<_> = notes.chain(clusters.iter().zip(members).map(of_cluster)).collect();
    // A note may have a cluster's key: the cluster first.
    let is_note = |item: &Item<'_>| item.kind == ItemKind::Note;
    items.sort_by(|one, other| {
        one.place.cmp_reading(&other.place).then_with(|| is_note(one).cmp(&is_note(other)))
    });
    items
}
