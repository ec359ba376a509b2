// What lies over the board tells it how far it reaches in, for as long as it is in the page.

import { type Accessor, createEffect, onCleanup } from 'solid-js';
import type { OpenBoard } from './door';
import type { Cover } from './view/clear';

/** What one is led to on the board keeps clear of the element, also when it grows or the window changes. */
export function keepClearOf(
  by: string,
  board: Accessor<Pick<OpenBoard, 'cover'> | undefined>,
  element: Accessor<HTMLElement | undefined>,
  reach: (box: DOMRect) => Cover | null,
): void {
  createEffect(() => {
    const [beneath, over] = [board(), element()];
    if (beneath === undefined || over === undefined) return;
    const tell = () => beneath.cover(by, reach(over.getBoundingClientRect()));
    const watched = new ResizeObserver(tell);
    watched.observe(over);
    // What it hangs from may push it further without changing its size.
    if (over.offsetParent !== null) watched.observe(over.offsetParent);
    addEventListener('resize', tell);
    onCleanup(() => {
      watched.disconnect();
      removeEventListener('resize', tell);
      beneath.cover(by, null);
    });
  });
}
