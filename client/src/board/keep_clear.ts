// What is docked beside the board tells it how far it reaches in, for as long as it is in the page.

import { type Accessor, createEffect, onCleanup } from 'solid-js';
import type { OpenBoard } from './open_board';
import type { Cover } from './view/stage';

/**
 * What one is led to on the board keeps clear of the element, also when it grows or the window changes.
 */
export function keepClearOf(
  by: string,
  board: Accessor<Pick<OpenBoard, 'cover'> | undefined>,
  element: Accessor<HTMLElement | undefined>,
  reach: (box: DOMRect) => Cover | null,
): void {
  createEffect(() => {
    const [beneath, over] = [board(), element()];
    if (beneath === undefined || over === undefined) return;
    // What takes no place covers nothing.
    const ask = () => (over.checkVisibility() ? reach(over.getBoundingClientRect()) : null);
    const tell = () => beneath.cover(by, ask);
    const watched = new ResizeObserver(tell);
    // What it hangs from may push it further without changing its size.
    for (let one: Element | null = over; one !== null; one = one.parentElement) watched.observe(one);
    addEventListener('resize', tell);
    onCleanup(() => {
      watched.disconnect();
      removeEventListener('resize', tell);
      beneath.cover(by, null);
    });
  });
}
