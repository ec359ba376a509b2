// The line that somebody draws around notes, as they see it.

import type { Point } from '../document/point';
import { type Camera, toScreen } from './camera';

const SVG = 'http://www.w3.org/2000/svg';

export class LassoLine {
  private readonly element = document.createElementNS(SVG, 'svg');
  private readonly drawn = document.createElementNS(SVG, 'path');
  private readonly close = document.createElementNS(SVG, 'path');

  constructor(private readonly ground: HTMLElement) {
    this.element.setAttribute('class', 'lasso');
    this.element.setAttribute('aria-hidden', 'true');
    this.close.setAttribute('class', 'lasso-close');
    this.element.append(this.drawn, this.close);
  }

  /** Shows the line, given in board pixels. */
  show(line: readonly Point[], camera: Camera): void {
    const places = line.map((point) => {
      const { x, y } = toScreen(camera, point);
      return `${x.toFixed(1)} ${y.toFixed(1)}`;
    });
    this.drawn.setAttribute('d', `M${places.join('L')}`);
    this.close.setAttribute('d', `M${places.at(-1) ?? ''}L${places[0] ?? ''}`);
    if (!this.element.isConnected) this.ground.append(this.element);
  }

  hide(): void {
    this.element.remove();
  }
}
