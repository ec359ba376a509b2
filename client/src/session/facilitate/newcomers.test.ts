import { expect, test } from 'vitest';
import { person, stateOf, voting, WHOLE } from '../session_for_tests';
import { cameSince, type Opening, openingSeen, type Seen } from './newcomers';

const before = stateOf(WHOLE);
const people = ['a', 'b', 'c'].map((id) => person(id));
const open = (round = 1, some = people): Seen => ({
  ...stateOf(WHOLE, voting(5, 3, round)),
  people: some,
});
const seen = (...states: readonly Seen[]) =>
  states.reduce<Opening | null>((known, state) => openingSeen(known, state), null);

test('whoever is on the roster only after the vote was opened is counted, under whatever name', () => {
  const opening = seen(before, open());
  const fresh = ['p1', 'p2', 'p3'].map((id) => person(id));
  expect(cameSince(opening, people)).toEqual({ count: 0, of: 3 });
  expect(cameSince(openingSeen(opening, open(1, [...people, ...fresh])), [...people, ...fresh])).toEqual({
    count: 3,
    of: 6,
  });
});

test('who looks on, was put out or turned out to be somebody else is not counted', () => {
  const others = [
    person('p1', { role: 'viewer' }),
    person('p2', { removed: true }),
    person('p3', { merged: 'a' }),
  ];
  expect(cameSince(seen(before, open()), [...people, ...others])).toEqual({ count: 0, of: 3 });
});

test('of a vote that was open before the page was nothing is said, and of the next one it is', () => {
  const opening = seen(open());
  const more = [...people, person('p1')];
  expect(cameSince(opening, more).count).toBe(0);
  const next = openingSeen(opening, open(2));
  expect(cameSince(next, more).count).toBe(1);
});

test('a vote that is closed is over for whoever came in it', () => {
  const opening = seen(before, open(), before, open(2, [...people, person('p1')]));
  expect(cameSince(opening, [...people, person('p1')]).count).toBe(0);
});
