//! The area that a phase is about: what is written in it lands there, whoever chose nothing else, and stays inside.

use crate::circle::{Circle, draft, draft_id, plan, put};
use picnic::document::content::BoardContent;
use picnic_protocol::session::command::{Command, Draft};
use picnic_protocol::session::plan::Plan;

fn section_size(circle: &mut Circle, id: &str) -> [f64; 2] {
    let board = circle.room.contents(circle.now).unwrap().board;
    let content = BoardContent::read(&board).unwrap();
    content.sections.iter().find(|section| section.id == id).unwrap().size
}

/// A plan whose second half is about the area «near».
fn about_near(anonymous: bool, size: [u32; 2]) -> Plan {
    let mut plan = plan(
        anonymous,
        &[
            r#"{"id":"pack","kind":"pack","title":{"en":"Pack"},"area":"near"}"#,
            r#"{"id":"lay","kind":"lay","title":{"en":"Lay"}}"#,
            r#"{"id":"taste","kind":"taste","title":{"en":"Taste"},"area":"near"}"#,
            r#"{"id":"other","kind":"taste","title":{"en":"Other"},"area":"gone"}"#,
        ],
    );
    let [width, height] = size;
    plan.sections = serde_json::from_str(&format!(
        r#"[{{"id":"near","title":{{"en":"Near"}},"at":[2000,0],"size":[{width},{height}],"color":"blue"}},
            {{"id":"far","title":{{"en":"Far"}},"at":[4000,0],"size":[900,700],"color":"green"}}]"#,
    ))
    .unwrap();
    plan
}

#[test]
fn what_is_written_for_anywhere_lands_in_the_area_that_the_phase_is_about() {
    let mut circle = Circle::with(about_near(false, [900, 700]), 1);
    circle.go("pack");
    let held = Draft { held: true, ..draft(9, "later") };
    let chosen = Draft { section: "far".parse().ok(), ..draft(2, "far") };
    let gone = Draft { held: true, ..draft(8, "gone") };
    circle.does(2, put(&[draft(1, "anywhere"), chosen, held, gone])).unwrap();
    circle.go("lay");
    circle.go("taste");
    circle.does(2, Command::Lay { drafts: vec![draft_id(9)] }).unwrap();
    circle.go("other");
    circle.does(2, Command::Lay { drafts: vec![draft_id(8)] }).unwrap();
    let notes = circle.notes(2);
    let at = |text: &str| notes.values().find(|note| note.text == text).unwrap().at[0];
    let is_near = |text: &str| (2_000.0..2_900.0).contains(&at(text));
    assert_eq!(["anywhere", "later", "far", "gone"].map(is_near), [true, true, false, false]);
    assert!(at("far") >= 4_000.0);
}

#[test]
fn a_reveal_stays_inside_its_area_which_grows_for_it() {
    for anonymous in [false, true] {
        let mut circle = Circle::with(about_near(anonymous, [900, 300]), 1);
        circle.go("pack");
        let drafts: Vec<_> = (0..24).map(|n| draft(n, "x")).collect();
        circle.does(2, put(&drafts)).unwrap();
        circle.go("lay");
        let [width, height] = section_size(&mut circle, "near");
        assert!((width, height > 300.0) == (900.0, true), "{width} {height}");
        for note in circle.notes(2).values() {
            let [x, y] = note.at;
            assert!(x >= 2_000.0 && x + 192.0 <= 2_000.0 + width, "{x}");
            assert!(y >= 0.0 && y + 192.0 <= height, "{y} of {height}");
        }
        assert_eq!(circle.restored().board().encode(), circle.room.board().encode());
    }
}
