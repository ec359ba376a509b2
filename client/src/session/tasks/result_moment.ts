// When the result of a vote is the stage: once its vote is closed and before the picnic goes on, for everybody. Pure.

import type { ElementId, ParticipantId, VoteResult } from '../../protocol/session';
import { ballotIn } from '../fold';
import { runningPhase, type SessionState } from '../session';
import { resultsOf } from './ballot';

/** The result that is to be looked at now; null for none. */
export function resultMoment(state: SessionState | null): VoteResult | null {
  const phase = runningPhase(state);
  if (state === null || phase?.kind !== 'vote' || state.journey.vote !== null) return null;
  const [last] = resultsOf(state.results, phase.id);
  return last !== undefined && last.voters > 0 ? last : null;
}

/** What somebody has given in the vote that is open, for themselves to see on the board; null while none is. */
export function ownVotes(
  state: SessionState | null,
  me: ParticipantId,
): ReadonlyMap<ElementId, number> | null {
  const vote = state?.journey.vote ?? null;
  if (state === null || vote === null) return null;
  return new Map(ballotIn(vote, state.own.get(me)?.ballot ?? null).votes);
}

/** How many votes each thing got in the last vote on it, none with 0. */
export function votesOnBoard(results: readonly VoteResult[]): ReadonlyMap<string, number> {
  const votes = new Map<string, number>();
  for (const { items } of results) for (const { item, votes: count } of items) votes.set(item, count);
  for (const [item, count] of votes) if (count === 0) votes.delete(item);
  return votes;
}

/** Lines of a result that share a place lie together. */
export type InTie = 'none' | 'first' | 'middle' | 'last';

export function inTie(ranks: readonly number[], at: number): InTie {
  const isWithBefore = ranks[at - 1] === ranks[at];
  const isWithAfter = ranks[at + 1] === ranks[at];
  if (isWithBefore) return isWithAfter ? 'middle' : 'last';
  return isWithAfter ? 'first' : 'none';
}
