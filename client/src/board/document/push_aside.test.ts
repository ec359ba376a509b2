import { expect, test } from 'vitest';
import { randomFrom, testBoard } from './board_for_tests';
import { overlap } from './point';
import { pushedAside } from './push_aside';

const everything = { notes: new Set<string>(), mayMove: () => true };

test('what lies in the way moves by as little as can be, and what lies behind it with it', () => {
  const board = testBoard();
  board.note('right', 200, 0);
  board.note('behind', 408, 0);
  board.note('far', 900, 0);
  const aside = pushedAside(board.clusters, { x: 0, y: 0, width: 240, height: 192 }, everything);
  expect(aside?.move).toEqual([
    { id: 'right', to: { x: 256, y: 0 } },
    { id: 'behind', to: { x: 464, y: 0 } },
  ]);
});

test('a cluster moves as one', () => {
  const board = testBoard();
  board.cluster('food', 'Food');
  board.note('a', 300, 0, 'food');
  board.note('b', 508, 0, 'food');
  const before = board.clusters.rectOf('food');
  const aside = pushedAside(board.clusters, { x: 0, y: 0, width: 300, height: 192 }, everything);
  const [a, b] = aside?.move ?? [];
  expect([a?.id, b?.id]).toEqual(['a', 'b']);
  expect((b?.to.x ?? 0) - (a?.to.x ?? 0)).toBe(208);
  expect((a?.to.x ?? 0) - 300).toBe(300 + 16 - (before?.x ?? 0));
});

test('nothing moves that may not', () => {
  const board = testBoard();
  board.note('held', 100, 0);
  const rect = { x: 0, y: 0, width: 240, height: 192 };
  expect(pushedAside(board.clusters, rect, { notes: new Set(), mayMove: () => false })).toBeNull();
});

test('random fields of notes: the place is free afterwards, and what overlapped nothing overlaps nothing', () => {
  for (let seed = 1; seed < 60; seed += 1) {
    const random = randomFrom(seed);
    const board = testBoard();
    const taken: { x: number; y: number; width: number; height: number }[] = [];
    for (let index = 0; index < 40; index += 1) {
      const place = {
        x: random(2_000),
        y: random(2_000),
        width: 192,
        height: 192,
      };
      if (taken.some((other) => overlap(other, place))) continue;
      taken.push(place);
      board.note(`n${index}`, place.x, place.y);
    }
    const rect = { x: 800, y: 800, width: 440, height: 268 };
    const aside = pushedAside(board.clusters, rect, everything);
    if (aside === null) continue;
    const places = new Map(aside.move.map(({ id, to }) => [id, to]));
    const now = [...board.notes.all()].map((note) => ({ ...note, ...places.get(note.id) }));
    for (const one of now) {
      expect(overlap(one, rect), `seed ${seed}: ${one.id}`).toBe(false);
      for (const other of now) {
        if (one !== other) expect(overlap(one, other), `seed ${seed}: ${one.id}, ${other.id}`).toBe(false);
      }
    }
  }
});
