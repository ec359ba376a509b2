//! A room's frames as programs are given them: everything first, and then what changed, frame by frame.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use serde_json::Value;

use crate::versions::frame::{Elements, Frame};

/// What was given so far.
#[derive(Debug, Default)]
pub struct Film {
    /// Whether people are named.
    names: bool,
    /// Frames from before this time come as one.
    since_ms: Option<u64>,
    /// Those, so far.
    before: Option<Frame>,
    /// When the board was as the last frame had it.
    last_ms: Option<u64>,
    /// What was given of each element, as a hash; none before the first frame.
    given: Option<[HashMap<String, u64>; 5]>,
}

impl Film {
    /// Nothing so far. `names`: whether people are named.
    #[must_use]
    pub fn new(names: bool, since_ms: Option<u64>) -> Self {
        Self { names, since_ms, ..Self::default() }
    }

    /// Takes the next frame and gives the JSON of those that can be given, each by itself.
    pub fn next(&mut self, frame: Frame) -> Vec<String> {
        if self.since_ms.is_some_and(|since| frame.at_ms < since) {
            let before = self.before.take();
            self.before = Some(match before {
                Some(before) => Frame { people: frame.people.clone(), ..before.then(frame) },
                None => Frame { whole: true, ..frame },
            });
            return Vec::new();
        }
        let before = self.end();
        before.into_iter().chain(self.give(frame)).collect()
    }

    /// What is left when there are no more frames.
    pub fn end(&mut self) -> Option<String> {
        let before = self.before.take()?;
        self.give(before)
    }

    fn give(&mut self, mut frame: Frame) -> Option<String> {
        let is_first = self.given.is_none();
        let last_ms = self.last_ms.replace(frame.at_ms);
        let from_ms = frame.from_ms.or(last_ms).unwrap_or(frame.at_ms);
        let given = self.given.get_or_insert_default();
        if !self.names {
            frame.writers.clear();
            frame.people.clear();
        }
        let whole = frame.whole;
        for (kind, given) in frame.kinds_mut().into_iter().zip(given.iter()) {
            if whole {
                for key in given.keys() {
                    kind.entry(key.clone()).or_insert(None);
                }
            }
        }
        let notes = std::mem::take(&mut frame.notes);
        let notes = written(&notes, &mut given[0], |key, fields| {
            fields.json_by(frame.writers.get(key).copied())
        });
        let [_, clusters, sections, strokes, connectors] = frame.kinds();
        let plain = |_: &str, fields: &super::fields::Fields| fields.json().to_owned();
        let kinds = [
            ("notes", notes),
            ("clusters", written(clusters, &mut given[1], plain)),
            ("sections", written(sections, &mut given[2], plain)),
            ("strokes", written(strokes, &mut given[3], plain)),
            ("connectors", written(connectors, &mut given[4], plain)),
        ];
        let is_empty = kinds.iter().all(|(_, kind)| kind.is_empty()) && frame.title.is_none();
        if is_empty && !is_first && !frame.ends_phase {
            return None;
        }
        let people: Vec<_> = frame.people.iter().map(|who| Value::from(who.to_string())).collect();
        let mut json = format!(
            "{{\"fromMs\":{from_ms},\"atMs\":{},\"phase\":{},\"people\":{}",
            frame.at_ms,
            Value::from(frame.phase),
            Value::from(people)
        );
        if let Some(title) = frame.title {
            json.push_str(&format!(",\"title\":{}", Value::from(title)));
        }
        for (name, kind) in kinds {
            json.push_str(&format!(",\"{name}\":{{{}}}", kind.join(",")));
        }
        json.push('}');
        Some(json)
    }
}

/// The members of an object of elements: those that are other than they were given.
fn written(
    elements: &Elements,
    given: &mut HashMap<String, u64>,
    json: impl Fn(&str, &super::fields::Fields) -> String,
) -> Vec<String> {
    let mut members = Vec::new();
    for (key, fields) in elements {
        let value = match fields {
            Some(fields) => {
                let value = json(key, fields);
                let mut hasher = DefaultHasher::new();
                value.hash(&mut hasher);
                let hash = hasher.finish();
                if given.insert(key.clone(), hash) == Some(hash) {
                    continue;
                }
                value
            }
            None if given.remove(key).is_none() => continue,
            None => "null".to_owned(),
        };
        members.push(format!("{}:{value}", Value::from(key.as_str())));
    }
    members
}
