import { expect, test } from 'vitest';
import { LASER_MS, LASER_POINTS_MAX } from './limits';
import { Trail } from './trail';

test('a trail fades from its oldest point on and is gone in a second', () => {
  const trail = new Trail();
  trail.add({ x: 0, y: 0 }, 0);
  trail.add({ x: 10, y: 0 }, LASER_MS / 2);
  expect(trail.at(LASER_MS / 2).map(({ left }) => left)).toEqual([0.5, 1]);
  expect(trail.at(LASER_MS).map(({ x }) => x)).toEqual([10]);
  expect([trail.isGone(LASER_MS * 1.4), trail.isGone(LASER_MS * 1.5)]).toEqual([false, true]);
});

test('a trail keeps no more points than are drawn', () => {
  const trail = new Trail();
  for (let at = 0; at < 2 * LASER_POINTS_MAX; at += 1) trail.add({ x: at, y: 0 }, 0);
  expect(trail.at(0).length).toBe(LASER_POINTS_MAX);
});
