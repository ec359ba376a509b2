import { expect, test } from 'vitest';
import { TOLD_POINTS_MAX } from './limits';
import { heard, told } from './told_line';

/** A line of so many points. */
const path = (points: number) => Array.from({ length: 2 * points }, (_, at) => at);

test('others put a long line together of the parts that they were told', () => {
  let line = heard(told({ id: 'a', color: 'blue', width: 6 }, path(TOLD_POINTS_MAX)), null);
  line = heard(told({ id: 'a', color: 'blue', width: 6 }, path(TOLD_POINTS_MAX + 50)), line);
  expect(line).toEqual({ id: 'a', color: 'blue', width: 6, path: path(TOLD_POINTS_MAX + 50) });
});

test('what is told stays small, however long the line is', () => {
  expect(JSON.stringify(told({ id: 'a' }, path(5_000))).length).toBeLessThan(4_096);
});

test('another line begins anew, and one that was missed is a straight line', () => {
  const line = heard({ id: 'a', from: 0, points: [1, 2, 3, 4] }, null);
  expect(heard({ id: 'b', from: 0, points: [9, 9] }, line)?.path).toEqual([9, 9]);
  expect(heard({ id: 'a', from: 40, points: [9, 9] }, line)?.path).toEqual([1, 2, 3, 4, 9, 9]);
});

test('whatever anybody writes in presence is a line or none', () => {
  for (const odd of [null, 1, 'x', [], {}, { id: 4 }, { id: '' }, { id: 'x'.repeat(99), points: [1, 2] }])
    expect(heard(odd, null)).toBeNull();
  const line = heard(
    { id: 'a', from: -3, points: [1, Number.NaN, 'x', 1e12, 5], width: 1e9, color: 'mud' },
    null,
  );
  expect(line).toEqual({ id: 'a', color: null, width: 64, path: [1, 100_000] });
});
