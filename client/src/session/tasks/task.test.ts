import { expect, test } from 'vitest';
import { addTexts, fetchPageTexts } from '../../i18n';
import { PAGE_TEXTS } from '../../texts/page_texts';
import { ME, person, stateOf, WHOLE } from '../session_for_tests';
import { refusalText } from './task';
import { SHEET_TEXTS } from './text/sheet_texts';
import { proxiesOf } from './whose';

test('a facilitator acts for those whom they keep, and nobody else does', () => {
  const people = [
    person(ME, { role: 'facilitator' }),
    person('pirkko', { keeper: ME }),
    person('matti', { keeper: 'aino' }),
    person('gone', { keeper: ME, removed: true }),
    person('pirkko2', { keeper: ME, merged: 'pirkko' }),
    person('aino'),
  ];
  const state = stateOf({ ...WHOLE, people });
  expect(proxiesOf(state, ME, true).map(({ id }) => id)).toEqual(['pirkko']);
  expect(proxiesOf(state, ME, false)).toEqual([]);
});

test('every refusal is said in words', async () => {
  await fetchPageTexts(PAGE_TEXTS);
  await addTexts(SHEET_TEXTS);
  const vote = { do: 'vote', round: 1, item: 'apple', count: 1 } as const;
  expect(refusalText('overBudget', vote)).not.toMatch(/refused_|overBudget/);
  // What is lost with it is said, not only that something did not go.
  expect([refusalText('notNow', vote), refusalText('stale', vote)]).toEqual([
    expect.stringContaining('vote came too late and is not counted'),
    expect.stringContaining('vote came too late and is not counted'),
  ]);
  const reaction = { do: 'react', note: 'apple', reaction: 'heart', on: true } as const;
  expect(refusalText('notNow', reaction)).toContain('reaction came too late and is not counted');
  expect(refusalText('notNow', { do: 'ready', ready: true })).not.toContain('counted');
});
