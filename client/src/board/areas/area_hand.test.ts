import { expect, test } from 'vitest';
import { carry, press, rectOf } from './area_hand';

const AREA = { id: 'a', title: '', x: 0, y: 0, width: 960, height: 720, color: 'teal' } as const;

test('a press that hardly moves leaves an area where it is', () => {
  const held = carry(press(AREA, null, { x: 10, y: 10 }), { x: 12, y: 11 });
  expect([held.isMoving, rectOf(held, { x: 12, y: 11 }, 0.5)]).toEqual([false, AREA]);
});

test('an area follows the hand at every scale, and an edge that is held alone', () => {
  const to = { x: 60, y: 10 };
  const whole = carry(press(AREA, null, { x: 10, y: 10 }), to);
  expect(rectOf(whole, to, 0.5)).toMatchObject({ x: 100, y: 0, width: 960 });
  const edge = carry(press(AREA, { x: 1, y: 0 }, { x: 10, y: 10 }), to);
  expect(rectOf(edge, to, 0.5)).toMatchObject({ x: 0, width: 1060, height: 720 });
  // Once it has left its place it can be brought back there.
  expect(rectOf(carry(whole, { x: 10, y: 10 }), { x: 10, y: 10 }, 0.5)).toMatchObject({ x: 0, y: 0 });
});
