// Arriving: one's name, and a line in answer to the check-in question.

import Presentation from 'lucide-solid/icons/presentation';
import { createEffect, createMemo, createSignal, createUniqueId, For, on, Show } from 'solid-js';
import { countCharacters } from '../../board/document/text_patch';
import { keepForm } from '../../half_written/field';
import { t } from '../../i18n';
import { announce, refuse } from '../../messages/messages';
import { ANSWER_CHARS_MAX, type PhaseId } from '../../protocol/session';
import { wordsOf } from '../words';
import { answersTold } from './arrive_stage';
import { Offline } from './Offline';
import type { PhaseOf } from './phase';
import { TurnLine } from './TurnLine';
import { useTask } from './task';
import { WhoSees } from './WhoSees';

/** `onToAnswers` takes the answers onto the stage, where they stand otherwise here. */
export function ArriveTask(props: { phase: PhaseOf<'arrive'>; onToAnswers: (() => void) | undefined }) {
  const task = useTask();
  const question = () => wordsOf(props.phase.question);
  const answers = createMemo(() => answersTold(task.state().answers));
  const mayAnswer = () => task.session.role() !== 'viewer';

  return (
    <Show when={question() !== ''} fallback={<p class="task-quiet">{t('tasks.arriveNoQuestion')}</p>}>
      <Show when={task.state().journey.turn}>{(turn) => <TurnLine turn={turn()} of="answer" />}</Show>
      <Show when={mayAnswer()} fallback={<p class="task-question">{question()}</p>}>
        <AnswerForm phase={props.phase.id} question={question()} />
      </Show>
      <Offline />
      <Show when={answers().length > 0}>
        <h3>{t('tasks.answers', { count: answers().length })}</h3>
        <Show when={props.onToAnswers}>
          {(toAnswers) => (
            <>
              <ul class="task-list">
                <For each={answers()}>
                  {({ by, text }) => (
                    <li class="task-said">
                      <Show when={by}>{(who) => <strong>{task.nameOf(who())}</strong>}</Show>
                      <span>{text}</span>
                    </li>
                  )}
                </For>
              </ul>
              <button type="button" class="button" onClick={() => toAnswers()()}>
                <Presentation size={20} aria-hidden="true" />
                {t('gathering.arriveToAnswers')}
              </button>
            </>
          )}
        </Show>
      </Show>
    </Show>
  );
}

function AnswerForm(props: { phase: PhaseId; question: string }) {
  const task = useTask();
  const field = createUniqueId();
  const whoSees = createUniqueId();
  const [isChanging, setChanging] = createSignal(false);
  // What is being written stays whatever the session tells meanwhile, and comes back when the room did not take it.
  const form = keepForm({
    purpose: { kind: 'answer', who: task.who, of: props.phase },
    texts: ['text'],
    was: () => ({ text: task.own().answer }),
    about: () => props.question,
  });
  const words = () => form.words().text ?? '';
  let input: HTMLInputElement | undefined;
  const isMyTurn = () => task.state().journey.turn?.who === task.who;
  createEffect(
    on(isMyTurn, (mine, before) => {
      if (mine && before === false) announce(t('tasks.turnMine'));
    }),
  );

  function submit(event: SubmitEvent) {
    event.preventDefault();
    const text = words().replace(/\s+/gu, ' ').trim();
    if (countCharacters(text) > ANSWER_CHARS_MAX) {
      refuse(t('tasks.tooLong', { max: ANSWER_CHARS_MAX, count: countCharacters(text) }));
      return;
    }
    setChanging(false);
    form.clear();
    void task.does({ do: 'answer', text });
  }

  return (
    <Show
      when={task.own().answer === '' || isChanging() || form.isHalf()}
      fallback={
        <div class="task-answered" tabindex="-1">
          <p class="task-question">{props.question}</p>
          <p>{task.own().answer}</p>
          <button
            type="button"
            class="button"
            onClick={() => {
              setChanging(true);
              input?.focus();
            }}
          >
            {t('tasks.change')}
          </button>
        </div>
      }
    >
      <form class="task-form" onSubmit={submit}>
        <label for={field} class="task-question">
          {props.question}
        </label>
        <input
          id={field}
          class="field"
          autocomplete="off"
          enterkeyhint="done"
          aria-describedby={whoSees}
          {...form.mark('text')}
          value={words()}
          onInput={(event) => {
            // The field stays under its writer also while it says what the answer is.
            setChanging(true);
            form.put({ text: event.currentTarget.value });
          }}
          ref={(element) => {
            input = element;
          }}
        />
        <WhoSees id={whoSees} />
        <button type="submit" class="button button-primary">
          {t('tasks.answer')}
        </button>
      </form>
    </Show>
  );
}
