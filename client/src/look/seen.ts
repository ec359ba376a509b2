// What of the window is seen beside a keyboard on the screen, for whatever is laid out in it.

import { type Accessor, createEffect, onCleanup } from 'solid-js';

/** A keyboard takes more than this; a browser's own bars take less. */
const KEYBOARD_FROM = 120;

/** Tells the page's style, as `--seen-top` and `--seen-height`, while a keyboard leaves less than the window; nothing else. */
export function followSeen(frame: Accessor<HTMLElement | undefined>): void {
  createEffect(() => {
    const viewport = window.visualViewport;
    if (frame() === undefined || viewport === null) return;
    const { style } = document.body;
    const tell = () => {
      // Who pinches to see closer has no keyboard there.
      const isTyping = viewport.scale < 1.01 && innerHeight - viewport.height >= KEYBOARD_FROM;
      document.body.toggleAttribute('data-typing', isTyping);
      if (isTyping) {
        style.setProperty('--seen-top', `${Math.round(viewport.offsetTop)}px`);
        style.setProperty('--seen-height', `${Math.round(viewport.height)}px`);
      } else {
        style.removeProperty('--seen-top');
        style.removeProperty('--seen-height');
      }
      // What is laid out anew may have moved the field in which somebody writes.
      if (isTyping) document.activeElement?.scrollIntoView({ block: 'nearest' });
    };
    tell();
    for (const moved of ['resize', 'scroll']) viewport.addEventListener(moved, tell);
    onCleanup(() => {
      for (const moved of ['resize', 'scroll']) viewport.removeEventListener(moved, tell);
      style.removeProperty('--seen-top');
      style.removeProperty('--seen-height');
      document.body.removeAttribute('data-typing');
    });
  });
}
