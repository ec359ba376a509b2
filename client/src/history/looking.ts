// Which moment of the room one looks at; nothing in the present. And at which one was asked to begin.

import { createRoot, createSignal } from 'solid-js';

/** The history opens at its bin, or at the film, near this moment where one is given. */
export type OpensAt = { readonly face: 'bin' } | { readonly face: 'moments'; readonly sinceMs?: number };

const [opensAt, setOpensAt] = createRoot(() => createSignal<OpensAt>({ face: 'moments' }));

export { opensAt, setOpensAt };
