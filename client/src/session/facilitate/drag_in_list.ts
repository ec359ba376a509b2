// Moving one item of a list up and down with a pointer.

import { type Accessor, createSignal } from 'solid-js';

export interface ListDrag {
  /** The item that is held. */
  readonly dragged: Accessor<string | null>;
  /** The gap it would fall into: before the item at this place, counted from 0; null where it would change nothing. */
  readonly gap: Accessor<number | null>;
  start(event: PointerEvent, list: HTMLElement, id: string): void;
}

/** The gap that a pointer is at, among items whose middles are these, from the top down. */
export function gapAt(middles: readonly number[], y: number): number {
  const below = middles.findIndex((middle) => y < middle);
  return below === -1 ? middles.length : below;
}

/** The place, counted from 0, of an item that falls into a gap. The gaps on both of its sides leave it where it is. */
export function placeInGap(from: number, gap: number): number {
  return gap > from ? gap - 1 : gap;
}

export function dragInList(drop: (id: string, place: number) => void): ListDrag {
  const [dragged, setDragged] = createSignal<string | null>(null);
  const [gap, setGap] = createSignal<number | null>(null);

  function start(event: PointerEvent, list: HTMLElement, id: string) {
    const handle = event.currentTarget;
    if (event.button !== 0 || !(handle instanceof HTMLElement)) return;
    handle.setPointerCapture(event.pointerId);
    setDragged(id);
    const items = () => [...list.querySelectorAll<HTMLElement>('[data-list-item]')];
    const from = () => items().findIndex((item) => item.dataset.listItem === id);

    function move({ clientY }: PointerEvent) {
      const middles = items().map((item) => {
        const { top, height } = item.getBoundingClientRect();
        return top + height / 2;
      });
      const at = gapAt(middles, clientY);
      setGap(placeInGap(from(), at) === from() ? null : at);
    }
    function end(ended: PointerEvent) {
      handle?.removeEventListener('pointermove', move as EventListener);
      handle?.removeEventListener('pointerup', end as EventListener);
      handle?.removeEventListener('pointercancel', end as EventListener);
      const at = gap();
      setDragged(null);
      setGap(null);
      if (ended.type === 'pointerup' && at !== null) drop(id, placeInGap(from(), at));
    }
    handle.addEventListener('pointermove', move);
    handle.addEventListener('pointerup', end);
    handle.addEventListener('pointercancel', end);
  }

  return { dragged, gap, start };
}
