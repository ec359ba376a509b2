import { expect, test } from 'vitest';
import { cardOf, squares } from './card';

const note = (id: string, x: number, color: 'yellow' | 'pink' = 'yellow', text = id) => ({
  id,
  text,
  color,
  x,
  y: 0,
  height: 192,
});
const MEMBERS = [note('a', 0), note('b', 200, 'pink'), note('c', 400), note('d', 600, 'yellow', ' ')];
const likes = (id: string) => ({ c: 5, b: 2 })[id] ?? 0;

test('a card says the most liked first, and the others are squares of their colours', () => {
  const card = cardOf({ width: 160, height: 120 }, 'Food', MEMBERS, likes);
  expect(card?.said.map(({ id }) => id)).toEqual(['c', 'b']);
  expect(card?.rest).toEqual([['yellow', 2]]);
});

test('where none is liked the first that are read are said, and an empty note says nothing', () => {
  const card = cardOf({ width: 160, height: 600 }, 'Food', MEMBERS, () => 0);
  expect(card?.said.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  expect(card?.rest).toEqual([['yellow', 1]]);
});

test('a card as high as a title and squares says no words, and a smaller one is its title', () => {
  expect(cardOf({ width: 160, height: 70 }, 'Food', MEMBERS, likes)?.said).toEqual([]);
  expect(cardOf({ width: 50, height: 120 }, 'Food', MEMBERS, likes)).toBeNull();
  expect(cardOf({ width: 160, height: 120 }, 'Food', [], likes)).toBeNull();
});

test('a longer title leaves less room, and a narrow card cuts no words to pieces', () => {
  const said = (width: number, title: string) =>
    cardOf({ width, height: 120 }, title, MEMBERS, likes)?.said.length;
  expect([said(160, 'Food'), said(160, 'Everything that somebody ate or wanted to eat')]).toEqual([2, 1]);
  expect(said(80, 'Food')).toBe(0);
});

test('squares go on from colour to colour, and what does not fit is counted', () => {
  const { paths, more } = squares(
    [
      ['yellow', 3],
      ['pink', 4],
    ],
    2,
    2,
  );
  expect(paths.map(([color]) => color)).toEqual(['yellow', 'pink']);
  expect(paths[0]?.[1]).toBe('M0 0h3v3h-3zM4 0h3v3h-3zM0 4h3v3h-3z');
  expect(more).toBe(3);
});
