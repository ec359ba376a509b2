// A grid over the board that answers which notes lie in a rectangle without looking at all of them.

import { overlap, type Rect } from './point';

/** Side of a cell in board pixels: a screenful is about a dozen cells. */
const CELL = 512;

/** Cells are numbered along and across; the board's reach needs under 2^10 each way. */
const ROW = 1 << 16;

export class NoteGrid {
  private readonly cells = new Map<number, Set<string>>();
  private readonly rects = new Map<string, Rect>();

  /** Puts a rectangle in, in place of the one it had under this id. */
  put(id: string, rect: Rect): void {
    const had = this.rects.get(id);
    this.rects.set(id, rect);
    if (had !== undefined) {
      if (sameCells(had, rect)) return;
      this.leave(id, had);
    }
    for (const key of cellsOf(rect)) {
      const cell = this.cells.get(key);
      if (cell === undefined) this.cells.set(key, new Set([id]));
      else cell.add(id);
    }
  }

  remove(id: string): void {
    const had = this.rects.get(id);
    if (had === undefined) return;
    this.rects.delete(id);
    this.leave(id, had);
  }

  /** Ids of all that share area with the rectangle. */
  within(rect: Rect): Set<string> {
    const found = new Set<string>();
    const cellCount = (rect.width / CELL + 1) * (rect.height / CELL + 1);
    if (cellCount > this.rects.size) {
      for (const [id, other] of this.rects) if (overlap(rect, other)) found.add(id);
      return found;
    }
    for (const key of cellsOf(rect)) {
      for (const id of this.cells.get(key) ?? []) {
        const other = this.rects.get(id);
        if (other !== undefined && overlap(rect, other)) found.add(id);
      }
    }
    return found;
  }

  private leave(id: string, rect: Rect): void {
    for (const key of cellsOf(rect)) {
      const cell = this.cells.get(key);
      cell?.delete(id);
      if (cell?.size === 0) this.cells.delete(key);
    }
  }
}

function* cellsOf(rect: Rect): Generator<number> {
  const { left, top, right, bottom } = span(rect);
  for (let row = top; row <= bottom; row += 1) {
    for (let column = left; column <= right; column += 1) yield row * ROW + column;
  }
}

function span(rect: Rect) {
  return {
    left: Math.floor(rect.x / CELL),
    top: Math.floor(rect.y / CELL),
    right: Math.floor((rect.x + rect.width) / CELL),
    bottom: Math.floor((rect.y + rect.height) / CELL),
  };
}

function sameCells(a: Rect, b: Rect): boolean {
  const one = span(a);
  const other = span(b);
  return (
    one.left === other.left &&
    one.top === other.top &&
    one.right === other.right &&
    one.bottom === other.bottom
  );
}
