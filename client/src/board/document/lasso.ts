// A line drawn by hand around notes: which of them it has caught. Pure geometry, in board pixels.

import { LASSO_POINTS_MAX } from '../limits';
import { around, centreOf, type Point, type Rect } from './point';

/** A step shorter than this many pixels on the screen says nothing that a hand meant. */
const STEP_PX = 3;

/** The line with one more point; the same line when that is too near to the last to tell. */
export function drawnTo(line: readonly Point[], to: Point, scale: number): readonly Point[] {
  const last = line.at(-1);
  if (last !== undefined && Math.hypot(to.x - last.x, to.y - last.y) * scale < STEP_PX) return line;
  // A line without end is drawn coarser and coarser, and stays as long as it is.
  const kept = line.length < LASSO_POINTS_MAX ? line : line.filter((_, index) => index % 2 === 0);
  return [...kept, to];
}

/** The area in which anything caught lies; null while the line goes around nothing. */
export function reachOf(line: readonly Point[]): Rect | null {
  return line.length < 3 ? null : around(line.map(({ x, y }) => ({ x, y, width: 0, height: 0 })));
}

/** Those whose middle lies inside the line, which is closed from its end to its beginning. */
export function caughtBy<One extends Rect>(line: readonly Point[], ones: readonly One[]): One[] {
  return ones.filter((one) => isInside(line, centreOf(one)));
}

/** A hand that goes around twice, or crosses its own line, means all that it went around: turns are counted, not crossings. */
export function isInside(line: readonly Point[], { x, y }: Point): boolean {
  let turns = 0;
  let from = line.at(-1);
  for (const to of line) {
    if (from === undefined) return false;
    const isLeft = (to.x - from.x) * (y - from.y) - (x - from.x) * (to.y - from.y);
    if (from.y <= y) {
      if (to.y > y && isLeft > 0) turns += 1;
    } else if (to.y <= y && isLeft < 0) turns -= 1;
    from = to;
  }
  return turns !== 0;
}
