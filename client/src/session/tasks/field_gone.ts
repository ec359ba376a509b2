// Whoever is in the middle of a sentence goes on in the field that keeps its beginning: the sheet in which it stands comes up for it.

import { createEffect } from 'solid-js';
import { isSentenceCutOff } from '../../focus/keep_focus';
import type { HalfWritten } from '../../half_written/words';

/** `listed` are the words that stand in that sheet. */
export function whenFieldIsGone(listed: () => readonly HalfWritten[], comeUp: () => void): void {
  createEffect(() => {
    if (listed().length > 0 && isSentenceCutOff()) comeUp();
  });
}
