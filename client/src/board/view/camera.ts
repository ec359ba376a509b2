// Where on the board one looks, and how close. Pure: a camera is a value.

import { centreOf, clamp, type Point, type Rect, type Size } from '../document/point';
import { SCALE_MAX, SCALE_MIN } from '../limits';

/** Board point p is seen at screen point p × scale + (x, y), from the board's top left corner on the screen. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export function toScreen(camera: Camera, point: Point): Point {
  return { x: point.x * camera.scale + camera.x, y: point.y * camera.scale + camera.y };
}

export function toBoard(camera: Camera, point: Point): Point {
  return { x: (point.x - camera.x) / camera.scale, y: (point.y - camera.y) / camera.scale };
}

/** The board area that is seen in a window of this size. */
export function seen(camera: Camera, size: Size): Rect {
  return {
    ...toBoard(camera, { x: 0, y: 0 }),
    width: size.width / camera.scale,
    height: size.height / camera.scale,
  };
}

export function rectToScreen(camera: Camera, rect: Rect): Rect {
  return {
    ...toScreen(camera, rect),
    width: rect.width * camera.scale,
    height: rect.height * camera.scale,
  };
}

export function rectToBoard(camera: Camera, rect: Rect): Rect {
  return {
    ...toBoard(camera, rect),
    width: rect.width / camera.scale,
    height: rect.height / camera.scale,
  };
}

export function panned(camera: Camera, dx: number, dy: number): Camera {
  return { ...camera, x: camera.x + dx, y: camera.y + dy };
}

/** Zoomed by a factor, with the board point under `at` staying there. */
export function zoomed(camera: Camera, factor: number, at: Point): Camera {
  const scale = clamp(camera.scale * factor, SCALE_MIN, SCALE_MAX);
  const point = toBoard(camera, at);
  return { scale, x: at.x - point.x * scale, y: at.y - point.y * scale };
}

/** The next of the round steps that buttons and keys go through. */
export function nextStep(scale: number, direction: 1 | -1): number {
  const steps = [0.02, 0.05, 0.1, 0.17, 0.25, 0.33, 0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3, 4];
  const found =
    direction === 1
      ? steps.find((step) => step > scale * 1.01)
      : steps.findLast((step) => step < scale * 0.99);
  return found ?? (direction === 1 ? SCALE_MAX : SCALE_MIN);
}

/** Shows the whole rectangle within the clear part of the window, no closer than `scaleMax`. */
export function fitting(rect: Rect, clear: Rect, scaleMax: number): Camera {
  const scale = clamp(
    Math.min(clear.width / Math.max(1, rect.width), clear.height / Math.max(1, rect.height)),
    SCALE_MIN,
    scaleMax,
  );
  return centred(centreOf(rect), clear, scale);
}

/** Looks at a board point from the middle of the clear part of the window. */
export function centred(point: Point, clear: Rect, scale: number): Camera {
  const middle = centreOf(clear);
  return { scale, x: middle.x - point.x * scale, y: middle.y - point.y * scale };
}

/** The camera moved no more than needed for the rectangle to be within the clear part of the window. */
export function revealing(camera: Camera, rect: Rect, clear: Rect): Camera {
  const on = rectToScreen(camera, rect);
  return panned(
    camera,
    intoRange(on.x, on.width, clear.x, clear.width),
    intoRange(on.y, on.height, clear.y, clear.height),
  );
}

/** How far a span has to move to lie in a range; its start wins where it is longer than the range. */
function intoRange(start: number, length: number, from: number, room: number): number {
  if (start < from || length > room) return from - start;
  const past = start + length - (from + room);
  return past > 0 ? -past : 0;
}

/** Part of the way from one camera to another. The middle of the window moves evenly, whatever the scales. */
export function between(from: Camera, to: Camera, part: number, size: Size): Camera {
  const scale = from.scale * (to.scale / from.scale) ** part;
  const middle = { x: size.width / 2, y: size.height / 2 };
  const start = toBoard(from, middle);
  const end = toBoard(to, middle);
  const at = { x: start.x + (end.x - start.x) * part, y: start.y + (end.y - start.y) * part };
  return { scale, x: middle.x - at.x * scale, y: middle.y - at.y * scale };
}
