// Whose half-written words one is shown, and for whom one acts. Pure.

import type { HalfWritten, Kind } from '../../half_written/words';
import type { ParticipantId, Person, Role } from '../../protocol/session';
import { isInside, type Session, type SessionState } from '../session';

/**
 * Those that are listed to somebody. What a facilitator writes in the panel waits there; who facilitates no more finds it with the
 * rest. The numbers of a round are no words.
 */
export function listedTo(role: Role, all: readonly HalfWritten[]): readonly HalfWritten[] {
  const inPanel = (kind: Kind) => role === 'facilitator' && (kind === 'phase' || kind === 'person');
  return all.filter(({ kind }) => kind !== 'round' && !inPanel(kind));
}

/** Those that one sees while acting for somebody: theirs; while acting for oneself also those of people one acts for no more. */
export function ofWhom(
  all: readonly HalfWritten[],
  who: ParticipantId,
  me: ParticipantId,
  proxies: readonly ParticipantId[],
): readonly HalfWritten[] {
  return all.filter((one) => one.who === who || (who === me && !proxies.includes(one.who)));
}

/** Those without a device for whom a facilitator acts. */
export function proxiesOf(state: SessionState, me: ParticipantId, isFacilitator: boolean): Person[] {
  return isFacilitator ? state.people.filter((person) => person.keeper === me && isInside(person)) : [];
}

/** Those that the task of somebody lists: the sheet counts no others, also while it is put away. */
export function listedFor(
  { me, role }: Pick<Session, 'me' | 'role'>,
  state: SessionState,
  who: ParticipantId,
  unseen: readonly HalfWritten[],
): readonly HalfWritten[] {
  const proxies = proxiesOf(state, me, role() === 'facilitator').map(({ id }) => id);
  return ofWhom(listedTo(role(), unseen), who, me, proxies);
}
