// Who acts for somebody without a device picks for whom, and all tasks follow.

import { createUniqueId, For, Show } from 'solid-js';
import { t } from '../../i18n';
import { useTask } from './task';

export function ForWhom() {
  const task = useTask();
  const field = createUniqueId();
  return (
    <Show when={task.proxies().length > 0}>
      <div class="task-for-whom" classList={{ 'task-for-other': task.who() !== task.session.me }}>
        <label for={field}>{t('tasks.forWhom')}</label>
        <select
          id={field}
          class="field"
          value={task.who()}
          onChange={(event) => task.choose(event.currentTarget.value)}
        >
          <option value={task.session.me}>{t('tasks.forMe')}</option>
          <For each={task.proxies()}>{({ id }) => <option value={id}>{task.nameOf(id)}</option>}</For>
        </select>
      </div>
    </Show>
  );
}
