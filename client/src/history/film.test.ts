import { expect, test } from 'vitest';
import { phasesIn, pictures, stepByPhase } from './film';

const PHASES = phasesIn([null, null, 'pack', 'pack', 'pack', 'taste'].map((phase) => ({ phase })));

test('phases run on for as long as frames are of them, also one that comes again', () => {
  expect(PHASES).toEqual([
    { phase: null, from: 0, to: 1 },
    { phase: 'pack', from: 2, to: 4 },
    { phase: 'taste', from: 5, to: 5 },
  ]);
  expect(phasesIn([{ phase: 'a' }, { phase: 'b' }, { phase: 'a' }]).map(({ from }) => from)).toEqual([
    0, 1, 2,
  ]);
  expect(phasesIn([])).toEqual([]);
});

test('a step by phase goes to where one begins, and at the ends to the ends', () => {
  const next = (at: number, by: 1 | -1) => stepByPhase(PHASES, at, by, 5);
  expect([next(0, 1), next(2, 1), next(5, 1)]).toEqual([2, 5, 5]);
  expect([next(5, -1), next(4, -1), next(2, -1), next(0, -1)]).toEqual([2, 2, 0, 0]);
});

test('each picture stands for a stretch of the film, and the last one for its end', () => {
  expect(pictures(3, 18)).toEqual([0, 1, 2]);
  expect(pictures(10, 5)).toEqual([1, 3, 5, 7, 9]);
  expect(pictures(7, 3).at(-1)).toBe(6);
  expect(pictures(0, 5)).toEqual([]);
});
