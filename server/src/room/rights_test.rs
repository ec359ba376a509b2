//! The examples of rights that page and server are both held to (`protocol/corpus/rights`).

use std::sync::Arc;

use picnic_protocol::ids::ElementId;
use picnic_protocol::session::command::Color;
use picnic_protocol::session::rights::Rights;
use serde_json::Value;
use yrs::Any;

use crate::document::content::BoardSection;
use crate::document::element::{Element, Field};
use crate::document::roots::{CLUSTERS, CONNECTORS, META, NOTES, SECTIONS, STROKES};
use crate::room::rights::{Changed, End, InForce, Verdict, VotedOn};

const FILES: [(&str, &str); 3] = [
    ("board", include_str!("../../../protocol/corpus/rights/board.json")),
    ("sections", include_str!("../../../protocol/corpus/rights/sections.json")),
    ("votes", include_str!("../../../protocol/corpus/rights/votes.json")),
];

fn numbers(value: &Value) -> Option<[f64; 2]> {
    let list = value.as_array()?;
    Some([list.first()?.as_f64()?, list.get(1)?.as_f64()?])
}

fn place(at: [f64; 2]) -> Field {
    Field::Value(Any::Array(at.iter().map(|side| Any::from(*side)).collect()))
}

fn word(word: Option<&str>) -> Field {
    Field::Value(word.map_or(Any::Null, |word| Any::String(Arc::from(word))))
}

fn sections_of(file: &Value) -> Vec<BoardSection> {
    let sections = file["sections"].as_object().unwrap().iter();
    let section = |(id, section): (&String, &Value)| BoardSection {
        id: id.clone(),
        title: String::new(),
        at: numbers(&section["at"]).unwrap(),
        size: numbers(&section["size"]).unwrap(),
        color: Color::White,
    };
    sections.map(section).collect()
}

/// The field by which an element lies somewhere.
fn lies_by(root: &str) -> &'static str {
    if root == STROKES { "path" } else { "at" }
}

/// The cluster that a note comes to be in, where the example says where it lies.
fn cluster_of(example: &Value) -> Option<Element> {
    let at = numbers(&example["intoAt"])?;
    Some(Element { fields: [("at".to_owned(), place(at))].into(), ..Element::default() })
}

/// The notes that a connector leads from and to, at the corners that the example gives.
fn ends_of(example: &Value) -> Vec<End> {
    let corners = example["ends"].as_array().into_iter().flatten().map(|at| numbers(at).unwrap());
    let note = |at| Element { fields: [("at".to_owned(), place(at))].into(), ..Element::default() };
    corners.map(|at| End { root: NOTES, element: note(at) }).collect()
}

/// An element before and after what an example does.
fn before_and_after(example: &Value, root: &str) -> (Option<Element>, Option<Element>) {
    let name = match root {
        META => "title",
        NOTES => "text",
        _ => "title",
    };
    let at = numbers(&example["at"]).unwrap_or_default();
    let cluster = example["cluster"].as_str();
    let mut fields = vec![(name.to_owned(), Field::Text("before".to_owned()))];
    if root != META {
        fields.extend([
            (lies_by(root).to_owned(), place(at)),
            ("cluster".to_owned(), word(cluster)),
            ("color".to_owned(), word(Some("blue"))),
        ]);
    }
    let fields = fields.into_iter().collect();
    let element = Element { fields, made_under: Some(7), made_at: Some(0) };
    let changed = |name: &str, field: Field| {
        let mut changed = element.clone();
        changed.fields.insert(name.to_owned(), field);
        Some(changed)
    };
    let into = example["into"].as_str();
    match example["does"].as_str().unwrap() {
        "add" => {
            let made = into
                .map_or_else(|| Some(element.clone()), |into| changed("cluster", word(Some(into))));
            (None, made)
        }
        "remove" => (Some(element), None),
        "change" => (Some(element.clone()), changed(name, Field::Text("after".to_owned()))),
        "move" => {
            let to = numbers(&example["to"]).unwrap_or([at[0] + 10.0, at[1]]);
            (Some(element.clone()), changed(lies_by(root), place(to)))
        }
        "regroup" => (Some(element.clone()), changed("cluster", word(into))),
        other => panic!("nothing does {other}"),
    }
}

#[test]
fn a_note_of_ones_own_made_anew_comes_into_no_cluster_that_stands_in_the_vote() {
    let rights = Rights::default();
    let voted: Vec<ElementId> = vec!["c".parse().unwrap()];
    let voted_on = VotedOn::new(&voted);
    let in_force = InForce { rights: &rights, sections: &[], voted_on };
    let note = |made_at, cluster| {
        let fields = [("cluster".to_owned(), word(cluster))].into();
        Element { fields, made_under: Some(7), made_at: Some(made_at) }
    };
    let (before, after) = (note(0, None), note(5, Some("c")));
    let verdict = in_force.judge(&Changed {
        root: NOTES,
        key: "n",
        before: Some(&before),
        after: Some(&after),
        joins: None,
        ends: &[],
        is_own: true,
    });
    assert_eq!(verdict, Verdict::FieldsTakenBack(vec!["cluster".to_owned()]));
}

#[test]
fn the_examples_of_rights_hold_for_the_server() {
    let mut judged = 0;
    for (name, file) in FILES {
        let file: Value = serde_json::from_str(file).unwrap();
        let sections = sections_of(&file);
        for example in file["examples"].as_array().unwrap() {
            // Whoever facilitates, or looks on, is judged before it comes to this.
            if example["role"].as_str().is_some_and(|role| role != "participant") {
                continue;
            }
            let rights = match &example["rights"] {
                Value::Null => Rights::default(),
                rights => serde_json::from_value(rights.clone()).unwrap(),
            };
            let voted: Vec<ElementId> = example["voted"].as_array().map_or(Vec::new(), |ids| {
                ids.iter().map(|id| id.as_str().unwrap().parse().unwrap()).collect()
            });
            let voted_on = VotedOn::new(&voted);
            let in_force = InForce { rights: &rights, sections: &sections, voted_on };
            let root = match example["what"].as_str().unwrap() {
                "note" => NOTES,
                "cluster" => CLUSTERS,
                "section" => SECTIONS,
                "stroke" => STROKES,
                "connector" => CONNECTORS,
                "title" => META,
                other => panic!("nothing is {other}"),
            };
            let (before, after) = before_and_after(example, root);
            let joins = in_force.cluster_joined(root, before.as_ref(), after.as_ref());
            let joins = joins.and_then(|_| cluster_of(example));
            let verdict = in_force.judge(&Changed {
                root,
                key: example["id"].as_str().unwrap_or("n"),
                before: before.as_ref(),
                after: after.as_ref(),
                joins: joins.as_ref(),
                ends: &ends_of(example),
                is_own: example["own"].as_bool().unwrap_or(false),
            });
            let says = example["says"].as_str().unwrap();
            let allowed = example["allowed"].as_bool().unwrap();
            assert_eq!(verdict == Verdict::Stands, allowed, "{name}: {says}: {verdict:?}");
            judged += 1;
        }
    }
    assert!(judged > 90, "only {judged} examples");
}
