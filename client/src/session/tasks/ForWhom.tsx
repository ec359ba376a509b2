// Who acts for somebody without a device picks for whom, and all tasks follow.

import { createUniqueId, For, Show } from 'solid-js';
import { t } from '../../i18n';
import type { ParticipantId } from '../../protocol/session';
import { personName } from '../words';
import type { Acting } from './acting';

export function ForWhom(props: { acting: Acting; me: ParticipantId }) {
  const field = createUniqueId();
  return (
    <Show when={props.acting.proxies().length > 0}>
      <div class="task-for-whom" classList={{ 'task-for-other': props.acting.who() !== props.me }}>
        <label for={field}>{t('tasks.forWhom')}</label>
        <select
          id={field}
          class="field"
          value={props.acting.who()}
          onChange={(event) => props.acting.choose(event.currentTarget.value)}
        >
          <option value={props.me} selected={props.acting.who() === props.me}>
            {t('tasks.forMe')}
          </option>
          <For each={props.acting.proxies()}>
            {(person) => (
              <option value={person.id} selected={props.acting.who() === person.id}>
                {personName(person)}
              </option>
            )}
          </For>
        </select>
      </div>
    </Show>
  );
}
