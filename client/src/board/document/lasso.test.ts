import { describe, expect, test } from 'vitest';
import { LASSO_POINTS_MAX } from '../limits';
import { caughtBy, drawnTo, isInside, reachOf } from './lasso';
import type { Point } from './point';

const at = (x: number, y: number): Point => ({ x, y });
const note = (id: string, x: number, y: number) => ({ id, x, y, width: 192, height: 192 });

/** A ring of points, so often around, one way or the other. */
const ring = (middle: Point, radius: number, times = 1, way = 1): Point[] =>
  Array.from({ length: 60 * times }, (_, index) => {
    const angle = (way * index * Math.PI) / 30;
    return at(middle.x + radius * Math.cos(angle), middle.y + radius * Math.sin(angle));
  });

describe('a line around notes', () => {
  test('catches those whose middle is inside, and no other that it touches', () => {
    const notes = [note('in', 0, 0), note('mostly', 100, 0), note('touched', 200, 0), note('far', 900, 0)];
    const caught = caughtBy(ring(at(96, 96), 150), notes);
    expect(caught.map(({ id }) => id)).toEqual(['in', 'mostly']);
  });

  test('need not come back to where it began, and may go either way', () => {
    const open = [at(0, 0), at(400, 0), at(400, 400)];
    expect(isInside(open, at(300, 100))).toBe(true);
    expect(isInside(open, at(100, 300))).toBe(false);
    expect(isInside(open.toReversed(), at(300, 100))).toBe(true);
  });

  test('holds what it goes around twice', () => {
    for (const way of [1, -1]) expect(isInside(ring(at(0, 0), 100, 2, way), at(5, 5))).toBe(true);
  });

  test('that bends inwards leaves out what lies in the bend', () => {
    const bent = [
      at(0, 0),
      at(300, 0),
      at(300, 300),
      at(200, 300),
      at(200, 100),
      at(100, 100),
      at(100, 300),
      at(0, 300),
    ];
    expect(isInside(bent, at(150, 250))).toBe(false);
    expect(isInside(bent, at(50, 250))).toBe(true);
    expect(isInside(bent, at(150, 50))).toBe(true);
  });

  test('of one point or two, or none, catches nothing', () => {
    for (const line of [[], [at(0, 0)], [at(0, 0), at(400, 400)]]) {
      expect(isInside(line, at(200, 200))).toBe(false);
      expect(reachOf(line)).toBeNull();
    }
  });

  test('catches nothing out of its reach', () => {
    const line = ring(at(50, -70), 130);
    const reach = reachOf(line);
    expect(reach).not.toBeNull();
    if (reach === null) return;
    for (let x = -300; x < 400; x += 17) {
      for (let y = -400; y < 300; y += 17) {
        if (!isInside(line, at(x, y))) continue;
        expect(x >= reach.x && x <= reach.x + reach.width).toBe(true);
        expect(y >= reach.y && y <= reach.y + reach.height).toBe(true);
      }
    }
  });
});

describe('a line that is drawn', () => {
  test('does not grow while the hand rests, however near one looks', () => {
    const line = drawnTo([at(0, 0)], at(2, 0), 1);
    expect(line).toEqual([at(0, 0)]);
    expect(drawnTo(line, at(2, 0), 4)).toEqual([at(0, 0), at(2, 0)]);
    expect(drawnTo(line, at(20, 0), 0.1)).toEqual([at(0, 0)]);
  });

  test('without end keeps its beginning, its end and its shape in so many points', () => {
    let line: readonly Point[] = [];
    for (const point of ring(at(0, 0), 5_000, 40)) line = drawnTo(line, point, 1);
    const beginning = line[0];
    expect(line.length).toBeLessThanOrEqual(LASSO_POINTS_MAX);
    expect(beginning).toEqual(at(5_000, 0));
    expect(isInside(line, at(10, 10))).toBe(true);
    expect(isInside(line, at(5_100, 0))).toBe(false);
  });
});
