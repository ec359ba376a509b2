import { expect, test } from 'vitest';
import { placeBeside, reachBeside } from './place_beside';

const WINDOW = { width: 1280, height: 720 };
const CLEAR = { x: 392, y: 102, width: 864, height: 534 };
const BAR = { width: 520, height: 50 };

const cluster = (x: number, y: number, width: number, height: number, headHeight = 56) => ({
  area: { x, y, width, height },
  head: { x, y, width, height: headHeight },
  clear: CLEAR,
  window: WINDOW,
});

test('above what it is for, in the middle of it', () => {
  expect(placeBeside(BAR, cluster(600, 300, 440, 200))).toEqual({ x: 560, y: 236 });
});

test('below it where there is no room above', () => {
  expect(placeBeside(BAR, cluster(600, 110, 440, 200))).toEqual({ x: 560, y: 324 });
});

test('over what is as high as all that is clear, under its title', () => {
  expect(placeBeside(BAR, cluster(600, 102, 440, 534)).y).toBe(102 + 56 + 7);
  // From afar a title is larger than its strip.
  expect(placeBeside(BAR, cluster(600, 102, 200, 534, 17)).y).toBe(102 + 30 + 7);
});

test('at the top of what is clear where the title is out of sight, or there is none', () => {
  expect(placeBeside(BAR, cluster(600, -200, 440, 1200)).y).toBe(102);
  expect(placeBeside(BAR, { ...cluster(600, 102, 440, 534), head: null }).y).toBe(102);
});

test('beside what is docked, and on a phone within the window', () => {
  expect(placeBeside(BAR, cluster(300, 300, 300, 200)).x).toBe(392);
  const phone = { width: 390, height: 844 };
  const among = {
    ...cluster(250, 400, 100, 200),
    clear: { x: 24, y: 150, width: 342, height: 600 },
    window: phone,
  };
  expect(placeBeside({ width: 374, height: 102 }, among).x).toBe(8);
});

test('a bar that needs more than is left between what is docked gets that, and stays within it', () => {
  const between = { x: 392, y: 102, width: 472, height: 534 };
  expect(reachBeside({ clear: between, window: WINDOW })).toEqual({ left: 392, right: 864 });
  // In two rows it is as wide as that.
  const among = { ...cluster(700, 300, 440, 200), clear: between };
  expect(placeBeside({ width: 472, height: 98 }, among)).toEqual({ x: 392, y: 188 });
});

test('where nothing is docked a bar reaches to the window’s edge, and over what is docked before it is a column', () => {
  const phone = { width: 390, height: 844 };
  expect(reachBeside({ clear: { x: 24, y: 150, width: 342, height: 600 }, window: phone })).toEqual({
    left: 8,
    right: 382,
  });
  expect(reachBeside({ clear: CLEAR, window: WINDOW })).toEqual({ left: 392, right: 1272 });
  const tablet = { width: 820, height: 1100 };
  expect(reachBeside({ clear: { x: 392, y: 150, width: 80, height: 600 }, window: tablet })).toEqual({
    left: 8,
    right: 812,
  });
});
