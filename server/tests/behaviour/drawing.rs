//! Strokes and connectors: whose they are, who may draw them and take them away, and that they come back.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use picnic::document::content::{BoardContent, Connector, Stroke};
use picnic::document::write::{lay_connector, lay_stroke};
use picnic::harvest::Harvest;
use picnic::harvest::from_room::{RoomPart, SessionPart};
use picnic::room::fullness::RoomBounds;
use picnic_protocol::session::{ErrorCode, Language, ServerMessage};
use serde_json::Value;
use yrs::{Map, Out, ReadTxn, Transact, TransactionMut, WriteTxn};

use crate::circle::{Circle, OPEN, plan, who};

fn phase(id: &str, rights: &str) -> String {
    format!(r#"{{"id":"{id}","kind":"cluster","title":{{"en":"{id}"}},"rights":{rights}}}"#)
}

/// A facilitator (1) and participants (2, 3) where everything may be done, before a phase with these rights.
fn circle(anonymous: bool, rights: &str) -> Circle {
    let mut circle = Circle::with(plan(anonymous, &[OPEN, &phase("held", rights)]), 2);
    circle.go("open");
    circle
}

fn stroke(id: &str, path: &[f64]) -> Stroke {
    let (id, color) = (id.to_owned(), "blue".to_owned());
    Stroke { id, path: path.to_vec(), color, width: 3.0, pressure: Vec::new() }
}

fn connector(id: &str, from: &str, to: &str) -> Connector {
    Connector { id: id.to_owned(), from: from.to_owned(), to: to.to_owned() }
}

impl Circle {
    fn draw(&mut self, number: u8, id: &str, path: &[f64]) {
        self.edit(number, |txn| lay_stroke(txn, &stroke(id, path)));
    }

    fn connect(&mut self, number: u8, id: &str, from: &str, to: &str) {
        self.edit(number, |txn| lay_connector(txn, &connector(id, from, to)));
    }

    fn rub_out(&mut self, number: u8, root: &str, id: &str) {
        self.edit(number, |txn| {
            txn.get_or_insert_map(root).remove(txn, id);
        });
    }

    fn say_whose(&mut self, number: u8, root: &str, id: &str, by: &str) {
        self.edit(number, |txn| {
            entry(txn, root, id, |txn, entry| {
                entry.insert(txn, "by", by);
            });
        });
    }

    fn content(&self, number: u8) -> BoardContent {
        BoardContent::of(&self.seats[&number].doc.transact())
    }

    fn drawn(&self, number: u8) -> Vec<String> {
        let BoardContent { strokes, connectors, .. } = self.content(number);
        let strokes = strokes.into_iter().map(|stroke| stroke.id);
        strokes.chain(connectors.into_iter().map(|connector| connector.id)).collect()
    }

    fn by(&self, root: &str, id: &str) -> Option<String> {
        let txn = self.seats[&1].doc.transact();
        let Some(Out::YMap(entry)) = txn.get_map(root)?.get(&txn, id) else { return None };
        match entry.get(&txn, "by")? {
            Out::Any(yrs::Any::String(by)) => Some(by.to_string()),
            _ => None,
        }
    }
}

fn entry(
    txn: &mut TransactionMut<'_>,
    root: &str,
    id: &str,
    write: impl FnOnce(&mut TransactionMut<'_>, &yrs::MapRef),
) {
    let Some(Out::YMap(entry)) = txn.get_or_insert_map(root).get(txn, id) else {
        panic!("no {id} in {root}");
    };
    write(txn, &entry);
}

#[test]
fn where_everyone_changes_only_their_own_nobody_rubs_out_what_another_drew_or_connected() {
    let mut circle = circle(false, r#"{"board":"own"}"#);
    circle.write_note(2, "a", [0.0, 0.0]);
    circle.write_note(3, "b", [400.0, 0.0]);
    circle.draw(2, "of2", &[0.0, 0.0, 9.0, 9.0]);
    circle.connect(2, "ab", "a", "b");
    circle.go("held");
    circle.draw(3, "of3", &[5.0, 5.0]);
    circle.connect(3, "ba", "b", "a");
    circle.rub_out(3, "strokes", "of2");
    circle.rub_out(3, "connectors", "ab");
    assert_eq!(circle.drawn(1), ["of2", "of3", "ab", "ba"]);
    circle.rub_out(2, "strokes", "of2");
    circle.rub_out(2, "connectors", "ab");
    assert_eq!(circle.drawn(1), ["of3", "ba"]);
    circle.restart();
    assert_eq!(circle.drawn(1), ["of3", "ba"], "the log says so, too");
}

#[test]
fn where_one_only_looks_nothing_is_drawn() {
    let mut circle = circle(false, r#"{"board":"look"}"#);
    circle.write_note(2, "a", [0.0, 0.0]);
    circle.write_note(3, "b", [400.0, 0.0]);
    circle.go("held");
    circle.draw(2, "s", &[0.0, 0.0]);
    circle.connect(2, "c", "a", "b");
    assert!(circle.drawn(1).is_empty() && circle.drawn(2).is_empty());
    circle.draw(1, "s", &[0.0, 0.0]);
    assert_eq!(circle.drawn(2), ["s"], "the facilitator is not bound");
}

#[test]
fn a_stroke_goes_by_the_section_that_it_begins_in_and_a_connector_by_those_of_both_its_ends() {
    let mut circle = circle(false, r#"{"board":"look","sections":{"stand":"own"}}"#);
    circle.write_section(1, "stand", [5_000.0, 0.0], [1_000.0, 1_000.0]);
    for (id, x) in [("a", 5_100.0), ("b", 5_500.0), ("out", 0.0)] {
        circle.write_note(2, id, [x, 100.0]);
    }
    circle.go("held");
    circle.draw(2, "in", &[5_100.0, 100.0, 0.0, 0.0]);
    circle.draw(2, "from out", &[0.0, 0.0, 5_100.0, 100.0]);
    circle.connect(2, "within", "a", "b");
    circle.connect(2, "out of it", "a", "out");
    assert_eq!(circle.drawn(3), ["in", "within"]);
    // As pairs, which other programs write.
    circle.edit(2, |txn| {
        let strokes = txn.get_or_insert_map("strokes");
        let pair = |x: f64| yrs::Any::from(vec![yrs::Any::from(x), yrs::Any::from(200.0)]);
        let stroke = strokes.insert(txn, "pairs", yrs::MapPrelim::default());
        stroke.insert(txn, "path", yrs::Any::from(vec![pair(5_100.0), pair(5_200.0)]));
    });
    assert_eq!(circle.drawn(3), ["in", "pairs", "within"]);
}

#[test]
fn what_was_rubbed_out_lies_in_the_bin_until_it_is_back() {
    let mut circle = circle(false, r#"{"board":"all"}"#);
    circle.write_note(2, "a", [0.0, 0.0]);
    circle.write_note(2, "b", [400.0, 0.0]);
    circle.draw(2, "s", &[1.0, 2.0, 3.5, 4.0]);
    circle.connect(2, "c", "a", "b");
    circle.rub_out(3, "strokes", "s");
    circle.rub_out(3, "connectors", "c");
    let bin: Vec<_> = circle.room.session().bin.items().cloned().collect();
    let kept: Vec<_> = bin.iter().map(|item| (item.root.as_str(), item.key.as_str())).collect();
    assert_eq!(kept, [("strokes", "s"), ("connectors", "c")]);
    assert_eq!(bin[0].fields["path"], serde_json::json!([1, 2, 3.5, 4]));
    assert_eq!((&bin[1].fields["from"], &bin[1].fields["to"]), (&"a".into(), &"b".into()));
    circle.connect(2, "c", "b", "a");
    assert_eq!(circle.view(1).bin, 2, "another way round is another");
    circle.rub_out(2, "connectors", "c");
    circle.connect(2, "c", "a", "b");
    circle.draw(2, "s", &[1.0, 2.0, 3.5, 4.0]);
    let left = circle.room.session().bin.items().filter(|item| item.fields["from"] != "b");
    assert_eq!(left.count(), 0);
}

#[test]
fn nobody_draws_in_anothers_name_and_where_nobody_is_named_nothing_drawn_names_anybody() {
    let mut named = circle(false, r#"{"board":"all"}"#);
    named.write_note(2, "a", [0.0, 0.0]);
    named.write_note(2, "b", [400.0, 0.0]);
    named.draw(2, "s", &[0.0, 0.0]);
    named.connect(3, "c", "a", "b");
    named.say_whose(2, "strokes", "s", &who(2).to_string());
    named.say_whose(2, "connectors", "c", &who(2).to_string());
    assert_eq!(named.by("strokes", "s"), Some(who(2).to_string()));
    assert_eq!(named.by("connectors", "c"), None, "it is another's");
    named.say_whose(3, "strokes", "s", &who(3).to_string());
    assert_eq!(named.by("strokes", "s"), Some(who(2).to_string()));

    let mut nameless = circle(true, r#"{"board":"all"}"#);
    nameless.draw(2, "s", &[0.0, 0.0]);
    let me = who(2).to_string();
    let named_in = |circle: &Circle| {
        let says = |record: &&bytes::Bytes| String::from_utf8_lossy(record).contains(&me);
        circle.records.values().filter(says).count()
    };
    let before = named_in(&nameless);
    nameless.say_whose(2, "strokes", "s", &me);
    assert_eq!(nameless.by("strokes", "s"), None);
    assert_eq!(named_in(&nameless), before, "nor does the log");
}

#[test]
fn strokes_and_connectors_too_many_are_taken_away_and_told() {
    let mut circle = circle(false, r#"{"board":"all"}"#);
    circle.room = circle.restored().bounded(RoomBounds { drawn_max: 2, ..RoomBounds::default() });
    let numbers: Vec<u8> = circle.seats.keys().copied().collect();
    numbers.into_iter().for_each(|number| circle.come_back(number));
    for id in ["p", "q", "r"] {
        circle.draw(2, id, &[0.0, 0.0]);
        circle.connect(2, id, "a", "b");
    }
    assert_eq!(circle.drawn(1), ["p", "q", "p", "q"]);
    assert_eq!(circle.drawn(2), ["p", "q", "p", "q"], "their maker sees them gone, too");
    let is_full = |message: &&ServerMessage| {
        matches!(message, ServerMessage::Error { code: ErrorCode::BoardFull, .. })
    };
    assert_eq!(circle.seats[&2].messages.iter().filter(is_full).count(), 2);
    circle.rub_out(2, "strokes", "p");
    circle.draw(2, "r", &[0.0, 0.0]);
    assert_eq!(circle.drawn(1), ["q", "r", "p", "q"]);
}

#[test]
fn the_harvest_has_the_connectors_whose_ends_it_has() {
    let mut circle = circle(false, r#"{"board":"all"}"#);
    circle.write_note(2, "a", [0.0, 0.0]);
    circle.write_note(2, "b", [400.0, 0.0]);
    circle.group(2, "k", &["b"]);
    for (id, from, to) in [("c", "a", "b"), ("d", "a", "k"), ("e", "a", "gone"), ("f", "a", "a")] {
        circle.connect(2, id, from, to);
    }
    let title = String::new();
    let room = RoomPart { title, language: Language::En, made_ms: 1 };
    let harvest = Harvest::from_room(room, circle.content(1), SessionPart::default());
    let ids: Vec<_> = harvest.connectors.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(ids, ["c", "d"]);
    let json: String = picnic::harvest::json::json(&harvest).collect();
    let read: Harvest = serde_json::from_str(&json).unwrap();
    assert_eq!(read.connectors, harvest.connectors);
}

/// What is shown of strokes and connectors that no page wrote; `client/src/board/drawing/corpus.test.ts` holds the page to the same.
#[test]
fn strokes_and_connectors_of_any_program_are_read_as_the_page_reads_them() {
    let file = include_str!("../../../protocol/corpus/drawn/boards.json");
    let file: Value = serde_json::from_str(file).unwrap();
    let bytes = STANDARD.decode(file["board"].as_str().unwrap()).unwrap();
    let board = BoardContent::read(&bytes).unwrap();
    // What has no points is nothing to be seen.
    let strokes = board.strokes.into_iter().filter(|stroke| !stroke.path.is_empty());
    let strokes: BTreeMap<_, _> = strokes.map(|stroke| (stroke.id.clone(), stroke)).collect();
    let wanted: Vec<Stroke> = serde_json::from_value(file["shown"]["strokes"].clone()).unwrap();
    let wanted: BTreeMap<_, _> = wanted.into_iter().map(|one| (one.id.clone(), one)).collect();
    assert_eq!(strokes, wanted);
    let connectors: BTreeMap<_, _> =
        board.connectors.into_iter().map(|one| (one.id.clone(), one)).collect();
    let wanted: Vec<Connector> =
        serde_json::from_value(file["shown"]["connectors"].clone()).unwrap();
    let wanted: BTreeMap<_, _> = wanted.into_iter().map(|one| (one.id.clone(), one)).collect();
    assert_eq!(connectors, wanted);
}
