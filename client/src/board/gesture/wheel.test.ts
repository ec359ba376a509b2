import { expect, test } from 'vitest';
import { wheelMoveOf } from './wheel';

const NONE = { deltaX: 0, deltaY: 0, inLines: false, ctrlKey: false, metaKey: false, shiftKey: false };

test('a wheel moves the board, and with Shift it moves it sideways', () => {
  expect(wheelMoveOf({ ...NONE, deltaY: 100 })).toEqual({ kind: 'pan', dx: -0, dy: -100 });
  expect(wheelMoveOf({ ...NONE, deltaY: 100, shiftKey: true })).toEqual({ kind: 'pan', dx: -100, dy: 0 });
  expect(wheelMoveOf({ ...NONE, deltaX: 30, deltaY: 5, shiftKey: true })).toEqual({
    kind: 'pan',
    dx: -30,
    dy: -5,
  });
});

test('a browser that counts in lines moves as far as one that counts in pixels', () => {
  expect(wheelMoveOf({ ...NONE, deltaY: 3, inLines: true })).toEqual({ kind: 'pan', dx: -0, dy: -54 });
});

test('a notch with Ctrl or Cmd zooms by a fifth, away from the hand inwards', () => {
  for (const held of [{ ctrlKey: true }, { metaKey: true }]) {
    const away = wheelMoveOf({ ...NONE, ...held, deltaY: -100 });
    expect(away.kind === 'zoom' && away.factor).toBeCloseTo(1.221, 3);
    const back = wheelMoveOf({ ...NONE, ...held, deltaY: 100 });
    expect(back.kind === 'zoom' && back.factor).toBeCloseTo(1 / 1.221, 3);
  }
});

test('a pinch on a touchpad, which comes in small steps, zooms more for each', () => {
  const pinch = wheelMoveOf({ ...NONE, ctrlKey: true, deltaY: -10 });
  expect(pinch.kind === 'zoom' && pinch.factor).toBeCloseTo(Math.exp(0.1), 6);
});
