import { expect, test } from 'vitest';
import { stepFor, swiped, withoutGone } from './steps';

test('arrows and page keys go a note on or back, Home and End to the ends', () => {
  expect(
    ['ArrowRight', 'PageDown', 'ArrowLeft', 'PageUp', 'Home', 'End', 'a'].map((key) => stepFor(key, 9)),
  ).toEqual([1, 1, -1, -1, -9, 9, null]);
});

test('a swipe to the left takes the next, a short one and a mouse take none', () => {
  expect([swiped(-80, 'touch'), swiped(80, 'touch'), swiped(-20, 'touch'), swiped(-80, 'mouse')]).toEqual([
    1, -1, 0, 0,
  ]);
});

test('who goes is read no more, and who comes is read last', () => {
  expect(withoutGone(['a', 'b', 'c'], ['d', 'c', 'a'])).toEqual(['a', 'c', 'd']);
});
