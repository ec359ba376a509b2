import { expect, test } from 'vitest';
import { lookFrom } from './camera_of_film';
import { EMPTY_BOARD, type Moment } from './moment';

const at = (...places: readonly (readonly [number, number])[]): Moment => ({
  ...EMPTY_BOARD,
  notes: new Map(places.map((place, index) => [`n${index}`, new Map([['at', place]])])),
});

test('the film looks elsewhere where something is out of sight, or all would be much larger', () => {
  const wide = at([0, 0], [2_000, 0]);
  const high = at([0, 0], [2_000, 1_500]);
  const first = lookFrom(null, high, 1.5);
  expect(first).toMatchObject({ x: -64, y: -64 });
  expect(lookFrom(first, high, 1.5)).toBeNull();
  expect(lookFrom(first, at([0, 0], [2_000, 1_400]), 1.5)).toBeNull();
  // In a low window it is the height that counts.
  expect(lookFrom(first, wide, 1.5)).toBeNull();
  expect(lookFrom(first, wide, 4)).not.toBeNull();
  expect(lookFrom(first, at([-500, 0]), 1.5)).not.toBeNull();
  expect(lookFrom(first, EMPTY_BOARD, 1.5)).toBeNull();
});
