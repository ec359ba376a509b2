// What is left of the window for the board, once all that lies over it has taken its place. Pure.

import type { Rect, Size } from '../document/point';

/** How far something that lies over the board reaches in from its edges, in screen pixels. */
export type Cover = Partial<Record<(typeof EDGES)[number], number>>;

const EDGES = ['top', 'right', 'bottom', 'left'] as const;

/** Kept free at the sides where nothing lies over the board, in screen pixels. */
export const CLEAR_SIDE = 24;

/** Space that bars take at the edges of the board before they are there to be measured, in screen pixels. */
export const BARS: Required<Cover> = { top: 100, right: CLEAR_SIDE, bottom: 84, left: CLEAR_SIDE };

/** Where nothing lies over the board. */
export const NO_BARS: Required<Cover> = {
  top: CLEAR_SIDE,
  right: CLEAR_SIDE,
  bottom: CLEAR_SIDE,
  left: CLEAR_SIDE,
};

/** Kept free beside what lies over the board. */
const COVER_MARGIN = 16;

/** No more than this is fitted into less: a note would be a dot. */
export const CLEAR_MIN = 80;

/**
 * `seen` is how far down the window is seen above a keyboard on the screen. Where hardly anything is left, it begins under what lies
 * above and beside what lies at the left.
 */
export function clearOf(
  { width, height }: Size,
  seen: number,
  covers: Iterable<Cover>,
  least: Required<Cover> = BARS,
): Rect {
  const edges = { ...least };
  for (const cover of covers) {
    for (const edge of EDGES) edges[edge] = Math.max(edges[edge], (cover[edge] ?? 0) + COVER_MARGIN);
  }
  return {
    x: edges.left,
    y: edges.top,
    width: Math.max(CLEAR_MIN, width - edges.left - edges.right),
    height: Math.max(CLEAR_MIN, Math.min(height - edges.bottom, seen - COVER_MARGIN) - edges.top),
  };
}

/** What lies over the board, asked anew each time: it may be pushed further without changing its size, which tells nobody. */
export class Covers {
  private readonly over = new Map<string, { ask: () => Cover | null; told: Cover | null; passes: boolean }>();

  /** Something lies there, for good or in passing; null once it is gone. Whether it reaches in otherwise than when it was told of last. */
  tell(by: string, ask: (() => Cover | null) | null, passes = false): boolean {
    const before = this.over.get(by)?.told ?? null;
    const told = ask?.() ?? null;
    if (ask === null) this.over.delete(by);
    else this.over.set(by, { ask, told, passes });
    return !isSameCover(before, told);
  }

  now(): Cover[] {
    return [...this.over.values()].flatMap(({ ask }) => ask() ?? []);
  }

  /** Those that do not only pass. */
  staying(): Cover[] {
    return [...this.over.values()].flatMap(({ ask, passes }) => (passes ? [] : (ask() ?? [])));
  }
}

function isSameCover(one: Cover | null, other: Cover | null): boolean {
  return EDGES.every((edge) => (one?.[edge] ?? 0) === (other?.[edge] ?? 0));
}
