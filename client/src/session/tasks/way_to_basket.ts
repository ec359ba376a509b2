// The way from the board into one's basket: while people pack, a note that is asked for on the board is written there.

import { createRoot, createSignal, onCleanup } from 'solid-js';
import type { PhaseId } from '../../protocol/session';

export interface WayToBasket {
  /**
   * Shows the basket's field and takes the keyboard there; words come with it as if they were pasted there. What is written next is for
   * that area, or anywhere, where one is asked for.
   */
  open(words: string, area?: PhaseId | null): void;
}

const [wayToBasket, setWay] = createRoot(() => createSignal<WayToBasket | null>(null));

const [areaAsked, askArea] = createRoot(() => createSignal<{ readonly area: PhaseId | null } | null>(null));

/** The area for which a note was asked last: each time it is another object. */
/** Null while there is no basket to write into. */
export { areaAsked, wayToBasket };

/** Offers it until whoever calls this is cleaned up; `show` opens what the field is in, and gives the field. */
export function offerWayToBasket(show: () => HTMLTextAreaElement | null): void {
  const way: WayToBasket = {
    open(words, area) {
      const field = show();
      if (field === null) return;
      if (area !== undefined) askArea({ area });
      field.focus();
      if (words !== '') putInto(field, words);
    },
  };
  setWay(way);
  onCleanup(() => setWay((current) => (current === way ? null : current)));
}

/** Lines become notes where the field does so; else the words stand in it, to go on with. */
function putInto(field: HTMLTextAreaElement, words: string): void {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', words);
  const pasted = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
  if (!field.dispatchEvent(pasted)) return;
  field.setRangeText(words, field.selectionStart, field.selectionEnd, 'end');
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
}
