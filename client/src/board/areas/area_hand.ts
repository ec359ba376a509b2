// An area in the hand: pressed by its title it moves, by an edge it is made larger. Others see it where it is dropped.

import type { Point, Rect } from '../document/point';
import type { Section } from '../document/sections';
import type { Edges } from './area_edits';
import { moved, sized } from './area_edits';

/** A press that stays nearer than this moves nothing, in screen pixels. */
const SLOP_PX = 4;

/** What is held: the whole of it where no edges are named. */
export interface Held {
  readonly area: Section;
  readonly edges: Edges | null;
  /** Where it was pressed, on the screen. */
  readonly from: Point;
  /** It has left its place. */
  readonly isMoving: boolean;
}

export function press(area: Section, edges: Edges | null, from: Point): Held {
  return { area, edges, from, isMoving: false };
}

export function carry(held: Held, at: Point): Held {
  const far = Math.hypot(at.x - held.from.x, at.y - held.from.y);
  return held.isMoving || far < SLOP_PX ? held : { ...held, isMoving: true };
}

/** Where it is now, on the board. */
export function rectOf({ area, edges, from, isMoving }: Held, at: Point, scale: number): Rect {
  if (!isMoving) return area;
  const by = { x: (at.x - from.x) / scale, y: (at.y - from.y) / scale };
  return edges === null ? moved(area, by) : sized(area, edges, by);
}
