// What lies in a basket, in order: opened to be changed, moved up and down by keys, buttons or by hand.

import './basket.css';
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import { t } from '../../i18n';
import { announce, tell } from '../../messages/messages';
import type { Draft, DraftId } from '../../protocol/session';
import { following, movedTo, type Reordered, stepped } from './basket';
import { DraftCard } from './DraftCard';
import { createDraftDrag, lineAt } from './drag_draft';
import { useTask } from './task';

/** `beside` is given while nobody packs: what can be done with each beside changing it and throwing it away. */
export function Basket(props: { beside?: (id: DraftId) => JSX.Element }) {
  const task = useTask();
  const order = createMemo(() => task.own().drafts.map(({ id }) => id));
  const byId = createMemo(() => new Map(task.own().drafts.map((draft) => [draft.id, draft])));
  const [opened, setOpened] = createSignal<DraftId | null>(null);
  const { dragged, start } = createDraftDrag(order, (id, to) => move(id, movedTo(order(), id, to)));
  /** Keeps the words of the card that is open. */
  let keepOpened: (() => boolean) | null = null;
  let list: HTMLUListElement | undefined;

  function move(id: DraftId, moved: Reordered | null): void {
    if (moved === null) return;
    void task.does({ do: 'moveDraft', draft: id, before: moved.before });
    announce(t('tasks.movedTo', { count: order().indexOf(id) + 1, of: order().length }));
  }

  /** Opening another card puts the words of the one before into the basket, as «Done» does. */
  function open(id: DraftId): void {
    if (opened() !== null && keepOpened?.() === false) return;
    setOpened(id);
  }

  function drop(draft: Draft): void {
    const { id } = draft;
    const next = following(order(), id);
    setOpened(null);
    void task.does({ do: 'dropDrafts', drafts: [id] });
    tell(t('tasks.draftDeleted'), {
      label: t('app.undo'),
      run() {
        void task.does({ do: 'putDrafts', drafts: [draft] });
        if (next !== null && byId().has(next)) void task.does({ do: 'moveDraft', draft: id, before: next });
      },
    });
  }

  return (
    <ul
      class="task-basket"
      data-focus-after={props.beside && '.task-sheet'}
      ref={(element) => {
        list = element;
      }}
    >
      <For each={order()}>
        {(id, index) => (
          <Show when={byId().get(id)}>
            {(draft) => (
              <DraftCard
                draft={draft()}
                index={index()}
                of={order().length}
                isOpen={opened() === id}
                beside={props.beside}
                draggedBy={dragged()?.id === id ? (dragged()?.by ?? null) : null}
                line={lineAt(dragged(), order(), index())}
                onOpen={() => open(id)}
                onClose={() => setOpened(null)}
                onStep={(step) => move(id, stepped(order(), id, step))}
                onDrop={() => drop(draft())}
                onDrag={(event) => list && start(event, list, id)}
                onEditor={(keep) => {
                  keepOpened = keep;
                }}
              />
            )}
          </Show>
        )}
      </For>
    </ul>
  );
}
