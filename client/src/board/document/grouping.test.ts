import { describe, expect, test } from 'vitest';
import { randomFrom, type TestBoard, testBoard } from './board_for_tests';
import { carryOut, type Plan } from './cluster_plan';
import { smallClusterRect } from './cluster_rect';
import {
  clusterRectWithout,
  dissolved,
  emptied,
  folded,
  freshColor,
  grouped,
  joined,
  merged,
  movedCluster,
  parted,
  tidiedCluster,
  unfolded,
} from './grouping';
import { overlap, type Rect } from './point';
import { undoOf } from './undo';

function cluster(board: TestBoard, id: string) {
  const found = board.clusters.get(id);
  if (found === undefined) throw new Error(`no cluster ${id}`);
  return found;
}

/** Everything that may not be covered: clusters, and notes in no cluster. */
function blocks(board: TestBoard): { id: string; rect: Rect }[] {
  const rects = [...board.clusters.all()].flatMap(({ id }) => {
    const rect = board.clusters.rectOf(id);
    return rect === undefined ? [] : [{ id, rect }];
  });
  const free = [...board.notes.shown()].filter((note) => board.clusters.of(note) === undefined);
  return [...rects, ...free.map((note) => ({ id: note.id, rect: note }))];
}

/** Pairs that cover each other and have this one among them. */
function coveredBy(board: TestBoard, id: string): string[] {
  const all = blocks(board);
  const one = all.find((block) => block.id === id);
  if (one === undefined) throw new Error(`${id} is not on the board`);
  return all.filter((other) => other !== one && overlap(one.rect, other.rect)).map((other) => other.id);
}

function places(board: TestBoard): Record<string, [number, number]> {
  return Object.fromEntries([...board.notes.all()].map(({ id, x, y }) => [id, [x, y]]));
}

function doIt(board: TestBoard, plan: Plan): void {
  carryOut(board.doc, plan);
}

describe('grouping', () => {
  test('notes that lie together stay where they are', () => {
    const board = testBoard();
    board.note('a', 0, 0);
    board.note('b', 208, 0);
    board.note('c', 2_000, 0);
    const before = places(board);
    doIt(board, grouped(board.clusters, board.notes.pick(['a', 'b']), 'new'));
    expect(board.membership()).toEqual({ a: 'new', b: 'new', c: null });
    expect(places(board)).toEqual(before);
  });

  test('notes with others between them are laid together where nothing is covered', () => {
    const board = testBoard();
    for (let index = 0; index < 25; index += 1) {
      board.note(`n${index}`, (index % 5) * 208, Math.floor(index / 5) * 208);
    }
    doIt(board, grouped(board.clusters, board.notes.pick(['n0', 'n12', 'n24']), 'new'));
    expect(coveredBy(board, 'new')).toEqual([]);
  });

  test('some notes of a cluster split off into one of their own', () => {
    const board = testBoard();
    board.cluster('c', 'Food');
    for (let index = 0; index < 4; index += 1) board.note(`n${index}`, index * 208, 0, 'c');
    doIt(board, grouped(board.clusters, board.notes.pick(['n1', 'n2']), 'new'));
    expect(board.membership()).toEqual({ n0: 'c', n1: 'new', n2: 'new', n3: 'c' });
    expect(coveredBy(board, 'new')).toEqual([]);
  });

  test('all notes of one cluster are grouped already', () => {
    const board = testBoard();
    board.cluster('c');
    board.note('a', 0, 0, 'c');
    const plan = grouped(board.clusters, board.notes.pick(['a']), 'new');
    expect(plan.make).toEqual([]);
    expect(plan.join.size).toBe(0);
  });

  test('a cluster left empty goes when nobody has named it, and stays when somebody has', () => {
    const board = testBoard();
    board.cluster('named', 'Food');
    board.cluster('nameless');
    board.note('a', 0, 0, 'named');
    board.note('b', 208, 0, 'nameless');
    board.note('c', 416, 0);
    doIt(board, grouped(board.clusters, board.notes.pick(['a', 'b', 'c']), 'new'));
    expect([...board.clusters.all()].map(({ id }) => id).sort()).toEqual(['named', 'new']);
    expect(coveredBy(board, 'new')).toEqual([]);
  });

  test('a new cluster has a colour that the others have not', () => {
    const board = testBoard();
    expect(freshColor(board.clusters)).toBe('blue');
    board.cluster('c');
    expect(freshColor(board.clusters)).toBe('green');
  });
});

describe('ungrouping', () => {
  test('notes that leave lie beside the cluster', () => {
    const board = testBoard();
    board.cluster('c', 'Food');
    for (let index = 0; index < 6; index += 1)
      board.note(`n${index}`, (index % 3) * 208, Math.floor(index / 3) * 208, 'c');
    doIt(board, parted(board.clusters, board.notes.pick(['n1', 'n4'])));
    expect(board.membership()).toMatchObject({ n0: 'c', n1: null, n4: null, n5: 'c' });
    expect(coveredBy(board, 'n1')).toEqual([]);
    expect(coveredBy(board, 'n4')).toEqual([]);
  });

  test('a whole cluster comes apart where it lies', () => {
    const board = testBoard();
    board.cluster('c', 'Food');
    board.note('a', 0, 0, 'c');
    board.note('b', 208, 0, 'c');
    const before = places(board);
    doIt(board, dissolved(board.clusters, cluster(board, 'c')));
    expect(board.membership()).toEqual({ a: null, b: null });
    expect(board.clusters.count).toBe(0);
    expect(places(board)).toEqual(before);
  });
});

describe('merging', () => {
  function two(): TestBoard {
    const board = testBoard();
    board.cluster('x', 'Food');
    board.cluster('y', 'Drinks');
    board.note('a', 0, 0, 'x');
    board.note('b', 208, 0, 'x');
    board.note('c', 2_000, 0, 'y');
    return board;
  }

  test('keeps all notes and both titles, at the place of the one merged into', () => {
    for (const [from, into, title] of [
      ['x', 'y', 'Drinks · Food'],
      ['y', 'x', 'Food · Drinks'],
    ] as const) {
      const board = two();
      const kept = board.clusters.membersOf(into).map(({ id, x, y }) => ({ id, x, y }));
      doIt(board, merged(board.clusters, cluster(board, from), cluster(board, into)));
      expect(board.membership()).toEqual({ a: 'x', b: 'x', c: 'x' });
      expect([...board.clusters.all()].map((one) => one.title)).toEqual([title]);
      for (const note of kept) expect(board.notes.get(note.id)).toMatchObject(note);
    }
  });

  test('is one step to undo', () => {
    const board = two();
    const before = [board.membership(), places(board)];
    const undo = undoOf(board.doc);
    doIt(board, merged(board.clusters, cluster(board, 'x'), cluster(board, 'y')));
    undo.undo();
    expect([board.membership(), places(board)]).toEqual(before);
    expect([...board.clusters.all()].map((one) => one.title).sort()).toEqual(['Drinks', 'Food']);
  });
});

test('a cluster that opens where something was laid meanwhile opens beside it', () => {
  const board = testBoard();
  board.cluster('c', 'Food');
  for (let index = 0; index < 4; index += 1) board.note(`n${index}`, index * 208, 0, 'c');
  doIt(board, folded(cluster(board, 'c')));
  board.note('new', 600, 0);
  doIt(board, unfolded(board.clusters, cluster(board, 'c')));
  expect(coveredBy(board, 'c')).toEqual([]);
  expect(board.notes.get('new')).toMatchObject({ x: 600, y: 0 });
});

test('moving a cluster moves its notes alike', () => {
  const board = testBoard();
  board.cluster('c', 'Food', [1, 2]);
  board.note('a', 0, 0, 'c');
  board.note('b', 208, 50, 'c');
  doIt(board, movedCluster(board.clusters, cluster(board, 'c'), { x: 10, y: -20 }));
  expect(places(board)).toEqual({ a: [10, -20], b: [218, 30] });
  expect(cluster(board, 'c').at).toEqual({ x: 11, y: -18 });
});

/** Boards of clusters and free notes that lie anyhow, also over each other. */
function scatteredBoard(seed: number): TestBoard {
  const random = randomFrom(seed);
  const board = testBoard();
  const clusters = 1 + random(8);
  for (let index = 0; index < clusters; index += 1)
    board.cluster(`c${index}`, `Title ${index}`, [random(3_000), random(3_000)]);
  const notes = 4 + random(50);
  for (let index = 0; index < notes; index += 1) {
    const inCluster = random(3) > 0 ? `c${random(clusters)}` : undefined;
    board.note(`n${index}`, random(3_000), random(3_000), inCluster);
  }
  return board;
}

const SEEDS = Array.from({ length: 25 }, (_, index) => index + 1);

test.each(SEEDS)(
  'tidying covers no neighbour, moves none, and lays notes apart in reading order (seed %i)',
  (seed) => {
    const board = scatteredBoard(seed);
    for (const { id } of [...board.clusters.all()]) {
      const before = places(board);
      doIt(board, tidiedCluster(board.clusters, cluster(board, id)));
      expect(coveredBy(board, id)).toEqual([]);
      const members = board.clusters.membersOf(id);
      for (const note of members) {
        for (const other of members) if (note !== other) expect(overlap(note, other)).toBe(false);
      }
      for (const [note, place] of Object.entries(places(board))) {
        if (board.notes.get(note)?.cluster !== id) expect(place).toEqual(before[note]);
      }
      expect(tidiedCluster(board.clusters, cluster(board, id)).move).toEqual([]);
    }
  },
);

test.each(SEEDS)('joining hides no note of the cluster, and grouping covers nothing (seed %i)', (seed) => {
  const board = scatteredBoard(seed);
  const random = randomFrom(seed + 1_000);
  const some = () => [...board.notes.shown()].filter(() => random(6) === 0);
  const first = cluster(board, 'c0');
  doIt(board, tidiedCluster(board.clusters, first));
  const coming = some();
  doIt(board, joined(board.clusters, coming, cluster(board, 'c0')));
  const members = board.clusters.membersOf('c0');
  for (const note of coming) {
    expect(note.id in board.membership() && board.membership()[note.id]).toBe('c0');
  }
  for (const note of members) {
    for (const other of members) if (note !== other) expect(overlap(note, other)).toBe(false);
  }
  const chosen = some();
  const plan = grouped(board.clusters, chosen, 'new');
  doIt(board, plan);
  if (plan.make.length > 0) expect(coveredBy(board, 'new')).toEqual([]);
});

test('a cluster that is left empty stands where its cloth lay, whatever was written of its place; one without a title goes', () => {
  const board = testBoard();
  board.cluster('food', 'Food', [-900, -900]);
  board.cluster('nameless', '', [0, 0]);
  board.note('a', 1_000, 1_000, 'food');
  board.note('b', 0, 600, 'nameless');
  const { x, y } = board.clusters.rectOf('food') ?? { x: 0, y: 0 };
  expect([x, y]).not.toEqual([-900, -900]);
  expect(emptied(board.clusters, board.notes.pick(['a', 'b']))).toEqual({
    remove: ['nameless'],
    stand: new Map([['food', { x, y }]]),
  });
});

test('a stack that some notes leave stays as small as a stack', () => {
  const board = testBoard();
  board.cluster('food', 'Food');
  board.note('a', 0, 0, 'food');
  board.note('b', 400, 0, 'food');
  board.note('c', 800, 0, 'food');
  carryOut(board.doc, folded(cluster(board, 'food')));
  const left = clusterRectWithout(board.clusters, cluster(board, 'food'), new Set(['c']));
  expect(left).toEqual(smallClusterRect(board.clusters.rectOf('food') ?? { x: 0, y: 0 }));
});
