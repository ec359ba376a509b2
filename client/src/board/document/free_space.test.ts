import { expect, test } from 'vitest';
import { randomFrom } from './board_for_tests';
import { nearestFree } from './free_space';
import { grown, overlap, type Rect } from './point';

const square = (x: number, y: number): Rect => ({ x, y, width: 100, height: 100 });

test('what covers nothing stays where it is', () => {
  expect(nearestFree(square(0, 0), [square(100, 0), square(-100, 0)], 0)).toEqual({ x: 0, y: 0 });
});

test('what covers something moves no further than it must', () => {
  expect(nearestFree(square(90, 0), [square(0, 0)], 10)).toEqual({ x: 110, y: 0 });
  expect(nearestFree(square(10, 80), [square(0, 0)], 0)).toEqual({ x: 10, y: 100 });
});

test('the place found is free, and none on a fine raster is nearer', () => {
  const random = randomFrom(11);
  for (let round = 0; round < 40; round += 1) {
    const gap = random(30);
    const obstacles = Array.from({ length: 1 + random(40) }, () => ({
      x: random(900),
      y: random(900),
      width: 20 + random(200),
      height: 20 + random(200),
    }));
    const wish = { x: random(800), y: random(800), width: 30 + random(200), height: 30 + random(150) };
    const isFree = (x: number, y: number) =>
      !obstacles.some((other) => overlap(grown(other, gap), { ...wish, x, y }));
    const found = nearestFree(wish, obstacles, gap);
    expect(isFree(found.x, found.y)).toBe(true);
    const far = Math.hypot(found.x - wish.x, found.y - wish.y);
    for (let x = wish.x - 600; x <= wish.x + 600; x += 8) {
      for (let y = wish.y - 600; y <= wish.y + 600; y += 8) {
        if (Math.hypot(x - wish.x, y - wish.y) < far - 0.001) expect(isFree(x, y)).toBe(false);
      }
    }
  }
});
