// Which words say how long the bin or the moments are kept: each for its own time. Pure.

import type { TextKey } from '../i18n';
import type { KeptFor } from '../protocol/session';

/** What is kept. */
export type Keeping = 'bin' | 'moments';

/** The text, and the days that it tells. */
export function keptWords(
  of: Keeping,
  { binDays, versionsDays }: KeptFor,
): { readonly text: TextKey; readonly count: number } {
  const count = of === 'bin' ? binDays : versionsDays;
  if (count === null)
    return { text: of === 'bin' ? 'history.keptWithRoom' : 'history.momentsWithRoom', count: 0 };
  return { text: of === 'bin' ? 'history.keptDays' : 'history.momentsDays', count };
}
