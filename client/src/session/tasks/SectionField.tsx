// The section that a note shall lie in, where the board has sections.

import './section_field.css';
import { createUniqueId, For, Show } from 'solid-js';
import { t } from '../../i18n';
import type { PhaseId } from '../../protocol/session';
import { useTask } from './task';

export function SectionField(props: { chosen: PhaseId | null; onChoose(section: PhaseId | null): void }) {
  const { board } = useTask();
  const field = createUniqueId();
  return (
    <Show when={board.sections().length > 0}>
      <div class="task-field-row">
        <label for={field}>{t('tasks.section')}</label>
        <select
          id={field}
          class="field"
          value={props.chosen ?? ''}
          onChange={(event) => props.onChoose(event.currentTarget.value || null)}
        >
          <option value="">{t('tasks.sectionFree')}</option>
          <For each={board.sections()}>
            {({ id, title }) => (
              <option value={id} selected={id === props.chosen}>
                {title}
              </option>
            )}
          </For>
        </select>
      </div>
    </Show>
  );
}
