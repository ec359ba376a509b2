import { expect, test } from 'vitest';
import { inTie } from './result_moment';

test('lines that share a place are held together', () => {
  const ranks = [1, 2, 3, 3, 3, 6];
  expect(ranks.map((_, at) => inTie(ranks, at))).toEqual(['none', 'none', 'first', 'middle', 'last', 'none']);
});
