import { expect, test } from 'vitest';
import { actsOf, LIFE_ACTS } from './acts';

test('facilitators alone are offered what is done with a room, and an archived one is not archived again', () => {
  expect(actsOf('viewer', false)).toEqual([]);
  expect(actsOf('participant', false)).toEqual([]);
  expect(actsOf('facilitator', false)).toEqual(LIFE_ACTS);
  expect(actsOf('facilitator', true)).toEqual(['copy', 'links', 'takeAway']);
});
