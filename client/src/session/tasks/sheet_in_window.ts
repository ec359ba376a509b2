// The sheet in its window: whether it comes from below or stands at the side of a phone that lies, and where it can be seen.

import { type Accessor, createEffect, onCleanup } from 'solid-js';
import { createMatches, LYING, NARROW } from '../../look/media';
import { sheetPlace } from './sheet_place';

/** Kept free between the sheet and what stands above it. */
const APART = 8;

/** Whether the window is so narrow, or so low, that the sheet lies over the board. */
export function createIsNarrow(): Accessor<boolean> {
  return createMatches(NARROW);
}

/** Whether it lies, so that the sheet stands at its side. */
export function createIsLying(): Accessor<boolean> {
  return createMatches(LYING);
}

/** What of the window the sheet covers: all that is below its top, or the side at which it stands. */
export function covered({ right, top }: DOMRect): { readonly bottom: number } | { readonly left: number } {
  return right >= innerWidth ? { bottom: innerHeight - top } : { left: right };
}

/** Keeps the sheet where it can be seen: the keyboard of a phone comes and goes. */
export function followWindow(
  sheet: () => HTMLElement | undefined,
  isNarrow: () => boolean,
  isFull: () => boolean,
): void {
  createEffect(() => {
    const element = sheet();
    if (element === undefined || !isNarrow()) {
      element?.style.removeProperty('inset-block');
      element?.style.removeProperty('max-height');
      return;
    }
    const full = isFull();
    let placed = '';
    const place = () => {
      // The bar of the phase may come later than the sheet.
      const bars = [...document.querySelectorAll('.room-over, .phase-told-place')];
      const told = [...document.querySelectorAll('.messages')];
      for (const one of [...bars, ...told]) watched.observe(one);
      const lowestOf = (all: readonly Element[]) =>
        Math.max(
          0,
          ...all.map((one) => (one.clientHeight > 0 ? one.getBoundingClientRect().bottom + APART : 0)),
        );
      const seen = window.visualViewport;
      const { top, bottom, isOverBar, fillsHeight } = sheetPlace(
        {
          height: window.innerHeight,
          seenTop: seen?.offsetTop ?? 0,
          seenHeight: seen?.height ?? window.innerHeight,
          isLying: matchMedia(LYING).matches,
          barBottom: lowestOf(bars),
          toldBottom: lowestOf(told),
        },
        full,
      );
      element.classList.toggle('task-sheet-over', isOverBar);
      const [from, to] = [Math.round(top), Math.round(bottom)];
      const now = `${from} ${to} ${fillsHeight}`;
      if (now === placed) return;
      placed = now;
      element.style.insetBlock = `${fillsHeight ? `${from}px` : 'auto'} ${to}px`;
      element.style.maxHeight = fillsHeight ? 'none' : `${window.innerHeight - from - to}px`;
      // It grew or shrank around the field in which somebody writes.
      const { activeElement } = document;
      if (activeElement !== element && element.contains(activeElement)) {
        activeElement?.scrollIntoView({ block: 'nearest' });
      }
    };
    const watched = new ResizeObserver(place);
    place();
    const targets = [window, window.visualViewport].filter((target) => target !== null);
    for (const target of targets) target.addEventListener('resize', place);
    window.visualViewport?.addEventListener('scroll', place);
    onCleanup(() => {
      watched.disconnect();
      for (const target of targets) target.removeEventListener('resize', place);
      window.visualViewport?.removeEventListener('scroll', place);
    });
  });
}
