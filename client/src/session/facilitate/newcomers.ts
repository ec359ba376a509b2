// How many came after the vote began, as far as this page saw: nobody is told when people came. Pure.

import type { ParticipantId } from '../../protocol/session';
import type { SessionState } from '../session';
import { rosterOf } from './roster';

/** The vote that is open, and who was there when it was opened. */
export interface Opening {
  /** Null while none is. */
  readonly round: number | null;
  /** Null where it was open before this page was. */
  readonly people: ReadonlySet<ParticipantId> | null;
}

export type Seen = Pick<SessionState, 'journey' | 'people'>;

/** What is known after a look, from what was known before; null before the first one. */
export function openingSeen(before: Opening | null, { journey, people }: Seen): Opening {
  const round = journey.vote?.round ?? null;
  if (before?.round === round) return before;
  const isSeen = round !== null && before !== null;
  return { round, people: isSeen ? new Set(people.map(({ id }) => id)) : null };
}

/** Of how many who take part so many came since; none where that is not known. */
export function cameSince(
  opening: Opening | null,
  people: SessionState['people'],
): { count: number; of: number } {
  const { inside } = rosterOf(people);
  const there = opening?.people ?? null;
  return { count: there === null ? 0 : inside.filter(({ id }) => !there.has(id)).length, of: inside.length };
}
