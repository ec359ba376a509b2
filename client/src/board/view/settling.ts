// Things on their way to where the document says they lie, so that the eye can follow what somebody else or a command did.

import { clamp, type Rect } from '../document/point';

/** How long it takes. */
export const SETTLE_MS = 180;

/** What moves by less is simply there: a nudge by the arrow keys is not an event. */
const SEEN_PX = 12;

interface Way {
  readonly from: Rect;
  readonly started: number;
}

export class Settling {
  private readonly ways = new Map<string, Way>();

  /** Starts from where it was seen, unless that is where it is. Without motion everything is there at once. */
  start(id: string, from: Rect, to: Rect, now: number): void {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches || isNear(from, to)) return;
    this.ways.set(id, { from, started: now });
  }

  stop(id: string): void {
    this.ways.delete(id);
  }

  has(id: string): boolean {
    return this.ways.has(id);
  }

  /** Ids of all that are on their way, or have come and were not told so: they are drawn once more. */
  ids(): string[] {
    return [...this.ways.keys()];
  }

  /** Those that have come are on their way no more: once their end was drawn. */
  end(now: number): void {
    for (const [id, way] of this.ways) if (partOf(way, now) === 1) this.ways.delete(id);
  }

  /** Where something is at this moment on its way to `to`. Whoever asks changes nothing by it. */
  at(id: string, to: Rect, now: number): Rect {
    const way = this.ways.get(id);
    if (way === undefined) return to;
    const part = partOf(way, now);
    if (part === 1) return to;
    const eased = 1 - (1 - part) ** 3;
    const between = (from: number, end: number) => from + (end - from) * eased;
    return {
      x: between(way.from.x, to.x),
      y: between(way.from.y, to.y),
      width: between(way.from.width, to.width),
      height: between(way.from.height, to.height),
    };
  }
}

function partOf(way: Way, now: number): number {
  return clamp((now - way.started) / SETTLE_MS, 0, 1);
}

function isNear(a: Rect, b: Rect): boolean {
  const far = (one: number, other: number) => Math.abs(one - other) > SEEN_PX;
  return !(far(a.x, b.x) || far(a.y, b.y) || far(a.width, b.width) || far(a.height, b.height));
}
