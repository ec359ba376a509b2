import { expect, test } from 'vitest';
import { BOARD_REACH, PEERS_MAX } from '../limits';
import { readPeers } from './peers';

const ME = 1;

test('others are read, and this page is not', () => {
  const anna = {
    user: { id: 'p1', name: 'Anna' },
    cursor: [3, 4],
    selection: ['a'],
    drag: { notes: { a: [5, 6] }, clusters: { c: [7, 8] } },
    editing: 'a',
    view: { center: [10, 20], size: [800, 600] },
  };
  expect(
    readPeers(
      new Map<number, unknown>([
        [ME, anna],
        [2, anna],
      ]),
      ME,
    ),
  ).toEqual([
    {
      client: 2,
      id: 'p1',
      name: 'Anna',
      cursor: { x: 3, y: 4 },
      selection: ['a'],
      drag: new Map([['a', { x: 5, y: 6 }]]),
      clusterDrag: new Map([['c', { x: 7, y: 8 }]]),
      editing: 'a',
      view: { center: [10, 20], size: [800, 600] },
      follows: '',
    },
  ]);
});

test('senseless presence is read as pointing nowhere', () => {
  const states = [
    5,
    null,
    [],
    {},
    { user: 'x', cursor: 'here', selection: {}, drag: 7, editing: 9 },
    {
      user: { id: {}, name: [] },
      cursor: [Number.NaN, 1],
      selection: [1, null],
      drag: { notes: { a: ['x'] } },
    },
    { cursor: [1] },
    { view: { center: [1, 2], size: [0, 5] } },
    { view: { center: 'x', size: [9, 5] } },
  ];
  for (const [index, state] of states.entries()) {
    for (const peer of readPeers(new Map([[index + 2, state]]), ME)) {
      expect(peer).toMatchObject({
        id: '',
        name: '',
        cursor: null,
        selection: [],
        editing: null,
        view: null,
      });
      expect(peer.drag.size).toBe(0);
    }
  }
});

test('what is too far or too much is bounded', () => {
  const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`n${index}`, [1e308, index]]));
  const [peer] = readPeers(new Map([[2, { drag: { notes: many }, selection: Object.keys(many) }]]), ME);
  expect(peer?.drag.size).toBe(100);
  expect(peer?.drag.get('n0')).toEqual({ x: BOARD_REACH, y: 0 });
  expect(peer?.selection.length).toBe(200);
  const crowd = new Map(Array.from({ length: 1_000 }, (_, index) => [index + 2, {}]));
  expect(readPeers(crowd, ME).length).toBe(PEERS_MAX);
});
