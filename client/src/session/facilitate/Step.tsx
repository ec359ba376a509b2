// Going to a phase, asked about first where that does something for good.

import { createEffect, createSignal, type JSX, Show } from 'solid-js';
import { Ask } from '../../dialog/Ask';
import { t } from '../../i18n';
import type { PhaseId } from '../../protocol/session';
import type { SessionState } from '../session';
import type { Deeds } from './deeds';
import { doublesIn } from './doubles';
import { closingQuestion, type Question, questionsBefore } from './steps';

export interface Step {
  /** Goes there, or shows the question. */
  to(phase: PhaseId): void;
  /** Closes the vote that is open, once that was asked: what came of it is seen before anybody goes on. */
  close(): void;
  /** The question, where it is to be asked; nothing while none is open. */
  readonly question: () => JSX.Element;
}

export function createStep(state: () => SessionState, deeds: Deeds): Step {
  const [asking, setAsking] = createSignal<{ to: PhaseId | 'result'; from: PhaseId | null } | null>(null);
  // What one was asked about is gone when somebody else has moved on.
  const open = () => {
    const asked = asking();
    return asked !== null && asked.from === state().journey.current ? asked : null;
  };
  const questions = (): Question[] => {
    const asked = open();
    if (asked === null) return [];
    if (asked.to === 'result') return state().journey.vote === null ? [] : [closingQuestion(state())];
    return questionsBefore(asked.to, state());
  };
  // One that is over goes for good: it would come back with the phase, when nobody thinks of it.
  createEffect(() => {
    if (asking() !== null && questions().length === 0) setAsking(null);
  });
  return {
    to(phase) {
      if (questionsBefore(phase, state()).length === 0) void deeds.go(phase);
      else setAsking({ to: phase, from: state().journey.current });
    },
    close() {
      setAsking({ to: 'result', from: state().journey.current });
    },
    question: () => (
      <Show when={questions().length > 0 && open()}>
        {(asked) => (
          <Ask
            text={[...questions().map(questionText), ...doublesText(questions(), state())].join(' ')}
            yes={t(
              questions().at(-1)?.of === 'reveal' ? 'facilitation.revealYes' : 'facilitation.closingYes',
            )}
            onYes={() => {
              const { to } = asked();
              setAsking(null);
              const { vote } = state().journey;
              if (to === 'result') {
                if (vote !== null) void deeds.ask({ do: 'closeVote', round: vote.round });
              } else {
                // Nothing to undo: that is what was asked.
                void deeds.go(to, true);
              }
            }}
            onNo={() => setAsking(null)}
          />
        )}
      </Show>
    ),
  };
}

/** Before a vote closes, whoever may be in it twice is to be looked at. */
function doublesText(questions: readonly Question[], { people }: SessionState): string[] {
  if (questions.every(({ of }) => of !== 'closing')) return [];
  const count = doublesIn(people);
  return count === 0 ? [] : [t('peopleTab.doublesVote', { count })];
}

export function questionText(question: Question): string {
  if (question.of === 'reveal') {
    const asked = t('facilitation.revealAsk', { count: question.notes });
    return question.isAlone ? `${asked} ${t('facilitation.revealAlone')}` : asked;
  }
  return question.isAlone
    ? t('facilitation.closingAlone')
    : t('facilitation.closingAsk', { done: question.done, people: question.people });
}
