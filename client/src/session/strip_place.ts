// The line under a room's bar, for what the session has to say there.

import { createRoot, createSignal } from 'solid-js';

const [stripPlace, setStripPlace] = createRoot(() => createSignal<HTMLElement>());

export { setStripPlace, stripPlace };
