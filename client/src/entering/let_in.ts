// How a person gets into a room: by the link's secret, by the cookie of the last time, or, while the server is
// silent, into what this browser kept.

import type { ParticipantId, RoomId } from '../protocol/session';
import type { Access } from '../sync/connection';
import type { Answer, Entry, Wrong } from './api';
import type { RoomEntry } from './entry';
import type { KnownRoom } from './known_rooms';

export type LetIn =
  /** `sure` when the server said so just now. */
  { in: true; sure: boolean; entry: RoomEntry } | { in: false; wrong: Wrong };

/** Why there is no room to show. */
type NotIn = Wrong | 'revoked' | 'cookies';

/** Whether nothing is known of the room by that: whoever asked may only wait, and ask again. */
export function isSilence(wrong: NotIn): boolean {
  switch (wrong) {
    case 'unreachable':
    case 'between':
    case 'misled':
    case 'busy':
    case 'failed':
      return true;
    default:
      return false;
  }
}

/** Whether somebody in the room may change that at any time: the page asks again by itself. */
export function mayBeLetIn(wrong: NotIn): boolean {
  return wrong === 'removed' || wrong === 'joiningClosed' || wrong === 'takenAway';
}

/** How long to wait before asking a silent server again, and one that says that it is full. */
const AGAIN_MS = 3_000;
const AGAIN_MS_BUSY = 15_000;
/** Who stands outside waits for a person, who takes a while to think it over. */
const AGAIN_MS_OUTSIDE = 10_000;

/** When to ask again after such an answer; null where asking would not help. */
export function retryAfterMs(wrong: NotIn): number | null {
  if (mayBeLetIn(wrong)) return AGAIN_MS_OUTSIDE;
  if (!isSilence(wrong)) return null;
  return wrong === 'busy' ? AGAIN_MS_BUSY : AGAIN_MS;
}

/**
 * Whose half-written words to show somebody who is not let in: those of whoever was last in this room here. Who came by a link may
 * be somebody else, and is shown none; unless the server says that they were removed, so it knows them.
 */
export function whoWasHere(
  wrong: Wrong,
  secret: string | undefined,
  known: KnownRoom | undefined,
): ParticipantId | undefined {
  return wrong === 'removed' || secret === undefined ? known?.participant : undefined;
}

/** What a wrong answer says to whoever is in the room: nothing but the server's own refusal puts them out. */
export function accessOf(wrong: Wrong): Access {
  switch (wrong) {
    case 'notFound':
    case 'forbidden':
    case 'removed':
    case 'joiningClosed':
    case 'knockFirst':
    case 'merged':
    case 'takenAway':
      return { is: 'out', why: wrong };
    case 'between':
    case 'misled':
      return { is: 'between' };
    case 'unreachable':
    case 'busy':
    case 'failed':
      return { is: 'unknown' };
  }
}

/** The question over HTTP. */
type Ask = (room: RoomId, secret: string | undefined) => Promise<Answer<Entry>>;

/** Asks the server to be let in by a link's secret, else, with an old link in a browser that is let in anyway, without. */
export async function askToEnter(room: RoomId, secret: string | undefined, ask: Ask): Promise<Answer<Entry>> {
  const answer = await ask(room, secret);
  const isOldLink = !answer.ok && answer.wrong === 'forbidden' && secret !== undefined;
  return isOldLink ? ask(room, undefined) : answer;
}

/** Asks the server to be let in; `ask` is the question over HTTP, `known` what this browser knows of the room. */
export async function letIn(
  room: RoomId,
  secret: string | undefined,
  known: KnownRoom | undefined,
  ask: Ask,
): Promise<LetIn> {
  const answer = await askToEnter(room, secret, ask);
  if (answer.ok) {
    const { title, participant, role } = answer.value;
    return { in: true, sure: true, entry: { room, title, participant, role } };
  }
  // A link may make somebody else of us than this browser was: only the server can tell.
  if (isSilence(answer.wrong) && known !== undefined && secret === undefined) {
    const { title, participant, role } = known;
    return { in: true, sure: false, entry: { room, title, participant, role } };
  }
  return { in: false, wrong: answer.wrong };
}
