// Who acts for somebody without a device picks for whom, and all tasks follow.

import { createUniqueId, For, Show } from 'solid-js';
import { t } from '../../i18n';
import type { ParticipantId } from '../../protocol/session';
import type { SessionState } from '../session';
import { type Acting, nameIn } from './task';

export function ForWhom(props: { acting: Acting; me: ParticipantId; state: SessionState }) {
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
          <option value={props.me}>{t('tasks.forMe')}</option>
          <For each={props.acting.proxies()}>
            {({ id }) => <option value={id}>{nameIn(props.state, id)}</option>}
          </For>
        </select>
      </div>
    </Show>
  );
}
