// A session for tests of the plain modules: two people in a plan of one phase, all ordinary but for what a test names.

import type { Draft, Journey, Person, Phase, PhaseId, SessionView } from '../protocol/session';
import { fold, type Known, NOTHING_TOLD } from './fold';
import type { SessionState } from './session';

export const ME = 'me';

type OwnSettings<Kind> = Kind extends Phase
  ? Omit<Kind, 'id' | 'title' | 'instructions' | 'length' | 'movesOn'>
  : never;

export function phase(id: PhaseId, settings: OwnSettings<Phase> = { kind: 'pack' }): Phase {
  return { id, title: { en: id }, instructions: {}, length: 'open', movesOn: false, ...settings } as Phase;
}

export function journeyOf(some: Partial<Journey>): Journey {
  return { ...NOTHING_TOLD.journey, ...some };
}

export function progressOf(some: Partial<SessionState['progress']>): SessionState['progress'] {
  return { ...NOTHING_TOLD.progress, ...some };
}

export function person(id: string, parts: Partial<Person> = {}): Person {
  return { id, name: id, role: 'participant', keeper: null, hand: false, removed: false, ...parts };
}

export function draft(id: string, text = id): Draft {
  return { id, text, color: 'yellow', section: null, held: false };
}

/** A whole view of a session with nothing in it yet. */
export const WHOLE: SessionView = {
  whole: true,
  plan: [phase('pack')],
  journey: journeyOf({ current: 'pack', startedMs: 1 }),
  items: [],
  progress: { ...progressOf({ people: 2 }), each: [] },
  people: [person(ME), person('aino')],
  answers: [],
  results: [],
};

/** What a page knows after these views. */
export function told(...views: readonly SessionView[]): Known {
  const known = views.reduce<Known | null>((before, view) => fold(before, view, ME), null);
  if (known === null) throw new Error('nothing whole was told');
  return known;
}

/** What a page shows after these views. */
export function stateOf(...views: readonly SessionView[]): SessionState {
  return told(...views).state;
}

/** A journey with a vote open in the phase that runs. */
export function voting(budget = 5, perItemMax = 3, round = 1): SessionView {
  return {
    journey: journeyOf({
      current: 'pack',
      startedMs: 1,
      vote: { round, phase: 'pack', on: 'notes', budget, perItemMax },
    }),
    items: ['a', 'b'],
  };
}
