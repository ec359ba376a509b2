// The phase that runs, and how much of the screen its task asks for.

import type { Phase, Role } from '../../protocol/session';
import type { SessionState } from '../session';

export type PhaseOf<Kind extends Phase['kind']> = Extract<Phase, { kind: Kind }>;

/** The phase that runs; null before the first and after the last. */
export function runningPhase(state: SessionState | null): Phase | null {
  const current = state?.journey.current ?? null;
  return current === null ? null : (state?.plan.find(({ id }) => id === current) ?? null);
}

/** On a phone: whether the task fills the screen, shares it with the board, or waits behind its button. */
export type Room = 'full' | 'half' | 'closed';

export function roomFor(kind: Phase['kind']): Room {
  switch (kind) {
    case 'pack':
    case 'vote':
      return 'full';
    case 'cluster':
      return 'closed';
    case 'arrive':
    case 'lay':
    case 'taste':
    case 'take':
    case 'harvest':
      return 'half';
  }
}

/** Who only watches is shown what came of it, and asked for nothing. */
export function hasTask(role: Role, kind: Phase['kind']): boolean {
  if (role !== 'viewer') return true;
  return kind === 'arrive' || kind === 'vote' || kind === 'take' || kind === 'harvest';
}
