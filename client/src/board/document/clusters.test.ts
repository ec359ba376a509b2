import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { randomFrom, testBoard } from './board_for_tests';
import { carryOut, NO_CHANGE, titleOf } from './cluster_plan';
import { clusterRectAround, smallClusterRect } from './cluster_rect';
import { moveNotes, removeNotes } from './edits';

test('a cluster is around its notes, wherever they go', () => {
  const board = testBoard();
  board.cluster('c', 'Food');
  board.note('a', 0, 0, 'c');
  board.note('b', 208, 0, 'c');
  board.note('free', 900, 0);
  expect(board.clusters.membersOf('c').map(({ id }) => id)).toEqual(['a', 'b']);
  expect(board.clusters.rectOf('c')).toEqual(clusterRectAround(board.notes.pick(['a', 'b'])));
  moveNotes(board.doc, [{ id: 'b', to: { x: 208, y: 400 } }]);
  expect(board.clusters.rectOf('c')).toEqual(clusterRectAround(board.notes.pick(['a', 'b'])));
  expect(board.clusters.at({ x: 150, y: 380 })?.id).toBe('c');
  removeNotes(board.doc, ['b']);
  expect(board.clusters.sizeOf('c')).toBe(1);
});

test('a note that names a cluster which is not there is free, and in it when it comes', () => {
  const board = testBoard();
  board.note('a', 0, 0, 'later');
  expect(board.membership()).toEqual({ a: null });
  expect(board.clusters.membersOf('later')).toEqual([]);
  board.cluster('later');
  expect(board.membership()).toEqual({ a: 'later' });
  carryOut(board.doc, { ...NO_CHANGE, remove: ['later'] });
  expect(board.membership()).toEqual({ a: null });
});

test('a folded cluster is a stack: its notes take no place until it is opened', () => {
  const board = testBoard();
  board.cluster('c');
  board.note('a', 0, 0, 'c');
  board.note('b', 600, 600, 'c');
  const everywhere = { x: -5_000, y: -5_000, width: 10_000, height: 10_000 };
  const heard: string[][] = [];
  board.clusters.listen((_, refolded) => heard.push([...refolded].sort()));
  carryOut(board.doc, { ...NO_CHANGE, fold: new Map([['c', true]]) });
  expect(board.notes.grid.within(everywhere).size).toBe(0);
  expect([...board.notes.shown()]).toEqual([]);
  expect(board.clusters.rectOf('c')).toEqual(smallClusterRect({ x: -20, y: -56 }));
  moveNotes(board.doc, [{ id: 'b', to: { x: 300, y: 0 } }]);
  expect(board.notes.grid.within(everywhere).size).toBe(0);
  board.note('c', 0, 0, 'c');
  expect([...board.notes.shown()]).toEqual([]);
  carryOut(board.doc, { ...NO_CHANGE, remove: ['c'] });
  expect(board.notes.grid.within(everywhere).size).toBe(3);
  expect(heard.at(0)).toEqual(['a', 'b']);
  expect(heard.at(-1)).toEqual(['a', 'b', 'c']);
});

test('a cluster without notes stands where the document says', () => {
  const board = testBoard();
  board.cluster('c', 'Empty', [70, 80]);
  expect(board.clusters.rectOf('c')).toEqual(smallClusterRect({ x: 70, y: 80 }));
});

test('senseless entries never throw and are shown as far as they make sense', () => {
  const doc = new Y.Doc();
  const map = doc.getMap('clusters');
  const board = testBoard(doc);
  map.set('string', 'x');
  map.set('nothing', new Y.Map());
  const odd = new Y.Map<unknown>();
  map.set('odd', odd);
  for (const [key, value] of Object.entries({ title: 7, at: 'here', color: '<b>', folded: 'yes' })) {
    odd.set(key, value);
  }
  const long = new Y.Map<unknown>();
  map.set('__proto__', long);
  long.set('title', `one\n\ntwo ${'x'.repeat(5_000)}`);
  expect([...board.clusters.all()].map(({ id }) => id)).toEqual(['nothing', 'odd', '__proto__']);
  expect(board.clusters.get('odd')).toMatchObject({ title: '', color: 'white', folded: false });
  expect(board.clusters.get('__proto__')?.title.startsWith('one two x')).toBe(true);
  expect(board.clusters.get('__proto__')?.title.length).toBeLessThan(500);
  expect(titleOf(doc, 'odd')?.toString()).toBe('');
  expect(titleOf(doc, 'string')).toBeNull();
});

test('the index says the same as a look at everything, while all of it changes', () => {
  const board = testBoard();
  const random = randomFrom(5);
  const clusterIds = ['x', 'y', 'z', 'missing'];
  for (let round = 0; round < 1_500; round += 1) {
    const id = `n${random(30)}`;
    const cluster = clusterIds[random(4)] ?? 'x';
    const deed = random(7);
    if (deed === 0) board.note(id, random(4_000), random(4_000));
    else if (deed === 1) removeNotes(board.doc, [id]);
    else if (deed === 2) moveNotes(board.doc, [{ id, to: { x: random(4_000), y: random(4_000) } }]);
    else if (deed === 3) carryOut(board.doc, { ...NO_CHANGE, join: new Map([[id, cluster]]) });
    else if (deed === 4) carryOut(board.doc, { ...NO_CHANGE, fold: new Map([[cluster, random(2) === 0]]) });
    else if (deed === 5 && cluster !== 'missing') board.cluster(cluster);
    else if (random(5) === 0) carryOut(board.doc, { ...NO_CHANGE, remove: [cluster] });
    for (const { id: one, folded, at } of board.clusters.all()) {
      const members = [...board.notes.all()].filter((note) => note.cluster === one);
      expect(
        board.clusters
          .membersOf(one)
          .map((note) => note.id)
          .sort(),
      ).toEqual(members.map((note) => note.id).sort());
      const spread = clusterRectAround(members);
      expect(board.clusters.rectOf(one)).toEqual(
        spread === null ? smallClusterRect(at) : folded ? smallClusterRect(spread) : spread,
      );
      for (const note of members) expect(board.notes.isFolded(note.id)).toBe(folded);
    }
    const shown = [...board.notes.all()].filter((note) => board.clusters.of(note)?.folded !== true);
    expect([...board.notes.shown()].map((note) => note.id).sort()).toEqual(
      shown.map((note) => note.id).sort(),
    );
    expect(board.notes.grid.within({ x: -9_000, y: -9_000, width: 30_000, height: 30_000 }).size).toBe(
      shown.length,
    );
  }
});
