// Rooms that somebody took off their list: all else that this browser keeps of them goes too, when the front page is opened the next
// time. Until then it can be undone.

import { knownRooms } from '../entering/known_rooms';
import type { RoomId } from '../protocol/session';
import { readStoredJson, SWEPT, store, storedKeys, unstore } from '../storage';

const STORED_AS = 'picnic.forgotten';

/** More than anyone takes off a list in one go. */
const FORGOTTEN_MAX = 50;

/** The room is off the list: `sweep` may take what is kept of it. */
export function forgetWholly(room: RoomId): void {
  save([...load().filter((one) => one !== room), room].slice(-FORGOTTEN_MAX));
}

/** It is on the list again. */
export function recall(room: RoomId): void {
  save(load().filter((one) => one !== room));
}

/** Takes what is kept of rooms that are forgotten and that nobody has been in since. */
export async function sweep(): Promise<void> {
  const known = new Set(knownRooms().map(({ id }) => id));
  for (const room of load()) {
    if (!known.has(room)) await takeAll(room);
    recall(room);
  }
}

/** Half-written words, commands that wait, where one looked and what one read, and the board. */
async function takeAll(room: RoomId): Promise<void> {
  for (const key of storedKeys('picnic.')) {
    if (key.split('.')[2] !== room) continue;
    // A page that has the room open is told that it was swept, and loses no words that somebody is writing there.
    store(key, SWEPT);
    unstore(key);
  }
  try {
    const boards = await indexedDB.databases();
    for (const { name } of boards) {
      if (name?.startsWith(`picnic.${room}.`)) indexedDB.deleteDatabase(name);
    }
  } catch {
    // Nothing is stored, or nothing says what: then it stays.
  }
}

function load(): readonly RoomId[] {
  const list = readStoredJson(STORED_AS);
  return Array.isArray(list) ? list.filter((one) => typeof one === 'string') : [];
}

function save(rooms: readonly RoomId[]): void {
  if (rooms.length === 0) unstore(STORED_AS);
  else store(STORED_AS, JSON.stringify(rooms));
}
