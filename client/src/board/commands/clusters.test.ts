import { expect, test } from 'vitest';
import { arrangeAll } from '../shaping/arranging';
import { boardForCommands } from './board_for_tests';
import { bringOutOrFold, canMove, group, layUnder, moveTo, toggleFold, ungroup } from './clusters';

function fourNotes() {
  const board = boardForCommands();
  for (const [index, id] of ['a', 'b', 'c', 'd'].entries()) board.made.note(id, index * 210, 0);
  return board;
}

test('selected notes become a cluster whose title is written at once', () => {
  const { on, made, pen, said } = fourNotes();
  on.select(['a', 'b']);
  group(on);
  const [cluster] = [...made.clusters.all()];
  expect(made.membership()).toMatchObject({ a: cluster?.id, b: cluster?.id, c: null });
  expect([pen, said]).toEqual([[`title ${cluster?.id}`], ['clusters.grouped']]);
});

test('all notes of a cluster are grouped already, some of them split off', () => {
  const { on, made, said } = fourNotes();
  on.select(['a', 'b', 'c']);
  group(on);
  on.select(['a', 'b', 'c']);
  group(on);
  expect([made.clusters.count, said.at(-1)]).toEqual([1, 'clusters.groupedAlready']);
  on.select(['a', 'b']);
  group(on);
  expect(made.clusters.count).toBe(2);
});

test('without notes at hand a title is made to gather notes under, where it covers nothing', () => {
  const { on, made, pen } = fourNotes();
  group(on);
  const [cluster] = [...made.clusters.all()];
  expect([made.clusters.sizeOf(cluster?.id ?? ''), pen]).toEqual([0, [`title ${cluster?.id}`]]);
});

test('notes move into a cluster, into a new one, and out of all', () => {
  const { on, made } = fourNotes();
  made.cluster('food', 'Food', [0, 600]);
  expect(canMove(on)).toBe(false);
  on.select(['a', 'b']);
  expect(canMove(on)).toBe(true);
  moveTo(on, { kind: 'cluster', id: 'food' });
  expect(made.membership()).toMatchObject({ a: 'food', b: 'food' });
  on.select(['a']);
  moveTo(on, { kind: 'none' });
  expect(made.membership()).toMatchObject({ a: null, b: 'food' });
  on.select(['c', 'd']);
  moveTo(on, { kind: 'new' });
  expect(made.clusters.count).toBe(2);
});

test('a cluster that is moved into another is one with it, and the keyboard is there', () => {
  const { on, made, said } = fourNotes();
  made.cluster('food', 'Food', [0, 600]);
  made.cluster('snow', 'Snow', [800, 600]);
  made.note('e', 0, 700, 'food');
  made.note('f', 800, 700, 'snow');
  on.selectCluster('snow');
  moveTo(on, { kind: 'cluster', id: 'food' });
  expect(made.clusters.count).toBe(1);
  expect(on.chosen()).toBe(on.current());
  expect(said.at(-1)).toBe('clusters.merged');
});

test('a cluster is collapsed and opened, and whoever writes in it stops', () => {
  const { on, made, pen } = fourNotes();
  made.cluster('food', 'Food', [0, 600]);
  made.note('e', 0, 700, 'food');
  on.setCurrent('e');
  toggleFold(on);
  expect([made.clusters.get('food')?.folded, pen]).toEqual([true, ['stop title', 'stop write']]);
  on.setCurrent('food');
  toggleFold(on);
  expect(made.clusters.get('food')?.folded).toBe(false);
});

test('what lies under a note is brought out before a cluster is collapsed', () => {
  const { on, made } = fourNotes();
  layUnder(on, made.notes.pick(['a', 'b']));
  expect(made.notes.isHidden('b')).toBe(true);
  on.select(['a']);
  bringOutOrFold(on);
  expect(made.notes.isHidden('b')).toBe(false);
});

test('ungrouping takes notes out of their clusters, or dissolves the cluster that is selected', () => {
  const { on, made } = fourNotes();
  made.cluster('food', 'Food', [0, 600]);
  for (const id of ['e', 'f', 'g']) made.note(id, 0, 700, 'food');
  on.select(['e']);
  ungroup(on);
  expect(made.membership()).toMatchObject({ e: null, f: 'food' });
  on.selectCluster('food');
  ungroup(on);
  expect([made.clusters.count, [...on.selection()].sort()]).toEqual([0, ['f', 'g']]);
});

test('whoever may only look changes nothing', () => {
  const { on, made, page, said } = fourNotes();
  made.cluster('food', 'Food', [0, 600]);
  made.note('e', 0, 700, 'food');
  page.editable = false;
  on.select(['a', 'b', 'e']);
  group(on);
  ungroup(on);
  moveTo(on, { kind: 'cluster', id: 'food' });
  arrangeAll(on);
  on.selectCluster('food');
  toggleFold(on);
  ungroup(on);
  expect([made.membership(), made.clusters.get('food')?.folded, said]).toEqual([
    { a: null, b: null, c: null, d: null, e: 'food' },
    false,
    [],
  ]);
});
