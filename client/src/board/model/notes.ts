// The notes of the document, read once and kept in step with it; who listens hears which ones changed.

import type * as Y from 'yjs';
import type { TextFit } from './fitting';
import { type Note, readNote } from './note';
import { NoteGrid } from './note_grid';
import type { Point } from './point';

/** As in the server's room/board.rs. */
const SERVER_CLIENTS_FROM = 2 ** 52;

/** Ids that were added, changed or removed by one transaction, and what was known of them before. */
export type NotesListener = (ids: ReadonlySet<string>, before: ReadonlyMap<string, Note>) => void;

export class Notes {
  readonly grid = new NoteGrid();
  private readonly map: Y.Map<unknown>;
  private readonly byId = new Map<string, Note>();
  private readonly listeners = new Set<NotesListener>();
  /** Notes that lie hidden in a stack. */
  private readonly folded = new Set<string>();
  private highest = 0;

  constructor(
    doc: Y.Doc,
    private readonly fitting: (text: string) => TextFit,
  ) {
    this.map = doc.getMap('notes');
    for (const id of this.map.keys()) this.read(id);
    this.map.observeDeep(this.heard);
  }

  get(id: string): Note | undefined {
    return this.byId.get(id);
  }

  all(): IterableIterator<Note> {
    return this.byId.values();
  }

  /** All that can be seen: those in a stack cannot. */
  *shown(): Generator<Note> {
    for (const note of this.byId.values()) if (!this.folded.has(note.id)) yield note;
  }

  isFolded(id: string): boolean {
    return this.folded.has(id);
  }

  /** Hides a note in a stack, or takes it out of one. While it is hidden it takes no place on the board. */
  fold(id: string, folded: boolean): void {
    const note = this.byId.get(id);
    if (!folded) this.folded.delete(id);
    if (note === undefined) return;
    if (folded) {
      this.folded.add(id);
      this.grid.remove(id);
    } else {
      this.grid.put(id, note);
    }
  }

  get count(): number {
    return this.byId.size;
  }

  /** The highest stacking value that any note has had while this page was open. */
  get topZ(): number {
    return this.highest;
  }

  /** The topmost note at a board point. */
  at(point: Point): Note | undefined {
    let top: Note | undefined;
    for (const note of this.pick(this.grid.within({ ...point, width: 0.5, height: 0.5 }))) {
      if (top === undefined || note.z >= top.z) top = note;
    }
    return top;
  }

  /** Those of the ids that stand for a note which can be seen. */
  pickShown(ids: Iterable<string>): Note[] {
    return this.pick(ids).filter((note) => !this.folded.has(note.id));
  }

  /** Those of the ids that still stand for a note. */
  pick(ids: Iterable<string>): Note[] {
    const notes: Note[] = [];
    for (const id of ids) {
      const note = this.byId.get(id);
      if (note !== undefined) notes.push(note);
    }
    return notes;
  }

  /** Fits every text anew, as when the real font has arrived. */
  refit(): void {
    for (const id of this.byId.keys()) this.read(id);
    this.tell(new Set(this.byId.keys()), new Map());
  }

  listen(listener: NotesListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  close(): void {
    this.map.unobserveDeep(this.heard);
    this.listeners.clear();
  }

  /** Whether the server laid the note: its client ids are far beyond those that Yjs draws. */
  isLaid(id: string): boolean {
    const item = this.map._map.get(id);
    return item !== undefined && item.id.client >= SERVER_CLIENTS_FROM;
  }

  private readonly heard = (events: Y.YEvent<Y.AbstractType<unknown>>[]) => {
    const ids = new Set<string>();
    for (const event of events) {
      const id = event.path[0];
      if (typeof id === 'string') ids.add(id);
      else for (const key of event.changes.keys.keys()) ids.add(key);
    }
    const before = new Map<string, Note>();
    for (const id of ids) {
      const note = this.byId.get(id);
      if (note !== undefined) before.set(id, note);
      this.read(id);
    }
    this.tell(ids, before);
  };

  private read(id: string): void {
    const note = readNote(id, this.map.get(id), this.fitting);
    if (note === null) {
      this.byId.delete(id);
      this.folded.delete(id);
      this.grid.remove(id);
      return;
    }
    this.byId.set(id, note);
    if (!this.folded.has(id)) this.grid.put(id, note);
    this.highest = Math.max(this.highest, note.z);
  }

  private tell(ids: ReadonlySet<string>, before: ReadonlyMap<string, Note>): void {
    for (const listener of this.listeners) listener(ids, before);
  }
}
