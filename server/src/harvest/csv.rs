//! A harvest's notes as a table for spreadsheets, row by row.
//!
//! RFC 4180 with a byte order mark, so that spreadsheets read it as UTF-8. A text that a
//! spreadsheet would take for a formula begins with an apostrophe.

use std::collections::HashMap;
use std::iter::once;

use picnic_protocol::session::command::Reaction;

use crate::harvest::dates::moment_utc;
use crate::harvest::{Cluster, Harvest, Note, Standing};

/// The columns before those of reactions.
const BEFORE: [&str; 10] = [
    "note",
    "text",
    "color",
    "cluster",
    "cluster_votes",
    "cluster_rank",
    "section",
    "votes",
    "rank",
    "same",
];

/// And those after them.
const AFTER: [&str; 4] = ["comments", "made_utc", "x", "y"];

/// The columns, in their order: each reaction has its own.
pub fn columns() -> impl Iterator<Item = &'static str> {
    BEFORE.into_iter().chain(Reaction::ALL.map(Reaction::name)).chain(AFTER)
}

/// Tells a spreadsheet that the text is UTF-8.
const MARK: &str = "\u{feff}";

/// What stands between two cells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Separator {
    /// As RFC 4180 has it.
    #[default]
    Comma,
    /// As spreadsheets set to Finnish or Swedish open it by a double click.
    Semicolon,
}

impl Separator {
    const fn text(self) -> &'static str {
        match self {
            Self::Comma => ",",
            Self::Semicolon => ";",
        }
    }
}

/// The table's rows: the names of its columns, then a row a note.
pub fn csv(harvest: &Harvest, separator: Separator) -> impl Iterator<Item = String> + '_ {
    let mut section_of: HashMap<&str, &str> = HashMap::new();
    for section in &harvest.sections {
        for note in &section.notes {
            section_of.entry(note).or_insert(&section.title);
        }
    }
    let names: Vec<_> = columns().map(str::to_owned).collect();
    let head = format!("{MARK}{}", row(&names, separator));
    once(head).chain(harvest.notes().map(move |(cluster, note)| {
        let section = section_of.get(note.id.as_str()).copied().unwrap_or_default();
        row(&cells(cluster, note, section), separator)
    }))
}

fn cells(cluster: Option<&Cluster>, note: &Note, section: &str) -> Vec<String> {
    let standing = cluster.and_then(|cluster| cluster.result);
    let number = |number: Option<u32>| number.map_or(String::new(), |number| number.to_string());
    let reactions = Reaction::ALL.map(|kind| {
        let found = note.reactions.iter().find(|reaction| reaction.kind == kind.name());
        found.map_or(0, |reaction| reaction.count).to_string()
    });
    let comments: Vec<_> = note
        .comments
        .iter()
        .map(|comment| match &comment.by {
            Some(by) => format!("{by}: {}", comment.text),
            None => comment.text.clone(),
        })
        .collect();
    let before: [String; BEFORE.len()] = [
        no_formula(&note.id),
        no_formula(&note.text),
        note.color.name().to_owned(),
        no_formula(cluster.map_or("", |cluster| &cluster.title)),
        number(standing.map(|standing| standing.votes)),
        number(standing.and_then(Standing::place)),
        no_formula(section),
        number(note.result.map(|standing| standing.votes)),
        number(note.result.and_then(Standing::place)),
        note.stack.to_string(),
    ];
    let after: [String; AFTER.len()] = [
        no_formula(&comments.join("\n")),
        if note.made_ms == 0 { String::new() } else { moment_utc(note.made_ms) },
        note.at[0].round().to_string(),
        note.at[1].round().to_string(),
    ];
    before.into_iter().chain(reactions).chain(after).collect()
}

/// A text that no spreadsheet computes: `=`, `+`, `-`, `@`, tab and return begin a formula, in
/// their wide forms too.
fn no_formula(text: &str) -> String {
    let first = text.trim_start_matches([' ', '\n', '\u{a0}', '\u{3000}']).chars().next();
    match first {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠') => {
            format!("'{text}")
        }
        _ => text.to_owned(),
    }
}

fn row(cells: &[String], separator: Separator) -> String {
    let quoted: Vec<_> = cells.iter().map(|cell| quoted(cell)).collect();
    format!("{}\r\n", quoted.join(separator.text()))
}

fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', ';', '\r', '\n', '\t']) || cell.trim() != cell {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::no_formula;

    #[test]
    fn what_a_spreadsheet_would_compute_is_a_text_in_every_form_that_it_reads() {
        for first in ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"] {
            let text = format!("{first}HYPERLINK(\"http://example.org\")");
            assert_eq!(no_formula(&text), format!("'{text}"));
            // Spreadsheets pass over what they do not show.
            for before in [" ", "\n", "\u{a0}", "\u{3000}"] {
                let text = format!("{before}{text}");
                assert_eq!(no_formula(&text), format!("'{text}"), "after {before:?}");
            }
        }
        for text in ["", "bread", "1+1", "a=b", "’=1"] {
            assert_eq!(no_formula(text), text);
        }
    }
}
