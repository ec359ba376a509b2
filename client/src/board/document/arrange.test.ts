import { expect, test } from 'vitest';
import { arranged } from './arrange';
import { randomFrom, testBoard } from './board_for_tests';
import { carryOut, NO_CHANGE } from './cluster_plan';
import { overlap } from './point';
import { undoOf } from './undo';

function randomBoard(seed: number) {
  const random = randomFrom(seed);
  const board = testBoard();
  const clusters = random(12);
  for (let index = 0; index < clusters; index += 1) board.cluster(`c${index}`, `Title ${random(5)}`);
  for (let index = 0; index < random(90); index += 1) {
    const cluster = random(4) > 0 && clusters > 0 ? `c${random(clusters)}` : undefined;
    board.note(`n${index}`, random(3_000) - 1_500, random(3_000), cluster);
  }
  const fold = new Map([...board.clusters.all()].map(({ id }) => [id, random(4) === 0] as const));
  carryOut(board.doc, { ...NO_CHANGE, fold });
  return board;
}

test.each(Array.from({ length: 25 }, (_, index) => index))(
  'nothing covers anything once all is arranged (seed %i)',
  (seed) => {
    const board = randomBoard(seed);
    carryOut(board.doc, arranged(board.clusters));
    const rects = [...board.clusters.all()].flatMap(({ id }) => board.clusters.rectOf(id) ?? []);
    const free = [...board.notes.all()].filter((note) => board.clusters.of(note) === undefined);
    const blocks = [...rects, ...free];
    for (const [index, one] of blocks.entries()) {
      for (const other of blocks.slice(index + 1)) expect(overlap(one, other)).toBe(false);
    }
    const lowest = Math.max(...rects.map((rect) => rect.y + rect.height));
    for (const note of free) expect(note.y).toBeGreaterThan(lowest);
    for (const { id, folded } of board.clusters.all()) {
      const members = board.clusters.membersOf(id);
      if (folded) continue;
      for (const note of members) {
        for (const other of members) if (note !== other) expect(overlap(note, other)).toBe(false);
      }
    }
  },
);

test('clusters come in the order of their size, or of another weight such as votes', () => {
  const board = testBoard();
  for (const id of ['few', 'most', 'some']) board.cluster(id, id);
  const sizes = { few: 1, most: 9, some: 4 };
  for (const [cluster, count] of Object.entries(sizes)) {
    for (let index = 0; index < count; index += 1)
      board.note(`${cluster}${index}`, 17 * index, 31 * index, cluster);
  }
  const inOrder = () =>
    [...board.clusters.all()]
      .map(({ id }) => ({ id, ...(board.clusters.rectOf(id) ?? { x: 0, y: 0 }) }))
      .sort((a, b) => a.y - b.y || a.x - b.x)
      .map(({ id }) => id);
  carryOut(board.doc, arranged(board.clusters));
  expect(inOrder()).toEqual(['most', 'some', 'few']);
  const votes = new Map([
    ['few', 7],
    ['some', 5],
    ['most', 0],
  ]);
  carryOut(
    board.doc,
    arranged(board.clusters, ({ id }) => votes.get(id) ?? 0),
  );
  expect(inOrder()).toEqual(['few', 'some', 'most']);
});

test('arranging all is one change and one step to undo, and once arranged nothing more moves', () => {
  const board = randomBoard(3);
  const places = () => Object.fromEntries([...board.notes.all()].map(({ id, x, y }) => [id, [x, y]]));
  const before = places();
  const undo = undoOf(board.doc);
  let updates = 0;
  board.doc.on('update', () => {
    updates += 1;
  });
  carryOut(board.doc, arranged(board.clusters));
  expect(updates).toBe(1);
  expect(places()).not.toEqual(before);
  expect(arranged(board.clusters).move).toEqual([]);
  undo.undo();
  expect(places()).toEqual(before);
});
