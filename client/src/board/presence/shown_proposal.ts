// A suggestion that a facilitator shows to all, as presence carries it: clusters by title, and their notes by short marks in place of
// ids, so that a board of some thousand notes fits. Pure.

import { fnv1a } from '../../fnv';
import type { ParticipantId } from '../../protocol/session';
import { SHOWN_CLUSTERS_MAX, SHOWN_PROPOSAL_BYTES_MAX, TITLE_CHARS_SHOWN_MAX } from '../limits';

/** Characters of a mark, of 6 bits each: among 4,000 notes two are alike once in a hundred boards, and then neither moves. */
const MARK_CHARS = 5;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** A cluster with the notes that would join it. */
export interface ClusterToShow {
  /** The cluster that it becomes, or already is. */
  readonly cluster: string;
  /** Empty where it has none. */
  readonly title: string;
  readonly notes: readonly { readonly id: string }[];
}

/** What stands in presence. */
export interface ToldProposal {
  /** Another one for every change. */
  readonly number: number;
  /** Cluster, title, and the marks of its notes one after another. */
  readonly piles: readonly (readonly [string, string, string])[];
}

/** What somebody else shows. */
export interface ShownProposal {
  readonly client: number;
  /** Empty in an anonymous room, where presence names nobody. */
  readonly by: ParticipantId;
  readonly number: number;
  readonly clusters: readonly { readonly cluster: string; readonly title: string; readonly marks: string }[];
}

/** What to tell; null when it is too large to be told. */
export function toldProposal(clusters: readonly ClusterToShow[], number: number): ToldProposal | null {
  const told = clusters.map(
    ({ cluster, title, notes }) => [cluster, title, notes.map(({ id }) => markOf(id)).join('')] as const,
  );
  const proposal = { number, piles: told };
  return told.length <= SHOWN_CLUSTERS_MAX && bytesOf(proposal) <= SHOWN_PROPOSAL_BYTES_MAX ? proposal : null;
}

export function bytesOf(proposal: ToldProposal): number {
  return new TextEncoder().encode(JSON.stringify(proposal)).length;
}

/**
 * What is shown, of what anybody may have written: only what the server says is a facilitator's. Of several the one that is
 * looked at already stays; the same object while it is the same.
 */
export function readProposal(
  states: ReadonlyMap<number, unknown>,
  own: number,
  had: ShownProposal | null,
): ShownProposal | null {
  const clients = had === null ? states.keys() : [had.client, ...states.keys()];
  for (const client of clients) {
    const state = states.get(client);
    if (client === own || !isRecord(state) || !isRecord(state.user) || !isRecord(state.proposal)) continue;
    const { role } = state.user;
    const id = typeof state.user.id === 'string' ? state.user.id : '';
    const { number, piles } = state.proposal;
    if (role !== 'facilitator' || typeof number !== 'number') continue;
    if (had !== null && had.client === client && had.number === number && had.by === id) return had;
    if (!Array.isArray(piles)) continue;
    return { client, by: id, number, clusters: piles.slice(0, SHOWN_CLUSTERS_MAX).flatMap(readCluster) };
  }
  return null;
}

function readCluster(value: unknown): ShownProposal['clusters'] {
  if (!Array.isArray(value)) return [];
  const [cluster, title, marks]: unknown[] = value;
  if (typeof cluster !== 'string' || typeof title !== 'string' || typeof marks !== 'string') return [];
  return cluster === '' ? [] : [{ cluster, title: title.slice(0, TITLE_CHARS_SHOWN_MAX), marks }];
}

/** The clusters with the notes that this page knows. A note in two clusters is in the first; marks that fit two notes fit none. */
export function clustersToShow({ clusters }: ShownProposal, ids: Iterable<string>): ClusterToShow[] {
  const known = new Map<string, string | null>();
  for (const id of ids) {
    const mark = markOf(id);
    known.set(mark, known.has(mark) ? null : id);
  }
  return clusters.map(({ cluster, title, marks }) => {
    const notes: { id: string }[] = [];
    for (let at = 0; at + MARK_CHARS <= marks.length; at += MARK_CHARS) {
      const mark = marks.slice(at, at + MARK_CHARS);
      const id = known.get(mark);
      known.delete(mark);
      if (id != null) notes.push({ id });
    }
    return { cluster, title, notes };
  });
}

function markOf(id: string): string {
  let rest = fnv1a(id);
  let mark = '';
  for (let at = 0; at < MARK_CHARS; at += 1) {
    mark += ALPHABET[rest & 63];
    rest >>>= 6;
  }
  return mark;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
