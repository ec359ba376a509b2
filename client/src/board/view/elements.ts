// The notes and clusters that are in the page: made as they come into view, shown, put where they are seen, taken out.

import type { Cluster } from '../document/cluster';
import type { Clusters } from '../document/clusters';
import { itemOfNote } from '../document/items';
import type { Note } from '../document/note';
import type { Notes } from '../document/notes';
import { byReading } from '../document/reading_order';
import { ClusterElement, type ClusterMarks } from './cluster_element';
import { NoteElement, type NoteMarks } from './note_element';
import { type Entry, ReadingLayer } from './reading_layer';
import type { Whereabouts } from './whereabouts';

export interface MarksView {
  noteMarksOf(note: Note): NoteMarks;
  clusterMarksOf(cluster: Cluster): ClusterMarks;
}

export class Elements {
  readonly ofNotes = new Map<string, NoteElement>();
  readonly ofClusters = new Map<string, ClusterElement>();
  readonly reading: ReadingLayer;
  private readonly notes: Notes;

  constructor(
    private readonly clusters: Clusters,
    private readonly whereabouts: Whereabouts,
    private readonly view: MarksView,
    page: HTMLElement,
    /** What is in the hand hangs in here, after everything else. */
    private readonly hand: HTMLElement,
  ) {
    this.notes = clusters.notes;
    this.reading = new ReadingLayer(page, hand);
  }

  /** The note as it is shown, put into the page if it is out of view. */
  noteElement(id: string): NoteElement | undefined {
    const note = this.notes.get(id);
    return this.ofNotes.get(id) ?? (note === undefined ? undefined : this.attachNote(note));
  }

  /** The cluster as it is shown, put into the page if it is out of view. */
  clusterElement(id: string): ClusterElement | undefined {
    const cluster = this.clusters.get(id);
    return this.ofClusters.get(id) ?? (cluster === undefined ? undefined : this.attachCluster(cluster));
  }

  attachNote(note: Note): NoteElement {
    const noteElement = new NoteElement(note.id, () => {
      const known = this.notes.get(note.id);
      return known === undefined ? null : itemOfNote(this.clusters, known);
    });
    this.ofNotes.set(note.id, noteElement);
    noteElement.show(note);
    noteElement.mark(this.view.noteMarksOf(note));
    this.placeNote(note.id, performance.now());
    noteElement.element.classList.toggle('note-carried', this.whereabouts.isElsewhere(note));
    this.reading.add(noteElement, this.isLifted(noteElement) ? this.hand : undefined);
    return noteElement;
  }

  attachCluster(cluster: Cluster): ClusterElement {
    const clusterElement = new ClusterElement(cluster.id, this.clusters);
    this.ofClusters.set(cluster.id, clusterElement);
    this.showCluster(clusterElement, cluster, performance.now());
    clusterElement.element.classList.toggle('cluster-carried', this.whereabouts.isShifted(cluster.id));
    this.reading.add(clusterElement, this.isLifted(clusterElement) ? this.hand : undefined);
    return clusterElement;
  }

  showCluster(clusterElement: ClusterElement, cluster: Cluster, now: number): void {
    clusterElement.show(
      cluster,
      cluster.folded ? this.clusters.membersOf(cluster.id).sort(byReading) : [],
      this.clusters.sizeOf(cluster.id),
    );
    clusterElement.mark(this.view.clusterMarksOf(cluster));
    this.settleCluster(clusterElement, cluster, now);
  }

  detachNote(id: string): void {
    const noteElement = this.ofNotes.get(id);
    if (noteElement === undefined) return;
    this.ofNotes.delete(id);
    this.reading.remove(noteElement);
  }

  detachCluster(clusterElement: ClusterElement): void {
    this.ofClusters.delete(clusterElement.id);
    this.whereabouts.clustersSettling.stop(clusterElement.id);
    this.reading.remove(clusterElement);
  }

  remarkNote(id: string): void {
    const note = this.notes.get(id);
    if (note !== undefined) this.ofNotes.get(id)?.mark(this.view.noteMarksOf(note));
  }

  remark(id: string): void {
    this.remarkNote(id);
    const cluster = this.clusters.get(id);
    if (cluster !== undefined) this.ofClusters.get(id)?.mark(this.view.clusterMarksOf(cluster));
  }

  /** A note that is somewhere else than it was goes there for all to see, unless it is in somebody's hand. */
  settle(from: Note, to: Note, now: number): void {
    const { whereabouts } = this;
    if (whereabouts.lifted.has(to.id) || whereabouts.isElsewhere(to)) return;
    const { x, y } = whereabouts.ofNote(from, now);
    whereabouts.notesSettling.start(to.id, { ...to, x, y }, to, now);
  }

  settleCluster(clusterElement: ClusterElement, cluster: Cluster, now: number): void {
    const { clustersSettling } = this.whereabouts;
    const from = clusterElement.placed;
    if (from !== null && this.whereabouts.liftedCluster !== cluster.id) {
      clustersSettling.stop(cluster.id);
      const to = this.whereabouts.ofCluster(cluster, now);
      clustersSettling.start(cluster.id, from, to, now);
    }
    this.placeCluster(cluster.id, now);
  }

  placeNote(id: string, now: number): void {
    const note = this.notes.get(id);
    const noteElement = this.ofNotes.get(id);
    if (note === undefined || noteElement === undefined) return;
    const { x, y } = this.whereabouts.ofNote(note, now);
    noteElement.place(x, y);
  }

  placeCluster(id: string, now: number): void {
    const cluster = this.clusters.get(id);
    if (cluster !== undefined) this.ofClusters.get(id)?.place(this.whereabouts.ofCluster(cluster, now));
    else this.whereabouts.clustersSettling.stop(id);
  }

  isLifted(entry: Entry): boolean {
    const { lifted, liftedCluster } = this.whereabouts;
    if (entry instanceof NoteElement) return lifted.has(entry.id);
    return entry instanceof ClusterElement && entry.id === liftedCluster;
  }
}
