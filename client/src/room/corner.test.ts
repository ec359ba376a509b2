import { expect, test } from 'vitest';
import { cornerUnder, rightCornerUnder, toldTop } from './corner';

const part = (left: number, bottom: number, height = 48) => ({ left, right: left + 384, bottom, height });
const TITLE = part(16, 86);

test('under the title and beside the bars of the middle what is docked begins at its own height', () => {
  expect(cornerUnder([TITLE, part(430, 74), part(405, 131)], 800)).toBe(104);
});

test('a bar that reaches in over it pushes it down, as a title does that says more', () => {
  expect(cornerUnder([TITLE, part(262, 74), part(333, 131)], 800)).toBe(149);
  expect(cornerUnder([part(16, 150, 134)], 800)).toBe(168);
});

test('what is not shown, and what hangs at the foot of the window, does not', () => {
  expect(cornerUnder([TITLE, part(0, 300, 0), part(16, 780, 200)], 800)).toBe(104);
});

test('at the right it begins under the bars of the middle that reach over it, and else where it is', () => {
  const window = { width: 1280, height: 720 };
  expect(rightCornerUnder([TITLE, part(430, 131)], window)).toBe(0);
  expect(rightCornerUnder([TITLE, part(520, 131), part(560, 700)], window)).toBe(149);
});

test('on a phone what is told stands under the bars, and where that leaves the sheet no place over the title', () => {
  const phone = { top: 0, height: 844 };
  expect(toldTop(138, 52, phone, true)).toBe(138);
  // A facilitator's bars with the instructions in them: a sheet from below would have nothing left.
  expect(toldTop(700, 52, phone, true)).toBe(0);
  expect(toldTop(138, 52, { top: 0, height: 300 }, true)).toBe(0);
  expect(toldTop(138, 52, { top: 40, height: 200 }, true)).toBe(40);
  // Where the sheet stands at the side, it takes nothing of the height.
  expect(toldTop(262, 52, { top: 0, height: 390 }, false)).toBe(262);
});
