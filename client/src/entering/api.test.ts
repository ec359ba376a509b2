import { expect, test } from 'vitest';
import { isEntry, isMadeRoom, wrongIn, wrongOf } from './api';

test('every refusal becomes something that a person can act on', () => {
  expect(wrongOf(404)).toBe('notFound');
  expect(wrongOf(403)).toBe('forbidden');
  expect([wrongOf(403, 'removed'), wrongOf(403, 'joiningClosed')]).toEqual(['removed', 'joiningClosed']);
  expect(wrongOf(403, 'else')).toBe('forbidden');
  expect(wrongOf(429)).toBe('busy');
  expect(wrongOf(503, 'serverFull')).toBe('busy');
  expect(wrongOf(500)).toBe('failed');
});

test('a server that is reached under another address than the page’s has no word on the room', () => {
  expect([wrongOf(403, 'otherOrigin'), wrongOf(404, 'nothingHere'), wrongOf(421)]).toEqual(
    Array(3).fill('misled'),
  );
});

test('what came from elsewhere is no refusal', () => {
  expect([wrongIn({ from: 'between' }), wrongIn({ from: 'nobody' })]).toEqual(['between', 'unreachable']);
});

test('a server that is starting again counts as no answer', () => {
  expect([502, 503, 504].map((status) => wrongOf(status))).toEqual([
    'unreachable',
    'unreachable',
    'unreachable',
  ]);
});

test('an answer that lacks what the page uses is no answer of the server’s', () => {
  const made = { room: 'r', title: '', tokens: { facilitate: 'a', join: 'b', view: 'c' } };
  const entry = { room: 'r', title: '', role: 'viewer', participant: 'me', language: 'fi', tokens: {} };
  expect([isMadeRoom(made), isEntry(entry)]).toEqual([true, true]);
  for (const odd of [undefined, null, 7, [], {}, { room: 'r' }, { ...made, tokens: null }]) {
    expect(isMadeRoom(odd)).toBe(false);
  }
  for (const name of ['room', 'title', 'role', 'participant'] as const) {
    expect(isEntry({ ...entry, [name]: 4 })).toBe(false);
  }
});
