// The steps that a facilitator can take from here, and which of them ask first. Pure.

import type { Phase, PhaseId } from '../../protocol/session';
import { outOf } from '../present';
import type { SessionState } from '../session';

export interface Steps {
  readonly current: Phase | null;
  /** Counted from 1; 0 before the first. */
  readonly place: number;
  readonly before: Phase | null;
  readonly next: Phase | null;
}

/** Where we are in the plan, and what lies beside it. */
export function stepsFrom({ plan, journey }: Pick<SessionState, 'plan' | 'journey'>): Steps {
  const index = plan.findIndex(({ id }) => id === journey.current);
  return {
    current: plan[index] ?? null,
    place: index + 1,
    before: plan[index - 1] ?? null,
    next: plan[index + 1] ?? null,
  };
}

/** Whether what comes next is the result of the vote that is open here: nobody goes on before all have seen it. Nobody's vote has none. */
export function isResultNext({ journey, progress }: Pick<SessionState, 'journey' | 'progress'>): boolean {
  return journey.vote !== null && journey.vote.phase === journey.current && progress.voters > 0;
}

/** What a step does that cannot be undone. */
export type Question =
  /** Baskets are emptied onto the blanket. */
  | { readonly of: 'reveal'; readonly notes: number; readonly isAlone: boolean }
  /** The vote that is open ends. */
  | ClosingQuestion;

/** `isAlone`: what comes of it is one person's, in a room where nobody is to know whose. */
export interface ClosingQuestion {
  readonly of: 'closing';
  readonly done: number;
  readonly people: number;
  readonly isAlone: boolean;
}

/** What the end of the open vote does. */
export function closingQuestion({
  journey,
  progress,
}: Pick<SessionState, 'journey' | 'progress'>): ClosingQuestion {
  const isAlone = journey.anonymous && progress.voters === 1;
  const { count, of } = outOf(progress, progress.ready);
  return { of: 'closing', done: count, people: of, isAlone };
}

/** What going to a phase does for good; nothing where one can simply come back. */
export function questionsBefore(
  to: PhaseId | null,
  state: Pick<SessionState, 'plan' | 'journey' | 'progress' | 'results'>,
): Question[] {
  const { plan, journey, progress, results } = state;
  const target = plan.find(({ id }) => id === to) ?? null;
  const questions: Question[] = [];
  const { vote } = journey;
  if (vote !== null) {
    const place = (id: PhaseId) => plan.findIndex((phase) => phase.id === id);
    const isPassed = target === null || place(target.id) > place(vote.phase);
    const opensAnother =
      target?.kind === 'vote' &&
      target.id !== vote.phase &&
      results.every((result) => result.phase !== target.id);
    if (isPassed || opensAnother) questions.push(closingQuestion(state));
  }
  const laysAll = target?.kind === 'lay' && (journey.anonymous || target.reveal !== 'rounds');
  if (laysAll && progress.packed > 0) {
    questions.push({
      of: 'reveal',
      notes: progress.packed,
      isAlone: journey.anonymous && progress.packers === 1,
    });
  }
  return questions;
}
