//! The way of a connector from the edge of one rectangle to the edge of another, as the page draws it
//! (`client/src/board/drawing/route.ts`): straight where the two face each other, else softly curved, with an arrow head.

use crate::document::measures::Rect;

/// Between an edge and the connector.
const GAP: f64 = 4.0;

/// How far in from a corner it may begin.
const CORNER: f64 = 24.0;

/// How much of the way it goes straight out of an edge before it bends.
const BEND: f64 = 0.45;

/// Sides of the arrow head.
const HEAD: f64 = 16.0;
const HEAD_HALF: f64 = 7.0;

/// A cubic curve from a point, bent towards two others, to a fourth.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Arrow(pub(super) [[f64; 2]; 4]);

impl Arrow {
    /// None where the two lie on each other: there is no way between them.
    pub(super) fn between(a: Rect, b: Rect) -> Option<Self> {
        let across = gap(a.x, a.width, b.x, b.width);
        let down = gap(a.y, a.height, b.y, b.height);
        if across.max(down) < 2.0 * GAP {
            return None;
        }
        Some(if across >= down {
            Self(along_x(a, b))
        } else {
            Self(along_x(turned(a), turned(b)).map(|[x, y]| [y, x]))
        })
    }

    /// The three corners of its head; the second is its point.
    pub(super) fn head(&self) -> [[f64; 2]; 3] {
        let Self([_, _, into, to]) = self;
        let (dx, dy) = (to[0] - into[0], to[1] - into[1]);
        let length = dx.hypot(dy).max(1e-9);
        let (dx, dy) = (dx / length, dy / length);
        let back = [to[0] - HEAD * dx, to[1] - HEAD * dy];
        [
            [back[0] - HEAD_HALF * dy, back[1] + HEAD_HALF * dx],
            *to,
            [back[0] + HEAD_HALF * dy, back[1] - HEAD_HALF * dx],
        ]
    }

    /// All that it covers.
    pub(super) fn bounds(&self) -> Rect {
        let points = self.0.iter().map(|at| Rect::at(*at, 0.0, 0.0));
        Rect::around(points).unwrap_or(Rect::at([0.0; 2], 0.0, 0.0)).grown(HEAD_HALF + 1.0)
    }

    /// About how long it is: never longer.
    pub(super) fn length(&self) -> f64 {
        self.0.windows(2).map(|ends| (ends[1][0] - ends[0][0]).hypot(ends[1][1] - ends[0][1])).sum()
    }
}

/// Leaves `a` by its left or right edge.
fn along_x(a: Rect, b: Rect) -> [[f64; 2]; 4] {
    let is_right = b.middle()[0] >= a.middle()[0];
    let [from_y, to_y] = heights(a, b);
    let (from_x, to_x) =
        if is_right { (a.x + a.width + GAP, b.x - GAP) } else { (a.x - GAP, b.x + b.width + GAP) };
    let bend = (to_x - from_x) * BEND;
    [[from_x, from_y], [from_x + bend, from_y], [to_x - bend, to_y], [to_x, to_y]]
}

/// Where on their edges: as high as each other where both have a part of the edge there, else as near to each other as can be.
fn heights(a: Rect, b: Rect) -> [f64; 2] {
    let top = a.y.max(b.y) + CORNER;
    let bottom = (a.y + a.height).min(b.y + b.height) - CORNER;
    if top <= bottom {
        return [f64::midpoint(top, bottom); 2];
    }
    let near = |one: Rect, other: Rect| {
        let corner = CORNER.min(one.height / 2.0);
        other.middle()[1].max(one.y + corner).min(one.y + one.height - corner)
    };
    [near(a, b), near(b, a)]
}

fn gap(a: f64, a_long: f64, b: f64, b_long: f64) -> f64 {
    (b - (a + a_long)).max(a - (b + b_long))
}

const fn turned(rect: Rect) -> Rect {
    Rect { x: rect.y, y: rect.x, width: rect.height, height: rect.width }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn square(x: f64, y: f64) -> Rect {
        Rect { x, y, width: 192.0, height: 192.0 }
    }

    #[test]
    fn it_is_straight_between_what_faces_each_other_and_curved_between_what_does_not() {
        let Arrow(beside) = Arrow::between(square(0.0, 0.0), square(400.0, 40.0)).unwrap();
        assert_eq!((beside[0], beside[3]), ([196.0, 116.0], [396.0, 116.0]));
        assert!(beside.iter().all(|at| at[1] == 116.0));
        let Arrow(below) = Arrow::between(square(0.0, 0.0), square(300.0, 600.0)).unwrap();
        assert_eq!((below[0], below[3]), ([168.0, 196.0], [324.0, 596.0]));
        assert_eq!((below[1][0], below[2][0]), (168.0, 324.0));
        assert_eq!(Arrow::between(square(0.0, 0.0), square(10.0, 10.0)), None);
    }

    #[test]
    fn its_head_points_where_it_ends() {
        let arrow = Arrow::between(square(0.0, 0.0), square(-400.0, 0.0)).unwrap();
        assert_eq!(arrow.head(), [[12.0 - 204.0 + 4.0, 89.0], [-204.0, 96.0], [-188.0, 103.0]]);
        assert!((arrow.length() - 200.0).abs() < 1e-9);
    }
}
