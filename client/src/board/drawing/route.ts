// The way of a connector from the edge of one rectangle to the edge of another: straight where the two face each other, else softly
// curved, with an arrow head. Pure; the server draws the same (harvest/picture/arrow.rs).

import { centreOf, clamp, type Point, type Rect } from '../document/point';

/** Between an edge and the connector, in board pixels. */
const GAP = 4;

/** How far in from a corner it may begin. */
const CORNER = 24;

/** How much of the way it goes straight out of an edge before it bends. */
const BEND = 0.45;

/** Sides of the arrow head, in board pixels. */
const HEAD = 16;
const HEAD_HALF = 7;

/** A cubic curve: from, with two points that it bends towards, to. */
export interface Route {
  readonly from: Point;
  readonly out: Point;
  readonly into: Point;
  readonly to: Point;
}

/** Null where the two lie on each other: there is no way between them. */
export function routeBetween(a: Rect, b: Rect): Route | null {
  const across = gapBetween(a.x, a.width, b.x, b.width);
  const down = gapBetween(a.y, a.height, b.y, b.height);
  if (Math.max(across, down) < 2 * GAP) return null;
  const isAcross = across >= down;
  const [u, v] = isAcross ? [a, b] : [turned(a), turned(b)];
  const route = alongX(u, v);
  return isAcross ? route : turnedRoute(route);
}

/** Leaves `a` by its left or right edge. */
function alongX(a: Rect, b: Rect): Route {
  const isRight = centreOf(b).x >= centreOf(a).x;
  const [fromY, toY] = heights(a, b);
  const from = { x: isRight ? a.x + a.width + GAP : a.x - GAP, y: fromY };
  const to = { x: isRight ? b.x - GAP : b.x + b.width + GAP, y: toY };
  const bend = (to.x - from.x) * BEND;
  return { from, out: { x: from.x + bend, y: from.y }, into: { x: to.x - bend, y: to.y }, to };
}

/** Where on their edges: as high as each other where both have a part of the edge there, else as near to each other as can be. */
function heights(a: Rect, b: Rect): [number, number] {
  const top = Math.max(a.y, b.y) + CORNER;
  const bottom = Math.min(a.y + a.height, b.y + b.height) - CORNER;
  if (top <= bottom) {
    const middle = (top + bottom) / 2;
    return [middle, middle];
  }
  const near = (one: Rect, other: Rect) => {
    const corner = Math.min(CORNER, one.height / 2);
    return clamp(centreOf(other).y, one.y + corner, one.y + one.height - corner);
  };
  return [near(a, b), near(b, a)];
}

function gapBetween(a: number, aLong: number, b: number, bLong: number): number {
  return Math.max(b - (a + aLong), a - (b + bLong));
}

function turned({ x, y, width, height }: Rect): Rect {
  return { x: y, y: x, width: height, height: width };
}

function turnedRoute({ from, out, into, to }: Route): Route {
  const turn = ({ x, y }: Point) => ({ x: y, y: x });
  return { from: turn(from), out: turn(out), into: turn(into), to: turn(to) };
}

/** The three corners of the arrow head: its point is the route's end. */
export function headOf({ into, to }: Route): [Point, Point, Point] {
  const length = Math.hypot(to.x - into.x, to.y - into.y) || 1;
  const [dx, dy] = [(to.x - into.x) / length, (to.y - into.y) / length];
  const back = { x: to.x - HEAD * dx, y: to.y - HEAD * dy };
  return [
    { x: back.x - HEAD_HALF * dy, y: back.y + HEAD_HALF * dx },
    to,
    { x: back.x + HEAD_HALF * dy, y: back.y - HEAD_HALF * dx },
  ];
}

/** The curve as a line of so many straight stretches, x and y in turn. */
export function pathOf({ from, out, into, to }: Route, stretches = 16): number[] {
  return Array.from({ length: stretches + 1 }, (_, step) => {
    const t = step / stretches;
    const s = 1 - t;
    const at = (axis: 'x' | 'y') =>
      s * s * s * from[axis] + 3 * s * s * t * out[axis] + 3 * s * t * t * into[axis] + t * t * t * to[axis];
    return [at('x'), at('y')];
  }).flat();
}
