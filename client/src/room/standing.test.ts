import { expect, test } from 'vitest';
import { person } from '../session/session_for_tests';
import { countsAs } from './standing';

test('what bears the name of an entry that was made one with another is that one’s', () => {
  const people = [person('eva'), person('eva2', { merged: 'eva3' }), person('eva3', { merged: 'eva' })];
  expect(['eva', 'eva2', 'eva3', 'gone'].map((who) => countsAs(people, who))).toEqual([
    'eva',
    'eva',
    'eva',
    'gone',
  ]);
});
