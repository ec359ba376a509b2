// The area that a phase is about: what is written in it lands there. Only where the board has areas.

import './fields.css';
import { createUniqueId, For, Show } from 'solid-js';
import { t } from '../../i18n';
import type { Phase, PhaseId } from '../../protocol/session';
import { useSectionsOnBoard } from '../sections_on_board';

export function AreaField(props: { phase: Phase; onChange(area: PhaseId | null): void }) {
  const sections = useSectionsOnBoard();
  const id = createUniqueId();
  return (
    <Show when={sections().length > 0}>
      <label for={id}>{t('planning.area')}</label>
      <select
        id={id}
        class="field"
        value={props.phase.area ?? ''}
        onChange={(event) => props.onChange(event.currentTarget.value || null)}
      >
        <option value="">{t('planning.areaAny')}</option>
        <For each={sections()}>
          {(section) => (
            <option value={section.id} selected={section.id === props.phase.area}>
              {section.title || section.id}
            </option>
          )}
        </For>
      </select>
    </Show>
  );
}
