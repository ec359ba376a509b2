// The outline of a stroke as an SVG path: thicker where the pen was pressed or slow.

import { getStroke } from 'perfect-freehand';
import { pointOf } from './line';
import type { Ink } from './stroke';

/** By so much. */
const THICKER = 1.3;

/** `isDone` is false while it grows: its end follows the pen then. */
export function outlineOf({ path, pressure, width }: Omit<Ink, 'color'>, isDone = true): string {
  const points = Array.from({ length: path.length / 2 }, (_, point) => {
    const { x, y } = pointOf(path, point);
    return [x, y, pressure?.[point] ?? 0.5];
  });
  const outline = getStroke(points, {
    // Thinned as it is, a line of a mouse comes out as wide as it is said to be.
    size: width * THICKER,
    thinning: 0.45,
    smoothing: 0.5,
    streamline: 0.4,
    simulatePressure: pressure === null,
    last: isDone,
  });
  return smooth(outline);
}

/** Curves from the middle of each side to the middle of the next. */
export function smooth(outline: readonly (readonly number[])[]): string {
  const [first] = outline;
  if (first === undefined) return '';
  const parts = outline.map(([x = 0, y = 0], at) => {
    const [nextX = 0, nextY = 0] = outline[(at + 1) % outline.length] ?? [];
    return `${short(x)} ${short(y)} ${short((x + nextX) / 2)} ${short((y + nextY) / 2)}`;
  });
  const [x = 0, y = 0] = first;
  return `M${short(x)} ${short(y)}Q${parts.join(' ')}Z`;
}

export function short(value: number): string {
  return String(Math.round(value * 10) / 10);
}
