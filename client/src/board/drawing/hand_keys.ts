// Drawing and pointing by keyboard: a mark that arrows move, and that Enter puts down and lifts. Pure.

import type { Point } from '../document/point';

/** How far an arrow moves the mark, in screen pixels; with Shift further. */
const STEP_PX = 16;
const STEP_FAR_PX = 64;

/** Where the mark is on the board; none until it is first moved. */
export interface Mark {
  readonly at: Point;
  readonly isDown: boolean;
}

export type MarkDeed =
  | { readonly do: 'begin'; readonly at: Point }
  | { readonly do: 'extend'; readonly at: Point }
  | { readonly do: 'end' };

const ARROWS: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['ArrowLeft', [-1, 0]],
  ['ArrowRight', [1, 0]],
  ['ArrowUp', [0, -1]],
  ['ArrowDown', [0, 1]],
]);

/** What a key does; null where it means nothing to the mark. `start` is where it comes first, `scale` how close one looks. */
export function markStep(
  mark: Mark | null,
  { key, shift }: { readonly key: string; readonly shift: boolean },
  start: Point,
  scale: number,
): { readonly mark: Mark; readonly deeds: readonly MarkDeed[] } | null {
  const { at, isDown } = mark ?? { at: start, isDown: false };
  const arrow = ARROWS.get(key);
  if (arrow !== undefined) {
    const by = (shift ? STEP_FAR_PX : STEP_PX) / scale;
    const to = mark === null ? at : { x: at.x + arrow[0] * by, y: at.y + arrow[1] * by };
    return { mark: { at: to, isDown }, deeds: isDown ? [{ do: 'extend', at: to }] : [] };
  }
  if (key !== 'Enter' && key !== ' ') return null;
  return isDown
    ? { mark: { at, isDown: false }, deeds: [{ do: 'end' }] }
    : { mark: { at, isDown: true }, deeds: [{ do: 'begin', at }] };
}
