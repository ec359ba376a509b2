// Whose turn it is, how far the round is, and, for whom it is, the way to hand it on.

import './turn.css';
import { Show } from 'solid-js';
import { t } from '../../i18n';
import type { Turn } from '../../protocol/session';
import { createSecondsLeft } from '../ticking';
import { clockText } from '../timer';
import { useTask } from './task';

/** What a turn is for: its texts differ. */
export type TurnOf = 'answer' | 'lay' | 'tell';

export function TurnLine(props: { turn: Turn; of: TurnOf }) {
  const task = useTask();
  const isMine = () => props.turn.who === task.who;
  const mayHandOn = () => isMine() || task.session.role() === 'facilitator';
  const place = () => Math.min(props.turn.done + 1, props.turn.of);

  return (
    <div class="task-turn" classList={{ 'task-turn-mine': isMine() }}>
      <Show when={props.turn.who} fallback={<p>{t('tasks.turnsOver')}</p>}>
        {(who) => (
          <>
            <p class="task-turn-who" role="status">
              {isMine() ? t(`tasks.turnMine_${props.of}`) : t('tasks.turnOf', { name: task.nameOf(who()) })}
            </p>
            <p class="task-quiet">
              <Show when={props.of !== 'lay'}>
                {t('tasks.turnPlace', { count: place(), of: props.turn.of })}
              </Show>
              <Show when={props.turn.deadlineMs}>{(deadline) => <TurnClock deadlineMs={deadline()} />}</Show>
            </p>
            <Show when={mayHandOn()}>
              <button
                type="button"
                class="button"
                onClick={() => void task.doesMyself({ do: 'nextTurn', from: who() })}
              >
                {t(props.of === 'lay' ? 'tasks.turnPass' : 'tasks.turnNext')}
              </button>
            </Show>
          </>
        )}
      </Show>
    </div>
  );
}

function TurnClock(props: { deadlineMs: number }) {
  const task = useTask();
  const seconds = createSecondsLeft(task.session, () => props.deadlineMs);
  return (
    <span class="task-turn-clock" classList={{ 'task-turn-late': seconds() === 0 }}>
      {seconds() > 0 ? clockText(seconds()) : t('tasks.turnTimeUp')}
    </span>
  );
}
