// The rooms this browser was in, last first.

import { createRoot, createSignal } from 'solid-js';
import type { ParticipantId, Role, RoomId } from '../protocol/session';
import { readStored, store } from '../storage';

export interface KnownRoom {
  id: RoomId;
  title: string;
  /** When this browser was last in it by its own clock, ms since 1970. */
  when: number;
  /** The same by the server's clock, which the room's history goes by; none where it never told the time. */
  seenMs?: number;
  /** Who we were there, so that the room opens also while its server does not answer. */
  participant: ParticipantId;
  role: Role;
  /** Whether it was archived when this browser last heard of it. */
  archived?: boolean;
  /** When it is gone for good, where it was taken away from here, ms since 1970. */
  goneMs?: number;
  /** Whether people packed there when this browser last heard of it. */
  packing?: boolean;
}

/** More than anyone looks through; the oldest fall off. */
export const KNOWN_ROOMS_MAX = 50;

const STORED_AS = 'picnic.rooms';

const [knownRooms, writeKnownRooms] = createRoot(() =>
  createSignal<readonly KnownRoom[]>(readKnownRooms(readStored(STORED_AS))),
);

export { knownRooms };

/** Puts a room first. */
export function rememberRoom(room: KnownRoom): void {
  save(withRoom(load(), room));
}

/** Takes a room off the list; it can be put back with `rememberRoom`. */
export function forgetRoom(id: RoomId): void {
  save(load().filter((room) => room.id !== id));
}

/** The list with a room in it, last first. */
export function withRoom(rooms: readonly KnownRoom[], room: KnownRoom): readonly KnownRoom[] {
  return [room, ...rooms.filter(({ id }) => id !== room.id)]
    .sort((a, b) => b.when - a.when)
    .slice(0, KNOWN_ROOMS_MAX);
}

/** Reads what was stored; whatever does not look like a room is left out. */
export function readKnownRooms(stored: string | null): readonly KnownRoom[] {
  if (stored === null) return [];
  try {
    const list: unknown = JSON.parse(stored);
    return Array.isArray(list) ? list.filter(isKnownRoom) : [];
  } catch {
    return [];
  }
}

function isKnownRoom(value: unknown): value is KnownRoom {
  if (typeof value !== 'object' || value === null) return false;
  const room = value as Partial<Record<keyof KnownRoom, unknown>>;
  return (
    typeof room.id === 'string' &&
    typeof room.title === 'string' &&
    typeof room.when === 'number' &&
    (room.seenMs === undefined || typeof room.seenMs === 'number') &&
    typeof room.participant === 'string' &&
    (room.archived === undefined || typeof room.archived === 'boolean') &&
    (room.goneMs === undefined || typeof room.goneMs === 'number') &&
    (room.packing === undefined || typeof room.packing === 'boolean') &&
    (room.role === 'viewer' || room.role === 'participant' || room.role === 'facilitator')
  );
}

/** Another tab may have changed the list since. */
function load(): readonly KnownRoom[] {
  return readKnownRooms(readStored(STORED_AS));
}

function save(rooms: readonly KnownRoom[]): void {
  writeKnownRooms(rooms);
  store(STORED_AS, JSON.stringify(rooms));
}
