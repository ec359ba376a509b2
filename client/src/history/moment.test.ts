import { expect, test } from 'vitest';
import type { Frame } from './answers';
import { type Moment, momentsOf } from './moment';

const frame = (atMs: number, parts: Partial<Frame>): Frame => ({
  fromMs: 0,
  atMs,
  phase: null,
  people: [],
  ...parts,
});

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
