// In an anonymous room nobody may know who wrote a comment. Its id is made from a key that only the writer's browser keeps: by the key
// the browser knows the comment again, and can take it back.

import { digest } from 'lib0/hash/sha256';
import type { CommentId, CommentKey, ParticipantId, RoomId } from '../protocol/session';
import { base64url } from '../random_id';
import { readStoredJson, store } from '../storage';
import { ID_BYTES } from './ids';

/** More than one person writes in a workshop. */
const KEPT_MAX = 500;

/** What was written on this page, by where it is kept: for a browser that keeps nothing. */
const written = new Map<string, readonly (readonly [CommentId, CommentKey])[]>();

/** The id of the comment that has this key. */
export function commentOf(key: Uint8Array): CommentId {
  return base64url(digest(key).subarray(0, ID_BYTES));
}

export interface CommentKeys {
  /** A new comment's id, whose key is kept from now on. */
  draw(): CommentId;
  /** The keys of the comments that were written in this browser, as they are kept now. */
  known(): ReadonlyMap<CommentId, CommentKey>;
  /** The key of one of them. */
  of(comment: CommentId): CommentKey | undefined;
}

/** The keys of one person's comments in a room. */
export function commentKeys(room: RoomId, participant: ParticipantId): CommentKeys {
  const storedAs = `picnic.comments.${room}.${participant}`;
  /** Those of pages before this and beside it, and then this one's, whether they are kept or not. */
  const known = (): ReadonlyMap<CommentId, CommentKey> => {
    const list = readStoredJson(storedAs);
    const stored = Array.isArray(list) ? list.filter(isPair) : [];
    return new Map([...stored, ...(written.get(storedAs) ?? [])]);
  };
  return {
    draw() {
      const key = crypto.getRandomValues(new Uint8Array(ID_BYTES));
      const id = commentOf(key);
      const pairs = [...known(), [id, base64url(key)] as const].slice(-KEPT_MAX);
      written.set(storedAs, pairs);
      store(storedAs, JSON.stringify(pairs));
      return id;
    },
    known,
    of: (comment) => known().get(comment),
  };
}

function isPair(value: unknown): value is [CommentId, CommentKey] {
  return Array.isArray(value) && value.length === 2 && value.every((one) => typeof one === 'string');
}
