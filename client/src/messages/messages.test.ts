import { expect, test } from 'vitest';
import { type Message, waiting, withNew } from './messages';

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

test('messages that are each about a thing of its own to be mended are not pushed out by others', () => {
  const withAction = (id: number): Message => ({ ...message(id), action: { label: 'Undo', run: () => {} } });
  const aboutEach = (id: number) => ({
    ...withAction(id),
    action: { label: 'Undo', run: () => {}, each: true },
  });
  const ids = (all: readonly Message[]) => all.map(({ id }) => id);
  const told = (...all: Message[]) => all.reduce<readonly Message[]>(withNew, []);
  expect(ids(told(...[1, 2, 3, 4].map(message)))).toEqual([2, 3, 4]);
  expect(ids(told(aboutEach(1), message(2), aboutEach(3), aboutEach(4), withAction(5)))).toEqual([
    1, 3, 4, 5,
  ]);
  expect(ids(told(...[1, 2, 3, 4, 5, 6, 7].map(aboutEach)))).toEqual([2, 3, 4, 5, 6, 7]);
  expect(ids(told(...[1, 2, 3, 4].map(withAction)))).toEqual([2, 3, 4]);
  expect(ids(told(withAction(1), { ...withAction(2), text: '1' }))).toEqual([2]);
  expect(ids(told(aboutEach(1), { ...aboutEach(2), text: '1' }))).toEqual([1, 2]);
});

test('a message goes when a newer one of its kind comes, and no other does', () => {
  const rights = (id: number): Message => ({ ...message(id), kind: 'rights' });
  const all = [message(1), rights(2), { ...message(3), kind: 'putBack' as const }];
  expect(withNew(all, rights(4)).map(({ id }) => id)).toEqual([1, 3, 4]);
});
