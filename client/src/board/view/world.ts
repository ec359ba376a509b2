// The one layer that holds the notes: moved and scaled as a whole, and holding only what is in view.

import './note.css';
import { FAR_SCALE, PAPERS_MAX } from '../limits';
import type { Note } from '../model/note';
import type { Notes } from '../model/notes';
import { grown, overlap, type Point, type Rect, type Size, within } from '../model/point';
import { byReading } from '../model/reading_order';
import { type Camera, seen } from './camera';
import { FarView } from './far_view';
import { Paper, type PaperMarks } from './paper';

/** Notes this near to the window, in screen pixels, are already there when they come into view. */
const MARGIN_PX = 320;

/** They are looked for anew when the window has come this near to the edge of what was looked at. */
const MARGIN_LEFT_PX = 96;

/** The board rests when it has not moved for this long. */
const REST_MS = 180;

const AT_HOME: Point = { x: 0, y: 0 };

export interface WorldView {
  marksOf(note: Note): PaperMarks;
  selected(): ReadonlySet<string>;
  /** Notes that stay in the page also out of view: the current one, the one being written in. */
  pinned(): readonly string[];
}

export class World {
  readonly element = document.createElement('div');
  readonly far = new FarView();
  private readonly liftedElement = document.createElement('div');
  private readonly papers = new Map<string, Paper>();
  /** Ids of the papers, as they stand in the page: in reading order. */
  private readonly order: string[] = [];
  private lifted: ReadonlySet<string> = new Set();
  private offset: Point = AT_HOME;
  /** Where others are dragging notes to just now. */
  private readonly elsewhere = new Map<string, Point>();
  private stacked: Note[] | null = null;
  private camera: Camera = { x: 0, y: 0, scale: 1 };
  private size: Size = { width: 0, height: 0 };
  private resting: ReturnType<typeof setTimeout> | null = null;
  private looked: Rect | null = null;
  private lookedScale = 0;
  /** Notes are painted, and not in the page one by one. */
  isFar = false;

  constructor(
    private readonly notes: Notes,
    private readonly view: WorldView,
  ) {
    this.element.className = 'world';
    this.element.setAttribute('role', 'list');
    this.liftedElement.className = 'world-lifted';
    this.element.append(this.liftedElement);
  }

  /** Looks through this camera: one style change, and the notes that came into view or left it. */
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

  /** Shows what changed of these notes. */
  refresh(ids: Iterable<string>): void {
    this.stacked = null;
    for (const id of ids) {
      const paper = this.papers.get(id);
      const note = this.notes.get(id);
      if (paper === undefined) continue;
      if (note === undefined) {
        this.detach(id);
        continue;
      }
      paper.show(note);
      paper.mark(this.view.marksOf(note));
      const place = this.elsewhere.get(id);
      if (place !== undefined) paper.place(place.x, place.y);
      this.reorder(paper, note);
    }
    this.gather();
    this.paintFar();
  }

  /** Shows marks anew: who selected, who writes, what the words are called. */
  remark(ids: Iterable<string> = this.papers.keys()): void {
    for (const id of ids) {
      const note = this.notes.get(id);
      if (note !== undefined) this.papers.get(id)?.mark(this.view.marksOf(note));
    }
    this.paintFar();
  }

  /** The note's paper, put into the page if it is out of view. */
  paper(id: string): Paper | undefined {
    const note = this.notes.get(id);
    return this.papers.get(id) ?? (note === undefined ? undefined : this.attach(note));
  }

  attached(id: string): Paper | undefined {
    return this.papers.get(id);
  }

  /** Takes notes up: from now on they move together and cost one style change. */
  lift(ids: ReadonlySet<string>): void {
    this.lifted = ids;
    this.offset = AT_HOME;
    this.element.classList.add('world-dragging');
    for (const id of this.order) {
      const paper = this.papers.get(id);
      if (ids.has(id) && paper !== undefined) moveInto(this.liftedElement, paper.element, null);
    }
  }

  carry(offset: Point): void {
    this.offset = offset;
    this.liftedElement.style.translate = `${offset.x}px ${offset.y}px`;
    if (this.lifted.size > this.papers.size) this.gather();
    this.paintFar();
  }

  /** Lays the lifted notes down where the document says they are. */
  layDown(): void {
    const lifted = this.lifted;
    this.lifted = new Set();
    this.offset = AT_HOME;
    this.liftedElement.style.translate = '';
    this.element.classList.remove('world-dragging');
    for (const id of this.order) {
      const paper = this.papers.get(id);
      if (lifted.has(id) && paper !== undefined) this.putInOrder(paper);
    }
    this.gather();
    this.paintFar();
  }

  /** Shows a note where somebody else is dragging it; null when it is back where the document says. */
  carriedElsewhere(id: string, place: Point | null): void {
    const note = this.notes.get(id);
    const wasKnown = this.elsewhere.has(id);
    if (place === null) this.elsewhere.delete(id);
    else this.elsewhere.set(id, place);
    if (note === undefined || this.lifted.has(id)) return;
    const at = place ?? note;
    const paper = this.papers.get(id) ?? (this.isIn(note, at) && !this.isFar ? this.attach(note) : undefined);
    paper?.place(at.x, at.y);
    if (wasKnown !== (place !== null)) paper?.element.classList.toggle('note-carried', place !== null);
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

  /** Puts in what came into view and takes out what left it. */
  private gather(): void {
    if (this.size.width === 0) return;
    const area = grown(seen(this.camera, this.size), MARGIN_PX / this.camera.scale);
    this.looked = area;
    this.lookedScale = this.camera.scale;
    const wanted = this.inArea(area);
    this.isFar = this.camera.scale < FAR_SCALE && wanted.size > PAPERS_MAX;
    if (this.isFar) wanted.clear();
    for (const id of this.view.pinned()) wanted.add(id);
    for (const id of [...this.order]) if (!wanted.has(id)) this.detach(id);
    for (const note of this.notes.pick(wanted)) if (!this.papers.has(note.id)) this.attach(note);
  }

  private inArea(area: Rect): Set<string> {
    const wanted = this.notes.grid.within(area);
    if (this.lifted.size > 0) {
      for (const id of wanted) if (this.lifted.has(id)) wanted.delete(id);
      const before = { ...area, x: area.x - this.offset.x, y: area.y - this.offset.y };
      for (const id of this.notes.grid.within(before)) if (this.lifted.has(id)) wanted.add(id);
    }
    for (const [id, place] of this.elsewhere) {
      const note = this.notes.get(id);
      if (note !== undefined && overlap({ ...note, ...place }, area)) wanted.add(id);
    }
    return wanted;
  }

  private isIn(note: Note, at: Point): boolean {
    return this.looked !== null && overlap({ ...note, x: at.x, y: at.y }, this.looked);
  }

  private attach(note: Note): Paper {
    const paper = new Paper(note.id);
    this.papers.set(note.id, paper);
    paper.show(note);
    paper.mark(this.view.marksOf(note));
    const place = this.elsewhere.get(note.id);
    if (place !== undefined) paper.place(place.x, place.y);
    this.order.splice(this.rank(note), 0, note.id);
    if (this.lifted.has(note.id)) this.liftedElement.append(paper.element);
    else this.putInOrder(paper);
    return paper;
  }

  private detach(id: string): void {
    this.papers.get(id)?.element.remove();
    this.papers.delete(id);
    const index = this.order.indexOf(id);
    if (index !== -1) this.order.splice(index, 1);
  }

  private reorder(paper: Paper, note: Note): void {
    const index = this.order.indexOf(note.id);
    this.order.splice(index, 1);
    const rank = this.rank(note);
    this.order.splice(rank, 0, note.id);
    if (rank !== index && !this.lifted.has(note.id)) this.putInOrder(paper);
  }

  /** Where the note belongs among those in the page. */
  private rank(note: Note): number {
    let low = 0;
    let high = this.order.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.notes.get(this.order[middle] ?? '');
      if (other !== undefined && byReading(other, note) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private putInOrder(paper: Paper): void {
    const index = this.order.indexOf(paper.id);
    let next: Node = this.liftedElement;
    for (let after = index + 1; after < this.order.length; after += 1) {
      const id = this.order[after] ?? '';
      const element = this.papers.get(id)?.element;
      if (element !== undefined && element.parentNode === this.element) {
        next = element;
        break;
      }
    }
    moveInto(this.element, paper.element, next);
  }

  private paintFar(): void {
    if (!this.isFar) {
      this.far.clear();
      return;
    }
    this.stacked ??= [...this.notes.all()].sort((a, b) => a.z - b.z);
    const placeOf = (note: Note): Point => {
      if (!this.lifted.has(note.id)) return this.elsewhere.get(note.id) ?? note;
      return { x: note.x + this.offset.x, y: note.y + this.offset.y };
    };
    this.far.paint(this.stacked, placeOf, this.view.selected(), this.camera, this.size);
  }
}

/** Moves an element without losing focus or a half-written word, where the browser can. */
function moveInto(parent: Element, element: HTMLElement, before: Node | null): void {
  const moving = parent as Element & { moveBefore?: (node: Node, before: Node | null) => void };
  if (element.isConnected && moving.moveBefore !== undefined) {
    moving.moveBefore(element, before);
    return;
  }
  const focused = element.contains(document.activeElement) ? document.activeElement : null;
  parent.insertBefore(element, before);
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
}
