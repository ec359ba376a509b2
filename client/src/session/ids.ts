// Ids that a page draws for what it makes in a session: commands, drafts, comments, commitments, proxies.

import { randomId } from '../random_id';

/** A fresh id: 128 random bits in 22 URL-safe characters. */
export function newSessionId(): string {
  return randomId(16);
}
