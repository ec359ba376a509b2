// What people answered as they came, on the stage where everyone sees it: with names and faces, unless nobody is to know who said what.

import './arrive_stage.css';
import { Key } from '@solid-primitives/keyed';
import LayoutDashboard from 'lucide-solid/icons/layout-dashboard';
import { createMemo, createUniqueId, Show } from 'solid-js';
import { paperOf } from '../../board/presence/colour';
import { t } from '../../i18n';
import { initials } from '../../people/people';
import { wordsOf } from '../words';
import { answersTold } from './arrive_stage';
import type { PhaseOf } from './phase';
import { useTask } from './task';

export function ArriveStage(props: { phase: PhaseOf<'arrive'>; onToBoard(): void }) {
  const task = useTask();
  const heading = createUniqueId();
  const answers = createMemo(() => answersTold(task.state().answers));

  return (
    <section
      class="arrive-stage"
      aria-labelledby={heading}
      tabindex="-1"
      data-focus-region
      data-many={answers().length > 6}
    >
      <div class="arrive-inside">
        <h2 id={heading}>{wordsOf(props.phase.question)}</h2>
        <ul>
          <Key each={answers()} by="key">
            {(answer) => (
              <li
                class="arrive-said"
                data-color={answer().by === null ? 'white' : paperOf(answer().by ?? '')}
              >
                <p dir="auto">{answer().text}</p>
                <Show when={answer().by}>
                  {(who) => (
                    <p class="arrive-who">
                      <span class="face" aria-hidden="true" data-color={paperOf(who())}>
                        {initials(task.nameOf(who()))}
                      </span>
                      <b dir="auto">{task.nameOf(who())}</b>
                    </p>
                  )}
                </Show>
              </li>
            )}
          </Key>
        </ul>
        <button type="button" class="button" onClick={() => props.onToBoard()}>
          <LayoutDashboard size={20} aria-hidden="true" />
          {t('gathering.arriveToBoard')}
        </button>
      </div>
    </section>
  );
}
