// The gingham of the blanket: squares that move with the board and fade when one looks from afar.

import { clamp } from '../model/point';
import type { Camera } from './camera';

/** A light and a dark square, in board pixels. */
const PERIOD = 192;

/** The cloth is gone at the first scale and whole at the second. */
const GONE_AT = 0.4;
const WHOLE_AT = 0.6;

export class Cloth {
  private readonly cloth = document.createElement('div');
  private shown = '';

  constructor(ground: HTMLElement) {
    this.cloth.className = 'cloth';
    ground.append(this.cloth);
  }

  show({ x, y, scale }: Camera): void {
    const opacity = clamp((scale - GONE_AT) / (WHOLE_AT - GONE_AT), 0, 1);
    const period = PERIOD * scale;
    // Larger than the window by one period, so that moving it by less than that shows no edge.
    const translate = `${Math.round(wrapped(x, period))}px ${Math.round(wrapped(y, period))}px`;
    const shown = `${translate} ${period} ${opacity}`;
    if (shown === this.shown) return;
    this.shown = shown;
    const { style } = this.cloth;
    style.display = opacity === 0 ? 'none' : '';
    style.opacity = String(opacity);
    style.translate = translate;
    style.inset = `${-period}px 0 0 ${-period}px`;
    style.backgroundSize = `${period}px ${period}px`;
  }
}

function wrapped(value: number, period: number): number {
  return ((value % period) + period) % period;
}
