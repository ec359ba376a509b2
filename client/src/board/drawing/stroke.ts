// A stroke as the board shows it, read from a document that anybody in the room may have written.

import * as Y from 'yjs';
import { isNoteColor, type NoteColor } from '../document/note';
import { around, clamp, grown, type Rect } from '../document/point';
import { BOARD_REACH } from '../limits';
import { STROKE_POINTS_MAX, STROKE_WIDTH_MAX, STROKE_WIDTH_MIN } from './limits';

/** What is drawn with a pen; to be drawn, and not changed. */
export interface Ink {
  /** x and y in turn, in board pixels. */
  readonly path: readonly number[];
  /** How hard the pen was pressed at each point, from 0 to 1; none where no pen told it. */
  readonly pressure: readonly number[] | null;
  /** Null where it names none of the eight: drawn in the colour of text. */
  readonly color: NoteColor | null;
  /** A colour that another program wrote in its place, as `#rrggbb`. */
  readonly tint?: string;
  readonly width: number;
}

export interface Stroke extends Ink {
  readonly id: string;
  readonly by: string | null;
  /** All that it covers. */
  readonly bounds: Rect;
}

/** The width of one that says none. */
const WIDTH = 3;

const TINT = /^#[0-9a-f]{6}$/i;

/** The stroke under `id`, with whatever is missing or senseless replaced; null where nothing is to be seen. */
export function readStroke(id: string, entry: unknown): Stroke | null {
  if (id === '' || !(entry instanceof Y.Map)) return null;
  const path = readPath(entry.get('path'));
  const width = clamp(numberIn(entry.get('width')) ?? WIDTH, STROKE_WIDTH_MIN, STROKE_WIDTH_MAX);
  const bounds = boundsOf(path, width);
  if (bounds === null) return null;
  const [color, by]: unknown[] = [entry.get('color'), entry.get('by')];
  return {
    id,
    path,
    pressure: readPressure(entry.get('pressure'), path.length / 2),
    color: isNoteColor(color) ? color : null,
    ...(typeof color === 'string' && TINT.test(color) && { tint: color }),
    width,
    by: typeof by === 'string' && by !== '' ? by : null,
    bounds,
  };
}

/** Numbers in turn, or pairs of them; what is none is left out. */
export function readPath(value: unknown): number[] {
  const path: number[] = [];
  const list: unknown[] = Array.isArray(value) ? value.slice(0, 2 * STROKE_POINTS_MAX) : [];
  for (const part of list) {
    const pair: unknown[] = Array.isArray(part)
      ? part.filter((one) => numberIn(one) !== null).slice(0, 2)
      : [part];
    for (const one of pair) {
      const number = numberIn(one);
      if (number !== null) path.push(clamp(number, -BOARD_REACH, BOARD_REACH));
    }
  }
  path.length = Math.min(path.length - (path.length % 2), 2 * STROKE_POINTS_MAX);
  return path;
}

/** One for each point, or none at all. */
function readPressure(value: unknown, points: number): number[] | null {
  if (!Array.isArray(value) || value.length !== points) return null;
  const pressure = value.map(numberIn);
  return pressure.every((one) => one !== null) ? pressure.map((one) => clamp(one, 0, 1)) : null;
}

export function boundsOf(path: readonly number[], width: number): Rect | null {
  const points: Rect[] = [];
  for (let at = 0; at + 1 < path.length; at += 2)
    points.push({ x: path[at] ?? 0, y: path[at + 1] ?? 0, width: 0, height: 0 });
  const bounds = around(points);
  return bounds === null ? null : grown(bounds, width);
}

/** A finite number; the server hands on big integers as plain ones, and so they are the same. */
function numberIn(value: unknown): number | null {
  const number = typeof value === 'bigint' && BigInt(Number(value)) === value ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}
