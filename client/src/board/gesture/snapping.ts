// Where what is carried would lie in line with what lies near: by an edge or a middle, on either axis by itself. Pure.

import type { Point, Rect } from '../document/point';
import type { Guide } from '../view/guides';

export interface Snap {
  /** How far it moves so as to lie in line. */
  readonly by: Point;
  readonly guides: readonly Guide[];
}

const NONE: Snap = { by: { x: 0, y: 0 }, guides: [] };

type Side = readonly [at: 'x' | 'y', length: 'width' | 'height'];

const ACROSS: Side = ['x', 'width'];
const DOWN: Side = ['y', 'height'];

/** The least that brings it in line with any of them, within reach: all in board pixels. */
export function snapped(rect: Rect, near: readonly Rect[], reach: number): Snap {
  const x = nearest(rect, near, reach, ACROSS);
  const y = nearest(rect, near, reach, DOWN);
  if (x === null && y === null) return NONE;
  const by = { x: x ?? 0, y: y ?? 0 };
  const moved = { ...rect, x: rect.x + by.x, y: rect.y + by.y };
  return {
    by,
    guides: [
      ...(x === null ? [] : guidesOf(moved, near, ACROSS, DOWN)),
      ...(y === null ? [] : guidesOf(moved, near, DOWN, ACROSS)),
    ],
  };
}

/** Its beginning, its middle and its end. */
function linesOf(rect: Rect, [at, length]: Side): readonly number[] {
  return [rect[at], rect[at] + rect[length] / 2, rect[at] + rect[length]];
}

function nearest(rect: Rect, near: readonly Rect[], reach: number, side: Side): number | null {
  let best: number | null = null;
  const own = linesOf(rect, side);
  for (const other of near) {
    for (const line of linesOf(other, side)) {
      for (const one of own) {
        // Places are whole: middles of odd lengths may differ by a half.
        const by = Math.round(line - one);
        if (Math.abs(by) <= reach && (best === null || Math.abs(by) < Math.abs(best))) best = by;
      }
    }
  }
  return best;
}

function guidesOf(rect: Rect, near: readonly Rect[], side: Side, [across, length]: Side): Guide[] {
  const guides = linesOf(rect, side).flatMap((line) => {
    const onIt = near.filter((other) => linesOf(other, side).some((one) => Math.abs(one - line) < 1));
    if (onIt.length === 0) return [];
    const all = [rect, ...onIt];
    const from = Math.min(...all.map((one) => one[across]));
    const to = Math.max(...all.map((one) => one[across] + one[length]));
    return [{ axis: side[0], at: line, from, to }];
  });
  // Where both edges lie in line, so do the middles, and nobody has to be told.
  return guides.length === 3 ? guides.filter((_, index) => index !== 1) : guides;
}
