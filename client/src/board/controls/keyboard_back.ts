// The bars of the board give the keyboard back to it: when pressed by pointer, on Escape, and when they go with the focus in them.

import { onCleanup } from 'solid-js';
import { keyOf } from '../../keys/key_of';
import type { Focus } from '../parts';

/** For the `ref` of a bar. Who presses by key stays on the button, and may press again. */
export function keyboardBack(board: Pick<Focus, 'takeFocus'>): (bar: HTMLElement) => void {
  return (bar) => {
    const isOpen = () => bar.querySelector('[aria-expanded="true"]') !== null;
    // Before the button does its work, so that the work goes on from the board: a new note, a choice that opens over it.
    const clicked = ({ detail, target }: MouseEvent) => {
      const opens = target instanceof Element && target.closest('[aria-expanded]') !== null;
      if (detail > 0 && !opens && !isOpen()) board.takeFocus();
    };
    const pressed = (event: KeyboardEvent) => {
      if (keyOf(event) !== 'Escape' || event.defaultPrevented || isOpen()) return;
      event.preventDefault();
      board.takeFocus();
    };
    bar.addEventListener('click', clicked, { capture: true });
    bar.addEventListener('keydown', pressed);
    onCleanup(() => {
      if (bar.contains(document.activeElement)) board.takeFocus();
    });
  };
}
