// The sections of the document: titled areas that a workshop model laid, or a person by hand (areas/area_edits.ts).

import * as Y from 'yjs';
import { SECTIONS_SHOWN_MAX } from '../limits';
import { readTitle } from './cluster';
import { sectionsIn } from './maps';
import { isNoteColor, type NoteColor, readPlace } from './note';
import { centreOf, holds, type Point, type Rect } from './point';

export interface Section extends Rect {
  readonly id: string;
  /** On one line. */
  readonly title: string;
  readonly color: NoteColor;
}

/** The section under `id`, with whatever is missing or senseless replaced; null where none is. */
export function readSection(id: string, entry: unknown): Section | null {
  if (id === '' || !(entry instanceof Y.Map)) return null;
  const [x, y] = readPlace(entry.get('at'));
  const [width, height] = readPlace(entry.get('size'));
  if (width < 1 || height < 1) return null;
  const color: unknown = entry.get('color');
  return {
    id,
    x,
    y,
    width,
    height,
    title: readTitle(entry.get('title')),
    color: isNoteColor(color) ? color : 'white',
  };
}

/** Of these the one that a point lies in: the first from above to below and from left to right. */
export function sectionAt(sections: readonly Section[], point: Point): Section | undefined {
  return sections.find((section) => holds(section, point));
}

/** As they lie, from above to below and from left to right. */
export function readSections(doc: Y.Doc): readonly Section[] {
  return [...sectionsIn(doc).entries()]
    .flatMap(([id, entry]) => readSection(id, entry) ?? [])
    .sort((a, b) => a.y - b.y || a.x - b.x || (a.id < b.id ? -1 : 1))
    .slice(0, SECTIONS_SHOWN_MAX);
}

export class Sections {
  private readonly map: Y.Map<unknown>;
  private sections: readonly Section[] = [];
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly doc: Y.Doc,
    private readonly changed: () => void,
  ) {
    this.map = sectionsIn(doc);
    this.read();
    this.map.observeDeep(this.heard);
  }

  /** As they lie, from above to below and from left to right. */
  all(): readonly Section[] {
    return this.sections;
  }

  /** Hears that some are other than before, until the returned function is called. */
  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** The section that the middle of something lies in. */
  of(rect: Rect): Section | undefined {
    return sectionAt(this.sections, centreOf(rect));
  }

  close(): void {
    this.listeners.clear();
    this.map.unobserveDeep(this.heard);
  }

  private readonly heard = () => {
    this.read();
    this.changed();
    for (const listener of this.listeners) listener();
  };

  private read(): void {
    this.sections = readSections(this.doc);
  }
}
