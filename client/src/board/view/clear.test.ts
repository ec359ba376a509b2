import { expect, test } from 'vitest';
import { type Cover, Covers, clearOf } from './clear';

const WINDOW = { width: 1280, height: 720 };

test('a window with nothing over it leaves room for its bars', () => {
  expect(clearOf(WINDOW, 720, [])).toEqual({ x: 24, y: 100, width: 1232, height: 536 });
});

test('everything that lies over the board keeps its place, and some more beside it', () => {
  const covers = [{ top: 152 }, { left: 376 }, { right: 400 }, { bottom: 120, top: 60 }];
  const left = { x: 392, y: 168, width: 1280 - 392 - 416, height: 720 - 168 - 136 };
  expect(clearOf(WINDOW, 720, covers)).toEqual(left);
});

test('where hardly anything is left, what lies above still covers nothing', () => {
  const { y, height } = clearOf({ width: 844, height: 390 }, 390, [{ top: 190 }, { bottom: 200 }]);
  expect([y, height]).toEqual([206, 80]);
});

test('a keyboard on the screen takes what lies below, and not that as well', () => {
  const phone = { width: 390, height: 844 };
  expect(clearOf(phone, 500, [{ bottom: 128 }])).toEqual({ x: 24, y: 100, width: 342, height: 384 });
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
  covers.tell('instructions', () => cover);
  cover = { top: 68 };
  expect(covers.now()).toEqual([{ top: 68 }]);
  cover = null;
  expect(covers.now()).toEqual([]);
});

test('what only passes is told apart: one looks for longer than it stands', () => {
  const covers = new Covers();
  covers.tell('bars', () => ({ top: 180 }));
  expect(covers.tell('messages', () => ({ top: 250 }), true)).toBe(true);
  expect(covers.now()).toEqual([{ top: 180 }, { top: 250 }]);
  expect(covers.staying()).toEqual([{ top: 180 }]);
});
