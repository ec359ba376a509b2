//! A harvest as JSON, piece by piece: whole, versioned, and to be imported as a new room.

use std::iter::once;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::harvest::Harvest;

/// The lists that grow with the board; they are written entry by entry.
const LONG: [&str; 4] = ["clusters", "lone", "strokes", "connectors"];

/// The JSON's pieces.
pub fn json(harvest: &Harvest) -> impl Iterator<Item = String> + '_ {
    let short = short_part(harvest);
    // The short part's closing brace is written at the end.
    let head = short.strip_suffix('}').unwrap_or(&short).to_owned();
    once(head)
        .chain(list(LONG[0], &harvest.clusters))
        .chain(list(LONG[1], &harvest.lone))
        .chain(list(LONG[2], &harvest.strokes))
        .chain(list(LONG[3], &harvest.connectors))
        .chain(once("\n}\n".to_owned()))
}

/// Everything but the long lists.
fn short_part(harvest: &Harvest) -> String {
    let bare = Harvest {
        clusters: Vec::new(),
        lone: Vec::new(),
        strokes: Vec::new(),
        connectors: Vec::new(),
        title: harvest.title.clone(),
        format: harvest.format.clone(),
        sections: harvest.sections.clone(),
        votes: harvest.votes.clone(),
        commitments: harvest.commitments.clone(),
        phases: harvest.phases.clone(),
        ..*harvest
    };
    let mut fields = match serde_json::to_value(&bare) {
        Ok(Value::Object(fields)) => fields,
        // A harvest has text keys and finite numbers only.
        _ => Map::new(),
    };
    for name in LONG {
        fields.remove(name);
    }
    written(&fields)
}

fn list<'a, T: Serialize>(
    name: &str,
    entries: &'a [T],
) -> impl Iterator<Item = String> + use<'a, T> {
    let head = once(format!(",\n\"{name}\": ["));
    let entries = entries.iter().enumerate().map(|(index, entry)| {
        let comma = if index == 0 { "\n" } else { ",\n" };
        format!("{comma}{}", written(entry))
    });
    head.chain(entries).chain(once("]".to_owned()))
}

fn written(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
