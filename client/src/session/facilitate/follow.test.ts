import { expect, test } from 'vitest';
import type { Brought } from '../../protocol/session';
import { followingOf, onBrought } from './follow';

const brought = (number: number, by = 'anna'): Brought => ({
  number,
  by,
  view: { center: [0, 0], size: [100, 100] },
});

test('a page goes where it is brought once, and never to what was before it came', () => {
  const bo = { me: 'bo', isBusy: false };
  expect(onBrought(null, 0, bo)).toBe('nothing');
  expect(onBrought(brought(1), 0, bo)).toBe('go');
  expect(onBrought(brought(1), 1, bo)).toBe('nothing');
  expect(onBrought(brought(2), 1, bo)).toBe('go');
});

test('whoever brings everyone stays, and nobody is taken from what they write', () => {
  expect(onBrought(brought(1), 0, { me: 'anna', isBusy: false })).toBe('nothing');
  expect(onBrought(brought(1), 0, { me: 'bo', isBusy: true })).toBe('ask');
});

test('one leads, goes along, or looks elsewhere', () => {
  expect(followingOf(null, 'bo', true)).toBe('none');
  expect(followingOf('bo', 'bo', true)).toBe('leading');
  expect(followingOf('anna', 'bo', false)).toBe('along');
  expect(followingOf('anna', 'bo', true)).toBe('away');
});
