//! The notes of an encoded board, as far as suggestions need them: their texts and their clusters.

use std::collections::HashSet;

use picnic_protocol::ids::ElementId;

use crate::document::content::{BoardContent, Unreadable, in_sight};

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

/// Reads the notes of a board that the room encoded, in the order of their keys. What is no note, has
/// a key that no page draws, or lies under another that says nearly the same, is left out.
///
/// # Errors
/// [`Unreadable`].
pub fn written_notes(board: &[u8]) -> Result<Vec<WrittenNote>, Unreadable> {
    let BoardContent { mut notes, clusters, .. } = BoardContent::read(board)?;
    let clusters: HashSet<String> = clusters.into_iter().map(|cluster| cluster.id).collect();
    notes.retain(|note| note.id.parse::<ElementId>().is_ok());
    let (shown, _) = in_sight(notes);
    let written = shown.into_iter().filter_map(|note| {
        let is_clustered = note.cluster.is_some_and(|cluster| clusters.contains(&cluster));
        Some(WrittenNote { id: note.id.parse().ok()?, text: note.text, is_clustered })
    });
    Ok(written.collect())
}
