// The gingham of the blanket: squares that move with the board and fade when one looks from afar.

import { clamp, type Size } from '../document/point';
import type { Camera } from './camera';

/** A light and a dark square, in board pixels. */
const PERIOD = 192;

/** The gingham is gone at the first scale and whole at the second. */
const GONE_AT = 0.4;
const WHOLE_AT = 0.6;

/**
 * One layer that the compositor moves and scales: painting squares anew in every frame of a zoom costs more than all
 * the notes. It is woven anew only when the scale has doubled or halved, or the window has grown.
 */
export class Gingham {
  private readonly gingham = document.createElement('div');
  private woven = '';

  constructor(ground: HTMLElement) {
    this.gingham.className = 'cloth';
    ground.append(this.gingham);
  }

  show({ x, y, scale }: Camera, size: Size): void {
    const { style } = this.gingham;
    const opacity = clamp((scale - GONE_AT) / (WHOLE_AT - GONE_AT), 0, 1);
    style.opacity = opacity.toFixed(2);
    style.visibility = opacity === 0 ? 'hidden' : '';
    if (opacity === 0) return;
    const wovenAt = 2 ** Math.round(Math.log2(scale));
    const stretch = scale / wovenAt;
    this.weave(PERIOD * wovenAt, size);
    const period = PERIOD * scale;
    const left = wrapped(x, period) - period;
    const top = wrapped(y, period) - period;
    style.transform = `translate(${left}px, ${top}px) scale(${stretch})`;
  }

  /** Large enough to cover the window at the smallest stretch, and one period more to be moved by. */
  private weave(period: number, { width, height }: Size): void {
    const woven = `${period} ${width} ${height}`;
    if (woven === this.woven) return;
    this.woven = woven;
    const { style } = this.gingham;
    style.width = `${Math.ceil(width * Math.SQRT2 + period)}px`;
    style.height = `${Math.ceil(height * Math.SQRT2 + period)}px`;
    style.backgroundSize = `${period}px ${period}px`;
  }
}

function wrapped(value: number, period: number): number {
  return ((value % period) + period) % period;
}
