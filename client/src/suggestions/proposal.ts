// What is proposed, as it stands after what the facilitator did to it: values from an answer and their edits, nothing on the board.

import type { Begun, Suggestions } from '../protocol/suggestions';

/** Into titles that people wrote, or wherever notes have something in common. */
export type Way = 'sort' | 'find';

/** A cluster that people began: one on the board, or a title written here. */
export interface BegunCluster {
  /** The id of the cluster that it is on the board, or becomes when it is accepted. */
  readonly key: string;
  readonly title: string;
  /** Notes that are in it on the board. */
  readonly notes: readonly string[];
}

/** What the facilitator did to the proposals. */
export interface Edits {
  readonly titles: ReadonlyMap<string, string>;
  /** Where notes were moved by hand: to a cluster by its key, or to none. */
  readonly moved: ReadonlyMap<string, string | null>;
  readonly rejected: ReadonlySet<string>;
}

export const NO_EDITS: Edits = { titles: new Map(), moved: new Map(), rejected: new Set() };

export interface Placed {
  readonly id: string;
  /** In hundredths; 100 for one that was put there by hand. */
  readonly sure: number;
  readonly byHand: boolean;
}

export interface SuggestedCluster {
  readonly key: string;
  readonly title: string;
  /** The title that the answer has for it; empty where people gave it theirs. */
  readonly proposed: string;
  /** The cluster that it becomes, or already is, when it is accepted. */
  readonly cluster: string;
  readonly notes: readonly Placed[];
  /** Words that tie it, with how many of its notes have them. */
  readonly words: readonly (readonly [string, number])[];
  /** The note in its middle. */
  readonly middle: string | null;
}

export interface Proposal {
  readonly clusters: readonly SuggestedCluster[];
  /** Notes that are better left alone, or were put aside by hand. */
  readonly alone: readonly string[];
}

/** What to ask for: the clusters that were begun, with the notes that were put into them by hand, which teach the rest. */
export function begunFor(begun: readonly BegunCluster[], edits: Edits): Begun[] {
  const open = begun.filter(({ key }) => !edits.rejected.has(key));
  return open.map(({ key, title, notes }) => ({
    title: edits.titles.get(key) ?? title,
    notes: [...notes, ...movedTo(edits, key)],
  }));
}

function movedTo(edits: Edits, key: string): string[] {
  return [...edits.moved].filter(([, to]) => to === key).map(([note]) => note);
}

/** What the board has to say. */
export interface Known {
  /** The note is there, in sight and in no cluster. */
  isFree(note: string): boolean;
  isCluster(id: string): boolean;
  /** The id under which a cluster that was found comes onto the board: always the same for the same key. */
  clusterFor(key: string): string;
}

/**
 * The proposal that an answer and the edits make. `begun` are the clusters that were asked for, in that order; empty where
 * clusters were looked for. Notes that are gone, or in a cluster by now, are left out: they are not free.
 */
export function proposalOf(
  answer: Suggestions,
  cut: number,
  begun: readonly BegunCluster[],
  edits: Edits,
  known: Known,
): Proposal {
  const idOf = (note: number) => answer.notes[note] ?? '';
  const chosen = answer.cuts[cut];
  const clusters: SuggestedCluster[] = [];
  const alone = new Set<string>();
  const stays = (note: string) => known.isFree(note) && !edits.moved.has(note);
  for (const note of chosen?.alone ?? []) if (stays(idOf(note))) alone.add(idOf(note));
  for (const [index, suggested] of (chosen?.piles ?? []).entries()) {
    const own = begun[index];
    const key = own?.key ?? foundKey(cut, index);
    const proposed = suggested.members.map(([note, sure]) => ({ id: idOf(note), sure, byHand: false }));
    const staying = proposed.filter(({ id }) => stays(id));
    if (edits.rejected.has(key)) {
      for (const { id } of staying) alone.add(id);
      continue;
    }
    const byHand = movedTo(edits, key).filter(known.isFree);
    const cluster = own?.key ?? known.clusterFor(key);
    // What is left of one that was found is no cluster any more, unless it would join one that is there.
    const isLone = own === undefined && byHand.length + staying.length < 2 && !known.isCluster(cluster);
    if (isLone && byHand.length === 0) {
      for (const { id } of staying) alone.add(id);
      continue;
    }
    clusters.push({
      key,
      title: edits.titles.get(key) ?? suggested.title,
      proposed: own === undefined ? suggested.title : '',
      cluster,
      notes: [
        ...byHand.map((id) => ({ id, sure: 100, byHand: true })),
        ...staying.sort((a, b) => b.sure - a.sure),
      ],
      words: suggested.words,
      middle: suggested.middle === null ? null : idOf(suggested.middle),
    });
  }
  const open = new Set(clusters.map(({ key }) => key));
  for (const [note, to] of edits.moved) {
    if (known.isFree(note) && (to === null || !open.has(to))) alone.add(note);
  }
  return { clusters, alone: [...alone] };
}

/** A cluster that was found has its name by its cut, so that edits wait while another cut is looked at. */
export function foundKey(cut: number, index: number): string {
  return `${cut}.${index}`;
}

/** The proposal with the sure ones only. */
export function sureOnes({ clusters, alone }: Proposal, from: number): Proposal {
  const sure = clusters.map((suggested) => ({
    ...suggested,
    notes: suggested.notes.filter((note) => note.sure >= from),
  }));
  const unsure = clusters.flatMap(({ notes }) =>
    notes.filter((note) => note.sure < from).map(({ id }) => id),
  );
  return { clusters: sure, alone: [...alone, ...unsure] };
}

/** How sure a note is, in words. */
export function sureness(sure: number, from: number): 'sure' | 'perhaps' | 'hardly' {
  if (sure >= from) return 'sure';
  return sure >= from / 2 ? 'perhaps' : 'hardly';
}

export function retitled(edits: Edits, key: string, title: string): Edits {
  return { ...edits, titles: new Map([...edits.titles, [key, title]]) };
}

export function movedByHand(edits: Edits, note: string, to: string | null): Edits {
  return { ...edits, moved: new Map([...edits.moved, [note, to]]) };
}

export function rejecting(edits: Edits, key: string): Edits {
  return { ...edits, rejected: new Set([...edits.rejected, key]) };
}
