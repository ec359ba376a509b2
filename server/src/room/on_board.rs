//! The session's look at the board, and the notes and sections that the server lays there.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use picnic_protocol::ids::{ClientId, ElementId};
use picnic_protocol::session::Language;
use picnic_protocol::session::plan::{Section, VoteOn};
use yrs::updates::decoder::Decode;
use yrs::{
    Any, Array, ClientID, Doc, GetString, Map, MapPrelim, OffsetKind, Options, Out, ReadTxn,
    TextPrelim, Transact, TransactionMut, Update, WriteTxn,
};

use crate::limits::{BOARD_REACH, LYING_MAX};
use crate::room::session::blanket::{Area, Blanket, Lying, NewNote};
use crate::room::session::placing::{NOTE_SIDE, height_of};

/// Kept free above a cluster's notes, for its title.
const CLUSTER_TITLE_HEIGHT: i32 = 88;

/// Kept free beside them, for its outline.
const CLUSTER_MARGIN: i32 = 24;

/// The board as a transaction sees it.
pub(super) struct OnBoard<'a, T>(pub(super) &'a T);

impl<T: ReadTxn> OnBoard<'_, T> {
    fn has(&self, map: &str, key: &ElementId) -> bool {
        let entry = self.0.get_map(map).and_then(|map| map.get(self.0, key.as_str()));
        matches!(entry, Some(Out::YMap(_)))
    }

    /// Entries of a map that are maps, at most [`LYING_MAX`].
    fn entries(&self, map: &str) -> Vec<(String, yrs::MapRef)> {
        let Some(map) = self.0.get_map(map) else { return Vec::new() };
        let entries = map.iter(self.0).filter_map(|(key, entry)| match entry {
            Out::YMap(entry) if !key.is_empty() => Some((key.to_string(), entry)),
            _ => None,
        });
        entries.take(LYING_MAX).collect()
    }

    /// The notes that lie in sight: all but those under another that says nearly the same. One whose
    /// note is gone lies free, and none lies under one that names another itself.
    fn lying_notes(&self) -> Vec<(String, yrs::MapRef)> {
        let mut notes = self.entries("notes");
        let keys: HashSet<&str> = notes.iter().map(|(key, _)| key.as_str()).collect();
        let under: HashMap<String, String> = notes
            .iter()
            .filter_map(|(key, note)| match note.get(self.0, "under") {
                Some(Out::Any(Any::String(top))) if *top != **key && keys.contains(&*top) => {
                    Some((key.clone(), top.to_string()))
                }
                _ => None,
            })
            .collect();
        notes.retain(|(key, _)| under.get(key).is_none_or(|top| under.contains_key(top)));
        notes
    }

    fn pair(&self, entry: &yrs::MapRef, field: &str) -> [i32; 2] {
        let pair = match entry.get(self.0, field) {
            Some(Out::Any(Any::Array(pair))) => [0, 1].map(|at| pair.get(at).and_then(number)),
            Some(Out::YArray(pair)) => [0, 1].map(|at| match pair.get(self.0, at) {
                Some(Out::Any(value)) => number(&value),
                _ => None,
            }),
            _ => [None, None],
        };
        pair.map(|value| whole(value.unwrap_or_default()))
    }

    fn text(&self, entry: &yrs::MapRef) -> String {
        match entry.get(self.0, "text") {
            Some(Out::YText(text)) => text.get_string(self.0),
            Some(Out::Any(Any::String(text))) => text.to_string(),
            _ => String::new(),
        }
    }

    fn cluster(&self, entry: &yrs::MapRef) -> Option<String> {
        match entry.get(self.0, "cluster") {
            Some(Out::Any(Any::String(cluster))) if !cluster.is_empty() => {
                Some(cluster.to_string())
            }
            _ => None,
        }
    }
}

impl<T: ReadTxn> Blanket for OnBoard<'_, T> {
    fn has_note(&self, note: &ElementId) -> bool {
        self.has("notes", note)
    }

    fn has_element(&self, element: &ElementId) -> bool {
        self.has("notes", element) || self.has("clusters", element)
    }

    fn items(&self, on: VoteOn) -> Vec<ElementId> {
        let clusters = match on {
            VoteOn::Clusters => self.entries("clusters"),
            VoteOn::Notes => Vec::new(),
        };
        let clusters: HashSet<_> = clusters.into_iter().map(|(key, _)| key).collect();
        // A cluster stands where its first note does: one without notes is nothing to vote on, and
        // a note whose cluster is gone is free.
        let mut places: HashMap<String, (i32, i32)> = HashMap::new();
        for (key, note) in self.lying_notes() {
            let [x, y] = self.pair(&note, "at");
            let cluster = self.cluster(&note).filter(|cluster| clusters.contains(cluster));
            let place = places.entry(cluster.unwrap_or(key)).or_insert((y, x));
            *place = (*place).min((y, x));
        }
        let mut items: Vec<_> = places
            .into_iter()
            .filter_map(|(key, place)| Some((place, key.parse::<ElementId>().ok()?)))
            .collect();
        items.sort();
        items.into_iter().map(|(_, id)| id).collect()
    }

    fn lying(&self) -> Lying {
        let mut lying = Lying::default();
        let mut outlines: HashMap<String, [i32; 4]> = HashMap::new();
        for (_, note) in self.lying_notes() {
            let height = height_of(&self.text(&note));
            let at = self.pair(&note, "at");
            lying.taken.push(Area { at, size: [NOTE_SIDE, height] });
            if let Some(cluster) = self.cluster(&note) {
                let [left, top, right, bottom] = [at[0], at[1], at[0] + NOTE_SIDE, at[1] + height];
                let outline = outlines.entry(cluster).or_insert([left, top, right, bottom]);
                *outline = [
                    outline[0].min(left),
                    outline[1].min(top),
                    outline[2].max(right),
                    outline[3].max(bottom),
                ];
            }
            if let Some(Out::Any(z)) = note.get(self.0, "z") {
                lying.top = lying.top.max(number(&z).map_or(0, whole));
            }
        }
        for (key, cluster) in self.entries("clusters") {
            let at = self.pair(&cluster, "at");
            let alone = [at[0], at[1], at[0] + NOTE_SIDE, at[1]];
            let [left, top, right, bottom] = outlines.get(&key).copied().unwrap_or(alone);
            let at = [left - CLUSTER_MARGIN, top - CLUSTER_TITLE_HEIGHT];
            let size = [right + CLUSTER_MARGIN - at[0], bottom + CLUSTER_MARGIN - at[1]];
            lying.taken.push(Area { at, size });
        }
        for (key, section) in self.entries("sections") {
            let size = self.pair(&section, "size").map(|side| side.max(1));
            lying.sections.push((key, Area { at: self.pair(&section, "at"), size }));
        }
        lying
    }
}

fn number(value: &Any) -> Option<f64> {
    match value {
        Any::Number(value) => Some(value.as_f64().unwrap_or_default()),
        _ => None,
    }
}

#[expect(clippy::cast_possible_truncation, reason = "it is within the board's reach")]
fn whole(value: f64) -> i32 {
    if value.is_finite() { value.clamp(-BOARD_REACH, BOARD_REACH).round() as i32 } else { 0 }
}

/// Lays notes, as the page does, under a client id of their own: an id that had been used before
/// power was lost would mean two things. False when nothing was laid.
pub(super) fn lay_notes(txn: &mut TransactionMut<'_>, notes: &[NewNote], client: ClientId) -> bool {
    let sheet = Doc::with_options(Options {
        client_id: ClientID::new(client),
        offset_kind: OffsetKind::Utf16,
        ..Options::default()
    });
    let map = sheet.get_or_insert_map("notes");
    let mut pen = sheet.transact_mut();
    for note in notes {
        let entry = map.insert(&mut pen, note.id.as_str(), MapPrelim::default());
        entry.insert(&mut pen, "text", TextPrelim::new(note.text.as_str()));
        entry.insert(&mut pen, "at", place(note.at.map(f64::from)));
        entry.insert(&mut pen, "z", f64::from(note.z));
        entry.insert(&mut pen, "color", note.color.name());
        entry.insert(&mut pen, "cluster", Any::Null);
        entry.insert(&mut pen, "by", note.by.map_or(Any::Null, |by| string(&by.to_string())));
        entry.insert(&mut pen, "made", note.made_ms as f64);
    }
    let update = Update::decode_v1(&pen.encode_update_v1());
    let laid = update.is_ok_and(|update| txn.apply_update(update).is_ok());
    debug_assert!(laid, "what yrs wrote on an empty sheet applies everywhere");
    laid
}

/// Lays a plan's sections, titled in the room's language.
pub(super) fn lay_sections(txn: &mut TransactionMut<'_>, sections: &[Section], language: Language) {
    let map = txn.get_or_insert_map("sections");
    for section in sections {
        // Field by field: this is written anew whenever the log is folded, and a map given whole
        // would be written in another order every time (rule 3).
        let entry = map.insert(txn, section.id.as_str(), MapPrelim::default());
        entry.insert(txn, "title", TextPrelim::new(section.title.in_language(language)));
        entry.insert(txn, "at", place(section.at));
        entry.insert(txn, "size", place(section.size));
        entry.insert(txn, "color", section.color.as_str());
    }
}

fn string(text: &str) -> Any {
    Any::String(Arc::from(text))
}

fn place([x, y]: [f64; 2]) -> Any {
    Any::Array(Arc::from([Any::from(x), Any::from(y)]))
}
