// What a person can do to clusters: each command is one step to undo, and is told to those who cannot see it.

import { t } from '../../i18n';
import { titleFor } from '../marks';
import { arranged } from '../model/arrange';
import type { Cluster } from '../model/cluster';
import { smallOutline } from '../model/cluster_outline';
import { carryOut, NO_CHANGE, type Plan } from '../model/cluster_plan';
import { newId } from '../model/edits';
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
} from '../model/grouping';
import type { Note, NoteColor } from '../model/note';
import { freePlace } from '../model/placement';
import { centreOf, type Point } from '../model/point';
import { broughtOut, laidUnder, topOfSame } from '../model/same_notes';
import type { Surface } from '../surface';
import { toBoard } from '../view/camera';
import { clusterAtHand, notesAtHand, step } from './at_hand';

/** Where notes, or a cluster's notes, can be moved to. */
export type Destination =
  | { readonly kind: 'cluster'; readonly id: string }
  | { readonly kind: 'new' }
  | { readonly kind: 'none' };

/**
 * The selected notes become a cluster, whose title can be written at once. Some notes of one cluster split off. Without
 * notes it is a title to gather notes under.
 */
export function group(surface: Surface): void {
  const notes = surface.notes.pickShown(notesAtHand(surface));
  if (!surface.props.editable || !surface.props.ready || surface.chosen() !== null) return;
  if (notes.length === 0) {
    makeEmpty(surface);
    return;
  }
  if (isWhole(surface.clusters, notes)) {
    surface.props.announce(t('clusters.groupedAlready'));
    return;
  }
  const id = newId();
  perform(surface, grouped(surface.clusters, notes, id));
  surface.props.announce(t('clusters.grouped', { count: notes.length }));
  surface.titling.start(id);
}

function makeEmpty(surface: Surface): void {
  const id = newId();
  const middle = toBoard(surface.camera, centreOf(surface.sight.clear()));
  const size = smallOutline(middle);
  const wish = { x: middle.x - size.width / 2, y: middle.y - size.height / 2 };
  const at = freePlace(wish, size, surface.isTaken);
  const color = freshColor(surface.clusters);
  perform(surface, { ...NO_CHANGE, make: [{ id, title: '', at, color }] });
  surface.props.announce(t('clusters.madeEmpty'));
  surface.titling.start(id);
}

/** The selected notes leave their clusters; a selected cluster goes and leaves its notes. */
export function ungroup(surface: Surface): void {
  const cluster = clusterAtHand(surface);
  if (cluster !== undefined) {
    dissolve(surface, cluster);
    return;
  }
  const notes = notesInClusters(surface);
  if (!surface.props.editable || notes.length === 0) return;
  perform(surface, parted(surface.clusters, notes));
  surface.props.announce(t('clusters.left', { count: notes.length }));
  showAll(surface, notes);
}

export function dissolve(surface: Surface, cluster: Cluster): void {
  if (!surface.props.editable) return;
  const notes = surface.clusters.membersOf(cluster.id);
  const hadKeyboard = surface.current() === cluster.id && surface.isFocusWithin();
  perform(surface, dissolved(surface.clusters, cluster));
  surface.props.announce(t('clusters.dissolved', { title: titleFor(cluster) }));
  surface.select(notes.map((note) => note.id));
  const [first] = surface.selectedNotes();
  if (hadKeyboard && first !== undefined) surface.focus(first.id);
}

/** Collapses the cluster into a stack, or opens it. */
export function toggleFold(surface: Surface, cluster = clusterAround(surface)): void {
  if (!surface.props.editable || cluster === undefined) return;
  surface.titling.stop();
  const title = titleFor(cluster);
  if (!cluster.folded) {
    surface.writing.stop();
    perform(surface, folded(cluster));
    surface.props.announce(t('clusters.collapsedNow', { title }));
    return;
  }
  perform(surface, unfolded(surface.clusters, cluster));
  surface.props.announce(t('clusters.openedNow', { title }));
  reveal(surface, cluster.id);
}

export function tidy(surface: Surface, cluster = clusterAround(surface)): void {
  if (!surface.props.editable || cluster === undefined) return;
  perform(surface, tidiedCluster(surface.clusters, cluster));
  surface.props.announce(t('clusters.tidied', { title: titleFor(cluster) }));
  reveal(surface, cluster.id);
}

/** Lays out the whole board and shows it. */
export function arrangeAll(surface: Surface): void {
  if (!surface.props.editable || surface.clusters.count === 0) return;
  surface.writing.stop();
  surface.titling.stop();
  perform(surface, arranged(surface.clusters));
  surface.props.announce(t('clusters.arranged', { count: surface.clusters.count }));
  surface.sight.fit(surface.everything());
}

export function rename(surface: Surface): void {
  const cluster = clusterAtHand(surface);
  if (cluster !== undefined) surface.titling.start(cluster.id);
}

export function paintCluster(surface: Surface, cluster: Cluster, color: NoteColor): void {
  perform(surface, { ...NO_CHANGE, paint: new Map([[cluster.id, color]]) });
  surface.props.announce(t('clusters.painted', { title: titleFor(cluster), color: t(`board.${color}`) }));
}

/** Moves a cluster by a little. Quick steps one after another are one step to undo. */
export function nudgeCluster(surface: Surface, cluster: Cluster, by: Point): void {
  carryOut(surface.doc, movedCluster(surface.clusters, cluster, by));
  reveal(surface, cluster.id);
  surface.props.announce(t('clusters.moved'));
}

/** True when there is something that «move to» would move. */
export function canMove(surface: Surface): boolean {
  return clusterAtHand(surface) !== undefined || notesAtHand(surface).length > 0;
}

/** Moves the selected notes, or all of the selected cluster, into a cluster, a new one or none. */
export function moveTo(surface: Surface, destination: Destination): void {
  if (destination.kind === 'new') {
    group(surface);
    return;
  }
  if (destination.kind === 'none') {
    ungroup(surface);
    return;
  }
  const into = surface.clusters.get(destination.id);
  if (into === undefined || !surface.props.editable) return;
  const from = clusterAtHand(surface);
  if (from !== undefined) {
    if (from.id === into.id) return;
    perform(surface, merged(surface.clusters, from, into));
    surface.props.announce(t('clusters.merged', { title: titleFor(into) }));
    const left = [from.id, into.id].find((id) => surface.clusters.get(id) !== undefined);
    if (left === undefined) return;
    surface.selectCluster(left);
    surface.focus(left);
    return;
  }
  const notes = surface.notes.pickShown(notesAtHand(surface));
  perform(surface, joined(surface.clusters, notes, into));
  surface.props.announce(t('clusters.joined', { count: notes.length, title: titleFor(into) }));
  const [first] = surface.notes.pickShown(notes.map((note) => note.id));
  surface.focus(first?.id ?? into.id);
}

/** Lays notes that say nearly the same under one of them: a facilitator's, from beside the board, which rests meanwhile. */
export function layUnder(surface: Surface, notes: readonly Note[]): void {
  perform(surface, laidUnder(surface.clusters, notes));
  surface.props.announce(t('board.laidUnder', { count: notes.length }));
}

/** Takes out what lies under the note at hand; where nothing does, the cluster at hand is collapsed or opened. */
export function bringOutOrFold(surface: Surface): void {
  const top = topOfSame(surface.clusters, surface.notes.pick(notesAtHand(surface)));
  if (top === undefined) toggleFold(surface);
  else bringOut(surface, top);
}

/** Takes out what lies under a note. */
export function bringOut(surface: Surface, top: Note): void {
  if (!surface.props.editable) return;
  const count = surface.notes.under(top.id).length;
  perform(surface, broughtOut(surface.clusters, top));
  surface.props.announce(t('board.broughtOut', { count }));
}

/** The cluster at hand, or the one that all notes at hand are in. */
function clusterAround(surface: Surface): Cluster | undefined {
  const itself = clusterAtHand(surface);
  if (itself !== undefined) return itself;
  const all = new Set(surface.notes.pick(notesAtHand(surface)).map((note) => surface.clusters.of(note)));
  return all.size === 1 ? [...all][0] : undefined;
}

function notesInClusters(surface: Surface): Note[] {
  const notes = surface.notes.pickShown(notesAtHand(surface));
  return notes.filter((note) => surface.clusters.of(note) !== undefined);
}

function perform(surface: Surface, plan: Plan): void {
  step(surface, () => carryOut(surface.doc, plan));
}

function reveal(surface: Surface, cluster: string): void {
  const outline = surface.clusters.outline(cluster);
  if (outline !== undefined) surface.sight.reveal(outline);
}

function showAll(surface: Surface, notes: readonly Note[]): void {
  const [first] = surface.notes.pick(notes.map((note) => note.id));
  if (first !== undefined) surface.sight.reveal(first);
}
