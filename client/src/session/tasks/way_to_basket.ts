// The way from the board into one's basket: while people pack, a note that is asked for on the board is written there.

import { createRoot, createSignal, onCleanup } from 'solid-js';

export interface WayToBasket {
  /** Shows the basket's field and takes the keyboard there; words come with it as if they were pasted there. */
  open(words: string): void;
}

const [wayToBasket, setWay] = createRoot(() => createSignal<WayToBasket | null>(null));

/** Null while there is no basket to write into. */
export { wayToBasket };

/** Offers it until whoever calls this is cleaned up; `show` opens what the field is in, and gives the field. */
export function offerWayToBasket(show: () => HTMLTextAreaElement | null): void {
  const way: WayToBasket = {
    open(words) {
      const field = show();
      if (field === null) return;
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
