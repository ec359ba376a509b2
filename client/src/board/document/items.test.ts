import { expect, test } from 'vitest';
import { type TestBoard, testBoard } from './board_for_tests';
import { carryOut } from './cluster_plan';
import { folded } from './grouping';
import {
  byItem,
  firstItem,
  type Item,
  itemAlong,
  itemOfCluster,
  itemOfNote,
  items,
  itemTowards,
  lastItem,
} from './items';

/** Two clusters side by side, with free notes above, between and below. */
function board(): TestBoard {
  const made = testBoard();
  made.cluster('food', 'Food');
  made.cluster('drinks', 'Drinks');
  made.note('above', 0, -400);
  for (const [index, id] of ['f1', 'f2', 'f3', 'f4'].entries()) {
    made.note(id, (index % 2) * 208, Math.floor(index / 2) * 208, 'food');
  }
  made.note('d1', 900, 0, 'drinks');
  made.note('d2', 900, 208, 'drinks');
  made.note('below', 0, 900);
  return made;
}

const ids = (all: Iterable<Item>) => [...all].map(({ place }) => place.id);

function item(on: TestBoard, id: string): Item {
  const [note, cluster] = [on.notes.get(id), on.clusters.get(id)];
  if (note !== undefined) return itemOfNote(on.clusters, note);
  if (cluster === undefined) throw new Error(`${id} is not on the board`);
  return itemOfCluster(on.clusters, cluster);
}

test('a cluster is read before its notes, and all of it before what comes after', () => {
  const { clusters } = board();
  const read = ['above', 'food', 'f1', 'f2', 'f3', 'f4', 'drinks', 'd1', 'd2', 'below'];
  expect(ids([...items(clusters)].sort(byItem))).toEqual(read);
  expect(firstItem(clusters)?.place.id).toBe('above');
  expect(lastItem(clusters)?.place.id).toBe('below');
  const walked = ['above'];
  for (let next = itemAlong(clusters, 'above', 1); next !== undefined; ) {
    walked.push(next.place.id);
    next = itemAlong(clusters, next.place.id, 1);
  }
  expect(walked).toEqual(read);
  expect(itemAlong(clusters, 'drinks', -1)?.place.id).toBe('f4');
});

test('arrows go up to the title of a cluster from each of its notes, and down into it again', () => {
  const on = board();
  const towards = (id: string, way: 'up' | 'down' | 'left' | 'right') =>
    itemTowards(on.clusters, item(on, id), way)?.place.id;
  expect(towards('f1', 'up')).toBe('food');
  expect(towards('f2', 'up')).toBe('food');
  expect(towards('food', 'down')).toMatch(/^f[12]$/);
  expect(towards('f3', 'up')).toBe('f1');
  expect(towards('food', 'right')).toBe('drinks');
  expect(towards('food', 'up')).toBe('above');
});

test('a stack is one thing: its notes are not reached', () => {
  const on = board();
  const food = on.clusters.get('food');
  if (food !== undefined) carryOut(on.doc, folded(food));
  expect(ids(items(on.clusters)).sort()).toEqual(['above', 'below', 'd1', 'd2', 'drinks', 'food']);
  expect(itemTowards(on.clusters, item(on, 'below'), 'up')?.place.id).toBe('food');
});
