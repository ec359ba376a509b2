// The way to what a phase asks people to do, for wherever it is offered beside the bar.

import { createRoot, createSignal } from 'solid-js';

const [toldAgain, setToldAgain] = createRoot(() => createSignal<() => void>());

export { setToldAgain, toldAgain };
