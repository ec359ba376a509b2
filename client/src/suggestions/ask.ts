// Asks the server for suggestions. Giving up closes the connection, which ends the work there.

import { askRoom } from '../entering/pass';
import { jsonIn } from '../http/answer';
import type { RoomId } from '../protocol/session';
import type { Ask, Suggestions } from '../protocol/suggestions';

/** Why there are none, as far as a person can do something about it. */
export type NoSuggestions = 'unreachable' | 'busy' | 'tooMany' | 'forbidden' | 'failed';

export type Answer = { ok: true; suggestions: Suggestions } | { ok: false; why: NoSuggestions };

/** A large board that the model has not read takes this long and no longer. */
const ANSWER_MS_MAX = 120_000;

export async function askFor(room: RoomId, ask: Ask, stop: AbortSignal): Promise<Answer> {
  const reply = await askRoom(room, `api/rooms/${room}/suggestions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(ask),
    signal: AbortSignal.any([stop, AbortSignal.timeout(ANSWER_MS_MAX)]),
  });
  if (reply.from !== 'server') return { ok: false, why: 'unreachable' };
  if (!reply.ok) return { ok: false, why: whyOf(reply.refused.status) };
  const suggestions = (await jsonIn(reply.response)) as Suggestions | undefined;
  return suggestions === undefined ? { ok: false, why: 'unreachable' } : { ok: true, suggestions };
}

export function whyOf(status: number): NoSuggestions {
  if (status === 422) return 'tooMany';
  if (status === 403 || status === 401) return 'forbidden';
  if (status === 429 || status === 503) return 'busy';
  return status === 502 || status === 504 ? 'unreachable' : 'failed';
}
