//! The fields of an element as JSON: what a frame holds of it, and what programs are given.

use std::borrow::Cow;

use picnic_protocol::ids::ParticipantId;
use picnic_protocol::session::naming::is_blank;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::document::content::{BoardCluster, BoardNote, BoardSection, Color, Connector, Stroke};
use crate::document::note_size::NoteSize;

/// An element's fields: one JSON object, as it was written.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fields(Box<RawValue>);

impl PartialEq for Fields {
    fn eq(&self, other: &Self) -> bool {
        self.json() == other.json()
    }
}

impl Eq for Fields {}

impl Fields {
    /// Of JSON that this program wrote; none where that is no JSON.
    #[must_use]
    pub fn of_json(json: &str) -> Option<Self> {
        serde_json::from_str::<Box<RawValue>>(json).ok().map(Self)
    }

    /// The JSON.
    #[must_use]
    pub fn json(&self) -> &str {
        self.0.get()
    }

    /// Whether a note of these fields says something.
    #[must_use]
    pub fn says_something(&self) -> bool {
        #[derive(Deserialize)]
        struct Words<'a> {
            #[serde(borrow)]
            text: Cow<'a, str>,
        }
        serde_json::from_str::<Words<'_>>(self.json()).is_ok_and(|words| !is_blank(&words.text))
    }

    /// The JSON of a note, with whose it is.
    #[must_use]
    pub fn json_by(&self, by: Option<ParticipantId>) -> String {
        let by = by.map_or_else(|| "null".to_owned(), |by| format!("\"{by}\""));
        let open = self.json().strip_suffix('}').unwrap_or("{");
        let comma = if open.len() > 1 { "," } else { "" };
        format!("{open}{comma}\"by\":{by}}}")
    }
}

/// Written as a whole number where it is one: a place takes half the bytes so.
struct Short(f64);

impl Serialize for Short {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(number) = self;
        if number.fract() == 0.0 && number.abs() < 1e15 {
            serializer.serialize_i64(*number as i64)
        } else {
            serializer.serialize_f64(*number)
        }
    }
}

const fn pair(at: [f64; 2]) -> [Short; 2] {
    [Short(at[0]), Short(at[1])]
}

#[derive(Serialize)]
struct NoteFields<'a> {
    text: &'a str,
    at: [Short; 2],
    z: i64,
    color: Color,
    #[serde(skip_serializing_if = "NoteSize::is_middle")]
    size: NoteSize,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    locked: bool,
    cluster: Option<&'a str>,
    under: Option<&'a str>,
    made: u64,
}

#[derive(Serialize)]
struct ClusterFields<'a> {
    title: &'a str,
    at: [Short; 2],
    color: Color,
    folded: bool,
}

#[derive(Serialize)]
struct SectionFields<'a> {
    title: &'a str,
    at: [Short; 2],
    size: [Short; 2],
    color: Color,
}

#[derive(Serialize)]
struct StrokeFields<'a> {
    path: Vec<Short>,
    color: &'a str,
    width: Short,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pressure: Vec<Short>,
}

#[derive(Serialize)]
struct ConnectorFields<'a> {
    from: &'a str,
    to: &'a str,
}

/// What is told of an element: its key, and its fields as JSON.
pub trait Told {
    /// Its key.
    fn key(&self) -> &str;
    /// Writes its fields.
    fn write(&self, into: &mut Vec<u8>);
}

/// Structures of texts and numbers: nothing of them is no JSON.
fn put(fields: &impl Serialize, into: &mut Vec<u8>) {
    let written = serde_json::to_writer(into, fields);
    debug_assert!(written.is_ok(), "texts and finite numbers");
}

impl Told for BoardNote {
    fn key(&self) -> &str {
        &self.id
    }

    fn write(&self, into: &mut Vec<u8>) {
        let fields = NoteFields {
            text: &self.text,
            at: pair(self.at),
            z: self.z,
            color: self.color,
            size: self.size,
            locked: self.locked,
            cluster: self.cluster.as_deref(),
            under: self.under.as_deref(),
            made: self.made_ms,
        };
        put(&fields, into);
    }
}

impl Told for BoardCluster {
    fn key(&self) -> &str {
        &self.id
    }

    fn write(&self, into: &mut Vec<u8>) {
        let Self { title, at, color, folded, .. } = self;
        put(&ClusterFields { title, at: pair(*at), color: *color, folded: *folded }, into);
    }
}

impl Told for BoardSection {
    fn key(&self) -> &str {
        &self.id
    }

    fn write(&self, into: &mut Vec<u8>) {
        let Self { title, at, size, color, .. } = self;
        put(&SectionFields { title, at: pair(*at), size: pair(*size), color: *color }, into);
    }
}

impl Told for Stroke {
    fn key(&self) -> &str {
        &self.id
    }

    fn write(&self, into: &mut Vec<u8>) {
        let short = |numbers: &[f64]| numbers.iter().map(|number| Short(*number)).collect();
        let (path, pressure) = (short(&self.path), short(&self.pressure));
        put(&StrokeFields { path, color: &self.color, width: Short(self.width), pressure }, into);
    }
}

impl Told for Connector {
    fn key(&self) -> &str {
        &self.id
    }

    fn write(&self, into: &mut Vec<u8>) {
        put(&ConnectorFields { from: &self.from, to: &self.to }, into);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whose_a_note_is_joins_its_fields() {
        let by = ParticipantId::from_bytes([7; 16]);
        let fields = Fields::of_json(r#"{"text":"}"}"#).unwrap();
        assert_eq!(fields.json_by(None), r#"{"text":"}","by":null}"#);
        assert_eq!(fields.json_by(Some(by)), format!(r#"{{"text":"}}","by":"{by}"}}"#));
        assert_eq!(Fields::of_json("{}").unwrap().json_by(None), r#"{"by":null}"#);
    }

    #[test]
    fn a_note_without_words_says_nothing_whatever_stands_in_it_besides() {
        for (json, says) in [
            (r#"{"text":"a \" b","z":3}"#, true),
            (r#"{"text":"\n\u00e4"}"#, true),
            (r#"{"text":" \n ","cluster":"text"}"#, false),
            (r#"{"text":""}"#, false),
            (r#"{"title":"text"}"#, false),
        ] {
            assert_eq!(Fields::of_json(json).unwrap().says_something(), says, "{json}");
        }
    }

    #[test]
    fn whole_numbers_are_written_short() {
        let note = BoardNote {
            id: "n".to_owned(),
            text: "ä".to_owned(),
            at: [12.0, -0.5],
            z: 3,
            color: Color::Pink,
            size: NoteSize::M,
            locked: false,
            cluster: None,
            under: None,
            made_ms: 5,
        };
        let mut json = Vec::new();
        note.write(&mut json);
        let json = String::from_utf8(json).unwrap();
        assert_eq!(
            json,
            r#"{"text":"ä","at":[12,-0.5],"z":3,"color":"pink","cluster":null,"under":null,"made":5}"#
        );
    }
}
