// The maps of a board's document by name; what stands in each, `server/src/document/fields.rs` says for all.

import type * as Y from 'yjs';

export const notesIn = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('notes');
export const clustersIn = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('clusters');
export const sectionsIn = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('sections');
export const aboutIn = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('meta');

/** How many entries stand among the notes, whatever is in them. */
export const noteEntries = (doc: Y.Doc): number => notesIn(doc).size;

/** All in which a person can change something that lies on the board. */
export function lyingIn(doc: Y.Doc): Y.Map<unknown>[] {
  return [notesIn(doc), clustersIn(doc), sectionsIn(doc), doc.getMap('strokes')];
}
