// Where the history was asked to open: at its latest moment, near one, or at the bin.

import { createRoot, createSignal } from 'solid-js';

export type Face = 'moments' | 'bin';

const [opensAt, setOpensAt] = createRoot(() =>
  createSignal<{ readonly face?: Face; readonly sinceMs?: number }>({}),
);

export { opensAt, setOpensAt };
