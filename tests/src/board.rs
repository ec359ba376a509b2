//! The board document as a test writes and reads it: notes with a text and a place.

use std::collections::BTreeMap;
use std::sync::Arc;

use yrs::{
    Any, Doc, GetString, Map, MapPrelim, MapRef, Out, ReadTxn, Text, TextPrelim, TextRef, Transact,
    TransactionMut, WriteTxn,
};

/// One note, with what tests compare.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// Its text.
    pub text: String,
    /// Where it lies.
    pub at: [f64; 2],
}

/// The notes of a board by id.
pub type Notes = BTreeMap<String, Note>;

/// Reads every note.
#[must_use]
pub fn read_notes(doc: &Doc) -> Notes {
    let txn = doc.transact();
    let Some(notes) = txn.get_map("notes") else { return Notes::new() };
    notes.iter(&txn).filter_map(|(id, out)| Some((id.to_string(), read_note(&txn, out)?))).collect()
}

fn read_note(txn: &impl ReadTxn, out: Out) -> Option<Note> {
    let Out::YMap(note) = out else { return None };
    let Some(Out::YText(text)) = note.get(txn, "text") else { return None };
    let Some(Out::Any(Any::Array(at))) = note.get(txn, "at") else { return None };
    let number = |index: usize| match at.get(index) {
        Some(Any::Number(value)) => value.as_f64().unwrap_or(f64::NAN),
        _ => f64::NAN,
    };
    Some(Note { text: text.get_string(txn), at: [number(0), number(1)] })
}

/// A change of the board within one transaction.
pub struct Edit<'a, 'doc> {
    notes: MapRef,
    txn: &'a mut TransactionMut<'doc>,
}

impl<'a, 'doc> Edit<'a, 'doc> {
    /// Starts an edit; `notes` is the document's map of notes.
    pub fn new(notes: MapRef, txn: &'a mut TransactionMut<'doc>) -> Self {
        Self { notes, txn }
    }

    /// Lays a new note.
    pub fn add(&mut self, id: &str, text: &str, at: [f64; 2]) {
        let fields = MapPrelim::from_iter([
            ("z", yrs::In::Any(Any::Number(0.0.into()))),
            ("color", yrs::In::Any(Any::String(Arc::from("yellow")))),
            ("made", yrs::In::Any(Any::Number(1_790_000_000_000.0.into()))),
            ("at", yrs::In::Any(place(at))),
        ]);
        let note = self.notes.insert(self.txn, id, fields);
        note.insert(self.txn, "text", TextPrelim::new(text));
    }

    /// Writes at the end of a note.
    pub fn append(&mut self, id: &str, text: &str) {
        let note = self.text(id);
        note.push(self.txn, text);
    }

    /// Moves a note.
    pub fn place(&mut self, id: &str, at: [f64; 2]) {
        let note = self.note(id);
        note.insert(self.txn, "at", place(at));
    }

    /// Makes a cluster of notes that are there.
    pub fn cluster(&mut self, id: &str, title: &str, notes: &[&str]) {
        let clusters = self.txn.get_or_insert_map("clusters");
        let entry = clusters.insert(self.txn, id, MapPrelim::default());
        entry.insert(self.txn, "title", TextPrelim::new(title));
        for note in notes {
            self.note(note).insert(self.txn, "cluster", Any::String(Arc::from(id)));
        }
    }

    /// Lays a note under another that says nearly the same.
    pub fn lay_under(&mut self, id: &str, top: &str) {
        self.note(id).insert(self.txn, "under", Any::String(Arc::from(top)));
    }

    /// Takes a note away.
    pub fn remove(&mut self, id: &str) {
        self.notes.remove(self.txn, id);
    }

    /// Puts any value into the map of notes.
    pub fn put(&mut self, id: &str, value: Any) {
        self.notes.insert(self.txn, id, value);
    }

    fn note(&self, id: &str) -> MapRef {
        match self.notes.get(self.txn, id) {
            Some(Out::YMap(note)) => note,
            other => panic!("there is no note {id}: {other:?}"),
        }
    }

    fn text(&self, id: &str) -> TextRef {
        match self.note(id).get(self.txn, "text") {
            Some(Out::YText(text)) => text,
            other => panic!("note {id} has no text: {other:?}"),
        }
    }
}

fn place([x, y]: [f64; 2]) -> Any {
    Any::Array(Arc::from([Any::Number(x.into()), Any::Number(y.into())]))
}
