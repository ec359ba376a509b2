import { expect, test } from 'vitest';
import { agoText } from './ago';

test('how long ago is told in words', () => {
  const minute = 60_000;
  expect(agoText(0, 30_000, 'en')).toBeUndefined();
  expect(agoText(0, 5 * minute, 'en')).toBe('5 minutes ago');
  expect(agoText(0, 26 * 60 * minute, 'fi')).toBe('eilen');
  expect(agoText(Date.UTC(2026, 5, 1, 12), Date.UTC(2026, 10, 1), 'sv')).toBe('1 juni 2026');
});
