// Ids in a session: those that a page draws for what it makes, and those of the board that the session can name.

import { randomId } from '../random_id';

/** Of every id in a session. */
export const ID_BYTES = 16;

/** A fresh id: 128 random bits in 22 URL-safe characters. */
export function newSessionId(): string {
  return randomId(ID_BYTES);
}

/** Longest key of a note or cluster that the session can name, in bytes of UTF-8; as `ids.rs` has it. */
const ELEMENT_ID_BYTES_MAX = 64;

/** Whether the session can name what has this key on the board: a foreign client may have given it any. */
export function isElementId(key: string): boolean {
  if (key === '' || key.length > ELEMENT_ID_BYTES_MAX) return false;
  return new TextEncoder().encode(key).byteLength <= ELEMENT_ID_BYTES_MAX && !/\p{Cc}/u.test(key);
}
