// The board at a moment, as plain values: folded from the frames that the server keeps, or read from the document.

import * as Y from 'yjs';
import { readBoardTitle } from '../board/document/about';
import { isNoteColor, type NoteColor } from '../board/document/note';
import type { ElementId } from '../protocol/session';
import type { AnsweredElements, AnsweredFields, Frame, Root } from './answers';

/** What stands in an element's entry: texts as words, all else as it is. */
export type Fields = ReadonlyMap<string, unknown>;

export type Elements = ReadonlyMap<ElementId, Fields>;

/** All that lies on a board. */
export interface Moment extends Readonly<Record<Root, Elements>> {
  readonly title: string;
}

export const EMPTY_BOARD: Moment = {
  title: '',
  notes: new Map(),
  clusters: new Map(),
  sections: new Map(),
  strokes: new Map(),
  connectors: new Map(),
};

/** The colour in which an element of that root is shown. */
export function colorOf(root: string, color: unknown): NoteColor {
  return isNoteColor(color) ? color : root === 'notes' ? 'yellow' : 'white';
}

/** The board after a frame, from how it was before. What did not change is the same value. */
export function after(before: Moment, frame: Frame): Moment {
  return {
    title: frame.title ?? before.title,
    notes: withChanged(before.notes, frame.notes),
    clusters: withChanged(before.clusters, frame.clusters),
    sections: withChanged(before.sections, frame.sections),
    strokes: withChanged(before.strokes, frame.strokes),
    connectors: withChanged(before.connectors, frame.connectors),
  };
}

/** The board at each frame. */
export function momentsOf(frames: readonly Frame[]): Moment[] {
  let moment = EMPTY_BOARD;
  return frames.map((frame) => {
    moment = after(moment, frame);
    return moment;
  });
}

function withChanged(before: Elements, changed: AnsweredElements | undefined): Elements {
  const entries = Object.entries(changed ?? {});
  if (entries.length === 0) return before;
  const now = new Map(before);
  for (const [id, fields] of entries) {
    if (fields === null) now.delete(id);
    else now.set(id, fieldsOf(fields));
  }
  return now;
}

export function fieldsOf(answered: AnsweredFields): Fields {
  return new Map(Object.entries(answered).map(([key, value]) => [key, plain(key, value)]));
}

/** The board as it is. */
export function presentIn(doc: Y.Doc): Moment {
  return {
    title: readBoardTitle(doc) ?? '',
    notes: elementsIn(doc, 'notes'),
    clusters: elementsIn(doc, 'clusters'),
    sections: elementsIn(doc, 'sections'),
    strokes: elementsIn(doc, 'strokes'),
    connectors: elementsIn(doc, 'connectors'),
  };
}

/** Whose these are the history does not tell: of none it says that another is to be named. */
const UNNAMED: ReadonlySet<Root> = new Set<Root>(['strokes', 'connectors']);

function elementsIn(doc: Y.Doc, root: Root): Elements {
  const elements = new Map<ElementId, Fields>();
  for (const [id, entry] of doc.getMap<unknown>(root)) {
    if (!(entry instanceof Y.Map)) continue;
    const fields = [...entry].filter(([key]) => key !== 'by' || !UNNAMED.has(root));
    elements.set(id, new Map(fields.map(([key, value]) => [key, plain(key, value)])));
  }
  return elements;
}

/** As the history has it, which keeps times in whole milliseconds. */
function plain(field: string, value: unknown): unknown {
  if (field === 'made' && typeof value === 'number') return Math.floor(value);
  if (value instanceof Y.Text) return value.toString();
  return value instanceof Y.AbstractType ? (value.toJSON() as unknown) : value;
}

/** Whether two values of a field are the same. A field that is not there says the same as none. */
export function same(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((part, index) => same(part, other[index]));
  return (one ?? null) === (other ?? null);
}
