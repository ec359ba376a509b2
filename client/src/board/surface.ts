// The board at work: what is looked at, selected, written in and dragged, and one frame that shows it all.

import { type Accessor, createEffect, createRoot, createSignal, on, untrack } from 'solid-js';
import type * as Y from 'yjs';
import { language } from '../i18n';
import type { BoardView, ElementId, ParticipantId } from '../protocol/session';
import { letterKeys } from '../settings/letter_keys';
import { isByFinger } from '../touch/by_finger';
import type { BoardProps } from './board_props';
import { undo } from './commands/history';
import { layWords } from './commands/new_notes';
import { placeInArea } from './commands/place_for_new';
import { asOneUndoStep, chosenCluster } from './commands/targets';
import { Clusters } from './document/clusters';
import { fitText } from './document/fitting';
import { firstItem } from './document/items';
import type { Note, NoteColor } from './document/note';
import { Notes } from './document/notes';
import { around, centreOf, type Point, type Rect, within } from './document/point';
import { firstInReading } from './document/reading_order';
import { Sections } from './document/sections';
import { undoOf } from './document/undo';
import type { Drawing } from './drawing/drawing';
import { EarlyRequest } from './early_request';
import { Dragging } from './gesture/dragging';
import type { Look } from './kept_look';
import { SHARED_SELECTION_MAX } from './limits';
import { clusterMarksOf, noteMarksOf, otherRightWords } from './marks';
import { NO_MARKS, remarked, type SessionMarks } from './marks_of_session';
import { type OpenBoard, rectOf, viewOf } from './open_board';
import type {
  Around,
  BoardDocument,
  EarlyRequests,
  Eye,
  Focus,
  InPage,
  Others,
  Overview,
  Palette,
  Pen,
  Presenting,
  Questions,
  Selection,
  Surroundings,
  Toolbox,
} from './parts';
import { createPointed } from './pointed';
import { paperOf } from './presence/colour';
import { cursorAt, OwnPresence } from './presence/own_presence';
import { Peers } from './presence/peers_on_board';
import { May } from './rights/may';
import { rightsIn } from './rights/rights';
import type { Tool } from './tool';
import { type Camera, toBoard } from './view/camera';
import { Gingham } from './view/gingham';
import type { RevealMoment } from './view/reveals';
import { Sight } from './view/sight';
import { type Cover, FREE, FREE_OF_ALL } from './view/stage';
import { measureIn } from './view/text_width';
import { World } from './view/world';
import type { BoardField } from './writing/board_field';
import { ReadyToType } from './writing/ready_to_type';
import { RestOfWord } from './writing/rest_of_word';
import { fieldForTitles } from './writing/titling';
import { fieldForNotes } from './writing/writing';

/** The board waits this long with showing what was laid, in ms: what lies over it changes with the phase. */
const SHOW_LAID_AFTER_MS = 120;

/** A first look from further away than this would show notes and no words. */
const FIRST_SCALE_MIN = 0.35;

/** All parts of the board at once; who works on it takes those it needs, see `parts.ts` and `open_board.ts`. */
export class Surface
  implements
    BoardDocument,
    Selection,
    Focus,
    Eye,
    Pen,
    Palette,
    Toolbox,
    Overview,
    InPage,
    Presenting,
    Others,
    EarlyRequests,
    Around<keyof Surroundings>,
    OpenBoard
{
  readonly doc: Y.Doc;
  readonly notes: Notes;
  readonly clusters: Clusters;
  readonly sections: Sections;
  readonly may: May;
  readonly undo: Y.UndoManager;
  readonly world: World;
  private readonly gingham: Gingham;
  readonly sight: Sight;
  readonly peers: Peers;
  readonly presence: OwnPresence;
  readonly writing: BoardField;
  readonly titling: BoardField;
  readonly readyToType: ReadyToType;
  readonly dragging: Dragging;
  /** A field went from under its writer: keys do nothing yet. */
  readonly restOfWord = new RestOfWord();
  readonly earlyRequest = new EarlyRequest(() => this.page.ready && this.page.newNotesKnown);

  /** The selected notes. */
  readonly selection: Accessor<ReadonlySet<string>>;
  /** The selected cluster. Either notes are selected or a cluster is. */
  readonly chosen: Accessor<string | null>;
  /** The note or cluster that the keyboard is at. */
  readonly current: Accessor<string | null>;
  readonly count: Accessor<number>;
  readonly clusterCount: Accessor<number>;
  readonly busy: Accessor<boolean>;
  readonly setBusy: (busy: boolean) => void;
  readonly tool: Accessor<Tool>;
  readonly color: Accessor<NoteColor>;
  readonly setColor: (color: NoteColor) => void;

  /** What the session says of notes. */
  readonly sessionMarks: Accessor<SessionMarks>;

  private readonly reveals = createSignal<RevealMoment | null>(null);
  /** What a reveal laid, until somebody touches anything. */
  readonly revealed = () => this.reveals[0]()?.now() ?? null;

  private readonly marked = createPointed((ids) => this.world.remark(ids));
  /** Takes away the mark of the note that is spoken of, and no others. */
  private endPoint: () => void = () => {};
  readonly pointed = this.marked.ids;
  private readonly writeMarks: (marks: SessionMarks) => void;
  private readonly writeSelection: (ids: ReadonlySet<string>) => void;
  private readonly writeChosen: (id: string | null) => void;
  private readonly writeCurrent: (id: string | null) => void;
  private readonly writeCount: (count: number) => void;
  private readonly writeClusterCount: (count: number) => void;
  private readonly writeTool: (tool: Tool) => void;
  /** Others are told where this screen looks. */
  private readonly telling: Accessor<boolean>;
  private readonly writeTelling: (telling: boolean) => void;
  readonly followed: Accessor<ParticipantId | null>;
  private readonly writeFollowed: (followed: ParticipantId | null) => void;
  private toolChosen = false;
  private frame: number | null = null;
  /** Asked in each frame after all else moved; true while another is wanted. */
  readonly frames = new Set<(now: number) => boolean>();
  /** What is drawn; it comes after the board. */
  readonly drawing: Accessor<Drawing | undefined>;
  readonly setDrawing: (drawing: Drawing | undefined) => void;
  /** What was shown at first; not the same once somebody has looked around. */
  private firstLook: Camera | null = null;
  /** Likewise when notes were laid. */
  private laidLook: Camera | null = null;
  private showing: ReturnType<typeof setTimeout> | null = null;
  /** Notes and clusters that the transaction under way has changed. */
  private readonly touched = new Set<string>();
  private readonly closers: (() => void)[] = [];

  constructor(
    readonly element: HTMLElement,
    readonly page: BoardProps & Questions,
  ) {
    this.doc = page.doc;
    const measure = { now: measureIn(element) };
    this.notes = new Notes(page.doc, (text) => fitText(text, measure.now));
    this.clusters = new Clusters(page.doc, this.notes);
    this.sections = new Sections(page.doc, () => this.sectionsChanged());
    this.may = new May(
      { notes: this.notes, clusters: this.clusters, sections: () => this.sections.all() },
      () => page.standing,
    );
    this.undo = undoOf(page.doc);
    [this.selection, this.writeSelection] = createSignal<ReadonlySet<string>>(new Set());
    [this.sessionMarks, this.writeMarks] = createSignal<SessionMarks>(NO_MARKS);
    [this.chosen, this.writeChosen] = createSignal<string | null>(null);
    [this.current, this.writeCurrent] = createSignal<string | null>(null);
    [this.count, this.writeCount] = createSignal(this.notes.count);
    [this.clusterCount, this.writeClusterCount] = createSignal(this.clusters.count);
    [this.busy, this.setBusy] = createSignal(false);
    [this.drawing, this.setDrawing] = createSignal<Drawing>();
    [this.telling, this.writeTelling] = createSignal(false);
    [this.followed, this.writeFollowed] = createSignal<ParticipantId | null>(null);
    [this.tool, this.writeTool] = createSignal<Tool>(isByFinger() ? 'hand' : 'select');
    const [chosenColor, setColor] = createSignal<NoteColor | null>(null);
    this.setColor = setColor;
    // One's own paper, until another was chosen; where nobody is named it would tell whose a note is.
    this.color = () => chosenColor() ?? (page.anonymous ? 'yellow' : paperOf(page.me));
    this.presence = new OwnPresence(page.awareness);
    this.gingham = new Gingham(element);
    this.sight = new Sight(element, () => this.invalidate(), page.past === true ? FREE_OF_ALL : FREE);
    this.dragging = new Dragging(this);
    this.world = new World(this.clusters, {
      noteMarksOf: (note) => noteMarksOf(this, note),
      clusterMarksOf: (cluster) => clusterMarksOf(this, cluster),
      marked: (id) => this.selection().has(id) || this.pointed().has(id),
      pinned: () =>
        [this.current(), this.writing.id(), this.titling.id(), this.spotlitNote()].filter(
          (id) => id !== null,
        ),
    });
    this.showSections();
    this.peers = new Peers(page, this.clusters, this.world, () => this.invalidate());
    this.writing = fieldForNotes(this, () => this.titling.end());
    this.titling = fieldForTitles(this, () => this.writing.end());
    this.readyToType = new ReadyToType(this);
    element.append(this.world.far.canvas, this.world.element, this.peers.cursors.element);
    this.closers.push(
      this.clusters.listen((ids, refolded) => this.clustersChanged(ids, refolded)),
      this.notes.listen((ids, before) => this.changed(ids, before)),
    );
    page.doc.on('afterTransaction', this.letGo);
    this.closers.push(() => page.doc.off('afterTransaction', this.letGo));
    const fontsCame = () => {
      measure.now = measureIn(element);
      this.notes.refit();
    };
    document.fonts.addEventListener('loadingdone', fontsCame);
    this.closers.push(() => document.fonts.removeEventListener('loadingdone', fontsCame));
    this.closers.push(this.followWords(), this.followRights(), this.tellWhereOneLooks());
    this.ensureCurrent();
    this.invalidate();
  }

  /** Others are told where one looks, while they are to know. */
  private tellWhereOneLooks(): () => void {
    return createRoot((dispose) => {
      const isTold = () => this.telling() || this.peers.followers().size > 0;
      createEffect(() => this.presence.tell({ view: isTold() ? this.seen() : null }));
      return dispose;
    });
  }

  /** What things on the board are called follows the page's language, and what may be done with them the rights that hold. */
  private followWords(): () => void {
    return createRoot((dispose) => {
      createEffect(
        on(
          [language, () => this.page.editable, () => this.page.standing],
          () => {
            this.showSections();
            this.world.remark();
          },
          { defer: true },
        ),
      );
      return dispose;
    });
  }

  /** Whoever writes where they may not any more goes on where their words are kept: here they would be taken back letter by letter. */
  private followRights(): () => void {
    return createRoot((dispose) => {
      createEffect(
        on(
          () => this.page.standing,
          ({ rights, locked }, before) => {
            if (locked) return;
            // Undo would do under these rights what was done under others, and be refused.
            const isOther = JSON.stringify(before?.rights) !== JSON.stringify(rights);
            if (isOther && rightsIn(rights).some((right) => right !== 'all')) this.undo.clear();
            const fields = [this.writing, this.titling];
            for (const field of fields) if (!this.mayWriteOn(field.id())) field.handOver();
            this.readyToType.check();
          },
          { defer: true },
        ),
      );
      return dispose;
    });
  }

  private mayWriteOn(id: ElementId | null): boolean {
    return id === null || this.may.element(id, 'change') === null;
  }

  /** The board is taken away from under whoever writes on it: the words go on elsewhere. */
  handOver(): void {
    this.writing.handOver();
    this.titling.handOver();
  }

  mayChange(element: ElementId): boolean {
    const isThere = this.notes.get(element) !== undefined || this.clusters.get(element) !== undefined;
    return isThere && this.page.editable && this.may.element(element, 'change') === null;
  }

  mayAdd(area: ElementId | null): boolean {
    return this.page.editable && this.may.add(placeInArea(this, area)) === null;
  }

  addNote(text: string, area: ElementId | null): boolean {
    return this.page.ready && this.mayAdd(area) && layWords(this, text, placeInArea(this, area));
  }

  askWhere(note: ElementId): void {
    if (!this.page.editable || !this.reveal(note)) return;
    this.select([note]);
    this.page.askWhere();
  }

  /** Begins to write in a note or title, with these words at its end; false where that may not be written in. */
  writeOn(element: ElementId, words: string): boolean {
    if (!this.page.editable || !this.reveal(element)) return false;
    const field = this.notes.get(element) === undefined ? this.titling : this.writing;
    field.start(element);
    if (field.id() !== element) return false;
    field.type(words);
    return true;
  }

  close(): void {
    for (const close of this.closers) close();
    if (this.frame !== null) cancelAnimationFrame(this.frame);
    if (this.showing !== null) clearTimeout(this.showing);
    untrack(this.reveals[0])?.close();
    this.readyToType.close();
    this.writing.close();
    this.titling.close();
    this.peers.close();
    this.presence.close();
    this.sight.close();
    this.undo.destroy();
    this.sections.close();
    this.clusters.close();
    this.notes.close();
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
    this.world.look(this.sight.camera(), this.sight.size());
    this.gingham.show(this.sight.camera(), this.sight.size());
    if (this.peers.draw(this.sight.camera(), now)) this.invalidate();
    if (this.world.advance(now)) this.invalidate();
    for (const frame of this.frames) if (frame(now)) this.invalidate();
  };

  /** Selects exactly these notes. */
  select(ids: Iterable<string>): void {
    const next = new Set(this.notes.pickShown(ids).map((note) => note.id));
    this.choose(next, next.size > 0 ? null : this.chosen());
  }

  /** Selects a cluster, or nothing at all. */
  selectCluster(id: string | null): void {
    this.choose(new Set(), id !== null && this.clusters.get(id) !== undefined ? id : null);
  }

  private choose(notes: ReadonlySet<string>, cluster: string | null): void {
    const had = this.selection();
    const hadCluster = this.chosen();
    const isSame = notes.size === had.size && [...notes].every((id) => had.has(id));
    if (isSame && cluster === hadCluster) return;
    if (!isSame) this.writeSelection(notes);
    this.writeChosen(cluster);
    const clusters = [hadCluster, cluster].filter((id) => id !== null);
    this.world.remark(new Set([...had, ...notes, ...clusters]));
    const told = cluster === null ? [...notes] : [cluster];
    this.presence.tell({ selection: told.slice(0, SHARED_SELECTION_MAX) });
    this.readyToType.check();
  }

  /** The first look: all notes where they can be read so, else the first ones. */
  showFirst(): void {
    this.sight.show(this.everything(), true);
    const first = firstItem(this.clusters);
    if (first !== undefined && this.sight.camera().scale < FIRST_SCALE_MIN) this.sight.showFrom(first.place);
    this.firstLook = this.sight.camera();
  }

  /** Where one looks; null while that is the first look, which a newcomer gets as well. */
  look(): Look | null {
    return this.firstLook === this.sight.camera() ? null : this.sight.look();
  }

  /** Looks where one looked before. */
  lookAgain(look: Look): void {
    this.sight.lookAt(look);
  }

  /**
   * Something is docked beside the board from now on, or no more: who has neither looked around nor begun anything since gets their first look
   * beside it, or what was laid, or all that they asked to see.
   */
  cover(by: string, ask: (() => Cover | null) | null): void {
    if (!this.sight.cover(by, ask)) return;
    if (!this.isAtWork()) {
      if (this.firstLook === this.sight.camera()) this.showFirst();
      else if (this.sight.isFitted()) this.sight.fit(this.everything());
      else if (this.laidLook === this.sight.goal()) this.lookAtLaid();
    }
    this.writing.keepInView();
    this.titling.keepInView();
  }

  /** Where everything is that can be seen. */
  everything(): Rect[] {
    const rects = [...this.clusters.all()].flatMap(({ id }) => this.clusters.rectOf(id) ?? []);
    const drawn = untrack(this.drawing)?.rects() ?? [];
    return [...this.sections.all(), ...rects, ...this.notes.shown(), ...drawn];
  }

  /** Changes the document in one step of its own to undo; what it returns takes that back, unless something else was done since. */
  change(make: (doc: Y.Doc) => void): () => boolean {
    asOneUndoStep(this, () => make(this.doc));
    const step = this.undo.undoStack.at(-1);
    return () => {
      if (this.undo.undoStack.at(-1) !== step) return false;
      undo(this);
      return true;
    };
  }

  /** Shows what the session says of notes. */
  showMarks(marks: SessionMarks): void {
    const changed = remarked(this.sessionMarks(), marks);
    if (changed.size === 0) return;
    this.writeMarks(marks);
    const lit = this.spotlitNote();
    if (lit !== null) this.world.noteElement(lit);
    this.world.remark(changed);
  }

  seen(): BoardView {
    return viewOf(this.sight.clearly());
  }

  goTo(view: BoardView): void {
    this.sight.follow(rectOf(view));
  }

  led(): boolean {
    return this.sight.led();
  }

  viewOf(participant: ParticipantId): BoardView | null {
    const views = this.peers.views();
    // In an anonymous room presence names nobody, and the server lets the leader's view through alone.
    return views.get(participant) ?? views.get('') ?? null;
  }

  canFollow(participant: ParticipantId): boolean {
    const { page, peers } = this;
    // Two who go along with each other would go nowhere.
    const isOther = participant !== page.me && !peers.followers().has(participant);
    return isOther && !page.anonymous && peers.present().has(participant);
  }

  follow(participant: ParticipantId | null): void {
    if (participant === untrack(this.followed)) return;
    this.writeFollowed(participant);
    this.presence.tell({ follows: participant });
  }

  tellView(on: boolean): void {
    this.writeTelling(on);
  }

  textOf(element: ElementId): string | null {
    return untrack(() => this.notes.get(element)?.text ?? this.clusters.get(element)?.title ?? null);
  }

  /** The note shown to all, unless it lies hidden in a stack or under another. */
  private spotlitNote(): string | null {
    const { spotlight } = this.sessionMarks();
    return spotlight === null || this.notes.isHidden(spotlight) ? null : spotlight;
  }

  /** Marks a note that is spoken of beside the board, for this person alone; null takes the mark away. */
  pointAt(id: string | null): void {
    if (id === null) this.endPoint();
    else this.endPoint = this.marked.point([id]);
  }

  /** Marks these likewise, and shows all of them. */
  showMarked(ids: readonly string[]): () => void {
    const end = this.marked.point(ids);
    const places = ids.map((id) => this.clusters.seenAs(id));
    this.sight.show(places.flatMap((id) => this.notes.get(id) ?? this.clusters.rectOf(id) ?? []));
    return end;
  }

  /** Moves no more than is needed for a note or cluster to be seen; says whether there is such a one. */
  reveal(id: string): boolean {
    const seen = this.clusters.seenAs(id);
    const place = this.notes.get(seen) ?? this.clusters.rectOf(seen);
    if (place === undefined) return false;
    this.sight.reveal(place);
    return true;
  }

  /** What the server has just laid comes into view, unless one is in the middle of something. */
  private showLaid(ids: ReadonlySet<string>, before: ReadonlyMap<string, Note>): void {
    if (!this.page.ready) return;
    const laid = this.notes
      .pickShown(ids)
      .filter((note) => !before.has(note.id) && this.isLaid(note.id))
      .sort((a, b) => a.z - b.z);
    const area = around(laid);
    if (area === null) return;
    this.world.lay(laid, (note) => this.flownFrom(note.by));
    const isForAll = this.page.laidForAll;
    if (this.showing !== null) clearTimeout(this.showing);
    this.showing = setTimeout(() => {
      this.showing = null;
      if (this.page.isReveal === true) untrack(this.reveals[0])?.begin(laid);
      const isToBeSeen = isForAll && !within(area, this.sight.clearly());
      if ((isToBeSeen || this.revealed() !== null) && !this.isAtWork()) this.lookAtLaid();
    }, SHOW_LAID_AFTER_MS);
  }

  private lookAtLaid(): void {
    const moment = untrack(this.revealed) === null ? null : untrack(this.reveals[0]);
    const into = moment?.landing(this.sight.stage(), this.page.seats?.() ?? 0);
    this.laidLook = this.sight.show(this.notes.shown(), false, into);
  }

  /** The next phase: whoever has not looked elsewhere sees all of it, without room for those who sat around. */
  endReveal(): void {
    untrack(this.reveals[0])?.close();
    if (this.laidLook !== null && this.laidLook === this.sight.goal() && !this.isAtWork()) this.lookAtLaid();
  }

  /** Once what makes a moment of a reveal is here. */
  setReveals(reveals: RevealMoment): void {
    this.reveals[1](reveals);
  }

  /** On the board: where the face of a note's writer is. Where nobody is to know whose it is, all come from one place. */
  private flownFrom(by: ParticipantId | null): Point {
    const face = this.page.anonymous ? null : (this.page.faceOf?.(by) ?? null);
    const { left, top } = this.element.getBoundingClientRect();
    const at = face === null ? centreOf(this.sight.stage()) : { x: face.x - left, y: face.y - top };
    return toBoard(this.sight.goal(), at);
  }

  /** The part of the window that is the board's: nothing is docked there. */
  stage(): Rect {
    this.sight.covered();
    this.sight.size();
    return this.sight.stage();
  }

  /** Whether the server laid the note. */
  private isLaid(id: string): boolean {
    const writer = this.notes.writerOf(id);
    return writer !== undefined && this.page.laidUnder.has(writer);
  }

  /** True while a note or title is being written or something is dragged: nobody is led away from that. */
  isAtWork(): boolean {
    return this.writing.id() !== null || this.titling.id() !== null || this.busy();
  }

  /** Makes this the note or cluster that the keyboard is at. */
  setCurrent(id: string | null): void {
    const had = this.current();
    if (had === id) return;
    this.writeCurrent(id);
    this.world.remark([had, id].filter((one) => one !== null));
    this.element.tabIndex = id === null ? 0 : -1;
  }

  /** Brings a note or cluster into view and puts the keyboard there. */
  focus(id: string): void {
    const place = this.notes.get(id) ?? this.clusters.rectOf(id);
    if (place === undefined) return;
    this.setCurrent(id);
    this.sight.reveal(place);
    const shown =
      this.notes.get(id) === undefined ? this.world.clusterElement(id) : this.world.noteElement(id);
    shown?.element.focus({ preventScroll: true });
  }

  /** Until a person chooses, a finger on the empty board moves it and a mouse selects. */
  isToolChosen(): boolean {
    return this.toolChosen;
  }

  chooseTool(tool: Tool): void {
    this.toolChosen = true;
    this.writeTool(tool);
  }

  /** Takes a tool up, or the hand when it was taken up already. */
  toggleTool(tool: Tool): void {
    this.chooseTool(this.tool() === tool ? 'hand' : tool);
  }

  /** Single letters are commands: they are switched on, and nothing is selected that typing would write in. */
  areLettersKeys(): boolean {
    return letterKeys() && this.selection().size === 0 && this.chosen() === null;
  }

  isFocusWithin(): boolean {
    return this.element.contains(document.activeElement);
  }

  /** The note or cluster that has the focus; none while the board itself has it, or something beside the board. */
  focused(): string | null {
    const { activeElement } = document;
    if (!this.isFocusWithin() || !(activeElement instanceof HTMLElement)) return null;
    const { note, cluster } =
      activeElement.closest<HTMLElement>('[data-note], [data-cluster]')?.dataset ?? {};
    return note ?? cluster ?? null;
  }

  /** Puts the keyboard on the board, at what it is at now, and moves nothing. */
  takeFocus(): void {
    const current = this.current() ?? '';
    const shown = this.world.attachedNote(current) ?? this.world.attachedCluster(current);
    (shown?.element ?? this.element).focus({ preventScroll: true });
  }

  /** Tells others where the pointer is; null when it left the board. */
  point(at: Point | null): void {
    this.presence.tell({ cursor: at === null ? null : cursorAt(this.sight.camera(), at) });
  }

  private showSections(): void {
    this.world.showSections(this.sections.all(), (id) => otherRightWords(this, id));
  }

  private sectionsChanged(): void {
    this.showSections();
    this.world.remark();
  }

  private changed(ids: ReadonlySet<string>, before: ReadonlyMap<string, Note>): void {
    const isGone = [...ids].some((id) => this.notes.get(id) === undefined || this.notes.isHidden(id));
    if (isGone) {
      this.writing.check();
      this.select(this.selection());
      this.dragging.check();
    }
    this.keepingFocus(() => {
      // First, so that a note that went under another is no longer held in the page by the keyboard.
      if (this.notes.isHidden(this.current() ?? '')) this.ensureCurrent();
      this.world.refresh(ids, before);
      for (const id of ids) this.touched.add(id);
      if (this.count() !== this.notes.count) this.writeCount(this.notes.count);
      this.ensureCurrent();
    });
    // What somebody locks under its writer's hand goes on where their words are kept.
    if (this.notes.anyLocked && !this.mayWriteOn(this.writing.id())) this.writing.handOver();
    this.showLaid(ids, before);
    this.invalidate();
  }

  /** What others dropped is where the document says once all of the change is shown: its notes and its cluster. */
  private readonly letGo = () => {
    if (this.touched.size === 0) return;
    this.peers.documentChanged(this.touched);
    this.touched.clear();
  };

  private clustersChanged(ids: ReadonlySet<string>, refolded: ReadonlySet<string>): void {
    this.titling.check();
    if (this.chosen() !== null && chosenCluster(this) === undefined) this.selectCluster(null);
    if (refolded.size > 0) this.select(this.selection());
    this.keepingFocus(() => {
      // First, so that a note that went into a stack is no longer held in the page by the keyboard.
      this.ensureCurrent();
      this.world.refreshClusters(ids);
      for (const id of ids) this.touched.add(id);
      this.dragging.check();
      if (this.clusterCount() !== this.clusters.count) this.writeClusterCount(this.clusters.count);
    });
    this.invalidate();
  }

  /** When what has the focus is taken away, the keyboard stays on the board, at what it is at now. */
  private keepingFocus(change: () => void): void {
    const hadFocus = this.isFocusWithin();
    change();
    if (!hadFocus || document.activeElement !== document.body) return;
    const cluster = this.world.attachedCluster(this.current() ?? '');
    (cluster?.element ?? this.element).focus({ preventScroll: true });
  }

  /** There is always one that the Tab key comes to, while there are any. */
  private ensureCurrent(): void {
    const current = this.current() ?? '';
    const seen = this.clusters.seenAs(current);
    const isThere = this.notes.get(seen) !== undefined || this.clusters.get(seen) !== undefined;
    if (isThere && seen === current) return;
    const inView = this.notes.pick(this.notes.grid.within(this.sight.seen()));
    const next = isThere ? seen : (firstInReading(inView)?.id ?? firstItem(this.clusters)?.place.id ?? null);
    this.setCurrent(next);
    this.element.tabIndex = next === null ? 0 : -1;
  }
}
