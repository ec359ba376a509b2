// A bar beside what it is for, wherever that goes on the screen.

import { createMemo, createSignal, onCleanup } from 'solid-js';
import type { Rect } from '../document/point';
import type { Eye } from '../parts';
import { rectToScreen } from '../view/camera';
import { placeBeside, reachBeside } from './place_beside';

/** Watches a bar's size, and gives the style that puts it beside an area of the board; `head` is what of that it never covers. */
export function createPlaceBeside(
  { sight }: Eye,
  area: () => Rect | null,
  head: () => Rect | null = () => null,
) {
  const [size, setSize] = createSignal({ width: 0, height: 0 });
  const watched = new ResizeObserver((entries) => {
    // A bar that was taken away reports itself once more, without a size.
    for (const { target, borderBoxSize } of entries) {
      const [box] = borderBoxSize;
      if (target.isConnected && box !== undefined) setSize({ width: box.inlineSize, height: box.blockSize });
    }
  });
  onCleanup(() => watched.disconnect());
  const among = createMemo(() => {
    sight.covered();
    return { clear: sight.clear(), window: sight.size() };
  });
  const place = createMemo(() => {
    const [on, top] = [area(), head()];
    if (on === null) return {};
    // Before it is measured it would lie over what it is for, and take the second press of two.
    if (size().height === 0) return { visibility: 'hidden' as const };
    const camera = sight.camera();
    const { left, right } = reachBeside(among());
    const { x, y } = placeBeside(size(), {
      area: rectToScreen(camera, on),
      head: top === null ? null : rectToScreen(camera, top),
      ...among(),
    });
    return { translate: `${Math.round(x)}px ${Math.round(y)}px`, 'max-width': `${right - left}px` };
  });
  return { place, watch: (element: HTMLElement) => watched.observe(element) };
}
