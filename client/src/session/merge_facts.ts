// What it does that two entries are made one, in the session as it is now: for the page that asks, and for the one that goes on. Pure.

import type { Person } from '../protocol/session';
import type { SessionState } from './session';

export interface MergeFacts {
  /**
   * What becomes of what the one packed: the other has it, and sees it; it is laid at once; or with the other baskets, which are not laid
   * yet, or among which nobody is to tell whose is whose. What is held back is laid by nobody.
   */
  readonly basket: 'given' | 'laid' | 'waits';
  /** Whether a vote is open, in which one ballot counts. */
  readonly votes: boolean;
}

/** What it does to make an entry one with another. */
export function mergeFacts({ journey }: Pick<SessionState, 'journey'>, from: Person): MergeFacts {
  const votes = journey.vote !== null;
  if (from.keeper !== null) return { basket: 'given', votes };
  return { basket: journey.laid && !journey.anonymous ? 'laid' : 'waits', votes };
}
