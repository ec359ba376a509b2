// One key leads to the newest message from anywhere in the page, to what can be done about it, and back to where one was.

import { canHold } from '../focus/can_hold';
import { keyOf } from '../keys/key_of';
import { TO_MESSAGES } from './to_messages';

/** Listens in the whole page, before any part of it does; returns what ends that. `place` is where the messages stand. */
export function leadToMessages(place: () => HTMLElement | undefined): () => void {
  let from: Element | null = null;

  const keydown = (event: KeyboardEvent) => {
    const messages = place();
    if (messages === undefined || event.repeat) return;
    const isThere = messages.contains(document.activeElement);
    const key = keyOf(event);
    if (key !== TO_MESSAGES && !(isThere && key === 'Escape')) return;
    if (isThere) {
      goBack(from);
      from = null;
    } else {
      const next = newestIn(messages);
      if (next === undefined) return;
      from = document.activeElement;
      next.focus();
    }
    event.preventDefault();
    event.stopPropagation();
  };
  addEventListener('keydown', keydown, { capture: true });
  return () => removeEventListener('keydown', keydown, { capture: true });
}

/** What can be done about the newest message that asks for something; else what takes the newest away. */
function newestIn(messages: HTMLElement): HTMLElement | undefined {
  const last = (selector: string) =>
    [...messages.querySelectorAll<HTMLElement>(selector)].reverse().find((one) => canHold(one));
  return last('.message-action:not(.message-not-now)') ?? last('.message-close');
}

/** What one was at may be gone, or was nothing. */
function goBack(from: Element | null): void {
  const home = document.querySelector<HTMLElement>('[data-focus-home], main, h1');
  const to = from instanceof HTMLElement && canHold(from) ? from : home;
  to?.focus({ preventScroll: true });
}
