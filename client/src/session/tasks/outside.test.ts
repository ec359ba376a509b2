import { expect, test } from 'vitest';
import { draft } from '../session_for_tests';
import { basketOutsideKeys } from './outside';

test('a page that was made one with another says of its basket only what stays so once baskets are laid', () => {
  const packed = draft('a');
  const held = { ...draft('b'), held: true };
  const offered = { ...draft('c'), held: true, offered: true };
  expect(basketOutsideKeys([packed], 'merged')).toEqual(['tasks.mergedPacked', 'tasks.mergedCopy']);
  expect(basketOutsideKeys([held, offered], 'merged')).toEqual([
    'tasks.mergedOffered',
    'tasks.mergedHeld',
    'tasks.mergedCopy',
  ]);
  expect(basketOutsideKeys([packed], 'removed')).toEqual(['tasks.basketOutside']);
});
