// The trails of lasers over the board, at one width whatever the zoom.

import { getStroke } from 'perfect-freehand';
import type { Point } from '../document/point';
import { participantColour } from '../presence/colour';
import { type Camera, toScreen } from '../view/camera';
import { smooth } from './outline';
import { Trail } from './trail';

const SVG = 'http://www.w3.org/2000/svg';

/** Of the trail where it is newest, in screen pixels. */
const WIDTH_PX = 10;

interface Shown {
  readonly trail: Trail;
  readonly path: SVGPathElement;
}

export class LaserLayer {
  readonly element = document.createElementNS(SVG, 'svg');
  private readonly shown = new Map<string | number, Shown>();

  constructor() {
    this.element.setAttribute('class', 'lasers');
    this.element.setAttribute('aria-hidden', 'true');
  }

  /** Whoever points goes on to here, in board pixels; `who` is whose colour the trail has. */
  add(key: string | number, at: Point, who: string, now = performance.now()): void {
    this.addColoured(key, at, participantColour(who).paper, now);
  }

  addColoured(key: string | number, at: Point, colour: string, now = performance.now()): void {
    let one = this.shown.get(key);
    if (one === undefined) {
      const path = document.createElementNS(SVG, 'path');
      path.style.fill = colour;
      this.element.append(path);
      one = { trail: new Trail(), path };
      this.shown.set(key, one);
    }
    one.trail.add(at, now);
  }

  /** Draws what is left of each; true while there is any. */
  draw(camera: Camera, now: number): boolean {
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
    for (const [key, { trail, path }] of this.shown) {
      const points = trail.at(now);
      if (points.length === 0) {
        path.remove();
        this.shown.delete(key);
        continue;
      }
      // With reduced motion nothing shrinks: the newest point stands for its second.
      const seen = isStill ? points.slice(-1).map((point) => ({ ...point, left: 1 })) : points;
      const places = seen.map((point) => {
        const { x, y } = toScreen(camera, point);
        return [x, y, point.left];
      });
      const outline = getStroke(places, {
        size: WIDTH_PX,
        thinning: 0.9,
        simulatePressure: false,
        streamline: 0.2,
      });
      path.setAttribute('d', smooth(outline));
    }
    return this.shown.size > 0;
  }
}
