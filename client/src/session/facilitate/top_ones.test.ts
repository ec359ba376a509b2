import { expect, test } from 'vitest';
import type { VoteResult } from '../../protocol/session';
import { tiedFirst, topOnes } from './top_ones';

function result(...votes: number[]): VoteResult {
  const items = votes.map((count, index) => ({
    item: `n${index}`,
    votes: count,
    rank: votes.filter((other) => other > count).length + 1,
  }));
  return { round: 1, phase: 'vote', on: 'notes', budget: 3, voters: 4, items };
}

test('who shares the first place is tied; one alone is not, nor are items without votes', () => {
  expect(tiedFirst(result(4, 4, 2))).toEqual(['n0', 'n1']);
  expect(tiedFirst(result(4, 2, 2))).toEqual([]);
  expect(tiedFirst(result(0, 0))).toEqual([]);
});

test('a tie at the edge comes along whole, and what nobody wanted does not', () => {
  expect(topOnes(result(5, 3, 3, 1, 0), 2)).toEqual(['n0', 'n1', 'n2']);
  expect(topOnes(result(5, 3, 3, 1, 0), 9)).toEqual(['n0', 'n1', 'n2', 'n3']);
});
