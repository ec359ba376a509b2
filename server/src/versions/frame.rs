//! A frame: what changed on the board since the frame before it, and how two neighbours become one.

use std::collections::{BTreeMap, BTreeSet};

use picnic_protocol::ids::ParticipantId;
use serde::{Deserialize, Serialize};

use crate::versions::fields::Fields;

/// Elements by their keys: their fields, or none of one that is gone.
pub type Elements = BTreeMap<String, Option<Fields>>;

/// What changed on the board since the frame before.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Frame {
    /// When the board was so, ms since 1970.
    pub at_ms: u64,
    /// When the first was done of what it tells, ms since 1970; where that is not known, since the frame before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_ms: Option<u64>,
    /// The phase that ran.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phase: Option<String>,
    /// Whether that phase ended with it.
    #[serde(skip_serializing_if = "is_false")]
    pub ends_phase: bool,
    /// Whether it holds everything: what is not in it is not on the board.
    #[serde(skip_serializing_if = "is_false")]
    pub whole: bool,
    /// The board's title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Notes.
    #[serde(skip_serializing_if = "Elements::is_empty")]
    pub notes: Elements,
    /// Clusters.
    #[serde(skip_serializing_if = "Elements::is_empty")]
    pub clusters: Elements,
    /// Sections.
    #[serde(skip_serializing_if = "Elements::is_empty")]
    pub sections: Elements,
    /// Strokes.
    #[serde(skip_serializing_if = "Elements::is_empty")]
    pub strokes: Elements,
    /// Connectors.
    #[serde(skip_serializing_if = "Elements::is_empty")]
    pub connectors: Elements,
    /// Who changed something. Kept apart from all else, for it ends with a secret.
    #[serde(skip)]
    pub people: BTreeSet<ParticipantId>,
    /// Whose a note of this frame is, as far as the board says so. Kept apart, too.
    #[serde(skip)]
    pub writers: BTreeMap<String, ParticipantId>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it so")]
const fn is_false(value: &bool) -> bool {
    !*value
}

impl Frame {
    /// Its elements: notes, clusters, sections, strokes, connectors.
    #[must_use]
    pub const fn kinds(&self) -> [&Elements; 5] {
        [&self.notes, &self.clusters, &self.sections, &self.strokes, &self.connectors]
    }

    /// The same, to be changed.
    pub const fn kinds_mut(&mut self) -> [&mut Elements; 5] {
        let Self { notes, clusters, sections, strokes, connectors, .. } = self;
        [notes, clusters, sections, strokes, connectors]
    }

    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.title.is_none() && self.kinds().iter().all(|kind| kind.is_empty())
    }

    /// About how many bytes it takes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let of = |(key, fields): (&String, &Option<Fields>)| {
            key.len() + 8 + fields.as_ref().map_or(4, |fields| fields.json().len())
        };
        64 + self.kinds().into_iter().flatten().map(of).sum::<usize>()
    }

    /// This frame and the one after it as one, at the later's time: the later wins. Nothing of the board as it was then is lost.
    #[must_use]
    pub fn then(mut self, later: Self) -> Self {
        let mut people = std::mem::take(&mut self.people);
        if later.whole {
            people.extend(later.people.iter().copied());
            return Self { people, from_ms: self.from_ms, ..later };
        }
        for key in later.notes.keys() {
            self.writers.remove(key);
        }
        self.writers.extend(later.writers);
        people.extend(later.people);
        let whole = self.whole;
        let changed =
            [later.notes, later.clusters, later.sections, later.strokes, later.connectors];
        for (elements, changed) in self.kinds_mut().into_iter().zip(changed) {
            elements.extend(changed);
            if whole {
                elements.retain(|_, fields| fields.is_some());
            }
        }
        let (at_ms, phase, ends_phase) = (later.at_ms, later.phase, later.ends_phase);
        let title = later.title.or(self.title.take());
        Self { at_ms, phase, ends_phase, title, people, ..self }
    }

    /// What of it is new after a board that is the fold of all frames before; none where nothing is.
    #[must_use]
    pub fn since(mut self, before: &Self) -> Option<Self> {
        let whole = std::mem::take(&mut self.whole);
        let mut writers = std::mem::take(&mut self.writers);
        if self.title == before.title {
            self.title = None;
        }
        let writer_is_new = |key: &String| writers.get(key) != before.writers.get(key);
        // Of notes only, which come first, it is told whose they are.
        let tells_writers = [true, false, false, false, false];
        let kinds = self.kinds_mut().into_iter().zip(before.kinds());
        for ((elements, there), tells_writers) in kinds.zip(tells_writers) {
            if whole {
                for key in there.keys() {
                    elements.entry(key.clone()).or_insert(None);
                }
            }
            elements.retain(|key, fields| {
                there.get(key).and_then(Option::as_ref) != fields.as_ref()
                    || tells_writers && fields.is_some() && writer_is_new(key)
            });
        }
        writers.retain(|key, _| self.notes.get(key).is_some_and(Option::is_some));
        self.writers = writers;
        Some(self).filter(|changes| !changes.is_empty() || changes.ends_phase)
    }
}
