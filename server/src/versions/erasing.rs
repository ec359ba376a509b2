//! What was erased for good is in no frame.

use serde::{Deserialize, Serialize};

use crate::document::roots::{CLUSTERS, META, NOTES, SECTIONS, words_field};
use crate::versions::fields::Fields;
use crate::versions::frame::Frame;

/// Something that was erased for good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Erased {
    /// An element, by its key: a note, cluster, section or stroke.
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
                Erased::Title { root, key, title } => erase_title(frame, root, key, title),
            }
        }
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
