// The one layer that holds notes and clusters: moved and scaled as a whole, and holding only what is in view.

import './note.css';
import './cluster.css';
import type { Clusters } from '../document/clusters';
import type { Note } from '../document/note';
import type { Notes } from '../document/notes';
import { grown, overlap, type Point, type Rect, type Size, within } from '../document/point';
import type { Section } from '../document/sections';
import { CLUSTER_ELEMENTS_MAX, FAR_SCALE, NOTE_ELEMENTS_MAX } from '../limits';
import { type Camera, seen } from './camera';
import { ClusterElement } from './cluster_element';
import { Elements, type MarksView } from './elements';
import { FarView } from './far_view';
import { Ghosts } from './ghosts';
import { Guides } from './guides';
import type { Laying } from './laying';
import { NoteElement } from './note_element';
import { type Entry, moveInto } from './reading_layer';
import { SectionAreas } from './section_areas';
import { CARDS_BELOW, type TitleReach, titlePx, titleReach } from './title_size';
import { Whereabouts } from './whereabouts';

/** Notes this near to the window, in screen pixels, are already there when they come into view. */
const MARGIN_PX = 320;

/** They are looked for anew when the window has come this near to the edge of what was looked at. */
const MARGIN_LEFT_PX = 96;

/** The board rests when it has not moved for this long. */
const REST_MS = 180;

export interface WorldView extends MarksView {
  marked(note: string): boolean;
  /** Notes and clusters that stay in the page also out of view: the current one, the one being written in. */
  pinned(): readonly string[];
}

/** Shows clusters as cards, from so far that no note can be read. */
export interface ClusterCards {
  /** These at this scale, and no others; null where notes can be read. */
  show(elements: Iterable<ClusterElement>, scale: number | null): void;
}

export class World {
  readonly element = document.createElement('div');
  readonly far = new FarView();
  /** What a drop would make. */
  readonly ghosts = new Ghosts();
  readonly guides = new Guides();
  private readonly sections = new SectionAreas();
  readonly whereabouts: Whereabouts;
  private laying: Laying | null = null;
  private readonly notes: Notes;
  private readonly liftedElement = document.createElement('div');
  private readonly elements: Elements;
  /** Where the cluster in the hand lay when it was lifted. */
  private clusterFrom: Rect | null = null;
  private stacked: Note[] | null = null;
  private camera: Camera = { x: 0, y: 0, scale: 1 };
  private size: Size = { width: 0, height: 0 };
  private resting: ReturnType<typeof setTimeout> | null = null;
  private looked: Rect | null = null;
  private lookedScale = 0;
  private reach: TitleReach = 'near';
  private titlePx = 0;
  /** Notes are painted, and not in the page one by one. */
  isFar = false;
  /** No note can be read: clusters are cards. */
  isCards = false;
  private cards: ClusterCards | null = null;

  constructor(
    private readonly clusters: Clusters,
    private readonly view: WorldView,
  ) {
    this.notes = clusters.notes;
    this.whereabouts = new Whereabouts(clusters);
    this.element.className = 'world';
    this.element.setAttribute('role', 'list');
    this.liftedElement.className = 'world-lifted';
    this.element.append(this.liftedElement, this.ghosts.element, this.guides.element, this.sections.element);
    this.elements = new Elements(clusters, this.whereabouts, view, this.element, this.liftedElement);
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
      this.attachInView();
    this.paintFar();
  }

  /** Once what draws cards is here. */
  setCards(cards: ClusterCards): void {
    this.cards = cards;
    this.attachInView();
  }

  private showCards(): void {
    this.cards?.show(this.elements.ofClusters.values(), this.isCards ? this.camera.scale : null);
  }

  /** Once what lets notes fly is here; before, they are there at once. */
  setLaying(laying: Laying): void {
    this.laying = laying;
  }

  /** Lets these notes, which were just laid for all, come one after another; `from` says where on the board each comes from by then. */
  lay(notes: readonly Note[], from: (note: Note) => Point | null): void {
    if (this.isFar) return;
    const now = performance.now();
    this.laying?.start(notes, now, from);
    this.advanceLaying(now);
  }

  private advanceLaying(now: number): boolean {
    const { laying } = this;
    const ids = laying?.ids() ?? [];
    for (const note of this.notes.pick(ids)) {
      this.elements.ofNotes
        .get(note.id)
        ?.come(laying?.of(note.id, now) ?? 'there', () => laying?.flightOf(note) ?? null);
    }
    return ids.length > 0;
  }

  /** Moves what is on its way. True while anything is. */
  advance(now: number): boolean {
    const isLaying = this.advanceLaying(now);
    const { notesSettling, clustersSettling } = this.whereabouts;
    const notes = notesSettling.ids();
    const clusters = clustersSettling.ids();
    for (const id of notes) this.elements.placeNote(id, now);
    for (const id of clusters) this.elements.placeCluster(id, now);
    if (notes.length > 0 || clusters.length > 0) this.paintFar(now);
    notesSettling.end(now);
    clustersSettling.end(now);
    return isLaying || notes.length > 0 || clusters.length > 0;
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
        this.elements.detachNote(id);
        this.whereabouts.notesSettling.stop(id);
        this.laying?.stop(id);
        continue;
      }
      const had = before.get(id);
      if (had !== undefined) this.elements.settle(had, note, now);
      const noteElement = this.elements.ofNotes.get(id);
      if (noteElement === undefined) continue;
      noteElement.show(note);
      noteElement.mark(this.view.noteMarksOf(note));
      noteElement.element.classList.toggle('note-carried', this.whereabouts.isElsewhere(note));
      this.elements.placeNote(id, now);
      if (had?.x !== note.x || had.y !== note.y || had.cluster !== note.cluster) moved.add(noteElement);
    }
    if (moved.size > 0) this.elements.reading.resort(moved);
    this.attachInView();
    this.paintFar();
  }

  /** Shows exactly these sections, and what may be done in each where that is something else than elsewhere. */
  showSections(sections: readonly Section[], rightOf: (section: string) => string | null): void {
    this.sections.show(sections, rightOf);
    this.paintFar();
  }

  /** Shows what changed of these clusters. */
  refreshClusters(ids: ReadonlySet<string>): void {
    const now = performance.now();
    const moved = new Set<Entry>();
    for (const id of ids) {
      const cluster = this.clusters.get(id);
      const clusterElement = this.elements.ofClusters.get(id);
      if (cluster === undefined) {
        if (clusterElement !== undefined) this.elements.detachCluster(clusterElement);
        continue;
      }
      for (const { id: member } of this.clusters.membersOf(id)) {
        const noteElement = this.elements.ofNotes.get(member);
        if (noteElement !== undefined) moved.add(noteElement);
      }
      if (clusterElement === undefined) continue;
      this.elements.showCluster(clusterElement, cluster, now);
      moved.add(clusterElement);
    }
    if (moved.size > 0) this.elements.reading.resort(moved);
    for (const noteElement of moved)
      if (noteElement instanceof NoteElement) this.elements.remarkNote(noteElement.id);
    this.attachInView();
    this.paintFar();
  }

  /** Shows marks anew: who selected, who writes, what the words are called. */
  remark(
    ids: Iterable<string> = [...this.elements.ofNotes.keys(), ...this.elements.ofClusters.keys()],
  ): void {
    for (const id of ids) {
      this.elements.remark(id);
    }
    this.showCards();
    this.paintFar();
  }

  /** The note as it is shown, put into the page if it is out of view. */
  noteElement(id: string): NoteElement | undefined {
    return this.elements.noteElement(id);
  }

  /** The cluster as it is shown, put into the page if it is out of view. */
  clusterElement(id: string): ClusterElement | undefined {
    return this.elements.clusterElement(id);
  }

  attachedNote(id: string): NoteElement | undefined {
    return this.elements.ofNotes.get(id);
  }

  attachedCluster(id: string): ClusterElement | undefined {
    return this.elements.ofClusters.get(id);
  }

  /** Takes notes up, or a whole cluster: from now on they move together and cost one style change. */
  lift(ids: ReadonlySet<string>, cluster: string | null = null): void {
    this.whereabouts.lift(ids, cluster);
    this.clusterFrom = this.elements.ofClusters.get(cluster ?? '')?.placed ?? null;
    this.element.classList.add('world-dragging');
    for (const entry of this.elements.reading.all()) {
      if (this.elements.isLifted(entry)) moveInto(this.liftedElement, entry.element, null);
    }
  }

  carry(offset: Point): void {
    const { whereabouts } = this;
    whereabouts.offset = offset;
    this.liftedElement.style.translate = `${offset.x}px ${offset.y}px`;
    if (whereabouts.lifted.size > this.elements.ofNotes.size) this.attachInView();
    this.paintFar();
  }

  /** Shows what a drop would do: clusters as they would be. */
  foresee(outlook: ReadonlyMap<string, Rect | null>): void {
    const { whereabouts } = this;
    const touched = new Set([...whereabouts.outlook.keys(), ...outlook.keys()]);
    const now = performance.now();
    whereabouts.outlook = outlook;
    for (const id of touched) {
      const cluster = this.clusters.get(id);
      const clusterElement = this.elements.ofClusters.get(id);
      if (cluster === undefined || clusterElement === undefined) continue;
      clusterElement.element.classList.toggle('cluster-leaving', outlook.get(id) === null);
      this.elements.settleCluster(clusterElement, cluster, now);
    }
  }

  /** Shows notes where they would lie, and clusters as they would be; nothing is changed. None: all is as it is. */
  propose(places: ReadonlyMap<string, Point>, outlook: ReadonlyMap<string, Rect | null>): void {
    const { whereabouts } = this;
    const now = performance.now();
    const touched = this.notes.pick(new Set([...whereabouts.proposed.keys(), ...places.keys()]));
    const before = touched.map((note) => ({ ...note, ...whereabouts.ofNote(note, now) }));
    whereabouts.proposed = places;
    this.element.classList.toggle('world-proposed', places.size > 0);
    for (const from of before) {
      const note = this.notes.get(from.id);
      if (note === undefined || whereabouts.isElsewhere(note) || whereabouts.lifted.has(note.id)) continue;
      whereabouts.notesSettling.start(note.id, from, { ...note, ...places.get(note.id) }, now);
      this.elements.placeNote(note.id, now);
    }
    this.foresee(outlook);
    this.attachInView();
    this.paintFar();
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
    for (const entry of this.elements.reading.all()) {
      if (entry instanceof NoteElement && lifted.has(entry.id)) {
        const note = this.notes.get(entry.id);
        const from = places.get(entry.id);
        if (note !== undefined && from !== undefined) {
          this.elements.settle({ ...note, x: from.x + offset.x, y: from.y + offset.y }, note, now);
        }
        this.elements.placeNote(entry.id, now);
      } else if (!(entry instanceof ClusterElement && entry.id === liftedCluster)) continue;
      this.elements.reading.putInOrder(entry);
      changed.add(entry);
    }
    this.layDownCluster(liftedCluster, offset, now);
    if (changed.size > 0) this.elements.reading.resort(changed);
    this.attachInView();
    this.paintFar();
  }

  private layDownCluster(id: string | null, offset: Point, now: number): void {
    const cluster = this.clusters.get(id ?? '');
    const lay = this.clusterFrom;
    if (cluster === undefined || lay === null) return;
    const from = { ...lay, x: lay.x + offset.x, y: lay.y + offset.y };
    const to = this.whereabouts.ofCluster(cluster, now);
    this.whereabouts.clustersSettling.start(cluster.id, from, to, now);
    this.elements.placeCluster(cluster.id, now);
  }

  /** Shows a note where somebody else is dragging it; null when it is back where the document says. */
  carriedElsewhere(id: string, place: Point | null): void {
    const note = this.notes.get(id);
    const now = performance.now();
    const from = note === undefined ? null : this.whereabouts.ofNote(note, now);
    const was = this.whereabouts.setElsewhere(id, place);
    if (note === undefined || from === null || this.whereabouts.lifted.has(id)) return;
    if (place === null) this.elements.settle({ ...note, x: from.x, y: from.y }, note, now);
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
    if (
      cluster !== undefined &&
      !this.elements.ofClusters.has(id) &&
      this.isIn(this.whereabouts.ofCluster(cluster, now))
    ) {
      this.elements.attachCluster(cluster);
    }
    this.elements.placeCluster(id, now);
    const change = was !== (by !== null) ? by !== null : null;
    if (change !== null)
      this.elements.ofClusters.get(id)?.element.classList.toggle('cluster-carried', change);
    for (const note of this.clusters.membersOf(id)) {
      if (!this.whereabouts.lifted.has(note.id) && !this.notes.isHidden(note.id)) {
        this.showElsewhere(note, change);
      }
    }
    this.paintFar();
  }

  private showElsewhere(note: Note, carried: boolean | null): void {
    const now = performance.now();
    const at = this.whereabouts.ofNote(note, now);
    if (!this.elements.ofNotes.has(note.id) && !this.isFar && this.isIn({ ...note, x: at.x, y: at.y })) {
      this.elements.attachNote(note);
    }
    this.elements.placeNote(note.id, now);
    if (carried !== null)
      this.elements.ofNotes.get(note.id)?.element.classList.toggle('note-carried', carried);
  }

  /** Puts in what came into view and takes out what left it. */
  private attachInView(): void {
    if (this.size.width === 0) return;
    const { scale } = this.camera;
    const area = grown(seen(this.camera, this.size), MARGIN_PX / scale);
    this.looked = area;
    this.lookedScale = scale;
    const wanted = this.whereabouts.notesIn(area);
    this.isFar = scale < FAR_SCALE && wanted.size > NOTE_ELEMENTS_MAX;
    this.element.classList.toggle('world-far', this.isFar);
    this.entitle(titleReach(scale), scale);
    if (this.isFar) wanted.clear();
    const inView = new Set(
      [...this.whereabouts.clustersIn(area, performance.now())].slice(0, CLUSTER_ELEMENTS_MAX),
    );
    for (const id of this.view.pinned()) {
      if (this.notes.get(id) !== undefined) wanted.add(id);
      if (this.clusters.get(id) !== undefined) inView.add(id);
    }
    for (const [id, clusterElement] of [...this.elements.ofClusters])
      if (!inView.has(id)) this.elements.detachCluster(clusterElement);
    for (const id of [...this.elements.ofNotes.keys()]) if (!wanted.has(id)) this.elements.detachNote(id);
    for (const id of inView) this.elements.clusterElement(id);
    for (const note of this.notes.pick(wanted))
      if (!this.elements.ofNotes.has(note.id)) this.elements.attachNote(note);
    this.showCards();
  }

  private entitle(reach: TitleReach, scale: number): void {
    if (this.reach !== reach) this.element.dataset.reach = reach;
    this.reach = reach;
    this.isCards = scale < CARDS_BELOW;
    this.element.classList.toggle('world-cards', this.isCards);
    const px = reach === 'map' ? titlePx(scale) : 0;
    if (px !== this.titlePx) this.element.style.setProperty('--title-size', `${px}px`);
    this.titlePx = px;
  }

  private isIn(rect: Rect): boolean {
    return this.looked !== null && overlap(rect, this.looked);
  }

  private paintFar(now = performance.now()): void {
    // Where titles lie over notes, their clusters cannot hold both: those are painted under the notes.
    if (!this.isFar && this.reach !== 'map') {
      this.far.clear();
      return;
    }
    if (this.isFar) this.stacked ??= [...this.notes.shown()].sort((a, b) => a.z - b.z);
    const stacked = this.isFar ? (this.stacked ?? []) : [];
    const clusters = [...this.clusters.all()].map((cluster) => ({
      ...this.whereabouts.seenCluster(cluster, now),
      color: cluster.color,
    }));
    const placeOf = (note: Note) => this.whereabouts.seenNote(note, now);
    this.far.paint(this.sections.shown, clusters, stacked, placeOf, this.view.marked, this.camera, this.size);
  }
}
