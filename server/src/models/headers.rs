//! Misspelt headers of tables in TOML, where they keep a file from being read.
//!
//! `[[phase]]` before `[phases.title]` makes one table of all phases: TOML then finds fault with every
//! line after the next `[[phases]]`, and with nothing on the line that is wrong. So such a file is read
//! once more with its headers as they were meant.

use std::collections::HashSet;

use picnic_protocol::model::{Expected, Fault, FaultKind};

use crate::limits::{MODEL_FAULT_CHARS_MAX, MODEL_FAULTS_MAX};
use crate::spelling::closest_name;

/// The model's own lists of tables, and its other tables.
const LISTS: [&str; 2] = ["phases", "sections"];
const TABLES: [&str; 3] = ["title", "description", "audience"];

/// A file's text with its headers as they were meant, on the same lines.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mended {
    pub(super) text: String,
    /// What is wrong with them, each name once.
    pub(super) faults: Vec<Fault>,
}

/// A header: its line, the first of its names, and what follows that.
struct Header<'a> {
    is_list: bool,
    name: &'a str,
    rest: &'a str,
}

/// Mends a text's headers; none where there is nothing to mend.
pub(super) fn mend(text: &str) -> Option<Mended> {
    let mut mended = Mended { text: String::with_capacity(text.len()), faults: Vec::new() };
    let mut told = HashSet::new();
    let mut in_text = false;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let header = header(line).filter(|_| !in_text);
        let marks = line.matches("\"\"\"").count() + line.matches("'''").count();
        in_text ^= marks % 2 == 1;
        let mend = header.and_then(|header| Some((mend_one(&header)?, header)));
        let Some(((kind, opening, name), header)) = mend else {
            mended.text.push_str(line);
            continue;
        };
        if mended.faults.len() < MODEL_FAULTS_MAX && told.insert(header.name) {
            let line = u32::try_from(index + 1).unwrap_or(u32::MAX);
            let field = header.name.chars().take(MODEL_FAULT_CHARS_MAX).collect();
            mended.faults.push(Fault { line, field, kind });
        }
        let closing = if opening == "[[" && !header.is_list { "]" } else { "" };
        for part in [opening, name, closing, header.rest] {
            mended.text.push_str(part);
        }
    }
    (!mended.faults.is_empty()).then_some(mended)
}

/// What is wrong with a header, and how it begins when it is right.
fn mend_one<'a>(header: &Header<'a>) -> Option<(FaultKind, &'static str, &'a str)> {
    let Header { is_list, name, rest } = *header;
    let opening = if is_list { "[[" } else { "[" };
    if LISTS.contains(&name) {
        let is_one_table = !is_list && rest.starts_with(']');
        let kind = FaultKind::WrongKind { expected: Expected::List };
        return is_one_table.then_some((kind, "[[", name));
    }
    if TABLES.contains(&name) {
        return None;
    }
    let meant = closest_name(name, LISTS.into_iter().chain(TABLES))?;
    let kind = FaultKind::UnknownField { meant: Some(meant.to_owned()) };
    let is_one_table = LISTS.contains(&meant) && rest.starts_with(']');
    Some((kind, if is_one_table { "[[" } else { opening }, meant))
}

fn header(line: &str) -> Option<Header<'_>> {
    let inside = line.trim_start().strip_prefix('[')?;
    let (is_list, inside) = inside.strip_prefix('[').map_or((false, inside), |rest| (true, rest));
    let inside = inside.trim_start();
    let is_of_name = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
    let end = inside.find(|letter| !is_of_name(letter))?;
    let (name, rest) = inside.split_at_checked(end)?;
    // A list in a text's line, such as `[a, b]`, is none.
    rest.starts_with([']', '.']).then_some(Header { is_list, name, rest })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_mended_on_their_own_lines_and_told_once() {
        let text =
            "a = 1\n[[phase]]\n[phases.title]\n[ phase.title ] # here\n[sections]\n[title]\n";
        let mended = mend(text).unwrap();
        let expected =
            "a = 1\n[[phases]]\n[phases.title]\n[phases.title ] # here\n[[sections]]\n[title]\n";
        assert_eq!(mended.text, expected);
        let told: Vec<_> = mended.faults.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "line 2, phase: there is no such field; did you mean phases?",
                "line 5, sections: this must be a list"
            ]
        );
    }

    #[test]
    fn what_is_no_misspelt_header_stays() {
        for text in [
            "[[phases]]\n[phases.title]\n",
            "fi = \"\"\"\n[phase]\n\"\"\"\n",
            "at = [\n[phase, 1]\n]\n",
            "[elsewhere]\n",
            "[\n",
            "[[",
            "",
        ] {
            assert_eq!(mend(text), None, "{text}");
        }
    }
}
