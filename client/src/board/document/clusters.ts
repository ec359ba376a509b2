// The clusters of the document and which notes are in them, kept in step with both; who listens hears which ones changed.

import type * as Y from 'yjs';
import { type Cluster, readCluster } from './cluster';
import { clusterRectAround, smallClusterRect } from './cluster_rect';
import { changedIn, clustersIn, makerIn } from './maps';
import type { Note } from './note';
import { NoteGrid } from './note_grid';
import type { Notes } from './notes';
import type { Point, Rect } from './point';

/** Clusters that changed in what is seen of them, and notes that were hidden in a stack or came out of one. */
export type ClustersListener = (clusters: ReadonlySet<string>, refolded: ReadonlySet<string>) => void;

export class Clusters {
  /** Where the clusters lie. */
  readonly grid = new NoteGrid();
  private readonly map: Y.Map<unknown>;
  private readonly byId = new Map<string, Cluster>();
  /** By the id that the notes name, whether there is such a cluster or not. */
  private readonly members = new Map<string, Map<string, Note>>();
  private readonly namedBy = new Map<string, string>();
  private readonly rects = new Map<string, Rect>();
  private readonly listeners = new Set<ClustersListener>();
  private readonly stopNotes: () => void;

  constructor(
    doc: Y.Doc,
    readonly notes: Notes,
  ) {
    this.map = clustersIn(doc);
    for (const note of notes.all()) this.file(note.id);
    for (const id of this.map.keys()) this.read(id);
    for (const id of this.byId.keys()) {
      this.measure(id);
      this.refold(id, new Set());
    }
    this.map.observeDeep(this.heard);
    this.stopNotes = notes.listen((ids) => this.notesChanged(ids));
  }

  close(): void {
    this.map.unobserveDeep(this.heard);
    this.stopNotes();
    this.listeners.clear();
  }

  get(id: string): Cluster | undefined {
    return this.byId.get(id);
  }

  all(): IterableIterator<Cluster> {
    return this.byId.values();
  }

  get count(): number {
    return this.byId.size;
  }

  /** The client id under which the cluster was first made. */
  makerOf(id: string): number | undefined {
    return makerIn(this.map, id);
  }

  /** The cluster that a note is in. One that names a cluster which is not there is free. */
  of(note: Note): Cluster | undefined {
    return note.cluster === null ? undefined : this.byId.get(note.cluster);
  }

  /** True when the note lies by itself: in no cluster, and under no other. */
  isFree(note: Note): boolean {
    return this.of(note) === undefined && this.notes.coverOf(note.id) === undefined;
  }

  /** The notes that lie by themselves. */
  free(): Note[] {
    return [...this.notes.all()].filter((note) => this.isFree(note));
  }

  /** What is seen in the place of a note or cluster: the note that it lies under, the stack that it is in, or itself. */
  seenAs(id: string): string {
    const top = this.notes.coverOf(id) ?? id;
    return this.notes.isFolded(top) ? (this.namedBy.get(top) ?? top) : top;
  }

  membersOf(id: string): Note[] {
    return this.byId.has(id) ? [...(this.members.get(id)?.values() ?? [])] : [];
  }

  sizeOf(id: string): number {
    return this.byId.has(id) ? (this.members.get(id)?.size ?? 0) : 0;
  }

  /** The rectangle as it is seen. */
  rectOf(id: string): Rect | undefined {
    return this.rects.get(id);
  }

  /** True where a note or a cluster lies in the rectangle. */
  readonly isTaken = (rect: Rect): boolean =>
    this.notes.grid.within(rect).size > 0 || this.grid.within(rect).size > 0;

  /** The cluster that holds the point; the smallest where several do. */
  at(point: Point): Cluster | undefined {
    let found: Cluster | undefined;
    let smallest = Number.POSITIVE_INFINITY;
    for (const id of this.grid.within({ ...point, width: 0.5, height: 0.5 })) {
      const cluster = this.byId.get(id);
      const { width, height } = this.rects.get(id) ?? { width: 0, height: 0 };
      if (cluster === undefined || width * height >= smallest) continue;
      smallest = width * height;
      found = cluster;
    }
    return found;
  }

  listen(listener: ClustersListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private readonly heard = (events: Y.YEvent<Y.AbstractType<unknown>>[]) => {
    const ids = changedIn(events);
    const refolded = new Set<string>();
    for (const id of ids) {
      this.read(id);
      this.measure(id);
      this.refold(id, refolded);
    }
    this.tell(ids, refolded);
  };

  private notesChanged(ids: ReadonlySet<string>): void {
    const touched = new Set<string>();
    for (const id of ids) {
      const before = this.namedBy.get(id);
      const had = before === undefined ? undefined : this.members.get(before)?.get(id);
      const note = this.notes.get(id);
      if (
        had !== undefined &&
        note !== undefined &&
        had.cluster === note.cluster &&
        sameRect(had, note) &&
        this.notes.coverOf(id) === undefined
      ) {
        this.members.get(note.cluster ?? '')?.set(id, note);
        continue;
      }
      const after = this.file(id);
      if (before !== undefined) touched.add(before);
      if (after !== undefined) touched.add(after);
    }
    const refolded = new Set<string>();
    const changed = new Set<string>();
    for (const id of ids) this.refoldNote(id, refolded);
    for (const id of touched) {
      if (!this.byId.has(id)) continue;
      this.measure(id);
      changed.add(id);
    }
    if (changed.size > 0 || refolded.size > 0) this.tell(changed, refolded);
  }

  /** Files a note under the cluster it names now, and gives that cluster's id. */
  private file(id: string): string | undefined {
    const before = this.namedBy.get(id);
    const note = this.notes.get(id);
    // One that lies under another goes where that one goes.
    const isCovered = this.notes.coverOf(id) !== undefined;
    const after = isCovered ? undefined : (note?.cluster ?? undefined);
    if (before !== undefined && before !== after) {
      const members = this.members.get(before);
      members?.delete(id);
      if (members?.size === 0) this.members.delete(before);
    }
    if (note === undefined || after === undefined) {
      this.namedBy.delete(id);
      return undefined;
    }
    this.namedBy.set(id, after);
    const members = this.members.get(after);
    if (members === undefined) this.members.set(after, new Map([[id, note]]));
    else members.set(id, note);
    return after;
  }

  private read(id: string): void {
    const cluster = readCluster(id, this.map.get(id));
    if (cluster === null) this.byId.delete(id);
    else this.byId.set(id, cluster);
  }

  private measure(id: string): void {
    const cluster = this.byId.get(id);
    if (cluster === undefined) {
      this.rects.delete(id);
      this.grid.remove(id);
      return;
    }
    const spread = clusterRectAround(this.members.get(id)?.values() ?? []);
    const rect = spread === null || cluster.folded ? smallClusterRect(spread ?? cluster.at) : spread;
    this.rects.set(id, rect);
    this.grid.put(id, rect);
  }

  private refold(cluster: string, refolded: Set<string>): void {
    for (const id of this.members.get(cluster)?.keys() ?? []) this.refoldNote(id, refolded);
  }

  private refoldNote(id: string, refolded: Set<string>): void {
    const folded = this.byId.get(this.namedBy.get(id) ?? '')?.folded === true;
    if (this.notes.isFolded(id) === folded) return;
    this.notes.fold(id, folded);
    refolded.add(id);
  }

  private tell(clusters: ReadonlySet<string>, refolded: ReadonlySet<string>): void {
    for (const listener of this.listeners) listener(clusters, refolded);
  }
}

function sameRect(a: Rect, b: Rect): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}
