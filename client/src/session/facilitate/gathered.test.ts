import { expect, test } from 'vitest';
import { journeyOf, person, phase, progressOf as progress } from '../session_for_tests';
import { countsIn, gathered, isPromised, progressOf } from './gathered';

test('raised hands come first, viewers are not counted, and who was put out stands apart', () => {
  const people = [
    person('anna'),
    person('bo', { hand: true }),
    person('cecilia', { role: 'viewer' }),
    person('david', { removed: true, hand: true }),
  ];
  const { inside, outside } = gathered(people);
  expect(inside.map(({ id }) => id)).toEqual(['bo', 'anna']);
  expect(outside.map(({ id }) => id)).toEqual(['david']);
});

test('each phase counts what people do in it', () => {
  expect(countsIn(null)).toEqual([]);
  expect(countsIn(phase('a', { kind: 'arrive', question: null, inTurn: false }))).toEqual([]);
  const asks = phase('a', { kind: 'arrive', question: { en: 'How are you?' }, inTurn: false });
  expect(countsIn(asks)).toContain('answered');
  expect(countsIn(phase('p', { kind: 'pack' }))).toContain('packers');
});

test('where nobody may know, nothing is told of a person; where one may, nothing yet is nothing packed', () => {
  expect(progressOf(null, 'anna')).toBeNull();
  expect(progressOf(new Map(), 'anna')).toEqual({ packed: 0, ready: false });
  expect(progressOf(new Map([['anna', { who: 'anna', packed: 3, ready: true }]]), 'anna')?.packed).toBe(3);
});

test('names stay unknown while baskets are packed or answers stand, and may be shown before and after', () => {
  const plan = [
    phase('a', { kind: 'arrive', question: { en: 'How are you?' }, inTurn: false }),
    phase('p', { kind: 'pack' }),
  ];
  const at = (current: string, told: Parameters<typeof progress>[0], anonymous = true) =>
    isPromised({ plan, journey: journeyOf({ current, anonymous }), progress: progress(told) });
  expect(at('a', {})).toBe(false);
  expect(at('a', { answered: 1 })).toBe(true);
  // Answers are nobody's once their phase is over.
  expect(at('p', { answered: 1 })).toBe(false);
  expect(at('p', { packed: 1 })).toBe(true);
  expect(at('p', { packed: 1, answered: 1 }, false)).toBe(false);
});
