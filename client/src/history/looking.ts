// Where the history was asked to open: at its latest moment, or near one.

import { createRoot, createSignal } from 'solid-js';

const [opensAt, setOpensAt] = createRoot(() => createSignal<{ readonly sinceMs?: number }>({}));

export { opensAt, setOpensAt };
