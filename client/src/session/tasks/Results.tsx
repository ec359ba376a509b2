// What came of a vote: most votes first, with ties as ties.

import './results.css';
import { Key } from '@solid-primitives/keyed';
import { createMemo, Show } from 'solid-js';
import { t } from '../../i18n';
import type { VoteResult } from '../../protocol/session';
import { type Placed, placed } from './ballot';
import { useTask } from './task';

export function Results(props: { result: VoteResult }) {
  const task = useTask();
  const items = createMemo(() => placed(props.result));
  return (
    <section class="task-results">
      <h3 tabindex="-1">{t('tasks.results', { round: props.result.round })}</h3>
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
    </section>
  );
}

/** The place, or those that a tie shares. Nobody's vote is no place. */
function rankText({ rank, lastRank, votes }: Placed): string {
  if (votes === 0) return '–';
  return rank === lastRank ? t('tasks.rank', { rank }) : t('tasks.rankShared', { rank, last: lastRank });
}
