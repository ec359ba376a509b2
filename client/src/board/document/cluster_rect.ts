// How large a cluster is: a rectangle under its notes. Worked out from where the notes lie, never stored.

import { CLUSTER_HEADING, CLUSTER_MARGIN, NOTE_SIDE } from './measures';
import { around, type Point, type Rect } from './point';

/** A cluster that is collapsed, or has no notes, is as large as one around a single note. */
const SMALLEST = {
  width: NOTE_SIDE + 2 * CLUSTER_MARGIN,
  height: CLUSTER_HEADING + NOTE_SIDE + CLUSTER_MARGIN,
};

/** The rectangle around these notes; null around none. */
export function clusterRectAround(notes: Iterable<Rect>): Rect | null {
  const inner = around(notes);
  if (inner === null) return null;
  return {
    x: inner.x - CLUSTER_MARGIN,
    y: inner.y - CLUSTER_HEADING,
    width: inner.width + 2 * CLUSTER_MARGIN,
    height: inner.height + CLUSTER_HEADING + CLUSTER_MARGIN,
  };
}

/** The rectangle of a stack, or of a cluster without notes, with its corner here. */
export function smallClusterRect(corner: Point): Rect {
  return { x: corner.x, y: corner.y, ...SMALLEST };
}

/** The strip of a cluster that holds the title. */
export function headingOf(rect: Rect): Rect {
  return { x: rect.x, y: rect.y, width: rect.width, height: CLUSTER_HEADING };
}

/** Where the first note lies in a cluster with this corner. */
export function firstPlace(corner: Point): Point {
  return { x: corner.x + CLUSTER_MARGIN, y: corner.y + CLUSTER_HEADING };
}

/** The corner of the cluster whose first note lies here. */
export function cornerFor(place: Point): Point {
  return { x: place.x - CLUSTER_MARGIN, y: place.y - CLUSTER_HEADING };
}
