//! Reading a tree's fields one by one, gathering everything that is wrong on the way.

use picnic_protocol::model::{Expected, Fault, FaultKind};
use picnic_protocol::session::Language;
use picnic_protocol::session::plan::{PhaseId, Texts};

use crate::limits::MODEL_FAULTS_MAX;
use crate::models::tree::{Entry, Node, Value};
use crate::spelling::closest_name;

/// What was found wrong so far.
#[derive(Debug, Default)]
pub(super) struct Faults {
    faults: Vec<Fault>,
}

impl Faults {
    /// Those that were found before.
    pub(super) fn of(mut faults: Vec<Fault>) -> Self {
        faults.truncate(MODEL_FAULTS_MAX);
        Self { faults }
    }

    pub(super) fn add(&mut self, line: u32, field: impl Into<String>, kind: FaultKind) {
        if self.faults.len() < MODEL_FAULTS_MAX {
            self.faults.push(Fault { line, field: field.into(), kind });
        }
    }

    /// The faults in the order of the file; none where all is well.
    pub(super) fn into_sorted(mut self) -> Vec<Fault> {
        self.faults.sort_by_key(|fault| fault.line);
        self.faults
    }
}

/// A value with the way to it.
#[derive(Debug, Clone)]
pub(super) struct Field<'a> {
    pub(super) path: String,
    /// Where its name stands; a value in a list has none, and stands for itself.
    pub(super) line: u32,
    node: &'a Node,
}

/// The fields of a table that were not read yet.
#[derive(Debug)]
pub(super) struct Fields<'a> {
    path: String,
    line: u32,
    left: Vec<&'a Entry>,
    taken: Vec<&'a str>,
    /// All that were asked for, whether they are there or not.
    known: Vec<&'static str>,
    /// Those that must be there and are not.
    missing: Vec<&'static str>,
}

/// The languages that a model is written in: those of its title.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Languages(pub(super) Vec<Language>);

pub(super) const LANGUAGES: [(&str, Language); 3] =
    [("fi", Language::Fi), ("sv", Language::Sv), ("en", Language::En)];

impl<'a> Field<'a> {
    /// The file as a whole.
    pub(super) fn root(node: &'a Node) -> Self {
        Self { path: String::new(), line: node.line, node }
    }

    fn wrong(&self, expected: Expected, faults: &mut Faults) {
        faults.add(self.line, &self.path, FaultKind::WrongKind { expected });
    }

    pub(super) fn fields(&self, faults: &mut Faults) -> Option<Fields<'a>> {
        let Value::Table(entries) = &self.node.value else {
            self.wrong(Expected::Table, faults);
            return None;
        };
        let left = entries.iter().collect();
        let (path, line) = (self.path.clone(), self.line);
        let (taken, known, missing) = (Vec::new(), Vec::new(), Vec::new());
        Some(Fields { path, line, left, taken, known, missing })
    }

    /// The entries of a list, counted from 1 in their paths.
    pub(super) fn list(&self, max: usize, faults: &mut Faults) -> Vec<Field<'a>> {
        let Value::List(nodes) = &self.node.value else {
            self.wrong(Expected::List, faults);
            return Vec::new();
        };
        if nodes.len() > max {
            let kind = FaultKind::TooMany { max: u32::try_from(max).unwrap_or(u32::MAX) };
            faults.add(self.line, &self.path, kind);
            return Vec::new();
        }
        let field = |(index, node): (usize, &'a Node)| Field {
            path: format!("{}.{}", self.path, index + 1),
            line: node.line,
            node,
        };
        nodes.iter().enumerate().map(field).collect()
    }

    /// A text of 1 to `max` characters, its ends trimmed.
    pub(super) fn text(&self, max: usize, faults: &mut Faults) -> Option<String> {
        let Value::Text(text) = &self.node.value else {
            self.wrong(Expected::Text, faults);
            return None;
        };
        let text = text.trim();
        let kind = match text.chars().count() {
            0 => FaultKind::Empty,
            count if count > max => {
                FaultKind::TooLong { max: u32::try_from(max).unwrap_or(u32::MAX) }
            }
            _ => return Some(text.to_owned()),
        };
        faults.add(self.line, &self.path, kind);
        None
    }

    /// A text whatever is in it, to be looked at by who asks.
    pub(super) fn word(&self, faults: &mut Faults) -> Option<&'a str> {
        match &self.node.value {
            Value::Text(word) => Some(word),
            _ => {
                self.wrong(Expected::Text, faults);
                None
            }
        }
    }

    pub(super) fn id(&self, faults: &mut Faults) -> Option<PhaseId> {
        let id = self.word(faults)?.parse();
        if id.is_err() {
            faults.add(self.line, &self.path, FaultKind::NotAnId);
        }
        id.ok()
    }

    pub(super) fn one_of<T: Copy>(&self, words: &[(&str, T)], faults: &mut Faults) -> Option<T> {
        let word = self.word(faults)?;
        let found = words.iter().find(|(name, _)| *name == word).map(|(_, value)| *value);
        if found.is_none() {
            let allowed = words.iter().map(|(name, _)| (*name).to_owned()).collect();
            faults.add(self.line, &self.path, FaultKind::UnknownWord { allowed });
        }
        found
    }

    pub(super) fn truth(&self, faults: &mut Faults) -> Option<bool> {
        match self.node.value {
            Value::Truth(truth) => Some(truth),
            _ => {
                self.wrong(Expected::TrueOrFalse, faults);
                None
            }
        }
    }

    /// A whole number from `min` to `max`.
    pub(super) fn whole(&self, min: u16, max: u16, faults: &mut Faults) -> Option<u16> {
        let number = match self.node.value {
            Value::Number(number) if number.fract() == 0.0 => number,
            _ => {
                self.wrong(Expected::WholeNumber, faults);
                return None;
            }
        };
        if !(f64::from(min)..=f64::from(max)).contains(&number) {
            let kind = FaultKind::OutOfRange { min: i32::from(min), max: i32::from(max) };
            faults.add(self.line, &self.path, kind);
            return None;
        }
        // Within the range of u16, and whole.
        Some(number as u16)
    }

    /// A moment in ms since 1970: any whole number that JavaScript can hold.
    pub(super) fn moment_ms(&self, faults: &mut Faults) -> Option<u64> {
        const LAST: f64 = 9_007_199_254_740_991.0;
        match self.node.value {
            Value::Number(number) if number.fract() == 0.0 && (0.0..=LAST).contains(&number) => {
                Some(number as u64)
            }
            _ => {
                self.wrong(Expected::WholeNumber, faults);
                None
            }
        }
    }

    /// Two numbers, each from `min` to `max`.
    pub(super) fn pair(&self, min: f64, max: f64, faults: &mut Faults) -> Option<[f64; 2]> {
        let numbers: Vec<Option<f64>> = match &self.node.value {
            Value::List(nodes) => nodes.iter().map(number_of).collect(),
            _ => Vec::new(),
        };
        let &[Some(x), Some(y)] = &numbers[..] else {
            self.wrong(Expected::TwoNumbers, faults);
            return None;
        };
        if !(min..=max).contains(&x) || !(min..=max).contains(&y) {
            let kind = FaultKind::OutOfRange { min: min as i32, max: max as i32 };
            faults.add(self.line, &self.path, kind);
            return None;
        }
        Some([x, y])
    }

    /// Whether this is the text `word`.
    pub(super) fn is_word(&self, word: &str) -> bool {
        matches!(&self.node.value, Value::Text(text) if text == word)
    }

    pub(super) fn is_table(&self) -> bool {
        matches!(self.node.value, Value::Table(_))
    }

    /// A text in the languages it must have.
    pub(super) fn texts(
        &self,
        max: usize,
        languages: &Languages,
        faults: &mut Faults,
    ) -> Option<Texts> {
        let mut fields = self.fields(faults)?;
        let mut texts = Texts::default();
        for (name, language) in LANGUAGES {
            match fields.take(name) {
                Some(field) => *texts.slot(language) = field.text(max, faults),
                None if languages.0.contains(&language) => {
                    faults.add(self.line, &self.path, FaultKind::MissingLanguage { language });
                }
                None => {}
            }
        }
        fields.finish(faults);
        if texts.is_empty() && languages.0.is_empty() {
            faults.add(self.line, &self.path, FaultKind::Missing);
        }
        Some(texts)
    }
}

fn number_of(node: &Node) -> Option<f64> {
    match node.value {
        Value::Number(number) if number.is_finite() => Some(number),
        _ => None,
    }
}

impl<'a> Fields<'a> {
    /// The field of this name, which is then read.
    pub(super) fn take(&mut self, name: &'static str) -> Option<Field<'a>> {
        self.known.push(name);
        let at = self.left.iter().position(|entry| entry.name == name)?;
        let entry = self.left.remove(at);
        self.taken.push(&entry.name);
        Some(Field { path: self.path_of(name), line: entry.line, node: &entry.node })
    }

    /// The field of this name, which must be there.
    pub(super) fn need(&mut self, name: &'static str) -> Option<Field<'a>> {
        let field = self.take(name);
        if field.is_none() {
            self.missing.push(name);
        }
        field
    }

    /// All that is left, by the names that the file gives.
    pub(super) fn named(mut self, faults: &mut Faults) -> Vec<(&'a str, Field<'a>)> {
        let mut named: Vec<(&'a str, Field<'a>)> = Vec::new();
        for entry in std::mem::take(&mut self.left) {
            let path = self.path_of(&entry.name);
            if named.iter().any(|(name, _)| *name == entry.name) {
                faults.add(entry.line, path, FaultKind::RepeatedField);
                continue;
            }
            named.push((&entry.name, Field { path, line: entry.line, node: &entry.node }));
        }
        named
    }

    /// Fields that may be here, and that nobody can judge.
    pub(super) fn pass_over(&mut self, names: &[&'static str]) {
        for name in names {
            let _ = self.take(name);
        }
    }

    /// Whether something that was not read has nearly a name that was asked for.
    pub(super) fn has_misspelt(&self) -> bool {
        self.left.iter().any(|entry| self.meant_by(entry).is_some())
    }

    fn meant_by(&self, entry: &Entry) -> Option<&'static str> {
        closest_name(&entry.name, self.known.iter().copied())
    }

    /// Whatever is left has no place here, and what is missing is told, unless it is there misspelt.
    pub(super) fn finish(mut self, faults: &mut Faults) {
        for entry in &self.left {
            let kind = if self.taken.contains(&entry.name.as_str()) {
                FaultKind::RepeatedField
            } else {
                let meant = self.meant_by(entry);
                self.missing.retain(|name| meant != Some(*name));
                FaultKind::UnknownField { meant: meant.map(ToOwned::to_owned) }
            };
            faults.add(entry.line, self.path_of(&entry.name), kind);
        }
        for name in &self.missing {
            faults.add(self.line, self.path_of(name), FaultKind::Missing);
        }
    }

    fn path_of(&self, name: &str) -> String {
        // What a file calls a field may be long; a person recognises it by its beginning.
        let name: String = name.chars().take(60).collect();
        if self.path.is_empty() { name } else { format!("{}.{name}", self.path) }
    }
}
