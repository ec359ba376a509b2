// What lets this tab into a room where the browser keeps no cookies: the pass that a cookie would hold. The page has it, the
// tab's entry in the history keeps it over a reload (where storage is blocked too), and requests bring it in a header. It stands in
// no address: those are copied, shown and written down.

import { createRoot, createSignal } from 'solid-js';
import { ask, type Reply } from '../http/answer';
import type { RoomId } from '../protocol/session';

/** The header that brings it. */
export const HEADER = 'picnic-pass';

const [passes, setPasses] = createRoot(() => createSignal<ReadonlyMap<RoomId, string>>(new Map()));

/** Passes that cookies hold as well, as far as is known. */
const spare = new Map<RoomId, string>();

/** The pass that this tab has to bring to a room; none where a cookie does. */
export function passFor(room: RoomId): string | undefined {
  return passes().get(room);
}

/** Has the tab bring a pass from now on. */
function bring(room: RoomId, pass: string): void {
  setPasses((all) => new Map(all).set(room, pass));
  history.replaceState(stateFor(room), '');
}

/** A pass that was given with a cookie: brought if no cookie is kept, else only if one turns out to be missing. */
export function receivePass(room: RoomId, pass: string): void {
  if (!navigator.cookieEnabled || passFor(room) !== undefined) bring(room, pass);
  else spare.set(room, pass);
}

/** Takes the pass that the tab's entry in the history keeps for this room. */
export function inheritPass(room: RoomId): void {
  const pass = passIn(history.state, room);
  if (pass !== null) bring(room, pass);
}

/** Puts another address of a room into the address bar. */
export function readdress(room: RoomId, address: string): void {
  history.replaceState(stateFor(room), '', address);
}

/** Follows a link to another page of a room. A tab that brings a pass goes there without loading anew, so that it keeps it. */
export function follow(event: MouseEvent & { currentTarget: HTMLAnchorElement }, room: RoomId): void {
  const isElsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (passFor(room) === undefined || event.button !== 0 || isElsewhere) return;
  event.preventDefault();
  history.pushState(stateFor(room), '', event.currentTarget.href);
  dispatchEvent(new PopStateEvent('popstate'));
}

/** Asks an address of a room, with what lets this tab in. */
export async function askRoom(room: RoomId, path: string, init: RequestInit): Promise<Reply> {
  const brought = passFor(room);
  const reply = await ask(path, bringing(brought, init));
  if (!isUnknownThere(reply)) return reply;
  // The cookie that came with a pass is not there; another request may have found that out meanwhile.
  const pass = passFor(room) ?? spare.get(room);
  if (pass === undefined || pass === brought) return reply;
  const again = await ask(path, bringing(pass, init));
  if (!isUnknownThere(again)) bring(room, pass);
  return again;
}

function isUnknownThere(reply: Reply): boolean {
  return reply.from === 'server' && !reply.ok && reply.refused.code === 'noSecret';
}

function bringing(pass: string | undefined, init: RequestInit): RequestInit {
  return pass === undefined ? init : { ...init, headers: { ...init.headers, [HEADER]: pass } };
}

/** What the tab's entry in the history keeps. */
function stateFor(room: RoomId): object | null {
  const pass = passFor(room);
  return pass === undefined ? null : { room, pass };
}

function passIn(state: unknown, room: RoomId): string | null {
  if (typeof state !== 'object' || state === null || !('pass' in state) || !('room' in state)) return null;
  return state.room === room && typeof state.pass === 'string' ? state.pass : null;
}
