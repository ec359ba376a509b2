//! A model's file as a tree that knows on which line each value stands, from TOML or from JSON.

use jsonc_parser::ast;
use jsonc_parser::common::Ranged as _;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use picnic_protocol::model::{Fault, FaultKind};
use serde::de::IgnoredAny;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::limits::{MODEL_BYTES_READ_ON, MODEL_FAULT_CHARS_MAX, MODEL_FAULTS_MAX};
use crate::models::headers::mend;

/// A value and its line, from 1.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node {
    pub(super) line: u32,
    pub(super) value: Value,
}

/// A value in either form.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Text(String),
    Number(f64),
    Truth(bool),
    List(Vec<Node>),
    Table(Vec<Entry>),
    /// Something that no field of a model holds: a date, or JSON's null.
    Other,
}

/// A field of a table; its line is the name's.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    pub(super) line: u32,
    pub(super) name: String,
    pub(super) node: Node,
}

/// A file that could be read, perhaps with misspelt headers as they were meant.
#[derive(Debug, PartialEq)]
pub(super) struct Parsed {
    pub(super) root: Node,
    /// What is wrong with those.
    pub(super) faults: Vec<Fault>,
}

impl From<Node> for Parsed {
    fn from(root: Node) -> Self {
        Self { root, faults: Vec::new() }
    }
}

/// Reads a file's text: JSON when it begins with a brace, TOML else.
///
/// # Errors
/// What the parser could not read. In a small file TOML's names every such place.
pub(super) fn parse(text: &str) -> Result<Parsed, Vec<Fault>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines = Lines::of(text);
    if text.trim_start().starts_with('{') {
        return json(text, &lines).map(Parsed::from);
    }
    toml(text, &lines).map(Parsed::from).or_else(|faults| toml_as_meant(text, faults))
}

fn syntax(line: u32, detail: impl AsRef<str>) -> Fault {
    // Parsers say again what they read: its beginning tells as much.
    let detail = detail.as_ref().chars().take(MODEL_FAULT_CHARS_MAX).collect();
    Fault { line, field: String::new(), kind: FaultKind::Syntax { detail } }
}

/// Where lines start.
struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    fn of(text: &str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self { starts: std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect() }
    }

    /// The line that a byte is on, from 1.
    fn at(&self, byte: usize) -> u32 {
        let before = self.starts.partition_point(|start| *start <= byte);
        u32::try_from(before.max(1)).unwrap_or(u32::MAX)
    }
}

fn toml(text: &str, lines: &Lines) -> Result<Node, Vec<Fault>> {
    let first = match DeTable::parse(text) {
        Ok(table) => return Ok(Node { line: 1, value: toml_table(table.get_ref(), lines) }),
        Err(first) => first,
    };
    let errors = if text.len() <= MODEL_BYTES_READ_ON {
        DeTable::parse_recoverable(text).1
    } else {
        vec![first]
    };
    let fault = |error: &toml::de::Error| {
        let line = error.span().map_or(1, |span| lines.at(span.start));
        syntax(line, error.message().lines().collect::<Vec<_>>().join("; "))
    };
    Err(errors.iter().take(MODEL_FAULTS_MAX).map(fault).collect())
}

/// Reads a file once more with its headers as they were meant, where that leaves less to be told.
fn toml_as_meant(text: &str, faults: Vec<Fault>) -> Result<Parsed, Vec<Fault>> {
    let Some(mended) = mend(text) else { return Err(faults) };
    match toml(&mended.text, &Lines::of(&mended.text)) {
        Ok(root) => Ok(Parsed { root, faults: mended.faults }),
        Err(fewer) if fewer.len() < faults.len() => {
            Err(mended.faults.into_iter().chain(fewer).take(MODEL_FAULTS_MAX).collect())
        }
        Err(_) => Err(faults),
    }
}

fn toml_table(table: &DeTable<'_>, lines: &Lines) -> Value {
    let entry = |(name, node): (&Spanned<toml::de::DeString<'_>>, &Spanned<DeValue<'_>>)| Entry {
        line: lines.at(name.span().start),
        name: name.get_ref().to_string(),
        node: toml_node(node, lines),
    };
    let mut entries: Vec<_> = table.iter().map(entry).collect();
    entries.sort_by_key(|entry| entry.line);
    Value::Table(entries)
}

fn toml_node(node: &Spanned<DeValue<'_>>, lines: &Lines) -> Node {
    let value = match node.get_ref() {
        DeValue::String(text) => Value::Text(text.to_string()),
        // 0x10 and 1_000 are allowed; the parser has taken the underscores out.
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .map_or(Value::Other, |number| Value::Number(number as f64)),
        DeValue::Float(number) => number.as_str().parse().map_or(Value::Other, Value::Number),
        DeValue::Boolean(truth) => Value::Truth(*truth),
        DeValue::Datetime(_) => Value::Other,
        DeValue::Array(list) => {
            Value::List(list.iter().map(|node| toml_node(node, lines)).collect())
        }
        DeValue::Table(table) => toml_table(table, lines),
    };
    Node { line: lines.at(node.span().start), value }
}

fn json(text: &str, lines: &Lines) -> Result<Node, Vec<Fault>> {
    // serde_json holds to the grammar and to a depth; the other parser knows places.
    if let Err(error) = serde_json::from_str::<IgnoredAny>(text) {
        let line = u32::try_from(error.line()).unwrap_or(u32::MAX);
        return Err(vec![syntax(line.max(1), error.to_string())]);
    }
    match parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default()) {
        Ok(jsonc_parser::ParseResult { value: Some(value), .. }) => Ok(json_node(&value, lines)),
        Ok(_) => Err(vec![syntax(1, "there is nothing in it")]),
        Err(error) => Err(vec![syntax(lines.at(error.range().start), error.kind().to_string())]),
    }
}

fn json_node(node: &ast::Value<'_>, lines: &Lines) -> Node {
    let value = match node {
        ast::Value::StringLit(text) => Value::Text(text.value.to_string()),
        ast::Value::NumberLit(number) => number.value.parse().map_or(Value::Other, Value::Number),
        ast::Value::BooleanLit(truth) => Value::Truth(truth.value),
        ast::Value::NullKeyword(_) => Value::Other,
        ast::Value::Array(list) => {
            Value::List(list.elements.iter().map(|node| json_node(node, lines)).collect())
        }
        ast::Value::Object(object) => {
            let entry = |property: &ast::ObjectProp<'_>| Entry {
                line: lines.at(property.range().start),
                name: property.name.as_str().to_owned(),
                node: json_node(&property.value, lines),
            };
            Value::Table(object.properties.iter().map(entry).collect())
        }
    };
    Node { line: lines.at(node.range().start), value }
}
