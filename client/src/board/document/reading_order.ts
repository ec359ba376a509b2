// The order in which notes are read, and which note is next in a direction.

import { NOTE_SIDE } from './measures';
import { centreOf, type Rect } from './point';

/** Notes whose tops lie in one band are read as one row. */
const BAND = NOTE_SIDE / 2;

export interface Placed extends Rect {
  readonly id: string;
}

/** Sorts by rows from the top, each from the left. A total order, so that every screen reads alike. */
export function byReading(a: Placed, b: Placed): number {
  return Math.floor(a.y / BAND) - Math.floor(b.y / BAND) || a.x - b.x || a.y - b.y || byId(a.id, b.id);
}

function byId(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/** The note `step` places on from the one with this id; the first or last when there is no such one. */
export function alongReading(notes: Iterable<Placed>, id: string | null, step: 1 | -1): Placed | undefined {
  const sorted = [...notes].sort(byReading);
  const index = sorted.findIndex((note) => note.id === id);
  if (index === -1) return step === 1 ? sorted[0] : sorted.at(-1);
  return sorted[index + step];
}

export function firstInReading<N extends Placed>(notes: Iterable<N>): N | undefined {
  let first: N | undefined;
  for (const note of notes) if (first === undefined || byReading(note, first) < 0) first = note;
  return first;
}

export function lastInReading<N extends Placed>(notes: Iterable<N>): N | undefined {
  let last: N | undefined;
  for (const note of notes) if (last === undefined || byReading(note, last) > 0) last = note;
  return last;
}

export type Direction = 'left' | 'right' | 'up' | 'down';

/** The nearest note in that direction; what lies straight ahead is nearer than what lies aside. */
export function nearestTowards(
  from: Placed,
  notes: Iterable<Placed>,
  direction: Direction,
): Placed | undefined {
  const middle = centreOf(from);
  let nearest: Placed | undefined;
  let shortest = Number.POSITIVE_INFINITY;
  for (const note of notes) {
    if (note.id === from.id) continue;
    const centre = centreOf(note);
    const dx = centre.x - middle.x;
    const dy = centre.y - middle.y;
    const across = direction === 'left' || direction === 'right';
    const ahead = across ? (direction === 'right' ? dx : -dx) : direction === 'down' ? dy : -dy;
    const aside = Math.abs(across ? dy : dx);
    // Only within 60° of the direction, so that four keys can reach every note and none jumps backwards.
    if (ahead <= 0 || aside > ahead * 1.75) continue;
    const distance = ahead + 2 * aside;
    if (distance < shortest) {
      shortest = distance;
      nearest = note;
    }
  }
  return nearest;
}
