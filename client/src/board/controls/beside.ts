// Where a bar stands beside what it is for: above it, below it where there is no room, always within the window.

import { createMemo, createSignal, onCleanup } from 'solid-js';
import { clamp, type Rect } from '../model/point';
import type { Eye } from '../parts';
import { rectToScreen } from '../view/camera';

/** Space between the bar and what it is for, and between it and the window's edge. */
const APART = 14;
const EDGE = 8;

/** Watches a bar's size, and gives the `translate` that puts it beside an area of the board. */
export function createPlaceBeside({ sight }: Eye, area: () => Rect | null) {
  const [size, setSize] = createSignal({ width: 0, height: 0 });
  const watched = new ResizeObserver((entries) => {
    // A bar that was taken away reports itself once more, without a size.
    for (const { target, borderBoxSize } of entries) {
      const [box] = borderBoxSize;
      if (target.isConnected && box !== undefined) setSize({ width: box.inlineSize, height: box.blockSize });
    }
  });
  onCleanup(() => watched.disconnect());
  const place = createMemo(() => {
    const on = area();
    if (on === null) return '';
    const rect = rectToScreen(sight.camera(), on);
    const clear = sight.clear();
    const x = clamp(
      rect.x + rect.width / 2 - size().width / 2,
      EDGE,
      sight.size().width - size().width - EDGE,
    );
    const above = rect.y - APART - size().height;
    const below = rect.y + rect.height + APART;
    const lowest = clear.y + clear.height - size().height;
    const y = above >= clear.y ? above : clamp(below <= lowest ? below : above, clear.y, lowest);
    return `${Math.round(x)}px ${Math.round(y)}px`;
  });
  return { place, watch: (element: HTMLElement) => watched.observe(element) };
}
