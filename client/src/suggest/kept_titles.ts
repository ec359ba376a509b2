// Titles that were written for suggested clusters: kept as what is half-written, until they are on the board or thrown away.

import { newId } from '../board/model/edits';
import { type WordsMark, wordsMark } from '../half_written/field';
import type { HalfWrittenStore } from '../half_written/half_written';
import type { Purpose } from '../half_written/words';

export interface KeptTitles {
  /** Somebody writes the title of a pile; one without words, or as it was proposed, is not kept. */
  write(key: string, title: string, proposed: string): void;
  /** It is on the board, or its pile was thrown away. */
  clear(key: string): void;
  /** What goes onto the field. */
  mark(key: string): WordsMark;
  /** The panel goes: whether any of them wait elsewhere from now on. */
  leave(): boolean;
}

export function keepTitles(store: HalfWrittenStore): KeptTitles {
  // The piles of another time have the same keys, and are others.
  const panel = newId();
  const fields = new Map<string, () => void>();
  const purposeOf = (key: string): Purpose => ({ kind: 'pileTitle', who: store.me, of: `${panel}.${key}` });
  return {
    write(key, title, proposed) {
      const purpose = purposeOf(key);
      if (!fields.has(key)) fields.set(key, store.show(purpose));
      if (title.trim() === '' || title === proposed) store.clear(purpose);
      else store.write(purpose, { title }, '');
    },
    clear: (key) => store.clear(purposeOf(key)),
    mark: (key) => wordsMark(purposeOf(key), 'title'),
    leave() {
      for (const hide of fields.values()) hide();
      return [...fields.keys()].some((key) => store.of(purposeOf(key)) !== null);
    },
  };
}
