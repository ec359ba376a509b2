// Whose comment it is where nobody may know: its id is made of a key that only its writer's browser keeps, and that takes it back.

import { digest } from 'lib0/hash/sha256';
import type { CommentId, CommentKey, ParticipantId, RoomId } from '../protocol/session';
import { base64url } from '../random_id';
import { readStoredJson, store } from '../storage';
import { ID_BYTES } from './ids';

/** More than one person writes in a workshop. */
const KEPT_MAX = 500;

/** The key of each comment that was written here, for a browser that keeps nothing. */
const written = new Map<CommentId, CommentKey>();

/** The id of the comment that has this key. */
export function commentOf(key: Uint8Array): CommentId {
  return base64url(digest(key).subarray(0, ID_BYTES));
}

export interface CommentKeys {
  /** A new comment's id, whose key is kept from now on. */
  draw(): CommentId;
  /** The key of a comment that was written in this browser. */
  of(comment: CommentId): CommentKey | undefined;
}

/** The keys of one person's comments in a room. */
export function commentKeys(room: RoomId, participant: ParticipantId): CommentKeys {
  const storedAs = `picnic.comments.${room}.${participant}`;
  const kept = (): readonly [CommentId, CommentKey][] => {
    const list = readStoredJson(storedAs);
    return Array.isArray(list) ? list.filter(isPair) : [];
  };
  return {
    draw() {
      const key = crypto.getRandomValues(new Uint8Array(ID_BYTES));
      const id = commentOf(key);
      const pair: [CommentId, CommentKey] = [id, base64url(key)];
      written.set(...pair);
      store(storedAs, JSON.stringify([...kept(), pair].slice(-KEPT_MAX)));
      return id;
    },
    of: (comment) => written.get(comment) ?? kept().find(([id]) => id === comment)?.[1],
  };
}

function isPair(value: unknown): value is [CommentId, CommentKey] {
  return Array.isArray(value) && value.length === 2 && value.every((one) => typeof one === 'string');
}
