//! The notes of an encoded board, as far as suggestions need them: their texts and their clusters.

use std::collections::{HashMap, HashSet};

use picnic_protocol::ids::ElementId;
use yrs::updates::decoder::Decode as _;
use yrs::{Any, Doc, GetString as _, Map as _, Out, ReadTxn, Transact as _, Update};

/// The bytes are no board.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the board cannot be read")]
pub struct Unreadable;

/// A note with what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenNote {
    /// Its key.
    pub id: ElementId,
    /// Its text.
    pub text: String,
    /// Whether a cluster that is there has it.
    pub is_clustered: bool,
}

/// A note's text, and the note that it says it lies under.
type Read = (WrittenNote, Option<ElementId>);

/// Reads the notes of a board that the room encoded, in the order of their keys. What is no note, has
/// a key that no page draws, or lies under another that says nearly the same, is left out.
///
/// # Errors
/// [`Unreadable`].
pub fn written_notes(board: &[u8]) -> Result<Vec<WrittenNote>, Unreadable> {
    let doc = Doc::new();
    let update = Update::decode_v1(board).map_err(|_| Unreadable)?;
    doc.transact_mut().apply_update(update).map_err(|_| Unreadable)?;
    let txn = doc.transact();
    let clusters: HashSet<String> = txn
        .get_map("clusters")
        .map(|clusters| clusters.keys(&txn).map(str::to_owned).collect())
        .unwrap_or_default();
    let Some(map) = txn.get_map("notes") else { return Ok(Vec::new()) };
    let read: Vec<Read> = map
        .iter(&txn)
        .filter_map(|(id, note)| {
            let (Ok(id), Out::YMap(note)) = (id.parse(), note) else { return None };
            let cluster = match note.get(&txn, "cluster") {
                Some(Out::Any(Any::String(cluster))) => Some(cluster),
                _ => None,
            };
            let is_clustered = cluster.is_some_and(|cluster| clusters.contains(&*cluster));
            let under = match note.get(&txn, "under") {
                Some(Out::Any(Any::String(under))) => under.parse().ok(),
                _ => None,
            };
            let text = text_of(&txn, note.get(&txn, "text"));
            Some((WrittenNote { id, text, is_clustered }, under))
        })
        .collect();
    let mut notes = in_sight(read);
    notes.sort_unstable_by(|one, other| one.id.cmp(&other.id));
    Ok(notes)
}

/// All but those that lie under another note, as the page reads it.
fn in_sight(read: Vec<Read>) -> Vec<WrittenNote> {
    let there: HashSet<&ElementId> = read.iter().map(|(note, _)| &note.id).collect();
    let under: HashMap<ElementId, ElementId> = read
        .iter()
        .filter_map(|(note, under)| Some((note.id.clone(), under.clone()?)))
        .filter(|(note, top)| note != top && there.contains(top))
        .collect();
    let notes = read.into_iter().map(|(note, _)| note);
    notes.filter(|note| under.get(&note.id).is_none_or(|top| under.contains_key(top))).collect()
}

fn text_of(txn: &impl ReadTxn, text: Option<Out>) -> String {
    match text {
        Some(Out::YText(text)) => text.get_string(txn),
        Some(Out::Any(Any::String(text))) => text.to_string(),
        _ => String::new(),
    }
}
