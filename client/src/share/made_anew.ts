// Whether the link for participants is another than the one that this browser had first: whoever shared that shares the new one.

import { fnv1a } from '../fnv';
import type { RoomId } from '../protocol/session';
import { readStored, store } from '../storage';

/** Remembers the first secret by what cannot be read back; where the browser keeps nothing, no link is taken for a new one. */
export function isMadeAnew(room: RoomId, secret: string): boolean {
  const place = `picnic.link.${room}`;
  const first = readStored(place);
  const mark = String(fnv1a(secret));
  if (first === null) store(place, mark);
  return first !== null && first !== mark;
}
