// Notes that the server lays at a reveal fly one after another from whoever wrote them, and all lie within a little more than a second.

import type { Note } from '../document/note';
import { around, centreOf, clamp, type Point, type Rect } from '../document/point';

/** From the first note's beginning to the last one's end. */
export const LAYING_MS_MAX = 1_200;

/** How long one note is on its way; as in note.css. */
export const COMING_MS = 350;

/** Between one note and the next, while that leaves time for all. */
const STEP_MS = 20;

/** The task and the tools step aside, and the eye goes there, before the first one comes. */
export const LAYING_AFTER_MS = 360;

/** No note is turned further than this on its way, in degrees either way. */
const TILT_MAX = 12;

/** Wait of the note at `index` of `count`, in ms. */
export function waitOf(index: number, count: number): number {
  const step = count < 2 ? 0 : Math.min(STEP_MS, (LAYING_MS_MAX - COMING_MS) / (count - 1));
  return clamp(index * step, 0, LAYING_MS_MAX - COMING_MS);
}

/** From the middle outwards. Where they lie is all that decides: no order tells of who wrote what. */
export function fromTheMiddle<Laid extends Rect & { readonly id: string }>(
  notes: readonly Laid[],
  all: Rect,
): Laid[] {
  const middle = centreOf(all);
  const far = (note: Laid) => {
    const { x, y } = centreOf(note);
    return Math.hypot(x - middle.x, y - middle.y);
  };
  return [...notes].sort((one, other) => far(one) - far(other) || (one.id < other.id ? -1 : 1));
}

/** How a note flies: from so far off its place, in board units, and turned by so much. */
export interface Flight {
  readonly by: Point;
  readonly tilt: number;
}

/** `from` is where it comes from, on the board. The tilt goes by the way alone. */
export function flightTo(note: Rect, from: Point): Flight {
  const { x, y } = centreOf(note);
  const by = { x: from.x - x, y: from.y - y };
  const lean = Math.sin((x * 7 + y * 13) / 97);
  return { by, tilt: Math.round(lean * TILT_MAX) };
}

export type Coming = 'waiting' | 'coming' | 'there';

export class Laying {
  private readonly begins = new Map<string, number>();
  private from: (note: Note) => Point | null = () => null;

  /**
   * These come soon, from the middle outwards; `from` says where on the board each comes from by then. Without motion they are there at
   * once.
   */
  start(notes: readonly Note[], now: number, from: (note: Note) => Point | null): void {
    const all = around(notes);
    if (all === null || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    this.from = from;
    fromTheMiddle(notes, all).forEach(({ id }, index) => {
      this.begins.set(id, now + LAYING_AFTER_MS + waitOf(index, notes.length));
    });
  }

  flightOf(note: Note): Flight | null {
    const from = this.from(note);
    return from === null ? null : flightTo(note, from);
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
