// Who takes part, and how far they are, as the panel tells it. Pure.

import type { ParticipantId, Person, Phase, VoteResult } from '../../protocol/session';
import { type SessionState, takesPart } from '../session';

export interface Roster {
  /** Those who take part: raised hands first, then in the order they came. */
  readonly inside: readonly Person[];
  /** Those who were put out. */
  readonly outside: readonly Person[];
}

export function rosterOf(people: readonly Person[]): Roster {
  const inside = people.filter(takesPart);
  return {
    inside: [...inside.filter(({ hand }) => hand), ...inside.filter(({ hand }) => !hand)],
    outside: people.filter(({ removed, merged }) => removed && merged === undefined),
  };
}

/**
 * Somebody packed trusting that nobody learns who wrote what, and that stands: no names are shown before baskets are laid. Whether
 * answers stand in the way is not to be known beforehand: those that were given under names count too, and names may come back for
 * them. So the server says it when it is asked, as of what is held back.
 */
export function isPromised({ journey, progress }: Pick<SessionState, 'journey' | 'progress'>): boolean {
  return journey.anonymous && progress.packed > 0;
}

/** What counts in a phase, most telling first. */
export type Count = 'answered' | 'packers' | 'packed' | 'voters' | 'voted' | 'ready';

export function countsIn(
  phase: Phase | null,
  { journey, results }: Pick<SessionState, 'journey' | 'results'>,
): readonly Count[] {
  if (phase === null) return [];
  switch (phase.kind) {
    case 'arrive':
      return phase.question === null ? [] : ['answered'];
    case 'pack':
      return ['packers', 'packed', 'ready'];
    case 'lay':
      return ['packed'];
    case 'vote':
      if (journey.vote?.phase === phase.id) return ['voters', 'ready'];
      // Nobody votes any more: how many did, the result says.
      return lastResultIn(phase, results) === undefined ? [] : ['voted'];
    case 'harvest':
      return [];
    case 'taste':
    case 'cluster':
    case 'take':
      return ['ready'];
    default:
      // A newer server may know more kinds than this page.
      phase satisfies never;
      return ['ready'];
  }
}

/** What came of the last vote of a phase that is over. */
export function lastResultIn(phase: Phase | null, results: SessionState['results']): VoteResult | undefined {
  return results.findLast((result) => result.phase === phase?.id);
}

/** How far one person is in what each does. */
export interface Progress {
  readonly packed: number;
  readonly ready: boolean;
}

/** What is known of one person's progress; null where nobody may know it. */
export function progressOf(each: SessionState['each'], who: ParticipantId): Progress | null {
  if (each === null) return null;
  return each.get(who) ?? { packed: 0, ready: false };
}
