// What lies in a basket, in order: opened to be changed, moved up and down by keys, buttons or by hand.

import './basket.css';
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import { t } from '../../i18n';
import { keyOf } from '../../keys/key_of';
import { announce, tell } from '../../messages/messages';
import type { Draft, DraftId } from '../../protocol/session';
import { following, movedTo, type Reordered, stepped } from './basket';
import { DraftCard } from './DraftCard';
import { useTask } from './task';

/** `beside` is given while nobody packs: what can be done with each beside changing it and throwing it away. */
export function Basket(props: { beside?: (id: DraftId) => JSX.Element }) {
  const task = useTask();
  const order = createMemo(() => task.own().drafts.map(({ id }) => id));
  const byId = createMemo(() => new Map(task.own().drafts.map((draft) => [draft.id, draft])));
  const [opened, setOpened] = createSignal<DraftId | null>(null);
  const [dragged, setDragged] = createSignal<{ id: DraftId; by: number; to: number } | null>(null);
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

  /** By hand: the card follows the pointer, and a line shows where it would go. */
  function drag(id: DraftId, down: PointerEvent): void {
    const cards = list;
    if (down.button !== 0 || cards === undefined) return;
    down.preventDefault();
    const middles = [...cards.children].map((card) => {
      const { top, height } = card.getBoundingClientRect();
      return top + height / 2;
    });
    const from = order().indexOf(id);
    const startScroll = scrollOf(cards);
    const follow = (event: PointerEvent) => {
      if (event.pointerId !== down.pointerId) return;
      const by = event.clientY - down.clientY + scrollOf(cards) - startScroll;
      const middle = (middles[from] ?? 0) + by;
      const above = middles.filter((other, index) => index !== from && other < middle).length;
      setDragged({ id, by, to: above });
    };
    const end = (event: PointerEvent) => {
      if (event.pointerId !== down.pointerId) return;
      const to = dragged()?.to;
      stop();
      if (event.type === 'pointerup' && to !== undefined) move(id, movedTo(order(), id, to));
    };
    const pressed = (event: KeyboardEvent) => {
      if (keyOf(event) === 'Escape') stop();
    };
    function stop() {
      setDragged(null);
      document.removeEventListener('pointermove', follow);
      document.removeEventListener('pointerup', end);
      document.removeEventListener('pointercancel', end);
      document.removeEventListener('keydown', pressed);
    }
    document.addEventListener('pointermove', follow);
    document.addEventListener('pointerup', end);
    document.addEventListener('pointercancel', end);
    document.addEventListener('keydown', pressed);
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
                onDrag={(event) => drag(id, event)}
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

function scrollOf(element: Element): number {
  return element.closest('.task-inside')?.scrollTop ?? 0;
}

/** Where a card shows the line of what is dragged: above it, below it, or nowhere. */
function lineAt(
  dragged: { id: DraftId; to: number } | null,
  order: readonly DraftId[],
  index: number,
): 'above' | 'below' | null {
  if (dragged === null || index !== dragged.to) return null;
  const from = order.indexOf(dragged.id);
  if (from === dragged.to) return null;
  return dragged.to < from ? 'above' : 'below';
}
