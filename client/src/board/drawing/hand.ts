// What a hand means while it draws, erases, connects or points: one pointer draws, a second finger pinches, and what rests beside a pen
// does nothing. A state machine without a browser: inputs come in, deeds to do go out.

import { centreOf, type Point, rectBetween } from '../document/point';

export type PointerKind = 'mouse' | 'pen' | 'touch';

export type HandInput =
  | {
      readonly kind: 'press';
      readonly pointer: number;
      readonly at: Point;
      readonly by: PointerKind;
      /** The space bar or the middle button: move the board. */
      readonly panning: boolean;
    }
  | { readonly kind: 'move'; readonly pointer: number; readonly at: Point }
  | { readonly kind: 'release'; readonly pointer: number; readonly at: Point }
  /** The system took the pointer, or Escape was pressed. */
  | { readonly kind: 'cancel' };

export type HandDeed =
  | { readonly do: 'begin'; readonly at: Point; readonly by: PointerKind }
  | { readonly do: 'extend'; readonly at: Point }
  | { readonly do: 'end' }
  | { readonly do: 'giveUp' }
  | { readonly do: 'pan'; readonly dx: number; readonly dy: number }
  | { readonly do: 'zoom'; readonly at: Point; readonly factor: number };

interface Finger {
  readonly pointer: number;
  readonly at: Point;
}

export type Hand = {
  /** A pen was here: fingers move the board from then on, and a palm draws nothing. */
  readonly knowsPen: boolean;
} & (
  | { readonly kind: 'idle' }
  | { readonly kind: 'drawing'; readonly pointer: number; readonly by: PointerKind; readonly at: Point }
  | { readonly kind: 'panning'; readonly pointer: number; readonly at: Point; readonly by: PointerKind }
  | { readonly kind: 'pinching'; readonly first: Finger; readonly second: Finger }
);

export interface HandStep {
  readonly hand: Hand;
  readonly deeds: readonly HandDeed[];
}

export const EMPTY_HAND: Hand = { kind: 'idle', knowsPen: false };

export function handStep(hand: Hand, input: HandInput): HandStep {
  switch (input.kind) {
    case 'press':
      return pressed(hand, input);
    case 'move':
      return moved(hand, input.pointer, input.at);
    case 'release':
      return released(hand, input.pointer);
    case 'cancel':
      return { hand: idle(hand), deeds: givenUp(hand) };
  }
}

function pressed(hand: Hand, press: HandInput & { kind: 'press' }): HandStep {
  const { pointer, at, by } = press;
  if (by === 'pen') return begun({ ...hand, knowsPen: true }, press, givenUp(hand));
  if (hand.kind === 'idle') return begun(hand, press, []);
  // A palm beside the pen, or another button of the same mouse.
  if (by !== 'touch' || hand.kind === 'pinching' || hand.by !== 'touch') return stay(hand);
  const first = { pointer: hand.pointer, at: hand.at };
  const { knowsPen } = hand;
  return { hand: { kind: 'pinching', first, second: { pointer, at }, knowsPen }, deeds: givenUp(hand) };
}

function begun(
  { knowsPen }: Hand,
  { pointer, at, by, panning }: HandInput & { kind: 'press' },
  before: HandDeed[],
): HandStep {
  if (panning || (by === 'touch' && knowsPen))
    return { hand: { kind: 'panning', pointer, at, by, knowsPen }, deeds: before };
  return {
    hand: { kind: 'drawing', pointer, by, at, knowsPen },
    deeds: [...before, { do: 'begin', at, by }],
  };
}

function moved(hand: Hand, pointer: number, at: Point): HandStep {
  if (hand.kind === 'pinching') return pinched(hand, pointer, at);
  if (hand.kind === 'idle' || hand.pointer !== pointer) return stay(hand);
  const deed: HandDeed =
    hand.kind === 'drawing'
      ? { do: 'extend', at }
      : { do: 'pan', dx: at.x - hand.at.x, dy: at.y - hand.at.y };
  return { hand: { ...hand, at }, deeds: [deed] };
}

function pinched(hand: Hand & { kind: 'pinching' }, pointer: number, at: Point): HandStep {
  const { first, second } = hand;
  if (first.pointer !== pointer && second.pointer !== pointer) return stay(hand);
  const next = {
    first: first.pointer === pointer ? { pointer, at } : first,
    second: second.pointer === pointer ? { pointer, at } : second,
  };
  const before = centreOf(rectBetween(first.at, second.at));
  const after = centreOf(rectBetween(next.first.at, next.second.at));
  const factor = apart(next) / apart(hand);
  return {
    hand: { ...hand, ...next },
    deeds: [
      { do: 'pan', dx: after.x - before.x, dy: after.y - before.y },
      { do: 'zoom', at: after, factor },
    ],
  };
}

function apart({ first, second }: { first: Finger; second: Finger }): number {
  return Math.max(1, Math.hypot(first.at.x - second.at.x, first.at.y - second.at.y));
}

function released(hand: Hand, pointer: number): HandStep {
  if (hand.kind === 'pinching') {
    const left = hand.first.pointer === pointer ? hand.second : hand.first;
    // The finger that is left moves the board, and draws nothing.
    return { hand: { kind: 'panning', ...left, by: 'touch', knowsPen: hand.knowsPen }, deeds: [] };
  }
  if (hand.kind === 'idle' || hand.pointer !== pointer) return stay(hand);
  return { hand: idle(hand), deeds: hand.kind === 'drawing' ? [{ do: 'end' }] : [] };
}

function givenUp(hand: Hand): HandDeed[] {
  return hand.kind === 'drawing' ? [{ do: 'giveUp' }] : [];
}

function idle({ knowsPen }: Hand): Hand {
  return { kind: 'idle', knowsPen };
}

function stay(hand: Hand): HandStep {
  return { hand, deeds: [] };
}
