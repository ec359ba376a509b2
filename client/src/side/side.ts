// What lies open at the right side of the room: one thing at a time.

import { createRoot, createSignal } from 'solid-js';

export type Side = 'workshop' | 'suggestions' | 'history';

const [side, setSide] = createRoot(() => createSignal<Side | null>(null));

export { side };

/** Opens a panel, in place of the one that is open. */
export function openSide(panel: Side): void {
  setSide(panel);
}

/** Closes a panel, if it is the one that is open. */
export function closeSide(panel: Side): void {
  setSide((open) => (open === panel ? null : open));
}
