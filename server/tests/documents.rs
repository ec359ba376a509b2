//! Boards that no page wrote: what the server reads of them is what the page shows
//! (`client/src/board/model/documents.test.ts` holds the page to the same answers), and nothing made of them breaks.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::tz::TimeZone;
use picnic::document::content::{BoardContent, BoardNote, in_sight, section_of};
use picnic::document::face::Face;
use picnic::document::fitting::height_of;
use picnic::document::measures::{NOTE_SIDE, Rect};
use picnic::document::reading_order::{ItemKind, items};
use picnic::harvest::Harvest;
use picnic::harvest::csv::{Separator, csv};
use picnic::harvest::gather::{RoomPart, SessionPart};
use picnic::harvest::import::{check, first_change};
use picnic::harvest::json::json;
use picnic::harvest::markdown::markdown;
use picnic::harvest::picture::Picture;
use picnic::harvest::picture::png::draw;
use picnic::harvest::picture::svg::svg;
use picnic::suggestions::board::written_notes;
use picnic_protocol::session::Language;
use picnic_protocol::update::check_update;
use serde_json::{Value, json as value};

struct Document {
    name: String,
    board: Vec<u8>,
    shown: Value,
}

/// `protocol/corpus/documents`.
fn documents() -> Vec<Document> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../protocol/corpus/documents");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = files.filter(|file| file.extension().is_some_and(|end| end == "json"));
    let documents: Vec<_> = files
        .map(|file| {
            let all: Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
            let board = STANDARD.decode(all["board"].as_str().unwrap()).unwrap();
            let name = file.file_stem().unwrap().display().to_string();
            Document { name, board, shown: all["shown"].clone() }
        })
        .collect();
    assert!(documents.len() > 5, "there are documents");
    documents
}

/// Entries by their ids, with every number as it would be in Rust.
fn by_id(list: &Value) -> BTreeMap<String, Value> {
    let entries = list.as_array().unwrap().iter();
    entries.map(|entry| (entry["id"].as_str().unwrap().to_owned(), in_floats(entry))).collect()
}

fn in_floats(any: &Value) -> Value {
    match any {
        Value::Number(number) => value!(number.as_f64().unwrap()),
        Value::Array(list) => list.iter().map(in_floats).collect(),
        Value::Object(fields) => {
            fields.iter().map(|(key, field)| (key.clone(), in_floats(field))).collect()
        }
        other => other.clone(),
    }
}

fn harvest_of(board: &[u8]) -> Harvest {
    let room = RoomPart {
        title: "Outo taulu".to_owned(),
        language: Language::Fi,
        made_ms: 1_797_206_400_000,
    };
    Harvest::gather(room, BoardContent::read(board).unwrap(), SessionPart::default())
}

#[test]
fn what_is_shown_is_what_the_page_shows() {
    for Document { name, board, shown } in documents() {
        assert!(check_update(board.as_slice()).is_ok(), "{name}");
        let content = BoardContent::read(&board).unwrap();
        assert_eq!(content.title.as_deref(), shown["title"].as_str(), "{name}");
        let notes: Value = content
            .notes
            .iter()
            .map(|note| {
                value!({
                    "id": note.id, "text": note.text, "at": note.at, "z": note.z,
                    "color": note.color.name(), "cluster": note.cluster, "under": note.under,
                })
            })
            .collect();
        assert_eq!(by_id(&notes), by_id(&shown["notes"]), "{name}");
        let clusters: Value = content
            .clusters
            .iter()
            .map(|cluster| {
                value!({
                    "id": cluster.id, "title": cluster.title, "at": cluster.at,
                    "color": cluster.color.name(), "folded": cluster.folded,
                })
            })
            .collect();
        assert_eq!(by_id(&clusters), by_id(&shown["clusters"]), "{name}");
        let sections: Value = content
            .sections
            .iter()
            .map(|section| {
                value!({
                    "id": section.id, "title": section.title, "at": section.at,
                    "size": section.size, "color": section.color.name(),
                })
            })
            .collect();
        assert_eq!(by_id(&sections), by_id(&shown["sections"]), "{name}");
        are_where_the_page_shows_them(&name, &content, &shown);
        let (_, covered) = in_sight(content.notes);
        let under: BTreeMap<_, Vec<_>> = covered
            .into_iter()
            .map(|(top, notes)| (top, notes.into_iter().map(|note| note.id).collect()))
            .collect();
        let expected: Vec<(String, Vec<String>)> =
            serde_json::from_value(shown["under"].clone()).unwrap();
        assert_eq!(under, expected.into_iter().collect(), "{name}");
    }
}

/// How tall notes are, in which section they lie, and in which order they are read; where it is told.
fn are_where_the_page_shows_them(name: &str, content: &BoardContent, shown: &Value) {
    let (notes, _) = in_sight(content.notes.clone());
    let height = |note: &BoardNote| height_of(&note.text, &mut Face::regular());
    for (id, expected) in shown["heights"].as_object().into_iter().flatten() {
        let note = notes.iter().find(|note| note.id == *id).unwrap();
        assert_eq!(Some(height(note)), expected.as_f64(), "{name}: {id}");
    }
    for (id, expected) in shown["areas"].as_object().into_iter().flatten() {
        let lies_there = |note: &&BoardNote| {
            let rect = Rect::at(note.at, NOTE_SIDE, height(note));
            section_of(&content.sections, rect).is_some_and(|section| section.id == *id)
        };
        let mut found: Vec<_> = notes.iter().filter(lies_there).map(|note| &note.id).collect();
        let expected: Vec<String> = serde_json::from_value(expected.clone()).unwrap();
        let mut expected: Vec<_> = expected.iter().collect();
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{name}: {id}");
    }
    if shown["order"].is_array() {
        let order = items(&notes, &content.clusters).into_iter().map(|item| {
            let kind = if item.kind == ItemKind::Note { "note" } else { "cluster" };
            format!("{kind} {}", item.place.id)
        });
        assert_eq!(value!(order.collect::<Vec<_>>()), shown["order"], "{name}");
    }
}

#[test]
fn every_export_says_it_and_an_import_brings_it_back() {
    for Document { name, board, shown } in documents() {
        let harvest = harvest_of(&board);
        let markdown: String = markdown(&harvest, Language::Sv, TimeZone::UTC).collect();
        assert!(markdown.starts_with("# "), "{name}");
        let csv: String = csv(&harvest, Separator::Comma).collect();
        let csv = csv.trim_start_matches('\u{feff}');
        let rows = ::csv::Reader::from_reader(csv.as_bytes()).records().map(Result::unwrap).count();
        let notes = shown["notes"].as_array().unwrap().iter();
        let worded = notes.filter(|note| !note["text"].as_str().unwrap().trim().is_empty());
        assert!(rows >= worded.count(), "{name}");
        let picture = Picture::of(&harvest, &|| Ok(())).unwrap();
        let svg: String = svg(&picture).collect();
        let tree = roxmltree::Document::parse(&svg).unwrap();
        for element in tree.descendants().filter(roxmltree::Node::is_element) {
            assert_ne!(element.tag_name().name(), "script", "{name}");
            assert!(!element.attributes().any(|one| one.name().starts_with("on")), "{name}");
        }
        // Those that reach from edge to edge take a minute in a test's build.
        if picture.bounds().width.max(picture.bounds().height) < 10_000.0 {
            let mut png = Vec::new();
            draw(&picture, &mut png, &|| Ok(())).unwrap();
            assert!(png.starts_with(b"\x89PNG"), "{name}");
        }

        let written: String = json(&harvest).collect();
        let read: Harvest = serde_json::from_str(&written).unwrap();
        if check(&read).is_ok() {
            let change = first_change(&read.title, Language::Fi, &read);
            let again: String = json(&harvest_of(&change)).collect();
            let [before, after] = [&written, &again].map(|text| {
                let harvest: Value = serde_json::from_str(text).unwrap();
                [harvest["clusters"].clone(), harvest["lone"].clone(), harvest["sections"].clone()]
            });
            assert_eq!(before, after, "{name}");
        } else {
            assert!(["names", "texts", "fields"].contains(&&*name), "{name}: {:?}", check(&read));
        }
    }
}

#[test]
fn suggestions_read_it() {
    for Document { name, board, shown } in documents() {
        let notes = written_notes(&board).unwrap();
        let there = by_id(&shown["notes"]);
        for note in notes {
            assert!(there.contains_key(note.id.as_str()), "{name}: {}", note.id);
        }
    }
}
