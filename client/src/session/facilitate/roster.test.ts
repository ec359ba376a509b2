import { expect, test } from 'vitest';
import { journeyOf, person, phase, progressOf as progress, voting } from '../session_for_tests';
import { countsIn, isPromised, lastResultIn, progressOf, rosterOf } from './roster';

const NOTHING = { journey: journeyOf({}), results: [] };

test('raised hands come first, viewers are not counted, and who was put out stands apart', () => {
  const people = [
    person('anna'),
    person('bo', { hand: true }),
    person('cecilia', { role: 'viewer' }),
    person('david', { removed: true, hand: true }),
  ];
  const { inside, outside } = rosterOf(people);
  expect(inside.map(({ id }) => id)).toEqual(['bo', 'anna']);
  expect(outside.map(({ id }) => id)).toEqual(['david']);
});

test('each phase counts what people do in it', () => {
  expect(countsIn(null, NOTHING)).toEqual([]);
  expect(countsIn(phase('a', { kind: 'arrive', question: null, inTurn: false }), NOTHING)).toEqual([]);
  const asks = phase('a', { kind: 'arrive', question: { en: 'How are you?' }, inTurn: false });
  expect(countsIn(asks, NOTHING)).toContain('answered');
  expect(countsIn(phase('p', { kind: 'pack' }), NOTHING)).toContain('packers');
});

test('where nobody may know, nothing is told of a person; where one may, nothing yet is nothing packed', () => {
  expect(progressOf(null, 'anna')).toBeNull();
  expect(progressOf(new Map(), 'anna')).toEqual({ packed: 0, ready: false });
  expect(progressOf(new Map([['anna', { who: 'anna', packed: 3, ready: true }]]), 'anna')?.packed).toBe(3);
});

test('names stay unknown while baskets are packed; of answers the server alone knows whether they were given under names', () => {
  const at = (told: Parameters<typeof progress>[0], anonymous = true) =>
    isPromised({ journey: journeyOf({ anonymous }), progress: progress(told) });
  expect(at({})).toBe(false);
  expect(at({ packed: 1 })).toBe(true);
  expect(at({ packed: 1, answered: 1 }, false)).toBe(false);
  // Given under names, and hidden since: the server takes this back.
  expect(at({ answered: 1 })).toBe(false);
});

test('after a vote it is told how many voted, and not that nobody has begun', () => {
  const vote = phase('pack', { kind: 'vote', on: 'notes', budget: 3, perItemMax: 1 });
  const result = { round: 1, phase: 'pack', on: 'notes', budget: 3, voters: 3, items: [] } as const;
  expect(countsIn(vote, { journey: voting().journey ?? journeyOf({}), results: [] })).toEqual([
    'voters',
    'ready',
  ]);
  expect(countsIn(vote, { journey: journeyOf({}), results: [{ ...result, items: [] }] })).toEqual(['voted']);
  expect(countsIn(vote, NOTHING)).toEqual([]);
  expect(lastResultIn(vote, [{ ...result, items: [] }])?.voters).toBe(3);
});
