// How far those are who are here: people who left hold nobody up, and are waited for by nobody. Pure.

import type { ParticipantId } from '../protocol/session';
import { type SessionState, takesPart } from './session';

/** Those who take part and are here; whoever has no device of their own is where the one is who acts for them. */
export function presentOf(
  people: SessionState['people'],
  isHere: (who: ParticipantId) => boolean,
): SessionState['people'] {
  return people.filter((person) => takesPart(person) && (person.keeper !== null || isHere(person.id)));
}

/**
 * The counts, of those who are here. Where nobody may know who is how far, in an anonymous room and while a vote is on, all counts stay
 * what they are: else whoever leaves would be seen to take theirs along.
 */
export function countedHere(
  { people, each, progress }: Pick<SessionState, 'people' | 'each' | 'progress'>,
  isHere: (who: ParticipantId) => boolean,
): SessionState['progress'] {
  const present = presentOf(people, isHere);
  if (each === null) return { ...progress, here: present.length };
  const known = present.map(({ id }) => each.get(id));
  return {
    ...progress,
    people: present.length,
    ready: known.filter((one) => one?.ready).length,
    packers: known.filter((one) => (one?.packed ?? 0) > 0).length,
  };
}

/**
 * Of how many so many are told: of those who are here, and never of fewer than did it. Where it is not known who did it, whoever did it and
 * left stands for one who is here and has not: «4 of 4» may come too soon, but the number does not grow by somebody doing it, as if
 * those who left were waited for again.
 */
export function outOf(
  { people, here = people }: Pick<SessionState['progress'], 'people' | 'here'>,
  count: number,
): { count: number; of: number } {
  return { count, of: Math.max(here, count) };
}
