// What a connector leads from and to, and where that is seen: a note, a cluster, or the stack or note that hides it.

import type { Clusters } from '../document/clusters';
import type { Point, Rect } from '../document/point';
import { middleOfNote } from '../rights/rights';
import { titleFor } from '../titles';
import type { Whereabouts } from '../view/whereabouts';
import type { Connector } from './connector';
import { firstLine } from './first_line';

/** The thing that is seen in its place; null where there is none. A note may have a cluster's id, and goes before it. */
export function seenEnd(clusters: Clusters, id: string): string | null {
  const seen = clusters.seenAs(id);
  return clusters.notes.get(seen) === undefined && clusters.get(seen) === undefined ? null : seen;
}

/** Both ends as they are seen; null where one is not, or both are the same. */
export function endsOf(clusters: Clusters, { from, to }: Connector): readonly [string, string] | null {
  const ends = [seenEnd(clusters, from), seenEnd(clusters, to)] as const;
  const [one, other] = ends;
  return one === null || other === null || one === other ? null : [one, other];
}

/** Where it is seen at this moment, also in a hand or on its way. */
export function rectOfEnd(
  clusters: Clusters,
  whereabouts: Whereabouts,
  id: string,
  now: number,
): Rect | null {
  const note = clusters.notes.get(id);
  if (note !== undefined) return { ...note, ...placeOf(whereabouts.seenNote(note, now)) };
  const cluster = clusters.get(id);
  return cluster === undefined ? null : whereabouts.seenCluster(cluster, now);
}

function placeOf({ x, y }: Point): Point {
  return { x, y };
}

/** By what rights go at an end. */
export function placeOfEnd(clusters: Clusters, id: string): Point | null {
  const note = clusters.notes.get(id);
  return note === undefined ? (clusters.get(id)?.at ?? null) : middleOfNote(note);
}

/** What an end is called, in a few words. */
export function nameOfEnd(clusters: Clusters, id: string): string {
  const note = clusters.notes.get(id);
  if (note !== undefined) return firstLine(note.text);
  const cluster = clusters.get(id);
  return cluster === undefined ? '' : titleFor(cluster);
}
