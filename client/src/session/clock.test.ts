import { expect, test } from 'vitest';
import { clockOffsetMs } from './clock';

test('the nearest of two measurements wins, unless a clock was set', () => {
  expect(clockOffsetMs(null, 1_000, 400)).toBe(600);
  expect(clockOffsetMs(600, 2_000, 1_450)).toBe(600);
  expect(clockOffsetMs(600, 2_000, 1_350)).toBe(650);
  expect(clockOffsetMs(600, 10_000, 2_000)).toBe(8_000);
});
