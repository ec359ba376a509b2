// What a board says of itself: its title, and the version of its form.

import * as Y from 'yjs';
import { readTitle } from './cluster';

/** The form of boards that this page knows. The server tells the room's, and writes it into `meta.schema` for others. */
const SCHEMA = 1;

/** The board's title on one line; null when nobody left one. */
export function readBoardTitle(doc: Y.Doc): string | null {
  const title: unknown = doc.getMap('meta').get('title');
  return typeof title === 'string' || (title instanceof Y.Text && !(title instanceof Y.XmlText))
    ? readTitle(title)
    : null;
}

/**
 * Whether a later version of picnic wrote the board: this page may show it, and must not change it. `told` is what the server
 * said; until it says something the board's own word is taken, which anyone who edits can have written.
 */
export function isNewer(doc: Y.Doc, told?: number): boolean {
  const schema: unknown = told ?? doc.getMap('meta').get('schema');
  return (typeof schema === 'number' || typeof schema === 'bigint') && schema > SCHEMA;
}
