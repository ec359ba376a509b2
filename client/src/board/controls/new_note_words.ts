// What a new note is called, by where it goes.

import type { TextKey } from '../../i18n';

/** Where new notes are written that are not for all to see; none where they are. */
export type Basket = { readonly isOffered: boolean } | undefined;

/** What a new note is called. */
export function newNoteWords(basket: Basket): TextKey {
  if (basket === undefined) return 'board.newNote';
  return basket.isOffered ? 'board.newOffered' : 'board.newInBasket';
}
