// The four ways to react to a note, with how often each was chosen.

import './taste.css';
import { For } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { REACTION_ICONS, REACTIONS } from '../../board/reactions';
import { t } from '../../i18n';
import type { ElementId, Reaction } from '../../protocol/session';
import { useTask } from './task';

export function Reactions(props: { note: ElementId }) {
  const task = useTask();
  const own = () => task.own().reactions.get(props.note) ?? [];
  const count = (kind: Reaction) =>
    task
      .state()
      .reactions.get(props.note)
      ?.find(([reaction]) => reaction === kind)?.[1] ?? 0;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form, and these are toggles of one note.
    <div
      class="task-reactions"
      role="group"
      aria-label={t('tasks.reactTo', { text: task.titleOf(props.note) })}
    >
      <For each={REACTIONS}>
        {(kind) => (
          <button
            type="button"
            class="task-reaction"
            aria-label={t(`tasks.react_${kind}`, { count: count(kind) })}
            title={t(`tasks.name_${kind}`)}
            aria-pressed={own().includes(kind)}
            onClick={() =>
              void task.does({ do: 'react', note: props.note, reaction: kind, on: !own().includes(kind) })
            }
          >
            <Dynamic component={REACTION_ICONS[kind]} size={20} aria-hidden="true" />
            <span aria-hidden="true">{count(kind) > 0 ? count(kind) : ''}</span>
          </button>
        )}
      </For>
    </div>
  );
}
