// How the whole board lies on a small map. Pure.

import { around, type Point, type Rect, type Size } from '../document/point';

/** Around what lies on the board, as a part of its longer side: the view's frame is seen there as well. */
const MARGIN = 0.06;

/** No larger than this: two notes alone would fill the map. */
const SCALE_MAX = 0.12;

export interface SmallScale {
  readonly scale: number;
  /** Where the board's origin is on the map. */
  readonly x: number;
  readonly y: number;
}

/** All of the rectangles in the middle of the map; null where there are none. */
export function smallScaleOf(rects: Iterable<Rect>, map: Size): SmallScale | null {
  const all = around(rects);
  if (all === null) return null;
  const margin = Math.max(all.width, all.height) * MARGIN;
  const width = all.width + 2 * margin;
  const height = all.height + 2 * margin;
  const scale = Math.min(SCALE_MAX, map.width / width, map.height / height);
  return {
    scale,
    x: map.width / 2 - (all.x + all.width / 2) * scale,
    y: map.height / 2 - (all.y + all.height / 2) * scale,
  };
}

export function onMap({ scale, x, y }: SmallScale, rect: Rect): Rect {
  return {
    x: rect.x * scale + x,
    y: rect.y * scale + y,
    width: rect.width * scale,
    height: rect.height * scale,
  };
}

/** The place on the board that a place on the map stands for. */
export function onBoard({ scale, x, y }: SmallScale, at: Point): Point {
  return { x: (at.x - x) / scale, y: (at.y - y) / scale };
}

/** As much of the frame as lies on the map, and never too small to be seen: where the view is off the map, at its edge. */
export function framed(frame: Rect, map: Size): Rect {
  const left = within(frame.x, map.width);
  const top = within(frame.y, map.height);
  const right = Math.max(left + FRAME_MIN, Math.min(map.width, frame.x + frame.width));
  const bottom = Math.max(top + FRAME_MIN, Math.min(map.height, frame.y + frame.height));
  return { x: left, y: top, width: right - left, height: bottom - top };
}

const FRAME_MIN = 6;

function within(at: number, length: number): number {
  return Math.max(0, Math.min(length - FRAME_MIN, at));
}
