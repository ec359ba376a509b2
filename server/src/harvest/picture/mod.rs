//! A picture of the board: everything that lies on it, with its place and its size, drawn as the
//! page draws it but from the document, not from a screen.

pub mod fonts;
pub mod png;
pub mod scale;
pub mod svg;

mod arrow;
mod need;
mod paints;

use std::collections::HashMap;
use std::io;

use crate::document::content::{Color, Stroke};
use crate::document::face::Face;
use crate::document::fitting::{Fit, fit};
use crate::document::measures::{
    CLUSTER_HEADING, CLUSTER_MARGIN, NOTE_SIDE, Rect, cluster_corner, cluster_rect_around,
    small_cluster_rect,
};
use crate::document::note_size::NoteSize;
use crate::harvest::picture::arrow::Arrow;
use crate::harvest::picture::fonts::Fonts;
use crate::harvest::{Cluster, Harvest, Note, Section};

/// Blanket around the outermost things.
const MARGIN: f64 = 48.0;

/// The blanket of an empty board.
const EMPTY: Rect = Rect { x: -480.0, y: -300.0, width: 960.0, height: 600.0 };

/// How far a shadow or a tilted note reaches past its place.
const FRAY: f64 = 16.0;

/// Something to draw.
#[derive(Debug, Clone, PartialEq)]
enum Item {
    Section {
        title: String,
        color: Color,
        rect: Rect,
    },
    Cluster {
        title: String,
        count: usize,
        color: Color,
        rect: Rect,
    },
    /// Notes of a collapsed cluster that show under its first.
    Stacked {
        under: Vec<Color>,
        at: [f64; 2],
    },
    Note {
        fit: Fit,
        color: Color,
        at: [f64; 2],
    },
    Stroke(Stroke),
    Connector(Arrow),
}

/// Something to draw, with what it covers.
#[derive(Debug, Clone, PartialEq)]
struct Placed {
    bounds: Rect,
    item: Item,
}

/// A board ready to be drawn, from what lies lowest.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    title: String,
    bounds: Rect,
    items: Vec<Placed>,
}

/// Asked after each thing of many whether to go on: work has its time, and somebody who waits for it.
pub type GoOn<'a> = &'a dyn Fn() -> io::Result<()>;

impl Picture {
    /// Lays out everything on a harvest's board, for as long as `go_on` says.
    ///
    /// # Errors
    /// What `go_on` says.
    pub fn of(harvest: &Harvest, go_on: GoOn<'_>) -> io::Result<Self> {
        let mut face = Face::regular();
        let mut items: Vec<Placed> = harvest.sections.iter().map(section).collect();
        let mut lies = Places::of(harvest);
        let mut notes_by_z: Vec<(i64, &str, Placed)> = Vec::new();
        for note in &harvest.lone {
            go_on()?;
            let placed = placed_note(note, note.at, &mut face);
            lies.note(note, note_rect(&placed));
            notes_by_z.push((note.z, &note.id, placed));
        }
        for cluster in &harvest.clusters {
            go_on()?;
            if cluster.folded {
                let rect = stack(cluster, &mut face, &mut items);
                lies.cluster(cluster, rect);
                cluster.notes.iter().for_each(|note| lies.note(note, rect));
                continue;
            }
            let place = |note: &Note| go_on().map(|()| placed_note(note, note.at, &mut face));
            let notes = cluster.notes.iter().map(place).collect::<io::Result<Vec<_>>>()?;
            let placed = placed_cluster(cluster, notes.iter().map(note_rect));
            lies.cluster(cluster, placed.bounds.grown(-FRAY));
            items.push(placed);
            let rects = cluster.notes.iter().zip(&notes);
            rects.for_each(|(note, placed)| lies.note(note, note_rect(placed)));
            let placed = cluster.notes.iter().zip(notes);
            notes_by_z.extend(placed.map(|(note, placed)| (note.z, note.id.as_str(), placed)));
        }
        items.extend(lies.arrows(harvest));
        notes_by_z.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)));
        items.extend(notes_by_z.into_iter().map(|(_, _, placed)| placed));
        items.extend(harvest.strokes.iter().filter_map(stroke));
        let bounds = Rect::around(items.iter().map(|placed| placed.bounds));
        let bounds = bounds.map_or(EMPTY, |bounds| bounds.grown(MARGIN - FRAY));
        Ok(Self { title: harvest.title.clone(), bounds, items })
    }

    /// What the picture shows of the board.
    #[must_use]
    pub const fn bounds(&self) -> Rect {
        self.bounds
    }

    /// The fonts that its texts need.
    fn fonts(&self) -> &'static Fonts {
        Fonts::for_texts(self.items.iter().flat_map(|placed| placed.item.texts()))
    }

    /// What is to be drawn within a part of it.
    fn within(&self, part: Rect) -> impl Iterator<Item = &Placed> {
        self.items.iter().filter(move |placed| placed.bounds.meets(part))
    }
}

impl Item {
    fn texts(&self) -> Vec<&str> {
        match self {
            Self::Section { title, .. } | Self::Cluster { title, .. } => vec![title],
            Self::Note { fit, .. } => fit.lines.iter().map(String::as_str).collect(),
            Self::Stacked { .. } | Self::Stroke(_) | Self::Connector(_) => Vec::new(),
        }
    }
}

fn section(section: &Section) -> Placed {
    let rect = Rect {
        x: section.at[0],
        y: section.at[1],
        width: section.size[0],
        height: section.size[1],
    };
    let item = Item::Section { title: section.title.clone(), color: section.color, rect };
    Placed { bounds: rect.grown(FRAY), item }
}

fn placed_note(note: &Note, at: [f64; 2], face: &mut Face) -> Placed {
    let fit = fit(&note.text, face).scaled(note.size);
    let rect = Rect::at(at, note.size.side(), fit.height);
    Placed { bounds: rect.grown(FRAY), item: Item::Note { fit, color: note.color, at } }
}

fn note_rect(placed: &Placed) -> Rect {
    placed.bounds.grown(-FRAY)
}

fn placed_cluster(cluster: &Cluster, notes: impl Iterator<Item = Rect>) -> Placed {
    placed_cluster_at(
        cluster,
        cluster_rect_around(notes).unwrap_or_else(|| small_cluster_rect(cluster.at)),
    )
}

fn placed_cluster_at(cluster: &Cluster, rect: Rect) -> Placed {
    let item = Item::Cluster {
        title: cluster.title.clone(),
        count: cluster.notes.len(),
        color: cluster.color,
        rect,
    };
    Placed { bounds: rect.grown(FRAY), item }
}

/// A collapsed cluster: its first note on top, the edges of two more under it.
fn stack(cluster: &Cluster, face: &mut Face, items: &mut Vec<Placed>) -> Rect {
    let corner = cluster_corner(cluster.notes.iter().map(|note| note.at)).unwrap_or(cluster.at);
    let rect = small_cluster_rect(corner);
    items.push(placed_cluster_at(cluster, rect));
    let Some(first) = cluster.notes.first() else { return rect };
    let at = [rect.x + CLUSTER_MARGIN, rect.y + CLUSTER_HEADING];
    let under = cluster.notes.iter().skip(1).take(2).map(|note| note.color).collect();
    items.push(Placed { bounds: rect.grown(FRAY), item: Item::Stacked { under, at } });
    // In a stack notes of all sizes are shown alike.
    let first = Note { size: NoteSize::M, ..first.clone() };
    let mut top = placed_note(&first, at, face);
    if let Item::Note { fit, .. } = &mut top.item {
        fit.keep_within(NOTE_SIDE);
    }
    top.bounds = rect.grown(FRAY);
    items.push(top);
    rect
}

/// Where what connectors lead from and to is seen, by its key: a note before a cluster, what is hidden where it is hidden.
struct Places<'a> {
    is_asked: bool,
    notes: HashMap<&'a str, Rect>,
    clusters: HashMap<&'a str, Rect>,
}

impl<'a> Places<'a> {
    fn of(harvest: &Harvest) -> Self {
        let is_asked = !harvest.connectors.is_empty();
        Self { is_asked, notes: HashMap::new(), clusters: HashMap::new() }
    }

    fn note(&mut self, note: &'a Note, rect: Rect) {
        if self.is_asked {
            self.notes.insert(&note.id, rect);
            note.under.iter().for_each(|under| self.note(under, rect));
        }
    }

    fn cluster(&mut self, cluster: &'a Cluster, rect: Rect) {
        if self.is_asked {
            self.clusters.insert(&cluster.id, rect);
        }
    }

    /// What connects them, where it can be seen.
    fn arrows(&self, harvest: &Harvest) -> Vec<Placed> {
        let seen = |key: &str| self.notes.get(key).or_else(|| self.clusters.get(key)).copied();
        let arrow = |from, to| Arrow::between(seen(from)?, seen(to)?);
        let arrows = harvest.connectors.iter().filter_map(|one| arrow(&one.from, &one.to));
        arrows
            .map(|arrow| Placed { bounds: arrow.bounds(), item: Item::Connector(arrow) })
            .collect()
    }
}

fn stroke(stroke: &Stroke) -> Option<Placed> {
    let points = stroke.path.chunks_exact(2).map(|point| Rect {
        x: point[0],
        y: point[1],
        width: 0.0,
        height: 0.0,
    });
    let bounds = Rect::around(points)?.grown(FRAY.max(stroke.width));
    Some(Placed { bounds, item: Item::Stroke(stroke.clone()) })
}
