// Where a facilitator's ways with the clock stand, in its menu, where the bar is too narrow for them.

import { createRoot, createSignal } from 'solid-js';

const [clockPlace, setClockPlace] = createRoot(() => createSignal<HTMLElement>());

export { clockPlace, setClockPlace };
