// What suggested clusters and notes are called where suggestions speak of them.

import type { Ground } from '../board/parts';
import { t } from '../i18n';
import type { SuggestedCluster } from './proposal';

/** What stands for a note where its whole text would be too long. */
const NAME_CHARS_MAX = 60;

/** What a suggested cluster is called: its title, or that it has none. */
export function nameOf(suggested: SuggestedCluster): string {
  return suggested.title || t('suggestions.untitled');
}

/** The note's words on one line, as far as it can be told by them. */
export function textOf(board: Ground, id: string): string {
  const text = (board.notes.get(id)?.text ?? '').replace(/\s+/gu, ' ').trim();
  if (text === '') return t('suggestions.emptyNote');
  const all = Array.from(text);
  return all.length <= NAME_CHARS_MAX ? text : `${all.slice(0, NAME_CHARS_MAX - 1).join('')}…`;
}
