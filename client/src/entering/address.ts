// Which page an address means, and the addresses of rooms: all under the path that picnic is served at.

import type { RoomId } from '../protocol/session';

/** What a link's fragment may be called. */
const LINK_KINDS = ['facilitate', 'join', 'view'] as const;

/** What a link makes of the person who opens it. */
export type LinkKind = (typeof LINK_KINDS)[number];

/** A page of picnic. */
export type PageAddress =
  | { page: 'home' }
  | { page: 'room'; room: RoomId; secret: string | undefined }
  | { page: 'harvest'; room: RoomId; secret: string | undefined }
  | { page: 'nowhere' };

/** What follows a room's address for its harvest. */
const HARVEST = 'harvest';

/** 128 bits in URL-safe base64. */
const ID = /^[\w-]{22}$/;

/** Reads an address; `base` is where picnic is served. */
export function readAddress(address: string, base: string): PageAddress {
  const { origin, pathname, hash } = new URL(address);
  const root = new URL('.', base);
  if (origin !== root.origin || !`${pathname}/`.startsWith(root.pathname)) return { page: 'nowhere' };
  const path = pathname.slice(root.pathname.length).replace(/\/$/, '');
  if (path === '') return { page: 'home' };
  const [folder, room, part, ...rest] = path.split('/');
  if (folder !== 'r' || room === undefined || rest.length > 0 || !ID.test(room)) return { page: 'nowhere' };
  if (part !== undefined && part !== HARVEST) return { page: 'nowhere' };
  return { page: part === HARVEST ? 'harvest' : 'room', room, secret: readSecret(hash) };
}

function readSecret(hash: string): string | undefined {
  const fragment = new URLSearchParams(hash.slice(1));
  for (const kind of LINK_KINDS) {
    const secret = fragment.get(kind);
    if (secret) return secret;
  }
  return undefined;
}

/** The link to pass on. */
export function roomLink(room: RoomId, kind: LinkKind, secret: string, base: string): string {
  return `${roomAddress(room, base)}#${kind}=${secret}`;
}

/** A room's address, for who has been in it. */
export function roomAddress(room: RoomId, base: string): string {
  return new URL(`r/${room}`, new URL('.', base)).href;
}

/** The address of a room's harvest, for who may read the room. */
export function harvestAddress(room: RoomId, base: string): string {
  return `${roomAddress(room, base)}/${HARVEST}`;
}

/** The link to a room's harvest to pass on. */
export function harvestLink(room: RoomId, secret: string, base: string): string {
  return `${harvestAddress(room, base)}#view=${secret}`;
}

/** The address of whatever carries a room's frames. */
export function syncAddress(room: RoomId, base: string): string {
  return new URL(`sync/${room}`, new URL('.', base)).href;
}

/** The front page's address. */
export function homeAddress(base: string): string {
  return new URL('.', base).href;
}
