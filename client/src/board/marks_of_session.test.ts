import { expect, test } from 'vitest';
import type { Reaction } from '../protocol/session';
import { NO_MARKS, remarked, type SessionMarks } from './marks_of_session';

function marks(spotlight: string | null, ...reactions: [string, Reaction, number][]): SessionMarks {
  return {
    reactions: new Map(reactions.map(([note, kind, count]) => [note, [[kind, count]]])),
    spotlight,
    votes: new Map(),
    votesAreOwn: false,
  };
}

test('only notes whose counts changed are marked anew', () => {
  const before = marks(null, ['a', 'heart', 1], ['b', 'agree', 2]);
  const after = marks(null, ['a', 'heart', 1], ['b', 'agree', 3], ['c', 'spark', 1]);
  expect(remarked(before, after)).toEqual(new Set(['b', 'c']));
  expect(remarked(after, NO_MARKS)).toEqual(new Set(['a', 'b', 'c']));
  expect(remarked(after, { ...after })).toEqual(new Set());
});

test('the spotlight marks the note it leaves and the one it comes to', () => {
  const one = marks('a');
  expect(remarked(one, marks('b'))).toEqual(new Set(['a', 'b']));
  expect(remarked(NO_MARKS, one)).toEqual(new Set(['a']));
});

test('what got other votes is marked anew, notes and clusters alike', () => {
  const before = {
    ...marks(null),
    votes: new Map([
      ['a', 2],
      ['food', 3],
    ]),
  };
  const after = { ...marks(null), votes: new Map([['food', 4]]) };
  expect(remarked(before, after)).toEqual(new Set(['a', 'food']));
});

test('votes that are one\u2019s own in the next vote are marked anew, though they are as many', () => {
  const before = { ...marks(null), votes: new Map([['a', 2]]) };
  expect(remarked(before, { ...before, votes: new Map([['a', 2]]), votesAreOwn: true })).toEqual(
    new Set(['a']),
  );
});

test.each(['__proto__', 'constructor', 'toString'])('a note may be called %s', (id) => {
  expect(NO_MARKS.reactions.get(id)).toBeUndefined();
  expect(remarked(NO_MARKS, marks(null, [id, 'heart', 1]))).toEqual(new Set([id]));
});
