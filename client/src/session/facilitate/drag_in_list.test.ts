import { expect, test } from 'vitest';
import { gapAt, placeInGap } from './drag_in_list';

test('the pointer is at the gap above the first item whose middle is below it', () => {
  const middles = [10, 30, 50];
  expect([0, 9, 10, 29, 49, 50, 500].map((y) => gapAt(middles, y))).toEqual([0, 0, 1, 1, 2, 3, 3]);
});

test('an item that falls beside itself stays, and one that falls further down closes its old gap', () => {
  expect([0, 1, 2, 3, 4].map((gap) => placeInGap(1, gap))).toEqual([0, 1, 1, 2, 3]);
});
