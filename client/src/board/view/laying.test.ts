import { expect, test } from 'vitest';
import { COMING_MS, LAYING_MS_MAX, waitOf } from './laying';

test('few notes come at a steady pace', () => {
  expect([0, 1, 2].map((index) => waitOf(index, 3))).toEqual([0, 60, 120]);
});

test.each([1, 2, 40, 300, 4_000])('%i notes are all there in time, each after the one before', (count) => {
  const waits = Array.from({ length: count }, (_, index) => waitOf(index, count));
  expect(Math.max(...waits) + COMING_MS).toBeLessThanOrEqual(LAYING_MS_MAX + 0.001);
  expect(waits).toEqual([...waits].sort((a, b) => a - b));
});
