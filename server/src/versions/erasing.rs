//! What was erased for good is in no frame.

use serde::{Deserialize, Serialize};

use crate::document::roots::{CLUSTERS, META, SECTIONS};
use crate::versions::fields::Fields;
use crate::versions::frame::Frame;

/// Something that was erased for good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Erased {
    /// An element, by its key: a note, cluster, section or stroke.
    Element(String),
    /// A title, of an element or the board, where it was this.
    Title {
        /// The name of the map: `clusters`, `sections` or `meta`.
        root: String,
        /// The element's key; of the board `title`.
        key: String,
        /// What it said.
        title: String,
    },
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
        CLUSTERS => &mut frame.clusters,
        SECTIONS => &mut frame.sections,
        _ => return,
    };
    let Some(Some(fields)) = elements.get_mut(key) else { return };
    let untitled = without_title(fields, title);
    if let Some(untitled) = untitled {
        *fields = untitled;
    }
}

fn without_title(fields: &Fields, title: &str) -> Option<Fields> {
    let mut object: serde_json::Map<_, _> = serde_json::from_str(fields.json()).ok()?;
    let told = object.get_mut("title").filter(|told| told.as_str() == Some(title))?;
    *told = "".into();
    Fields::of_json(&serde_json::to_string(&object).ok()?)
}
