// What a button says of itself and of the letter that does the same: no key is named that does nothing just now.

import type { Overview } from '../parts';

export function keyed(board: Pick<Overview, 'areLettersKeys'>, words: string, key: string): string {
  return board.areLettersKeys() ? `${words} (${key})` : words;
}
