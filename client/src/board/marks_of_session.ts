// What the session says of notes: how often each was reacted to, and the one that is shown to all.

import type { Reaction } from '../protocol/session';

/** Kinds of reactions and how often, none with 0. */
export type ReactionCounts = readonly (readonly [Reaction, number])[];

export interface SessionMarks {
  /** By note; a note that is not here has none. */
  readonly reactions: ReadonlyMap<string, ReactionCounts>;
  /** The note shown to all. */
  readonly spotlight: string | null;
  /** Votes that notes and clusters got in the last vote that is over; what is not here got none. In one that is open, those of this person. */
  readonly votes: ReadonlyMap<string, number>;
  /** They are this person's own, and nobody else sees them. */
  readonly votesAreOwn: boolean;
}

export const NO_MARKS: SessionMarks = {
  reactions: new Map(),
  spotlight: null,
  votes: new Map(),
  votesAreOwn: false,
};

/** The notes and clusters that look different afterwards. */
export function remarked(before: SessionMarks, after: SessionMarks): Set<string> {
  const changed = new Set<string>();
  // Asked after every change of the session, of which few are reactions.
  if (before.reactions !== after.reactions) {
    for (const note of [...before.reactions.keys(), ...after.reactions.keys()]) {
      if (!sameCounts(before.reactions.get(note), after.reactions.get(note))) changed.add(note);
    }
  }
  if (before.votes !== after.votes) {
    for (const id of [...before.votes.keys(), ...after.votes.keys()]) {
      const isSame = before.votes.get(id) === after.votes.get(id) && before.votesAreOwn === after.votesAreOwn;
      if (!isSame) changed.add(id);
    }
  }
  if (before.spotlight !== after.spotlight) {
    for (const note of [before.spotlight, after.spotlight]) if (note !== null) changed.add(note);
  }
  return changed;
}

export function sameCounts(one: ReactionCounts = [], other: ReactionCounts = []): boolean {
  return (
    one === other ||
    (one.length === other.length &&
      one.every(([kind, count], index) => other[index]?.[0] === kind && other[index][1] === count))
  );
}
