import { expect, test } from 'vitest';
import { keepingUnchanged } from './unchanged';

test('what is equal stays the same object, wherever it stands in a list', () => {
  const before = {
    list: [
      { id: 'a', at: [1, 2] },
      { id: 'b', at: [3, 4] },
    ],
    word: 'x',
  };
  const after = keepingUnchanged(before, {
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
  expect(keepingUnchanged(before, structuredClone(before))).toBe(before);
});

test('what is gone is gone, and what is new is new', () => {
  const before: Record<string, number> = { a: 1, b: 2 };
  expect(keepingUnchanged(before, { a: 1 })).toEqual({ a: 1 });
  expect(keepingUnchanged(before, { a: 1, c: 2 })).toEqual({ a: 1, c: 2 });
  expect(keepingUnchanged([1, 2], [1])).toEqual([1]);
  expect(keepingUnchanged(null, { a: 1 })).toEqual({ a: 1 });
  expect(keepingUnchanged({ a: undefined }, { b: undefined })).toEqual({ b: undefined });
});

test('maps are shared entry by entry, whatever their keys are called', () => {
  const before = new Map([
    ['__proto__', { votes: [1] }],
    ['constructor', { votes: [2] }],
  ]);
  const after = keepingUnchanged(before, new Map(before).set('constructor', { votes: [3] }));
  expect(after.get('__proto__')).toBe(before.get('__proto__'));
  expect(after.get('constructor')).toEqual({ votes: [3] });
  expect(keepingUnchanged(before, structuredClone(before))).toBe(before);
  expect(keepingUnchanged(before, new Map([['toString', { votes: [1] }]]))).not.toBe(before);
});

test('a field called __proto__ is a field', () => {
  const before: unknown = JSON.parse('{"__proto__": [1], "a": [2]}');
  expect(keepingUnchanged(before, JSON.parse('{"__proto__": [1], "a": [2]}'))).toBe(before);
  expect(JSON.stringify(keepingUnchanged(before, JSON.parse('{"__proto__": [3], "a": [2]}')))).toBe(
    '{"__proto__":[3],"a":[2]}',
  );
});
