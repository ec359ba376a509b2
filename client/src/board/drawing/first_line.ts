// How a note is called where it is spoken of: the beginning of its words, on one line.

import { t } from '../../i18n';

/** So much tells notes apart. */
const CHARS_MAX = 40;

export function firstLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line === '') return t('board.emptyNote');
  const letters = [...line];
  return letters.length <= CHARS_MAX ? line : `${letters.slice(0, CHARS_MAX).join('').trimEnd()}…`;
}
