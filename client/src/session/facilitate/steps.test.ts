import { expect, test } from 'vitest';
import { journeyOf, phase, progressOf } from '../session_for_tests';
import { questionsBefore, stepsFrom } from './steps';

const PLAN = [
  phase('hello', { kind: 'arrive', question: null, inTurn: false }),
  phase('pack', { kind: 'pack' }),
  phase('lay', { kind: 'lay', reveal: 'together', turnSeconds: null }),
  phase('vote', { kind: 'vote', on: 'notes', budget: null, perItemMax: null }),
  phase('again', { kind: 'vote', on: 'notes', budget: null, perItemMax: null }),
  phase('end', { kind: 'harvest' }),
];

const VOTE = { round: 1, phase: 'vote', on: 'notes', budget: 3, perItemMax: 2 } as const;

test('before the first phase the next one is the first, and nothing is before it', () => {
  const steps = stepsFrom({ plan: PLAN, journey: journeyOf({ current: null }) });
  expect([steps.place, steps.before, steps.next?.id]).toEqual([0, null, 'hello']);
});

test('in the last phase there is nowhere to go on to', () => {
  const steps = stepsFrom({ plan: PLAN, journey: journeyOf({ current: 'end' }) });
  expect([steps.place, steps.before?.id, steps.next]).toEqual([6, 'again', null]);
});

test('emptying baskets is asked about, with how much is in them; empty ones are not', () => {
  const state = { plan: PLAN, journey: journeyOf({ current: 'pack' }), results: [] };
  const packed = (count: number) => ({ ...state, progress: progressOf({ packed: count }) });
  expect(questionsBefore('lay', packed(7))).toEqual([{ of: 'reveal', notes: 7, isAlone: false }]);
  expect(questionsBefore('lay', packed(0))).toEqual([]);
  expect(questionsBefore('hello', packed(7))).toEqual([]);
});

test('rounds reveal nothing by themselves, but in an anonymous session all is laid together', () => {
  const plan = [phase('lay', { kind: 'lay', reveal: 'rounds', turnSeconds: null })];
  const state = { plan, progress: progressOf({ packed: 7 }), results: [] };
  expect(questionsBefore('lay', { ...state, journey: journeyOf({ current: null }) })).toEqual([]);
  const anonymous = journeyOf({ current: null, anonymous: true });
  expect(questionsBefore('lay', { ...state, journey: anonymous })).toHaveLength(1);
});

test('an open vote is asked about when it is passed or another opens, and rests when one goes back', () => {
  const progress = progressOf({ ready: 2, people: 5 });
  const state = { plan: PLAN, progress, results: [], journey: journeyOf({ current: 'vote', vote: VOTE }) };
  const asked = [{ of: 'closing', done: 2, people: 5, isAlone: false }];
  expect(questionsBefore('again', state)).toEqual(asked);
  expect(questionsBefore('end', state)).toEqual(asked);
  expect(questionsBefore(null, state)).toEqual(asked);
  expect(questionsBefore('lay', state)).toEqual([]);
  const later = { ...state, journey: journeyOf({ current: 'again', vote: { ...VOTE, phase: 'again' } }) };
  expect(questionsBefore('vote', later)).toEqual(asked);
});

test('what would be one person’s alone in an anonymous session is asked about as that', () => {
  const progress = progressOf({ ready: 1, people: 5, voters: 1, packed: 3, packers: 1 });
  const vote = { current: 'vote', vote: VOTE };
  const state = { plan: PLAN, progress, results: [] };
  const alone = (anonymous: boolean) => ({ ...state, journey: journeyOf({ ...vote, anonymous }) });
  const isAlone = (questions: readonly { isAlone: boolean }[]) => questions.map((one) => one.isAlone);
  expect(isAlone(questionsBefore('end', alone(true)))).toEqual([true]);
  expect(isAlone(questionsBefore('end', alone(false)))).toEqual([false]);
  const packing = { ...state, journey: journeyOf({ current: 'pack', anonymous: true }) };
  expect(isAlone(questionsBefore('lay', packing))).toEqual([true]);
  const two = { ...packing, progress: progressOf({ packed: 3, packers: 2 }) };
  expect(isAlone(questionsBefore('lay', two))).toEqual([false]);
});
