import { describe, expect, test } from 'vitest';
import type { Ballot, OpenVote, VoteResult } from '../../protocol/session';
import { ballotIn } from '../fold';
import { placed, resultsOf, stepOf, votesOn } from './ballot';

const VOTE: OpenVote = { round: 2, phase: 'vote', on: 'notes', budget: 4, perItemMax: 2 };

describe('an item', () => {
  test('takes votes while some are left and it has fewer than one person may give it', () => {
    const ballot: Ballot = {
      round: 2,
      votes: [
        ['a', 2],
        ['b', 1],
      ],
      left: 1,
    };
    expect(stepOf(ballot, VOTE, 'a')).toEqual({ votes: 2, mayAdd: false, mayTake: true });
    expect(stepOf(ballot, VOTE, 'b')).toEqual({ votes: 1, mayAdd: true, mayTake: true });
    expect(stepOf(ballot, VOTE, 'c')).toEqual({ votes: 0, mayAdd: true, mayTake: false });
    expect(stepOf({ ...ballot, left: 0 }, VOTE, 'c').mayAdd).toBe(false);
  });
});

test('a ballot of an earlier round is not taken for this one', () => {
  const old: Ballot = { round: 1, votes: [['a', 2]], left: 0 };
  expect(ballotIn(VOTE, old)).toEqual({ round: 2, votes: [], left: 4 });
  expect(ballotIn(VOTE, null)).toEqual({ round: 2, votes: [], left: 4 });
});

describe('a result', () => {
  const result: VoteResult = {
    round: 1,
    phase: 'vote',
    on: 'notes',
    budget: 3,
    voters: 4,
    items: [
      { item: 'a', votes: 5, rank: 1 },
      { item: 'b', votes: 2, rank: 2 },
      { item: 'c', votes: 2, rank: 2 },
      { item: 'd', votes: 0, rank: 4 },
    ],
  };

  test('has its ties as ties', () => {
    expect(placed(result).map(({ rank, lastRank, part }) => [rank, lastRank, part])).toEqual([
      [1, 1, 1],
      [2, 3, 0.4],
      [2, 3, 0.4],
      [4, 4, 0],
    ]);
  });

  test('nobody voted in divides by nothing', () => {
    const none = { ...result, items: [{ item: 'a', votes: 0, rank: 1 }] };
    expect(placed(none)[0]?.part).toBe(0);
  });

  test('comes last round first, of its own phase alone', () => {
    const rounds = [result, { ...result, phase: 'other', round: 2 }, { ...result, round: 3 }];
    expect(resultsOf(rounds, 'vote').map(({ round }) => round)).toEqual([3, 1]);
  });
});

test('the votes on an item are those of the last vote on it that is over', () => {
  const result = (round: number, items: VoteResult['items']): VoteResult => ({
    round,
    phase: 'vote',
    on: 'notes',
    budget: 3,
    voters: 2,
    items,
  });
  const results = [
    result(1, [
      { item: 'a', votes: 3, rank: 1 },
      { item: 'b', votes: 1, rank: 2 },
    ]),
    result(2, [{ item: 'a', votes: 2, rank: 1 }]),
  ];
  expect(['a', 'b', 'c'].map((item) => votesOn(results, item))).toEqual([2, 1, 0]);
});
