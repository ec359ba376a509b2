// What a phase's sheet has taken over while it stands open: what to do, and what one may, is told in it.

import { createRoot, createSignal } from 'solid-js';

const [toldPlace, setToldPlace] = createRoot(() => createSignal<HTMLElement>());
const [rightsPlace, setRightsPlace] = createRoot(() => createSignal<HTMLElement>());

export { rightsPlace, setRightsPlace, setToldPlace, toldPlace };
