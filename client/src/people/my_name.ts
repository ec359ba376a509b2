// The name this person goes by, kept in this browser and used in every room.

import { createRoot, createSignal } from 'solid-js';
import { readStored, store } from '../storage';

const STORED_AS = 'picnic.name';

const [myName, writeMyName] = createRoot(() => createSignal(readStored(STORED_AS) ?? ''));
const [isAsked, writeAsked] = createRoot(() => createSignal(readStored(STORED_AS) !== null));

/** `myName` is the name, empty when none was given; `isAsked`, whether it was given or waved away. */
export { isAsked, myName };

/** Takes a name, or none. */
export function setMyName(name: string): void {
  writeMyName(name);
  writeAsked(true);
  store(STORED_AS, name);
}
