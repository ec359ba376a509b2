// A ballot as its voter fills it in, and what came of a vote, with ties as ties.

import type { Ballot, ElementId, ItemResult, OpenVote, VoteResult } from '../../protocol/session';

export interface Step {
  /** Votes that the item has of this voter. */
  readonly votes: number;
  readonly mayAdd: boolean;
  readonly mayTake: boolean;
}

/** What a voter may do with one item. */
export function stepOf(ballot: Ballot, vote: OpenVote, item: ElementId): Step {
  const votes = votesFor(ballot, item);
  return { votes, mayAdd: ballot.left > 0 && votes < vote.perItemMax, mayTake: votes > 0 };
}

function votesFor(ballot: Ballot, item: ElementId): number {
  return ballot.votes.find(([id]) => id === item)?.[1] ?? 0;
}

/** One line of a result. */
export interface Placed extends ItemResult {
  /** The last of the places that items with as many votes share. */
  readonly lastRank: number;
  /** Its part of the most votes that any item has, 0 to 1. */
  readonly part: number;
}

/** The result item by item, with the places that tied items share. Nothing comes first that nobody voted for. */
export function placed(result: VoteResult): Placed[] {
  const most = Math.max(1, ...result.items.map(({ votes }) => votes));
  const shared = new Map<number, number>();
  for (const { rank } of result.items) shared.set(rank, (shared.get(rank) ?? 0) + 1);
  return result.items.map((item) => ({
    ...item,
    lastRank: item.rank + (shared.get(item.rank) ?? 1) - 1,
    part: item.votes / most,
  }));
}

/** How many votes an item got in the last vote on it that is over. */
export function votesOn(results: readonly VoteResult[], element: ElementId): number {
  const last = results.findLast(({ items }) => items.some(({ item }) => item === element));
  return last?.items.find(({ item }) => item === element)?.votes ?? 0;
}

/** The results of one phase, the last round first. */
export function resultsOf(results: readonly VoteResult[], phase: string): VoteResult[] {
  return results.filter((result) => result.phase === phase).reverse();
}
