import { expect, test } from 'vitest';
import { alongReading, byReading, firstInReading, lastInReading, nearestTowards } from './reading_order';

const note = (id: string, x: number, y: number) => ({ id, x, y, width: 192, height: 192 });
const board = [note('c', 0, 220), note('b', 210, 12), note('a', 0, 0), note('d', 205, 230)];

test('notes are read in rows, each from the left', () => {
  expect([...board].sort(byReading).map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
  expect(firstInReading(board)?.id).toBe('a');
  expect(lastInReading(board)?.id).toBe('d');
});

test('reading goes on from a note, and ends at the last', () => {
  expect(alongReading(board, 'b', 1)?.id).toBe('c');
  expect(alongReading(board, 'b', -1)?.id).toBe('a');
  expect(alongReading(board, 'd', 1)).toBeUndefined();
  expect(alongReading(board, null, 1)?.id).toBe('a');
});

test('an arrow goes to the nearest note straight ahead', () => {
  const from = note('a', 0, 0);
  expect(nearestTowards(from, board, 'right')?.id).toBe('b');
  expect(nearestTowards(from, board, 'down')?.id).toBe('c');
  expect(nearestTowards(from, board, 'left')).toBeUndefined();
});

test('arrows alone reach every note of a scattered board', () => {
  const scattered = Array.from({ length: 60 }, (_, i) => note(`n${i}`, (i * 377) % 2_003, (i * 911) % 1_499));
  const reached = new Set(['n0']);
  for (const id of reached) {
    const from = scattered.find((one) => one.id === id);
    if (from === undefined) continue;
    for (const way of ['left', 'right', 'up', 'down'] as const) {
      const next = nearestTowards(from, scattered, way);
      if (next !== undefined) reached.add(next.id);
    }
  }
  expect(reached.size).toBeGreaterThanOrEqual(57); // Page Down reaches the very few left aside.
});

test('what lies straight ahead is nearer than what lies a little closer and aside', () => {
  const from = note('from', 0, 0);
  const ahead = note('ahead', 500, 0);
  const aside = note('aside', 300, 150);
  expect(nearestTowards(from, [from, ahead, aside], 'right')?.id).toBe('ahead');
  expect(nearestTowards(from, [from, { ...ahead, x: 620 }, aside], 'right')?.id).toBe('aside');
});
