// Notes on the clipboard: as text for other programs, and with place and colour for another board.

import { CLIPBOARD_CHARS_MAX, PASTED_NOTES_MAX } from '../limits';
import { isNoteColor, isNoteSize, type Note, type NoteColor, type NoteSize, readPlace } from './note';
import { around, type Point } from './point';
import { byReading } from './reading_order';
import { countCharacters } from './text_patch';

/** A note to be pasted, placed relative to the corner of them all. */
export interface PastedNote extends Point {
  /** Its key where it was copied. */
  readonly id: string | null;
  readonly text: string;
  readonly color: NoteColor | null;
  readonly size?: NoteSize;
}

export type Pasted =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'notes'; readonly notes: readonly PastedNote[] }
  | { readonly kind: 'lines'; readonly texts: readonly string[] }
  | { readonly kind: 'tooMany' }
  | { readonly kind: 'tooLong' };

/** The texts in reading order, a note a line. */
export function asText(notes: readonly Note[]): string {
  return [...notes]
    .sort(byReading)
    .map((note) => note.text)
    .join('\n');
}

/** Each on a line of its own. */
export function asLines(notes: readonly PastedNote[]): string {
  return notes.map(({ text }) => text.replace(/\s+/gu, ' ').trim()).join('\n');
}

/** HTML that other programs read as paragraphs, and another board as notes. Nothing in it can run. */
export function asHtml(notes: readonly Note[]): string {
  const corner = around(notes) ?? { x: 0, y: 0 };
  const sorted = [...notes].sort(byReading);
  const copied = sorted.map((note) => ({
    id: note.id,
    text: note.text,
    at: [note.x - corner.x, note.y - corner.y],
    color: note.color,
    size: note.size,
  }));
  const paragraphs = sorted.map((note) => `<p>${escaped(note.text)}</p>`).join('');
  return `<div data-picnic-notes="${encodeURIComponent(JSON.stringify(copied))}">${paragraphs}</div>`;
}

/** What a clipboard holds for a board whose notes may have `charsMax` characters. All or nothing. */
export function readClipboard(html: string, text: string, charsMax: number): Pasted {
  if (html.length > CLIPBOARD_CHARS_MAX || text.length > CLIPBOARD_CHARS_MAX) return { kind: 'tooLong' };
  const notes = readNotes(html);
  if (notes !== null && notes.length > 0) {
    return (
      refused(
        notes.map((note) => note.text),
        charsMax,
      ) ?? { kind: 'notes', notes }
    );
  }
  const texts = readLines(text);
  if (texts.length === 0) return { kind: 'nothing' };
  return refused(texts, charsMax) ?? { kind: 'lines', texts };
}

function refused(texts: readonly string[], charsMax: number): Pasted | null {
  if (texts.length > PASTED_NOTES_MAX) return { kind: 'tooMany' };
  return texts.some((text) => countCharacters(text) > charsMax) ? { kind: 'tooLong' } : null;
}

/** Lines that say something, without the bullets of a list. */
function readLines(text: string): string[] {
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => line.trim().replace(/^(?:[-*•·–]|\d{1,3}[.)])\s+/u, ''))
    .filter((line) => line !== '');
}

function readNotes(html: string): PastedNote[] | null {
  const [, encoded] = /data-picnic-notes="([^"]*)"/.exec(html) ?? [];
  if (encoded === undefined) return null;
  try {
    const copied: unknown = JSON.parse(decodeURIComponent(encoded));
    return Array.isArray(copied) ? copied.flatMap(readCopied) : null;
  } catch {
    return null; // Somebody else's HTML, or cut short: the plain text does.
  }
}

function readCopied(entry: unknown): PastedNote[] {
  if (typeof entry !== 'object' || entry === null || !('text' in entry)) return [];
  if (typeof entry.text !== 'string') return [];
  const [x, y] = readPlace('at' in entry ? entry.at : null);
  const color = 'color' in entry && isNoteColor(entry.color) ? entry.color : null;
  const id = 'id' in entry && typeof entry.id === 'string' ? entry.id : null;
  const size = 'size' in entry && isNoteSize(entry.size) ? entry.size : 'm';
  return [{ id, text: entry.text, x, y, color, size }];
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '<br>');
}
