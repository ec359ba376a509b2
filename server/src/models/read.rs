//! Reading a model from its file: every field checked, everything wrong told with line and field.

use std::collections::BTreeMap;

use picnic_protocol::model::{
    AUDIENCE_CHARS_MAX, DESCRIPTION_CHARS_MAX, Expected, Fault, FaultKind, MODEL_SCHEMA, Model,
    SECTION_SIDE_MAX, SECTION_SIDE_MIN, SOURCE_CHARS_MAX, SOURCES_MAX,
};
use picnic_protocol::session::TITLE_CHARS_MAX;
use picnic_protocol::session::command::Color;
use picnic_protocol::session::plan::{
    INSTRUCTIONS_CHARS_MAX, PHASE_MINUTES_MAX, PHASE_TITLE_CHARS_MAX, PHASES_MAX, Phase, PhaseId,
    PhaseKind, PhaseLength, Reveal, SECTION_REACH_MAX, SECTIONS_MAX, Section, Texts, VOTES_MAX,
    VoteOn,
};
use picnic_protocol::session::rights::{Right, Rights};

use crate::models::fields::{Faults, Field, Fields, LANGUAGES, Languages};
use crate::models::tree;

/// Shortest and longest turn, in seconds.
pub(super) const TURN_SECONDS_MIN: u16 = 5;
pub(super) const TURN_SECONDS_MAX: u16 = 3_600;

#[derive(Debug, Clone, Copy)]
enum Kind {
    Arrive,
    Pack,
    Lay,
    Taste,
    Cluster,
    Vote,
    Take,
    Harvest,
}

const KINDS: [(&str, Kind); 8] = [
    ("arrive", Kind::Arrive),
    ("pack", Kind::Pack),
    ("lay", Kind::Lay),
    ("taste", Kind::Taste),
    ("cluster", Kind::Cluster),
    ("vote", Kind::Vote),
    ("take", Kind::Take),
    ("harvest", Kind::Harvest),
];

/// What phases of some kinds have beside what all have.
const OF_KINDS: [&str; 8] =
    ["question", "inTurn", "reveal", "turnSeconds", "comments", "on", "budget", "perItemMax"];

const REVEALS: [(&str, Reveal); 3] = [
    ("together", Reveal::Together),
    ("rounds", Reveal::Rounds),
    ("walkThrough", Reveal::WalkThrough),
];

const VOTES_ON: [(&str, VoteOn); 2] = [("clusters", VoteOn::Clusters), ("notes", VoteOn::Notes)];

/// Reads a model from a file's text, TOML or JSON.
///
/// # Errors
/// Everything that is wrong with it, in the order of the file.
pub fn read_model(text: &str) -> Result<Model, Vec<Fault>> {
    let tree::Parsed { root, faults } = tree::parse(text)?;
    let mut faults = Faults::of(faults);
    let model = model(&Field::root(&root), &mut faults);
    let faults = faults.into_sorted();
    match model {
        Some(model) if faults.is_empty() => Ok(model),
        _ => Err(faults),
    }
}

fn model(root: &Field<'_>, faults: &mut Faults) -> Option<Model> {
    let mut fields = root.fields(faults)?;
    schema(&mut fields, faults);
    // The editor's own hint in a JSON file.
    let _ = fields.take("$schema");
    let id = fields.need("id").and_then(|field| field.id(faults));
    let title = fields
        .need("title")
        .and_then(|field| field.texts(TITLE_CHARS_MAX, &Languages::default(), faults));
    let languages = languages_of(title.as_ref());
    let mut about = |name: &'static str, max, faults: &mut Faults| {
        fields.take(name).and_then(|field| field.texts(max, &languages, faults)).unwrap_or_default()
    };
    let description = about("description", DESCRIPTION_CHARS_MAX, faults);
    let audience = about("audience", AUDIENCE_CHARS_MAX, faults);
    let sources = list(&mut fields, "sources", SOURCES_MAX, faults, |field, faults| {
        field.text(SOURCE_CHARS_MAX, faults)
    });
    let anonymous = fields.take("anonymous").and_then(|field| field.truth(faults));
    let sections = sections(&mut fields, &languages, faults);
    let phases = phases(&mut fields, &languages, faults);
    fields.finish(faults);
    Some(Model {
        schema: MODEL_SCHEMA,
        id: id?,
        title: title?,
        description,
        audience,
        sources,
        anonymous: anonymous.unwrap_or(false),
        sections,
        phases,
    })
}

fn schema(fields: &mut Fields<'_>, faults: &mut Faults) {
    let Some(field) = fields.need("schema") else { return };
    match field.whole(1, u16::MAX, faults) {
        Some(version) if u32::from(version) > MODEL_SCHEMA => {
            faults.add(field.line, &field.path, FaultKind::NewerSchema);
        }
        _ => {}
    }
}

fn languages_of(title: Option<&Texts>) -> Languages {
    let mut title = title.cloned().unwrap_or_default();
    let there = LANGUAGES.into_iter().filter(|(_, language)| title.slot(*language).is_some());
    Languages(there.map(|(_, language)| language).collect())
}

fn list<T>(
    fields: &mut Fields<'_>,
    name: &'static str,
    max: usize,
    faults: &mut Faults,
    mut read: impl FnMut(&Field<'_>, &mut Faults) -> Option<T>,
) -> Vec<T> {
    let entries = fields.take(name).map_or(Vec::new(), |field| field.list(max, faults));
    entries.iter().filter_map(|field| read(field, faults)).collect()
}

fn sections(fields: &mut Fields<'_>, languages: &Languages, faults: &mut Faults) -> Vec<Section> {
    let mut before: Vec<Section> = Vec::new();
    list(fields, "sections", SECTIONS_MAX, faults, |field, faults| {
        let section = section(field, languages, faults)?;
        refuse_repeat(field, &section.id, before.iter().map(|before| &before.id), faults);
        if let Some(other) = before.iter().find(|other| overlap(&section, other)) {
            let kind = FaultKind::Overlaps { other: other.id.clone() };
            faults.add(field.line, &field.path, kind);
        }
        let past = |axis: usize| {
            let (start, end) = (section.at[axis], section.at[axis] + section.size[axis]);
            start < -SECTION_REACH_MAX || end > SECTION_REACH_MAX
        };
        if past(0) || past(1) {
            faults.add(field.line, &field.path, FaultKind::OffBoard);
        }
        before.push(section.clone());
        Some(section)
    })
}

pub(super) fn overlap(one: &Section, other: &Section) -> bool {
    let on = |axis: usize| {
        one.at[axis] < other.at[axis] + other.size[axis]
            && other.at[axis] < one.at[axis] + one.size[axis]
    };
    on(0) && on(1)
}

fn section(field: &Field<'_>, languages: &Languages, faults: &mut Faults) -> Option<Section> {
    let mut fields = field.fields(faults)?;
    let id = fields.need("id").and_then(|field| field.id(faults));
    let title = fields
        .need("title")
        .and_then(|field| field.texts(PHASE_TITLE_CHARS_MAX, languages, faults));
    let at = fields
        .need("at")
        .and_then(|field| field.pair(-SECTION_REACH_MAX, SECTION_REACH_MAX, faults));
    let size = fields
        .need("size")
        .and_then(|field| field.pair(SECTION_SIDE_MIN, SECTION_SIDE_MAX, faults));
    let color = fields
        .need("color")
        .and_then(|field| field.one_of(&Color::ALL.map(|color| (color.name(), color)), faults));
    fields.finish(faults);
    Some(Section { id: id?, title: title?, at: at?, size: size?, color: color?.name().to_owned() })
}

fn refuse_repeat<'a>(
    field: &Field<'_>,
    id: &PhaseId,
    mut before: impl Iterator<Item = &'a PhaseId>,
    faults: &mut Faults,
) {
    if before.any(|known| known == id) {
        faults.add(field.line, format!("{}.id", field.path), FaultKind::DuplicateId);
    }
}

fn phases(fields: &mut Fields<'_>, languages: &Languages, faults: &mut Faults) -> Vec<Phase> {
    let mut before: Vec<PhaseId> = Vec::new();
    list(fields, "phases", PHASES_MAX, faults, |field, faults| {
        let phase = phase(field, languages, faults)?;
        refuse_repeat(field, &phase.id, before.iter(), faults);
        before.push(phase.id.clone());
        Some(phase)
    })
}

fn phase(field: &Field<'_>, languages: &Languages, faults: &mut Faults) -> Option<Phase> {
    let mut fields = field.fields(faults)?;
    let id = fields.need("id").and_then(|field| field.id(faults));
    let title = fields
        .need("title")
        .and_then(|field| field.texts(PHASE_TITLE_CHARS_MAX, languages, faults));
    let instructions = fields
        .take("instructions")
        .and_then(|field| field.texts(INSTRUCTIONS_CHARS_MAX, languages, faults));
    let length = fields.take("length").and_then(|field| length(&field, faults));
    let moves_on = fields.take("movesOn").and_then(|field| field.truth(faults));
    let rights = fields.take("rights").and_then(|field| rights(&field, faults));
    let area = fields.take("area").and_then(|field| field.id(faults));
    let named = fields.need("kind").and_then(|field| field.one_of(&KINDS, faults));
    // Which fields a phase may have hangs on its kind.
    let kind = named.map(|named| kind(named, &mut fields, languages, faults));
    if kind.is_none() {
        fields.pass_over(&OF_KINDS);
    }
    fields.finish(faults);
    Some(Phase {
        id: id?,
        kind: kind?,
        title: title?,
        instructions: instructions.unwrap_or_default(),
        length: length.unwrap_or_default(),
        moves_on: moves_on.unwrap_or(false),
        rights,
        area,
    })
}

fn kind(
    kind: Kind,
    fields: &mut Fields<'_>,
    languages: &Languages,
    faults: &mut Faults,
) -> PhaseKind {
    match kind {
        Kind::Arrive => PhaseKind::Arrive {
            question: fields
                .take("question")
                .and_then(|field| field.texts(PHASE_TITLE_CHARS_MAX, languages, faults)),
            in_turn: fields
                .take("inTurn")
                .and_then(|field| field.truth(faults))
                .unwrap_or_default(),
        },
        Kind::Pack => PhaseKind::Pack {},
        Kind::Lay => PhaseKind::Lay {
            reveal: fields
                .take("reveal")
                .and_then(|field| field.one_of(&REVEALS, faults))
                .unwrap_or_default(),
            turn_seconds: fields
                .take("turnSeconds")
                .and_then(|field| field.whole(TURN_SECONDS_MIN, TURN_SECONDS_MAX, faults)),
        },
        Kind::Taste => PhaseKind::Taste {
            comments: fields.take("comments").and_then(|field| field.truth(faults)).unwrap_or(true),
        },
        Kind::Cluster => PhaseKind::Cluster {},
        Kind::Vote => {
            let on = fields.take("on").and_then(|field| field.one_of(&VOTES_ON, faults));
            let budget = fields.take("budget").and_then(|field| field.whole(1, VOTES_MAX, faults));
            let most = budget.unwrap_or(VOTES_MAX);
            let per_item_max =
                fields.take("perItemMax").and_then(|field| field.whole(1, most, faults));
            PhaseKind::Vote { on: on.unwrap_or_default(), budget, per_item_max }
        }
        Kind::Take => PhaseKind::Take {},
        Kind::Harvest => PhaseKind::Harvest {},
    }
}

/// `{board = "look", sections = {stand = "own"}}`, either left out for everything.
fn rights(field: &Field<'_>, faults: &mut Faults) -> Option<Rights> {
    let mut fields = field.fields(faults)?;
    let board = fields.take("board").and_then(|field| field.one_of(&Right::NAMES, faults));
    let mut sections = BTreeMap::new();
    if let Some(named) = fields.take("sections").and_then(|field| field.fields(faults)) {
        for (name, field) in named.named(faults) {
            let Ok(section) = name.parse::<PhaseId>() else {
                faults.add(field.line, &field.path, FaultKind::NotAnId);
                continue;
            };
            sections.extend(field.one_of(&Right::NAMES, faults).map(|right| (section, right)));
        }
    }
    fields.finish(faults);
    Some(Rights { board: board.unwrap_or_default(), sections })
}

/// `"open"`, `{minutes = 10}` or `{until = {unixMs = …}}`.
fn length(field: &Field<'_>, faults: &mut Faults) -> Option<PhaseLength> {
    if field.is_word("open") {
        return Some(PhaseLength::Open);
    }
    let wrong = FaultKind::WrongKind { expected: Expected::Length };
    if !field.is_table() {
        faults.add(field.line, &field.path, wrong);
        return None;
    }
    let mut fields = field.fields(faults)?;
    let length = match (fields.take("minutes"), fields.take("until")) {
        (Some(minutes), None) => {
            minutes.whole(1, PHASE_MINUTES_MAX, faults).map(PhaseLength::Minutes)
        }
        (None, Some(until)) => until.fields(faults).and_then(|mut fields| {
            let moment = fields.need("unixMs").and_then(|field| field.moment_ms(faults));
            fields.finish(faults);
            moment.map(|unix_ms| PhaseLength::Until { unix_ms })
        }),
        _ => {
            if !fields.has_misspelt() {
                faults.add(field.line, &field.path, wrong);
            }
            None
        }
    };
    fields.finish(faults);
    length
}
