import { expect, test } from 'vitest';
import { sharing } from './share';

test('what is equal stays the same object, wherever it stands in a list', () => {
  const before = {
    list: [
      { id: 'a', at: [1, 2] },
      { id: 'b', at: [3, 4] },
    ],
    word: 'x',
  };
  const after = sharing(before, {
    list: [
      { id: 'b', at: [3, 4] },
      { id: 'a', at: [1, 5] },
    ],
    word: 'x',
  });
  expect(after).toEqual({
    list: [
      { id: 'b', at: [3, 4] },
      { id: 'a', at: [1, 5] },
    ],
    word: 'x',
  });
  expect(after.list[0]).toBe(before.list[1]);
  expect(sharing(before, structuredClone(before))).toBe(before);
});

test('what is gone is gone, and what is new is new', () => {
  const before: Record<string, number> = { a: 1, b: 2 };
  expect(sharing(before, { a: 1 })).toEqual({ a: 1 });
  expect(sharing(before, { a: 1, c: 2 })).toEqual({ a: 1, c: 2 });
  expect(sharing([1, 2], [1])).toEqual([1]);
  expect(sharing(null, { a: 1 })).toEqual({ a: 1 });
  expect(sharing({ a: undefined }, { b: undefined })).toEqual({ b: undefined });
});
