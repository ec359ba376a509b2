import { expect, test } from 'vitest';
import { mergeAskKeys } from './merge_ask';

test('before two are made one it is said what becomes of the basket, and of votes while a vote is open', () => {
  expect(mergeAskKeys({ basket: 'waits', votes: false })).toEqual([
    'peopleTab.mergeSaid',
    'peopleTab.mergeBasketWaits',
    'peopleTab.mergeEnd',
  ]);
  expect(mergeAskKeys({ basket: 'laid', votes: true }).slice(1, 3)).toEqual([
    'peopleTab.mergeBasketLaid',
    'peopleTab.mergeVotes',
  ]);
});
