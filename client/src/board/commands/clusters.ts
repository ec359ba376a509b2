// What a person can do to clusters: each command is one step to undo, and is told to those who cannot see it.

import { t } from '../../i18n';
import type { Cluster } from '../document/cluster';
import { carryOut, NO_CHANGE, type Plan } from '../document/cluster_plan';
import { smallClusterRect } from '../document/cluster_rect';
import { newId } from '../document/edits';
import {
  dissolved,
  folded,
  freshColor,
  grouped,
  isWhole,
  joined,
  merged,
  movedCluster,
  parted,
  tidiedCluster,
  unfolded,
  whichStays,
} from '../document/grouping';
import type { Note, NoteColor } from '../document/note';
import { freePlace } from '../document/placement';
import { centreOf, type Point } from '../document/point';
import { broughtOut, laidUnder, topOfSame } from '../document/same_notes';
import type { Around, BoardDocument, EditingPage, Eye, Focus, Ground, Pen, Selection } from '../parts';
import type { WhyNot } from '../rights/rights';
import { titleFor } from '../titles';
import { toBoard } from '../view/camera';
import { allowed, areAllowed, isAllowed } from './allowed';
import { type Asking, answering, askingFirst, questionBeforeMerging } from './taking_away';
import { asOneUndoStep, selectedNotes, targetCluster, targetNotes } from './targets';

/** Where notes, or a cluster's notes, can be moved to. */
export type Destination =
  | { readonly kind: 'cluster'; readonly id: string }
  | { readonly kind: 'new' }
  | { readonly kind: 'none' };

/**
 * The selected notes become a cluster, whose title can be written at once. Some notes of one cluster split off. Without
 * notes it is a title to gather notes under.
 */
export function group(
  board: BoardDocument & Selection & Focus & Eye & Pick<Pen, 'titling'> & EditingPage & Around<'ready'>,
): void {
  const notes = board.notes.pickShown(targetNotes(board));
  if (!board.page.editable || !board.page.ready || board.chosen() !== null) return;
  if (notes.length === 0) {
    makeEmpty(board);
    return;
  }
  if (isWhole(board.clusters, notes)) {
    board.page.announce(t('clusters.groupedAlready'));
    return;
  }
  const id = newId();
  const plan = grouped(board.clusters, notes, id);
  const at = plan.make.find((made) => made.id === id)?.at;
  if (!mayMake(board, plan) || !areAllowed(board, notes, (note) => board.may.join(note, id, at))) return;
  perform(board, plan);
  board.page.announce(t('clusters.grouped', { count: notes.length }));
  board.titling.start(id);
}

function makeEmpty(board: BoardDocument & Eye & Pick<Pen, 'titling'> & EditingPage): void {
  const id = newId();
  const middle = toBoard(board.sight.camera(), centreOf(board.sight.clear()));
  const size = smallClusterRect(middle);
  const wish = { x: middle.x - size.width / 2, y: middle.y - size.height / 2 };
  const at = freePlace(wish, size, board.clusters.isTaken);
  const color = freshColor(board.clusters);
  const plan = { ...NO_CHANGE, make: [{ id, title: '', at, color }] };
  if (!mayMake(board, plan)) return;
  perform(board, plan);
  board.page.announce(t('clusters.madeEmpty'));
  board.titling.start(id);
}

/** The selected notes leave their clusters; a selected cluster goes and leaves its notes. */
export function ungroup(board: BoardDocument & Selection & Focus & Eye & EditingPage & Asking): void {
  const cluster = targetCluster(board);
  if (cluster !== undefined) {
    dissolve(board, cluster);
    return;
  }
  if (!board.page.editable) return;
  const notes = allowed(board, notesInClusters(board), (note) => board.may.note(note, 'regroup'));
  if (notes.length === 0) return;
  perform(board, parted(board.clusters, notes));
  board.page.announce(t('clusters.left', { count: notes.length }));
  showAll(board, notes);
}

export function dissolve(
  board: BoardDocument & Selection & Focus & EditingPage & Asking,
  cluster: Cluster,
): void {
  if (!board.page.editable) return;
  askingFirst(board, [], [cluster.id], () => dissolveNow(board, cluster));
}

function dissolveNow(board: BoardDocument & Selection & Focus & EditingPage, { id }: Cluster): void {
  const cluster = board.clusters.get(id);
  if (!board.page.editable || cluster === undefined) return;
  const notes = board.clusters.membersOf(cluster.id);
  if (!isAllowed(board, whyNotDissolved(board, cluster))) return;
  const hadKeyboard = board.current() === cluster.id && board.isFocusWithin();
  perform(board, dissolved(board.clusters, cluster));
  board.page.announce(t('clusters.dissolved', { title: titleFor(cluster) }));
  board.select(notes.map((note) => note.id));
  const [first] = selectedNotes(board);
  if (hadKeyboard && first !== undefined) board.focus(first.id);
}

/** Collapses the cluster into a stack, or opens it. */
export function toggleFold(
  board: BoardDocument & Selection & Focus & Eye & Pen & EditingPage,
  cluster = clusterAround(board),
): void {
  if (!board.page.editable || cluster === undefined) return;
  if (!isAllowed(board, board.may.cluster(cluster, 'move'))) return;
  board.titling.stop();
  const title = titleFor(cluster);
  if (!cluster.folded) {
    board.writing.stop();
    perform(board, folded(cluster));
    board.page.announce(t('clusters.collapsedNow', { title }));
    return;
  }
  perform(board, unfolded(board.clusters, cluster));
  board.page.announce(t('clusters.openedNow', { title }));
  reveal(board, cluster.id);
}

export function tidy(
  board: BoardDocument & Selection & Focus & Eye & EditingPage,
  cluster = clusterAround(board),
): void {
  if (!board.page.editable || cluster === undefined) return;
  if (!isAllowed(board, whyNotCarried(board, cluster))) return;
  perform(board, tidiedCluster(board.clusters, cluster));
  board.page.announce(t('clusters.tidied', { title: titleFor(cluster) }));
  reveal(board, cluster.id);
}

export function rename(board: Ground & Selection & Focus & Pick<Pen, 'titling'>): void {
  const cluster = targetCluster(board);
  if (cluster !== undefined) board.titling.start(cluster.id);
}

export function paintCluster(board: BoardDocument & EditingPage, cluster: Cluster, color: NoteColor): void {
  if (!isAllowed(board, board.may.cluster(cluster, 'change'))) return;
  perform(board, { ...NO_CHANGE, paint: new Map([[cluster.id, color]]) });
  board.page.announce(t('clusters.painted', { title: titleFor(cluster), color: t(`board.${color}`) }));
}

/** Moves a cluster by a little. Quick steps one after another are one step to undo. */
export function nudgeCluster(board: BoardDocument & Eye & EditingPage, cluster: Cluster, by: Point): void {
  if (!isAllowed(board, whyNotCarried(board, cluster, by))) return;
  carryOut(board.doc, movedCluster(board.clusters, cluster, by));
  reveal(board, cluster.id);
  board.page.announce(t('clusters.moved'));
}

/** True when there is something that «move to» would move. */
export function canMove(board: Ground & Selection & Focus): boolean {
  return targetCluster(board) !== undefined || targetNotes(board).length > 0;
}

/** Moves the selected notes, or all of the selected cluster, into a cluster, a new one or none. */
export function moveTo(
  board: BoardDocument &
    Selection &
    Focus &
    Eye &
    Pick<Pen, 'titling'> &
    EditingPage &
    Around<'ready'> &
    Asking,
  destination: Destination,
): void {
  if (destination.kind === 'new') {
    group(board);
    return;
  }
  if (destination.kind === 'none') {
    ungroup(board);
    return;
  }
  const into = board.clusters.get(destination.id);
  if (into === undefined || !board.page.editable) return;
  const from = targetCluster(board);
  if (from !== undefined) {
    if (from.id === into.id || !isAllowed(board, whyNotMerged(board, from, into))) return;
    answering(board, questionBeforeMerging(board, from, into), () => merge(board, from, into));
    return;
  }
  const notes = board.notes.pickShown(targetNotes(board));
  if (!areAllowed(board, notes, (note) => board.may.join(note, into.id))) return;
  perform(board, joined(board.clusters, notes, into));
  board.page.announce(t('clusters.joined', { count: notes.length, title: titleFor(into) }));
  const [first] = board.notes.pickShown(notes.map((note) => note.id));
  board.focus(first?.id ?? into.id);
}

function merge(board: BoardDocument & Selection & Focus & EditingPage, from: Cluster, into: Cluster): void {
  if (!board.page.editable) return;
  perform(board, merged(board.clusters, from, into));
  board.page.announce(t('clusters.merged', { title: titleFor(into) }));
  const left = [from.id, into.id].find((id) => board.clusters.get(id) !== undefined);
  if (left === undefined) return;
  board.selectCluster(left);
  board.focus(left);
}

/** Lays notes that say nearly the same under one of them: a facilitator's, from beside the board, which rests meanwhile. */
export function layUnder(board: BoardDocument & EditingPage, notes: readonly Note[]): void {
  perform(board, laidUnder(board.clusters, notes));
  board.page.announce(t('board.laidUnder', { count: notes.length }));
}

/** Takes out what lies under the note at hand; where nothing does, the cluster at hand is collapsed or opened. */
export function bringOutOrFold(board: BoardDocument & Selection & Focus & Eye & Pen & EditingPage): void {
  const top = topOfSame(board.clusters, board.notes.pick(targetNotes(board)));
  if (top === undefined) toggleFold(board);
  else bringOut(board, top);
}

/** Takes out what lies under a note. */
export function bringOut(board: BoardDocument & EditingPage, top: Note): void {
  if (!board.page.editable) return;
  if (!areAllowed(board, board.notes.under(top.id), (note) => board.may.note(note, 'regroup'))) return;
  const count = board.notes.under(top.id).length;
  perform(board, broughtOut(board.clusters, top));
  board.page.announce(t('board.broughtOut', { count }));
}

/** The cluster at hand, or the one that all notes at hand are in. */
function clusterAround(board: Ground & Selection & Focus): Cluster | undefined {
  const itself = targetCluster(board);
  if (itself !== undefined) return itself;
  const all = new Set(board.notes.pick(targetNotes(board)).map((note) => board.clusters.of(note)));
  return all.size === 1 ? [...all][0] : undefined;
}

function notesInClusters(board: Ground & Selection & Focus): Note[] {
  const notes = board.notes.pickShown(targetNotes(board));
  return notes.filter((note) => board.clusters.of(note) !== undefined);
}

type Asked = Ground & Pick<BoardDocument, 'may'>;

/** Clusters are made where the plan says. */
function mayMake(board: Asked & Around<'explain' | 'standing'>, { make }: Plan): boolean {
  return areAllowed(board, make, ({ at }) => board.may.addCluster(at));
}

/** Why a cluster may not go and leave its notes; null where it may. */
export function whyNotDissolved(board: Asked, cluster: Cluster): WhyNot | null {
  const emptied = whyNotMembers(board, cluster, (note) => board.may.note(note, 'regroup'));
  return emptied ?? board.may.cluster(cluster, 'remove');
}

/** Why two clusters may not become one; null where they may. Either may be the one that stays. */
export function whyNotMerged(board: Asked, from: Cluster, into: Cluster): WhyNot | null {
  const { stays, goes } = whichStays(from, into);
  const change = board.may.cluster(stays, 'change') ?? board.may.cluster(stays, 'remove');
  const joined = whyNotMembers(board, goes, (note) => board.may.join(note, stays.id));
  return change ?? joined ?? whyNotDissolved(board, goes);
}

/** Why a cluster may not be moved with all its notes, by so much; null where it may. */
export function whyNotCarried(board: Asked, cluster: Cluster, by: Point = { x: 0, y: 0 }): WhyNot | null {
  const to = ({ x, y }: Point) => ({ x: x + by.x, y: y + by.y });
  const own = board.may.cluster(cluster, 'move', to(cluster.at));
  return own ?? whyNotMembers(board, cluster, (note) => board.may.note(note, 'move', to(note)));
}

/** What is in the way with the first of its notes with which anything is. */
function whyNotMembers(board: Asked, { id }: Cluster, why: (member: Note) => WhyNot | null): WhyNot | null {
  for (const member of board.clusters.membersOf(id)) {
    const found = why(member);
    if (found !== null) return found;
  }
  return null;
}

export function perform(board: BoardDocument, plan: Plan): void {
  asOneUndoStep(board, () => carryOut(board.doc, board.may.within(plan)));
}

function reveal(board: Ground & Eye, cluster: string): void {
  const rect = board.clusters.rectOf(cluster);
  if (rect !== undefined) board.sight.reveal(rect);
}

function showAll(board: Ground & Eye, notes: readonly Note[]): void {
  const [first] = board.notes.pick(notes.map((note) => note.id));
  if (first !== undefined) board.sight.reveal(first);
}
