// The board at work: what is looked at, selected, written in and dragged, and one frame that shows it all.

import { type Accessor, createSignal } from 'solid-js';
import type * as Y from 'yjs';
import { t } from '../i18n';
import type { BoardProps } from './Board';
import { Dragging } from './gesture/dragging';
import { SHARED_SELECTION_MAX } from './limits';
import { fitText } from './model/fitting';
import type { Note, NoteColor } from './model/note';
import { Notes } from './model/notes';
import { grown, type Point, type Rect, type Size } from './model/point';
import { firstInReading } from './model/reading_order';
import { undoOf } from './model/undo';
import { OwnPresence } from './presence/own_presence';
import { Peers } from './presence/peers_on_board';
import { type Camera, toBoard } from './view/camera';
import { Cloth } from './view/cloth';
import { Sight } from './view/sight';
import { measureIn } from './view/text_width';
import { World } from './view/world';
import { Writing } from './view/writing';

/** A first look from further away than this would show papers and no words. */
const FIRST_SCALE_MIN = 0.35;

export type Tool = 'select' | 'hand';

export class Surface {
  readonly doc: Y.Doc;
  readonly notes: Notes;
  readonly undo: Y.UndoManager;
  readonly world: World;
  private readonly cloth: Cloth;
  readonly sight: Sight;
  readonly peers: Peers;
  readonly presence: OwnPresence;
  readonly writing: Writing;
  readonly dragging: Dragging;

  readonly selection: Accessor<ReadonlySet<string>>;
  readonly current: Accessor<string | null>;
  readonly count: Accessor<number>;
  readonly busy: Accessor<boolean>;
  readonly setBusy: (busy: boolean) => void;
  readonly tool: Accessor<Tool>;
  readonly color: Accessor<NoteColor>;
  readonly setColor: (color: NoteColor) => void;

  private readonly writeSelection: (ids: ReadonlySet<string>) => void;
  private readonly writeCurrent: (id: string | null) => void;
  private readonly writeCount: (count: number) => void;
  private readonly writeTool: (tool: Tool) => void;
  private toolChosen = false;
  private frame: number | null = null;
  private readonly closers: (() => void)[] = [];

  constructor(
    readonly element: HTMLElement,
    readonly props: BoardProps,
  ) {
    this.doc = props.doc;
    const measure = { now: measureIn(element) };
    this.notes = new Notes(props.doc, (text) => fitText(text, measure.now));
    this.undo = undoOf(props.doc);
    [this.selection, this.writeSelection] = createSignal<ReadonlySet<string>>(new Set());
    [this.current, this.writeCurrent] = createSignal<string | null>(null);
    [this.count, this.writeCount] = createSignal(this.notes.count);
    [this.busy, this.setBusy] = createSignal(false);
    [this.tool, this.writeTool] = createSignal<Tool>(
      matchMedia('(pointer: coarse)').matches ? 'hand' : 'select',
    );
    [this.color, this.setColor] = createSignal<NoteColor>('yellow');
    this.presence = new OwnPresence(props.awareness);
    this.cloth = new Cloth(element);
    this.sight = new Sight(element, () => this.invalidate());
    this.world = new World(this.notes, {
      marksOf: (note) => this.marksOf(note),
      selected: this.selection,
      pinned: () => [this.current(), this.writing.id()].filter((id) => id !== null),
    });
    this.peers = new Peers(props, this.notes, this.world, () => this.invalidate());
    this.writing = new Writing(this);
    this.dragging = new Dragging(this);
    element.append(this.world.far.canvas, this.world.element, this.peers.cursors.element);
    this.closers.push(this.notes.listen((ids) => this.changed(ids)));
    const fontsCame = () => {
      measure.now = measureIn(element);
      this.notes.refit();
    };
    document.fonts.addEventListener('loadingdone', fontsCame);
    this.closers.push(() => document.fonts.removeEventListener('loadingdone', fontsCame));
    this.ensureCurrent();
    this.invalidate();
  }

  close(): void {
    for (const close of this.closers) close();
    if (this.frame !== null) cancelAnimationFrame(this.frame);
    this.writing.close();
    this.peers.close();
    this.presence.close();
    this.sight.close();
    this.undo.destroy();
    this.notes.close();
  }

  get camera(): Camera {
    return this.sight.camera();
  }

  get size(): Size {
    return this.sight.size();
  }

  /** Has everything drawn in the next frame. */
  invalidate(): void {
    this.frame ??= requestAnimationFrame(this.draw);
  }

  private readonly draw = () => {
    if (this.frame !== null) cancelAnimationFrame(this.frame);
    this.frame = null;
    const now = performance.now();
    if (this.dragging.advance()) this.invalidate();
    if (this.sight.advance(now)) this.invalidate();
    this.world.look(this.camera, this.size);
    this.cloth.show(this.camera, this.size);
    if (this.peers.draw(this.camera, now)) this.invalidate();
  };

  select(ids: Iterable<string>): void {
    const had = this.selection();
    const next = new Set(this.notes.pick(ids).map((note) => note.id));
    if (next.size === had.size && [...next].every((id) => had.has(id))) return;
    this.writeSelection(next);
    this.world.remark(new Set([...had, ...next]));
    this.presence.tell({ selection: [...next].slice(0, SHARED_SELECTION_MAX) });
  }

  /** The first look: all notes where they can be read so, else the first ones. */
  showFirst(): void {
    this.sight.fit(this.notes.all(), true);
    const first = firstInReading(this.notes.all());
    if (first !== undefined && this.camera.scale < FIRST_SCALE_MIN) this.sight.showFrom(first);
  }

  selectedNotes(): Note[] {
    return this.notes.pick(this.selection());
  }

  /** Makes this the note that the keyboard is at. */
  setCurrent(id: string | null): void {
    const had = this.current();
    if (had === id) return;
    this.writeCurrent(id);
    this.world.remark([had, id].filter((one) => one !== null));
    this.element.tabIndex = id === null ? 0 : -1;
  }

  /** Brings a note into view and puts the keyboard there. */
  focusNote(id: string): void {
    const note = this.notes.get(id);
    if (note === undefined) return;
    this.setCurrent(id);
    this.sight.reveal(note);
    this.world.paper(id)?.element.focus({ preventScroll: true });
  }

  /** Until a person chooses, a finger on the empty board moves it and a mouse selects. */
  isToolChosen(): boolean {
    return this.toolChosen;
  }

  chooseTool(tool: Tool): void {
    this.toolChosen = true;
    this.writeTool(tool);
  }

  isFocusWithin(): boolean {
    return this.element.contains(document.activeElement);
  }

  readonly isTaken = (rect: Rect): boolean => this.notes.grid.within(rect).size > 0;

  /** Tells others where the pointer is; null when it left the board. */
  point(at: Point | null): void {
    this.presence.tell({ cursor: at === null ? null : this.cursorAt(at) });
  }

  cursorAt(at: Point): [number, number] {
    const point = toBoard(this.camera, at);
    return [Math.round(point.x), Math.round(point.y)];
  }

  private changed(ids: ReadonlySet<string>): void {
    const isGone = [...ids].some((id) => this.notes.get(id) === undefined);
    if (isGone) {
      this.writing.check();
      this.select(this.selection());
      this.dragging.check();
    }
    const hadFocus = this.element.contains(document.activeElement);
    this.world.refresh(ids);
    this.peers.documentChanged(ids);
    if (this.count() !== this.notes.count) this.writeCount(this.notes.count);
    this.ensureCurrent();
    // The focused note was taken away: the keyboard stays on the board.
    if (isGone && hadFocus && document.activeElement === document.body)
      this.element.focus({ preventScroll: true });
  }

  /** There is always one note that the Tab key comes to, while there are notes. */
  private ensureCurrent(): void {
    const current = this.current();
    if (current !== null && this.notes.get(current) !== undefined) return;
    const inView = this.notes.pick(this.notes.grid.within(grown(this.sight.seen(), 0)));
    this.setCurrent((firstInReading(inView) ?? firstInReading(this.notes.all()))?.id ?? null);
    this.element.tabIndex = this.current() === null ? 0 : -1;
  }

  private marksOf(note: Note) {
    const selected = this.selection().has(note.id);
    const chooser = this.peers.chooserOf(note.id);
    const writer = this.peers.writerOf(note.id);
    const description = [t(`board.${note.color}`)];
    if (selected) description.push(t('board.selected'));
    if (writer !== null) description.push(t('board.editing', { name: writer.name }));
    return {
      selected,
      current: this.current() === note.id,
      chosenColor: chooser,
      writer,
      description: description.join(', '),
      emptyName: t('board.emptyNote'),
      roleName: t('board.note'),
    };
  }
}
