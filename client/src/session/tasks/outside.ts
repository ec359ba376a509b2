// What is said of the basket on a page whose person had to leave the room. Pure.

import type { TextKey } from '../../i18n';
import type { Draft } from '../../protocol/session';

/** `why` is what the server said. The page hears nothing more: what is said has to be so also once baskets are laid. */
export function basketOutsideKeys(drafts: readonly Draft[], why: string | undefined): TextKey[] {
  if (why === 'removed') return ['tasks.basketOutside'];
  if (why !== 'merged') return ['tasks.basketOutsideUnknown'];
  const keys: TextKey[] = [];
  if (drafts.some(({ held }) => !held)) keys.push('tasks.mergedPacked');
  if (drafts.some(({ offered }) => offered === true)) keys.push('tasks.mergedOffered');
  if (drafts.some(({ held, offered }) => held && offered !== true)) keys.push('tasks.mergedHeld');
  return [...keys, 'tasks.mergedCopy'];
}
