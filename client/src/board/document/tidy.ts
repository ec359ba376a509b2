// A cluster's notes in a neat shape: rows in reading order, that cover nothing around them.

import { clusterRectAround, firstPlace } from './cluster_rect';
import { nearestFree } from './free_space';
import { NOTE_SIDE } from './measures';
import type { Note } from './note';
import { GAP } from './placement';
import { around, grown, overlap, type Point, type Rect, type Size } from './point';
import { byReading } from './reading_order';

/** Space that a cluster keeps to what lies around it. */
export const APART = 24;

const STEP = NOTE_SIDE + GAP;

export interface Laid extends Point, Size {
  readonly id: string;
}

/** About as wide as high. */
export function columnsFor(count: number): number {
  return Math.max(1, Math.ceil(Math.sqrt(count)));
}

/** Notes in rows from a place, in the order given. A row is as high as its highest note. */
export function inRows(notes: readonly Note[], from: Point, columns = columnsFor(notes.length)): Laid[] {
  const laid: Laid[] = [];
  let y = from.y;
  for (let start = 0; start < notes.length; start += columns) {
    const row = notes.slice(start, start + columns);
    let x = from.x;
    for (const { id, width, height } of row) {
      laid.push({ id, x, y, width, height });
      // Narrow ones stand in columns as well.
      x += Math.max(NOTE_SIDE, width) + GAP;
    }
    y += Math.max(...row.map((note) => note.height)) + GAP;
  }
  return laid;
}

/** A neat cluster with its corner where it is wished, or as near to that as it covers no obstacle. */
export function tidied(notes: readonly Note[], corner: Point, obstacles: readonly Rect[]): Laid[] {
  const laid = inRows([...notes].sort(byReading), firstPlace(corner));
  const rect = clusterRectAround(laid);
  if (rect === null) return [];
  return shifted(laid, shiftToFree(rect, obstacles));
}

/** How far something has to move so as to cover no obstacle: not at all where it covers none. */
export function shiftToFree(rect: Rect, obstacles: readonly Rect[]): Point {
  if (!obstacles.some((other) => overlap(rect, other))) return { x: 0, y: 0 };
  const to = nearestFree(rect, obstacles, APART);
  return { x: to.x - rect.x, y: to.y - rect.y };
}

export function shifted<Placed extends Point>(all: readonly Placed[], by: Point): Placed[] {
  return by.x === 0 && by.y === 0
    ? [...all]
    : all.map((one) => ({ ...one, x: one.x + by.x, y: one.y + by.y }));
}

/**
 * Places for more notes among those that lie in a cluster: holes first, then on along the last row, then a new row.
 * The cluster stays about as wide as high.
 */
export function inHoles(present: readonly Rect[], coming: readonly Note[], corner: Point): Laid[] {
  const inner = around(present) ?? { ...firstPlace(corner), width: 0, height: 0 };
  const wide = Math.floor((inner.width + GAP) / STEP);
  const columns = Math.max(wide, columnsFor(present.length + coming.length));
  const taken: Rect[] = [...present];
  const laid: Laid[] = [];
  let slot = 0;
  for (const note of coming) {
    let place: Laid;
    do {
      const x = inner.x + (slot % columns) * STEP;
      const y = inner.y + Math.floor(slot / columns) * STEP;
      place = { id: note.id, x, y, width: note.width, height: note.height };
      slot += 1;
    } while (taken.some((other) => overlap(place, other)));
    taken.push(place);
    laid.push(place);
  }
  return laid;
}

/**
 * Where a dropped note comes to lie so that it hides no member of its cluster: as near as can be, beside the members and
 * off what lies around.
 */
export function settled(dropped: Rect, members: readonly Rect[], around: readonly Rect[]): Point {
  if (!members.some((other) => overlap(other, dropped))) return { x: dropped.x, y: dropped.y };
  return nearestFree(dropped, [...members.map((other) => grown(other, GAP)), ...around], 0);
}
