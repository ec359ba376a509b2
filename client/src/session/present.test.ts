import { expect, test } from 'vitest';
import type { Person } from '../protocol/session';
import { countedHere, outOf, presentOf } from './present';

const person = (id: string, more: Partial<Person> = {}): Person => ({
  id,
  name: id,
  role: 'participant',
  keeper: null,
  hand: false,
  removed: false,
  ...more,
});

const PEOPLE = [
  person('eva', { role: 'facilitator' }),
  person('otto'),
  person('left'),
  person('proxy', { keeper: 'eva' }),
  person('watches', { role: 'viewer' }),
  person('put out', { removed: true }),
];
const isHere = (id: string) => id !== 'left' && id !== 'proxy';
const PROGRESS = { people: 4, packed: 5, packers: 3, ready: 3, voters: 2, answered: 4 };

test('only those are waited for who take part and are here, and whoever has no device', () => {
  expect(presentOf(PEOPLE, isHere).map(({ id }) => id)).toEqual(['eva', 'otto', 'proxy']);
});

test('whoever left is counted neither as ready nor as one to wait for', () => {
  const each = new Map(
    ['eva', 'otto', 'left'].map((who) => [
      who,
      { who, packed: who === 'eva' ? 0 : 2, ready: who !== 'otto' },
    ]),
  );
  const here = countedHere({ people: PEOPLE, each, progress: PROGRESS }, isHere);
  expect(here).toEqual({ ...PROGRESS, people: 3, ready: 1, packers: 1 });
});

test('where nobody may know who is how far, leaving does not tell it', () => {
  const count = (here: (id: string) => boolean) =>
    countedHere({ people: PEOPLE, each: null, progress: PROGRESS }, here);
  expect(count(isHere)).toEqual({ ...PROGRESS, here: 3 });
  expect(count(() => true)).toEqual({ ...PROGRESS, here: 4 });
});

test('guests who left are waited for by nobody, also where it is not known who is how far', () => {
  const none = { ...PROGRESS, people: 8, ready: 0 };
  const here = countedHere({ people: PEOPLE, each: null, progress: none }, isHere);
  expect(outOf(here, here.ready)).toEqual({ count: 0, of: 3 });
});

test('where it is not known who did it, the number told does not grow by somebody doing it', () => {
  const told = [0, 1, 2, 3, 4].map((voters) => {
    const progress = { ...PROGRESS, people: 8, voters };
    const here = countedHere({ people: PEOPLE, each: null, progress }, isHere);
    return outOf(here, here.voters);
  });
  // The fourth voted and left.
  expect(told.map(({ of }) => of)).toEqual([3, 3, 3, 3, 4]);
  expect(told.map(({ count }) => count)).toEqual([0, 1, 2, 3, 4]);
});

test('so many are never told of fewer', () => {
  expect([outOf({ people: 3 }, 2), outOf({ people: 3 }, 5)]).toEqual([
    { count: 2, of: 3 },
    { count: 5, of: 5 },
  ]);
});
