// Says calmly that what is done now is kept, while the connection is not.

import { Show } from 'solid-js';
import { t } from '../../i18n';
import { stale } from '../../stale/stale';
import { useTask } from './task';

export function Offline() {
  const { session } = useTask();
  return (
    <p class="task-offline" role="status">
      <Show when={!session.live()}>
        {t(stale() === 'notUnderstood' ? 'tasks.offlineStopped' : 'tasks.offline')}
      </Show>
    </p>
  );
}
