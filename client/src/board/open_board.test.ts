import { expect, test } from 'vitest';
import { rectOf, viewOf } from './open_board';

test('a view is whole board units around its middle, and never empty', () => {
  expect(viewOf({ x: -100.4, y: 20, width: 301, height: 0.2 })).toEqual({
    center: [50, 20],
    size: [301, 1],
  });
});

test('a view and its rectangle are the same place', () => {
  const view = { center: [40, -60], size: [800, 600] } as const;
  expect(viewOf(rectOf({ center: [...view.center], size: [...view.size] }))).toEqual(view);
});
