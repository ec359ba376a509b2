// Where new notes go so that they cover nothing.

import { NOTE_SIDE } from './measures';
import { grown, type Point, type Rect, type Size } from './point';

/** Space left between notes that are laid automatically. */
export const GAP = 16;

const STEP = NOTE_SIDE + GAP;

/** How many rings around the wished place are tried: a field of 49 by 49 notes. */
const RINGS_MAX = 24;

/** True when something lies in the rectangle. */
export type IsTaken = (rect: Rect) => boolean;

/** The place for a note beside another: to its right, then below, then around. */
export function placeBeside(note: Rect, size: Size, isTaken: IsTaken): Point {
  const right = { x: note.x + note.width + GAP, y: note.y };
  if (isFree(right, size, isTaken)) return right;
  const below = { x: note.x, y: note.y + note.height + GAP };
  if (isFree(below, size, isTaken)) return below;
  return freePlace(right, size, isTaken);
}

/** The wished place, or the nearest free one in rings around it; the wish itself where all are taken. */
export function freePlace(wish: Point, size: Size, isTaken: IsTaken): Point {
  if (isFree(wish, size, isTaken)) return wish;
  for (let ring = 1; ring <= RINGS_MAX; ring += 1) {
    for (const place of ringAround(wish, ring)) if (isFree(place, size, isTaken)) return place;
  }
  return wish;
}

/** `count` places in rows from `corner`, about as wide as high. */
export function rowsFrom(corner: Point, count: number): Point[] {
  const columns = columnsFor(count);
  return Array.from({ length: count }, (_, index) => ({
    x: corner.x + (index % columns) * STEP,
    y: corner.y + Math.floor(index / columns) * STEP,
  }));
}

/** The area that `rowsFrom` fills. */
export function rowsSize(count: number): Size {
  const columns = columnsFor(count);
  return { width: columns * STEP - GAP, height: Math.ceil(count / columns) * STEP - GAP };
}

function columnsFor(count: number): number {
  return Math.max(1, Math.ceil(Math.sqrt(count)));
}

function isFree(place: Point, size: Size, isTaken: IsTaken): boolean {
  const { width, height } = size;
  return !isTaken(grown({ x: place.x, y: place.y, width, height }, GAP / 2 - 1));
}

/** The steps of one ring, nearest to the middle of each side first, right and below before left and above. */
function ringAround(middle: Point, ring: number): Point[] {
  const places: { point: Point; rank: number }[] = [];
  for (let row = -ring; row <= ring; row += 1) {
    for (let column = -ring; column <= ring; column += 1) {
      if (Math.max(Math.abs(row), Math.abs(column)) !== ring) continue;
      const rank = Math.hypot(row, column) + (row < 0 ? 0.2 : 0) + (column < 0 ? 0.1 : 0);
      places.push({ point: { x: middle.x + column * STEP, y: middle.y + row * STEP }, rank });
    }
  }
  return places.sort((a, b) => a.rank - b.rank).map(({ point }) => point);
}
