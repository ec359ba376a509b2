//! A room's board beside the room, as its records give it one after the other: what each of them changed, element by element.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use yrs::types::{Event, PathSegment};
use yrs::updates::decoder::Decode as _;
use yrs::{
    Any, DeepObservable as _, Doc, GetString as _, Map as _, MapRef, Out, ReadTxn, TextRef,
    Transact as _, Update,
};

/// The maps that are looked at.
pub const ROOTS: [&str; 3] = ["notes", "clusters", "sections"];

/// Where something is: in which map, and under which key.
pub type Place = (&'static str, String);

/// An element as it stands.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Seen {
    /// Its text or title.
    pub text: String,
    pub at: [f64; 2],
    pub size: [f64; 2],
    pub z: Option<u64>,
    pub cluster: Option<String>,
    /// Whom it names.
    pub by: Option<String>,
}

/// What one record changed.
#[derive(Debug, Default)]
pub struct Step {
    /// As it was, and as it is.
    pub changes: BTreeMap<Place, (Option<Seen>, Option<Seen>)>,
    /// The sections before it and after it.
    pub sections: [Vec<(String, Seen)>; 2],
}

/// The board beside the room.
pub struct Shadow {
    doc: Doc,
    touched: Arc<Mutex<BTreeSet<Place>>>,
    pub seen: BTreeMap<Place, Seen>,
}

impl Shadow {
    pub fn of(board: &[u8]) -> Self {
        let doc = Doc::new();
        let touched = Arc::new(Mutex::new(BTreeSet::new()));
        for root in ROOTS {
            let map = doc.get_or_insert_map(root);
            let touched = Arc::clone(&touched);
            map.observe_deep("shadow", move |txn, events| {
                let mut touched = touched.lock().unwrap();
                for event in events.iter() {
                    let first = match event.path().front() {
                        Some(PathSegment::Key(key)) => Some(key.to_string()),
                        _ => None,
                    };
                    match (first, event) {
                        (Some(key), _) => drop(touched.insert((root, key))),
                        (None, Event::Map(event)) => {
                            touched
                                .extend(event.keys(txn).keys().map(|key| (root, key.to_string())));
                        }
                        _ => {}
                    }
                }
            });
        }
        let mut shadow = Self { doc, touched, seen: BTreeMap::new() };
        shadow.follow(board);
        shadow
    }

    /// Takes in what a record changed.
    pub fn follow(&mut self, update: &[u8]) -> Step {
        let before = self.sections();
        self.doc.transact_mut().apply_update(Update::decode_v1(update).unwrap()).unwrap();
        let touched = std::mem::take(&mut *self.touched.lock().unwrap());
        let txn = self.doc.transact();
        let mut changes = BTreeMap::new();
        for place in touched {
            let is = read(&txn, place.0, &place.1);
            let was = match &is {
                Some(is) => self.seen.insert(place.clone(), is.clone()),
                None => self.seen.remove(&place),
            };
            if was != is {
                changes.insert(place, (was, is));
            }
        }
        drop(txn);
        Step { changes, sections: [before, self.sections()] }
    }

    /// The board was stored whole: what changed is found by comparing.
    pub fn replace(&mut self, board: &[u8]) -> Step {
        let before = std::mem::replace(self, Self::of(board));
        let places: BTreeSet<&Place> = before.seen.keys().chain(self.seen.keys()).collect();
        let pair = |place: &Place| (before.seen.get(place).cloned(), self.seen.get(place).cloned());
        let changes = places.into_iter().map(|place| (place.clone(), pair(place)));
        let changes = changes.filter(|(_, (was, is))| was != is).collect();
        Step { changes, sections: [before.sections(), self.sections()] }
    }

    fn sections(&self) -> Vec<(String, Seen)> {
        let sections = self.seen.iter().filter(|((root, _), _)| *root == "sections");
        sections.map(|((_, key), seen)| (key.clone(), seen.clone())).collect()
    }

    pub fn has(&self, root: &str, key: &str) -> bool {
        self.seen.keys().any(|place| place.0 == root && place.1 == key)
    }
}

/// What is none is 0.
pub fn number_of(any: &Any) -> f64 {
    match any {
        Any::Number(number) => number.as_f64().unwrap_or_default(),
        _ => 0.0,
    }
}

/// Reads an element.
pub fn read(txn: &impl ReadTxn, root: &str, key: &str) -> Option<Seen> {
    let element: MapRef = txn.get_map(root)?.get(txn, key)?.cast().ok()?;
    let text = ["text", "title"].iter().find_map(|name| element.get(txn, name));
    let text = text.and_then(|text| text.cast::<TextRef>().ok());
    let pair = |name| match element.get(txn, name) {
        Some(Out::Any(Any::Array(pair))) => {
            [0, 1].map(|at| pair.get(at).map(number_of).unwrap_or_default())
        }
        _ => [0.0; 2],
    };
    let string = |name| match element.get(txn, name) {
        Some(Out::Any(Any::String(string))) => Some(string.to_string()),
        _ => None,
    };
    let z = match element.get(txn, "z") {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "people's")]
        Some(Out::Any(any)) => Some(number_of(&any) as u64),
        _ => None,
    };
    Some(Seen {
        text: text.map(|text| text.get_string(txn)).unwrap_or_default(),
        at: pair("at"),
        size: pair("size"),
        z,
        cluster: string("cluster"),
        by: string("by"),
    })
}
