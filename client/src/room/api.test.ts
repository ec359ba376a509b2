import { expect, test } from 'vitest';
import { wrongOf } from './api';

test('every refusal becomes something that a person can act on', () => {
  expect(wrongOf(404)).toBe('notFound');
  expect(wrongOf(403)).toBe('forbidden');
  expect([wrongOf(403, 'removed'), wrongOf(403, 'joiningClosed')]).toEqual(['removed', 'joiningClosed']);
  expect(wrongOf(403, 'else')).toBe('forbidden');
  expect(wrongOf(429)).toBe('busy');
  expect(wrongOf(500)).toBe('failed');
});

test('a proxy in front of a restarting server counts as no answer', () => {
  expect([502, 503, 504].map((status) => wrongOf(status))).toEqual([
    'unreachable',
    'unreachable',
    'unreachable',
  ]);
});
