import { expect, test } from 'vitest';
import { createPointed } from './pointed';

test('who takes their marks away later takes no others away', () => {
  const drawn: string[][] = [];
  const { ids, point } = createPointed((marked) => drawn.push([...marked]));
  const endFirst = point(['a', 'b']);
  const endSecond = point(['c']);
  endFirst();
  expect([...ids()]).toEqual(['c']);
  const endThird = point(['c']);
  endSecond();
  expect([...ids()]).toEqual(['c']);
  endThird();
  expect([...ids()]).toEqual([]);
  expect(drawn).toEqual([['a', 'b'], ['a', 'b', 'c'], ['c'], ['c']]);
});
