// What somebody is told who comes in the middle: what is going on, and what is new since they were last here.

import type { Phase, PhaseId } from '../protocol/session';
import type { SessionState } from './session';

/** Whoever comes when a phase has run for longer than this came late. */
const LATE_MS = 15_000;
/** Whoever was away for longer than this has forgotten how it looked. */
const AWAY_MS = 10 * 60_000;

/** What a browser remembers of its last look at a room. */
export interface LastLook {
  readonly phase: PhaseId | null;
  readonly atMs: number;
  readonly notes: number;
  readonly comments: number;
}

/** What is going on, for a sentence. */
export type LatecomerNews =
  | { readonly kind: Exclude<Phase['kind'], 'vote'> }
  /** `left` votes; null for who does not vote. */
  | { readonly kind: 'vote'; readonly open: boolean; readonly left: number | null };

/** What somebody is told who was not here when the phase began; undefined for those who were. */
export function newsForLatecomer(
  state: SessionState,
  phase: Phase,
  left: number | null,
  look: LastLook | null,
  nowMs: number,
): LatecomerNews | undefined {
  const { startedMs, vote } = state.journey;
  if (look?.phase === phase.id || startedMs === null || nowMs - startedMs < LATE_MS) return undefined;
  if (phase.kind !== 'vote') return { kind: phase.kind };
  return { kind: 'vote', open: vote !== null, left };
}

export interface NewSinceLastLook {
  readonly notes: number;
  readonly comments: number;
}

/** What is new in a phase of days for somebody who comes back to it; undefined when nothing is. */
export function newSinceLastLook(
  phase: Phase,
  look: LastLook | null,
  now: { notes: number; comments: number; ms: number },
): NewSinceLastLook | undefined {
  const isLong = typeof phase.length === 'string' || 'until' in phase.length;
  if (!isLong || look === null || look.phase !== phase.id || now.ms - look.atMs < AWAY_MS) return undefined;
  const notes = Math.max(0, now.notes - look.notes);
  const comments = Math.max(0, now.comments - look.comments);
  return notes + comments === 0 ? undefined : { notes, comments };
}
