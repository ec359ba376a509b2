// Under which client ids this page wrote in a document: it goes on under another one now and then.

import type * as Y from 'yjs';

const written = new WeakMap<Y.Doc, Set<number>>();

/** They are known from the first time that somebody asks. */
export function ownWriters(doc: Y.Doc): ReadonlySet<number> {
  const known = written.get(doc);
  if (known !== undefined) return known;
  const mine = new Set<number>();
  written.set(doc, mine);
  doc.on('beforeTransaction', () => mine.add(doc.clientID));
  return mine;
}
