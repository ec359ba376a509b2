import { describe, expect, test } from 'vitest';
import { randomFrom, type TestBoard, testBoard } from './board_for_tests';
import { dropped, mergeTarget, verdictOf } from './cluster_drop';
import { carryOut } from './cluster_plan';
import { folded } from './grouping';
import { overlap, type Point } from './point';

/** Carries notes by an offset, the first of them held, and lays them down. */
function drop(board: TestBoard, ids: readonly string[], offset: Point) {
  const lifted = board.notes.pick(ids);
  const verdict = verdictOf(board.clusters, lifted, ids[0] ?? '', offset);
  carryOut(board.doc, dropped(board.clusters, lifted, offset, verdict, 'new'));
  return verdict;
}

function foodAndFree(): TestBoard {
  const board = testBoard();
  board.cluster('food', 'Food');
  board.note('a', 0, 0, 'food');
  board.note('b', 208, 0, 'food');
  board.note('free', 1_000, 0);
  board.note('other', 1_000, 600);
  return board;
}

describe('a note', () => {
  test('dropped on a free one makes a cluster of the two, and neither is hidden', () => {
    const board = foodAndFree();
    expect(drop(board, ['free'], { x: 30, y: 560 })).toEqual({ kind: 'form', note: 'other' });
    expect(board.membership()).toEqual({ a: 'food', b: 'food', free: 'new', other: 'new' });
    const [one, other] = board.notes.pick(['free', 'other']);
    expect(one !== undefined && other !== undefined && overlap(one, other)).toBe(false);
    expect(other).toMatchObject({ x: 1_000, y: 600 });
  });

  test('dropped on another in a dense field makes a cluster there, and its neighbours move aside', () => {
    const board = testBoard();
    for (let index = 0; index < 49; index += 1) {
      board.note(`n${index}`, (index % 7) * 208, Math.floor(index / 7) * 208);
    }
    drop(board, ['n24'], { x: 208, y: 0 });
    expect(board.membership()).toMatchObject({ n24: 'new', n25: 'new', n26: null });
    expect(board.notes.get('n25')).toMatchObject({ x: 832, y: 624 });
    const rect = board.clusters.rectOf('new');
    const lone = [...board.notes.all()].filter(({ cluster }) => cluster === null);
    for (const note of lone) {
      if (rect !== undefined) expect(overlap(note, rect)).toBe(false);
      for (const other of lone) if (other !== note) expect(overlap(other, note)).toBe(false);
    }
    // Those that lie out of the way stay.
    expect(board.notes.get('n0')).toMatchObject({ x: 0, y: 0 });
  });

  test('whose neighbours may not be moved makes its cluster in the nearest free space', () => {
    const board = testBoard();
    for (let index = 0; index < 9; index += 1) {
      board.note(`n${index}`, (index % 3) * 208, Math.floor(index / 3) * 208);
    }
    const lifted = board.notes.pick(['n4']);
    const offset = { x: 208, y: 0 };
    const verdict = verdictOf(board.clusters, lifted, 'n4', offset);
    carryOut(
      board.doc,
      dropped(board.clusters, lifted, offset, verdict, 'new', () => false),
    );
    const rect = board.clusters.rectOf('new');
    for (const note of board.notes.all()) {
      if (note.cluster === null && rect !== undefined) expect(overlap(note, rect)).toBe(false);
    }
    expect(board.notes.get('n0')).toMatchObject({ x: 0, y: 0 });
  });

  test('that only touches another with a corner stays free', () => {
    const board = foodAndFree();
    expect(drop(board, ['free'], { x: 120, y: 500 })).toEqual({ kind: 'lay', leaving: new Set() });
    expect(board.notes.get('free')).toMatchObject({ x: 1_120, y: 500 });
  });

  test('dropped into a cluster joins it and hides no note of it', () => {
    const board = foodAndFree();
    expect(drop(board, ['free'], { x: -900, y: 10 })).toEqual({ kind: 'join', cluster: 'food' });
    expect(board.membership()).toMatchObject({ free: 'food' });
    const members = board.clusters.membersOf('food');
    for (const note of members) {
      for (const another of members) if (note !== another) expect(overlap(note, another)).toBe(false);
    }
  });

  test('dropped on a stack goes into it', () => {
    const board = foodAndFree();
    const [food] = board.clusters.all();
    if (food !== undefined) carryOut(board.doc, folded(food));
    expect(drop(board, ['free'], { x: -990, y: 0 })).toEqual({ kind: 'join', cluster: 'food' });
    expect(board.notes.isFolded('free')).toBe(true);
    const [free] = board.notes.pick(['free']);
    for (const note of board.notes.pick(['a', 'b'])) {
      expect(free !== undefined && overlap(note, free)).toBe(false);
    }
  });

  test('moved within its cluster stays in it, and dragged out of it leaves', () => {
    const board = foodAndFree();
    expect(drop(board, ['b'], { x: 40, y: 30 }).kind).toBe('lay');
    expect(board.membership()).toMatchObject({ b: 'food' });
    expect(drop(board, ['b'], { x: 300, y: 30 })).toEqual({ kind: 'lay', leaving: new Set(['b']) });
    expect(board.membership()).toMatchObject({ a: 'food', b: null });
  });

  test('that is the last of a nameless cluster takes the cluster along, and leaves one with a name empty', () => {
    for (const [title, left] of [
      ['', 0],
      ['Food', 1],
    ] as const) {
      const board = testBoard();
      board.cluster('c', title);
      board.note('a', 0, 0, 'c');
      board.note('b', 208, 0, 'c');
      board.cluster('d', 'Drinks', [1_000, 0]);
      drop(board, ['a', 'b'], { x: 1_050, y: 50 });
      expect(board.clusters.count).toBe(1 + left);
      expect(board.membership()).toEqual({ a: 'd', b: 'd' });
    }
  });
});

describe('several notes', () => {
  test('that are a whole cluster move as one, and lie down where they are put', () => {
    const board = foodAndFree();
    expect(drop(board, ['a', 'b'], { x: 0, y: 700 }).kind).toBe('lay');
    expect(board.membership()).toMatchObject({ a: 'food', b: 'food' });
    expect(board.notes.get('b')).toMatchObject({ x: 208, y: 700 });
  });

  test('join together where the one that is held does', () => {
    const board = foodAndFree();
    drop(board, ['free', 'other'], { x: -900, y: 10 });
    expect(board.membership()).toEqual({ a: 'food', b: 'food', free: 'food', other: 'food' });
  });
});

test('a cluster carried by its title merges with the one under the pointer, never with itself', () => {
  const board = foodAndFree();
  board.cluster('drinks', 'Drinks', [50, 50]);
  const drinks = board.clusters.get('drinks');
  if (drinks === undefined) throw new Error('no drinks');
  expect(mergeTarget(board.clusters, drinks, { x: 60, y: 60 })?.id).toBe('food');
  expect(mergeTarget(board.clusters, drinks, { x: 60, y: 320 })).toBeUndefined();
});

test.each(Array.from({ length: 30 }, (_, index) => index))(
  'a drop loses no note, and who joins hides nobody (seed %i)',
  (seed) => {
    const random = randomFrom(seed);
    const board = testBoard();
    for (let index = 0; index < 4; index += 1)
      board.cluster(`c${index}`, index % 2 === 0 ? '' : `Title ${index}`);
    for (let index = 0; index < 40; index += 1) {
      const cluster = random(2) === 0 ? `c${random(4)}` : undefined;
      board.note(
        `n${index}`,
        (index % 8) * 260 + random(60),
        Math.floor(index / 8) * 260 + random(60),
        cluster,
      );
    }
    for (let round = 0; round < 12; round += 1) {
      const ids = [...board.notes.shown()].filter(() => random(20) === 0).map(({ id }) => id);
      if (ids.length === 0) continue;
      const before = [...board.notes.all()].map(({ id }) => id).sort();
      const lifted = board.notes.pick(ids);
      const offset = { x: random(1_600) - 800, y: random(1_200) - 600 };
      const verdict = verdictOf(board.clusters, lifted, ids[0] ?? '', offset);
      const id = `m${round}`;
      carryOut(board.doc, dropped(board.clusters, lifted, offset, verdict, id));
      expect([...board.notes.all()].map((note) => note.id).sort()).toEqual(before);
      const joinedTo = verdict.kind === 'join' ? verdict.cluster : verdict.kind === 'form' ? id : null;
      if (joinedTo === null) continue;
      for (const note of board.notes.pick(ids)) expect(board.clusters.of(note)?.id).toBe(joinedTo);
      const others = board.clusters.membersOf(joinedTo).filter((note) => !ids.includes(note.id));
      for (const note of board.notes.pick(ids)) {
        for (const other of others) expect(overlap(note, other)).toBe(false);
      }
      for (const cluster of board.clusters.all()) {
        expect(
          cluster.title !== '' || board.clusters.sizeOf(cluster.id) > 0 || cluster.id.startsWith('c'),
        ).toBe(true);
      }
    }
  },
);
