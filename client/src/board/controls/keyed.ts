// What a button says of itself and of the letter that does the same: no key is named that does nothing just now.

import type { Surface } from '../surface';

export function keyed(surface: Surface, words: string, key: string): string {
  return surface.areLettersKeys() ? `${words} (${key})` : words;
}
