// The one layer that holds notes and clusters: moved and scaled as a whole, and holding only what is in view.

import './note.css';
import './cluster.css';
import { CLOTHS_MAX, FAR_SCALE, PAPERS_MAX } from '../limits';
import type { Cluster } from '../model/cluster';
import type { Clusters } from '../model/clusters';
import { itemOfNote } from '../model/items';
import type { Note } from '../model/note';
import type { Notes } from '../model/notes';
import { grown, overlap, type Point, type Rect, type Size, within } from '../model/point';
import { byReading } from '../model/reading_order';
import { type Camera, seen } from './camera';
import { type ClothMarks, ClusterCloth } from './cluster_cloth';
import { FarView } from './far_view';
import { Ghosts } from './ghosts';
import { Paper, type PaperMarks } from './paper';
import { type Entry, moveInto, ReadingLayer } from './reading_layer';
import { Whereabouts } from './whereabouts';

/** Notes this near to the window, in screen pixels, are already there when they come into view. */
const MARGIN_PX = 320;

/** They are looked for anew when the window has come this near to the edge of what was looked at. */
const MARGIN_LEFT_PX = 96;

/** The board rests when it has not moved for this long. */
const REST_MS = 180;

/** Below these scales titles are drawn larger than life, so that they can be read when notes cannot. */
const TITLES_LARGER_BELOW = 0.7;
const TITLES_LARGEST_BELOW = 0.35;

export interface WorldView {
  marksOf(note: Note): PaperMarks;
  clothMarksOf(cluster: Cluster): ClothMarks;
  selected(): ReadonlySet<string>;
  /** Notes and clusters that stay in the page also out of view: the current one, the one being written in. */
  pinned(): readonly string[];
}

export class World {
  readonly element = document.createElement('div');
  readonly far = new FarView();
  /** What a drop would make. */
  readonly ghosts = new Ghosts();
  readonly whereabouts: Whereabouts;
  private readonly notes: Notes;
  private readonly liftedElement = document.createElement('div');
  private readonly papers = new Map<string, Paper>();
  private readonly cloths = new Map<string, ClusterCloth>();
  private readonly reading: ReadingLayer;
  private stacked: Note[] | null = null;
  private camera: Camera = { x: 0, y: 0, scale: 1 };
  private size: Size = { width: 0, height: 0 };
  private resting: ReturnType<typeof setTimeout> | null = null;
  private looked: Rect | null = null;
  private lookedScale = 0;
  /** Notes are painted, and not in the page one by one. */
  isFar = false;

  constructor(
    private readonly clusters: Clusters,
    private readonly view: WorldView,
  ) {
    this.notes = clusters.notes;
    this.whereabouts = new Whereabouts(clusters);
    this.element.className = 'world';
    this.element.setAttribute('role', 'list');
    this.liftedElement.className = 'world-lifted';
    this.element.append(this.liftedElement, this.ghosts.element);
    this.reading = new ReadingLayer(this.element, this.liftedElement);
  }

  /** Looks through this camera: one style change, and what came into view or left it. */
  look(camera: Camera, size: Size): void {
    if (this.camera !== camera) this.keepLayer();
    this.camera = camera;
    this.size = size;
    const density = window.devicePixelRatio;
    const x = Math.round(camera.x * density) / density;
    const y = Math.round(camera.y * density) / density;
    this.element.style.transform = `translate(${x}px, ${y}px) scale(${camera.scale})`;
    const near = grown(seen(camera, size), MARGIN_LEFT_PX / camera.scale);
    if (this.looked === null || this.lookedScale !== camera.scale || !within(near, this.looked))
      this.gather();
    this.paintFar();
  }

  /** Moves what is on its way. True while anything is. */
  advance(now: number): boolean {
    const { notesSettling, clothsSettling } = this.whereabouts;
    const notes = notesSettling.ids();
    const cloths = clothsSettling.ids();
    for (const id of notes) this.placePaper(id, now);
    for (const id of cloths) this.placeCloth(id, now);
    // Those that were not drawn have arrived all the same.
    for (const note of this.notes.pick(notes)) notesSettling.at(note.id, note, now);
    if (notes.length > 0) this.paintFar(now);
    return notes.length > 0 || cloths.length > 0;
  }

  /**
   * While the board moves it is one layer of the compositor, which is moved without being painted. Kept for good it
   * would stay as sharp as it was at the first scale: it goes when the board rests, and the words are drawn anew.
   */
  private keepLayer(): void {
    if (this.resting === null) this.element.classList.add('world-moving');
    else clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      this.resting = null;
      this.element.classList.remove('world-moving');
    }, REST_MS);
  }

  /** Shows what changed of these notes; `before` is what was known of them. */
  refresh(ids: Iterable<string>, before: ReadonlyMap<string, Note>): void {
    this.stacked = null;
    const now = performance.now();
    const moved = new Set<Entry>();
    for (const id of ids) {
      const note = this.notes.get(id);
      if (note === undefined) {
        this.detachPaper(id);
        this.whereabouts.notesSettling.stop(id);
        continue;
      }
      const had = before.get(id);
      if (had !== undefined) this.settle(had, note, now);
      const paper = this.papers.get(id);
      if (paper === undefined) continue;
      paper.show(note);
      paper.mark(this.view.marksOf(note));
      this.placePaper(id, now);
      if (had?.x !== note.x || had.y !== note.y || had.cluster !== note.cluster) moved.add(paper);
    }
    if (moved.size > 0) this.reading.resort(moved);
    this.gather();
    this.paintFar();
  }

  /** Shows what changed of these clusters. */
  refreshClusters(ids: ReadonlySet<string>): void {
    const now = performance.now();
    const moved = new Set<Entry>();
    for (const id of ids) {
      const cluster = this.clusters.get(id);
      const cloth = this.cloths.get(id);
      if (cluster === undefined) {
        if (cloth !== undefined) this.detachCloth(cloth);
        continue;
      }
      for (const { id: member } of this.clusters.membersOf(id)) {
        const paper = this.papers.get(member);
        if (paper !== undefined) moved.add(paper);
      }
      if (cloth === undefined) continue;
      this.showCloth(cloth, cluster, now);
      moved.add(cloth);
    }
    if (moved.size > 0) this.reading.resort(moved);
    for (const paper of moved) if (paper instanceof Paper) this.remarkPaper(paper.id);
    this.gather();
    this.paintFar();
  }

  /** Shows marks anew: who selected, who writes, what the words are called. */
  remark(ids: Iterable<string> = [...this.papers.keys(), ...this.cloths.keys()]): void {
    for (const id of ids) {
      this.remarkPaper(id);
      const cluster = this.clusters.get(id);
      if (cluster !== undefined) this.cloths.get(id)?.mark(this.view.clothMarksOf(cluster));
    }
    this.paintFar();
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

  attached(id: string): Paper | undefined {
    return this.papers.get(id);
  }

  attachedCloth(id: string): ClusterCloth | undefined {
    return this.cloths.get(id);
  }

  /** Takes notes up, and their cluster's cloth: from now on they move together and cost one style change. */
  lift(ids: ReadonlySet<string>, cluster: string | null = null): void {
    this.whereabouts.lift(ids, cluster);
    this.element.classList.add('world-dragging');
    for (const entry of this.reading.all()) {
      if (this.isLifted(entry)) moveInto(this.liftedElement, entry.element, null);
    }
  }

  carry(offset: Point): void {
    const { whereabouts } = this;
    whereabouts.offset = offset;
    this.liftedElement.style.translate = `${offset.x}px ${offset.y}px`;
    if (whereabouts.lifted.size > this.papers.size) this.gather();
    this.paintFar();
  }

  /** Shows what a drop would do: cloths as they would be. */
  foresee(outlook: ReadonlyMap<string, Rect | null>): void {
    const { whereabouts } = this;
    const touched = new Set([...whereabouts.outlook.keys(), ...outlook.keys()]);
    const now = performance.now();
    whereabouts.outlook = outlook;
    for (const id of touched) {
      const cluster = this.clusters.get(id);
      const cloth = this.cloths.get(id);
      if (cluster === undefined || cloth === undefined) continue;
      cloth.element.classList.toggle('cluster-leaving', outlook.get(id) === null);
      this.settleCloth(cloth, cluster, now);
    }
  }

  /** Lays the lifted notes down where the document says they are; what was carried comes from where it was seen. */
  layDown(places: ReadonlyMap<string, Point>): void {
    const { whereabouts } = this;
    const { lifted, liftedCluster, offset } = whereabouts;
    this.foresee(new Map());
    whereabouts.layDown();
    this.liftedElement.style.translate = '';
    this.element.classList.remove('world-dragging');
    const now = performance.now();
    const changed = new Set<Entry>();
    for (const entry of this.reading.all()) {
      if (entry instanceof Paper && lifted.has(entry.id)) {
        const note = this.notes.get(entry.id);
        const from = places.get(entry.id);
        if (note !== undefined && from !== undefined) {
          this.settle({ ...note, x: from.x + offset.x, y: from.y + offset.y }, note, now);
        }
        this.placePaper(entry.id, now);
      } else if (!(entry instanceof ClusterCloth && entry.id === liftedCluster)) continue;
      this.reading.putInOrder(entry);
      changed.add(entry);
    }
    if (liftedCluster !== null) this.placeCloth(liftedCluster, now);
    if (changed.size > 0) this.reading.resort(changed);
    this.gather();
    this.paintFar();
  }

  /** Shows a note where somebody else is dragging it; null when it is back where the document says. */
  carriedElsewhere(id: string, place: Point | null): void {
    const note = this.notes.get(id);
    const now = performance.now();
    const from = note === undefined ? null : this.whereabouts.ofNote(note, now);
    const was = this.whereabouts.setElsewhere(id, place);
    if (note === undefined || from === null || this.whereabouts.lifted.has(id)) return;
    if (place === null) this.settle({ ...note, x: from.x, y: from.y }, note, now);
    this.showElsewhere(note, was !== (place !== null) ? place !== null : null);
    this.paintFar();
  }

  /** Shows a cluster as far from its place as somebody else has dragged it; null when it is back. */
  clusterElsewhere(id: string, by: Point | null): void {
    const was = this.whereabouts.isShifted(id);
    this.whereabouts.setShift(id, by);
    if (this.whereabouts.liftedCluster === id) return;
    const cluster = this.clusters.get(id);
    const now = performance.now();
    if (cluster !== undefined && !this.cloths.has(id) && this.isIn(this.whereabouts.ofCloth(cluster, now))) {
      this.attachCloth(cluster);
    }
    this.placeCloth(id, now);
    const change = was !== (by !== null) ? by !== null : null;
    if (change !== null) this.cloths.get(id)?.element.classList.toggle('cluster-carried', change);
    for (const note of this.clusters.membersOf(id)) {
      if (!this.whereabouts.lifted.has(note.id) && !this.notes.isFolded(note.id)) {
        this.showElsewhere(note, change);
      }
    }
    this.paintFar();
  }

  /** The topmost note at a board point, for when notes are painted rather than real elements. */
  noteAt(point: Point): Note | undefined {
    let top: Note | undefined;
    for (const note of this.notes.pick(this.notes.grid.within({ ...point, width: 1, height: 1 }))) {
      if (top === undefined || note.z >= top.z) top = note;
    }
    return top;
  }

  private showElsewhere(note: Note, carried: boolean | null): void {
    const now = performance.now();
    const at = this.whereabouts.ofNote(note, now);
    if (!this.papers.has(note.id) && !this.isFar && this.isIn({ ...note, x: at.x, y: at.y })) {
      this.attachPaper(note);
    }
    this.placePaper(note.id, now);
    if (carried !== null) this.papers.get(note.id)?.element.classList.toggle('note-carried', carried);
  }

  /** Puts in what came into view and takes out what left it. */
  private gather(): void {
    if (this.size.width === 0) return;
    const { scale } = this.camera;
    const area = grown(seen(this.camera, this.size), MARGIN_PX / scale);
    this.looked = area;
    this.lookedScale = scale;
    const wanted = this.whereabouts.notesIn(area);
    this.isFar = scale < FAR_SCALE && wanted.size > PAPERS_MAX;
    this.element.classList.toggle('world-far', this.isFar);
    const reach = scale < TITLES_LARGEST_BELOW ? 'far' : scale < TITLES_LARGER_BELOW ? 'middle' : 'near';
    if (this.element.dataset.reach !== reach) this.element.dataset.reach = reach;
    if (this.isFar) wanted.clear();
    const cloths = new Set([...this.whereabouts.clothsIn(area, performance.now())].slice(0, CLOTHS_MAX));
    for (const id of this.view.pinned()) {
      if (this.notes.get(id) !== undefined) wanted.add(id);
      if (this.clusters.get(id) !== undefined) cloths.add(id);
    }
    for (const [id, cloth] of [...this.cloths]) if (!cloths.has(id)) this.detachCloth(cloth);
    for (const id of [...this.papers.keys()]) if (!wanted.has(id)) this.detachPaper(id);
    for (const id of cloths) this.cloth(id);
    for (const note of this.notes.pick(wanted)) if (!this.papers.has(note.id)) this.attachPaper(note);
  }

  private isIn(rect: Rect): boolean {
    return this.looked !== null && overlap(rect, this.looked);
  }

  private attachPaper(note: Note): Paper {
    const paper = new Paper(note.id, () => {
      const known = this.notes.get(note.id);
      return known === undefined ? null : itemOfNote(this.clusters, known);
    });
    this.papers.set(note.id, paper);
    paper.show(note);
    paper.mark(this.view.marksOf(note));
    this.placePaper(note.id, performance.now());
    paper.element.classList.toggle('note-carried', this.whereabouts.isElsewhere(note));
    this.reading.add(paper, this.isLifted(paper) ? this.liftedElement : undefined);
    return paper;
  }

  private attachCloth(cluster: Cluster): ClusterCloth {
    const cloth = new ClusterCloth(cluster.id, this.clusters);
    this.cloths.set(cluster.id, cloth);
    this.showCloth(cloth, cluster, performance.now());
    cloth.element.classList.toggle('cluster-carried', this.whereabouts.isShifted(cluster.id));
    this.reading.add(cloth, this.isLifted(cloth) ? this.liftedElement : undefined);
    return cloth;
  }

  private showCloth(cloth: ClusterCloth, cluster: Cluster, now: number): void {
    cloth.show(
      cluster,
      cluster.folded ? this.clusters.membersOf(cluster.id).sort(byReading) : [],
      this.clusters.sizeOf(cluster.id),
    );
    cloth.mark(this.view.clothMarksOf(cluster));
    this.settleCloth(cloth, cluster, now);
  }

  private detachPaper(id: string): void {
    const paper = this.papers.get(id);
    if (paper === undefined) return;
    this.papers.delete(id);
    this.reading.remove(paper);
  }

  private detachCloth(cloth: ClusterCloth): void {
    this.cloths.delete(cloth.id);
    this.whereabouts.clothsSettling.stop(cloth.id);
    this.reading.remove(cloth);
  }

  private remarkPaper(id: string): void {
    const note = this.notes.get(id);
    if (note !== undefined) this.papers.get(id)?.mark(this.view.marksOf(note));
  }

  /** A note that is somewhere else than it was goes there for all to see, unless it is in somebody's hand. */
  private settle(from: Note, to: Note, now: number): void {
    if (this.whereabouts.lifted.has(to.id) || this.whereabouts.isElsewhere(to)) return;
    const seenAt = this.whereabouts.notesSettling.at(to.id, from, now);
    this.whereabouts.notesSettling.start(
      to.id,
      { ...from, x: seenAt.x, y: seenAt.y, height: to.height },
      to,
      now,
    );
  }

  private settleCloth(cloth: ClusterCloth, cluster: Cluster, now: number): void {
    const { clothsSettling } = this.whereabouts;
    const from = cloth.placed;
    if (from !== null) {
      clothsSettling.stop(cluster.id);
      const to = this.whereabouts.ofCloth(cluster, now);
      clothsSettling.start(cluster.id, from, to, now);
    }
    this.placeCloth(cluster.id, now);
  }

  private placePaper(id: string, now: number): void {
    const note = this.notes.get(id);
    const paper = this.papers.get(id);
    if (note === undefined || paper === undefined) return;
    const { x, y } = this.whereabouts.ofNote(note, now);
    paper.place(x, y);
  }

  private placeCloth(id: string, now: number): void {
    const cluster = this.clusters.get(id);
    if (cluster !== undefined) this.cloths.get(id)?.place(this.whereabouts.ofCloth(cluster, now));
    else this.whereabouts.clothsSettling.stop(id);
  }

  private isLifted(entry: Entry): boolean {
    const { lifted, liftedCluster } = this.whereabouts;
    if (entry instanceof Paper) return lifted.has(entry.id);
    return entry instanceof ClusterCloth && entry.id === liftedCluster;
  }

  private paintFar(now = performance.now()): void {
    if (!this.isFar) {
      this.far.clear();
      return;
    }
    this.stacked ??= [...this.notes.shown()].sort((a, b) => a.z - b.z);
    const cloths = [...this.clusters.all()].map((cluster) => ({
      color: cluster.color,
      rect: this.whereabouts.seenCloth(cluster, now),
    }));
    const placeOf = (note: Note) => this.whereabouts.seenNote(note, now);
    this.far.paint(cloths, this.stacked, placeOf, this.view.selected(), this.camera, this.size);
  }
}
