// «I'm done», said for somebody without a device; one's own stands in the bar of the phase.

import Check from 'lucide-solid/icons/check';
import { Show } from 'solid-js';
import { t } from '../../i18n';
import { useTask } from './task';

export function Ready() {
  const task = useTask();
  return (
    <Show when={task.who !== task.session.me}>
      <button
        type="button"
        class="button task-ready"
        aria-pressed={task.own().ready}
        onClick={() => void task.does({ do: 'ready', ready: !task.own().ready })}
      >
        <Check size={20} aria-hidden="true" />
        {t('session.ready')}
      </button>
    </Show>
  );
}
