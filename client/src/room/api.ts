// The two questions the page asks over HTTP: make a room, let me in.

import type { Beginning } from '../models/beginning';
import type { Language, ParticipantId, Role, RoomId, Tokens } from '../protocol/session';

/** What went wrong, as far as a person can do something about it. */
export type Wrong =
  | 'notFound'
  | 'forbidden'
  | 'removed'
  | 'joiningClosed'
  | 'unreachable'
  | 'busy'
  | 'failed';

export type Answer<T> = { ok: true; value: T } | { ok: false; wrong: Wrong };

/** A room just made. */
export interface MadeRoom {
  room: RoomId;
  title: string;
  tokens: Required<Tokens>;
}

/** Who we are in a room that let us in. */
export interface Entry {
  room: RoomId;
  title: string;
  language: Language;
  role: Role;
  participant: ParticipantId;
  /** Secrets of the links we may pass on. */
  tokens: Tokens;
}

/** An answer that has not come by then will not. */
const ANSWER_MS_MAX = 15_000;

/** Makes a room; without a beginning its board is bare. */
export function makeRoom(
  title: string,
  language: Language,
  beginning: Beginning | null,
): Promise<Answer<MadeRoom>> {
  return post<MadeRoom>('api/rooms', { title, language, ...beginning });
}

/** Trades a link's secret for a cookie; without a secret the cookie of the last time does. */
export function enterRoom(room: RoomId, secret: string | undefined): Promise<Answer<Entry>> {
  return post<Entry>(`api/rooms/${room}/enter`, secret === undefined ? {} : { secret });
}

async function post<T>(path: string, body: object): Promise<Answer<T>> {
  try {
    const response = await fetch(new URL(path, document.baseURI), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
    });
    if (!response.ok) return { ok: false, wrong: wrongOf(response.status, await codeOf(response)) };
    return { ok: true, value: (await response.json()) as T };
  } catch {
    return { ok: false, wrong: 'unreachable' };
  }
}

/** The problem's own word for what went wrong, where the status alone does not say it. */
async function codeOf(response: Response): Promise<string | undefined> {
  const problem: unknown = await response.json().catch(() => null);
  if (typeof problem !== 'object' || problem === null || !('code' in problem)) return undefined;
  return typeof problem.code === 'string' ? problem.code : undefined;
}

/** What a status means for the person. */
export function wrongOf(status: number, code?: string): Wrong {
  if (status === 403 && (code === 'removed' || code === 'joiningClosed')) return code;
  if (status === 404 || status === 410) return 'notFound';
  if (status === 401 || status === 403) return 'forbidden';
  if (status === 429) return 'busy';
  // A proxy in front of a server that is starting again.
  if (status === 502 || status === 503 || status === 504) return 'unreachable';
  return 'failed';
}
