// The two questions the page asks over HTTP: make a room, let me in.

import { ask, jsonIn, type Reply } from '../http/answer';
import type { Beginning } from '../models/beginning';
import type { components } from '../protocol/http';
import type { Language, RoomId, Tokens } from '../protocol/session';
import { askRoom, passFor, receivePass } from './pass';

/** What went wrong, as far as a person can do something about it. */
export type Wrong =
  | 'notFound'
  | 'forbidden'
  | 'removed'
  | 'joiningClosed'
  /** Newcomers knock. */
  | 'knockFirst'
  /** A facilitator put us together with another entry of ours. */
  | 'merged'
  /** A facilitator took the room away; for a while facilitators can bring it back. */
  | 'takenAway'
  | 'unreachable'
  /** Something else answered in the server's place. */
  | 'between'
  /** The server is known to the page by another address than to itself. */
  | 'misled'
  | 'busy'
  | 'failed';

/** Why the server makes no room, beyond what can be wrong with any request. */
export type NotMade =
  /** It takes a code, which was not said, or not the right one. */
  | 'codeNeeded'
  | 'codeWrong'
  /** Nobody makes rooms there. */
  | 'nobodyMakes'
  /** Its disk takes no more. */
  | 'diskFull';

export type Answer<T, W = Wrong> = { ok: true; value: T } | { ok: false; wrong: W };

export type Told = components['schemas'];

/** A room just made; whoever made it has all its secrets. */
export type MadeRoom = Pick<Told['MadeRoom'], 'room' | 'title'> & { tokens: Required<Tokens> };

/** Who we are in a room that let us in. */
export type Entry = Told['Entered'];

/** An answer that has not come by then will not. */
const ANSWER_MS_MAX = 15_000;

/** Makes a room; without a beginning its board is bare. The code is for servers that ask for one. */
export async function makeRoom(
  title: string,
  language: Language,
  beginning: Beginning | null,
  code = '',
): Promise<Answer<MadeRoom, Wrong | NotMade>> {
  const post = posting({ title, language, ...beginning } satisfies Told['NewRoomSent']);
  const reply = await ask('api/rooms', sayingCode(post, code));
  const refused = reply.from === 'server' && !reply.ok ? notMade(reply.refused.code) : undefined;
  if (refused !== undefined) return { ok: false, wrong: refused };
  return answerIn(Promise.resolve(reply), isMadeRoom);
}

/** The same with the code for making rooms, where one was said. */
export function sayingCode(post: RequestInit, code: string): RequestInit {
  if (code.trim() === '') return post;
  // A header holds no other letters; no server's code has them either.
  const said = { 'picnic-room-code': code.trim().replace(/[^!-~]/g, '?') };
  return { ...post, headers: { ...post.headers, ...said } };
}

/** What a refusal's code means for somebody who makes a room. */
export function notMade(code: string | undefined): NotMade | undefined {
  switch (code) {
    case 'roomCodeNeeded':
      return 'codeNeeded';
    case 'wrongRoomCode':
      return 'codeWrong';
    case 'nobodyMakesRooms':
      return 'nobodyMakes';
    case 'diskNearlyFull':
    case 'serverFull':
    case 'addressFull':
      return 'diskFull';
    default:
      return undefined;
  }
}

/** Trades a link's secret for a cookie; without a secret what the tab or the browser has of the last time does. */
export async function enterRoom(room: RoomId, secret: string | undefined): Promise<Answer<Entry>> {
  // A proxy may take a path away that the server knows nothing of, and cookies are kept to theirs.
  const base = new URL('.', document.baseURI).pathname;
  const body = posting({
    secret,
    pass: secret !== undefined || passFor(room) !== undefined,
    base,
  } satisfies Told['EntrySent']);
  const answer = await answerIn(askRoom(room, `api/rooms/${room}/enter`, body), isEntry);
  if (answer.ok && answer.value.room !== room) return { ok: false, wrong: 'between' };
  if (answer.ok && answer.value.pass !== undefined) receivePass(room, answer.value.pass);
  return answer;
}

export function posting(body: object): RequestInit {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(ANSWER_MS_MAX),
  };
}

export async function answerIn<T>(
  asked: Promise<Reply>,
  isLike: (value: unknown) => value is T,
): Promise<Answer<T>> {
  const reply = await asked;
  const wrong = wrongIn(reply);
  if (wrong !== undefined) return { ok: false, wrong };
  const value = reply.from === 'server' && reply.ok ? await jsonIn(reply.response) : undefined;
  return isLike(value) ? { ok: true, value } : { ok: false, wrong: 'between' };
}

/** Whether all texts are there. */
export function hasTexts(value: unknown, ...names: readonly string[]): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const some = value as Record<string, unknown>;
  return names.every((name) => typeof some[name] === 'string');
}

export function isMadeRoom(value: unknown): value is MadeRoom {
  return hasTexts(value, 'room', 'title') && hasTexts(value.tokens, 'facilitate');
}

export function isEntry(value: unknown): value is Entry {
  return hasTexts(value, 'room', 'title', 'role', 'participant');
}

/** What is wrong with a reply, if something is. */
export function wrongIn(reply: Reply): Wrong | undefined {
  if (reply.from === 'nobody') return 'unreachable';
  if (reply.from === 'between') return 'between';
  return reply.ok ? undefined : wrongOf(reply.refused.status, reply.refused.code);
}

/** What the server's own refusal means for the person. */
export function wrongOf(status: number, code?: string): Wrong {
  // It answers, under another address than the page's: a proxy changes the path or the host on the way.
  if (status === 421 || code === 'otherOrigin' || code === 'nothingHere') return 'misled';
  if (status === 403) {
    switch (code) {
      case 'removed':
      case 'joiningClosed':
      case 'knockFirst':
      case 'merged':
        return code;
      default:
        return 'forbidden';
    }
  }
  if (code === 'takenAway') return 'takenAway';
  if (status === 404 || status === 410) return 'notFound';
  if (status === 401) return 'forbidden';
  if (status === 429 || code === 'serverFull') return 'busy';
  // It is starting again.
  if (status === 502 || status === 503 || status === 504) return 'unreachable';
  return 'failed';
}
