// A line while it is drawn, and what of it is kept: points as far apart as a hand tells apart. Pure.

import { clamp, type Point, type Rect } from '../document/point';
import { PEN_POINTS_MAX } from './limits';

/** To a tenth of a board pixel: shorter records, and no hand is finer. */
const tenth = (value: number) => Math.round(value * 10) / 10;

export class PenLine {
  readonly path: number[] = [];
  readonly pressure: number[] | null;

  /** `step` is how far apart points are at least, in board pixels. */
  constructor(
    hasPressure: boolean,
    private readonly step: number,
  ) {
    this.pressure = hasPressure ? [] : null;
  }

  get count(): number {
    return this.path.length / 2;
  }

  isFull(): boolean {
    return this.count >= PEN_POINTS_MAX;
  }

  /** Goes on to a point; false where that is hardly elsewhere, or the line is full. */
  add(at: Point, pressure = 0.5): boolean {
    const x = tenth(at.x);
    const y = tenth(at.y);
    const [lastX, lastY] = this.path.slice(-2);
    if (lastX !== undefined && lastY !== undefined && Math.hypot(x - lastX, y - lastY) < this.step)
      return false;
    if (this.isFull()) return false;
    this.path.push(x, y);
    this.pressure?.push(Math.round(clamp(pressure, 0, 1) * 100) / 100);
    return true;
  }
}

/** A line without the points that hardly bend it: no further from it than `tolerance`. Its ends stay. */
export function thinned(
  path: readonly number[],
  pressure: readonly number[] | null,
  tolerance: number,
): { path: number[]; pressure: number[] | null } {
  const kept = keptPoints(path, tolerance);
  return {
    path: kept.flatMap((point) => [path[2 * point] ?? 0, path[2 * point + 1] ?? 0]),
    pressure: pressure === null ? null : kept.map((point) => pressure[point] ?? 0.5),
  };
}

/** The points that stay, by their number (Ramer, Douglas and Peucker). */
function keptPoints(path: readonly number[], tolerance: number): number[] {
  const last = path.length / 2 - 1;
  if (last < 2) return last < 0 ? [] : last === 0 ? [0] : [0, 1];
  const stays = new Set([0, last]);
  const stretches: [number, number][] = [[0, last]];
  for (let stretch = stretches.pop(); stretch !== undefined; stretch = stretches.pop()) {
    const [from, to] = stretch;
    let furthest = tolerance;
    let found = -1;
    for (let point = from + 1; point < to; point += 1) {
      const away = distanceToSegment(pointOf(path, point), pointOf(path, from), pointOf(path, to));
      if (away > furthest) [furthest, found] = [away, point];
    }
    if (found === -1) continue;
    stays.add(found);
    stretches.push([from, found], [found, to]);
  }
  return [...stays].sort((a, b) => a - b);
}

export function pointOf(path: readonly number[], point: number): Point {
  return { x: path[2 * point] ?? 0, y: path[2 * point + 1] ?? 0 };
}

export function distanceToSegment(at: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const part = length === 0 ? 0 : clamp(((at.x - from.x) * dx + (at.y - from.y) * dy) / length, 0, 1);
  return Math.hypot(at.x - from.x - part * dx, at.y - from.y - part * dy);
}

/** Whether a line comes as near to a stretch between two points as `reach`. */
export function comesNear(path: readonly number[], from: Point, to: Point, reach: number): boolean {
  const points = path.length / 2;
  for (let point = 0; point < points; point += 1) {
    const start = pointOf(path, point);
    const end = pointOf(path, Math.min(point + 1, points - 1));
    if (segmentsApart(start, end, from, to) <= reach) return true;
  }
  return false;
}

function segmentsApart(a: Point, b: Point, c: Point, d: Point): number {
  if (cross(a, b, c, d)) return 0;
  return Math.min(
    distanceToSegment(a, c, d),
    distanceToSegment(b, c, d),
    distanceToSegment(c, a, b),
    distanceToSegment(d, a, b),
  );
}

function cross(a: Point, b: Point, c: Point, d: Point): boolean {
  const side = (p: Point, q: Point, r: Point) =>
    Math.sign((q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x));
  return side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b);
}

/** A rectangle around a stretch, as far from it as `reach`. */
export function reachAround(from: Point, to: Point, reach: number): Rect {
  return {
    x: Math.min(from.x, to.x) - reach,
    y: Math.min(from.y, to.y) - reach,
    width: Math.abs(from.x - to.x) + 2 * reach,
    height: Math.abs(from.y - to.y) + 2 * reach,
  };
}
