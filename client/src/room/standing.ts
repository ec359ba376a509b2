// Who asks what may be done on the board of the open room, and which rights hold in it now.

import { type Accessor, createMemo, untrack } from 'solid-js';
import { doneIn, type Standing } from '../board/rights/rights';
import type { ParticipantId, Person, Rights } from '../protocol/session';
import { runningPhase, type Session } from '../session/session';
import type { OpenRoom } from './open_room';

/** Until the room has told its rights, everything may be done: what may not be comes back to its writer. */
const UNTOLD: Rights = { board: 'all' };

/** Another one only where something of it is another: the session keeps what has not changed the same object. */
export function createStanding(
  room: Pick<OpenRoom, 'me' | 'role' | 'wroteUnder'> & { readonly session: Pick<Session, 'state'> },
): Accessor<Standing> {
  const { state } = room.session;
  const rights = createMemo(() => state()?.journey.rights ?? UNTOLD);
  const locked = createMemo(() => state()?.journey.locked === true);
  const done = createMemo(() => doneIn(runningPhase(state())));
  const area = createMemo(() => runningPhase(state())?.area ?? null);
  const items = createMemo(() => state()?.items);
  const mine = createMemo(() => entriesOf(room.me, state()?.people ?? []), undefined, { equals: isSame });
  const people = createMemo(() => state()?.people);
  const known = createMemo(() => new Set(people()?.map(({ id }) => id)));
  return createMemo(() => {
    const own = mine();
    return {
      role: room.role(),
      rights: rights(),
      isMe: (who) => own.has(who),
      isOfRoom: (who) => untrack(known).has(who),
      locked: locked(),
      wroteUnder: room.wroteUnder,
      done: done(),
      area: area(),
      voted: new Set(items()),
    };
  });
}

/** All the entries that are this person: their own, and those that were made one with it. */
function entriesOf(me: ParticipantId, people: readonly Person[]): ReadonlySet<ParticipantId> {
  const gone = people.filter(({ merged }) => merged !== undefined);
  return new Set([me, ...gone.map(({ id }) => id)].filter((who) => countsAs(gone, who) === me));
}

/** Who somebody turned out to be, or they themselves. */
export function countsAs(people: readonly Person[], who: ParticipantId): ParticipantId {
  const merged = people.find(({ id }) => id === who)?.merged;
  return merged === undefined ? who : countsAs(people, merged);
}

function isSame<Value>(one: ReadonlySet<Value>, other: ReadonlySet<Value>): boolean {
  return one.size === other.size && [...one].every((value) => other.has(value));
}
