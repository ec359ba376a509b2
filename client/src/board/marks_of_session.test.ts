import { expect, test } from 'vitest';
import { NO_MARKS, remarked } from './marks_of_session';

test('only notes whose counts changed are marked anew', () => {
  const before = { reactions: { a: [['heart', 1]], b: [['agree', 2]] }, spotlight: null } as const;
  const after = {
    reactions: { a: [['heart', 1]], b: [['agree', 3]], c: [['spark', 1]] },
    spotlight: null,
  } as const;
  expect(remarked(before, after)).toEqual(new Set(['b', 'c']));
  expect(remarked(after, NO_MARKS)).toEqual(new Set(['a', 'b', 'c']));
  expect(remarked(after, { ...after })).toEqual(new Set());
});

test('the spotlight marks the note it leaves and the one it comes to', () => {
  const one = { reactions: {}, spotlight: 'a' };
  expect(remarked(one, { reactions: {}, spotlight: 'b' })).toEqual(new Set(['a', 'b']));
  expect(remarked(NO_MARKS, one)).toEqual(new Set(['a']));
});
