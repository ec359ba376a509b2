// What a phase's sheet has taken over while it stands open: what to do, and what one may, is told in it, and it asks for the name.

import { createRoot, createSignal } from 'solid-js';

const [toldPlace, setToldPlace] = createRoot(() => createSignal<HTMLElement>());
const [rightsPlace, setRightsPlace] = createRoot(() => createSignal<HTMLElement>());
const [asksForName, setAsksForName] = createRoot(() => createSignal(false));

export { asksForName, rightsPlace, setAsksForName, setRightsPlace, setToldPlace, toldPlace };
