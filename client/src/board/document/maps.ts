// The maps of a board's document by name, and which of their entries changed; what stands in each, docs/board.md says.

import * as Y from 'yjs';

export const notesIn = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('notes');
export const clustersIn = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('clusters');
export const sectionsIn = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('sections');
export const strokesIn = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('strokes');
export const connectorsIn = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('connectors');
export const aboutIn = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('meta');

/** How many entries stand among the notes, whatever is in them. */
export const noteEntries = (doc: Y.Doc): number => notesIn(doc).size;

/** The client id under which an entry was first made: also where it went since, and was put back by another. */
export function makerIn(map: Y.Map<unknown>, key: string): number | undefined {
  let item = map._map.get(key);
  // Yjs keeps what stood under a key before, deleted, to the left of what stands there.
  while (item?.left instanceof Y.Item) item = item.left;
  return item?.id.client;
}

/** All in which a person can change something that lies on the board. */
export function lyingIn(doc: Y.Doc): Y.Map<unknown>[] {
  return [notesIn(doc), clustersIn(doc), sectionsIn(doc), strokesIn(doc), connectorsIn(doc)];
}

/** The keys of a map's entries in which something changed, or which came or went. */
export function changedIn(events: readonly Y.YEvent<Y.AbstractType<unknown>>[]): Set<string> {
  const keys = new Set<string>();
  for (const event of events) {
    const [key] = event.path;
    if (typeof key === 'string') keys.add(key);
    else for (const changed of event.changes.keys.keys()) keys.add(changed);
  }
  return keys;
}
