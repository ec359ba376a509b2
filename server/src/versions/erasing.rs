//! What was erased for good is in no frame.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::document::content::{BoardContent, as_shown};
use crate::document::roots::{CLUSTERS, META, NOTES, SECTIONS, words_field};
use crate::versions::fields::Fields;
use crate::versions::frame::Frame;

/// Something that was erased for good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Erased {
    /// An element, by its key: a note, cluster, section, stroke or connector.
    Element(String),
    /// A title, of an element or the board, or a note's text, where it was this.
    Title {
        /// The name of the map: `notes`, `clusters`, `sections` or `meta`.
        root: String,
        /// The element's key; of the board `title`.
        key: String,
        /// What it said.
        title: String,
    },
}

impl Erased {
    /// About how many bytes it takes.
    #[must_use]
    pub const fn bytes(&self) -> usize {
        size_of::<Self>()
            + match self {
                Self::Element(key) => key.len(),
                Self::Title { root, key, title } => root.len() + key.len() + title.len(),
            }
    }
}

/// Takes what was erased out of frames.
pub fn erase(frames: &mut [Frame], erased: &[Erased]) {
    for frame in frames {
        for one in erased {
            match one {
                Erased::Element(key) => {
                    for kind in frame.kinds_mut() {
                        kind.remove(key);
                    }
                    frame.writers.remove(key);
                }
                Erased::Title { root, key, title } => {
                    erase_title(frame, root, key, &as_shown(root, title));
                }
            }
        }
    }
}

/// Leaves out of a board what is still to be erased from the frames so far: where it was made again, or its words were written
/// again, the next frame tells it that comes after the erasure, which else would hit it. Says whether anything was left out.
pub fn leave_out<'a>(board: &mut BoardContent, erased: impl Iterator<Item = &'a Erased>) -> bool {
    let mut keys = HashSet::new();
    let mut left_out = false;
    for one in erased {
        match one {
            Erased::Element(key) => {
                keys.insert(key.as_str());
            }
            Erased::Title { root, key, title } => {
                let title = as_shown(root, title);
                let words = words_of(board, root, key).filter(|words| **words == title);
                left_out |= words.map(String::clear).is_some();
            }
        }
    }
    if keys.is_empty() {
        return left_out;
    }
    let before = element_count(board);
    let BoardContent { notes, clusters, sections, strokes, connectors, .. } = board;
    notes.retain(|note| !keys.contains(note.id.as_str()));
    clusters.retain(|cluster| !keys.contains(cluster.id.as_str()));
    sections.retain(|section| !keys.contains(section.id.as_str()));
    strokes.retain(|stroke| !keys.contains(stroke.id.as_str()));
    connectors.retain(|connector| !keys.contains(connector.id.as_str()));
    left_out || before > element_count(board)
}

fn element_count(board: &BoardContent) -> usize {
    let BoardContent { notes, clusters, sections, strokes, connectors, .. } = board;
    notes.len() + clusters.len() + sections.len() + strokes.len() + connectors.len()
}

/// What an element says, or the board.
fn words_of<'a>(board: &'a mut BoardContent, root: &str, key: &str) -> Option<&'a mut String> {
    match root {
        META => board.title.as_mut(),
        NOTES => board.notes.iter_mut().find(|note| note.id == key).map(|note| &mut note.text),
        CLUSTERS => {
            let cluster = board.clusters.iter_mut().find(|cluster| cluster.id == key);
            cluster.map(|cluster| &mut cluster.title)
        }
        SECTIONS => {
            let section = board.sections.iter_mut().find(|section| section.id == key);
            section.map(|section| &mut section.title)
        }
        _ => None,
    }
}

fn erase_title(frame: &mut Frame, root: &str, key: &str, title: &str) {
    let elements = match root {
        META => {
            if frame.title.as_deref() == Some(title) {
                frame.title = Some(String::new());
            }
            return;
        }
        NOTES => &mut frame.notes,
        CLUSTERS => &mut frame.clusters,
        SECTIONS => &mut frame.sections,
        _ => return,
    };
    let Some(Some(fields)) = elements.get_mut(key) else { return };
    let untitled = without_words(fields, words_field(root, key), title);
    if let Some(untitled) = untitled {
        *fields = untitled;
    }
}

fn without_words(fields: &Fields, field: &str, words: &str) -> Option<Fields> {
    let mut object: serde_json::Map<_, _> = serde_json::from_str(fields.json()).ok()?;
    let told = object.get_mut(field).filter(|told| told.as_str() == Some(words))?;
    *told = "".into();
    Fields::of_json(&serde_json::to_string(&object).ok()?)
}
