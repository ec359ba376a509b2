import { expect, test } from 'vitest';
import { randomFrom } from '../document/board_for_tests';
import { PEN_POINTS_MAX } from './limits';
import { comesNear, distanceToSegment, PenLine, pointOf, thinned } from './line';

test('a hand that is hardly elsewhere adds no point, and points are whole tenths', () => {
  const line = new PenLine(true, 2);
  expect(line.add({ x: 0.123, y: 0 }, 0.333)).toBe(true);
  expect(line.add({ x: 1.9, y: 0 }, 0.4)).toBe(false);
  expect(line.add({ x: 2.16, y: 0 }, 2)).toBe(true);
  expect([line.path, line.pressure]).toEqual([
    [0.1, 0, 2.2, 0],
    [0.33, 1],
  ]);
});

test('a line is full after so many points', () => {
  const line = new PenLine(false, 1);
  for (let at = 0; at < PEN_POINTS_MAX + 5; at += 1) line.add({ x: at * 2, y: 0 });
  expect([line.count, line.isFull(), line.pressure]).toEqual([PEN_POINTS_MAX, true, null]);
});

test('what hardly bends a line is left out of it, with its pressure, and the ends stay', () => {
  const path = [0, 0, 10, 0.1, 20, 0, 30, 40, 40, 0];
  expect(thinned(path, [0.1, 0.2, 0.3, 0.4, 0.5], 0.5)).toEqual({
    path: [0, 0, 20, 0, 30, 40, 40, 0],
    pressure: [0.1, 0.3, 0.4, 0.5],
  });
  expect(thinned([5, 5], null, 1)).toEqual({ path: [5, 5], pressure: null });
  expect(thinned([], null, 1).path).toEqual([]);
});

test('a thinned line is nowhere further from what was drawn than it may be', () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const random = randomFrom(seed);
    const path = Array.from({ length: 2 * (2 + random(80)) }, () => random(400));
    const tolerance = 1 + random(12);
    const kept = thinned(path, null, tolerance).path;
    for (let point = 0; point < path.length / 2; point += 1) {
      const at = pointOf(path, point);
      const away = Array.from({ length: Math.max(1, kept.length / 2 - 1) }, (_, from) =>
        distanceToSegment(at, pointOf(kept, from), pointOf(kept, Math.min(from + 1, kept.length / 2 - 1))),
      );
      expect(Math.min(...away)).toBeLessThanOrEqual(tolerance + 1e-9);
    }
  }
});

test('the eraser takes a line that it crosses or comes near, and no other', () => {
  const path = [0, 0, 100, 0];
  expect(comesNear(path, { x: 50, y: -40 }, { x: 50, y: 40 }, 1)).toBe(true);
  expect(comesNear(path, { x: 50, y: 8 }, { x: 60, y: 9 }, 8)).toBe(true);
  expect(comesNear(path, { x: 50, y: 20 }, { x: 60, y: 40 }, 8)).toBe(false);
  expect(comesNear([5, 5], { x: 7, y: 5 }, { x: 7, y: 5 }, 3)).toBe(true);
});
