// Notes in line: by an edge or their middles, or with the same space between them. Pure.

import type { Move } from '../document/edits';
import type { Note } from '../document/note';
import { around } from '../document/point';

export const ALIGNMENTS = ['left', 'centre', 'right', 'top', 'middle', 'bottom'] as const;
export type Alignment = (typeof ALIGNMENTS)[number];

export const DISTRIBUTIONS = ['across', 'down'] as const;
export type Distribution = (typeof DISTRIBUTIONS)[number];

/** So many notes have a space between them that can differ. */
export const DISTRIBUTED_MIN = 3;

/** Where the notes go: to the edge of all of them, or the middle between their edges. Those that lie there already are left out. */
export function aligned(notes: readonly Note[], by: Alignment): Move[] {
  const all = around(notes);
  if (all === null) return [];
  return movesTo(notes, ({ x, y, width, height }) => {
    switch (by) {
      case 'left':
        return { x: all.x, y };
      case 'centre':
        return { x: all.x + (all.width - width) / 2, y };
      case 'right':
        return { x: all.x + all.width - width, y };
      case 'top':
        return { x, y: all.y };
      case 'middle':
        return { x, y: all.y + (all.height - height) / 2 };
      case 'bottom':
        return { x, y: all.y + all.height - height };
    }
  });
}

/** The outermost two stay, and those between them get the same space on both sides: less than none where they lie over each other. */
export function distributed(notes: readonly Note[], way: Distribution): Move[] {
  if (notes.length < DISTRIBUTED_MIN) return [];
  const [at, length] = way === 'across' ? (['x', 'width'] as const) : (['y', 'height'] as const);
  const sorted = [...notes].sort((a, b) => a[at] - b[at] || (a.id < b.id ? -1 : 1));
  const start = sorted[0]?.[at] ?? 0;
  const end = Math.max(...sorted.map((note) => note[at] + note[length]));
  const filled = sorted.reduce((sum, note) => sum + note[length], 0);
  const space = (end - start - filled) / (sorted.length - 1);
  const places = new Map<string, number>();
  let next = start;
  for (const note of sorted) {
    places.set(note.id, next);
    next += note[length] + space;
  }
  return movesTo(sorted, ({ id, x, y }) => {
    const place = places.get(id) ?? 0;
    return way === 'across' ? { x: place, y } : { x, y: place };
  });
}

function movesTo(notes: readonly Note[], placeOf: (note: Note) => { x: number; y: number }): Move[] {
  return notes.flatMap((note) => {
    const to = placeOf(note);
    const rounded = { x: Math.round(to.x), y: Math.round(to.y) };
    return rounded.x === note.x && rounded.y === note.y ? [] : [{ id: note.id, to: rounded }];
  });
}
