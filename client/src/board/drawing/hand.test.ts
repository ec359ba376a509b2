import { expect, test } from 'vitest';
import { EMPTY_HAND, type HandDeed, type HandInput, handStep, type PointerKind } from './hand';

function run(...inputs: HandInput[]): HandDeed[] {
  let hand = EMPTY_HAND;
  return inputs.flatMap((input) => {
    const step = handStep(hand, input);
    hand = step.hand;
    return step.deeds;
  });
}

const press = (pointer: number, by: PointerKind, x = 0, panning = false): HandInput => ({
  kind: 'press',
  pointer,
  at: { x, y: 0 },
  by,
  panning,
});
const move = (pointer: number, x: number): HandInput => ({ kind: 'move', pointer, at: { x, y: 0 } });
const release = (pointer: number): HandInput => ({ kind: 'release', pointer, at: { x: 0, y: 0 } });
const did = (deeds: HandDeed[]) => deeds.map((deed) => deed.do);

test('a press draws until it is let go', () => {
  expect(did(run(press(1, 'mouse'), move(1, 5), release(1), move(1, 9)))).toEqual(['begin', 'extend', 'end']);
});

test('a second finger turns the line of the first into a pinch, and nothing is drawn', () => {
  const deeds = run(
    press(1, 'touch'),
    move(1, 5),
    press(2, 'touch', 105),
    move(2, 205),
    release(2),
    move(1, 15),
  );
  expect(did(deeds)).toEqual(['begin', 'extend', 'giveUp', 'pan', 'zoom', 'pan']);
  expect(deeds[4]).toMatchObject({ factor: 2 });
});

test('a palm beside the pen draws nothing, and lets the pen draw on', () => {
  expect(
    did(run(press(1, 'pen'), press(2, 'touch', 40), move(2, 60), move(1, 5), release(2), release(1))),
  ).toEqual(['begin', 'extend', 'end']);
});

test('a palm that lay there before the pen came leaves no line', () => {
  expect(did(run(press(1, 'touch'), press(2, 'pen', 40), move(1, 5), move(2, 60), release(2)))).toEqual([
    'begin',
    'giveUp',
    'begin',
    'extend',
    'end',
  ]);
});

test('once a pen was here fingers move the board', () => {
  const deeds = run(press(1, 'pen'), release(1), press(2, 'touch'), move(2, 7), release(2));
  expect(deeds.slice(2)).toEqual([{ do: 'pan', dx: 7, dy: 0 }]);
});

test('the space bar moves the board, and what is given up ends', () => {
  expect(did(run(press(1, 'mouse', 0, true), move(1, 5), release(1)))).toEqual(['pan']);
  expect(did(run(press(1, 'mouse'), { kind: 'cancel' }, move(1, 5), release(1)))).toEqual([
    'begin',
    'giveUp',
  ]);
});
