import { expect, test } from 'vitest';
import { wrongOf } from './api';

test('every refusal becomes something that a person can act on', () => {
  expect(wrongOf(404)).toBe('notFound');
  expect(wrongOf(403)).toBe('forbidden');
  expect(wrongOf(429)).toBe('busy');
  expect(wrongOf(500)).toBe('failed');
});

test('a proxy in front of a restarting server counts as no answer', () => {
  expect([502, 503, 504].map(wrongOf)).toEqual(['unreachable', 'unreachable', 'unreachable']);
});
