//! Importing a harvest's JSON: checked as anything from outside, and written as the first change
//! of a new room's board.

use std::collections::HashSet;

use picnic_protocol::session::Language;
use picnic_protocol::session::command::Refusal;
use picnic_protocol::session::plan::{Phase, Plan};
use serde::Serialize;

use crate::document::write::{
    ClusterToLay, NoteToLay, SectionToLay, lay_cluster, lay_connector, lay_note, lay_section,
    lay_stroke,
};
use crate::harvest::{Cluster, FORMAT, Harvest, Note, Section, VERSION};
use crate::limits::{
    BOARD_REACH, COLOR_NAME_BYTES_MAX, IMPORT_ITEMS_MAX, SHOWN_NOTE_CHARS_MAX,
    SHOWN_TITLE_CHARS_MAX, STROKE_POINTS_MAX,
};
use crate::room::board::Board;

/// Why a harvest cannot be imported.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CannotImport {
    /// It is not one.
    #[error("this is not a harvest that picnic exported: its format is not «{FORMAT}»")]
    Format,
    /// A later picnic wrote it.
    #[error("this harvest is of version {0}, and this server reads version {VERSION}")]
    Version(u32),
    /// A list is too long.
    #[error("there are too many {0}")]
    TooMany(&'static str),
    /// It is more than a room of this server holds.
    #[error("there is more on it than a board of this server holds")]
    TooLarge,
    /// A text is too long.
    #[error("the {0} has a text that is too long")]
    TooLong(String),
    /// An id that cannot be one, or that two things have.
    #[error("the {0} has an id that is empty or taken")]
    Id(String),
    /// A note lies under one that lies under another.
    #[error("the {0} lies under another and has notes under it")]
    Deep(String),
    /// Its phases make no plan.
    #[error("its phases cannot be held: {0}")]
    Plan(Refusal),
    /// Something lies nowhere.
    #[error("the {0} lies off the board")]
    OffBoard(String),
}

/// A part of a harvest that the new room does not have: it was another run's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum LeftOut {
    /// The phases: the file is of an earlier version, and has no more of them than titles and times.
    Phases,
    /// How long people stayed in the phases.
    Times,
    /// Reactions to notes.
    Reactions,
    /// Comments on notes.
    Comments,
    /// Votes and what came of them.
    Votes,
    /// What people promised.
    Commitments,
}

/// What of a harvest the room that is made of it does not have.
#[must_use]
pub fn left_out(harvest: &Harvest) -> Vec<LeftOut> {
    let notes = || harvest.laid().map(|(_, _, note)| note);
    let parts = [
        (LeftOut::Phases, !harvest.phases.is_empty() && plan(harvest).is_none()),
        (LeftOut::Times, harvest.phases.iter().any(|phase| phase.actual_seconds.is_some())),
        (LeftOut::Reactions, notes().any(|note| !note.reactions.is_empty())),
        (LeftOut::Comments, notes().any(|note| !note.comments.is_empty())),
        (LeftOut::Votes, !harvest.votes.is_empty()),
        (LeftOut::Commitments, !harvest.commitments.is_empty()),
    ];
    parts.into_iter().filter(|(_, is_there)| *is_there).map(|(part, _)| part).collect()
}

/// The plan that the room begins with: all phases as they were, to be run anew; none where the file does
/// not have them whole. The sections are the board's.
#[must_use]
pub fn plan(harvest: &Harvest) -> Option<Plan> {
    let anew = |phase: Phase| Phase { length: phase.length.anew(), ..phase };
    let phases: Option<Vec<_>> =
        harvest.phases.iter().map(|time| time.phase.clone().map(anew)).collect();
    let phases = phases.filter(|phases| !phases.is_empty())?;
    Some(Plan { anonymous: harvest.anonymous, phases, sections: Vec::new() })
}

/// Checks that a harvest is within what a board holds.
///
/// # Errors
/// The first thing that is not.
pub fn check(harvest: &Harvest) -> Result<(), CannotImport> {
    if harvest.format != FORMAT {
        return Err(CannotImport::Format);
    }
    if harvest.version == 0 || harvest.version > VERSION {
        return Err(CannotImport::Version(harvest.version));
    }
    for (name, count) in [
        ("notes", harvest.laid().count()),
        ("clusters", harvest.clusters.len()),
        ("sections", harvest.sections.len()),
        ("strokes", harvest.strokes.len()),
        ("connectors", harvest.connectors.len()),
    ] {
        if count > IMPORT_ITEMS_MAX {
            return Err(CannotImport::TooMany(name));
        }
    }
    plan(harvest).map_or(Ok(()), |plan| plan.check()).map_err(CannotImport::Plan)?;
    short("title", &harvest.title, SHOWN_TITLE_CHARS_MAX + 1)?;
    let mut ids = HashSet::new();
    for (index, (_, top, note)) in harvest.laid().enumerate() {
        let what = format!("note {}", index + 1);
        if top.is_some() && !note.under.is_empty() {
            return Err(CannotImport::Deep(what));
        }
        // A longer text was shown with a mark at its end.
        short(&what, &note.text, SHOWN_NOTE_CHARS_MAX + 1)?;
        on_board(&what, &note.at)?;
        own_id(&what, &note.id, &mut ids)?;
    }
    ids.clear();
    for (index, cluster) in harvest.clusters.iter().enumerate() {
        let what = format!("cluster {}", index + 1);
        short(&what, &cluster.title, SHOWN_TITLE_CHARS_MAX + 1)?;
        on_board(&what, &cluster.at)?;
        own_id(&what, &cluster.id, &mut ids)?;
    }
    ids.clear();
    for (index, section) in harvest.sections.iter().enumerate() {
        let what = format!("section {}", index + 1);
        short(&what, &section.title, SHOWN_TITLE_CHARS_MAX + 1)?;
        on_board(&what, &section.at)?;
        on_board(&what, &section.size)?;
        own_id(&what, &section.id, &mut ids)?;
    }
    ids.clear();
    for (index, stroke) in harvest.strokes.iter().enumerate() {
        let what = format!("stroke {}", index + 1);
        short(&what, &stroke.color, COLOR_NAME_BYTES_MAX)?;
        on_board(&what, &stroke.path)?;
        own_id(&what, &stroke.id, &mut ids)?;
        if stroke.path.len().max(2 * stroke.pressure.len()) > 2 * STROKE_POINTS_MAX {
            return Err(CannotImport::TooLong(what));
        }
    }
    ids.clear();
    for (index, connector) in harvest.connectors.iter().enumerate() {
        own_id(&format!("connector {}", index + 1), &connector.id, &mut ids)?;
    }
    Ok(())
}

fn short(what: &str, text: &str, chars_max: usize) -> Result<(), CannotImport> {
    let fits = text.chars().count() <= chars_max;
    if fits { Ok(()) } else { Err(CannotImport::TooLong(what.to_owned())) }
}

fn on_board(what: &str, numbers: &[f64]) -> Result<(), CannotImport> {
    let fits = numbers.iter().all(|number| number.abs() <= BOARD_REACH);
    if fits { Ok(()) } else { Err(CannotImport::OffBoard(what.to_owned())) }
}

fn own_id<'a>(what: &str, id: &'a str, taken: &mut HashSet<&'a str>) -> Result<(), CannotImport> {
    let fits = !id.is_empty() && taken.insert(id);
    if fits { Ok(()) } else { Err(CannotImport::Id(what.to_owned())) }
}

/// The change that lays a checked harvest on the board of a room made with `title`, under the
/// server's own client id; ids are kept.
#[must_use]
pub fn first_change(title: &str, language: Language, harvest: &Harvest) -> Vec<u8> {
    let mut board = Board::default();
    board.found(title, language, &[]);
    board.edit(|txn| {
        for Section { id, title, at, size, color, .. } in &harvest.sections {
            let (at, size, color) = (*at, *size, color.name());
            lay_section(txn, &SectionToLay { id, title, at, size, color });
        }
        for Cluster { id, title, at, color, folded, .. } in &harvest.clusters {
            let (at, color, folded) = (*at, color.name(), *folded);
            lay_cluster(txn, &ClusterToLay { id, title, at, color, folded });
        }
        for (cluster, top, note) in harvest.laid() {
            lay_note(txn, &to_lay(note, cluster, top));
        }
        for stroke in &harvest.strokes {
            lay_stroke(txn, stroke);
        }
        for connector in &harvest.connectors {
            lay_connector(txn, connector);
        }
    })
}

fn to_lay<'a>(
    note: &'a Note,
    cluster: Option<&'a Cluster>,
    top: Option<&'a Note>,
) -> NoteToLay<'a> {
    NoteToLay {
        id: &note.id,
        text: &note.text,
        at: note.at,
        z: note.z as f64,
        color: note.color.name(),
        size: note.size,
        locked: note.locked,
        cluster: cluster.map(|cluster| cluster.id.as_str()),
        under: top.map(|top| top.id.as_str()),
        by: None,
        made_ms: note.made_ms,
    }
}

#[cfg(test)]
mod tests {
    use picnic_protocol::session::plan::PhaseLength;
    use serde_json::json;

    use super::*;

    #[test]
    fn a_phase_that_was_open_until_a_date_is_open_where_it_is_run_anew() {
        let phase = |id: &str, length: serde_json::Value| {
            let phase = json!({
                "id": id, "kind": "pack", "title": {"en": "Pack"}, "instructions": {},
                "length": length, "movesOn": true,
            });
            json!({"title": "Pack", "kind": "pack", "phase": phase})
        };
        let harvest = json!({
            "format": FORMAT, "version": VERSION, "title": "", "language": "en", "madeMs": 0,
            "phases": [
                phase("dated", json!({"until": {"unixMs": 1}})),
                phase("timed", json!({"minutes": 5})),
            ],
        });
        let harvest: Harvest = serde_json::from_value(harvest).unwrap();
        let lengths: Vec<_> =
            plan(&harvest).unwrap().phases.iter().map(|phase| phase.length).collect();
        assert_eq!(lengths, [PhaseLength::Open, PhaseLength::Minutes(5)]);
    }
}
