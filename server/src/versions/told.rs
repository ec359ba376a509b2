//! What the frames so far told of the board: a hash an element, so that the next frame costs little memory and nothing an edit.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use picnic_protocol::ids::ParticipantId;

use crate::document::content::BoardContent;
use crate::versions::fields::{Fields, Told as Element};
use crate::versions::frame::{Elements, Frame};

/// What was told of elements of a kind: when last, and what, as a hash.
type Hashes = HashMap<Box<str>, (u32, u64)>;

/// What the frames so far told.
#[derive(Debug, Default)]
pub struct Told {
    /// How many frames there were since it was told anew; none: the next one is whole.
    frames: u32,
    title: u64,
    kinds: [Hashes; 5],
    /// Raised when what was told of people is gone: whose a note is, is then told anew.
    seals: u64,
}

impl Told {
    /// The frame that brings what was told up to the board; none where that is the same.
    pub fn frame(
        &mut self,
        at_ms: u64,
        board: &BoardContent,
        writers: BTreeMap<String, ParticipantId>,
    ) -> Option<Frame> {
        let whole = self.frames == 0;
        self.frames = self.frames.wrapping_add(1).max(1);
        let title = board.title.clone().unwrap_or_default();
        let of_title = hash(title.as_bytes(), None, 0);
        let is_new = whole || self.title != of_title;
        self.title = of_title;
        let mut frame = Frame { at_ms, whole, title: is_new.then_some(title), ..Frame::default() };
        let (now, seals) = (self.frames, self.seals);
        let [notes, clusters, sections, strokes, connectors] = &mut self.kinds;
        let writer_of = |key: &str| writers.get(key).copied();
        frame.notes = changes(notes, &board.notes, now, seals, writer_of);
        frame.clusters = changes(clusters, &board.clusters, now, seals, |_| None);
        frame.sections = changes(sections, &board.sections, now, seals, |_| None);
        frame.strokes = changes(strokes, &board.strokes, now, seals, |_| None);
        frame.connectors = changes(connectors, &board.connectors, now, seals, |_| None);
        let is_told = |key: &String| frame.notes.get(key).is_some_and(Option::is_some);
        frame.writers = writers.into_iter().filter(|(key, _)| is_told(key)).collect();
        (whole || !frame.is_empty()).then_some(frame)
    }

    /// The next frame tells everything.
    pub fn tell_anew(&mut self) {
        *self = Self { seals: self.seals, ..Self::default() };
    }

    /// What was told of people is gone.
    pub const fn forget_people(&mut self) {
        self.seals = self.seals.wrapping_add(1);
    }

    /// These are gone from the frames so far: that they are gone from the board is told no more.
    pub fn forget(&mut self, keys: impl Iterator<Item = impl AsRef<str>>) {
        for key in keys {
            for kind in &mut self.kinds {
                kind.remove(key.as_ref());
            }
        }
    }
}

fn hash(json: &[u8], writer: Option<ParticipantId>, seals: u64) -> u64 {
    let mut hasher = DefaultHasher::new();
    json.hash(&mut hasher);
    if let Some(writer) = writer {
        (writer.as_bytes(), seals).hash(&mut hasher);
    }
    hasher.finish()
}

fn changes<E: Element>(
    told: &mut Hashes,
    elements: &[E],
    now: u32,
    seals: u64,
    writer_of: impl Fn(&str) -> Option<ParticipantId>,
) -> Elements {
    let mut changes = Elements::new();
    let mut json = Vec::new();
    for element in elements {
        json.clear();
        element.write(&mut json);
        let of_it = hash(&json, writer_of(element.key()), seals);
        let is_new = match told.entry(element.key().into()) {
            Entry::Occupied(mut entry) => {
                let (at, before) = entry.get_mut();
                *at = now;
                std::mem::replace(before, of_it) != of_it
            }
            Entry::Vacant(entry) => {
                entry.insert((now, of_it));
                true
            }
        };
        if is_new {
            let fields = std::str::from_utf8(&json).ok().and_then(Fields::of_json);
            changes.insert(element.key().to_owned(), fields);
        }
    }
    told.retain(|key, (at, _)| {
        let is_there = *at == now;
        if !is_there {
            changes.insert(key.to_string(), None);
        }
        is_there
    });
    changes
}
