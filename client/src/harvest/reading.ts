// What the harvest's page says beyond what stands in the harvest itself: names, ties, and which cluster a note is in.

import type { Cluster, Harvest, Note, Standing } from '../protocol/harvest';

/** A note with the cluster it is in. */
export interface Placed {
  readonly note: Note;
  readonly cluster: Cluster | null;
}

/** How something did in the last vote it stood in. */
export interface Ranked extends Standing {
  /** Something else got as many votes. */
  readonly tied: boolean;
}

/** Every note, those in clusters first. */
export function placedNotes(harvest: Harvest): Placed[] {
  const inClusters = harvest.clusters.flatMap((cluster) => cluster.notes.map((note) => ({ note, cluster })));
  return [...inClusters, ...harvest.lone.map((note) => ({ note, cluster: null }))];
}

/** What people call a cluster or note: its title, or the first line of its (first) note; empty when there is none. */
export function namesOf(harvest: Harvest): ReadonlyMap<string, string> {
  const notes = placedNotes(harvest).flatMap(({ note }) => [note, ...note.under]);
  const names = new Map(notes.map(({ id, text }) => [id, firstLine(text)]));
  for (const cluster of harvest.clusters) {
    names.set(cluster.id, cluster.title || firstLine(cluster.notes[0]?.text ?? ''));
  }
  return names;
}

/** How everything did that stood in a vote. What got no votes is tied with nothing. */
export function rankedOf(harvest: Harvest): ReadonlyMap<string, Ranked> {
  const places = new Map<string, Ranked>();
  for (const { items } of harvest.votes) {
    const counts = new Map<number, number>();
    for (const { rank } of items) counts.set(rank, (counts.get(rank) ?? 0) + 1);
    for (const { id, votes, rank } of items) {
      places.set(id, { votes, rank, tied: votes > 0 && (counts.get(rank) ?? 0) > 1 });
    }
  }
  return places;
}

/** A first line that stands for the whole. */
function firstLine(text: string): string {
  return text.trim().split('\n', 1)[0]?.trim() ?? '';
}

/** Minutes as people count them: a phase that was begun lasted one. */
export function minutesOf(seconds: number): number {
  return Math.max(1, Math.ceil(seconds / 60));
}
