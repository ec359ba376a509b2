// The phase that runs, and how much of the screen its task asks for.

import type { Phase, Role } from '../../protocol/session';
import type { SessionState } from '../session';

export type PhaseOf<Kind extends Phase['kind']> = Extract<Phase, { kind: Kind }>;

/** The phase that runs; null before the first and after the last. */
export function runningPhase(state: SessionState | null): Phase | null {
  const current = state?.journey.current ?? null;
  return current === null ? null : (state?.plan.find(({ id }) => id === current) ?? null);
}

/** On a phone: how much of the screen the task takes, and whether it waits behind its button at first. */
export type Room = 'full' | 'half' | 'closed';

export function roomFor(kind: Phase['kind'], hasTurns: boolean): Room {
  switch (kind) {
    case 'pack':
    case 'vote':
      return 'full';
    case 'cluster':
      return 'closed';
    case 'lay':
      return hasTurns ? 'half' : 'closed';
    case 'arrive':
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
