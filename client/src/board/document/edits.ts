// Every change that this page makes to the board's document. Each is one transaction, and can be undone.

import * as Y from 'yjs';
import { randomId } from '../../random_id';
import { notesIn } from './maps';
import { NOTE_SIDE } from './measures';
import { type NoteColor, type NoteSize, readWords } from './note';
import type { Point } from './point';
import type { TextPatch } from './text_patch';

/** Origin of this page's own changes: what undo takes back. */
export const OWN = 'own';

export interface NewNote extends Point {
  readonly id: string;
  readonly text: string;
  readonly color: NoteColor;
  readonly z: number;
  readonly size?: NoteSize;
  /** The cluster it is made in. */
  readonly cluster?: string | null;
  /** Its writer and when it was made, where it is back and not new. */
  readonly was?: { readonly by: string | null; readonly made: unknown };
}

/** A fresh id for a note or a cluster: 96 random bits, URL-safe. */
export function newId(): string {
  return randomId(12);
}

/** Makes notes; `by` is their writer, null where that stays unknown. */
export function addNotes(doc: Y.Doc, notes: readonly NewNote[], by: string | null, now: number): void {
  change(doc, (map) => {
    for (const { id, text, x, y, z, color, size, cluster, was } of notes) {
      const entry = new Y.Map<unknown>();
      entry.set('text', new Y.Text(text));
      entry.set('at', [whole(x), whole(y)]);
      entry.set('z', z);
      entry.set('color', color);
      if (size !== undefined && size !== 'm') entry.set('size', size);
      entry.set('cluster', cluster ?? null);
      entry.set('by', was === undefined ? by : was.by);
      entry.set('made', was?.made ?? whole(now));
      map.set(id, entry);
    }
  });
}

export interface Move {
  readonly id: string;
  readonly to: Point;
  /** The new stacking value, where it changes. */
  readonly z?: number;
}

export function moveNotes(doc: Y.Doc, moves: readonly Move[]): void {
  change(doc, (map) => {
    for (const { id, to, z } of moves) {
      const entry = map.get(id);
      if (!(entry instanceof Y.Map)) continue;
      entry.set('at', [whole(to.x), whole(to.y)]);
      if (z !== undefined) entry.set('z', z);
    }
  });
}

export function raiseNotes(doc: Y.Doc, stacking: ReadonlyMap<string, number>): void {
  change(doc, (map) => {
    for (const [id, z] of stacking) {
      const entry = map.get(id);
      if (entry instanceof Y.Map) entry.set('z', z);
    }
  });
}

export function paintNotes(doc: Y.Doc, ids: Iterable<string>, color: NoteColor): void {
  setIn(doc, ids, 'color', color);
}

export function resizeNotes(doc: Y.Doc, ids: Iterable<string>, size: NoteSize): void {
  setIn(doc, ids, 'size', size);
}

export function lockNotes(doc: Y.Doc, ids: Iterable<string>, locked: boolean): void {
  setIn(doc, ids, 'locked', locked);
}

function setIn(doc: Y.Doc, ids: Iterable<string>, field: string, value: unknown): void {
  change(doc, (map) => {
    for (const id of ids) {
      const entry = map.get(id);
      if (entry instanceof Y.Map && entry.get(field) !== value) entry.set(field, value);
    }
  });
}

export function removeNotes(doc: Y.Doc, ids: Iterable<string>): void {
  change(doc, (map) => {
    for (const id of ids) map.delete(id);
  });
}

/** The shared text of a note, to be typed into. A note that a foreign client made without one gets it. */
export function textOf(doc: Y.Doc, id: string): Y.Text | null {
  const entry = notesIn(doc).get(id);
  if (!(entry instanceof Y.Map)) return null;
  const text: unknown = entry.get('text');
  if (text instanceof Y.Text && !(text instanceof Y.XmlText)) return text;
  const made = new Y.Text(readWords(text));
  change(doc, () => entry.set('text', made));
  return made;
}

/** Applies patches that all count from the same text, first to last. */
export function patchText(text: Y.Text, patches: readonly TextPatch[], origin: unknown): void {
  text.doc?.transact(() => {
    for (const { at, remove, insert } of [...patches].reverse()) {
      if (remove > 0) text.delete(at, remove);
      if (insert !== '') text.insert(at, insert);
    }
  }, origin);
}

/** Where a note's middle is to be, as where its corner is. */
export function centredOn(point: Point): Point {
  return { x: point.x - NOTE_SIDE / 2, y: point.y - NOTE_SIDE / 2 };
}

function change(doc: Y.Doc, make: (notes: Y.Map<unknown>) => void): void {
  doc.transact(() => make(notesIn(doc)), OWN);
}

/** Whole board pixels: shorter records, and crisper edges. */
export function whole(value: number): number {
  return Math.round(value);
}
