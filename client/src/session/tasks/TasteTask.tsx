// Tasting: one reads, reacts, and comments where that is open; a note tapped on the board opens here.

import './basket.css';
import './draft_colour.css';
import './draft.css';
import './taste.css';
import ArrowLeft from 'lucide-solid/icons/arrow-left';
import MessageCircle from 'lucide-solid/icons/message-circle';
import { createEffect, createMemo, createSignal, For, on, Show } from 'solid-js';
import { t } from '../../i18n';
import type { ElementId } from '../../protocol/session';
import { Comments } from './Comments';
import type { PhaseOf } from './phase';
import { Reactions } from './Reactions';
import { useTask } from './task';
import { tellWhenGone } from './tell_half_written';

/** Notes listed at first, and more each time one asks: a board may have thousands. */
const LISTED_AT_ONCE = 40;

export function TasteTask(props: { phase: PhaseOf<'taste'> }) {
  const task = useTask();
  const [listed, setListed] = createSignal(LISTED_AT_ONCE);
  const [opened, setOpened] = createSignal<ElementId | null>(null);
  // What is tapped on the board opens here, in place of what was picked in the list.
  createEffect(
    on(task.board.chosen, (id) => {
      if (id !== null) setOpened(null);
    }),
  );
  const chosen = createMemo(() => {
    const id = task.board.chosen() ?? opened();
    return id !== null && task.board.note(id) !== undefined ? id : null;
  });
  tellWhenGone(
    task,
    () => {
      const of = chosen();
      return of === null ? null : { kind: 'comment', who: task.who, of };
    },
    (id) => task.board.note(id) !== undefined,
  );
  const ids = createMemo(() => task.board.notes().map(({ id }) => id));

  function open(id: ElementId) {
    task.board.show(id);
    setOpened(id);
  }
  function back() {
    task.board.clear();
    setOpened(null);
  }

  return (
    <Show
      when={chosen()}
      keyed
      fallback={
        <>
          <p class="task-quiet">{t(ids().length === 0 ? 'tasks.tasteNone' : 'tasks.tasteHow')}</p>
          <ul class="task-basket">
            <For each={ids().slice(0, listed())}>
              {(id) => <ListedNote id={id} hasComments={props.phase.comments} onOpen={() => open(id)} />}
            </For>
          </ul>
          <Show when={ids().length > listed()}>
            <button type="button" class="button" onClick={() => setListed(listed() + LISTED_AT_ONCE)}>
              {t('tasks.more', { count: ids().length - listed() })}
            </button>
          </Show>
        </>
      }
    >
      {(id) => (
        <div class="task-opened" data-focus-after={`[data-listed="${CSS.escape(id)}"] .task-draft-open`}>
          <button type="button" class="button task-back" onClick={back}>
            <ArrowLeft size={20} aria-hidden="true" />
            {t('tasks.allNotes')}
          </button>
          <div class="task-draft task-draft-large" data-color={task.board.note(id)?.color}>
            <p class="task-draft-text" dir="auto" tabindex="-1" data-focus-first>
              {task.board.note(id)?.text.trim() || t('board.emptyNote')}
            </p>
          </div>
          <Reactions note={id} />
          <Show when={props.phase.comments}>
            <Comments note={id} />
          </Show>
        </div>
      )}
    </Show>
  );
}

function ListedNote(props: { id: ElementId; hasComments: boolean; onOpen(): void }) {
  const task = useTask();
  const note = () => task.board.note(props.id);
  const comments = () => task.state().comments.filter((comment) => comment.note === props.id).length;
  const isSpotlit = () => task.state().journey.spotlight === props.id;
  return (
    <Show when={note()}>
      {(known) => (
        <li
          class="task-draft task-draft-stack"
          classList={{ 'task-draft-spotlit': isSpotlit() }}
          data-color={known().color}
          data-listed={props.id}
        >
          <button type="button" class="task-draft-open" dir="auto" onClick={() => props.onOpen()}>
            {known().text.trim() || t('board.emptyNote')}
            <Show when={props.hasComments && comments() > 0}>
              <span class="task-held">
                <MessageCircle size={15} aria-hidden="true" />
                {t('tasks.comments', { count: comments() })}
              </span>
            </Show>
          </button>
          <Reactions note={props.id} />
        </li>
      )}
    </Show>
  );
}
