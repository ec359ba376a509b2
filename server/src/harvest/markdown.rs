//! A harvest as a Markdown document in one language, piece by piece.
//!
//! What people wrote is escaped, so that no note breaks the document or becomes part of its form.

use std::collections::{HashMap, HashSet};
use std::iter::once;
use std::rc::Rc;

use jiff::tz::TimeZone;
use picnic_protocol::session::Language;

use crate::harvest::dates::{day_in_words, day_of};
use crate::harvest::words::Words;
use crate::harvest::{Cluster, Commitment, Harvest, Note, PhaseTime, Section, Vote};

/// The document's pieces; `zone` says what day it was.
pub fn markdown(
    harvest: &Harvest,
    language: Language,
    zone: TimeZone,
) -> impl Iterator<Item = String> + '_ {
    let words = Words::of(language);
    let names = Rc::new(harvest.names());
    let of_commitments = Rc::clone(&names);
    let commitments = listed(words.commitments, &harvest.commitments).map(move |part| {
        part.written(|commitment| promised(&of_commitments, commitment, words, language))
    });
    let clusters = headed(words.clusters, &harvest.clusters)
        .map(move |part| part.written(|cluster| clustered(cluster, words)));
    let heading = if harvest.clusters.is_empty() { words.notes } else { words.lone };
    let lone = listed(heading, &harvest.lone)
        .map(move |part| part.written(|note| noted(note, words, None)));
    let sections = headed(words.sections, &harvest.sections)
        .map(move |part| part.written(|section| area(harvest, section, words)));
    let votes = headed(words.votes, &harvest.votes)
        .map(move |part| part.written(|vote| voted(&names, vote, words)));
    let time = listed(words.time, &harvest.phases)
        .map(move |part| part.written(|phase| timed(phase, words)));
    once(head(harvest, words, language, &zone))
        .chain(commitments)
        .chain(clusters)
        .chain(lone)
        .chain(sections)
        .chain(votes)
        .chain(time)
}

type Names<'a> = HashMap<&'a str, &'a str>;

/// A piece of a part: its heading, one of its entries, or the line that ends it.
enum Piece<'a, T> {
    Heading(&'static str),
    Entry(&'a T),
    /// Items need an empty line after the last; parts of parts end with their own.
    End,
}

impl<T> Piece<'_, T> {
    fn written(self, entry: impl Fn(&T) -> String) -> String {
        match self {
            Self::Heading(heading) => format!("## {heading}\n\n"),
            Self::Entry(value) => entry(value),
            Self::End => "\n".to_owned(),
        }
    }
}

/// A part with its heading; nothing where there is nothing to say.
fn headed<'a, T>(heading: &'static str, entries: &'a [T]) -> impl Iterator<Item = Piece<'a, T>> {
    let start = (!entries.is_empty()).then_some(Piece::Heading(heading));
    start.into_iter().chain(entries.iter().map(Piece::Entry))
}

/// The same of items.
fn listed<'a, T>(heading: &'static str, items: &'a [T]) -> impl Iterator<Item = Piece<'a, T>> {
    headed(heading, items).chain((!items.is_empty()).then_some(Piece::End))
}

fn head(harvest: &Harvest, words: &Words, language: Language, zone: &TimeZone) -> String {
    let title = if harvest.title.trim().is_empty() { words.untitled } else { &harvest.title };
    let day = day_of(harvest.finished_ms.unwrap_or(harvest.made_ms), zone, language);
    let mut facts = vec![day];
    facts.extend(harvest.people.map(|count| words.people(count)));
    let notes = u32::try_from(harvest.notes().count()).unwrap_or(u32::MAX);
    facts.push(words.notes(notes));
    let mut head = format!("# {}\n\n{}\n\n", one_line(title), escaped(&facts.join(" · ")));
    if notes == 0 {
        head.push_str(&format!("{}\n\n", words.nothing));
    }
    head
}

fn promised(
    names: &Names<'_>,
    commitment: &Commitment,
    words: &Words,
    language: Language,
) -> String {
    let mut line = lines(&commitment.what);
    let who = one_line(&commitment.who);
    if !who.is_empty() {
        line.push_str(&format!(" — {who}"));
    }
    if let Some(day) = &commitment.by_when {
        let day = escaped(&day_in_words(day, language));
        // In Finnish the word follows the day.
        let by = match language {
            Language::Fi => format!("{day} {}", words.by_when),
            Language::Sv | Language::En => format!("{} {day}", words.by_when),
        };
        line.push_str(&format!(", {by}"));
    }
    if let Some(name) = commitment.target.as_deref().and_then(|id| names.get(id)) {
        line.push_str(&format!(" ({})", one_line(name)));
    }
    item(&line)
}

fn clustered(cluster: &Cluster, words: &Words) -> String {
    let title = if cluster.title.is_empty() { words.cluster_untitled } else { &cluster.title };
    let mut heading = format!("### {}", one_line(title));
    if let Some(standing) = cluster.result {
        heading.push_str(&format!(" ({})", words.votes(standing.votes)));
    }
    let notes: String = cluster.notes.iter().map(|note| noted(note, words, None)).collect();
    format!("{heading}\n\n{notes}\n")
}

/// A note as an item, with what people said of it.
fn noted(note: &Note, words: &Words, cluster: Option<&str>) -> String {
    let mut text = lines(&note.text);
    let mut facts = Vec::new();
    facts.extend(cluster.map(one_line));
    if note.stack > 1 {
        facts.push(format!("×{}", note.stack));
    }
    facts.extend(note.result.map(|standing| words.votes(standing.votes)));
    facts.extend(
        note.reactions.iter().map(|reaction| {
            format!("{} {}", escaped(words.reaction(&reaction.kind)), reaction.count)
        }),
    );
    if !facts.is_empty() {
        text.push_str(&format!(" ({})", facts.join(" · ")));
    }
    let mut written = item(&text);
    for comment in &note.comments {
        let by = comment.by.as_deref().map(one_line).filter(|by| !by.is_empty());
        let said = lines(&comment.text);
        let line = match by {
            Some(by) => format!("{by}: {said}"),
            None => said,
        };
        for line in item(&line).lines() {
            written.push_str(&format!("  {line}\n"));
        }
    }
    written
}

fn area(harvest: &Harvest, section: &Section, words: &Words) -> String {
    let here: HashSet<&str> = section.notes.iter().map(String::as_str).collect();
    let notes = harvest.notes().filter(|(_, note)| here.contains(note.id.as_str()));
    let mut written: String = notes
        .map(|(cluster, note)| {
            let title = cluster.map(|cluster| cluster.title.as_str());
            let bare = Note { result: None, reactions: vec![], comments: vec![], ..note.clone() };
            noted(&bare, words, title.filter(|title| !title.is_empty()))
        })
        .collect();
    if written.is_empty() {
        written = format!("{}\n", words.section_empty);
    }
    format!("### {}\n\n{written}\n", one_line(&section.title))
}

fn voted(names: &Names<'_>, vote: &Vote, words: &Words) -> String {
    let mut written = format!("### {} ({})\n\n", one_line(&vote.title), words.people(vote.voters));
    for voted in &vote.items {
        let name =
            names.get(voted.id.as_str()).map(|name| one_line(name)).filter(|name| !name.is_empty());
        let name = name.unwrap_or_else(|| words.cluster_untitled.to_owned());
        let votes = words.votes(voted.standing.votes);
        // Nobody's vote is no place.
        let place =
            voted.standing.place().map_or_else(|| "–".to_owned(), |rank| format!("{rank}."));
        written.push_str(&item(&format!("**{place}** {name}: {votes}")));
    }
    written.push('\n');
    written
}

fn timed(phase: &PhaseTime, words: &Words) -> String {
    let mut facts = Vec::new();
    facts.extend(phase.planned_minutes.map(|minutes| format!("{} {minutes} min", words.planned)));
    // A minute that was begun counts.
    let took = phase.actual_seconds.map(|seconds| seconds.div_ceil(60).max(1));
    facts.extend(took.map(|minutes| format!("{} {minutes} min", words.took)));
    let facts = if facts.is_empty() { String::new() } else { format!(": {}", facts.join(", ")) };
    item(&format!("{}{facts}", one_line(&phase.title)))
}

/// A list item, its further lines within it.
fn item(text: &str) -> String {
    let text = if text.is_empty() { "—" } else { text };
    format!("- {}\n", text.replace('\n', "\n  "))
}

/// A text escaped and on one line.
fn one_line(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    escaped(&words.join(" "))
}

/// A text escaped, its lines kept by hard breaks and its empty lines left out.
fn lines(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(one_line).filter(|line| !line.is_empty()).collect();
    lines.join("\\\n")
}

/// Takes from one line of a text every meaning it has in Markdown.
fn escaped(line: &str) -> String {
    let mut escaped = String::with_capacity(line.len() + 8);
    for (at, letter) in line.char_indices() {
        let special = match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '|' | '&' | '$' | '^' => true,
            // At the start of a line they make headings, lists and rules.
            '#' | '+' | '-' | '=' | ':' => at == 0,
            // A number with one of these and a space makes an item of a numbered list.
            '.' | ')' => numbers_an_item(line, at),
            _ => false,
        } || (letter == '#' && closes(line, at));
        if special {
            escaped.push('\\');
        }
        // What is no text at all stands as a mark.
        escaped.push(if letter.is_control() { '\u{fffd}' } else { letter });
    }
    escaped
}

/// Whether the mark at `at` ends a number at the line's start, as in «1. » and «1) ».
fn numbers_an_item(line: &str, at: usize) -> bool {
    let is_number = |before: &str| {
        (1..=9).contains(&before.len()) && before.bytes().all(|byte| byte.is_ascii_digit())
    };
    let after = line.get(at + 1..).and_then(|rest| rest.chars().next());
    line.get(..at).is_some_and(is_number) && after.is_none_or(char::is_whitespace)
}

/// Whether only marks of a heading follow: a heading that ends with them would lose them.
fn closes(line: &str, at: usize) -> bool {
    line.get(at..).is_some_and(|rest| rest.bytes().all(|byte| byte == b'#'))
}
