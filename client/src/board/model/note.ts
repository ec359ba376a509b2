// A note as the board shows it, read from a document that anybody in the room may have written.

import * as Y from 'yjs';
import { BOARD_REACH, SHOWN_CHARS_MAX, Z_MAX } from '../limits';
import type { TextFit } from './fitting';
import { clamp, type Rect } from './point';

export const NOTE_COLORS = ['yellow', 'orange', 'pink', 'purple', 'blue', 'teal', 'green', 'white'] as const;
export type NoteColor = (typeof NOTE_COLORS)[number];

/** A note is two gingham squares wide, and as high unless its text needs more. */
export const NOTE_SIDE = 192;

/** Everything of a note that can be seen, with how its text fits. A rectangle in board pixels. */
export interface Note extends Rect {
  readonly id: string;
  readonly text: string;
  readonly z: number;
  readonly color: NoteColor;
  readonly cluster: string | null;
  readonly by: string | null;
  /** The note under which it says it lies: nearly the same words. Whether it does, `Notes` knows. */
  readonly under: string | null;
  readonly fontPx: number;
}

/** The note under `id`, with whatever is missing or senseless replaced; null where no note is. */
export function readNote(id: string, entry: unknown, fitting: (text: string) => TextFit): Note | null {
  if (!(entry instanceof Y.Map)) return null;
  const text = readText(entry.get('text'));
  const [x, y] = readPlace(entry.get('at'));
  const { fontPx, height } = fitting(text);
  return {
    id,
    text,
    x,
    y,
    width: NOTE_SIDE,
    height,
    fontPx,
    z: readStacking(entry.get('z')),
    color: readColor(entry.get('color')),
    cluster: readId(entry.get('cluster')),
    by: readId(entry.get('by')),
    under: readId(entry.get('under')),
  };
}

export function isNoteColor(value: unknown): value is NoteColor {
  return NOTE_COLORS.some((color) => color === value);
}

function readText(value: unknown): string {
  const text = value instanceof Y.Text ? value.toString() : typeof value === 'string' ? value : '';
  return text.length > SHOWN_CHARS_MAX ? `${text.slice(0, SHOWN_CHARS_MAX)}…` : text;
}

/** Board coordinates from an untrusted [x, y]: what is not a number is 0, what is too far is at the edge. */
export function readPlace(value: unknown): [number, number] {
  const pair: unknown[] = Array.isArray(value) ? value : [];
  return [readCoordinate(pair[0]), readCoordinate(pair[1])];
}

function readCoordinate(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? clamp(value, -BOARD_REACH, BOARD_REACH) : 0;
}

function readStacking(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? Math.round(clamp(value, -Z_MAX, Z_MAX)) : 0;
}

function readColor(value: unknown): NoteColor {
  return isNoteColor(value) ? value : 'yellow';
}

function readId(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
