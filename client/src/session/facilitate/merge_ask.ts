// What a facilitator is asked before two entries are made one, in sentences. Pure.

import type { TextKey } from '../../i18n';
import type { MergeFacts } from '../merge_facts';

const BASKET = {
  given: 'peopleTab.mergeBasketGiven',
  laid: 'peopleTab.mergeBasketLaid',
  waits: 'peopleTab.mergeBasketWaits',
} as const;

export function mergeAskKeys({ basket, votes }: MergeFacts): TextKey[] {
  const ballot: TextKey[] = votes ? ['peopleTab.mergeVotes'] : [];
  return ['peopleTab.mergeSaid', BASKET[basket], ...ballot, 'peopleTab.mergeEnd'];
}
