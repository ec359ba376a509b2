import { expect, test } from 'vitest';
import type { Model } from '../protocol/model';
import { beginningOf, cardOf, minutesInAll } from './beginning';

/** As the server answers: what says nothing is left out. */
const bare = { schema: 1, id: 'own', title: { fi: 'Oma' }, anonymous: false } as Model;

const model = {
  ...bare,
  anonymous: true,
  phases: [
    {
      id: 'pack',
      kind: 'pack',
      title: { fi: 'Pakkaa', sv: 'Packa' },
      length: { minutes: 10 },
      movesOn: false,
    },
    { id: 'vote', kind: 'vote', on: 'clusters', title: { fi: 'Äänestä' }, length: 'open', movesOn: false },
  ],
  sections: [{ id: 'a', title: { en: 'Left' }, at: [0, 0], size: [960, 960], color: 'teal' }],
} as unknown as Model;

test('a model from a file shows as one of the server would, in the language or the nearest there is', () => {
  const card = cardOf(model, 'sv');
  expect(card.title).toBe('Oma');
  expect(card.phases).toEqual([
    { kind: 'pack', title: 'Packa', minutes: 10 },
    { kind: 'vote', title: 'Äänestä', minutes: null },
  ]);
  expect(card.sections[0]?.title).toBe('Left');
  expect(minutesInAll(card)).toBe(10);
});

test('a model that leaves everything out begins an open board', () => {
  expect(beginningOf(bare)).toEqual({ plan: { anonymous: false, phases: [], sections: [] } });
  expect(minutesInAll(cardOf(bare, 'en'))).toBe(0);
});
