// The board as it is, followed while the film is open: others go on meanwhile.

import { createSignal, onCleanup } from 'solid-js';
import type * as Y from 'yjs';
import { type Moment, presentIn } from './moment';

/** All of it is read each time, so no more often than this while people work. */
const READ_MS = 500;

export function createPresent(doc: Y.Doc): () => Moment {
  const [present, setPresent] = createSignal(presentIn(doc));
  let next: ReturnType<typeof setTimeout> | undefined;
  const changed = () => {
    next ??= setTimeout(() => {
      next = undefined;
      setPresent(presentIn(doc));
    }, READ_MS);
  };
  doc.on('update', changed);
  onCleanup(() => {
    doc.off('update', changed);
    clearTimeout(next);
  });
  return present;
}
