// What the keyboard and a screen reader go through: notes, and each cluster before the notes that are in it.

import type { Cluster } from './cluster';
import { headingOf, smallClusterRect } from './cluster_rect';
import type { Clusters } from './clusters';
import type { Note } from './note';
import { centreOf, clamp } from './point';
import { byReading, type Direction, nearestTowards, type Placed } from './reading_order';

export interface Item {
  readonly kind: 'note' | 'cluster';
  readonly place: Placed;
  /** The cluster that it is or is in: all of that is read together. */
  readonly within: Placed | null;
}

/** Reading order: a cluster is read where its corner is, with its notes after it. A total order. */
export function byItem(a: Item, b: Item): number {
  if (a.within !== null && a.within.id === b.within?.id) return byKind(a, b) || byReading(a.place, b.place);
  // A note may have a cluster's id.
  return byReading(a.within ?? a.place, b.within ?? b.place) || byKind(a, b);
}

/** A cluster first. */
function byKind(a: Item, b: Item): number {
  return Number(b.kind === 'cluster') - Number(a.kind === 'cluster');
}

export function itemOfNote(board: Clusters, note: Note): Item {
  const cluster = board.of(note);
  return { kind: 'note', place: note, within: cluster === undefined ? null : placeOf(board, cluster) };
}

export function itemOfCluster(board: Clusters, cluster: Cluster): Item {
  const place = placeOf(board, cluster);
  return { kind: 'cluster', place, within: place };
}

/** All that can be reached. */
export function* items(board: Clusters): Generator<Item> {
  for (const cluster of board.all()) yield itemOfCluster(board, cluster);
  for (const note of board.notes.shown()) yield itemOfNote(board, note);
}

export function firstItem(board: Clusters): Item | undefined {
  return ends(board, (a, b) => byItem(a, b) < 0);
}

export function lastItem(board: Clusters): Item | undefined {
  return ends(board, (a, b) => byItem(a, b) > 0);
}

/** The one `step` places on; the first or the last where there is none with this id. */
export function itemAlong(board: Clusters, id: string | null, step: 1 | -1): Item | undefined {
  const sorted = [...items(board)].sort(byItem);
  const index = sorted.findIndex(({ place }) => place.id === id);
  if (index === -1) return step === 1 ? sorted[0] : sorted.at(-1);
  return sorted[index + step];
}

/** The nearest in a direction. A cluster is met at its title, straight above its notes however wide it is. */
export function itemTowards(board: Clusters, from: Item, direction: Direction): Item | undefined {
  const start = from.kind === 'cluster' ? headingPlace(board, from.place) : from.place;
  const x = centreOf(start).x;
  // Sideways from a title lies the next cluster, not a note of its own.
  const isAcross = from.kind === 'cluster' && (direction === 'left' || direction === 'right');
  const found = new Map<Placed, Item>();
  for (const item of items(board)) {
    if (item.place.id === from.place.id || (isAcross && item.within?.id === from.place.id)) continue;
    found.set(item.kind === 'note' ? item.place : facing(headingPlace(board, item.place), x), item);
  }
  const nearest = nearestTowards(start, found.keys(), direction);
  return nearest === undefined ? undefined : found.get(nearest);
}

function placeOf(board: Clusters, cluster: Cluster): Placed {
  return { id: cluster.id, ...(board.rectOf(cluster.id) ?? smallClusterRect(cluster.at)) };
}

/** A stack is met as a whole, an open cluster at its title. */
function headingPlace(board: Clusters, place: Placed): Placed {
  return board.get(place.id)?.folded === true ? place : { id: place.id, ...headingOf(place) };
}

/** The part of a title's strip that is straight ahead of x. */
function facing(place: Placed, x: number): Placed {
  return { ...place, x: clamp(x, place.x, place.x + place.width), width: 0 };
}

function ends(board: Clusters, isFurther: (a: Item, b: Item) => boolean): Item | undefined {
  let end: Item | undefined;
  for (const item of items(board)) if (end === undefined || isFurther(item, end)) end = item;
  return end;
}
