// How large a cluster is: a rectangle under its notes. Worked out from where the notes lie, never stored.

import { NOTE_SIDE } from './note';
import { around, type Point, type Rect } from './point';

/** Space that a cluster keeps around its notes. */
export const MARGIN = 20;

/** The strip above the notes with the title: also what a cluster is held by. */
export const HEADING = 56;

/** A cluster that is collapsed, or has no notes, is as large as one around a single note. */
const SMALLEST = { width: NOTE_SIDE + 2 * MARGIN, height: HEADING + NOTE_SIDE + MARGIN };

/** The rectangle around these notes; null around none. */
export function clusterRectAround(notes: Iterable<Rect>): Rect | null {
  const inner = around(notes);
  if (inner === null) return null;
  return {
    x: inner.x - MARGIN,
    y: inner.y - HEADING,
    width: inner.width + 2 * MARGIN,
    height: inner.height + HEADING + MARGIN,
  };
}

/** The rectangle of a stack, or of a cluster without notes, with its corner here. */
export function smallClusterRect(corner: Point): Rect {
  return { x: corner.x, y: corner.y, ...SMALLEST };
}

/** The strip of a cluster that holds the title. */
export function headingOf(rect: Rect): Rect {
  return { x: rect.x, y: rect.y, width: rect.width, height: HEADING };
}

/** Where the first note lies in a cluster with this corner. */
export function firstPlace(corner: Point): Point {
  return { x: corner.x + MARGIN, y: corner.y + HEADING };
}

/** The corner of the cluster whose first note lies here. */
export function cornerFor(place: Point): Point {
  return { x: place.x - MARGIN, y: place.y - HEADING };
}
