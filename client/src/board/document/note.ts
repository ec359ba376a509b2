// A note as the board shows it, read from a document that anybody in the room may have written.

import * as Y from 'yjs';
import { BOARD_REACH, SHOWN_CHARS_MAX, Z_MAX } from '../limits';
import { NOTE_SIDE, SIZE_FACTORS } from './measures';
import { clamp, type Rect, type Size } from './point';

export const NOTE_COLORS = ['yellow', 'orange', 'pink', 'purple', 'blue', 'teal', 'green', 'white'] as const;
export type NoteColor = (typeof NOTE_COLORS)[number];

/** As documents have them; what they say else is the middle one. */
export const NOTE_SIZES = ['s', 'm', 'l'] as const;
export type NoteSize = (typeof NOTE_SIZES)[number];

/** The size of a middle note that is empty. */
export const NOTE_SIZE: Size = { width: NOTE_SIDE, height: NOTE_SIDE };

/** The size of an empty note of that size. */
export function sizeOf(size: NoteSize = 'm'): Size {
  const side = NOTE_SIDE * SIZE_FACTORS[size];
  return { width: side, height: side };
}

/** How a note's text fits into it. */
export interface TextFit {
  readonly fontPx: number;
  /** Height of the whole note, in board pixels. */
  readonly height: number;
}

/** Everything of a note that can be seen, with how its text fits. A rectangle in board pixels. */
export interface Note extends Rect {
  readonly id: string;
  readonly text: string;
  readonly z: number;
  readonly color: NoteColor;
  readonly size: NoteSize;
  /** Held where and as it is. */
  readonly locked: boolean;
  readonly cluster: string | null;
  readonly by: string | null;
  /** The note under which it says it lies: nearly the same words. Whether it does, `Notes` knows. */
  readonly under: string | null;
  readonly fontPx: number;
}

/** The note under `id`, with whatever is missing or senseless replaced; null where no note is. */
export function readNote(id: string, entry: unknown, fitting: (text: string) => TextFit): Note | null {
  if (id === '' || !(entry instanceof Y.Map)) return null;
  const text = shownText(readWords(entry.get('text')), SHOWN_CHARS_MAX);
  const [x, y] = readPlace(entry.get('at'));
  const { fontPx, height } = fitting(text);
  const size = readSize(entry.get('size'));
  const factor = SIZE_FACTORS[size];
  return {
    id,
    text,
    x,
    y,
    width: NOTE_SIDE * factor,
    height: Math.ceil(height * factor),
    fontPx: fontPx * factor,
    z: readStacking(entry.get('z')),
    color: readColor(entry.get('color')),
    size,
    locked: entry.get('locked') === true,
    cluster: readId(entry.get('cluster')),
    by: readId(entry.get('by')),
    under: readId(entry.get('under')),
  };
}

export function isNoteColor(value: unknown): value is NoteColor {
  return NOTE_COLORS.some((color) => color === value);
}

export function isNoteSize(value: unknown): value is NoteSize {
  return NOTE_SIZES.some((size) => size === value);
}

/** Words from an untrusted value: a shared text's or a plain string's. XML is another program's, and its marks are no words. */
export function readWords(value: unknown): string {
  if (value instanceof Y.Text && !(value instanceof Y.XmlText)) return value.toString();
  return typeof value === 'string' ? value : '';
}

/** A text's beginning, when a foreign client wrote more characters than are ever shown. */
export function shownText(text: string, charsMax: number): string {
  if (text.length <= charsMax) return text;
  let end = 0;
  for (let chars = 0; chars < charsMax; chars += 1) end += (text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1;
  return end < text.length ? `${text.slice(0, end)}…` : text;
}

/** Board coordinates from an untrusted [x, y], plain or shared: what is not a number is 0, what is too far is at the edge. */
export function readPlace(value: unknown): [number, number] {
  const pair: unknown[] = value instanceof Y.Array ? value.slice(0, 2) : Array.isArray(value) ? value : [];
  return [readCoordinate(pair[0]), readCoordinate(pair[1])];
}

function readCoordinate(value: unknown): number {
  return clamp(readNumber(value), -BOARD_REACH, BOARD_REACH);
}

function readStacking(value: unknown): number {
  return Math.round(clamp(readNumber(value), -Z_MAX, Z_MAX));
}

/** A finite number; 0 for all else. The server hands on big integers as plain ones, and so they are the same. */
function readNumber(value: unknown): number {
  const number = typeof value === 'bigint' && BigInt(Number(value)) === value ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : 0;
}

function readColor(value: unknown): NoteColor {
  return isNoteColor(value) ? value : 'yellow';
}

function readSize(value: unknown): NoteSize {
  return isNoteSize(value) ? value : 'm';
}

function readId(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
