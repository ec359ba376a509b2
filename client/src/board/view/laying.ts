// Notes that the server lays at a reveal come one after another, calmly, and all within a little more than a second.

import { clamp } from '../document/point';

/** From the first note's beginning to the last one's end. */
export const LAYING_MS_MAX = 1_200;

/** How long one note takes to come; as in note.css. */
export const COMING_MS = 260;

/** Between one note and the next, while that leaves time for all. */
const STEP_MS = 60;

/** Wait of the note at `index` of `count`, in ms. */
export function waitOf(index: number, count: number): number {
  const step = count < 2 ? 0 : Math.min(STEP_MS, (LAYING_MS_MAX - COMING_MS) / (count - 1));
  return clamp(index * step, 0, LAYING_MS_MAX - COMING_MS);
}

export type Coming = 'waiting' | 'coming' | 'there';

export class Laying {
  private readonly begins = new Map<string, number>();

  /** These come now, in this order. Without motion they are there at once. */
  start(ids: readonly string[], now: number): void {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    ids.forEach((id, index) => {
      this.begins.set(id, now + waitOf(index, ids.length));
    });
  }

  ids(): string[] {
    return [...this.begins.keys()];
  }

  stop(id: string): void {
    this.begins.delete(id);
  }

  /** How far a note is; one that is there is forgotten. */
  of(id: string, now: number): Coming {
    const begin = this.begins.get(id);
    if (begin === undefined) return 'there';
    if (now < begin) return 'waiting';
    if (now < begin + COMING_MS) return 'coming';
    this.begins.delete(id);
    return 'there';
  }
}
