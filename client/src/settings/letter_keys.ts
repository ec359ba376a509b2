// Whether single letters are commands on the board, kept in this browser (WCAG 2.1.4: who speaks to the computer switches them off).

import { createRoot, createSignal } from 'solid-js';
import { readStored, store } from '../storage';

const STORED_AS = 'picnic.letterKeys';

const [letterKeys, writeLetterKeys] = createRoot(() => createSignal(readStored(STORED_AS) !== 'off'));

export { letterKeys };

export function setLetterKeys(on: boolean): void {
  writeLetterKeys(on);
  store(STORED_AS, on ? 'on' : 'off');
}
