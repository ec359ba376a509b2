// Who has packed how much, as it is told beside one's own basket. Pure.

import type { ParticipantId, PersonProgress } from '../../protocol/session';
import { type SessionState, takesPart } from '../session';

/** Who else has packed, where that may be known: whoever was made one with somebody counts as them. */
export function packedByOthers(
  { people, each }: Pick<SessionState, 'people' | 'each'>,
  who: ParticipantId,
): PersonProgress[] {
  const others = people.filter((person) => takesPart(person) && person.id !== who);
  return others.flatMap(({ id }) => each?.get(id) ?? []).filter(({ packed }) => packed > 0);
}
