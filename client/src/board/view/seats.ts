// Where people sit around the blanket, on the screen. Pure.

import type { Point, Rect } from '../document/point';

export interface Seat extends Point {
  /** On which side: a name stands outside of the blanket. */
  readonly side: 'top' | 'right' | 'bottom' | 'left';
}

/** Over so many people seats are small, and have no names. */
const LARGE_MAX = 16;

/** More are not drawn: faces would lie over each other. */
export const SEATS_MAX = 60;

/** A narrower or lower stage has small seats, one that is lower still has none. */
const LARGE_FROM = { width: 720, height: 420 };
const SEATS_FROM_HEIGHT = 240;

/** Between the stage's edges and the blanket: room for faces, names, what is counted above and the tools below. */
const AROUND = { top: 116, side: 116, bottom: 112 };
const AROUND_SMALL = { top: 84, side: 36, bottom: 96 };

/** Notes keep this far from its edge. */
const WITHIN = 36;

export function areSeatsSmall(people: number, stage: Rect): boolean {
  return people > LARGE_MAX || stage.width < LARGE_FROM.width || stage.height < LARGE_FROM.height;
}

/** The blanket on the stage; null where that is too low for one. */
export function blanketOn(stage: Rect, isSmall: boolean): Rect | null {
  if (stage.height < SEATS_FROM_HEIGHT) return null;
  const { top, side, bottom } = isSmall ? AROUND_SMALL : AROUND;
  return {
    x: stage.x + side,
    y: stage.y + top,
    width: stage.width - 2 * side,
    height: stage.height - top - bottom,
  };
}

/** Where notes land on it. */
export function withinBlanket({ x, y, width, height }: Rect): Rect {
  return { x: x + WITHIN, y: y + WITHIN, width: width - 2 * WITHIN, height: height - 2 * WITHIN };
}

/** So many seats along its edge, as far from each other, from the upper left corner round. */
export function seatsAround(count: number, { x, y, width, height }: Rect): Seat[] {
  const step = (2 * (width + height)) / Math.max(1, count);
  return Array.from({ length: count }, (_, index) => {
    const along = (index + 0.5) * step;
    if (along < width) return { x: x + along, y, side: 'top' };
    if (along < width + height) return { x: x + width, y: y + along - width, side: 'right' };
    if (along < 2 * width + height) {
      return { x: x + 2 * width + height - along, y: y + height, side: 'bottom' };
    }
    return { x, y: y + 2 * (width + height) - along, side: 'left' };
  });
}
