import { expect, test } from 'vitest';
import { within } from '../document/point';
import { SCALE_MAX, SCALE_MIN } from '../limits';
import { between, fitting, nextStep, rectToScreen, revealing, toBoard, toScreen, zoomed } from './camera';

const camera = { x: 120, y: -40, scale: 0.75 };
const clear = { x: 24, y: 72, width: 1_000, height: 600 };

test('the board point under the pointer stays under it while zooming', () => {
  const at = { x: 333, y: 222 };
  const point = toBoard(camera, at);
  for (const factor of [0.001, 0.5, 1.3, 1_000]) {
    const after = toScreen(zoomed(camera, factor, at), point);
    expect(after.x).toBeCloseTo(at.x);
    expect(after.y).toBeCloseTo(at.y);
  }
});

test('zooming stops at the smallest and the largest scale', () => {
  expect(zoomed(camera, 1e9, { x: 0, y: 0 }).scale).toBe(SCALE_MAX);
  expect(zoomed(camera, 1e-9, { x: 0, y: 0 }).scale).toBe(SCALE_MIN);
  expect(nextStep(SCALE_MAX, 1)).toBe(SCALE_MAX);
  expect(nextStep(SCALE_MIN, -1)).toBe(SCALE_MIN);
  expect(nextStep(1, 1)).toBe(1.25);
  expect(nextStep(1, -1)).toBe(0.8);
});

test('fitting shows everything, and nothing larger than it is', () => {
  const wide = { x: -4_000, y: 10, width: 9_000, height: 300 };
  expect(within(rectToScreen(fitting(wide, clear, 1), wide), { ...clear, width: 1_000.1 })).toBe(true);
  expect(fitting({ x: 0, y: 0, width: 10, height: 10 }, clear, 1).scale).toBe(1);
});

test('revealing moves no more than needed', () => {
  const seen = toBoard(camera, { x: 200, y: 200 });
  expect(revealing(camera, { ...seen, width: 100, height: 100 }, clear)).toEqual(camera);
  const hidden = { ...toBoard(camera, { x: 2_000, y: -500 }), width: 192, height: 192 };
  const revealed = rectToScreen(revealing(camera, hidden, clear), hidden);
  expect(within(revealed, { x: 23.9, y: 71.9, width: 1_000.2, height: 600.2 })).toBe(true);
});

test('a glide starts at one camera and ends at the other', () => {
  const size = { width: 1_440, height: 900 };
  const to = { x: -900, y: 77, scale: 2 };
  for (const [part, end] of [
    [0, camera],
    [1, to],
  ] as const) {
    const at = between(camera, to, part, size);
    expect(at.x).toBeCloseTo(end.x);
    expect(at.y).toBeCloseTo(end.y);
    expect(at.scale).toBeCloseTo(end.scale);
  }
});
