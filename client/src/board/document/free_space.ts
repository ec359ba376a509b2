// The nearest place where something covers nothing.

import type { Point, Rect } from './point';

interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * The place nearest to the wished one where the rectangle keeps `gap` to every obstacle. There always is one. The nearest
 * free place touches an obstacle's gap in each direction in which it moved, so only those columns are looked at.
 */
export function nearestFree(wish: Rect, obstacles: readonly Rect[], gap: number): Point {
  const columns = [wish.x];
  for (const { x, width } of obstacles) columns.push(x - gap - wish.width, x + width + gap);
  columns.sort((a, b) => Math.abs(a - wish.x) - Math.abs(b - wish.x));
  let nearest: Point | null = null;
  let shortest = Number.POSITIVE_INFINITY;
  let last = Number.NaN;
  for (const x of columns) {
    if (x === last) continue;
    last = x;
    const aside = Math.abs(x - wish.x);
    if (aside >= shortest) break;
    const y = nearestFreeRow(wish, x, obstacles, gap, shortest);
    if (y === null) continue;
    const distance = Math.hypot(aside, y - wish.y);
    if (distance < shortest) {
      shortest = distance;
      nearest = { x, y };
    }
  }
  return nearest ?? { x: wish.x, y: wish.y };
}

/** In one column: the free y nearest to the wished one, up or down; null when none is within `reach`. */
function nearestFreeRow(
  wish: Rect,
  x: number,
  obstacles: readonly Rect[],
  gap: number,
  reach: number,
): number | null {
  const taken: Span[] = [];
  for (const other of obstacles) {
    if (other.x - gap >= x + wish.width || other.x + other.width + gap <= x) continue;
    const span = { from: other.y - gap - wish.height, to: other.y + other.height + gap };
    // Touching is free: a span takes what lies strictly within it.
    if (span.from < wish.y + reach && span.to > wish.y - reach) taken.push(span);
  }
  taken.sort((a, b) => a.from - b.from);
  let above = wish.y;
  let below = wish.y;
  for (const { from, to } of taken) if (from < below && below < to) below = to;
  // The mirror image, from the span that ends last.
  taken.sort((a, b) => b.to - a.to);
  for (const { from, to } of taken) if (from < above && above < to) above = from;
  const y = below - wish.y <= wish.y - above ? below : above;
  return Math.abs(y - wish.y) < reach ? y : null;
}
