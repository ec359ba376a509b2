// Whether words may have an address in them; what finds it is loaded for those that do.

import { patiently } from '../../stale/stale';

export const loadLinks = patiently(() => import('./linked_words'));

export function mayHaveLinks(text: string): boolean {
  return /https?:\/\//i.test(text);
}
