// What a board says of itself: its title, and the version of its form.

import * as Y from 'yjs';
import { readTitle } from './cluster';
import { aboutIn } from './maps';

/** The form of boards that this page knows. The server tells the room's, and writes it into `meta.schema` for others. */
const SCHEMA = 1;

/** The board's title on one line; null when nobody left one. */
export function readBoardTitle(doc: Y.Doc): string | null {
  const title: unknown = aboutIn(doc).get('title');
  return typeof title === 'string' || (title instanceof Y.Text && !(title instanceof Y.XmlText))
    ? readTitle(title)
    : null;
}

/** Whether somebody gave the board a title, be it an empty one. */
export function hasBoardTitle(doc: Y.Doc): boolean {
  return aboutIn(doc).has('title');
}

export function writeBoardTitle(doc: Y.Doc, title: string): void {
  aboutIn(doc).set('title', title);
}

/** Hears that the board says something else of itself. */
export function listenToAbout(doc: Y.Doc, listener: () => void): void {
  aboutIn(doc).observeDeep(listener);
}

/**
 * Whether a later version of picnic wrote the board: this page may show it, and must not change it. `told` is what the server
 * said; until it says something the board's own word is taken, which anyone who edits can have written.
 */
export function isNewer(doc: Y.Doc, told?: number): boolean {
  const schema: unknown = told ?? aboutIn(doc).get('schema');
  return (typeof schema === 'number' || typeof schema === 'bigint') && schema > SCHEMA;
}
