// Moving a note of a basket by hand: its card follows the pointer, and a line shows where it would go.

import { type Accessor, createSignal } from 'solid-js';
import { keyOf } from '../../keys/key_of';
import type { DraftId } from '../../protocol/session';

export interface Dragged {
  readonly id: DraftId;
  /** How far from its place, in pixels. */
  readonly by: number;
  /** The place it would go to, counted from 0. */
  readonly to: number;
}

export interface DraftDrag {
  readonly dragged: Accessor<Dragged | null>;
  /** The pointer went down on a card of this list. */
  start(down: PointerEvent, list: HTMLElement, id: DraftId): void;
}

export function createDraftDrag(
  order: () => readonly DraftId[],
  drop: (id: DraftId, to: number) => void,
): DraftDrag {
  const [dragged, setDragged] = createSignal<Dragged | null>(null);

  function start(down: PointerEvent, list: HTMLElement, id: DraftId): void {
    if (down.button !== 0) return;
    down.preventDefault();
    const middles = [...list.children].map((card) => {
      const { top, height } = card.getBoundingClientRect();
      return top + height / 2;
    });
    const from = order().indexOf(id);
    const startScroll = scrollOf(list);
    const follow = (event: PointerEvent) => {
      if (event.pointerId !== down.pointerId) return;
      const by = event.clientY - down.clientY + scrollOf(list) - startScroll;
      const middle = (middles[from] ?? 0) + by;
      const above = middles.filter((other, index) => index !== from && other < middle).length;
      setDragged({ id, by, to: above });
    };
    const end = (event: PointerEvent) => {
      if (event.pointerId !== down.pointerId) return;
      const to = dragged()?.to;
      stop();
      if (event.type === 'pointerup' && to !== undefined) drop(id, to);
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

  return { dragged, start };
}

function scrollOf(element: Element): number {
  return element.closest('.task-inside')?.scrollTop ?? 0;
}

/** Where a card shows the line of what is dragged: above it, below it, or nowhere. */
export function lineAt(
  dragged: Dragged | null,
  order: readonly DraftId[],
  index: number,
): 'above' | 'below' | null {
  if (dragged === null || index !== dragged.to) return null;
  const from = order.indexOf(dragged.id);
  if (from === dragged.to) return null;
  return dragged.to < from ? 'above' : 'below';
}
