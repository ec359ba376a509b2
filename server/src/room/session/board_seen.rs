//! What a session needs of the board: to look at it, and notes to lay on it.

use picnic_protocol::ids::{ElementId, ParticipantId};
use picnic_protocol::session::command::Color;
use picnic_protocol::session::plan::VoteOn;

use crate::document::element::Element;
use crate::document::measures::{NOTE_SIDE, Rect};

/// A rectangle in whole board units: places for notes are sought on a grid, whose cells meet exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// Its upper left corner.
    pub at: [i32; 2],
    /// Its width and height.
    pub size: [i32; 2],
}

impl Area {
    /// The same with numbers in which every sum of these is exact.
    fn rect(&self) -> Rect {
        let [width, height] = self.size.map(f64::from);
        Rect::at(self.at.map(f64::from), width, height)
    }

    /// Whether the two share more than an edge.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.rect().meets(other.rect())
    }
}

/// What lies on the board, as far as laying notes needs it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lying {
    /// Notes, and titles of clusters.
    pub taken: Vec<Area>,
    /// Sections by their id.
    pub sections: Vec<(String, Area)>,
    /// The highest note's `z`.
    pub top: i32,
}

impl Lying {
    /// The section that a note with its corner here lies in: the first that holds its middle.
    #[must_use]
    pub fn section_at(&self, at: [i32; 2]) -> Option<&str> {
        let middle = at.map(|side| f64::from(side) + NOTE_SIDE / 2.0);
        let found = self.sections.iter().find(|(_, area)| area.rect().holds(middle));
        found.map(|(id, _)| id.as_str())
    }
}

/// A look at the board as it is when a command is decided.
pub trait BoardSeen {
    /// Whether this note is there.
    fn has_note(&self, note: &ElementId) -> bool;

    /// Whether this note or cluster is there.
    fn has_element(&self, element: &ElementId) -> bool;

    /// Whether something is under this key of one of the board's maps.
    fn has(&self, root: &str, key: &str) -> bool;

    /// What stands under `key` of the map `root`.
    fn element(&self, root: &str, key: &str) -> Option<Element>;

    /// What can be voted on, in reading order.
    fn items(&self, on: VoteOn) -> Vec<ElementId>;

    /// What lies there.
    fn lying(&self) -> Lying;
}

/// A note for the server to lay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewNote {
    /// Drawn at random; nothing leads from a draft to it.
    pub id: ElementId,
    /// What it says.
    pub text: String,
    /// Where its upper left corner is to lie.
    pub at: [i32; 2],
    /// How high it lies.
    pub z: i32,
    /// Its colour.
    pub color: Color,
    /// Whose it is; none in an anonymous session.
    pub by: Option<ParticipantId>,
    /// One time for all of a reveal, ms since 1970.
    pub made_ms: u64,
}
