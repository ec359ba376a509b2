// Strokes over the notes, in board pixels: those in view, and the lines that grow just now.

import type { Rect } from '../document/point';
import { overlap } from '../document/point';
import { SHOWN_STROKES_MAX } from './limits';
import { outlineOf } from './outline';
import type { Ink, Stroke } from './stroke';

const SVG = 'http://www.w3.org/2000/svg';

export class InkLayer {
  readonly element = document.createElementNS(SVG, 'svg');
  private readonly shown = new Map<string, { readonly stroke: Stroke; readonly path: SVGPathElement }>();
  private readonly growing = new Map<string, SVGPathElement>();
  private going: ReadonlySet<string> = new Set();
  private marked: string | null = null;

  constructor() {
    this.element.setAttribute('class', 'ink');
    this.element.setAttribute('aria-hidden', 'true');
  }

  /** Shows those of the strokes that lie in the area, as far as time is left; true while there are more to come. */
  show(strokes: Iterable<Stroke>, area: Rect, hasTime: () => boolean): boolean {
    const gone = new Set(this.shown.keys());
    let isMore = false;
    let count = 0;
    for (const stroke of strokes) {
      if (!overlap(stroke.bounds, area)) continue;
      count += 1;
      if (count > SHOWN_STROKES_MAX) break;
      gone.delete(stroke.id);
      const known = this.shown.get(stroke.id);
      if (known?.stroke === stroke) continue;
      if (!hasTime()) {
        isMore = true;
        continue;
      }
      const path = known?.path ?? document.createElementNS(SVG, 'path');
      draw(path, stroke, true);
      path.dataset.stroke = stroke.id;
      this.shown.set(stroke.id, { stroke, path });
      if (known === undefined) this.element.append(path);
      this.markOne(stroke.id, path);
    }
    for (const id of gone) {
      this.shown.get(id)?.path.remove();
      this.shown.delete(id);
    }
    return isMore;
  }

  /** Shows a line while it grows. */
  grow(id: string, ink: Ink): void {
    let path = this.growing.get(id);
    if (path === undefined) {
      path = document.createElementNS(SVG, 'path');
      this.growing.set(id, path);
      this.element.append(path);
    }
    draw(path, ink, false);
  }

  /** It grows no more: what the document has of it is shown. */
  grown(id: string): void {
    this.growing.get(id)?.remove();
    this.growing.delete(id);
  }

  /** These are about to go. */
  markGoing(ids: ReadonlySet<string>): void {
    const touched = new Set([...this.going, ...ids]);
    this.going = ids;
    this.remark(touched);
  }

  /** This one is spoken of. */
  mark(id: string | null): void {
    const touched = [this.marked, id].filter((one) => one !== null);
    this.marked = id;
    this.remark(touched);
  }

  private remark(ids: Iterable<string>): void {
    for (const id of ids) {
      const path = this.shown.get(id)?.path;
      if (path !== undefined) this.markOne(id, path);
    }
  }

  private markOne(id: string, path: SVGPathElement): void {
    path.classList.toggle('ink-going', this.going.has(id));
    path.classList.toggle('ink-marked', this.marked === id);
  }
}

function draw(path: SVGPathElement, ink: Ink, isDone: boolean): void {
  path.setAttribute('d', outlineOf(ink, isDone));
  path.style.fill = ink.tint ?? '';
  if (ink.color === null) delete path.dataset.color;
  else path.dataset.color = ink.color;
}
