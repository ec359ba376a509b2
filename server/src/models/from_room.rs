//! A model made from a room: its structure, nothing of its content.

use picnic_protocol::model::{MODEL_SCHEMA, Model, SECTION_SIDE_MAX, SECTION_SIDE_MIN};
use picnic_protocol::session::Language;
use picnic_protocol::session::plan::{
    PHASE_TITLE_CHARS_MAX, Phase, PhaseId, PhaseKind, SECTION_REACH_MAX, SECTIONS_MAX, Section,
    Texts,
};

use crate::document::content::BoardSection;
use crate::models::read::{TURN_SECONDS_MAX, TURN_SECONDS_MIN, overlap};

/// A model of a room's plan and sections under `title`, in the room's language at least; its id is
/// made of the title, or is `otherwise`.
///
/// A phase that is open until a date is simply open in the model: the date is the room's.
#[must_use]
pub fn model_from_room(
    title: &str,
    otherwise: &PhaseId,
    language: Language,
    anonymous: bool,
    phases: &[Phase],
    sections: &[Section],
) -> Model {
    let filled = |texts: &Texts| in_language_at_least(texts, language);
    let phase = |phase: &Phase| Phase {
        id: phase.id.clone(),
        kind: kind(&phase.kind, language),
        title: filled(&phase.title).unwrap_or_else(|| named(language, phase.id.as_str())),
        instructions: filled(&phase.instructions).unwrap_or_default(),
        length: phase.length.anew(),
        moves_on: phase.moves_on,
        rights: phase.rights.clone(),
        area: phase.area.clone(),
    };
    let section = |section: &Section| Section {
        title: filled(&section.title).unwrap_or_else(|| named(language, section.id.as_str())),
        ..section.clone()
    };
    let title = title.trim();
    let id = PhaseId::of_title(title, otherwise);
    Model {
        schema: MODEL_SCHEMA,
        title: named(language, if title.is_empty() { id.as_str() } else { title }),
        id,
        description: Texts::default(),
        audience: Texts::default(),
        sources: Vec::new(),
        anonymous,
        sections: sections.iter().map(section).collect(),
        phases: phases.iter().map(phase).collect(),
    }
}

/// The sections of a board as a model lays them, in the room's language. Those that lie over
/// another or past the edge are left out: no model may lay them so.
#[must_use]
pub fn sections_of_board(sections: &[BoardSection], language: Language) -> Vec<Section> {
    let mut laid: Vec<Section> = Vec::new();
    for (index, section) in sections.iter().enumerate() {
        let Ok(numbered) = PhaseId::try_from(format!("section-{}", index + 1)) else { continue };
        let own = section.id.parse().ok();
        let free = |id: &PhaseId| laid.iter().all(|other| other.id != *id);
        let id = own.into_iter().chain([numbered]).find(free);
        let title: String = section.title.chars().take(PHASE_TITLE_CHARS_MAX).collect();
        let Some(id) = id else { continue };
        let section = Section {
            id,
            title: named(language, title.trim()),
            at: section.at,
            size: section.size.map(|side| side.clamp(SECTION_SIDE_MIN, SECTION_SIDE_MAX)),
            color: section.color.name().to_owned(),
        };
        let on_board =
            section.at.iter().zip(section.size).all(|(start, side)| {
                *start >= -SECTION_REACH_MAX && start + side <= SECTION_REACH_MAX
            });
        if on_board
            && laid.len() < SECTIONS_MAX
            && !laid.iter().any(|other| overlap(&section, other))
        {
            laid.push(section);
        }
    }
    laid
}

fn kind(kind: &PhaseKind, language: Language) -> PhaseKind {
    match kind {
        PhaseKind::Vote { on, budget, per_item_max } => PhaseKind::Vote {
            on: *on,
            budget: *budget,
            per_item_max: per_item_max.map(|most| most.min(budget.unwrap_or(most))),
        },
        PhaseKind::Lay { reveal, turn_seconds } => PhaseKind::Lay {
            reveal: *reveal,
            turn_seconds: turn_seconds.map(|turn| turn.clamp(TURN_SECONDS_MIN, TURN_SECONDS_MAX)),
        },
        PhaseKind::Arrive { question, in_turn } => PhaseKind::Arrive {
            question: question
                .as_ref()
                .and_then(|question| in_language_at_least(question, language)),
            in_turn: *in_turn,
        },
        other => other.clone(),
    }
}

fn named(language: Language, name: &str) -> Texts {
    Texts::only(language, name.to_owned())
}

/// The texts that say something, with one in `language` borrowed from another where it lacks.
fn in_language_at_least(texts: &Texts, language: Language) -> Option<Texts> {
    let said = |text: &Option<String>| {
        text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let mut texts = Texts { fi: said(&texts.fi), sv: said(&texts.sv), en: said(&texts.en) };
    if texts.is_empty() {
        return None;
    }
    let borrowed = texts.in_language(language).to_owned();
    texts.slot(language).get_or_insert(borrowed);
    Some(texts)
}

#[cfg(test)]
mod tests {
    use picnic_protocol::session::plan::PhaseLength;

    use super::*;
    use crate::document::content::Color;
    use crate::models::{read_model, write_model};

    #[test]
    fn a_rooms_plan_with_holes_becomes_a_model_that_reads() {
        let phase = Phase {
            id: "own".parse().unwrap(),
            kind: PhaseKind::Arrive {
                question: Some(Texts::only(Language::Sv, "Hur mår du?".to_owned())),
                in_turn: true,
            },
            title: Texts::only(Language::En, "Come in".to_owned()),
            instructions: Texts { fi: Some("  ".to_owned()), ..Texts::default() },
            length: PhaseLength::Until { unix_ms: 1_790_000_000_000 },
            moves_on: true,
            rights: None,
            area: None,
        };
        let untitled = Phase { title: Texts::default(), id: "b".parse().unwrap(), ..phase.clone() };
        let section = Section {
            id: "left".parse().unwrap(),
            title: Texts::default(),
            at: [0.0, -0.5],
            size: [960.0, 480.0],
            color: "teal".to_owned(),
        };
        let id = "model".parse().unwrap();
        let model =
            model_from_room("Oma malli", &id, Language::Fi, true, &[phase, untitled], &[section]);
        assert_eq!(model.phases[0].title.in_language(Language::Fi), "Come in");
        assert_eq!(model.phases[0].length, PhaseLength::Open);
        assert_eq!(read_model(&write_model(&model).unwrap()), Ok(model));
    }

    #[test]
    fn a_boards_sections_become_those_of_a_model_that_reads() {
        let section = |id: &str, title: &str, at: [f64; 2]| BoardSection {
            id: id.to_owned(),
            title: title.to_owned(),
            at,
            size: [960.0, 960.0],
            color: Color::Teal,
        };
        let board = [
            section("left", "Vasen", [0.0, 0.0]),
            section("Not an id", "Oikea", [1_000.0, 0.0]),
            section("over", "Päällä", [500.0, 500.0]),
            section("far", "Kaukana", [99_999.0, 0.0]),
            section("bare", "", [0.0, 2_000.0]),
        ];
        let sections = sections_of_board(&board, Language::Fi);
        let ids: Vec<_> = sections.iter().map(|section| section.id.as_str()).collect();
        assert_eq!(ids, ["left", "section-2", "bare"]);
        let id = "model".parse().unwrap();
        let model = model_from_room("", &id, Language::Fi, false, &[], &sections);
        assert_eq!(read_model(&write_model(&model).unwrap()), Ok(model));
    }
}
