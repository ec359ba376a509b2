// How much of the screen the task of a phase asks for, and who is asked.

import type { Phase, Role } from '../../protocol/session';

export type PhaseOf<Kind extends Phase['kind']> = Extract<Phase, { kind: Kind }>;

/** On a phone: how much of the screen the task takes, and whether it waits behind its button at first. */
export type SheetSize = 'full' | 'half' | 'closed';

export function sheetSizeFor(kind: Phase['kind'], hasTurns: boolean): SheetSize {
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
  switch (kind) {
    case 'arrive':
    case 'vote':
    case 'take':
    case 'harvest':
      return true;
    case 'pack':
    case 'lay':
    case 'taste':
    case 'cluster':
      return false;
  }
}
