// A session for tests of the plain modules: three people in a plan of every kind of phase that they need.

import type { Draft, Person, Phase, SessionView } from '../protocol/session';
import { fold, type Known } from './fold';
import type { SessionState } from './session';

export const ME = 'me';

export function phase(id: string, kind: 'pack' | 'cluster' | 'take' | 'harvest' = 'pack'): Phase {
  return { id, title: { en: id }, instructions: {}, length: 'open', movesOn: false, kind };
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
  journey: {
    current: 'pack',
    startedMs: 1,
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
  },
  items: [],
  progress: { people: 2, packed: 0, packers: 0, ready: 0, voters: 0, answered: 0, each: [] },
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
    journey: {
      ...(WHOLE.journey as NonNullable<SessionView['journey']>),
      vote: { round, phase: 'pack', on: 'notes', budget, perItemMax },
    },
    items: ['a', 'b'],
  };
}
