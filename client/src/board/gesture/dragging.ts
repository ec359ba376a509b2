// Notes or a cluster in the hand: lifted, carried, also along the window's edge, and laid down or put back.

import { t } from '../../i18n';
import { isAllowed } from '../commands/allowed';
import { whyNotCarried, whyNotMerged } from '../commands/clusters';
import { type Asking, questionBefore, questionBeforeMerging } from '../commands/taking_away';
import { asOneUndoStep } from '../commands/targets';
import type { Cluster } from '../document/cluster';
import { dropped, mergeTarget, type Verdict, verdictOf } from '../document/cluster_drop';
import { carryOut, type Plan } from '../document/cluster_plan';
import { clusterRectAround } from '../document/cluster_rect';
import { newId } from '../document/edits';
import { clusterRectWithout, cornerOf, merged, movedCluster } from '../document/grouping';
import type { Note } from '../document/note';
import type { Point, Rect } from '../document/point';
import { stackingAtDrop } from '../document/stacking';
import { SHARED_DRAG_NOTES_MAX } from '../limits';
import type { Around, BoardDocument, Eye, InPage, Others, Pen, Presenting, Selection } from '../parts';
import { cursorAt } from '../presence/own_presence';
import type { WhyNot } from '../rights/rights';
import { titleFor } from '../titles';
import { toBoard } from '../view/camera';
import type { World } from '../view/world';
import type { InLine, LineUp } from './in_line';

/** How close to the window's edge a drag moves the board along, and how fast at most, in pixels and pixels a frame. */
const EDGE_PX = 36;
const EDGE_STEP_PX = 14;

interface Drag {
  readonly from: Point;
  readonly ids: ReadonlySet<string>;
  /** The note that is held; empty when a cluster is. */
  readonly held: string;
  /** The cluster that is carried as one. */
  readonly cluster: string | null;
  /** Where the notes lay when they were lifted. */
  readonly places: ReadonlyMap<string, Point>;
  at: Point;
}

/** What dragging needs of the board. */
export type DragBoard = BoardDocument &
  Selection &
  Eye &
  Presenting &
  Others &
  Pick<Pen, 'titling'> &
  Pick<InPage, 'element'> &
  Around<'announce' | 'refuse' | 'explain' | 'standing'> &
  Asking & {
    readonly world: Pick<World, 'lift' | 'carry' | 'layDown' | 'foresee' | 'ghosts' | 'guides' | 'remark'>;
    readonly setBusy: (busy: boolean) => void;
    /** Has everything drawn in the next frame. */
    invalidate(): void;
  };

export class Dragging {
  private drag: Drag | null = null;
  private joining: string | null = null;
  private freely = false;
  /** Brings what is carried in line with its neighbours, once it is known how. */
  lineUp: LineUp | null = null;
  /** The cluster that is held over another, and why it may not be laid there. */
  private held: { cluster: Cluster; into: Cluster; why: WhyNot | null } | null = null;

  constructor(private readonly board: DragBoard) {}

  /** The cluster that what is carried would join if it were dropped now. */
  target(): string | null {
    return this.joining;
  }

  /** Why a note or cluster stays where it is; null where it comes along. */
  whyNotLifted(id: string): WhyNot | null {
    const { notes, clusters, may } = this.board;
    const note = notes.get(id);
    if (note !== undefined) return may.note(note, 'move');
    const cluster = clusters.get(id);
    return cluster === undefined ? null : whyNotCarried(this.board, cluster);
  }

  /** Takes a note up, with all that is selected if it is. What others hold stays in their hands. */
  lift(id: string, from: Point): void {
    const { board } = this;
    if (!isAllowed(board, this.whyNotLifted(id))) return;
    const ids = board.selection().has(id) ? board.selection() : new Set([id]);
    const notes = this.letMeHave(board.notes.pickShown(ids), id).filter(
      (note) => board.may.note(note, 'move') === null,
    );
    if (notes.length > 0) this.take(notes, { held: id, cluster: null }, from);
  }

  /** Takes a cluster up, with its notes. */
  liftCluster(id: string, from: Point): void {
    const { board } = this;
    if (!isAllowed(board, this.whyNotLifted(id))) return;
    const holder = board.peers.holderOf(id);
    if (holder !== null) board.page.refuse(t('clusters.held', { name: holder }));
    if (holder !== null || board.clusters.get(id) === undefined) return;
    this.take(this.letMeHave(board.clusters.membersOf(id)), { held: '', cluster: id }, from);
  }

  /** Comes in line with nothing while this is so. */
  moveFreely(freely: boolean): void {
    this.freely = freely;
  }

  carry(at: Point): void {
    if (this.drag === null) return;
    this.drag.at = at;
    this.moved(this.drag);
    if (this.isAtEdge(this.drag)) this.board.invalidate();
  }

  /** Writes where all was laid down and what it joined: once, in one step to undo. */
  drop(): void {
    const { drag, board } = this;
    if (drag === null) return;
    const { clusters } = board;
    const { offset } = this.placeOf(drag);
    const notes = board.notes.pick(drag.ids);
    const cluster = clusters.get(drag.cluster ?? '');
    const made = newId();
    const outcome =
      cluster === undefined
        ? this.outcomeOf(notes, drag, offset, made)
        : this.clusterOutcome(cluster, notes, drag, offset);
    if (!isAllowed(board, outcome.why)) {
      this.putBack();
      return;
    }
    this.drag = null;
    board.setBusy(false);
    if (outcome.question !== null) {
      // It lies where it lay until that is answered.
      this.end(drag);
      board.page.askBefore(outcome.question, () => this.write(outcome, notes));
      return;
    }
    this.write(outcome, notes);
    this.end(drag);
    if (clusters.get(made) !== undefined) board.titling.start(made, true);
  }

  private write({ plan, says }: { plan: Plan; says: string }, notes: readonly Note[]): void {
    const { board } = this;
    asOneUndoStep(board, () => carryOut(board.doc, board.may.within(this.onTop(plan, notes))));
    board.page.announce(says);
  }

  putBack(): void {
    const { drag } = this;
    if (drag === null) return;
    this.drag = null;
    this.board.setBusy(false);
    this.end(drag);
  }

  /** Puts back what somebody else took away altogether. */
  check(): void {
    const { drag, board } = this;
    if (drag === null) return;
    const isThere =
      drag.cluster === null
        ? board.notes.pickShown(drag.ids).length > 0
        : board.clusters.get(drag.cluster) !== undefined;
    if (!isThere) this.putBack();
  }

  /** Moves the board along while the drag rests at the window's edge. True while it does. */
  advance(): boolean {
    const { drag, board } = this;
    if (drag === null || !this.isAtEdge(drag)) return false;
    const pace = EDGE_STEP_PX / EDGE_PX;
    const { dx, dy } = this.pushOf(drag);
    board.sight.pan(
      Math.max(-EDGE_STEP_PX, Math.min(EDGE_STEP_PX, dx * pace)),
      Math.max(-EDGE_STEP_PX, Math.min(EDGE_STEP_PX, dy * pace)),
    );
    this.moved(drag);
    return true;
  }

  /** Those that nobody else holds; says who does when it is the one that was pressed. */
  private letMeHave(notes: readonly Note[], pressed?: string): Note[] {
    const { page } = this.board;
    const holder = pressed === undefined ? null : this.holderOf(pressed);
    if (holder !== null) {
      page.refuse(t('clusters.held', { name: holder }));
      return [];
    }
    return notes.filter((note) => this.holderOf(note.id) === null);
  }

  private holderOf(note: string): string | null {
    const { peers, notes } = this.board;
    return peers.holderOf(note) ?? peers.holderOf(notes.get(note)?.cluster ?? '');
  }

  private take(notes: readonly Note[], what: Pick<Drag, 'held' | 'cluster'>, from: Point): void {
    const { board } = this;
    const ids = new Set(notes.map((note) => note.id));
    const places = new Map(notes.map(({ id, x, y }) => [id, { x, y }]));
    this.drag = { ...what, ids, places, from: toBoard(board.sight.camera(), from), at: from };
    board.setBusy(true);
    board.world.lift(ids, what.cluster);
  }

  private moved(drag: Drag): void {
    const { offset, guides } = this.placeOf(drag);
    this.board.world.guides.show(guides);
    this.board.world.carry(offset);
    this.foresee(drag, offset);
    this.tell(drag, offset);
  }

  /** Shows what a drop would do now. */
  private foresee(drag: Drag, offset: Point): void {
    const { clusters, notes, world } = this.board;
    const lifted = notes.pick(drag.ids);
    if (drag.cluster !== null) {
      const cluster = clusters.get(drag.cluster);
      const pointer = toBoard(this.board.sight.camera(), drag.at);
      const into = cluster && mergeTarget(clusters, cluster, pointer);
      const why = cluster === undefined ? null : this.whyNotHeld(cluster, into, offset);
      this.foretell(why);
      this.aim(why === null ? (into?.id ?? null) : null);
      return;
    }
    const verdict = verdictOf(clusters, lifted, drag.held, offset);
    const why = this.whyNotDropped(verdict, lifted, offset);
    this.foretell(why);
    if (why !== null) {
      this.aim(null);
      world.foresee(new Map());
      world.ghosts.show([]);
      return;
    }
    this.aim(verdict.kind === 'join' ? verdict.cluster : null);
    world.foresee(this.outlookOf(verdict, lifted));
    const [under] = verdict.kind === 'form' ? notes.pick([verdict.note]) : [];
    const carried = lifted.map((note) => ({ ...note, x: note.x + offset.x, y: note.y + offset.y }));
    const rect = under === undefined ? null : clusterRectAround([under, ...carried]);
    world.ghosts.show(rect === null ? [] : [{ id: 'drop', rect, label: '' }]);
  }

  /** The clusters that the lifted notes come from, as they would be without those that leave. */
  private outlookOf(verdict: Verdict, lifted: readonly Note[]): Map<string, Rect | null> {
    const { clusters } = this.board;
    const outlook = new Map<string, Rect | null>();
    const leaving = verdict.kind === 'lay' ? verdict.leaving : new Set(lifted.map((note) => note.id));
    for (const note of lifted) {
      const cluster = leaving.has(note.id) ? clusters.of(note) : undefined;
      if (cluster === undefined || outlook.has(cluster.id)) continue;
      if (verdict.kind === 'join' && cluster.id === verdict.cluster) continue;
      outlook.set(cluster.id, clusterRectWithout(clusters, cluster, leaving));
    }
    return outlook;
  }

  /** The cursor says that it may not be laid down here. */
  private foretell(why: WhyNot | null): void {
    this.board.element.classList.toggle('surface-refuses', why !== null);
  }

  /** Why these notes may not be laid down so; null where they may. */
  private whyNotDropped(verdict: Verdict, lifted: readonly Note[], offset: Point): WhyNot | null {
    const { notes, may } = this.board;
    const [under] = verdict.kind === 'form' ? notes.pick([verdict.note]) : [];
    const grouped = under === undefined ? null : (may.note(under, 'regroup') ?? may.addCluster(under));
    if (grouped !== null) return grouped;
    for (const note of lifted) {
      const why =
        may.note(note, 'move', { x: note.x + offset.x, y: note.y + offset.y }) ??
        (verdict.kind === 'join' && note.cluster !== verdict.cluster
          ? may.join(note, verdict.cluster)
          : null) ??
        (verdict.kind === 'form' || (verdict.kind === 'lay' && verdict.leaving.has(note.id))
          ? may.note(note, 'regroup')
          : null);
      if (why !== null) return why;
    }
    return null;
  }

  /** Likewise for a cluster, which is merged where there is another under it. */
  private whyNotLaid(cluster: Cluster, into: Cluster | undefined, offset: Point): WhyNot | null {
    if (into !== undefined) return whyNotMerged(this.board, cluster, into);
    return whyNotCarried(this.board, cluster, offset);
  }

  /** The same with each move of the pointer: asked once for each cluster that it is over, for all notes of both are looked at. */
  private whyNotHeld(cluster: Cluster, into: Cluster | undefined, offset: Point): WhyNot | null {
    if (into === undefined) return this.whyNotLaid(cluster, into, offset);
    if (this.held?.cluster !== cluster || this.held.into !== into) {
      this.held = { cluster, into, why: this.whyNotLaid(cluster, into, offset) };
    }
    return this.held.why;
  }

  private aim(cluster: string | null): void {
    const had = this.joining;
    if (had === cluster) return;
    this.joining = cluster;
    this.board.world.remark([had, cluster].filter((id) => id !== null));
  }

  private outcomeOf(notes: readonly Note[], drag: Drag, offset: Point, made: string) {
    const { clusters } = this.board;
    const verdict = verdictOf(clusters, notes, drag.held, offset);
    const { may } = this.board;
    const mayMove = (all: readonly Note[], cluster: string | null) =>
      all.every((note) => may.note(note, 'move') === null) &&
      (cluster === null || this.whyNotLifted(cluster) === null);
    const plan = dropped(clusters, notes, offset, verdict, made, mayMove);
    return {
      plan,
      question: questionBefore(this.board, [], plan.remove),
      says: this.wordsFor(verdict, notes.length),
      why: this.whyNotDropped(verdict, notes, offset),
    };
  }

  private clusterOutcome(cluster: Cluster, notes: readonly Note[], drag: Drag, offset: Point) {
    const { clusters, sight } = this.board;
    const into = mergeTarget(clusters, cluster, toBoard(sight.camera(), drag.at));
    const why = this.whyNotLaid(cluster, into, offset);
    if (into === undefined) {
      const plan = movedCluster(clusters, cluster, offset, notes);
      return { plan, question: null, says: t('clusters.moved'), why };
    }
    const says = t('clusters.merged', { title: titleFor(into) });
    const question = questionBeforeMerging(this.board, cluster, into);
    return { plan: merged(clusters, cluster, into), question, says, why };
  }

  private wordsFor(verdict: Verdict, count: number): string {
    if (verdict.kind === 'form') return t('clusters.made');
    const into = verdict.kind === 'join' ? this.board.clusters.get(verdict.cluster) : undefined;
    if (into !== undefined) return t('clusters.joined', { count, title: titleFor(into) });
    const leaving = verdict.kind === 'lay' ? verdict.leaving.size : 0;
    return leaving > 0 ? t('clusters.left', { count: leaving }) : t('board.moved', { count });
  }

  /** A note that is laid down lies on what was there. */
  private onTop(plan: Plan, lifted: readonly Note[]): Plan {
    const { notes } = this.board;
    const places = new Map(plan.move.map(({ id, to }) => [id, to]));
    const laid = lifted.map((note) => ({ ...note, ...places.get(note.id) }));
    const over = (rect: Rect) => notes.pick(notes.grid.within(rect));
    const stacking = stackingAtDrop(laid, over, notes.topZ);
    return { ...plan, move: plan.move.map((move) => ({ ...move, z: stacking.get(move.id) })) };
  }

  private end(drag: Drag): void {
    const { world, presence } = this.board;
    this.aim(null);
    this.foretell(null);
    world.ghosts.show([]);
    world.guides.show([]);
    world.layDown(drag.places);
    presence.tell({ drag: null });
    this.board.invalidate();
  }

  private isAtEdge(drag: Drag): boolean {
    const { dx, dy } = this.pushOf(drag);
    return dx !== 0 || dy !== 0;
  }

  private pushOf({ at }: Drag): { dx: number; dy: number } {
    const push = (place: number, room: number) =>
      Math.max(0, EDGE_PX - place) - Math.max(0, place - (room - EDGE_PX));
    const { width, height } = this.board.sight.size();
    return { dx: push(at.x, width), dy: push(at.y, height) };
  }

  private offsetOf(drag: Drag): Point {
    const at = toBoard(this.board.sight.camera(), drag.at);
    return { x: Math.round(at.x - drag.from.x), y: Math.round(at.y - drag.from.y) };
  }

  /** Where it is carried, and the lines on which it lies there. */
  private placeOf(drag: Drag): InLine {
    const offset = this.offsetOf(drag);
    if (this.freely || this.lineUp === null) return { offset, guides: [] };
    return this.lineUp(this.board, drag, offset);
  }

  private tell(drag: Drag, offset: Point): void {
    const { board } = this;
    const cursor = cursorAt(board.sight.camera(), drag.at);
    const cluster = board.clusters.get(drag.cluster ?? '');
    if (cluster !== undefined) {
      const { x, y } = cornerOf(board.clusters, cluster);
      const clusters = new Map([[cluster.id, [x + offset.x, y + offset.y] as const]]);
      board.presence.tell({ drag: { notes: new Map(), clusters }, cursor });
      return;
    }
    const dragged = board.notes.pick(drag.ids).slice(0, SHARED_DRAG_NOTES_MAX);
    const notes = new Map(dragged.map(({ id, x, y }) => [id, [x + offset.x, y + offset.y] as const]));
    board.presence.tell({ drag: { notes }, cursor });
  }
}
