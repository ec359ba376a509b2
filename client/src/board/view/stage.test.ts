import { expect, test } from 'vitest';
import { type Cover, Covers, clearOf, FLOATS_FROM, stageOf } from './stage';

const WINDOW = { width: 1280, height: 720 };

test('where nothing is docked the stage is the window', () => {
  expect(stageOf(WINDOW, 720, [])).toEqual({ x: 0, y: 0, width: 1280, height: 720 });
});

test('what is docked takes its place, each edge by whatever reaches furthest', () => {
  const docked = [{ top: 56 }, { left: 304 }, { right: 336 }, { bottom: 148, top: 40 }];
  expect(stageOf(WINDOW, 720, docked)).toEqual({ x: 304, y: 56, width: 640, height: 516 });
});

test('what one is led to keeps clear of tools and edges', () => {
  expect(clearOf({ x: 304, y: 56, width: 976, height: 664 })).toEqual({
    x: 328,
    y: 80,
    width: 928,
    height: 560,
  });
});

test('where hardly anything is left, what lies above still covers nothing', () => {
  const { y, height } = clearOf(stageOf({ width: 844, height: 390 }, 390, [{ top: 190 }, { bottom: 200 }]));
  expect([y, height]).toEqual([194, 40]);
});

test('on a low stage margins give way first, then what floats, and nothing lies under what is docked', () => {
  for (let low = 60; low < 260; low += 4) {
    const { y, height } = clearOf({ x: 0, y: 52, width: 320, height: low });
    const below = low < FLOATS_FROM ? 4 : 64;
    expect(y).toBeGreaterThanOrEqual(56);
    expect(y + height).toBeLessThanOrEqual(52 + low - below);
    expect(height).toBeGreaterThanOrEqual(Math.min(52, low - 8));
  }
});

test('a keyboard on the screen takes what lies below, and not that as well', () => {
  const phone = { width: 390, height: 844 };
  expect(stageOf(phone, 500, [{ bottom: 128 }])).toEqual({ x: 0, y: 0, width: 390, height: 500 });
});

test('a cover of nothing is none', () => {
  const covers = new Covers();
  expect(covers.tell('sheet', () => ({ top: 0 }))).toBe(false);
  expect(covers.tell('sheet', () => ({ top: 10 }))).toBe(true);
  expect(covers.tell('sheet', () => ({ top: 10 }))).toBe(false);
  expect(covers.tell('sheet', null)).toBe(true);
  expect(covers.now()).toEqual([]);
});

test('what is pushed further without a word is where it is by now', () => {
  const covers = new Covers();
  let cover: Cover | null = { top: 10 };
  covers.tell('strip', () => cover);
  cover = { top: 68 };
  expect(covers.now()).toEqual([{ top: 68 }]);
  cover = null;
  expect(covers.now()).toEqual([]);
});
