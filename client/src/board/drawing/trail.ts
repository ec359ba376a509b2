// The trail of a laser: points that fade within a second, drawn on the screen. Pure.

import type { Point } from '../document/point';
import { LASER_MS, LASER_POINTS_MAX } from './limits';

interface Seen extends Point {
  readonly at: number;
}

export class Trail {
  private points: readonly Seen[] = [];

  add({ x, y }: Point, now: number): void {
    this.points = [...this.points, { x, y, at: now }].slice(-LASER_POINTS_MAX);
  }

  /** What is seen of it still, oldest first: each with how much of it is left, from 0 to 1. */
  at(now: number): readonly (Point & { readonly left: number })[] {
    this.points = this.points.filter(({ at }) => now - at < LASER_MS);
    return this.points.map(({ x, y, at }) => ({ x, y, left: 1 - (now - at) / LASER_MS }));
  }

  isGone(now: number): boolean {
    return this.at(now).length === 0;
  }
}
