// Where a bar stands beside what it is for: above it, below it where there is no room, else over it, but never over its title. Pure.

import { clamp, type Point, type Rect, type Size } from '../document/point';
import { FREE } from '../view/stage';

/** Space between the bar and what it is for, and between it and the window's edge. */
const APART = 14;
const EDGE = 8;

/** From afar a title is drawn larger than the strip it stands in. */
const HEAD_MIN = 30;

/** In less than this, four buttons beside each other, a bar would be a column: it lies over what is docked. */
const REACH_MIN = 4 * 44 + 3 * 4 + 2 * EDGE;

/** The window, in screen pixels, and what of it nothing else covers. */
interface Surrounding {
  readonly clear: Rect;
  readonly window: Size;
}

/** What the bar stands among, in screen pixels. */
export interface Among extends Surrounding {
  readonly area: Rect;
  /** What of the area it never covers: a title; null where there is none. */
  readonly head: Rect | null;
}

/** From where to where a bar may reach: beside what is docked; where nothing is, as on a phone, to the window's edge. */
export function reachBeside({ clear, window }: Surrounding): { left: number; right: number } {
  const end = clear.x + clear.width;
  const left = clear.x > FREE.left ? clear.x : EDGE;
  const right = end < window.width - FREE.right ? end : window.width - EDGE;
  return right - left < REACH_MIN ? { left: EDGE, right: window.width - EDGE } : { left, right };
}

export function placeBeside(bar: Size, { area, head, clear, window }: Among): Point {
  const fits = bar.width <= clear.width;
  const { left, right } = fits
    ? { left: clear.x, right: clear.x + clear.width }
    : reachBeside({ clear, window });
  const x = clamp(area.x + area.width / 2 - bar.width / 2, left, right - bar.width);
  const above = area.y - APART - bar.height;
  if (above >= clear.y) return { x, y: above };
  const below = area.y + area.height + APART;
  const lowest = clear.y + clear.height - bar.height;
  if (below <= lowest) return { x, y: Math.max(clear.y, below) };
  const underHead = head === null ? above : head.y + Math.max(HEAD_MIN, head.height) + APART / 2;
  return { x, y: clamp(underHead, clear.y, lowest) };
}
