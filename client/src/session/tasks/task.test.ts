import { expect, test } from 'vitest';
import { setLanguage } from '../../i18n';
import { ME, person, stateOf, WHOLE } from '../session_for_tests';
import { refusalText } from './task';
import { proxiesOf } from './whose';

test('a facilitator acts for those whom they keep, and nobody else does', () => {
  const people = [
    person(ME, { role: 'facilitator' }),
    person('pirkko', { keeper: ME }),
    person('matti', { keeper: 'aino' }),
    person('gone', { keeper: ME, removed: true }),
    person('aino'),
  ];
  const state = stateOf({ ...WHOLE, people });
  expect(proxiesOf(state, ME, true).map(({ id }) => id)).toEqual(['pirkko']);
  expect(proxiesOf(state, ME, false)).toEqual([]);
});

test('every refusal is said in words', async () => {
  await setLanguage('en');
  expect(refusalText('overBudget')).not.toMatch(/refused_|overBudget/);
});
