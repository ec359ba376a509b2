import { expect, test } from 'vitest';
import { Z_MAX } from '../limits';
import type { Note } from './note';
import { overlap, type Rect } from './point';
import { stackingAtDrop, stackingInFront } from './stacking';

const note = (id: string, x: number, z: number): Note => ({
  id,
  text: '',
  x,
  y: 0,
  width: 192,
  height: 192,
  z,
  color: 'yellow',
  size: 'm' as const,
  locked: false,
  cluster: null,
  by: null,
  under: null,
  fontPx: 18,
});

test('notes brought to the front keep their order among themselves', () => {
  expect([...stackingInFront([note('b', 0, 5), note('a', 0, 2)], 9)]).toEqual([
    ['a', 10],
    ['b', 11],
  ]);
});

test('a dropped note lies on top of what it was laid on, and nothing changes where it covers nothing', () => {
  const board = [note('high', 0, 8), note('low', 1_000, 1)];
  const notesIn = (rect: Rect) => board.filter((other) => overlap(other, rect));
  expect([...stackingAtDrop([note('dropped', 50, 3)], notesIn, 8)]).toEqual([['dropped', 9]]);
  expect([...stackingAtDrop([note('dropped', 50, 8)], notesIn, 8)]).toEqual([['dropped', 9]]);
  expect(stackingAtDrop([note('dropped', 1_050, 3)], notesIn, 8).size).toBe(0);
  expect(stackingAtDrop([note('dropped', 500, 3)], notesIn, 8).size).toBe(0);
});

test('over a note that a foreign client put as high as can be, others lie as high, and no higher', () => {
  expect([...stackingInFront([note('b', 0, 5), note('a', 0, 2)], Z_MAX - 1)]).toEqual([
    ['a', Z_MAX],
    ['b', Z_MAX],
  ]);
});
