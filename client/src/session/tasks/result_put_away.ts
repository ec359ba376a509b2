// Whether this person looks at the board instead of the result of a vote, for now.

import { createRoot, createSignal } from 'solid-js';
import type { VoteResult } from '../../protocol/session';

type Which = Pick<VoteResult, 'phase' | 'round'>;

const [putAway, setPutAway] = createRoot(() => createSignal<Which | null>(null));

export function isPutAway({ phase, round }: Which): boolean {
  const which = putAway();
  return which?.phase === phase && which.round === round;
}

export function putResultAway({ phase, round }: Which): void {
  setPutAway({ phase, round });
}

export function showResultAgain(): void {
  setPutAway(null);
}
