// What this page wrote last in each note and title: where the room takes it back, the page knows all of it, and the server perhaps
// only its first letters.

import * as Y from 'yjs';
import { clustersIn, notesIn, sectionsIn } from '../board/document/maps';
import type { LateWords } from '../session/late_words';

/** Elements that are remembered, the latest: what is taken back was written a moment ago. */
const REMEMBERED_MAX = 200;

export interface OwnWords {
  /** What was refused, in whole: the server may have less of it. */
  whole(words: LateWords): string;
}

export function followOwnWords(doc: Y.Doc): OwnWords {
  const last = new Map<string, string>();
  const hear = (events: readonly Y.YEvent<Y.AbstractType<unknown>>[], { local }: Y.Transaction) => {
    if (!local) return;
    for (const { path, target } of events) {
      const [key] = path;
      if (typeof key !== 'string' || !(target instanceof Y.Text)) continue;
      last.delete(key);
      last.set(key, target.toString());
      for (const oldest of last.keys()) {
        if (last.size <= REMEMBERED_MAX) break;
        last.delete(oldest);
      }
    }
  };
  for (const map of [notesIn(doc), clustersIn(doc), sectionsIn(doc)]) map.observeDeep(hear);
  return {
    whole({ of, text }) {
      const own = last.get(of);
      // Another page of the same person may have written there since.
      return own !== undefined && own.length >= text.length ? own : text;
    },
  };
}
