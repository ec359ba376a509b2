//! How large what lies on the board is, in board units: as the page draws it (the client's
//! `board/document/measures.ts` and `cluster_rect.ts`). Worked out, never stored.

/// A note's width, and its height unless its text needs more.
pub const NOTE_SIDE: f64 = 192.0;

/// What of a cluster shows around its notes.
pub const CLUSTER_MARGIN: f64 = 20.0;

/// The strip above them with the title.
pub const CLUSTER_HEADING: f64 = 56.0;

/// A rectangle, in board units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// Its left side.
    pub x: f64,
    /// Its upper side.
    pub y: f64,
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
}

impl Rect {
    /// With its upper left corner there.
    #[must_use]
    pub const fn at([x, y]: [f64; 2], width: f64, height: f64) -> Self {
        Self { x, y, width, height }
    }

    /// Larger on every side.
    #[must_use]
    pub fn grown(self, by: f64) -> Self {
        Self {
            x: self.x - by,
            y: self.y - by,
            width: self.width + 2.0 * by,
            height: self.height + 2.0 * by,
        }
    }

    /// The smallest around all of these; none around nothing.
    #[must_use]
    pub fn around(rects: impl Iterator<Item = Self>) -> Option<Self> {
        rects.reduce(|a, b| {
            let (x, y) = (a.x.min(b.x), a.y.min(b.y));
            let right = (a.x + a.width).max(b.x + b.width);
            let bottom = (a.y + a.height).max(b.y + b.height);
            Self { x, y, width: right - x, height: bottom - y }
        })
    }

    /// Whether the two share more than an edge.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        self.x < other.x + other.width
            && other.x < self.x + self.width
            && self.y < other.y + other.height
            && other.y < self.y + self.height
    }

    /// Whether the point lies in it; of its edges, the left and the upper are its own.
    #[must_use]
    pub fn holds(self, [x, y]: [f64; 2]) -> bool {
        x >= self.x && x < self.x + self.width && y >= self.y && y < self.y + self.height
    }

    /// Its middle.
    #[must_use]
    pub fn middle(self) -> [f64; 2] {
        [self.x + self.width / 2.0, self.y + self.height / 2.0]
    }
}

/// The upper left corner of a cluster with notes whose corners these are; none of none.
#[must_use]
pub fn cluster_corner(notes: impl Iterator<Item = [f64; 2]>) -> Option<[f64; 2]> {
    let first = notes.reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1])])?;
    Some([first[0] - CLUSTER_MARGIN, first[1] - CLUSTER_HEADING])
}

/// Where a cluster with these notes lies; none of none.
#[must_use]
pub fn cluster_rect_around(notes: impl Iterator<Item = Rect>) -> Option<Rect> {
    let inner = Rect::around(notes)?;
    Some(Rect {
        x: inner.x - CLUSTER_MARGIN,
        y: inner.y - CLUSTER_HEADING,
        width: inner.width + 2.0 * CLUSTER_MARGIN,
        height: inner.height + CLUSTER_HEADING + CLUSTER_MARGIN,
    })
}

/// Where a stack lies, or a cluster without notes, with its corner here.
#[must_use]
pub const fn small_cluster_rect(corner: [f64; 2]) -> Rect {
    let height = CLUSTER_HEADING + NOTE_SIDE + CLUSTER_MARGIN;
    Rect::at(corner, NOTE_SIDE + 2.0 * CLUSTER_MARGIN, height)
}
