import { expect, test } from 'vitest';
import { NoteGrid } from './note_grid';
import { overlap } from './point';

test('a grid finds exactly what a look at everything finds, while notes come, move and go', () => {
  const grid = new NoteGrid();
  const rects = new Map<string, { x: number; y: number; width: number; height: number }>();
  let state = 7;
  const random = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
  for (let round = 0; round < 3_000; round += 1) {
    const id = `n${random(200)}`;
    if (random(5) === 0) {
      grid.remove(id);
      rects.delete(id);
    } else {
      const rect = {
        x: random(9_000) - 4_500,
        y: random(9_000) - 4_500,
        width: 192,
        height: 192 + random(1_500),
      };
      grid.put(id, rect);
      rects.set(id, rect);
    }
    if (round % 50 !== 0) continue;
    const area = {
      x: random(8_000) - 4_000,
      y: random(8_000) - 4_000,
      width: random(3_000),
      height: random(3_000),
    };
    const expected = [...rects].filter(([, rect]) => overlap(rect, area)).map(([found]) => found);
    expect([...grid.within(area)].sort()).toEqual(expected.sort());
  }
});
