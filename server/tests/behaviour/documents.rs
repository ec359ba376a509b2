//! Boards that no page wrote: what the server reads of them is what the page shows
//! (`client/src/board/document/documents.test.ts` holds the page to the same answers), and nothing made of them breaks.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::tz::TimeZone;
use picnic::document::content::{BoardContent, in_sight};
use picnic::document::face::Face;
use picnic::document::reading_order::{ItemKind, items};
use picnic::harvest::Harvest;
use picnic::harvest::csv::{Separator, csv};
use picnic::harvest::from_room::{RoomPart, SessionPart};
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
    Harvest::from_room(room, BoardContent::read(board).unwrap(), SessionPart::default())
}

/// What the server shows of a board, in the form of the corpus.
fn shown_of(board: &[u8]) -> Value {
    let BoardContent { title, notes: all, clusters, sections, .. } =
        BoardContent::read(board).unwrap();
    let notes = all.iter().map(|note| {
        value!({
            "id": note.id, "text": note.text, "at": note.at, "z": note.z,
            "color": note.color.name(), "cluster": note.cluster, "under": note.under,
            "size": note.size.name(), "locked": note.locked,
        })
    });
    let cloths = clusters.iter().map(|cluster| {
        value!({
            "id": cluster.id, "title": cluster.title, "at": cluster.at,
            "color": cluster.color.name(), "folded": cluster.folded,
        })
    });
    let areas = sections.iter().map(|section| {
        value!({
            "id": section.id, "title": section.title, "at": section.at, "size": section.size,
            "color": section.color.name(),
        })
    });
    let (notes, cloths, areas) =
        (notes.collect::<Value>(), cloths.collect::<Value>(), areas.collect::<Value>());
    let (in_sight, covered) = in_sight(all);
    let order = items(&in_sight, &clusters).into_iter().map(|item| {
        let kind = if item.kind == ItemKind::Note { "note" } else { "cluster" };
        format!("{kind} {}", item.place.id)
    });
    let mut face = Face::regular();
    let mut heights = BTreeMap::new();
    for note in &in_sight {
        heights.insert(&note.id, note.rect(&mut face).height);
    }
    // As exports say it.
    let lie_in = harvest_of(board).sections.into_iter().filter(|area| !area.notes.is_empty());
    let lie_in = lie_in.map(|area| (area.id, area.notes));
    let under = covered
        .iter()
        .map(|(top, notes)| (top, notes.iter().map(|note| note.id.as_str()).collect::<Vec<_>>()));
    value!({
        "title": title, "notes": notes, "clusters": cloths, "sections": areas,
        "under": under.collect::<Vec<_>>(), "order": order.collect::<Vec<_>>(),
        "areas": lie_in.collect::<Vec<_>>(), "heights": heights,
    })
}

/// Without an order where there is none, and with every number as it would be in Rust.
fn comparable(shown: &Value) -> Value {
    let lists = |lists: &Value| {
        let lists: Vec<(String, Vec<String>)> = serde_json::from_value(lists.clone()).unwrap();
        let lists: BTreeMap<_, BTreeSet<_>> =
            lists.into_iter().map(|(of, ids)| (of, ids.into_iter().collect())).collect();
        value!(lists)
    };
    let fields = shown.as_object().unwrap().iter().map(|(key, field)| {
        let field = match key.as_str() {
            "notes" | "clusters" => value!(by_id(field)),
            "under" | "areas" => lists(field),
            _ => in_floats(field),
        };
        (key.clone(), field)
    });
    fields.collect()
}

/// Holds the server to what the page shows. What the page alone has to know (`newer`), it is not asked.
#[track_caller]
fn is_shown(board: &[u8], shown: &Value, whose: &str) {
    let mut seen = shown_of(board);
    let seen = seen.as_object_mut().unwrap();
    seen.retain(|key, _| shown.get(key).is_some());
    let mut shown = shown.clone();
    shown.as_object_mut().unwrap().remove("newer");
    let (seen, shown) = (comparable(&value!(seen)), comparable(&shown));
    for (field, shown) in shown.as_object().unwrap() {
        let seen = &seen[field];
        // Of many entries only those that differ.
        if let (Value::Object(seen), Value::Object(shown)) = (seen, shown) {
            for key in seen.keys().chain(shown.keys()) {
                assert_eq!(seen.get(key), shown.get(key), "{whose}: {field} {key:?}");
            }
        }
        assert_eq!(seen, shown, "{whose}: {field}");
    }
}

#[test]
fn what_is_shown_is_what_the_page_shows() {
    for Document { name, board, shown } in documents() {
        assert!(check_update(board.as_slice()).is_ok(), "{name}");
        is_shown(&board, &shown, &name);
    }
}

/// Documents of seeds, with what the page showed of them (`documents_random.test.ts`); only where `PICNIC_DOCUMENTS` names the
/// folder that it wrote into, as `make test` does.
#[test]
fn what_is_shown_of_any_document_is_what_the_page_shows() {
    let Some(folder) = std::env::var_os("PICNIC_DOCUMENTS") else {
        return;
    };
    let told = std::fs::read(Path::new(&folder).join("random.json")).unwrap();
    let told: Vec<Value> = serde_json::from_slice(&told).unwrap();
    assert!(!told.is_empty());
    for document in told {
        let board = STANDARD.decode(document["board"].as_str().unwrap()).unwrap();
        let seed = format!("PICNIC_SEED={}", document["seed"]);
        assert!(check_update(board.as_slice()).is_ok(), "{seed}");
        is_shown(&board, &document["shown"], &seed);
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
            panic!("{name}: {:?}", check(&read));
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
