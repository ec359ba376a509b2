// The board's stage: what of the window is left for it, once all that is docked has taken its place. Pure.

import type { Rect, Size } from '../document/point';

/** How far something that is docked reaches in from the window's edges, in screen pixels. */
export type Cover = Partial<Record<(typeof EDGES)[number], number>>;

const EDGES = ['top', 'right', 'bottom', 'left'] as const;

/** Kept free within the stage, in screen pixels: at its edges, and below for the tools and the zoom, which alone lie over the board. */
export const FREE: Required<Cover> = { top: 24, right: 24, bottom: 80, left: 24 };

/** Where nothing lies over the board. */
export const FREE_OF_ALL: Required<Cover> = { ...FREE, bottom: 24 };

/** Less than this is asked of no margin: a note would be a dot. */
export const CLEAR_MIN = 80;

/** As little as the margins become for that, and what the tools alone take. */
const TIGHT: Required<Cover> = { top: 4, right: 24, bottom: 64, left: 24 };

/** On a lower stage nothing floats: the notes have all of it. */
export const FLOATS_FROM = 132;

/** `seen` is how far down the window is seen above a keyboard on the screen, which takes what lies below, and not that as well. */
export function stageOf({ width, height }: Size, seen: number, docked: Iterable<Cover>): Rect {
  const edges = { top: 0, right: 0, bottom: 0, left: 0 };
  for (const cover of docked) {
    for (const edge of EDGES) edges[edge] = Math.max(edges[edge], cover[edge] ?? 0);
  }
  return {
    x: edges.left,
    y: edges.top,
    width: Math.max(0, width - edges.left - edges.right),
    height: Math.max(0, Math.min(height - edges.bottom, seen) - edges.top),
  };
}

/**
 * Where what one is led to on the board is put: within the stage, and clear of what floats over it. On a low stage margins give way. Where
 * hardly anything is left, it begins under what lies above and beside what lies at the left.
 */
export function clearOf(stage: Rect, free: Required<Cover> = FREE): Rect {
  const least = stage.height < FLOATS_FROM ? TIGHT.top : Math.min(free.bottom, TIGHT.bottom);
  const lacking = Math.max(0, CLEAR_MIN - (stage.height - free.top - free.bottom));
  const bottom = Math.max(least, free.bottom - lacking);
  const top = Math.max(TIGHT.top, free.top - Math.max(0, lacking - (free.bottom - bottom)));
  return {
    x: stage.x + free.left,
    y: stage.y + top,
    width: Math.max(CLEAR_MIN, stage.width - free.left - free.right),
    height: Math.max(CLEAR_MIN / 2, stage.height - top - bottom),
  };
}

/** What is docked, asked anew each time: it may be pushed further without changing its size, which tells nobody. */
export class Covers {
  private readonly over = new Map<string, { ask: () => Cover | null; told: Cover | null }>();

  /** Something is docked there; null once it is gone. Whether it reaches in otherwise than when it was told of last. */
  tell(by: string, ask: (() => Cover | null) | null): boolean {
    const before = this.over.get(by)?.told ?? null;
    const told = ask?.() ?? null;
    if (ask === null) this.over.delete(by);
    else this.over.set(by, { ask, told });
    return !isSameCover(before, told);
  }

  now(): Cover[] {
    return [...this.over.values()].flatMap(({ ask }) => ask() ?? []);
  }
}

function isSameCover(one: Cover | null, other: Cover | null): boolean {
  return EDGES.every((edge) => (one?.[edge] ?? 0) === (other?.[edge] ?? 0));
}
