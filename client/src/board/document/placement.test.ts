import { expect, test } from 'vitest';
import { NOTE_SIDE } from './measures';
import { freePlace, GAP, placeBeside, rowsFrom, rowsSize } from './placement';
import { overlap, type Rect } from './point';

const SIZE = { width: NOTE_SIDE, height: NOTE_SIDE };
const among = (rects: readonly Rect[]) => (rect: Rect) => rects.some((other) => overlap(rect, other));

test('a free place is taken as wished', () => {
  expect(freePlace({ x: 3, y: 4 }, SIZE, () => false)).toEqual({ x: 3, y: 4 });
});

test('the next note lies to the right, and below when that is taken', () => {
  const note = { x: 0, y: 0, ...SIZE };
  const right = { x: NOTE_SIDE + GAP, y: 0 };
  expect(placeBeside(note, SIZE, among([note]))).toEqual(right);
  expect(placeBeside(note, SIZE, among([note, { ...right, ...SIZE }]))).toEqual({ x: 0, y: NOTE_SIDE + GAP });
});

test('around a place that is taken the right comes first, then below, the left, and above', () => {
  const step = NOTE_SIDE + GAP;
  const taken: Rect[] = [{ x: 0, y: 0, ...SIZE }];
  const found = Array.from({ length: 4 }, () => {
    const place = freePlace({ x: 0, y: 0 }, SIZE, among(taken));
    taken.push({ ...place, ...SIZE });
    return [place.x / step, place.y / step];
  });
  expect(found).toEqual([
    [1, 0],
    [0, 1],
    [-1, 0],
    [0, -1],
  ]);
});

test('fifty notes one beside another cover none', () => {
  const notes: Rect[] = [{ x: 0, y: 0, ...SIZE }];
  for (let count = 0; count < 50; count += 1) {
    const last = notes.at(-1) ?? { x: 0, y: 0, ...SIZE };
    const place = { ...placeBeside(last, SIZE, among(notes)), ...SIZE };
    expect(among(notes)(place)).toBe(false);
    notes.push(place);
  }
});

test('a block is placed by its size, wherever it was before', () => {
  const there = { x: 0, y: 0, ...SIZE };
  const block = { x: 5_000, y: 5_000, width: 400, height: NOTE_SIDE };
  const place = freePlace({ x: -10, y: 0 }, block, among([there]));
  expect(overlap({ ...place, width: 400, height: NOTE_SIDE }, there)).toBe(false);
});

test('pasted lines fill rows about as wide as high', () => {
  expect(rowsFrom({ x: 10, y: 20 }, 4)).toEqual([
    { x: 10, y: 20 },
    { x: 10 + NOTE_SIDE + GAP, y: 20 },
    { x: 10, y: 20 + NOTE_SIDE + GAP },
    { x: 10 + NOTE_SIDE + GAP, y: 20 + NOTE_SIDE + GAP },
  ]);
  expect(rowsSize(4)).toEqual({ width: 2 * NOTE_SIDE + GAP, height: 2 * NOTE_SIDE + GAP });
});
