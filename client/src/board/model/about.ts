// What a board says of itself: its title, and the version of its form.

import * as Y from 'yjs';
import { readTitle } from './cluster';

/** The form of boards that this page knows; the server writes it into `meta.schema`. */
const SCHEMA = 1;

/** The board's title on one line; null when nobody left one. */
export function readBoardTitle(doc: Y.Doc): string | null {
  const title: unknown = doc.getMap('meta').get('title');
  return typeof title === 'string' || (title instanceof Y.Text && !(title instanceof Y.XmlText))
    ? readTitle(title)
    : null;
}

/** Whether a later version of picnic wrote the board: this page may show it, and must not change it. */
export function isNewer(doc: Y.Doc): boolean {
  const schema: unknown = doc.getMap('meta').get('schema');
  return (typeof schema === 'number' || typeof schema === 'bigint') && schema > SCHEMA;
}
