import { expect, test } from 'vitest';
import { snapped } from './snapping';

const square = (x: number, y: number, side = 192) => ({ x, y, width: side, height: side });

test('an edge or a middle comes in line with one that is near, by the least way', () => {
  const { by, guides } = snapped(square(4, 300), [square(0, 0)], 6);
  expect(by).toEqual({ x: -4, y: 0 });
  // The two are as wide as each other: both edges say so, without the middles.
  expect(guides.map(({ axis, at }) => [axis, at])).toEqual([
    ['x', 0],
    ['x', 192],
  ]);
  expect(guides[0]).toMatchObject({ from: 0, to: 492 });
});

test('each axis by itself: beside one note and below another', () => {
  const near = [square(0, 0), square(400, 500)];
  expect(snapped(square(3, 505), near, 6).by).toEqual({ x: -3, y: -5 });
});

test('the middle of a small one comes to the middle of a large one', () => {
  const { by, guides } = snapped(square(75, 400, 144), [square(0, 0, 288)], 6);
  expect(by).toEqual({ x: -3, y: 0 });
  expect(guides).toEqual([{ axis: 'x', at: 144, from: 0, to: 544 }]);
});

test('what is beyond reach stays where it is carried, and there is no line', () => {
  expect(snapped(square(7, 300), [square(0, 0)], 6)).toEqual({ by: { x: 0, y: 0 }, guides: [] });
  expect(snapped(square(0, 0), [], 6).guides).toEqual([]);
});
