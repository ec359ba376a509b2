// When the answers to the check-in question are the stage, and which. Pure.

import type { Answer, ParticipantId, Phase } from '../../protocol/session';
import { wordsOf } from '../words';

/** Whether this person has the answers on the stage, or the board: as they chose, or for now as nobody chose. */
export type AnswersOn = 'stage' | 'board' | 'unasked';

/** Nobody is led away from notes: unasked the answers take the stage where there is nothing else to see. */
export function areAnswersTheStage(
  phase: Phase | null,
  answers: readonly Answer[],
  notes: number,
  on: AnswersOn,
): boolean {
  if (phase?.kind !== 'arrive' || on === 'board' || answersTold(answers).length === 0) return false;
  return wordsOf(phase.question) !== '' && (on === 'stage' || notes === 0);
}

/** Those that say something, each with what tells it from the others. */
export function answersTold(
  answers: readonly Answer[],
): readonly { readonly key: string; readonly by: ParticipantId | null; readonly text: string }[] {
  return answers
    .filter(({ text }) => text !== '')
    .map(({ by, text }, at) => ({ key: by ?? `nobody ${at}`, by, text }));
}
