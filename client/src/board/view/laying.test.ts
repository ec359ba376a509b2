import { expect, test } from 'vitest';
import { COMING_MS, flightTo, fromTheMiddle, LAYING_MS_MAX, waitOf } from './laying';

test('few notes come at a steady pace', () => {
  expect([0, 1, 2].map((index) => waitOf(index, 3))).toEqual([0, 20, 40]);
});

test.each([1, 2, 40, 300, 4_000])('%i notes are all there in time, each after the one before', (count) => {
  const waits = Array.from({ length: count }, (_, index) => waitOf(index, count));
  expect(Math.max(...waits) + COMING_MS).toBeLessThanOrEqual(LAYING_MS_MAX + 0.001);
  expect(waits).toEqual([...waits].sort((a, b) => a - b));
});

const note = (id: string, x: number, y: number) => ({ id, x, y, width: 192, height: 192 });

test('they land from the middle outwards, whoever wrote them and in whatever order they came', () => {
  const notes = [note('far', 600, 0), note('middle', 200, 0), note('left', 0, 0)];
  const all = { x: 0, y: 0, width: 600, height: 192 };
  const order = fromTheMiddle(notes, all).map(({ id }) => id);
  expect(order).toEqual(['middle', 'left', 'far']);
  expect(fromTheMiddle(notes.toReversed(), all).map(({ id }) => id)).toEqual(order);
});

test('a note flies from where its writer is, and its tilt tells nothing of that', () => {
  const one = flightTo(note('a', 0, 0), { x: 1096, y: 96 });
  expect(one.by).toEqual({ x: 1000, y: 0 });
  expect(flightTo(note('a', 0, 0), { x: -500, y: 0 }).tilt).toBe(one.tilt);
  expect(Math.abs(one.tilt)).toBeLessThanOrEqual(12);
});
