// Where a bar stands beside what it is for: above it, below it where there is no room, else over it, but never over its title. Pure.

import { clamp, type Point, type Rect, type Size } from '../model/point';

/** Space between the bar and what it is for, and between it and the window's edge. */
const APART = 14;
const EDGE = 8;

/** From afar a title is drawn larger than the strip it stands in. */
const HEAD_MIN = 30;

/** What the bar stands among, in screen pixels. */
export interface Among {
  readonly area: Rect;
  /** What of the area it never covers: a title; null where there is none. */
  readonly head: Rect | null;
  /** What nothing else covers. */
  readonly clear: Rect;
  readonly window: Size;
}

export function placeBeside(bar: Size, { area, head, clear, window }: Among): Point {
  // On a phone it is as wide as the window.
  const fits = bar.width <= clear.width;
  const [left, right] = fits ? [clear.x, clear.x + clear.width] : [EDGE, window.width - EDGE];
  const x = clamp(area.x + area.width / 2 - bar.width / 2, left, right - bar.width);
  const above = area.y - APART - bar.height;
  if (above >= clear.y) return { x, y: above };
  const below = area.y + area.height + APART;
  const lowest = clear.y + clear.height - bar.height;
  if (below <= lowest) return { x, y: Math.max(clear.y, below) };
  const underHead = head === null ? above : head.y + Math.max(HEAD_MIN, head.height) + APART / 2;
  return { x, y: clamp(underHead, clear.y, lowest) };
}
