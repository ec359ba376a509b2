// The notes of the document, read once and kept in step with it; who listens hears which ones changed.

import type * as Y from 'yjs';
import { changedIn, makerIn, notesIn } from './maps';
import { type Note, readNote, type TextFit } from './note';
import { NoteGrid } from './note_grid';
import type { Point } from './point';

/** Ids that were added, changed or removed by one transaction, and what was known of them before. */
export type NotesListener = (ids: ReadonlySet<string>, before: ReadonlyMap<string, Note>) => void;

export class Notes {
  readonly grid = new NoteGrid();
  private readonly map: Y.Map<unknown>;
  private readonly byId = new Map<string, Note>();
  private readonly listeners = new Set<NotesListener>();
  /** Notes that lie hidden in a stack. */
  private readonly folded = new Set<string>();
  /** Notes that lie under another, by that one; and all that say so, whether it is there or not. */
  private readonly covered = new Map<string, string>();
  private readonly saying = new Map<string, Set<string>>();
  private readonly locked = new Set<string>();
  private highest = 0;

  constructor(
    doc: Y.Doc,
    private readonly fitting: (text: string) => TextFit,
  ) {
    this.map = notesIn(doc);
    for (const id of this.map.keys()) this.read(id);
    this.cover(this.byId.keys());
    this.map.observeDeep(this.heard);
  }

  get(id: string): Note | undefined {
    return this.byId.get(id);
  }

  all(): IterableIterator<Note> {
    return this.byId.values();
  }

  /** All but those that lie under another. */
  *lying(): Generator<Note> {
    for (const note of this.byId.values()) if (!this.covered.has(note.id)) yield note;
  }

  /** All that can be seen: those in a stack and those under another cannot. */
  *shown(): Generator<Note> {
    for (const note of this.byId.values()) if (!this.isHidden(note.id)) yield note;
  }

  isHidden(id: string): boolean {
    return this.folded.has(id) || this.covered.has(id);
  }

  /** The note that it lies under. One whose note is gone lies free, and none lies under one that is covered itself. */
  coverOf(id: string): string | undefined {
    return this.covered.get(id);
  }

  /** The notes that lie under this one. */
  under(id: string): Note[] {
    return this.pick(this.saying.get(id) ?? []).filter((note) => this.covered.get(note.id) === id);
  }

  isFolded(id: string): boolean {
    return this.folded.has(id);
  }

  /** Hides a note in a stack, or takes it out of one. While it is hidden it takes no place on the board. */
  fold(id: string, folded: boolean): void {
    const note = this.byId.get(id);
    if (!folded) this.folded.delete(id);
    if (note === undefined) return;
    if (folded) this.folded.add(id);
    this.place(note);
  }

  /** What is hidden takes no place on the board. */
  private place(note: Note): void {
    if (this.isHidden(note.id)) this.grid.remove(note.id);
    else this.grid.put(note.id, note);
  }

  /** Finds anew which of these notes, and of those that have to do with them, lie under another. Gives those that changed. */
  private cover(ids: Iterable<string>): Set<string> {
    const asked = new Set<string>();
    const ask = (id: string) => {
      asked.add(id);
      for (const other of this.saying.get(id) ?? []) asked.add(other);
    };
    for (const id of ids) {
      ask(id);
      for (const other of this.saying.get(id) ?? []) ask(other);
    }
    const changed = new Set<string>();
    for (const id of asked) {
      const note = this.byId.get(id);
      const had = this.covered.get(id);
      const named = note === undefined ? undefined : this.namedBy(note);
      const lies = named !== undefined && this.namedBy(named) === undefined ? named.id : undefined;
      if (lies === had) continue;
      if (lies === undefined) this.covered.delete(id);
      else this.covered.set(id, lies);
      if (note !== undefined) this.place(note);
      for (const one of [id, lies, had]) if (one !== undefined) changed.add(one);
    }
    return changed;
  }

  private namedBy({ id, under }: Note): Note | undefined {
    return under === null || under === id ? undefined : this.byId.get(under);
  }

  private say(id: string, under: string | null): void {
    const before = this.byId.get(id)?.under ?? null;
    if (before === under) return;
    if (before !== null) this.saying.get(before)?.delete(id);
    if (before !== null && this.saying.get(before)?.size === 0) this.saying.delete(before);
    if (under === null) return;
    const all = this.saying.get(under);
    if (all === undefined) this.saying.set(under, new Set([id]));
    else all.add(id);
  }

  get anyLocked(): boolean {
    return this.locked.size > 0;
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
    return this.pick(ids).filter((note) => !this.isHidden(note.id));
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

  /** The client id under which the note was made. */
  writerOf(id: string): number | undefined {
    return this.map._map.get(id)?.id.client;
  }

  /** The same of whoever made it first, where it was put back since. */
  makerOf(id: string): number | undefined {
    return makerIn(this.map, id);
  }

  private readonly heard = (events: Y.YEvent<Y.AbstractType<unknown>>[]) => {
    const ids = changedIn(events);
    const before = new Map<string, Note>();
    for (const id of ids) {
      const note = this.byId.get(id);
      if (note !== undefined) before.set(id, note);
      this.read(id);
    }
    for (const id of this.cover(ids)) {
      ids.add(id);
      const note = this.byId.get(id);
      if (note !== undefined && !before.has(id)) before.set(id, note);
    }
    this.tell(ids, before);
  };

  private read(id: string): void {
    const note = readNote(id, this.map.get(id), this.fitting);
    this.say(id, note?.under ?? null);
    if (note?.locked === true) this.locked.add(id);
    else this.locked.delete(id);
    if (note === null) {
      this.byId.delete(id);
      this.folded.delete(id);
      this.grid.remove(id);
      return;
    }
    this.byId.set(id, note);
    this.place(note);
    this.highest = Math.max(this.highest, note.z);
  }

  private tell(ids: ReadonlySet<string>, before: ReadonlyMap<string, Note>): void {
    for (const listener of this.listeners) listener(ids, before);
  }
}
