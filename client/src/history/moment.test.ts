import { expect, test } from 'vitest';
import type { Frame } from './answers';
import { changesBetween } from './away';
import { EMPTY_BOARD, type Moment, momentsOf } from './moment';

const frame = (atMs: number, parts: Partial<Frame>): Frame => ({ atMs, phase: null, people: [], ...parts });

const idsIn = (moment: Moment | undefined) => [...(moment?.notes.keys() ?? [])];

test('each moment is the one before with what changed', () => {
  const moments = momentsOf([
    frame(1, {
      title: 'One',
      notes: { a: { text: 'a', z: 1 }, b: { text: 'b' } },
      clusters: { c: { title: 'c' } },
    }),
    frame(2, { notes: { b: null, constructor: { text: 'named oddly' } } }),
    frame(3, { title: 'Three', notes: { a: { text: 'a, changed', z: 2 } }, clusters: { c: null } }),
  ]);
  expect(moments.map(({ title }) => title)).toEqual(['One', 'One', 'Three']);
  expect(moments.map(idsIn)).toEqual([
    ['a', 'b'],
    ['a', 'constructor'],
    ['a', 'constructor'],
  ]);
  expect(moments[2]?.notes.get('a')?.get('text')).toBe('a, changed');
  expect(moments[1]?.clusters).toBe(moments[0]?.clusters);
  expect(moments[2]?.clusters.size).toBe(0);
});

test('what changed while somebody was away is counted, and nothing is said of notes that were only raised', () => {
  const [then = EMPTY_BOARD, now = EMPTY_BOARD, raised = EMPTY_BOARD] = momentsOf([
    frame(1, {
      notes: { a: { text: 'a', z: 1, at: [1, 2] }, b: { text: 'b' }, c: { text: 'c', under: null } },
    }),
    frame(2, { notes: { a: { text: 'a', z: 1, at: [3, 2] }, b: null, c: { text: 'c' }, d: { text: 'd' } } }),
    frame(3, { notes: { a: { text: 'a', z: 9, at: [3, 2] } } }),
  ]);
  expect(changesBetween(then, now)).toEqual({ came: ['d'], changed: ['a'], gone: ['b'] });
  expect(changesBetween(now, raised)).toBeNull();
  expect(changesBetween(now, now)).toBeNull();
});
