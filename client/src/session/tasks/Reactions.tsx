// The four ways to react to a note, with how often each was chosen.

import Heart from 'lucide-solid/icons/heart';
import MessageCircleQuestionMark from 'lucide-solid/icons/message-circle-question-mark';
import Sparkles from 'lucide-solid/icons/sparkles';
import ThumbsUp from 'lucide-solid/icons/thumbs-up';
import { For } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { t } from '../../i18n';
import type { ElementId, Reaction } from '../../protocol/session';
import { useTask } from './task';

const ICONS = {
  heart: Heart,
  agree: ThumbsUp,
  spark: Sparkles,
  question: MessageCircleQuestionMark,
} as const;

const KINDS: readonly Reaction[] = ['heart', 'agree', 'spark', 'question'];

export function Reactions(props: { note: ElementId }) {
  const task = useTask();
  const own = () => task.own().reactions[props.note] ?? [];
  const count = (kind: Reaction) =>
    task.state().reactions[props.note]?.find(([reaction]) => reaction === kind)?.[1] ?? 0;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form, and these are toggles of one note.
    <div
      class="task-reactions"
      role="group"
      aria-label={t('tasks.reactTo', { text: task.titleOf(props.note) })}
    >
      <For each={KINDS}>
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
            <Dynamic component={ICONS[kind]} size={20} aria-hidden="true" />
            <span aria-hidden="true">{count(kind) > 0 ? count(kind) : ''}</span>
          </button>
        )}
      </For>
    </div>
  );
}
