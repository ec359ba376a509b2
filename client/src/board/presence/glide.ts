// Smooth movement between the samples that presence brings twenty times a second.

import { clamp, type Point } from '../document/point';

/** Samples are taken to be this far apart at least and at most, whatever the network does to them. */
const SAMPLE_MS_MIN = 40;
const SAMPLE_MS_MAX = 160;

/** A little longer than the samples are apart, so that the next one comes before the movement stands still. */
const STRETCH = 1.15;

export class Glide {
  private from: Point;
  private started: number;
  private lasts = 0;

  constructor(
    private to: Point,
    now: number,
  ) {
    this.from = to;
    this.started = now;
  }

  /** A new sample: move there from wherever this is now. */
  aim(to: Point, now: number): void {
    if (to.x === this.to.x && to.y === this.to.y) return;
    const sinceLast = clamp(now - this.started, SAMPLE_MS_MIN, SAMPLE_MS_MAX);
    this.from = this.at(now);
    this.to = to;
    this.started = now;
    this.lasts = sinceLast * STRETCH;
  }

  at(now: number): Point {
    if (this.rests(now)) return this.to;
    const part = clamp((now - this.started) / this.lasts, 0, 1);
    return {
      x: this.from.x + (this.to.x - this.from.x) * part,
      y: this.from.y + (this.to.y - this.from.y) * part,
    };
  }

  rests(now: number): boolean {
    return now >= this.started + this.lasts;
  }
}
