import { expect, test } from 'vitest';
import { EMPTY_OWN } from '../fold';
import { ME, stateOf, voting, WHOLE } from '../session_for_tests';
import { inTie, ownVotes } from './result_moment';

test('lines that share a place are held together', () => {
  const ranks = [1, 2, 3, 3, 3, 6];
  expect(ranks.map((_, at) => inTie(ranks, at))).toEqual(['none', 'none', 'first', 'middle', 'last', 'none']);
});

test('what one gave in the vote that is open is shown to oneself, and nothing while none is', () => {
  expect(ownVotes(null, ME)).toBeNull();
  expect(ownVotes(stateOf(WHOLE), ME)).toBeNull();
  const open = stateOf(WHOLE, voting());
  expect(ownVotes(open, ME)).toEqual(new Map());
  const ballot = { round: 1, votes: [['a', 2] as [string, number]], left: 3 };
  const given = { ...open, own: new Map([[ME, { ...EMPTY_OWN, ballot }]]) };
  expect(ownVotes(given, ME)).toEqual(new Map([['a', 2]]));
  expect(ownVotes(given, 'otto')).toEqual(new Map());
});
