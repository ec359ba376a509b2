//! Everything on a board, as it is shown: whatever is missing or senseless in the document is replaced, as the
//! page replaces it.

use std::borrow::Borrow;
use std::collections::{BTreeMap, HashMap, HashSet};

use picnic_protocol::ids::ParticipantId;
pub use picnic_protocol::session::command::Color;
use picnic_protocol::session::naming::visible;
use serde::{Deserialize, Serialize};
use yrs::updates::decoder::Decode as _;
use yrs::{Any, Doc, Map as _, MapRef, Out, ReadTxn, Transact as _, Update};

use crate::document::face::Face;
use crate::document::fields::{any_text, cmp_ids, entries, finite, number, pair, text};
use crate::document::fitting::height_of;
use crate::document::measures::Rect;
use crate::document::note_size::NoteSize;
use crate::document::roots::{CLUSTERS, CONNECTORS, META, NOTES, SECTIONS, STROKES};
use crate::limits::{
    BOARD_REACH, COLOR_NAME_BYTES_MAX, SHOWN_NOTE_CHARS_MAX, SHOWN_SECTIONS_MAX,
    SHOWN_TITLE_CHARS_MAX, STACKING_MAX, STROKE_POINTS_MAX,
};

/// Everything on a board.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct BoardContent {
    /// Its title; none when nobody left a text there.
    pub title: Option<String>,
    /// Notes, by id.
    pub notes: Vec<BoardNote>,
    /// Clusters, by id.
    pub clusters: Vec<BoardCluster>,
    /// Sections, by id.
    pub sections: Vec<BoardSection>,
    /// Strokes, by id.
    pub strokes: Vec<Stroke>,
    /// Connectors that name two ends, by id.
    pub connectors: Vec<Connector>,
}

/// A note on the board.
#[derive(Debug, Clone, PartialEq)]
pub struct BoardNote {
    /// Its key.
    pub id: String,
    /// Its text.
    pub text: String,
    /// Its upper left corner.
    pub at: [f64; 2],
    /// Higher lies over lower.
    pub z: i64,
    /// Its colour.
    pub color: Color,
    /// How large it is.
    pub size: NoteSize,
    /// Held where and as it is.
    pub locked: bool,
    /// The cluster it names.
    pub cluster: Option<String>,
    /// The note that it says it lies under: one that says nearly the same.
    pub under: Option<String>,
    /// When it was made, ms since 1970.
    pub made_ms: u64,
}

/// A cluster on the board.
#[derive(Debug, Clone, PartialEq)]
pub struct BoardCluster {
    /// Its key.
    pub id: String,
    /// Its title on one line.
    pub title: String,
    /// Where it is while it has no notes.
    pub at: [f64; 2],
    /// Its colour.
    pub color: Color,
    /// Collapsed into a stack.
    pub folded: bool,
}

/// A section on the board.
#[derive(Debug, Clone, PartialEq)]
pub struct BoardSection {
    /// Its key.
    pub id: String,
    /// Its title on one line.
    pub title: String,
    /// Its upper left corner.
    pub at: [f64; 2],
    /// Its width and height.
    pub size: [f64; 2],
    /// Its colour.
    pub color: Color,
}

/// A line drawn with a pen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema), ts(export_to = "harvest.ts"))]
pub struct Stroke {
    /// Its key.
    pub id: String,
    /// Its points, x and y in turn.
    pub path: Vec<f64>,
    /// Its colour's name; a name unknown here is drawn in the colour of text.
    pub color: String,
    /// Its width.
    pub width: f64,
    /// How hard the pen was pressed at each point, from 0 to 1; empty where no pen told it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(as = "Option<Vec<f64>>", optional))]
    pub pressure: Vec<f64>,
}

/// A line that leads from one note or cluster to another, and follows both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema), ts(export_to = "harvest.ts"))]
pub struct Connector {
    /// Its key.
    pub id: String,
    /// The key of the note, else of the cluster, that it leads from.
    pub from: String,
    /// Likewise that it leads to.
    pub to: String,
}

/// The bytes are no board.
#[derive(Debug, thiserror::Error)]
#[error("the board's bytes cannot be read: {0}")]
pub struct Unreadable(String);

impl BoardContent {
    /// Reads an encoded board: the bytes that the room's own document was encoded to.
    ///
    /// # Errors
    /// When yrs cannot read them.
    pub fn read(encoded: &[u8]) -> Result<Self, Unreadable> {
        let doc = Doc::new();
        let update = Update::decode_v1(encoded).map_err(|error| Unreadable(error.to_string()))?;
        doc.transact_mut().apply_update(update).map_err(|error| Unreadable(error.to_string()))?;
        let txn = doc.transact();
        Ok(Self::of(&txn))
    }

    /// Reads what a transaction sees.
    #[must_use]
    pub fn of<T: ReadTxn>(txn: &T) -> Self {
        let title = title_of(txn);
        Self {
            title,
            notes: entries(txn, NOTES, |id, entry| BoardNote {
                text: shown(text(entry, txn, "text"), SHOWN_NOTE_CHARS_MAX),
                at: pair(entry, txn, "at").map(|value| value.clamp(-BOARD_REACH, BOARD_REACH)),
                z: stacking(number(entry, txn, "z")),
                color: color(entry, txn).unwrap_or_default(),
                size: NoteSize::named(any_text(entry, txn, "size").as_deref()),
                locked: is_true(entry, txn, "locked"),
                cluster: any_text(entry, txn, "cluster").filter(|id| !id.is_empty()),
                under: any_text(entry, txn, "under").filter(|id| !id.is_empty()),
                made_ms: moment_ms(number(entry, txn, "made")),
                id,
            }),
            clusters: entries(txn, CLUSTERS, |id, entry| BoardCluster {
                title: entry_title(entry, txn),
                at: pair(entry, txn, "at").map(|value| value.clamp(-BOARD_REACH, BOARD_REACH)),
                color: color(entry, txn).unwrap_or(Color::White),
                folded: is_true(entry, txn, "folded"),
                id,
            }),
            sections: sections_of(txn),
            strokes: entries(txn, STROKES, |id, entry| Stroke {
                pressure: pressure(entry.get(txn, "pressure"), entry.get(txn, "path")),
                path: path(entry.get(txn, "path")),
                color: any_text(entry, txn, "color")
                    .filter(|name| name.len() <= COLOR_NAME_BYTES_MAX)
                    .unwrap_or_default(),
                width: number(entry, txn, "width").unwrap_or(3.0).clamp(1.0, 64.0),
                id,
            }),
            connectors: connectors_of(txn),
        }
    }
}

impl BoardNote {
    /// Where it lies.
    #[must_use]
    pub fn rect(&self, face: &mut Face) -> Rect {
        let height = self.size.height(height_of(&self.text, face));
        Rect::at(self.at, self.size.side(), height)
    }
}

/// The board's own title on one line; none when nobody left a text there.
#[must_use]
pub fn title_of<T: ReadTxn>(txn: &T) -> Option<String> {
    let title = txn.get_map(META).and_then(|meta| text(&meta, txn, "title"))?;
    Some(on_one_line(&title))
}

/// The sections that have an area, as they lie.
#[must_use]
pub fn sections_of<T: ReadTxn>(txn: &T) -> Vec<BoardSection> {
    in_order(entries(txn, SECTIONS, |id, entry| BoardSection {
        title: entry_title(entry, txn),
        at: pair(entry, txn, "at").map(|value| value.clamp(-BOARD_REACH, BOARD_REACH)),
        size: pair(entry, txn, "size").map(|side| side.clamp(-BOARD_REACH, BOARD_REACH)),
        color: color(entry, txn).unwrap_or(Color::White),
        id,
    }))
}

/// The connectors that lead from one thing to another; whether those are there is not asked.
fn connectors_of<T: ReadTxn>(txn: &T) -> Vec<Connector> {
    let end = |entry: &MapRef, name| any_text(entry, txn, name).filter(|id| !id.is_empty());
    let connectors = entries(txn, CONNECTORS, |id, entry| {
        let (from, to) = (end(entry, "from")?, end(entry, "to")?);
        (from != to).then_some(Connector { id, from, to })
    });
    connectors.into_iter().flatten().collect()
}

/// Whose a note is, by its key, where it says so.
#[must_use]
pub fn writers_of<T: ReadTxn>(txn: &T) -> BTreeMap<String, ParticipantId> {
    let writers = entries(txn, NOTES, |id, entry| {
        let by = any_text(entry, txn, "by")?;
        Some((id, by.parse().ok()?))
    });
    writers.into_iter().flatten().collect()
}

/// The section that something lies in: the first, as they lie, that holds its middle.
#[must_use]
pub fn section_of(sections: &[BoardSection], rect: Rect) -> Option<&BoardSection> {
    let middle = rect.middle();
    sections.iter().find(|section| {
        let [width, height] = section.size;
        Rect::at(section.at, width, height).holds(middle)
    })
}

/// The notes that lie in sight, and those that lie under each: they say nearly the same. One whose note is
/// gone lies free, and none lies under one that names another itself.
#[must_use]
pub fn in_sight(notes: Vec<BoardNote>) -> (Vec<BoardNote>, HashMap<String, Vec<BoardNote>>) {
    let there: HashSet<&str> = notes.iter().map(|note| note.id.as_str()).collect();
    let under: HashMap<String, String> = notes
        .iter()
        .filter_map(|note| Some((note.id.clone(), note.under.clone()?)))
        .filter(|(note, top)| note != top && there.contains(top.as_str()))
        .collect();
    let mut covered: HashMap<String, Vec<BoardNote>> = HashMap::new();
    let mut shown = Vec::with_capacity(notes.len());
    for note in notes {
        match under.get(&note.id).filter(|top| !under.contains_key(*top)) {
            Some(top) => covered.entry(top.clone()).or_default().push(note),
            None => shown.push(note),
        }
    }
    (shown, covered)
}

/// The notes of each cluster, in the clusters' order, and the notes in none: of those too whose cluster is gone.
#[must_use]
pub fn by_cluster<N: Borrow<BoardNote>>(
    notes: impl IntoIterator<Item = N>,
    clusters: &[BoardCluster],
) -> (Vec<Vec<N>>, Vec<N>) {
    let index_of: HashMap<&str, usize> =
        clusters.iter().enumerate().map(|(index, cluster)| (cluster.id.as_str(), index)).collect();
    let mut members: Vec<Vec<N>> = clusters.iter().map(|_| Vec::new()).collect();
    let mut lone = Vec::new();
    for note in notes {
        let home = note.borrow().cluster.as_deref().and_then(|id| index_of.get(id));
        match home.and_then(|index| members.get_mut(*index)) {
            Some(members) => members.push(note),
            None => lone.push(note),
        }
    }
    (members, lone)
}

/// The sections that have an area, as they lie, as many as are shown.
fn in_order(mut sections: Vec<BoardSection>) -> Vec<BoardSection> {
    sections.retain(|section| section.size.iter().all(|side| *side >= 1.0));
    sections.sort_by(|a, b| {
        a.at[1]
            .total_cmp(&b.at[1])
            .then(a.at[0].total_cmp(&b.at[0]))
            .then_with(|| cmp_ids(&a.id, &b.id))
    });
    sections.truncate(SHOWN_SECTIONS_MAX);
    sections
}

/// Words of an element under this root, or of the board, as they are shown: what a foreign client wrote may be longer, or hold what
/// nobody sees.
#[must_use]
pub fn as_shown(root: &str, words: &str) -> String {
    if root == NOTES {
        shown(Some(words.to_owned()), SHOWN_NOTE_CHARS_MAX)
    } else {
        on_one_line(words)
    }
}

/// A text's beginning, when a foreign client wrote more than is ever shown.
fn shown(text: Option<String>, chars_max: usize) -> String {
    let mut text = text.unwrap_or_default();
    if let Some((at, _)) = text.char_indices().nth(chars_max) {
        text.truncate(at);
        text.push('…');
    }
    text
}

/// A title on one line.
fn entry_title<T: ReadTxn>(entry: &MapRef, txn: &T) -> String {
    on_one_line(&text(entry, txn, "title").unwrap_or_default())
}

/// As long as a title is shown.
fn on_one_line(title: &str) -> String {
    let title = visible(title);
    let words: Vec<_> = title.split_whitespace().collect();
    shown(Some(words.join(" ")), SHOWN_TITLE_CHARS_MAX)
}

fn is_true<T: ReadTxn>(entry: &MapRef, txn: &T, key: &str) -> bool {
    matches!(entry.get(txn, key), Some(Out::Any(Any::Bool(true))))
}

fn color<T: ReadTxn>(entry: &MapRef, txn: &T) -> Option<Color> {
    Color::named(&any_text(entry, txn, "color")?)
}

fn stacking(z: Option<f64>) -> i64 {
    // Within the range of i64, and rounded as the page rounds it.
    (z.unwrap_or(0.0).clamp(-STACKING_MAX, STACKING_MAX) + 0.5).floor() as i64
}

fn moment_ms(made: Option<f64>) -> u64 {
    // A cast from below 0 gives 0, and from above the last moment.
    made.unwrap_or(0.0).clamp(0.0, 8.64e15) as u64
}

/// How hard a pen was pressed: one number for each point of the path, or none at all.
fn pressure(value: Option<Out>, of: Option<Out>) -> Vec<f64> {
    let Some(Out::Any(Any::Array(list))) = value else { return Vec::new() };
    let pressure: Option<Vec<f64>> =
        list.iter().map(|part| Some(finite(part)?.clamp(0.0, 1.0))).collect();
    pressure.filter(|all| all.len() * 2 == path(of).len()).unwrap_or_default()
}

/// The points of a stroke: numbers in turn, or pairs of them.
fn path(value: Option<Out>) -> Vec<f64> {
    let Some(Out::Any(Any::Array(list))) = value else { return Vec::new() };
    let mut numbers: Vec<f64> = Vec::new();
    for point in list.iter().take(2 * STROKE_POINTS_MAX) {
        match point {
            Any::Array(pair) => numbers.extend(pair.iter().filter_map(finite).take(2)),
            other => numbers.extend(finite(other)),
        }
    }
    numbers.truncate(2 * STROKE_POINTS_MAX);
    numbers.truncate(numbers.len() / 2 * 2);
    for number in &mut numbers {
        *number = number.clamp(-BOARD_REACH, BOARD_REACH);
    }
    numbers
}
