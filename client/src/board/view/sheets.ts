// The papers and cloths that are in the page: made as they come into view, shown, put where they are seen, taken out.

import type { Cluster } from '../model/cluster';
import type { Clusters } from '../model/clusters';
import { itemOfNote } from '../model/items';
import type { Note } from '../model/note';
import type { Notes } from '../model/notes';
import { byReading } from '../model/reading_order';
import { type ClothMarks, ClusterCloth } from './cluster_cloth';
import { Paper, type PaperMarks } from './paper';
import { type Entry, ReadingLayer } from './reading_layer';
import type { Whereabouts } from './whereabouts';

export interface MarksView {
  marksOf(note: Note): PaperMarks;
  clothMarksOf(cluster: Cluster): ClothMarks;
}

export class Sheets {
  readonly papers = new Map<string, Paper>();
  readonly cloths = new Map<string, ClusterCloth>();
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

  /** The note's paper, put into the page if it is out of view. */
  paper(id: string): Paper | undefined {
    const note = this.notes.get(id);
    return this.papers.get(id) ?? (note === undefined ? undefined : this.attachPaper(note));
  }

  /** The cluster's cloth, put into the page if it is out of view. */
  cloth(id: string): ClusterCloth | undefined {
    const cluster = this.clusters.get(id);
    return this.cloths.get(id) ?? (cluster === undefined ? undefined : this.attachCloth(cluster));
  }

  attachPaper(note: Note): Paper {
    const paper = new Paper(note.id, () => {
      const known = this.notes.get(note.id);
      return known === undefined ? null : itemOfNote(this.clusters, known);
    });
    this.papers.set(note.id, paper);
    paper.show(note);
    paper.mark(this.view.marksOf(note));
    this.placePaper(note.id, performance.now());
    paper.element.classList.toggle('note-carried', this.whereabouts.isElsewhere(note));
    this.reading.add(paper, this.isLifted(paper) ? this.hand : undefined);
    return paper;
  }

  attachCloth(cluster: Cluster): ClusterCloth {
    const cloth = new ClusterCloth(cluster.id, this.clusters);
    this.cloths.set(cluster.id, cloth);
    this.showCloth(cloth, cluster, performance.now());
    cloth.element.classList.toggle('cluster-carried', this.whereabouts.isShifted(cluster.id));
    this.reading.add(cloth, this.isLifted(cloth) ? this.hand : undefined);
    return cloth;
  }

  showCloth(cloth: ClusterCloth, cluster: Cluster, now: number): void {
    cloth.show(
      cluster,
      cluster.folded ? this.clusters.membersOf(cluster.id).sort(byReading) : [],
      this.clusters.sizeOf(cluster.id),
    );
    cloth.mark(this.view.clothMarksOf(cluster));
    this.settleCloth(cloth, cluster, now);
  }

  detachPaper(id: string): void {
    const paper = this.papers.get(id);
    if (paper === undefined) return;
    this.papers.delete(id);
    this.reading.remove(paper);
  }

  detachCloth(cloth: ClusterCloth): void {
    this.cloths.delete(cloth.id);
    this.whereabouts.clothsSettling.stop(cloth.id);
    this.reading.remove(cloth);
  }

  remarkPaper(id: string): void {
    const note = this.notes.get(id);
    if (note !== undefined) this.papers.get(id)?.mark(this.view.marksOf(note));
  }

  remark(id: string): void {
    this.remarkPaper(id);
    const cluster = this.clusters.get(id);
    if (cluster !== undefined) this.cloths.get(id)?.mark(this.view.clothMarksOf(cluster));
  }

  /** A note that is somewhere else than it was goes there for all to see, unless it is in somebody's hand. */
  settle(from: Note, to: Note, now: number): void {
    const { whereabouts } = this;
    if (whereabouts.lifted.has(to.id) || whereabouts.isElsewhere(to)) return;
    const { x, y } = whereabouts.ofNote(from, now);
    whereabouts.notesSettling.start(to.id, { ...to, x, y }, to, now);
  }

  settleCloth(cloth: ClusterCloth, cluster: Cluster, now: number): void {
    const { clothsSettling } = this.whereabouts;
    const from = cloth.placed;
    if (from !== null && this.whereabouts.liftedCluster !== cluster.id) {
      clothsSettling.stop(cluster.id);
      const to = this.whereabouts.ofCloth(cluster, now);
      clothsSettling.start(cluster.id, from, to, now);
    }
    this.placeCloth(cluster.id, now);
  }

  placePaper(id: string, now: number): void {
    const note = this.notes.get(id);
    const paper = this.papers.get(id);
    if (note === undefined || paper === undefined) return;
    const { x, y } = this.whereabouts.ofNote(note, now);
    paper.place(x, y);
  }

  placeCloth(id: string, now: number): void {
    const cluster = this.clusters.get(id);
    if (cluster !== undefined) this.cloths.get(id)?.place(this.whereabouts.ofCloth(cluster, now));
    else this.whereabouts.clothsSettling.stop(id);
  }

  isLifted(entry: Entry): boolean {
    const { lifted, liftedCluster } = this.whereabouts;
    if (entry instanceof Paper) return lifted.has(entry.id);
    return entry instanceof ClusterCloth && entry.id === liftedCluster;
  }
}
