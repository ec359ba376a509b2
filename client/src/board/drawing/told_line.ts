// A line under way as presence tells it: its last points with their number, so that a long one costs no more than a short one; and how
// others put it together again, of what anybody may have written.

import { isNoteColor, type NoteColor } from '../document/note';
import { clamp } from '../document/point';
import type { SharedLine } from '../presence/own_presence';
import { STROKE_POINTS_MAX, STROKE_WIDTH_MAX, STROKE_WIDTH_MIN, TOLD_POINTS_MAX } from './limits';
import { readPath } from './stroke';

/** Longest id that is looked at, in UTF-16 units. */
const ID_CHARS_MAX = 64;

/** What is told of a line with these points. */
export function told(
  line: { readonly id: string; readonly color?: NoteColor; readonly width?: number },
  path: readonly number[],
): SharedLine {
  const from = Math.max(0, path.length / 2 - TOLD_POINTS_MAX);
  return { ...line, from, points: path.slice(2 * from) };
}

/** A line of somebody else, as far as it was heard. */
export interface HeardLine {
  readonly id: string;
  readonly color: NoteColor | null;
  readonly width: number;
  readonly path: readonly number[];
}

/** What of it is known now; null where there is none. What came before is kept, and points that were missed are a straight line. */
export function heard(value: unknown, before: HeardLine | null): HeardLine | null {
  if (typeof value !== 'object' || value === null) return null;
  const { id, from, points, color, width } = value as Record<string, unknown>;
  if (typeof id !== 'string' || id === '' || id.length > ID_CHARS_MAX) return null;
  const had = before?.id === id ? before.path : [];
  const first = typeof from === 'number' && Number.isInteger(from) && from >= 0 ? from : 0;
  const list = Array.isArray(points) ? points.slice(0, 2 * TOLD_POINTS_MAX) : [];
  const path = [...had.slice(0, 2 * first), ...readPath(list)].slice(0, 2 * STROKE_POINTS_MAX);
  return {
    id,
    color: isNoteColor(color) ? color : null,
    width: clamp(
      typeof width === 'number' && Number.isFinite(width) ? width : 3,
      STROKE_WIDTH_MIN,
      STROKE_WIDTH_MAX,
    ),
    path,
  };
}
