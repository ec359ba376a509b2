import { expect, test } from 'vitest';
import { type Message, waiting } from './messages';

const message = (id: number): Message => ({
  id,
  text: `${id}`,
  lang: 'en',
  urgent: false,
  action: undefined,
});

test('in a narrow window the newest stand, and those before wait for their place', () => {
  const all = [1, 2, 3].map(message);
  expect(waiting(all, 2).map(({ id }) => id)).toEqual([1]);
  expect(waiting(all.slice(0, 2), 2)).toEqual([]);
  expect(waiting(all, 1).map(({ id }) => id)).toEqual([1, 2]);
  expect(waiting(all, 3)).toEqual([]);
});
