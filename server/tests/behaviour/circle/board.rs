//! The board as somebody sees it, and what they do to it.

use std::collections::BTreeMap;

use picnic_protocol::frame;
use yrs::types::ToJson;
use yrs::updates::decoder::Decode;
use yrs::{
    Any, ArrayPrelim, Doc, GetString, Map, MapPrelim, Out, ReadTxn, StateVector, Text, TextPrelim,
    TextRef, Transact, TransactionMut, Update, WriteTxn,
};

use super::Circle;

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

fn notes_of_room(circle: &Circle) -> BTreeMap<String, Note> {
    let doc = Doc::new();
    let board = Update::decode_v1(&circle.room.board().encode()).unwrap();
    doc.transact_mut().apply_update(board).unwrap();
    notes_of(&doc)
}

/// A note's text, as it stands on somebody's replica.
pub fn text_of<T: ReadTxn>(txn: &T, id: &str) -> TextRef {
    let note = txn.get_map("notes").and_then(|notes| notes.get(txn, id));
    let Some(Out::YMap(note)) = note else { panic!("no note {id}") };
    let Some(Out::YText(text)) = note.get(txn, "text") else { panic!("no text in {id}") };
    text
}

impl Circle {
    /// Writes a note straight onto the board.
    pub fn write_note(&mut self, number: u8, id: &str, at: [f64; 2]) {
        self.edit(number, |txn| {
            let notes = txn.get_or_insert_map("notes");
            let note = notes.insert(txn, id, MapPrelim::default());
            note.insert(txn, "text", TextPrelim::new(format!("note {id}")));
            note.insert(txn, "at", at.to_vec());
        });
    }

    /// The same, naming somebody as its writer.
    pub fn write_note_by(&mut self, number: u8, id: &str, by: &str) {
        self.edit(number, |txn| {
            let notes = txn.get_or_insert_map("notes");
            let note = notes.insert(txn, id, MapPrelim::default());
            note.insert(txn, "text", TextPrelim::new(format!("note {id}")));
            note.insert(txn, "by", by);
        });
    }

    /// Says of a note that is there who wrote it.
    pub fn say_by(&mut self, number: u8, id: &str, by: Option<&str>) {
        self.edit(number, |txn| {
            let note = txn.get_or_insert_map("notes").get(txn, id);
            let Some(Out::YMap(note)) = note else { panic!("no note {id}") };
            match by {
                Some(by) => drop(note.insert(txn, "by", by)),
                None => drop(note.remove(txn, "by")),
            }
        });
    }

    /// Somebody selects all notes and presses Delete.
    pub fn wipe(&mut self, number: u8) {
        self.edit(number, |txn| {
            let notes = txn.get_or_insert_map("notes");
            let all: Vec<String> = notes.keys(txn).map(str::to_owned).collect();
            for id in all {
                notes.remove(txn, &id);
            }
        });
    }

    /// Somebody's page says all that it has, as each does where the room compares: also all that was ever deleted.
    pub fn say_all(&mut self, number: u8) {
        let doc = &self.seats[&number].doc;
        let all = doc.transact().encode_state_as_update_v1(&StateVector::default());
        self.seats.get_mut(&number).unwrap().sent += 1;
        self.send(number, &frame::sync_step_2(&all));
        self.pass_ms(20);
    }

    /// Writes a note on somebody's page alone, whose line is down.
    pub fn write_offline(&mut self, number: u8, id: &str, at: [f64; 2]) {
        let mut txn = self.seats[&number].doc.transact_mut();
        let notes = txn.get_or_insert_map("notes");
        let note = notes.insert(&mut txn, id, MapPrelim::default());
        note.insert(&mut txn, "text", TextPrelim::new(format!("note {id}")));
        note.insert(&mut txn, "at", at.to_vec());
    }

    /// The same, as a client does that has places in shared arrays.
    pub fn write_note_in_arrays(&mut self, number: u8, id: &str, at: [f64; 2]) {
        self.edit(number, |txn| {
            let notes = txn.get_or_insert_map("notes");
            let note = notes.insert(txn, id, MapPrelim::default());
            note.insert(txn, "text", TextPrelim::new(format!("note {id}")));
            note.insert(txn, "at", ArrayPrelim::from(at));
        });
    }

    /// Groups notes into a cluster, new or not.
    pub fn group(&mut self, number: u8, cluster: &str, members: &[&str]) {
        self.edit(number, |txn| {
            let clusters = txn.get_or_insert_map("clusters");
            let notes = txn.get_or_insert_map("notes");
            let entry = clusters.insert(txn, cluster, MapPrelim::default());
            entry.insert(txn, "title", TextPrelim::new(cluster));
            entry.insert(txn, "at", vec![9_000.0, 9_000.0]);
            for member in members {
                if let Some(Out::YMap(note)) = notes.get(txn, member) {
                    note.insert(txn, "cluster", cluster);
                }
            }
        });
    }

    /// Writes over what the board says of itself.
    pub fn write_about(&mut self, number: u8, field: &str, value: impl Into<Any>) {
        let value = value.into();
        self.edit(number, |txn| {
            let meta = txn.get_or_insert_map("meta");
            meta.insert(txn, field, value);
        });
    }

    pub fn delete_note(&mut self, number: u8, id: &str) {
        self.edit(number, |txn| {
            let notes = txn.get_or_insert_map("notes");
            notes.remove(txn, id);
        });
    }

    /// Takes a note somewhere else.
    pub fn move_note(&mut self, number: u8, id: &str, at: [f64; 2]) {
        self.edit(number, |txn| {
            if let Some(Out::YMap(note)) = txn.get_or_insert_map("notes").get(txn, id) {
                note.insert(txn, "at", at.to_vec());
            }
        });
    }

    /// Writes at the end of a note.
    pub fn write_in_note(&mut self, number: u8, id: &str, words: &str) {
        self.edit(number, |txn| {
            let note = txn.get_or_insert_map("notes").get(txn, id);
            let Some(Out::YMap(note)) = note else { return };
            if let Some(Out::YText(text)) = note.get(txn, "text") {
                text.push(txn, words);
            }
        });
    }

    /// Lays a section.
    pub fn write_section(&mut self, number: u8, id: &str, at: [f64; 2], size: [f64; 2]) {
        self.edit(number, |txn| {
            let sections = txn.get_or_insert_map("sections");
            let section = sections.insert(txn, id, MapPrelim::default());
            section.insert(txn, "title", TextPrelim::new(id));
            section.insert(txn, "at", at.to_vec());
            section.insert(txn, "size", size.to_vec());
        });
    }

    /// Whether everyone has the board that the room has, once nobody writes for a while.
    pub fn assert_all_have_the_rooms_board(&mut self) {
        self.pass_ms(10_100);
        self.pass_ms(20);
        let of_room = notes_of_room(self);
        for (number, seat) in self.seats.iter().filter(|(_, seat)| seat.closed.is_none()) {
            assert_eq!(notes_of(&seat.doc), of_room, "seat {number}");
        }
    }

    /// Edits the board on somebody's page, which sends it.
    pub fn edit(&mut self, number: u8, write: impl FnOnce(&mut TransactionMut<'_>)) {
        let update = {
            let doc = &self.seats[&number].doc;
            let mut txn = doc.transact_mut();
            write(&mut txn);
            txn.encode_update_v1()
        };
        self.seats.get_mut(&number).unwrap().sent += 1;
        self.send(number, &frame::sync_update(&update));
        self.pass_ms(20);
    }

    /// Where notes lie, whether in shared arrays or in plain ones.
    pub fn notes_with_places_in_arrays(&self, number: u8) -> BTreeMap<String, Any> {
        let txn = self.seats[&number].doc.transact();
        let Some(notes) = txn.get_map("notes") else { return BTreeMap::new() };
        let place = |note: Out| match note {
            Out::YMap(note) => note.get(&txn, "at").map(|at| at.to_json(&txn)),
            _ => None,
        };
        notes.iter(&txn).filter_map(|(id, note)| Some((id.to_owned(), place(note)?))).collect()
    }

    /// What notes have in a field that is a word.
    pub fn field_of_notes(&self, number: u8, field: &str) -> BTreeMap<String, Option<String>> {
        let txn = self.seats[&number].doc.transact();
        let Some(notes) = txn.get_map("notes") else { return BTreeMap::new() };
        let word = |note: Out| match note {
            Out::YMap(note) => match note.get(&txn, field) {
                Some(Out::Any(Any::String(word))) => Some(word.to_string()),
                _ => None,
            },
            _ => None,
        };
        notes.iter(&txn).map(|(id, note)| (id.to_owned(), word(note))).collect()
    }

    pub fn notes(&self, number: u8) -> BTreeMap<String, Note> {
        notes_of(&self.seats[&number].doc)
    }

    pub fn texts(&self, number: u8) -> Vec<String> {
        let mut texts: Vec<_> = self.notes(number).into_values().map(|note| note.text).collect();
        texts.sort();
        texts
    }
}
