// What lies open at the right side of the room: one thing at a time.

import { createRoot, createSignal } from 'solid-js';

export type Side = 'workshop' | 'suggestions';

const [side, setSide] = createRoot(() => createSignal<Side | null>(null));

export { setSide, side };
