import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { AnsweredElements, Frame } from './answers';
import { changesSince } from './away';
import { EMPTY_BOARD, momentsOf, presentIn } from './moment';

const frame = (atMs: number, notes: AnsweredElements, fromMs = 0): Frame => ({
  fromMs,
  atMs,
  phase: null,
  people: [],
  notes,
});

/** What is told to whoever left at 100, where the last frame leads to the present. */
function toldAfter(...frames: Frame[]) {
  return changesSince(frames, 100, momentsOf(frames).at(-1) ?? EMPTY_BOARD);
}

test('what changed while somebody was away is counted, and nothing is said of notes that were only raised', () => {
  const before = frame(90, {
    a: { text: 'a', z: 1, at: [1, 2], made: 1 },
    b: { text: 'b', made: 1 },
    c: { text: 'c', under: null, made: 1 },
  });
  const unchanged = frame(110, {});
  const d = { text: 'd', made: 150 };
  expect(toldAfter(before, unchanged, frame(160, { a: { text: 'a', at: [3, 2] }, b: null, d }))).toEqual({
    came: ['d'],
    changed: ['a'],
    gone: ['b'],
  });
  expect(toldAfter(before, unchanged, frame(160, { a: { text: 'a', z: 9, at: [1, 2] } }))).toBeNull();
  expect(toldAfter(before, unchanged, frame(160, { c: { text: 'c' } }))).toBeNull();
  expect(toldAfter(before)).toBeNull();
  expect(toldAfter()).toBeNull();
});

test('what was done just before somebody left is not told, and a note made just after is', () => {
  const before = frame(60, { a: { text: 'a', made: 1 }, b: { text: 'b', made: 1 } });
  const straddling = frame(120, {
    a: { text: 'a, more', made: 1 },
    b: null,
    seen: { text: 'seen', made: 99 },
    fresh: { text: 'fresh', made: 101 },
  });
  expect(toldAfter(before, straddling)).toEqual({ came: ['fresh'], changed: [], gone: [] });
  const later = frame(180, { seen: { text: 'seen, more', made: 99 }, fresh: null });
  expect(toldAfter(before, straddling, later)).toEqual({ came: [], changed: ['seen'], gone: [] });
});

test('what a frame tells that begins after somebody left is told whole, and not of one that begins before', () => {
  const before = frame(60, { a: { text: 'a', made: 1 }, b: { text: 'b', made: 1 } });
  const later = (fromMs: number) => frame(160, { a: { text: 'a, more', made: 1 }, b: null }, fromMs);
  expect(toldAfter(before, later(100))).toEqual({ came: [], changed: ['a'], gone: ['b'] });
  expect(toldAfter(before, later(99))).toBeNull();
});

test('a note that nobody touched is the same with what the history rounds, and says where it is not said', () => {
  const doc = new Y.Doc();
  const entry = new Y.Map<unknown>();
  entry.set('text', new Y.Text('bread'));
  entry.set('made', 90.8);
  doc.getMap('notes').set('a', entry);
  const answered = {
    text: 'bread',
    at: [0, 0],
    z: 0,
    color: 'yellow',
    cluster: null,
    under: null,
    made: 90,
    by: null,
  };
  const present = presentIn(doc);
  expect(changesSince([frame(95, { a: answered })], 100, present)).toBeNull();
  expect(changesSince([frame(95, {}), frame(120, { a: answered })], 100, present)).toBeNull();
  // Putting back a moment writes no other time into it either.
  expect(present.notes.get('a')?.get('made')).toBe(90);
});
