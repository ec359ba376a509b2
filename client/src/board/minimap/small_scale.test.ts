import { expect, test } from 'vitest';
import { framed, onBoard, onMap, smallScaleOf } from './small_scale';

const MAP = { width: 200, height: 120 };
const note = (x: number, y: number) => ({ x, y, width: 192, height: 192 });

test('all of the board lies on the map, in its middle, with room around it', () => {
  const all = [note(-3_000, 0), note(5_000, 900)];
  const scale = smallScaleOf(all, MAP);
  if (scale === null) throw new Error('there are notes');
  for (const rect of all.map((one) => onMap(scale, one))) {
    expect(rect.x).toBeGreaterThan(0);
    expect(rect.x + rect.width).toBeLessThan(MAP.width);
    expect(rect.y).toBeGreaterThan(0);
    expect(rect.y + rect.height).toBeLessThan(MAP.height);
  }
  expect(onBoard(scale, { x: 100, y: 60 }).x).toBeCloseTo((-3_000 + 5_192) / 2);
});

test('a place on the map and on the board stand for each other, and few notes stay small', () => {
  const scale = smallScaleOf([note(0, 0)], MAP);
  if (scale === null) throw new Error('there is a note');
  expect(onMap(scale, note(0, 0)).width).toBeCloseTo(192 * 0.12);
  const { x, y } = onMap(scale, { x: 50, y: 70, width: 0, height: 0 });
  expect(onBoard(scale, { x, y }).x).toBeCloseTo(50);
  expect(smallScaleOf([], MAP)).toBeNull();
});

test('a view off the map is shown at the edge where it lies', () => {
  expect(framed({ x: 10, y: 20, width: 30, height: 20 }, MAP)).toEqual({
    x: 10,
    y: 20,
    width: 30,
    height: 20,
  });
  expect(framed({ x: 900, y: -90, width: 30, height: 20 }, MAP)).toEqual({
    x: 194,
    y: 0,
    width: 6,
    height: 6,
  });
});
