// What came of a vote: most votes first, with ties as ties.

import './unfolding.css';
import './results.css';
import { Key } from '@solid-primitives/keyed';
import ChartBar from 'lucide-solid/icons/chart-bar';
import { createMemo, Show } from 'solid-js';
import { t } from '../../i18n';
import { NARROW } from '../../look/media';
import type { VoteResult } from '../../protocol/session';
import { type Placed, placed } from './ballot';
import { useTask } from './task';

export function Results(props: { result: VoteResult }) {
  return (
    <section class="task-results">
      <h3 tabindex="-1">{t('tasks.results', { round: props.result.round })}</h3>
      <Totals result={props.result} />
    </section>
  );
}

/**
 * What the last vote brought in, in a phase that builds on it: whoever closes a vote by going on there shows it to nobody else. On a phone it
 * is a line, for the task is under it.
 */
export function LastResults() {
  const task = useTask();
  const last = createMemo(() => task.state().results.findLast(({ voters }) => voters > 0));
  return (
    <Show when={last()}>
      {(result) => (
        <details class="task-outcome" open={!matchMedia(NARROW).matches} data-focus-after=".task-sheet">
          <summary>
            <ChartBar size={18} aria-hidden="true" />
            {t('tasks.results', { round: result().round })}
          </summary>
          <div class="task-results">
            <Totals result={result()} />
          </div>
        </details>
      )}
    </Show>
  );
}

function Totals(props: { result: VoteResult }) {
  const task = useTask();
  const items = createMemo(() => placed(props.result));
  return (
    <>
      <p class="task-quiet">{t('tasks.voters', { count: props.result.voters })}</p>
      <ol class="task-votes">
        <Key each={items()} by="item">
          {(item) => (
            <li
              class="task-result"
              classList={{ 'task-result-none': item().votes === 0 }}
              data-item={item().item}
            >
              <span class="task-rank">{rankText(item())}</span>
              <button
                type="button"
                class="task-vote-title"
                dir="auto"
                onClick={() => task.board.show(item().item)}
              >
                {task.titleOf(item().item)}
              </button>
              <strong class="task-vote-count">{t('tasks.votes', { count: item().votes })}</strong>
              <Show when={item().votes > 0}>
                <span class="task-bar" aria-hidden="true">
                  <span style={{ width: `${Math.round(item().part * 100)}%` }} />
                </span>
              </Show>
            </li>
          )}
        </Key>
      </ol>
    </>
  );
}

/** The place, or those that a tie shares. Nobody's vote is no place. */
function rankText({ rank, lastRank, votes }: Placed): string {
  if (votes === 0) return '–';
  return rank === lastRank ? t('tasks.rank', { rank }) : t('tasks.rankShared', { rank, last: lastRank });
}
