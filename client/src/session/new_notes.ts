// Where a new note goes that somebody asks for on the board: onto the board for all, into their basket while people pack or notes wait for
// a facilitator's nod, or nowhere while that is not known. Pure.

import { isToOffer, rightsIn } from '../board/rights/rights';
import type { Role } from '../protocol/session';
import { runningPhase, type SessionState } from './session';

export type NewNotes =
  /** It is not known whether people pack: what all would see may be meant for nobody. */
  'unknown' | 'basket' | 'board';

export interface NewNotesIn {
  /** Null until the room has told it. */
  readonly state: SessionState | null;
  readonly role: Role;
  /** The server was asked for and did not answer: nobody will tell soon. */
  readonly offline: boolean;
  /** Whether people packed when this browser last heard of the room; undefined where it never did. */
  readonly packedBefore: boolean | undefined;
}

export function newNotesIn({ state, role, offline, packedBefore }: NewNotesIn): NewNotes {
  if (state === null) return offline && packedBefore === false ? 'board' : 'unknown';
  return isForBasket(state, role) ? 'basket' : 'board';
}

/** Whether what this person writes is not for all to see at once: people pack, or notes wait for a facilitator's nod. */
export function isForBasket(state: SessionState, role: Role): boolean {
  const { rights } = state.journey;
  return (isPacking(state) && role !== 'viewer') || (rights.board === 'approve' && isToOffer(role, rights));
}

/**
 * Whether what the server lays is for all to look at, as at a reveal: a note that a facilitator lets in moves nobody's view.
 */
export function isLaidForAll(state: SessionState | null): boolean {
  if (state === null || runningPhase(state)?.kind === 'lay') return true;
  return !rightsIn(state.journey.rights).includes('approve');
}

/** Whether all baskets are laid together in the phase that runs: that is a moment to look at. */
export function isReveal(state: SessionState | null): boolean {
  const phase = runningPhase(state);
  return phase?.kind === 'lay' && (state?.journey.anonymous === true || phase.reveal !== 'rounds');
}

export function isPacking(state: SessionState): boolean {
  return runningPhase(state)?.kind === 'pack';
}
