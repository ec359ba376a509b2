import { expect, test } from 'vitest';
import type { BinItem } from './answers';
import { batchesOf, membersOf } from './bin';

const item = (id: number, parts: Partial<BinItem> = {}): BinItem => ({
  id,
  root: 'notes',
  key: `n${id}`,
  whole: true,
  fields: {},
  atMs: 0,
  batch: id,
  ...parts,
});

test('what went at once stands together, newest first', () => {
  const all = [item(5, { batch: 2 }), item(4, { batch: 2 }), item(3), item(2, { batch: 2 })];
  expect(batchesOf(all).map(({ items }) => items.map(({ id }) => id))).toEqual([[5, 4, 2], [3]]);
});

test('a cluster comes with the notes in the bin that were in it, and an emptied title with none', () => {
  const all = [item(1, { fields: { cluster: 'c1' } }), item(2), item(3, { root: 'clusters', key: 'c2' })];
  const cluster = item(4, { root: 'clusters', key: 'c1' });
  expect(membersOf(cluster, all).map(({ id }) => id)).toEqual([1]);
  expect(membersOf({ ...cluster, members: ['n2', 'elsewhere'] }, all).map(({ id }) => id)).toEqual([1, 2]);
  expect(membersOf({ ...cluster, whole: false }, all)).toEqual([]);
  expect(membersOf(item(2), all)).toEqual([]);
});
