// What lies on top of what.

import { Z_MAX } from '../limits';
import type { Note } from './note';
import { overlap, type Rect } from './point';

/** Stacking values that bring the notes to the front, in the order they lie in among themselves. */
export function stackingInFront(notes: readonly Note[], topZ: number): Map<string, number> {
  const sorted = [...notes].sort((a, b) => a.z - b.z);
  return new Map(sorted.map(({ id }, index) => [id, Math.min(Z_MAX, topZ + 1 + index)]));
}

/**
 * A note that is laid down lies on what was there: new stacking values for dropped notes, if any of them would otherwise
 * slip under another. Nothing changes where nothing is covered, which keeps the records small.
 */
export function stackingAtDrop(
  dropped: readonly Note[],
  notesIn: (rect: Rect) => readonly Note[],
  topZ: number,
): Map<string, number> {
  const ids = new Set(dropped.map((note) => note.id));
  const isCovered = (note: Note) =>
    notesIn(note).some((other) => !ids.has(other.id) && other.z >= note.z && overlap(other, note));
  return dropped.some(isCovered) ? stackingInFront(dropped, topZ) : new Map();
}
