// Whose turn it is, how far the round is, and, for whom it is, the way to hand it on.

import { createSignal, onCleanup, Show } from 'solid-js';
import { t } from '../../i18n';
import type { Turn } from '../../protocol/session';
import { useTask } from './task';

/** The clock of a turn shows seconds, and is looked at this often, in ms. */
const LOOK_MS = 250;

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
  const [now, setNow] = createSignal(task.session.nowMs());
  const look = setInterval(() => setNow(task.session.nowMs()), LOOK_MS);
  onCleanup(() => clearInterval(look));
  const left = () => Math.ceil((props.deadlineMs - now()) / 1_000);
  const clock = () => {
    const seconds = Math.max(0, left());
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  };
  return (
    <span class="task-turn-clock" classList={{ 'task-turn-late': left() <= 0 }}>
      {left() > 0 ? clock() : t('tasks.turnTimeUp')}
    </span>
  );
}
