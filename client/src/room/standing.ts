// Who asks what may be done on the board of the open room, and which rights hold in it now.

import { type Accessor, createMemo } from 'solid-js';
import type { Standing } from '../board/rights/rights';
import type { ParticipantId, Person } from '../protocol/session';
import type { OpenRoom } from './open_room';

/** Until the room has told its rights, everything may be done: what may not be comes back to its writer. */
export function createStanding(room: OpenRoom): Accessor<Standing> {
  return createMemo(
    () => {
      const state = room.session.state();
      return {
        role: room.role(),
        rights: state?.journey.rights ?? { board: 'all' },
        isMe: (who) => countsAs(room.session.state()?.people ?? [], who) === room.me,
        locked: state?.journey.locked === true,
        wroteUnder: room.wroteUnder,
        voted: new Set(state === null || state.journey.vote === null ? [] : state.items),
      };
    },
    undefined,
    { equals: isSame },
  );
}

/** Who somebody turned out to be, or they themselves. */
export function countsAs(people: readonly Person[], who: ParticipantId): ParticipantId {
  const merged = people.find(({ id }) => id === who)?.merged;
  return merged === undefined ? who : countsAs(people, merged);
}

function isSame(one: Standing, other: Standing): boolean {
  const parts = ({ role, rights, locked, voted }: Standing) =>
    JSON.stringify([role, rights, locked, [...voted]]);
  return parts(one) === parts(other);
}
