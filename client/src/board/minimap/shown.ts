// Whether the small map of the board is shown, kept in this browser.

import { createRoot, createSignal } from 'solid-js';
import { readStored, store } from '../../storage';

const KEPT = 'picnic.minimap';

const [isShown, setShown] = createRoot(() => createSignal(readStored(KEPT) === 'shown'));

export { isShown as isMinimapShown };

export function toggleMinimap(): void {
  setShown(!isShown());
  store(KEPT, isShown() ? 'shown' : 'hidden');
}
