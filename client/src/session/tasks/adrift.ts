// Whoever is in the middle of a sentence goes on in the field that keeps its beginning: the sheet in which it stands comes up for it.

import { createEffect } from 'solid-js';
import { isSentenceAdrift } from '../../focus/keep_focus';
import { useHalfWritten } from '../../half_written/field';
import type { ParticipantId } from '../../protocol/session';

/** `standsThere` says of whom the words stand in that sheet. */
export function whenAdrift(standsThere: (whose: ParticipantId) => boolean, comeUp: () => void): void {
  const store = useHalfWritten();
  createEffect(() => {
    if (store.unseen().some(({ who }) => standsThere(who)) && isSentenceAdrift()) comeUp();
  });
}
