//! The board as somebody sees it.

use std::collections::BTreeMap;

use yrs::{Any, Doc, GetString, Map, Out, ReadTxn, Transact};

/// A note on the board.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    pub text: String,
    pub at: [f64; 2],
    pub by: Option<String>,
    pub made: f64,
    pub color: String,
}

pub fn notes_of(doc: &Doc) -> BTreeMap<String, Note> {
    let txn = doc.transact();
    let Some(notes) = txn.get_map("notes") else { return BTreeMap::new() };
    let number = |any: Option<&Any>| match any {
        Some(Any::Number(number)) => number.as_f64().unwrap(),
        other => panic!("{other:?} is no number"),
    };
    notes
        .iter(&txn)
        .filter_map(|(id, note)| {
            let Out::YMap(note) = note else { return None };
            let Some(Out::YText(text)) = note.get(&txn, "text") else { return None };
            let Some(Out::Any(Any::Array(at))) = note.get(&txn, "at") else { return None };
            let any = |field: &str| match note.get(&txn, field) {
                Some(Out::Any(any)) => Some(any),
                _ => None,
            };
            let word = |field: &str| match any(field) {
                Some(Any::String(text)) => Some(text.to_string()),
                _ => None,
            };
            let note = Note {
                text: text.get_string(&txn),
                at: [number(at.first()), number(at.get(1))],
                by: word("by"),
                made: any("made").map_or(0.0, |made| number(Some(&made))),
                color: word("color").unwrap_or_default(),
            };
            Some((id.to_owned(), note))
        })
        .collect()
}
