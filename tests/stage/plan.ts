// A plan for tests: every kind of phase, with a short text each.

import type { Phase, Plan } from '../../client/src/protocol/session.ts';

type Framed = 'id' | 'title' | 'instructions' | 'length' | 'movesOn';
type Settings<P> = P extends unknown ? Omit<P, Framed> : never;

/** A phase that lasts until somebody moves on; its id is its kind unless told. */
export function phase(settings: Settings<Phase>, id: string = settings.kind): Phase {
  const title = { en: `Phase ${id}`, fi: `Vaihe ${id}`, sv: `Fas ${id}` };
  return { id, title, instructions: title, length: 'open', movesOn: false, ...settings };
}

export const QUESTION = {
  en: 'What brought you here today?',
  fi: 'Mikä toi sinut tänään tänne?',
  sv: 'Vad förde dig hit i dag?',
};

/** All kinds in order. */
export function wholePlan(anonymous = false): Plan {
  return {
    anonymous,
    phases: [
      phase({ kind: 'arrive', question: QUESTION, inTurn: false }),
      phase({ kind: 'pack' }),
      phase({ kind: 'lay', reveal: 'together', turnSeconds: null }),
      phase({ kind: 'taste', comments: true }),
      phase({ kind: 'cluster' }),
      phase({ kind: 'vote', on: 'clusters', budget: 4, perItemMax: 2 }),
      phase({ kind: 'take' }),
      phase({ kind: 'harvest' }),
    ],
    sections: [],
  };
}
