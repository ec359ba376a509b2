// Packing: one writes into one's own basket, note by note, and nobody else sees them.

import Lock from 'lucide-solid/icons/lock';
import { For, Show } from 'solid-js';
import { t } from '../../i18n';
import { Basket } from './Basket';
import { Composer } from './Composer';
import { Offline } from './Offline';
import { packedByOthers } from './packed';
import { Ready } from './Ready';
import { useTask } from './task';

export function PackTask() {
  const task = useTask();
  return (
    <>
      <p class="task-secret">
        <Lock size={16} aria-hidden="true" />
        <span>
          {t('tasks.packSecret')}{' '}
          {t(task.state().journey.anonymous ? 'tasks.packNameless' : 'tasks.packNamed')}
        </span>
      </p>
      <Composer />
      <Offline />
      <Show when={task.own().drafts.length > 0} fallback={<p class="task-quiet">{t('tasks.packEmpty')}</p>}>
        <h3>{t('tasks.notes', { count: task.own().drafts.length })}</h3>
        <Basket />
      </Show>
      <Packed />
      <Ready />
    </>
  );
}

/** How many others have packed: by name where that may be known. */
function Packed() {
  const task = useTask();
  const progress = () => task.state().progress;
  const others = () => packedByOthers(task.state(), task.who);
  return (
    <div class="task-quiet">
      <p>{t('tasks.packedInAll', { count: progress().packed })}</p>
      <Show when={others().length > 0}>
        <ul class="task-packers">
          <For each={others()}>{({ who, packed }) => <li>{`${task.nameOf(who)} ${packed}`}</li>}</For>
        </ul>
      </Show>
    </div>
  );
}
