//! One element of a board as it stands, field by field: to be kept, compared, and put back.
//!
//! Unlike [`content`](crate::document::content), which reads what is shown, this keeps what is written, fields of
//! other clients' included. What a field holds that is neither text nor a value is left as it is.

use std::collections::BTreeMap;

use picnic_protocol::block::Id;
use picnic_protocol::ids::{ClientId, Clock};
use picnic_protocol::session::naming::is_blank;
use yrs::branch::BranchID;
use yrs::types::{SharedRef as _, ToJson as _};
use yrs::{
    Any, GetString as _, Map as _, MapPrelim, MapRef, Out, ReadTxn, Text as _, TextPrelim, TextRef,
    TransactionMut, WriteTxn as _,
};

use crate::document::fields::finite;
use crate::document::roots::META;

/// What a field holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Field {
    /// A text that people write in together.
    Text(String),
    /// A value, replaced as one. What other clients share within it is kept as it reads, and put back as a value.
    Value(Any),
    /// Something else.
    Other,
}

/// An element: a note, a cluster, a section, a stroke, a connector, or one thing that the board says of itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Element {
    /// By their names. What the board says of itself is one field under its own key.
    pub fields: BTreeMap<String, Field>,
    /// The client id under which it was made; none for what the board says of itself.
    pub made_under: Option<ClientId>,
    /// Its clock there.
    pub made_at: Option<Clock>,
}

impl Element {
    /// What stands under `key` of the map `root`; none where nothing does.
    #[must_use]
    pub fn read<T: ReadTxn>(txn: &T, root: &str, key: &str) -> Option<Self> {
        let value = txn.get_map(root)?.get(txn, key)?;
        match value {
            Out::YMap(entry) if root != META => Some(Self {
                fields: entry
                    .iter(txn)
                    .map(|(name, value)| (name.to_owned(), Field::of(txn, value)))
                    .collect(),
                ..Self::made(entry.hook().id())
            }),
            value => Some(Self {
                fields: [(key.to_owned(), Field::of(txn, value))].into(),
                ..Self::default()
            }),
        }
    }

    /// The same with one field alone, where all of it is not asked for; a field that holds null is none.
    #[must_use]
    pub fn with_field<T: ReadTxn>(txn: &T, root: &str, key: &str, name: &str) -> Option<Self> {
        let Out::YMap(entry) = txn.get_map(root)?.get(txn, key)? else { return None };
        let field = entry.get(txn, name).map(|value| Field::of(txn, value));
        let field = field.filter(|field| *field != Field::Value(Any::Null));
        let fields = field.map(|field| (name.to_owned(), field)).into_iter().collect();
        Some(Self { fields, ..Self::made(entry.hook().id()) })
    }

    /// The block by which it was made; none where nothing stands there that was made as an element.
    #[must_use]
    pub fn origin<T: ReadTxn>(txn: &T, root: &str, key: &str) -> Option<Id> {
        let Out::YMap(entry) = txn.get_map(root)?.get(txn, key)? else { return None };
        let Self { made_under, made_at, .. } = Self::made(entry.hook().id());
        Some(Id { client: made_under?, clock: made_at? })
    }

    fn made(id: &BranchID) -> Self {
        match id {
            BranchID::Nested(id) => Self {
                made_under: Some(id.client.get()),
                made_at: Some(id.clock),
                ..Self::default()
            },
            BranchID::Root(_) => Self::default(),
        }
    }

    /// Whether it is gone where this stands now, perhaps with another in its place.
    #[must_use]
    pub fn is_gone_from(&self, now: Option<&Self>) -> bool {
        let made = |element: &Self| (element.made_under, element.made_at);
        now.is_none_or(|now| made(now) != made(self))
    }

    /// A text or a value that is one.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.fields.get(name)? {
            Field::Text(text) => Some(text),
            Field::Value(Any::String(text)) => Some(text),
            Field::Value(_) | Field::Other => None,
        }
    }

    /// Held where and as it is, of a note.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        self.fields.get("locked") == Some(&Field::Value(Any::Bool(true)))
    }

    /// The same where it says something.
    #[must_use]
    pub fn says(&self, name: &str) -> Option<&str> {
        self.text(name).filter(|text| !is_blank(text))
    }

    /// Two numbers, or of pairs of them the first; what is none is 0, as where it is shown.
    #[must_use]
    pub fn pair(&self, name: &str) -> [f64; 2] {
        match self.fields.get(name) {
            Some(Field::Value(Any::Array(list))) => {
                let list = match list.first() {
                    Some(Any::Array(first)) => first,
                    _ => list,
                };
                [0, 1].map(|at| list.get(at).and_then(finite).unwrap_or_default())
            }
            _ => [0.0; 2],
        }
    }

    /// The names of fields that are not the same in the two.
    #[must_use]
    pub fn differing<'a>(&'a self, other: &'a Self) -> Vec<&'a str> {
        let names = self.fields.keys().chain(other.fields.keys());
        let mut names: Vec<&str> = names
            .filter(|name| self.fields.get(*name) != other.fields.get(*name))
            .map(String::as_str)
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Puts this in the place of whatever stands there.
    pub fn put(&self, txn: &mut TransactionMut<'_>, root: &str, key: &str) {
        if root == META {
            let meta = txn.get_or_insert_map(root);
            self.put_field(txn, &meta, key);
            return;
        }
        let map = txn.get_or_insert_map(root);
        let entry = map.insert(txn, key, MapPrelim::default());
        for name in self.fields.keys() {
            self.put_field(txn, &entry, name);
        }
    }

    /// Puts back these fields of what stands there: as they are here, or none.
    pub fn put_fields(
        &self,
        txn: &mut TransactionMut<'_>,
        root: &str,
        key: &str,
        names: &[impl AsRef<str>],
    ) {
        let map = txn.get_or_insert_map(root);
        let entry = match map.get(txn, key) {
            Some(Out::YMap(entry)) if root != META => entry,
            _ if root == META => map,
            _ => return self.put(txn, root, key),
        };
        for name in names {
            self.put_field(txn, &entry, name.as_ref());
        }
    }

    fn put_field(&self, txn: &mut TransactionMut<'_>, entry: &MapRef, name: &str) {
        match self.fields.get(name) {
            Some(Field::Text(text)) => match entry.get(txn, name) {
                // Whoever writes in it goes on in the same text.
                Some(Out::YText(there)) if !has_embeds(txn, &there) => write_as(txn, &there, text),
                _ => {
                    entry.insert(txn, name, TextPrelim::new(text.as_str()));
                }
            },
            Some(Field::Value(value)) => {
                entry.insert(txn, name, value.clone());
            }
            Some(Field::Other) => {}
            None => {
                entry.remove(txn, name);
            }
        }
    }
}

impl Field {
    fn of<T: ReadTxn>(txn: &T, value: Out) -> Self {
        match value {
            Out::YText(text) => Self::Text(text.get_string(txn)),
            Out::Any(value) => Self::Value(value),
            Out::YArray(list) => Self::Value(list.to_json(txn)),
            Out::YMap(map) => Self::Value(map.to_json(txn)),
            _ => Self::Other,
        }
    }
}

/// Takes away what stands under `key` of the map `root`.
pub fn take_away(txn: &mut TransactionMut<'_>, root: &str, key: &str) {
    let map = txn.get_or_insert_map(root);
    map.remove(txn, key);
}

/// Whether there is more than letters in a text: where each letter is cannot be told from them then.
fn has_embeds<T: ReadTxn>(txn: &T, text: &TextRef) -> bool {
    let letters = text.get_string(txn).encode_utf16().count();
    usize::try_from(text.len(txn)).is_ok_and(|all| all != letters)
}

/// Whether a text of what stands under `key` of the map `root` has more than letters in it.
#[must_use]
pub fn has_embeds_in<T: ReadTxn>(txn: &T, root: &str, key: &str) -> bool {
    let element = txn.get_map(root).and_then(|map| map.get(txn, key));
    match element {
        Some(Out::YText(text)) => has_embeds(txn, &text),
        Some(Out::YMap(entry)) => entry.iter(txn).any(|(_, value)| match value {
            Out::YText(text) => has_embeds(txn, &text),
            _ => false,
        }),
        _ => false,
    }
}

/// Makes a text of letters alone say this, with the least that has to change: in UTF-16 units, as Yjs counts.
fn write_as(txn: &mut TransactionMut<'_>, text: &TextRef, wanted: &str) {
    let there: Vec<char> = text.get_string(txn).chars().collect();
    let wanted: Vec<char> = wanted.chars().collect();
    let before = there.iter().zip(&wanted).take_while(|(one, other)| one == other).count();
    let left = |all: &[char]| all.len() - before;
    let shorter = left(&there).min(left(&wanted));
    let pairs = there.iter().rev().zip(wanted.iter().rev());
    let after = pairs.take(shorter).take_while(|(one, other)| one == other).count();
    let units = |chars: &[char]| -> u32 {
        chars.iter().map(|letter| u32::from(letter.len_utf16() == 2) + 1).sum()
    };
    let at = units(&there[..before]);
    let gone = units(&there[before..there.len() - after]);
    let come: String = wanted[before..wanted.len() - after].iter().collect();
    if gone > 0 {
        text.remove_range(txn, at, gone);
    }
    if !come.is_empty() {
        text.insert(txn, at, &come);
    }
}

/// What a field holds, as JSON says it; none of what JSON cannot.
#[must_use]
pub fn as_json(field: &Field) -> Option<serde_json::Value> {
    match field {
        Field::Text(text) => Some(text.as_str().into()),
        Field::Value(value) => value_as_json(value),
        Field::Other => None,
    }
}

fn value_as_json(value: &Any) -> Option<serde_json::Value> {
    Some(match value {
        Any::Null => serde_json::Value::Null,
        Any::Bool(truth) => (*truth).into(),
        Any::String(text) => text.as_ref().into(),
        Any::Number(_) => {
            let number = finite(value)?;
            let whole = number as i64;
            if whole as f64 == number { whole.into() } else { number.into() }
        }
        Any::Array(list) => {
            serde_json::Value::Array(list.iter().map(value_as_json).collect::<Option<_>>()?)
        }
        Any::Map(map) => {
            let field =
                |(name, value): (&String, &Any)| Some((name.clone(), value_as_json(value)?));
            serde_json::Value::Object(map.iter().map(field).collect::<Option<_>>()?)
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use yrs::{Doc, OffsetKind, Options, Transact as _};

    use super::*;
    use crate::document::note_size::NoteSize;
    use crate::document::roots::NOTES;
    use crate::document::write::{NoteToLay, lay_note};

    fn doc_with(text: &str) -> Doc {
        let doc = Doc::with_options(Options {
            client_id: yrs::ClientID::new(7),
            offset_kind: OffsetKind::Utf16,
            ..Options::default()
        });
        let note = NoteToLay {
            id: "n",
            text,
            at: [1.0, 2.5],
            z: 1.0,
            color: "blue",
            size: NoteSize::M,
            locked: false,
            cluster: None,
            under: None,
            by: None,
            made_ms: 5,
        };
        lay_note(&mut doc.transact_mut(), &note);
        doc
    }

    fn read(doc: &Doc) -> Option<Element> {
        Element::read(&doc.transact(), NOTES, "n")
    }

    #[test]
    fn what_was_taken_away_comes_back_as_it_was() {
        let doc = doc_with("Lähde 🧺 mukaan");
        let before = read(&doc).unwrap();
        assert_eq!(before.made_under, Some(7));
        assert_eq!((before.text("text"), before.pair("at")), (Some("Lähde 🧺 mukaan"), [1.0, 2.5]));
        take_away(&mut doc.transact_mut(), NOTES, "n");
        assert_eq!(read(&doc), None);
        before.put(&mut doc.transact_mut(), NOTES, "n");
        let again = read(&doc).unwrap();
        assert_eq!((again.fields, again.made_under), (before.fields, before.made_under));
    }

    #[test]
    fn fields_are_put_back_alone_and_those_that_were_not_there_go() {
        let doc = doc_with("one");
        let before = read(&doc).unwrap();
        {
            let mut txn = doc.transact_mut();
            let Some(Out::YMap(entry)) = txn.get_or_insert_map(NOTES).get(&txn, "n") else {
                panic!("no note");
            };
            entry.insert(&mut txn, "color", "pink");
            entry.insert(&mut txn, "under", "other");
            entry.insert(&mut txn, "z", 9.0);
        }
        let after = read(&doc).unwrap();
        assert_eq!(before.differing(&after), ["color", "under", "z"]);
        before.put_fields(&mut doc.transact_mut(), NOTES, "n", &["color", "under"]);
        assert_eq!(before.differing(&read(&doc).unwrap()), ["z"]);
    }

    proptest! {
        #[test]
        fn a_text_is_written_back_in_place(one in "[aä🧺b ]{0,12}", other in "[aä🧺b ]{0,12}") {
            let doc = doc_with(&one);
            let before = read(&doc).unwrap();
            let wanted = Element {
                fields: [("text".to_owned(), Field::Text(other.clone()))].into(),
                ..before.clone()
            };
            wanted.put_fields(&mut doc.transact_mut(), NOTES, "n", &["text"]);
            let after = read(&doc).unwrap();
            prop_assert_eq!(after.text("text"), Some(other.as_str()));
            prop_assert_eq!(after.made_under, before.made_under);
        }
    }
}
