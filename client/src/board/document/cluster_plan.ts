// What a command or a drop changes of clusters and their notes, as a value; carried out as one transaction.

import * as Y from 'yjs';
import { CLUSTER_TITLE_CHARS_MAX } from '../limits';
import { type Move, OWN, whole } from './edits';
import { clustersIn, notesIn } from './maps';
import { type NoteColor, readWords } from './note';
import type { Point } from './point';

export interface NewCluster {
  readonly id: string;
  readonly title: string;
  readonly at: Point;
  readonly color: NoteColor;
}

export interface Plan {
  readonly make: readonly NewCluster[];
  /** Which cluster notes are in from now on; null for none. */
  readonly join: ReadonlyMap<string, string | null>;
  readonly move: readonly Move[];
  /** Where clusters stand when they have no notes. */
  readonly stand: ReadonlyMap<string, Point>;
  readonly remove: readonly string[];
  /** Words put before or after a title that is there. */
  readonly entitle: readonly { readonly id: string; readonly before: string; readonly after: string }[];
  readonly paint: ReadonlyMap<string, NoteColor>;
  readonly fold: ReadonlyMap<string, boolean>;
  /** Which note notes lie under from now on; null for none. */
  readonly under: ReadonlyMap<string, string | null>;
}

export const NO_CHANGE: Plan = {
  make: [],
  join: new Map(),
  move: [],
  stand: new Map(),
  remove: [],
  entitle: [],
  paint: new Map(),
  fold: new Map(),
  under: new Map(),
};

/** Does what the plan says; leaves out what somebody else has taken away meanwhile. */
export function carryOut(doc: Y.Doc, plan: Plan): void {
  doc.transact(() => {
    const notes = notesIn(doc);
    const clusters = clustersIn(doc);
    for (const cluster of plan.make) clusters.set(cluster.id, entryFor(cluster));
    for (const [id, cluster] of plan.join) entryOf(notes, id)?.set('cluster', cluster);
    for (const { id, to, z } of plan.move) {
      const entry = entryOf(notes, id);
      entry?.set('at', [whole(to.x), whole(to.y)]);
      if (z !== undefined) entry?.set('z', z);
    }
    for (const [id, at] of plan.stand) entryOf(clusters, id)?.set('at', [whole(at.x), whole(at.y)]);
    for (const { id, before, after } of plan.entitle) {
      const title = titleIn(entryOf(clusters, id));
      title?.insert(title.length, after);
      title?.insert(0, before);
    }
    for (const [id, color] of plan.paint) entryOf(clusters, id)?.set('color', color);
    for (const [id, under] of plan.under) entryOf(notes, id)?.set('under', under);
    for (const [id, folded] of plan.fold) entryOf(clusters, id)?.set('folded', folded);
    for (const id of plan.remove) clusters.delete(id);
  }, OWN);
}

/** The shared title of a cluster, to be typed into. One that a foreign client made without gets it. */
export function titleOf(doc: Y.Doc, id: string): Y.Text | null {
  const entry = entryOf(clustersIn(doc), id);
  return doc.transact(() => titleIn(entry), OWN);
}

/** A title from two, in a title's length. The same words stand once. */
export function joinedTitle(first: string, second: string): string {
  if (first === '' || second === '' || first === second) return first || second;
  return Array.from(`${first} · ${second}`).slice(0, CLUSTER_TITLE_CHARS_MAX).join('');
}

function entryFor({ title, at, color }: NewCluster): Y.Map<unknown> {
  const entry = new Y.Map<unknown>();
  entry.set('title', new Y.Text(title));
  entry.set('at', [whole(at.x), whole(at.y)]);
  entry.set('color', color);
  entry.set('folded', false);
  return entry;
}

function titleIn(entry: Y.Map<unknown> | null): Y.Text | null {
  if (entry === null) return null;
  const title: unknown = entry.get('title');
  if (title instanceof Y.Text && !(title instanceof Y.XmlText)) return title;
  const made = new Y.Text(readWords(title));
  entry.set('title', made);
  return made;
}

function entryOf(map: Y.Map<unknown>, id: string): Y.Map<unknown> | null {
  const entry = map.get(id);
  return entry instanceof Y.Map ? entry : null;
}
