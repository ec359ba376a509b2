//! What holds in each room of a run, drawn with its seed: its plan, and what participants may do in each phase and section.

use std::collections::BTreeMap;

use picnic_protocol::session::Language;
use picnic_protocol::session::plan::{PhaseId, Plan, Section, Texts};
use picnic_protocol::session::rights::{Right, Rights};

use crate::random::Random;
use crate::world::{ANONYMOUS, HELD_TO_RIGHTS};

/// Of these one holds on a board or in a section.
const DRAWN: [Right; 7] =
    [Right::All, Right::Own, Right::Own, Right::Own, Right::Add, Right::Look, Right::Approve];

/// Sections, and from where to where along the board's top they reach. What is written lies on both sides of each border.
const SECTIONS: [(&str, f64, f64); 2] = [("stand", 0.0, 180.0), ("wall", 180.0, 80.0)];

/// What holds in a room.
#[derive(Debug, Default)]
pub struct Rules {
    pub plan: Option<Plan>,
    rights: BTreeMap<String, Rights>,
}

impl Rules {
    pub fn draw(room: usize, random: &mut Random) -> Self {
        if room == 0 {
            return Self::default();
        }
        let votes_first = random.one_in(2);
        let bound = room == HELD_TO_RIGHTS || random.one_in(3);
        let on = if random.one_in(2) { "notes" } else { "clusters" };
        let votes = format!(r#"{{"on":"{on}","length":{{"minutes":20}},"movesOn":true}}"#);
        // A short picnic, in which phases come and go. Two would end by themselves, after longer than a run takes:
        // whichever way the clock for people jumps, they never do.
        let phases = [
            ("pack", r#"{"length":{"minutes":10},"movesOn":true}"#),
            ("lay", "{}"),
            ("vote", votes.as_str()),
            ("take", "{}"),
        ];
        let mut phases = phases;
        if votes_first {
            // A vote on what was written at once, and others come to it later.
            phases.swap(0, 2);
        }
        let mut rules = Self::default();
        let phases = phases.map(|(kind, settings)| {
            let mut phase: serde_json::Value = serde_json::from_str(settings).unwrap();
            phase["id"] = kind.into();
            phase["kind"] = kind.into();
            phase["title"] = serde_json::json!({"en": kind});
            if bound {
                let rights = drawn(random);
                phase["rights"] = serde_json::to_value(&rights).unwrap();
                rules.rights.insert(kind.to_owned(), rights);
            }
            serde_json::from_value(phase).unwrap()
        });
        let sections = if bound { SECTIONS.map(section).to_vec() } else { Vec::new() };
        let anonymous = room == ANONYMOUS;
        rules.plan = Some(Plan { anonymous, phases: phases.to_vec(), sections });
        rules
    }

    /// Whether participants may not do everything in every phase.
    pub fn binds(&self) -> bool {
        !self.rights.is_empty()
    }

    /// What participants may do while a phase runs.
    pub fn rights_in(&self, phase: Option<&PhaseId>) -> Rights {
        phase.and_then(|phase| self.rights.get(phase.as_str())).cloned().unwrap_or_default()
    }
}

fn drawn(random: &mut Random) -> Rights {
    let mut rights = Rights::everywhere(*random.pick(&DRAWN));
    for (section, ..) in SECTIONS {
        if random.one_in(2) {
            rights.sections.insert(section.parse().unwrap(), *random.pick(&DRAWN));
        }
    }
    rights
}

fn section((id, x, width): (&str, f64, f64)) -> Section {
    Section {
        id: id.parse().unwrap(),
        title: Texts::only(Language::En, id.to_owned()),
        at: [x, 0.0],
        size: [width, 400.0],
        color: "yellow".to_owned(),
    }
}
