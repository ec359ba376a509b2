// What lets this tab into a room where the browser keeps no cookies: the pass that a cookie would hold. The page has it, the
// tab's entry in the history keeps it over a reload (where storage is blocked too), and requests bring it in a header.

import { createRoot, createSignal } from 'solid-js';
import type { RoomId } from '../protocol/session';
import { ask, type Reply } from './answer';

/** The header that brings it. */
const HEADER = 'picnic-pass';

/** What it is called in a fragment, on its way to another page of the room in this tab. */
const FRAGMENT = 'pass';

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

/** Takes the pass that the tab's last page of this room left. */
export function inheritPass(room: RoomId): void {
  const left = new URLSearchParams(location.hash.slice(1)).get(FRAGMENT);
  if (left !== null) readdress(room, location.href.replace(/#.*/, ''));
  // A link from elsewhere may hold somebody's own pass, to have others write and vote as them.
  const pass = (isLedHereByUs() ? left : null) ?? passIn(history.state, room);
  if (pass !== null) bring(room, pass);
}

/** Whether a page of this server led here: browsers tell no other page of it (`Referrer-Policy`). */
function isLedHereByUs(): boolean {
  return URL.canParse(document.referrer) && new URL(document.referrer).origin === location.origin;
}

/** Puts another address of a room into the address bar. */
export function readdress(room: RoomId, address: string): void {
  history.replaceState(stateFor(room), '', address);
}

/** The address of another page of a room, for a link in this tab. */
export function within(room: RoomId, address: string): string {
  const pass = passFor(room);
  return pass === undefined ? address : `${address}#${FRAGMENT}=${pass}`;
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
