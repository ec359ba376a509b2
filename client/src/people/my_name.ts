// The name this person goes by, kept in this browser and used in every room.

import { createRoot, createSignal, onCleanup, onMount } from 'solid-js';
import { readStored, store } from '../storage';

const STORED_AS = 'picnic.name';

const [myName, writeMyName] = createRoot(() => createSignal(readStored(STORED_AS) ?? ''));
const [isAsked, writeAsked] = createRoot(() => createSignal(readStored(STORED_AS) !== null));

/** How many forms in the sheets of phases ask for it. */
const [inSheets, setInSheets] = createRoot(() => createSignal(0));

/** One name at a time: while the sheet of a phase asks for it, the card in the corner does not. */
export function isAskedInSheet(): boolean {
  return inSheets() > 0;
}

/** A sheet asks until whoever calls this is cleaned up. What is being written in the card has gone on there by then. */
export function askInSheet(): void {
  onMount(() => setInSheets((count) => count + 1));
  onCleanup(() => setInSheets((count) => Math.max(0, count - 1)));
}

/** `myName` is the name, empty when none was given; `isAsked`, whether it was given or waved away. */
export { isAsked, myName };

/** Takes a name, or none. */
export function setMyName(name: string): void {
  writeMyName(name);
  writeAsked(true);
  store(STORED_AS, name);
}
