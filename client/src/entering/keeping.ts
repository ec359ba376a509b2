// What a facilitator asks the server about a room as a whole: copy it, archive it, take it away, make a link anew, a code to say aloud.

import type { Reply } from '../http/answer';
import { ask } from '../http/answer';
import type { RoomId, Tokens } from '../protocol/session';
import {
  type Answer,
  answerIn,
  hasTexts,
  isMadeRoom,
  type MadeRoom,
  type NotMade,
  notMade,
  posting,
  sayingCode,
  type Told,
  type Wrong,
} from './api';
import { askRoom, passFor, receivePass } from './pass';

/** What becomes of a room. */
export type Kept = Told['Kept'];

/** Says what shall become of a room; asks only, where nothing is said. */
export function keepRoom(
  room: RoomId,
  asked: Omit<Told['AskedKeepingSent'], 'secret'>,
): Promise<Answer<Kept>> {
  return answerIn(askRoom(room, `api/rooms/${room}/keeping`, posting(asked)), isKept);
}

/** A new room with the plan and the areas of this one, or with all that lies on its board. The code is for servers that ask for one. */
export async function copyRoom(
  room: RoomId,
  title: string,
  contents: boolean,
  code: string,
): Promise<Answer<MadeRoom, Wrong | NotMade>> {
  const post = posting({ title, contents } satisfies Told['AskedCopySent']);
  const reply = await askRoom(room, `api/rooms/${room}/copy`, sayingCode(post, code));
  const refused = reply.from === 'server' && !reply.ok ? notMade(reply.refused.code) : undefined;
  if (refused !== undefined) return { ok: false, wrong: refused };
  return answerIn(Promise.resolve(reply), isMadeRoom);
}

/** Makes a link anew: who came by the old one is out, but for whoever asks. */
export async function renewLink(room: RoomId, link: keyof Tokens): Promise<Answer<Told['Rotated']>> {
  const base = new URL('.', document.baseURI).pathname;
  const body = posting({ pass: passFor(room) !== undefined, base } satisfies Told['EntrySent']);
  const answer = await answerIn(askRoom(room, `api/rooms/${room}/links/${link}/rotate`, body), isRotated);
  if (answer.ok && answer.value.pass !== undefined) receivePass(room, answer.value.pass);
  return answer;
}

/** The room's code to say aloud, while it is on. */
export function codeOf(room: RoomId, on?: boolean): Promise<Answer<Told['ToldCode']>> {
  const body = on === undefined ? {} : { on };
  return answerIn(askRoom(room, `api/rooms/${room}/code`, posting(body)), isToldCode);
}

/** What a code that somebody typed opens; none where it opens nothing. */
export async function openByCode(code: string): Promise<Answer<Told['OpenedByCode'], Wrong | 'noSuchCode'>> {
  const reply: Reply = await ask('api/codes', posting({ code } satisfies Told['TypedCodeSent']));
  if (reply.from === 'server' && !reply.ok && reply.refused.code === 'noSuchCode')
    return { ok: false, wrong: 'noSuchCode' };
  return answerIn(Promise.resolve(reply), isOpened);
}

function isKept(value: unknown): value is Kept {
  return typeof value === 'object' && value !== null && 'archived' in value && 'takenAway' in value;
}

function isRotated(value: unknown): value is Told['Rotated'] {
  return typeof value === 'object' && value !== null;
}

function isToldCode(value: unknown): value is Told['ToldCode'] {
  return typeof value === 'object' && value !== null;
}

function isOpened(value: unknown): value is Told['OpenedByCode'] {
  return hasTexts(value, 'room', 'secret');
}
