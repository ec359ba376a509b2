// Phases, journeys and progress for tests: all ordinary but for what a test names.

import type { Journey, Phase, PhaseId } from '../../protocol/session';
import type { SessionState } from '../session';

type OwnSettings<Kind> = Kind extends Phase
  ? Omit<Kind, 'id' | 'title' | 'instructions' | 'length' | 'movesOn'>
  : never;

export function phase(id: PhaseId, settings: OwnSettings<Phase>): Phase {
  return { id, title: { en: id }, instructions: {}, length: 'open', movesOn: false, ...settings } as Phase;
}

export function journeyOf(some: Partial<Journey>): Journey {
  return {
    current: null,
    startedMs: null,
    timer: { state: 'stopped' },
    anonymous: false,
    locked: false,
    joiningClosed: false,
    laid: false,
    spotlight: null,
    turn: null,
    vote: null,
    leader: null,
    brought: null,
    ...some,
  };
}

export function progressOf(some: Partial<SessionState['progress']>): SessionState['progress'] {
  return { people: 0, packed: 0, packers: 0, ready: 0, voters: 0, answered: 0, ...some };
}
